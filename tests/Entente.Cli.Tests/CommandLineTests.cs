using System.Text.Json;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>The command line as a user meets it: results, faults, exit codes, nothing left behind.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Embargo = """
        title: An embargo
        world: w
        cases:
          - name: embargo
            measures:
              - { kind: embargo, from: C0, to: C1, both: true }
        """;

    private readonly TemporaryFolder folder = new();

    public CommandLineTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        File.WriteAllText(folder.File("s.yaml"), Embargo);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        "serbia-2023",
        "Serbia joins",
        "countries.csv energy.csv flows.csv limits.csv lines.csv manifest.json report.html sectors.csv stocks.csv"
    )]
    [InlineData("russia-2014", "Embargo on all trade", "countries.csv energy.csv flows.csv manifest.json report.html sectors.csv")]
    [InlineData(
        "germany-2014",
        "Stop, others deliver",
        "countries.csv energy.csv flows.csv limits.csv manifest.json report.html sectors.csv stocks.csv"
    )]
    public void The_scenarios_that_come_along_run_from_anywhere_by_name(string scenario, string title, string files)
    {
        var (code, output, error) = Program.Run(folder.Path, "run", scenario);

        Assert.Equal(0, code);
        // What a regime does in a world that holds it is noted, and nothing else.
        Assert.All(
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Contains("hold what members of", line, StringComparison.Ordinal)
        );
        Assert.Contains("Russia", output, StringComparison.Ordinal);
        Assert.Contains(title, output, StringComparison.Ordinal);
        Assert.Equal(files.Split(' '), Directory.EnumerateFiles(folder.File($"out/{scenario}")).Select(Path.GetFileName).Order());
        using var manifest = JsonDocument.Parse(File.ReadAllText(folder.File($"out/{scenario}/manifest.json")));
        foreach (var answer in manifest.RootElement.GetProperty("cases").EnumerateArray())
        {
            Assert.Equal("converged", answer.GetProperty("status").GetString());
            Assert.InRange(answer.GetProperty("residual").GetDouble(), 0, 1e-10);
        }
        Assert.Equal(64, manifest.RootElement.GetProperty("world").GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_and_replaces_the_old_one_only()
    {
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", "one").Code);
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", "two").Code);
        foreach (var file in new[] { "countries.csv", "sectors.csv", "flows.csv" })
            Assert.Equal(File.ReadAllBytes(folder.File($"one/{file}")), File.ReadAllBytes(folder.File($"two/{file}")));
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", "one").Code);
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml", "--out", "w");
        Assert.Equal(2, code);
        Assert.Contains("holds other files", error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("w/trade.csv")));
    }

    [Fact]
    public void Horizons_and_parameters_can_be_asked_for_and_the_outputs_tell_them_apart()
    {
        var (code, output, error) = Program.Run(
            folder.Path,
            "run",
            "s.yaml",
            "--horizon",
            "short",
            "long",
            "--set",
            "inputs.S0=0.3",
            "--vary",
            "value_added=0.5,1"
        );

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("embargo, short run, value_added=0.5", output, StringComparison.Ordinal);
        var rows = File.ReadAllLines(folder.File("out/s/countries.csv"));
        var horizon = Array.IndexOf(rows[0].Split(','), "horizon");
        Assert.Equal(
            ["long value_added=0.5", "long value_added=1", "short value_added=0.5", "short value_added=1"],
            rows.Skip(1).Select(row => row.Split(',')[horizon]).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Contains(
            "--horizon short long --set inputs.S0=0.3 --vary value_added=0.5,1",
            File.ReadAllText(folder.File("out/s/report.html")),
            StringComparison.Ordinal
        );
        using var manifest = JsonDocument.Parse(File.ReadAllText(folder.File("out/s/manifest.json")));
        var first = manifest.RootElement.GetProperty("cases")[0];
        Assert.Equal(
            ("short value_added=0.5", "inputs.S0=0.3"),
            (first.GetProperty("horizon").GetString(), first.GetProperty("parameters")[0].GetString())
        );
    }

    [Fact]
    public void Json_is_json_with_every_indicator()
    {
        var (code, output, _) = Program.Run(folder.Path, "run", "s.yaml", "--json", "--closure", "share", "--tolerance", "1e-12");
        using var answer = JsonDocument.Parse(output);

        Assert.Equal(0, code);
        Assert.Equal("share", answer.RootElement.GetProperty("closure").GetString());
        Assert.True(
            answer.RootElement.GetProperty("cases")[0].GetProperty("countries").GetProperty("C0").GetProperty("real_income_pct").GetDouble()
                < 0
        );
        Assert.InRange(answer.RootElement.GetProperty("cases")[0].GetProperty("residual").GetDouble(), 0, 1e-12);
    }

    [Fact]
    public void Energy_is_shown_in_quantities_and_values_and_refused_where_a_world_has_none()
    {
        var (code, output, _) = Program.Run(folder.Path, "world", "energy", "world-2014", "--country", "DEU", "SRB");
        Assert.Equal(0, code);
        Assert.Matches(@"DEU +Natural gas +3,505 +25,887 +100\.0 +RUS +41\.4", output);
        Assert.Matches(@"DEU +Natural gas +RUS +1,450 +41\.4 +10,712 +41\.4 +observed", output);
        using var answer = JsonDocument.Parse(Program.Run(folder.Path, "world", "energy", "world-2014", "--json", "--country", "SRB").Out);
        var carriers = answer
            .RootElement[0]
            .GetProperty("carriers")
            .EnumerateArray()
            .ToDictionary(c => c.GetProperty("carrier").GetString()!);
        Assert.Equal(["CRUDE", "GAS", "COAL", "REFI", "ELGS", "all"], carriers.Keys);
        Assert.Equal("RUS", carriers["GAS"].GetProperty("largest_supplier").GetString());
        Assert.Equal(1, carriers["all"].GetProperty("origins").EnumerateObject().Sum(o => o.Value.GetDouble()), 9);

        Assert.Equal(2, Program.Run(folder.Path, "world", "energy", "w").Code);
        Assert.Contains(
            "w: a world without quantities of energy; expected a world with energy.csv",
            Program.Run(folder.Path, "world", "energy", "w").Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "unknown country 'DEV'; expected one of the world; did you mean DEU?",
            Program.Run(folder.Path, "world", "energy", "world-2014", "--country", "DEV").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_case_without_a_solution_is_told_and_the_others_are_written()
    {
        File.WriteAllText(
            folder.File("s.yaml"),
            Embargo
                + """

                  - name: alone
                    measures:
                      - { kind: embargo, from: C0, to: all, both: true }
                """
        );
        var (code, output, _) = Program.Run(folder.Path, "run", "s.yaml");

        Assert.Equal(1, code);
        Assert.Contains("alone: no answer (unfinanced_deficit)", output, StringComparison.Ordinal);
        Assert.Contains("embargo,C0,", File.ReadAllText(folder.File("out/s/countries.csv")), StringComparison.Ordinal);
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--case", "embargo").Code);
    }

    [Fact]
    public void A_country_inside_the_rest_of_the_world_is_said_to_be_there_with_the_command_that_takes_it_out()
    {
        File.WriteAllText(
            folder.File("iran.yaml"),
            Embargo
                .Replace("world: w", "world: world-2014", StringComparison.Ordinal)
                .Replace("C0, to: C1", "IRN, to: DEU", StringComparison.Ordinal)
        );
        var (code, _, error) = Program.Run(folder.Path, "run", "iran.yaml");
        Assert.Equal(2, code);
        Assert.Equal(
            [
                "iran.yaml:6: unknown country or group 'IRN'; expected one the world has; "
                    + "Iran is inside ROW in this world and can be carved out of it",
                "to carve a country out of the rest of the world: entente world carve --help",
            ],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())
        );
        // A row of a table is told as a word of the scenario is.
        File.WriteAllText(folder.File("t.csv"), "exporter,importer,sector,factor\nIRN,DEU,GAS,2\n");
        File.WriteAllText(
            folder.File("table.yaml"),
            "title: T\nworld: world-2014\ncases: [{ name: t, measures: [{ kind: trade_cost_table, file: t.csv }] }]\n"
        );
        Assert.Contains("t.csv:2: unknown country 'IRN'", Program.Run(folder.Path, "run", "table.yaml").Error, StringComparison.Ordinal);
        Assert.Contains("Iran is inside ROW", Program.Run(folder.Path, "run", "table.yaml").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_world_that_can_be_mended_is_told_with_the_command_that_mends_it()
    {
        var trade = File.ReadAllLines(folder.File("w/trade.csv"))
            .Select(line => line.Split(','))
            .Select(row => string.Join(',', row[1] == "C0" && row[2] == "S0" ? [.. row[..3], "1e-9", .. row[4..]] : row));
        File.WriteAllLines(folder.File("w/trade.csv"), trade.ToList());
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml");
        Assert.Equal(2, code);
        Assert.Contains("; expected 0 or more; a documented rule can mend it", error, StringComparison.Ordinal);
        Assert.Contains("to mend a world by a documented rule: entente world repair --help", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing file", "w/trade.csv: no such file")]
    [InlineData("wrong header", "w/trade.csv:1: header ")]
    [InlineData("negative flow", "w/trade.csv:2: trade value -1 of C0 to C0 in S0; expected a finite number, 0 or more")]
    [InlineData("shares adding up to 0.7", "add up to 0.7; expected 1")]
    [InlineData("unknown sector", "s.yaml:6: unknown sector or tag 'S9'; expected one the world has; did you mean S0?")]
    [InlineData("NaN", "w/trade.csv:2: value NaN; expected a finite number")]
    [InlineData("duplicate row", "w/trade.csv:3: a second row for C0 to C0 in S0, first at line 2; expected each once")]
    [InlineData(
        "YAML typo in a key",
        "s.yaml:5: unknown key 'mesures'; expected one of name, title, source, notes, include, regime, as_of, joiners, without, parts, "
            + "strengths, relative_to, after, compare_with, horizon, parameters, vary, path, measures; did you mean measures?"
    )]
    [InlineData("theta 0", "w/sectors.csv:2: theta 0 of sector S0; expected a finite number above 0")]
    [InlineData("empty file", "w/inputs.csv: an empty file; expected a table with the columns country, input, user, share")]
    public void Bad_input_gives_one_clear_message_and_leaves_nothing(string what, string message)
    {
        Spoil(what);
        var (code, output, error) = Program.Run(folder.Path, "run", "s.yaml");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(folder.File("out")));
        Assert.Equal(["s.yaml", "w"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(
        "run",
        "nowhere.yaml",
        "nowhere.yaml: no such scenario; expected a file, or one of estimated-2023, germany-2014, gravity-example, "
            + "investment-2023, measures-2023, russia-2014, serbia-2023"
    )]
    [InlineData("run", "rusia-2014", "did you mean russia-2014?")]
    [InlineData("world", "check", "world-2041", "did you mean world-2014?")]
    [InlineData(
        "run",
        "s.yaml",
        "--world",
        "nowhere",
        "nowhere: no such world; expected a folder, or one of world-2014, world-2021, world-2023"
    )]
    [InlineData("run", "s.yaml", "--case", "embago", "unknown case 'embago'; expected one of embargo; did you mean embargo?")]
    [InlineData("run", "s.yaml", "--closure", "fixd", "fixd")]
    [InlineData("run", "s.yaml", "--horizon", "shrt", "unknown horizon 'shrt'; expected short, medium, long")]
    [InlineData(
        "run",
        "s.yaml",
        "--set",
        "energie=0.1",
        "unknown parameter 'energie'; expected a parameter of a horizon; did you mean energy?"
    )]
    [InlineData("run", "s.yaml", "--set", "energy", "'energy'; expected a parameter and its value, such as energy=0.1 or energy.ELGS=0.05")]
    [InlineData("run", "s.yaml", "--set", "energy=-1", "energy -1; expected a number from 0 to 1000")]
    [InlineData("run", "s.yaml", "--set", "energy.S9=0.1", "unknown sector or tag 'S9'")]
    [InlineData("run", "s.yaml", "--set", "final.S1=0.1", "'final' for some sectors; expected one value for all")]
    [InlineData("run", "s.yaml", "--vary", "energy=0.1,much", "energy 'much'; expected a number")]
    [InlineData("run", "s.yaml", "--tolerance", "0", "--tolerance expects a number between 0 and 1")]
    [InlineData("run", "s.yaml", "--tolerance", "abc", "--tolerance expects a number between 0 and 1, not 'abc'")]
    [InlineData("explain", "s.yaml", "--top", "abc", "--top expects a whole number of at least 1, not 'abc'")]
    [InlineData("explain", "s.yaml", "--top", "1.5", "--top expects a whole number of at least 1, not '1.5'")]
    [InlineData("sweep", "s.yaml", "--threads", "abc", "--threads expects a whole number from 1 to 1024, not 'abc'")]
    [InlineData("sweep", "s.yaml", "--tolerance", "NaN", "--tolerance expects a number between 0 and 1, not 'NaN'")]
    [InlineData("world", "synthetic", "--solve", "--countries", "abc", "--countries expects a whole number from 2 to 1000, not 'abc'")]
    [InlineData("world", "synthetic", "--solve", "--sectors", "0", "--sectors expects a whole number from 1 to 1000, not '0'")]
    [InlineData("world", "synthetic", "--solve", "--seed", "99999999999", "--seed expects a whole number, not '99999999999'")]
    [InlineData("world", "synthetic", "--solve", "--zeros", "abc", "--zeros expects a number from 0 to below 1, not 'abc'")]
    [InlineData("world", "import", "t.csv", "--out", "o", "--theta", "abc", "--theta expects a number above 0, not 'abc'")]
    [InlineData("world", "import", "t.csv", "--out", "o", "--year", "abc", "--year expects a whole number, not 'abc'")]
    [InlineData("world", "trade", "t.csv", "--scale", "abc", "--scale expects a number above 0, not 'abc'")]
    [InlineData("world", "trade", "t.csv", "--year", "abc", "--year expects a whole number, not 'abc'")]
    [InlineData("world", "rebase", "w", "--facts", "f", "--out", "o", "--year", "abc", "--year expects a whole number, not 'abc'")]
    [InlineData("run", "s.yaml", "--frobnicate", "--frobnicate")]
    [InlineData("run", "s.yaml", "--case", "embargo", "--horizn", "long", "unknown option '--horizn'; expected one of --world")]
    [InlineData("run", "s.yaml", "--horizon", "long", "--clsure=fixed", "did you mean --closure?")]
    [InlineData("run", "s.yaml", "--set", "--frobnicate", "unknown option '--frobnicate'")]
    [InlineData("world", "energy", "world-2023", "--country", "SRB", "--jsn", "did you mean --json?")]
    [InlineData("run", "Required argument 'SCENARIO' missing")]
    public void Wrong_arguments_are_told(params string[] argsAndMessage)
    {
        var (code, output, error) = Program.Run(folder.Path, argsAndMessage[..^1]);
        Assert.Equal(2, code);
        Assert.Contains(argsAndMessage[^1], error + output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Theory]
    [InlineData("--help", "entente run serbia-2023")]
    [InlineData("run", "--help", "entente run my.yaml --world world-2023")]
    [InlineData("world", "list", "world-2014")]
    [InlineData("world", "show", "w", "3 countries, 2 sectors")]
    [InlineData("world", "gains", "w", "goods without supplier named alike by formula and solver: 3 of 3 countries")]
    [InlineData("world", "gains", "w", "--json", "\"formula_pct\": ")]
    [InlineData("world", "gains", "--help", "entente world gains world-2023")]
    [InlineData("run", "gravity-example", "CAN CAN                           0.418")]
    [InlineData("run", "s.yaml", "--model", "gravity", "structural gravity")]
    [InlineData("world", "check", "w", "w: sound; 3 countries, 2 sectors")]
    [InlineData("world", "build", "--help", "entente world build worlds/world-2014/recipe.yaml")]
    [InlineData("horizons", "| `energy` | 0.1 | 0.4 | 1 |")]
    [InlineData("completion", "bash", "complete -o default -F _entente entente")]
    [InlineData("--version", "0.1.0")]
    public void Help_and_lists_are_at_hand(params string[] argsAndText)
    {
        var (code, output, error) = Program.Run(folder.Path, argsAndText[..^1]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains(argsAndText[^1], output, StringComparison.Ordinal);
    }

    [Theory, InlineData("align"), InlineData("sweep")]
    public void Help_says_no_default_of_what_is_not_asked(string command)
    {
        var (code, output, error) = Program.Run(folder.Path, command, "--help");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("--part <K/N>", output, StringComparison.Ordinal);
        Assert.DoesNotContain("{", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Completions_know_commands_scenarios_and_worlds()
    {
        Assert.Contains("world", Program.Run(folder.Path, "[suggest:9]", "entente w").Out, StringComparison.Ordinal);
        Assert.Contains("russia-2014", Program.Run(folder.Path, "[suggest:12]", "entente run ").Out, StringComparison.Ordinal);
        Assert.Contains(
            "world-2014",
            Program.Run(folder.Path, "[suggest:19]", "entente run --world").Out
                + Program.Run(folder.Path, "[suggest:22]", "entente run x --world ").Out,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Trade_files_become_facts_for_carving_and_rebasing()
    {
        File.WriteAllText(folder.File("baci.csv"), "t,i,j,k,v,q\n2023,C0,C1,1,1000,1\n2023,C0,XX,1,500,1\n2023,C1,C0,1,250,1\n");
        var facts = Program
            .Run(folder.Path, "world", "trade", "baci.csv", "--country", "C0", "--world", "w", "--rest", "C2", "--scale", "0.001")
            .Out;
        var pairs = Program.Run(folder.Path, "world", "trade", "baci.csv", "--world", "w", "--rest", "C2").Out;

        Assert.Equal(
            "# CEPII BACI, 3 rows, thousand USD times 0.001\ngoods_exports:\n  C1: 1\n  C2: 0.5\ngoods_imports:\n  C1: 0.25\n",
            facts.ReplaceLineEndings("\n")
        );
        Assert.Equal("exporter,importer,value\nC0,C1,1000\nC0,C2,500\nC1,C0,250\n", pairs.ReplaceLineEndings("\n"));
    }

    private void Spoil(string what)
    {
        var (trade, inputs, sectors, scenario) = (
            folder.File("w/trade.csv"),
            folder.File("w/inputs.csv"),
            folder.File("w/sectors.csv"),
            folder.File("s.yaml")
        );
        switch (what)
        {
            case "missing file":
                File.Delete(trade);
                break;
            case "wrong header":
                Line(trade, 1, "exporter,importer,sector,amount,tariff");
                break;
            case "negative flow":
                Line(trade, 2, "C0,C0,S0,-1,");
                break;
            case "shares adding up to 0.7":
                var own = File.ReadAllLines(inputs)
                    .Where(line =>
                        !line.StartsWith("C2,", StringComparison.Ordinal)
                        || !line.Contains(",S0,", StringComparison.Ordinal)
                        || !line.Split(',')[2].Equals("S0", StringComparison.Ordinal)
                    );
                File.WriteAllLines(inputs, [.. own, "C2,S0,S0,0.3", "C2,S1,S0,0.4"]);
                break;
            case "unknown sector":
                File.WriteAllText(scenario, Embargo.Replace("both: true", "sectors: S9", StringComparison.Ordinal));
                break;
            case "NaN":
                Line(trade, 2, "C0,C0,S0,NaN,");
                break;
            case "duplicate row":
                Line(trade, 3, File.ReadAllLines(trade)[1]);
                break;
            case "YAML typo in a key":
                File.WriteAllText(scenario, Embargo.Replace("measures:", "mesures:", StringComparison.Ordinal));
                break;
            case "theta 0":
                Line(sectors, 2, "S0,Sector 0,goods,0");
                break;
            case "empty file":
                File.WriteAllText(inputs, "");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private static void Line(string file, int number, string text)
    {
        var lines = File.ReadAllLines(file);
        lines[number - 1] = text;
        File.WriteAllLines(file, lines);
    }
}
