using System.Text.Json;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Estimations, panels and elasticities as a user asks for them, and an estimate carried into a run with draws.</summary>
public sealed class EstimateCommandTests : IDisposable
{
    private const string Panel =
        "exporter,importer,year,trade,x,tariff\nA,B,1,2,0.5,0.1\nA,C,1,3,0.1,0.2\nB,A,1,1,0.3,0.05\nB,C,1,4,0.9,0\n"
            + "C,A,1,0.4,0.2,0.3\nC,B,1,2,0.7,0.1\n"
        + "A,B,2,5,1.5,0\nA,C,2,1,0.2,0.2\nB,A,2,2,0.4,0\nB,C,2,9,1.9,0.1\nC,A,2,1,0.1,0.3\nC,B,2,,1.7,0\n";

    private const string Bad =
        "i,n,t,y,x,none,flat,one,gap\nA,B,1,2,0.5,0,5,1,1\nA,C,1,3,0.1,0,5,1,2\nB,A,2,1,0.3,0,5,1,NaN\nB,C,2,4,0.9,0,5,1,3\n"
            + "C,A,3,1,0.2,0,5,1,x\nC,B,3,2,0.7,0,5,1,3\n";

    private readonly TemporaryFolder folder = new();

    public EstimateCommandTests() => File.WriteAllText(folder.File("p.csv"), Panel);

    public void Dispose() => folder.Dispose();

    private (int Code, string Out, string Error) Run(params string[] args) => Program.Run(folder.Path, args);

