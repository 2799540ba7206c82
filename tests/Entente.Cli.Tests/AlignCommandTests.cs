using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Games as a user sees them.</summary>
public sealed class AlignCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public AlignCommandTests() => WorldWriter.Write(SmallWorld.WithFactors(SmallWorld.Random(1, 4, 2), 1), folder.File("w"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_game_is_answered_on_the_screen_and_in_tables()
    {
        Game(by: "C1", when: "stays");
        var (code, output, error) = Program.Run(folder.Path, "align", "g.yaml", "--out", "o", "--points", "5");
        Assert.Equal((0, ""), (code, error));
        foreach (var said in new[] { "Real income of Country 0, %", "Price of alignment, joins", "Map of pressure", "In turns, long" })
            Assert.Contains(said, output, StringComparison.Ordinal);
        // Two options at one horizon, four settings of levers, three parties.
        Assert.Equal(1 + 2 * 4 * 3, File.ReadAllLines(folder.File("o/options.csv")).Length);
        Assert.Equal(1 + 4, File.ReadAllLines(folder.File("o/prices.csv")).Length);
        Assert.Equal(1 + 25, File.ReadAllLines(folder.File("o/frontier.csv")).Length);
        Assert.Equal(1 + 1, File.ReadAllLines(folder.File("o/threats.csv")).Length);
    }

    [Fact]
    public void Sections_of_a_game_are_answered_on_the_screen_and_in_tables_of_their_own()
    {
        Game(
            by: "C1",
            when: "stays",
            sections: """
                coalition:
                  case: ban
                  valuation: [0, 5]
                  blocs:
                    - { name: one, countries: C1 }
                    - { name: two, countries: C2 }
                bargaining: { option: joins, valuation: 50, scales: [0.5, 0.9] }
                chosen: { problems: [unilateral, sanctions], lambda: [0, 1] }
                turns:
                  scales: [0, 1]
                  orders:
                    - { moves: [target, senders, pressed] }
                """
        );
        var (code, output, error) = Program.Run(folder.Path, "align", "g.yaml", "--out", "o", "--points", "3");
        Assert.Equal((0, ""), (code, error));
        foreach (
            var said in new[]
            {
                "Coalition of 2, long: Country 3 loses",
                "Greedy order by loss imposed for the cost, not the best",
                "Bargain over 'joins', long",
                "Rates chosen, long, unilateral, C1",
                "Rates chosen, long, sanctions at 1, C1",
                "Exposure, long: Country 0 without what it buys of C3, ",
            }
        )
            Assert.Contains(said, output, StringComparison.Ordinal);
        foreach (
            var (table, rows) in new[]
            {
                ("coalitions", 4),
                // Two blocs, two sums.
                ("contributions", 4),
                // Two greedy steps, two without one, two who could be next.
                ("growing", 6),
                ("stability", 8),
                // Two blocs, by equal losses and by the nucleolus at two valuations.
                ("sharing", 6),
                ("contract_zone", 2),
                ("chosen", 3),
                // C0 on C3 and C1, C3 on C1.
                ("exposure", 3),
            }
        )
            Assert.Equal((table, 1 + rows), (table, File.ReadAllLines(folder.File($"o/{table}.csv")).Length));
        var formats = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md"));
        string[] told = ["contributions", "growing", "stability", "joining", "sharing", "contract_zone", "bargaining", "chosen"];
        foreach (var table in told.Concat(["chosen_outcomes", "commitment", "exposure"]))
        {
            var columns = File.ReadLines(folder.File($"o/{table}.csv")).First();
            Assert.Contains(
                formats,
                line =>
                    line.StartsWith($"| `{table}.csv` |", StringComparison.Ordinal)
                    && line.Contains($"`{columns}`", StringComparison.Ordinal)
            );
        }
        Assert.Equal(["target then senders then pressed"], Column("turns", 2).Distinct());
        Assert.All(["joining", "bargaining", "chosen_outcomes", "commitment"], table => Assert.True(Column(table, 0).Length > 0, table));
    }

    private string[] Column(string table, int at) =>
        [.. File.ReadLines(folder.File($"o/{table}.csv")).Skip(1).Select(line => line.Split(',')[at])];

    [Fact]
    public void Faults_of_a_game_are_listed_with_their_places_and_nothing_is_written()
    {
        Game(by: "C9", when: "joined");
        var (code, _, error) = Program.Run(folder.Path, "align", "g.yaml", "--out", "o");
        Assert.Equal(2, code);
        Assert.Contains("g.yaml:14: a lever of 'C9', who is no sender and not the target", error, StringComparison.Ordinal);
        Assert.Contains("g.yaml:14: a lever at the option 'joined', which C0 does not have", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("o")));
        Assert.Equal(2, Program.Run(folder.Path, "align", "g.yaml", "--points", "1").Code);
        Assert.Contains("did you mean serbia-2023?", Program.Run(folder.Path, "align", "serbia-2032").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_game_goes_on_where_it_was_to_the_same_bits()
    {
        Game(by: "C1", when: "stays");
        Assert.Equal(0, Align("whole").Code);
        using (var process = Program.Start(folder.Path, "align", "g.yaml", "--out", "killed", "--points", "41", "--threads", "1"))
        {
            while (Kept("killed") < 2000 && !process.HasExited)
                Thread.Sleep(5);
            process.Kill();
            process.WaitForExit();
        }
        // Interrupted, it says so.
        using (var process = Program.Start(folder.Path, "align", "g.yaml", "--out", "killed", "--points", "41", "--threads", "1"))
        {
            var from = Kept("killed");
            while (Kept("killed") < from + 500 && !process.HasExited)
                Thread.Sleep(5);
            Program.Interrupt(process);
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("the same command goes on from them", said, StringComparison.Ordinal);
        }
        var before = Kept("killed");
        Assert.InRange(before, 2000, Kept("whole") - 1);
        Assert.False(File.Exists(folder.File("killed/options.csv")));
        Assert.Equal(0, Align("killed").Code);
        foreach (var file in Directory.EnumerateFiles(folder.File("whole"), "*.csv"))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder.File($"killed/{Path.GetFileName(file)}")));
        // Asked again it solves nothing; what somebody else keeps in a folder is not touched.
        Assert.Equal(0, Align("killed").Code);
        Assert.Equal(Kept("whole"), Kept("killed"));
        Directory.CreateDirectory(folder.File("mine"));
        File.WriteAllText(folder.File("mine/letter.txt"), "dear");
        Assert.NotEqual(0, Align("mine").Code);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(folder.File("mine")).Select(Path.GetFileName));

        (int Code, string Out, string Error) Align(string to) =>
            Program.Run(folder.Path, "align", "g.yaml", "--out", to, "--points", "41", "--threads", "2");

        long Kept(string output) =>
            Directory.Exists(folder.File($"{output}/answers"))
                ? Directory.EnumerateFiles(folder.File($"{output}/answers"), "*.tsv").Sum(file => new FileInfo(file).Length)
                : 0;
    }

    [Fact]
    public void A_game_with_draws_writes_what_formats_say_and_the_brief()
    {
        DrawnGame.WriteWorld(folder.Path);
        File.WriteAllText(folder.File("g.yaml"), DrawnGame.Text);
        string[] few = ["align", "g.yaml", "--points", "3", "--draws", "4", "--horizon", "long"];
        var (code, output, error) = Program.Run(folder.Path, [.. few, "--out", "o", "--threads", "2"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Bands are 5 to 95 % of 4 draws of figures, elasticities, parts (seed 5)", output, StringComparison.Ordinal);
        var documented = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md"));
        var tables = Directory.GetFiles(folder.File("o"), "*.csv");
        Assert.Equal(13, tables.Length);
        foreach (var table in tables)
            Assert.Contains(
                documented,
                line =>
                    line.StartsWith($"| `{Path.GetFileName(table)}` | ", StringComparison.Ordinal)
                    && line.Contains($"`{File.ReadLines(table).First()}`", StringComparison.Ordinal)
            );
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.File("o")).Select(entry => Path.GetFileName(entry)))
            Assert.Contains(documented, line => line.Contains($"`{entry}`", StringComparison.Ordinal));
        // Nothing depends on threads; other draws are other numbers, beside the same answer.
        Assert.Equal(0, Program.Run(folder.Path, [.. few, "--out", "p", "--threads", "1"]).Code);
        foreach (var table in tables)
            Assert.Equal(File.ReadAllBytes(table), File.ReadAllBytes(folder.File($"p/{Path.GetFileName(table)}")));
        Assert.Equal(0, Program.Run(folder.Path, [.. few, "--out", "p", "--seed", "6"]).Code);
        Assert.NotEqual(File.ReadAllBytes(folder.File("o/choices.csv")), File.ReadAllBytes(folder.File("p/choices.csv")));
        Assert.Equal(Ends("o"), Ends("p"));

        // What is played in the data: the last four columns are of draws, and ends of draws alone have no payoffs.
        IEnumerable<string> Ends(string output) =>
            File.ReadLines(folder.File($"{output}/turns.csv"))
                .Select(line => string.Join(',', line.Split(',')[..^4]))
                .Where(line => !line.EndsWith(",,", StringComparison.Ordinal));
    }

    [Fact]
    public void A_surrogate_over_draws_is_named_with_its_bound_on_the_screen_in_tables_and_in_the_brief()
    {
        DrawnGame.WriteWorld(folder.Path);
        File.WriteAllText(folder.File("g.yaml"), DrawnGame.Text);
        var (code, output, error) = Program.Run(
            folder.Path,
            ["align", "g.yaml", "--points", "3", "--draws", "60", "--exact-draws", "49", "--horizon", "long", "--out", "o"]
        );
        Assert.Equal((0, ""), (code, error));
        const string Named = "49 draws were solved; the others are a surrogate's, fitted to 19 of them and held against the other 30";
        Assert.Contains(Named, output, StringComparison.Ordinal);
        Assert.Contains(Named, System.Net.WebUtility.HtmlDecode(File.ReadAllText(folder.File("o/report.html"))), StringComparison.Ordinal);
        var rows = File.ReadAllLines(folder.File("o/surrogate.csv"));
        Assert.Contains(
            File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md")),
            line =>
                line.StartsWith("| `surrogate.csv` | ", StringComparison.Ordinal)
                && line.Contains($"`{rows[0]}`", StringComparison.Ordinal)
        );
        // Three options, of which staying meets pressure and joining retaliation.
        Assert.Equal(1 + 6, rows.Length);
        Assert.Contains("whole number of at least 49", Refused("--exact-draws", "48"), StringComparison.Ordinal);
        Assert.Contains("a number above 0", Refused("--surrogate-within", "0"), StringComparison.Ordinal);

        string Refused(params string[] more) =>
            Program.Run(folder.Path, ["align", "g.yaml", "--draws", "80", "--out", "p", .. more]) is (2, _, var said) ? said : "";
    }

    [Fact]
    public void Timings_tell_every_kind_of_draws()
    {
        DrawnGame.WriteWorld(folder.Path);
        File.WriteAllText(folder.File("g.yaml"), DrawnGame.Text);
        string[] few = ["align", "g.yaml", "--points", "3", "--draws", "4", "--horizon", "long", "--out", "o", "--timings"];
        var (code, _, error) = Program.Run(folder.Path, few);
        Assert.Equal(0, code);
        string[] stages = ["plays", "sections", "all draws", "draws", "draws of bargain, rates and exposure", "tables and brief"];
        foreach (var stage in stages)
            Assert.Contains(error.Split('\n'), line => line.EndsWith($"  {stage}", StringComparison.Ordinal));
        Assert.Contains("\nprocessor ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_draws_are_named()
    {
        Game(by: "C1", when: "stays");
        Assert.Contains("--seed without --draws", Align("--seed", "2").Error, StringComparison.Ordinal);
        Assert.Contains("did you mean figures?", Align("--draws", "4", "--draw", "figure").Error, StringComparison.Ordinal);
        Assert.Contains("that it may take effect in part", Align("--draws", "4", "--draw", "parts").Error, StringComparison.Ordinal);
        Assert.Contains("does not say how sure", Align("--draws", "4").Error, StringComparison.Ordinal);
        Assert.Contains("a whole number from 2", Align("--draws", "1").Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("o")));

        (int Code, string Out, string Error) Align(params string[] more)
        {
            var run = Program.Run(folder.Path, ["align", "g.yaml", "--out", "o", .. more]);
            Assert.Equal(2, run.Code);
            return run;
        }
    }

    private const string Ban =
        "\n    - { name: ban, measures: [{ kind: flow_reduction, from: joiner, to: C3, share: 0.5, both: true }] }";

    private static string BanFor(string sections) => sections.Contains("case: ban", StringComparison.Ordinal) ? Ban : "";

    private void Game(string by, string when, string sections = "") =>
        File.WriteAllText(
            folder.File("g.yaml"),
            $$"""
            title: Small
            scenario:
              title: What is done
              world: w
              cases:
                - { name: joins, measures: [{ kind: embargo, from: C0, to: C3 }] }
                - { name: tariff, measures: [{ kind: tariff, by: C1, on: C0, rate: 0.1, mode: add }] }{{BanFor(sections)}}
            target: C3
            pressed:
              - { country: C0, options: [{ name: stays }, { name: joins, case: joins }] }
            senders:
              - { name: C1, countries: C1 }
            levers:
              - { name: tariff, by: {{by}}, case: tariff, when: {{when}} }
            {{sections}}
            """
        );
}
