using System.Globalization;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Draws of a world as a user asks for them, in a run and in a sweep.</summary>
public sealed class DrawsCommandTests : IDisposable
{
    private const string Scenario = """
        title: A tariff
        world: w
        cases:
          - name: tariff
            horizon: [short, long]
            measures:
              - { kind: tariff, by: C0, on: C1, rate: 0.3, mode: add }
          - name: embargo
            measures:
              - { kind: embargo, from: C0, to: C1, both: true }
        """;

    private const string Sweep = """
        title: A sweep
        scenario: s.yaml
        cases: tariff
        horizon: long
        grid:
          tariff.tariff.rate: { from: 0.1, to: 0.5, steps: 5 }
        draws: { count: 4, seed: 3, world: true, elasticities: true, horizons: true }
        outcomes: [real_income_pct:all, "output_pct:C0:S1"]
        chunk: 3
        """;

    private readonly TemporaryFolder folder = new();

    public DrawsCommandTests()
    {
        WorldWriter.Write(SpreadWorld.Random(1, 4, 3, SpreadWorld.Everything, elasticities: true), folder.File("w"));
        WorldWriter.Write(SmallWorld.Random(1, 4, 3), folder.File("sure"));
        File.WriteAllText(folder.File("s.yaml"), Scenario);
        File.WriteAllText(folder.File("sw.yaml"), Sweep);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bands_have_the_documented_columns_and_the_same_bits_on_any_number_of_threads()
    {
        foreach (var threads in new[] { "1", "2", "7" })
            Assert.Equal(0, Run("--draws", "9", "--seed", "3", "--threads", threads, "--out", threads).Code);
        var bytes = File.ReadAllBytes(folder.File("1/bands.csv"));
        foreach (var threads in new[] { "2", "7" })
            Assert.Equal(bytes, File.ReadAllBytes(folder.File($"{threads}/bands.csv")));
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "formats.md"))
            .Single(line => line.StartsWith("| `bands.csv` |", StringComparison.Ordinal));
        var rows = Bands("1");
        Assert.Contains($"`{string.Join(',', rows[0])}`", documented, StringComparison.Ordinal);
        Assert.Equal(1 + 3 * 4, rows.Count);
        Assert.Equal(["tariff short", "tariff long", "embargo"], rows.Skip(1).Select(row => row[0]).Distinct());
        foreach (var row in rows.Skip(1))
        {
            Assert.Equal(("real_income_pct", "9", "0"), (row[2], row[6], row[7]));
            Assert.InRange(Number(row[4]), Number(row[3]), Number(row[5]));
            Assert.True(Number(row[3]) < Number(row[5]));
        }
        Assert.Equal(0, Run("--draws", "9", "--seed", "4", "--out", "other").Code);
        Assert.NotEqual(bytes, File.ReadAllBytes(folder.File("other/bands.csv")));
    }

    /// <summary>What is drawn does not touch what the world as it is answers; each source has its own spread.</summary>
    [Fact]
    public void One_source_alone_gives_other_bands_and_the_same_point()
    {
        Assert.Equal(0, Run("--out", "point").Code);
        Assert.False(File.Exists(folder.File("point/bands.csv")));
        var bands = new HashSet<string>();
        foreach (var source in new[] { "figures", "elasticities", "parameters" })
        {
            var (code, output, _) = Run("--draws", "5", "--draw", source, "--out", source);
            Assert.Equal(0, code);
            Assert.Contains("5 draws, seed 1", output, StringComparison.Ordinal);
            Assert.Equal(File.ReadAllBytes(folder.File("point/countries.csv")), File.ReadAllBytes(folder.File($"{source}/countries.csv")));
            bands.Add(File.ReadAllText(folder.File($"{source}/bands.csv")));
        }
        Assert.Equal(3, bands.Count);
        // The long run has no parameters that are drawn.
        foreach (var row in Bands("parameters").Skip(1).Where(row => row[0] == "embargo"))
            Assert.Equal(Number(row[3]), Number(row[5]), 1e-9);
        Assert.Equal(0, Run("--draws", "5", "--draw", "elasticities", "--draw", "figures", "--out", "two").Code);
        Assert.DoesNotContain(File.ReadAllText(folder.File("two/bands.csv")), bands);
    }

    [Theory]
    [InlineData("--draws -1", "--draws expects a whole number from 0 to 100000, not '-1'")]
    [InlineData("--draws ten", "--draws expects a whole number from 0 to 100000, not 'ten'")]
    [InlineData("--draws 100001", "--draws expects a whole number from 0 to 100000, not '100001'")]
    [InlineData("--draws 2 --seed x", "--seed expects a whole number, not 'x'")]
    [InlineData("--draws 2 --threads 0", "--threads expects a whole number from 1 to 1024, not '0'")]
    [InlineData(
        "--draws 2 --draw figure",
        "--draw: 'figure'; expected one of figures, elasticities, parameters, coefficients; did you mean figures?"
    )]
    [InlineData("--draw figures", "--draw without --draws; expected --draws N, the number of draws")]
    [InlineData("--seed 3", "--seed without --draws; expected --draws N, the number of draws")]
    [InlineData("--draws 0 --seed 3", "--seed without --draws; expected --draws N, the number of draws")]
    [InlineData(
        "--draws 2 --world sure",
        "draws of a world that does not say how sure its figures are; expected a world with spreads of its figures"
    )]
    [InlineData(
        "--draws 2 --world sure --draw elasticities",
        "draws of elasticities in a world that does not say how sure they are; expected a world with spreads of its elasticities"
    )]
    public void What_cannot_be_drawn_is_named_and_nothing_is_written(string options, string message)
    {
        var (code, _, error) = Run(options.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void Draws_without_an_answer_are_counted_and_told()
    {
        var spreads = SpreadWorld.Everything.SetItem(4, SpreadWorld.Row(UncertainTable.Imports, 1.5, CommonTo.Country, "goods"));
        WorldWriter.Write(SpreadWorld.Random(1, 4, 3, spreads, elasticities: true), folder.File("w"));
        var (code, _, error) = Run("--draws", "12", "--case", "embargo");
        Assert.Equal(0, code);
        var rows = Bands("out/s").Skip(1).ToList();
        Assert.All(rows, row => Assert.Equal(12, Number(row[6]) + Number(row[7])));
        Assert.All(rows, row => Assert.True(Number(row[7]) > 0));
        Assert.Contains("of 12 draws: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_over_draws_has_the_same_bytes_on_any_number_of_threads()
    {
        foreach (var threads in new[] { "1", "2", "7" })
            Assert.Equal(0, SweepRun("--threads", threads, "--out", threads).Code);
        foreach (var file in new[] { "results.parquet", "summary.csv", "sweep.json" })
            foreach (var other in new[] { "2", "7" })
                Assert.Equal(File.ReadAllBytes(folder.File($"1/{file}")), File.ReadAllBytes(folder.File($"{other}/{file}")));
    }

    /// <summary>The same draws at every point; one of them is that of a run with the same seed.</summary>
    [Fact]
    public void A_sweep_draws_what_a_run_draws()
    {
        File.WriteAllText(folder.File("sw.yaml"), Sweep.Replace("count: 4", "count: 1", StringComparison.Ordinal));
        Assert.Equal(0, SweepRun("--csv").Code);
        var rows = File.ReadAllLines(folder.File("out/sw/results.csv")).Select(line => line.Split(',')).ToList();
        var (rate, income) = (Array.IndexOf(rows[0], "tariff.tariff.rate"), Array.IndexOf(rows[0], "real_income_pct:C0"));
        var atScenario = rows.Skip(1).Single(row => Math.Abs(Number(row[rate]) - 0.3) < 1e-12);
        Assert.Equal(0, Run("--draws", "1", "--seed", "3", "--case", "tariff", "--horizon", "long").Code);
        var band = Bands("out/s").Single(row => row[1] == "C0");
        Assert.Equal(band[3], band[5]);
        Assert.Equal(Number(band[4]), Number(atScenario[income]), 1e-7);
    }

    [Fact]
    public void A_sweep_over_draws_that_was_killed_goes_on_and_ends_as_if_nothing_had_happened()
    {
        File.WriteAllText(folder.File("sw.yaml"), Sweep.Replace("steps: 5", "steps: 200", StringComparison.Ordinal));
        Assert.Equal(0, SweepRun("--out", "whole").Code);
        using (var process = Program.Start(folder.Path, "sweep", "sw.yaml", "--out", "killed", "--threads", "2"))
        {
            while (Parts("killed") < 5)
                Assert.False(process.WaitForExit(1), "it ended before it could be killed");
            process.Kill();
            process.WaitForExit();
        }
        Assert.False(File.Exists(folder.File("killed/results.parquet")));
        var kept = Parts("killed");
        var (code, output, _) = SweepRun("--out", "killed", "--threads", "7", "--json");
        Assert.Equal(0, code);
        Assert.Contains($"\"points_from_before\": {kept * 3}", output, StringComparison.Ordinal);
        foreach (var file in new[] { "results.parquet", "summary.csv" })
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"killed/{file}")));
    }

    [Theory]
    [InlineData("world: true,", "world: perhaps,", "sw.yaml:7: world 'perhaps'; expected true or false")]
    [InlineData("world: true,", "figures: true,", "sw.yaml:7: unknown key 'figures'")]
    [InlineData("count: 4", "count: 0", "sw.yaml:7: count 0; expected a whole number from 1 to")]
    [InlineData("seed: 3", "seed: x", "sw.yaml:7: seed 'x'; expected a whole number")]
    [InlineData("scenario: s.yaml", "scenario: t.yaml", "draws of a world that does not say how sure its figures are")]
    public void A_sweep_that_cannot_draw_is_refused(string sound, string damaged, string message)
    {
        File.WriteAllText(folder.File("t.yaml"), Scenario.Replace("world: w", "world: sure", StringComparison.Ordinal));
        File.WriteAllText(folder.File("sw.yaml"), Sweep.Replace(sound, damaged, StringComparison.Ordinal));
        var (code, output, error) = SweepRun();
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    private (int Code, string Out, string Error) Run(params string[] options) => Program.Run(folder.Path, ["run", "s.yaml", .. options]);

    private (int Code, string Out, string Error) SweepRun(params string[] options) =>
        Program.Run(folder.Path, ["sweep", "sw.yaml", .. options]);

    private List<string[]> Bands(string output) => [.. File.ReadLines(folder.File($"{output}/bands.csv")).Select(line => line.Split(','))];

    private int Parts(string output) =>
        Directory.Exists(folder.File($"{output}/parts"))
            ? Directory.EnumerateFiles(folder.File($"{output}/parts"), "part-?????.parquet").Count()
            : 0;

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
