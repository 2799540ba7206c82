using System.Text.Json.Nodes;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Positions and bargaining as a user sees them.</summary>
public sealed class PositionsCommandTests : IDisposable
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "positions.md"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_country_has_a_profile_with_tables_and_a_page()
    {
        string[] args = ["positions", "SRB", "--with", "DEU", "RUS", "--draws", "20", "--world", "none", "--out", "o"];
        var (code, output, error) = Program.Run(folder.Path, args);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Serbia votes most like Germany", output, StringComparison.Ordinal);
        var page = File.ReadAllText(folder.File("o/report.html"));
        Assert.Contains("<polyline", page, StringComparison.Ordinal);
        // It stands by itself: nothing is fetched.
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
        Documented("o");
    }

    [Fact]
    public void The_template_is_answered()
    {
        var (code, template, _) = Program.Run(folder.Path, "bargain", "--template");
        Assert.Equal(0, code);
        File.WriteAllText(folder.File("a.csv"), template);
        var (answered, output, error) = Program.Run(folder.Path, "bargain", "a.csv", "--draws", "10", "--out", "b", "--json");
        Assert.Equal((0, ""), (answered, error));
        var outcomes = JsonNode.Parse(output)!["outcomes"]!.AsArray();
        Assert.Equal(["compromise", "median", "nash", "challenge", "spatial"], outcomes.Select(row => (string)row!["model"]!));
        Documented("b");
    }

    /// <summary>What a report says, added to a ledger, stands among what a country did, and starts positions of actors.</summary>
    [Fact]
    public void A_ledger_has_statements_of_its_own()
    {
        var report = Path.Combine(Repository.Root, "examples", "record", "report.txt");
        Assert.Equal(0, Program.Run(folder.Path, "record", "add", report, "--date", "2024-06-01").Code);
        string[] args = ["positions", "RUS", "--draws", "2", "--world", "none", "--record", "record.db", "--out", "o"];
        Assert.Equal(0, Program.Run(folder.Path, args).Code);
        var said = File.ReadLines(folder.File("o/track_record.csv")).Where(line => line.Contains("2024-06-01", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("sanctions have never brought peace", StringComparison.Ordinal));
        File.WriteAllText(folder.File("a.csv"), "actor,capability,position,salience\nRUS,1,record,1\nMDA,1,0.9,1\n");
        var (code, output, _) = Program.Run(folder.Path, "bargain", "a.csv", "--scale", "0", "1", "--record", "record.db", "--out", "b");
        Assert.Equal(0, code);
        Assert.NotEmpty(output);
        var row = File.ReadLines(folder.File("b/actors.csv")).Single(line => line.StartsWith("RUS,", StringComparison.Ordinal));
        Assert.Contains("on record", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown state 'XYZ'", "positions", "XYZ", "--world", "none")]
    [InlineData("unknown topic 'oil'", "positions", "SRB", "--topic", "oil", "--world", "none")]
    [InlineData("unknown model 'means'", "bargain", "a.csv", "--model", "means")]
    [InlineData("a.csv:3", "bargain", "a.csv")]
    [InlineData("a table of actors", "bargain")]
    public void Bad_input_is_told_and_nothing_written(string said, params string[] args)
    {
        File.WriteAllText(folder.File("a.csv"), "actor,capability,position,salience\nA,1,2,0.5\nB,one,2,0.5\n");
        var (code, _, error) = Program.Run(folder.Path, args);
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void Ten_thousand_actors_are_answered_by_the_models_that_can()
    {
        File.WriteAllLines(
            folder.File("many.csv"),
            Enumerable.Range(0, 10_000).Select(i => $"A{i},1,{i % 100},0.5").Prepend("actor,capability,position,salience")
        );
        var (code, output, _) = Program.Run(folder.Path, "bargain", "many.csv", "--out", "m");
        Assert.Equal(0, code);
        Assert.Contains("10000 actors for challenge model", output, StringComparison.Ordinal);
        Assert.Contains("49.50", output, StringComparison.Ordinal);
    }

    /// <summary>docs/positions.md names every file that is written.</summary>
    private void Documented(string output)
    {
        var files = Directory.EnumerateFiles(folder.File(output)).Select(file => Path.GetFileNameWithoutExtension(file)!).Distinct();
        Assert.All(
            files,
            file =>
                Assert.Contains(
                    Document,
                    line => line.Contains($"`{file.Split("_challenge")[0].Split("_spatial")[0]}", StringComparison.Ordinal)
                )
        );
    }
}