    [Fact]
    public void A_model_is_printed_written_and_carried_into_a_run()
    {
        var (code, text, _) = Run("estimate", "p.csv", "trade ~ x | exporter + year", "--cluster", "importer", "--out", "e");
        Assert.Equal(0, code);
        Assert.Contains("1 trade is missing", text, StringComparison.Ordinal);
        Assert.Contains("clustered (3), fixest", text, StringComparison.Ordinal);
        Assert.All(
            new[] { "estimates.json", "coefficients.csv", "table.tex", "fixed_effects.csv.gz" },
            file => Assert.True(File.Exists(folder.File(Path.Combine("e", file))))
        );
        WorldWriter.Write(SpreadWorld.Random(1, 4, 3, SpreadWorld.Everything, elasticities: true), folder.File("w"));
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: t\nworld: w\ncases:\n  - name: a\n    measures:\n"
                + "      - { kind: estimated, from: C0, to: C1, file: e/estimates.json, term: x, change: -1 }\n"
        );
        Assert.Equal(0, Run("run", "s.yaml", "--draws", "8", "--draw", "coefficients", "--out", "r").Code);
        var band = File.ReadAllLines(folder.File(Path.Combine("r", "bands.csv")));
        var columns = band[0].Split(',');
        var row = band[1].Split(',');
        Assert.NotEqual(row[Array.IndexOf(columns, "low")], row[Array.IndexOf(columns, "high")]);
        Assert.Contains("\"coefficients\"", File.ReadAllText(folder.File(Path.Combine("r", "manifest.json"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_json_with_the_covariance()
    {
        var (code, text, _) = Run("estimate", "p.csv", "trade ~ x + log(1 + tariff)", "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(text);
        var model = json.RootElement.GetProperty("models")[0];
        Assert.Equal("converged", model.GetProperty("status").GetString());
        Assert.Equal(3, model.GetProperty("covariance").GetArrayLength());
        Assert.Equal(
            ["(Intercept)", "x", "log(1 + tariff)"],
            model.GetProperty("coefficients").EnumerateArray().Select(c => c.GetProperty("term").GetString())
        );
    }

    [Theory]
    [InlineData("a formula behind it", "estimate", "p.csv")]
    [InlineData("expected one of poisson, ols, logit", "estimate", "p.csv", "trade ~ x", "--family", "probit")]
    [InlineData("no column 'q'", "estimate", "p.csv", "trade ~ q")]
    [InlineData("FORMULA: ", "estimate", "p.csv", "trade ~ (x")]
    [InlineData("text.csv:2: trade 'two'; expected a number", "estimate", "text.csv", "trade ~ 1 | exporter")]
    [InlineData("no such estimation", "estimate", "none.yaml")]
    [InlineData("gsdb:FILE", "panel", "sanctions", "p.csv", "x", "--out", "q.csv")]
    [InlineData("no column 'country'", "panel", "domestic", "p.csv", "p.csv", "--out", "q.csv")]
    [InlineData("'coefficients' of a scenario without estimated effects", "run", "s.yaml", "--draws", "4", "--draw", "coefficients")]
    [InlineData("'no'; expected one of customs, consumer", "elasticities", "triads", "p.csv", "--values", "no")]
    [InlineData("--bootstrap beside a file of models", "estimate", "advanced-guide", "--bootstrap", "99", "--bias-corrected")]
    [InlineData("none.csv: a file that does not exist", "panel", "sanctions", "p.csv", "gsdb:none.csv", "--out", "q.csv")]
    public void Bad_input_is_named_and_nothing_is_written(string message, params string[] args)
    {
        File.WriteAllText(folder.File("text.csv"), "exporter,trade\nA,two\n");
        WorldWriter.Write(SpreadWorld.Random(1, 3, 2, [], elasticities: true), folder.File("w"));
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: t\nworld: w\ncases:\n  - { name: a, measures: [{ kind: trade_cost, from: C0, to: C1, factor: 1.1 }] }\n"
        );
        var (code, text, error) = Run(args);
        Assert.Equal((2, ""), (code, text));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("q.csv")));
    }

    [Theory]
    [InlineData("at least 1, not '0'", "panel", "sanctions", "p.csv", "gsdb:g.csv", "--step", "0", "--out", "q.csv")]
    [InlineData("ends in .csv or .csv.gz, not 'q.parquet'", "panel", "cut", "p.csv", "--out", "q.parquet")]
    public void Options_that_cannot_be_are_named_before_anything_is_read(string message, params string[] args)
    {
        var (code, _, error) = Run(args);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(["p.csv"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    /// <summary>Data that nothing can be estimated from: exit code 2, one message with every fault.</summary>
    [Theory]
    [InlineData("bad.csv:4: gap NaN; expected a finite number|bad.csv:6: gap 'x'; expected a number", "y ~ gap | i")]
    [InlineData("none is zero in all rows: there is nothing to explain", "none ~ x | i + n")]
    [InlineData("flat is the same in all rows: there is nothing to explain", "flat ~ x | i")]
    [InlineData("t is a combination of the fixed effects", "y ~ t | i")]
    [InlineData("all observations lie in one cluster of one: its errors cannot be estimated", "y ~ x | i | one")]
    [InlineData("no column 'q'|no column 'r'", "y ~ q + r | i")]
    public void Data_that_give_no_answer_are_named_whole(string messages, string formula)
    {
        File.WriteAllText(folder.File("bad.csv"), Bad);
        var (code, text, error) = Run("estimate", "bad.csv", formula, "--out", "none");
        Assert.Equal((2, ""), (code, text));
        Assert.All(messages.Split('|'), message => Assert.Contains(message, error, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder.File("none")));
    }

    [Fact]
    public void Effects_without_trade_and_variables_twice_are_left_out_and_said()
    {
        File.WriteAllText(folder.File("bad.csv"), Bad + "D,A,1,0,0.4,0,5,1,1\nD,B,2,0,0.6,0,5,1,1\n");
        var (code, text, _) = Run("estimate", "bad.csv", "y ~ x + I(2 * x) | i");
        Assert.Equal(0, code);
        Assert.Contains("rows left out: 2 ", text, StringComparison.Ordinal);
        Assert.Contains("variable left out: I(2*x) is a combination of x", text, StringComparison.Ordinal);
        var (done, levels, _) = Run("estimate", "bad.csv", "y ~ x + none", "--split", "t");
        Assert.Equal(0, done);
        Assert.Contains("1: variable left out: none is zero in all observations", levels, StringComparison.Ordinal);
        // Where a level of a split has no answer, the others have theirs.
        (done, levels, _) = Run("estimate", "bad.csv", "y ~ x", "--split", "i");
        Assert.Equal(1, done);
        Assert.Contains("D: no answer: y is zero in all rows", levels, StringComparison.Ordinal);
    }

    [Fact]
    public void Panels_and_elasticities_are_made()
    {
        File.WriteAllText(folder.File("o.csv"), "country,year,output\nA,1,10\nB,1,2\n");
        var (code, text, error) = Run("panel", "domestic", "p.csv", "o.csv", "--out", "d.csv.gz");
        Assert.Equal((0, "d.csv.gz: 13 rows, 1 of sales at home"), (code, text.Trim()));
        Assert.Contains("B 1 (by 3)", error, StringComparison.Ordinal);
        Assert.Contains("C 1; A 2; B 2; C 2", error, StringComparison.Ordinal);
        File.WriteAllText(folder.File("g.csv"), "who,whom,from,to,what\nGermany,A,1,,exp_compl\n");
        Assert.Equal(
            0,
            Run(
                "panel",
                "cut",
                "p.csv",
                "--columns",
                "exporter",
                "importer",
                "trade",
                "--where",
                "year == 1",
                "--pairs",
                "--out",
                "c.csv"
            ).Code
        );
        Assert.Equal("exporter,importer,trade,pair,link", File.ReadLines(folder.File("c.csv")).First());
        Assert.Equal(7, File.ReadLines(folder.File("c.csv")).Count());
        var triads = Run("elasticities", "triads", "c2.csv");
        Assert.Equal(2, triads.Code);
        Assert.Contains("of triads", Run("elasticities", "triads", "p.csv").Out, StringComparison.Ordinal);
        var tariffs = Run("elasticities", "tariff", "p.csv", "--formula", "trade ~ log(1 + tariff) | exporter + year");
        Assert.Equal(0, tariffs.Code);
        Assert.Contains("all: rows left out: 1 trade is missing", tariffs.Out, StringComparison.Ordinal);
        // Without years there are effects of countries alone.
        string[] columns = ["exporter", "importer", "trade", "tariff"];
        Assert.Equal(0, Run(["panel", "cut", "p.csv", "--columns", .. columns, "--where", "year == 1", "--out", "t.csv"]).Code);
        Assert.Contains("all ", Run("elasticities", "tariff", "t.csv").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("elasticities", "world", "world-2023").Code);
    }
}
