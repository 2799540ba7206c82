using Entente.Batches;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Shares of a sweep, answered one by one and joined.</summary>
public sealed class SweepPartsTests : IDisposable
{
    private const string Sweep = """
        title: A sweep
        scenario:
          title: A tariff
          world: w
          cases: [ { name: tariff, measures: [ { kind: tariff, by: C0, on: C1, rate: 0.1 } ] } ]
        grid:
          tariff.tariff.rate: { from: 0, to: 0.5, steps: 5 }
        draws: { count: 4, seed: 7, parameters: { theta.S0: { triangular: [2, 4, 8] } } }
        outcomes: [real_income_pct:all, "output_pct:C0:S1"]
        chunk: 3
        """;

    private readonly TemporaryFolder folder = new();

    public SweepPartsTests()
    {
        File.WriteAllText(folder.File("s.yaml"), Sweep);
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Joined_they_are_the_single_run_byte_for_byte()
    {
        // Seven chunks: the first share has three, the others two each.
        var (code, output, error) = Program.Run(folder.Path, "sweep", "s.yaml", "--part", "2/3");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("part 2 of 3: 2 of 2 chunks of 7", output, StringComparison.Ordinal);
        Answer("1", new(1, 3));
        Answer("3", new(3, 3));
        Answer("whole", SweepShare.Whole);
        (code, output, error) = Program.Run(folder.Path, "sweep", "merge", "3", "1", "out/s.part-2-of-3", "--out", "merged");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("rows: 20 converged", output, StringComparison.Ordinal);
        // A complete folder is a share like any other.
        Assert.True(Merge("whole", "1").Value.Write(folder.File("again")).Success);
        foreach (var file in new[] { "results.parquet", "summary.csv", "sweep.json" })
            foreach (var other in new[] { "merged", "again" })
                Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"{other}/{file}")));
        Assert.Equal(["results.parquet", "summary.csv", "sweep.json"], Files("merged"));

        Assert.Contains("2 of 7 chunks in no folder: 2, 5", Merge("1", "3").Faults.Single().Found, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_damaged_or_different_is_named()
    {
        foreach (var number in new[] { 1, 2, 3 })
            Answer($"{number}", new(number, 3));
        WorldWriter.Write(SmallWorld.Random(2, 3, 2), folder.File("w"));
        Answer("strange", new(1, 7));
        // Answers of another world under the name of these, a part twice, one under a wrong name, and one cut short.
        File.Copy(PartFile("strange", 1), PartFile("2", 1));
        File.Copy(PartFile("1", 4), PartFile("2", 4));
        File.Copy(PartFile("1", 1), PartFile("3", 7));
        File.WriteAllBytes(PartFile("3", 3), File.ReadAllBytes(PartFile("3", 3))[..40]);
        var merge = Merge("1", "2", "3");
        Assert.Equal(
            [$"{folder.File("3")}: chunk 3 is damaged and left out", $"{folder.File("3")}: chunk 7 is damaged and left out"],
            merge.Warnings
        );
        Assert.Equal(
            [
                $"{folder.File("2")}: other answers in chunk 1 than in {folder.File("1")}; expected the same to the last bit, as machines "
                    + "of one kind give them",
                "1 of 7 chunks in no folder: 3; expected every chunk; the command that answers a share goes on from what its folder holds",
            ],
            merge.Faults.Select(fault => fault.ToString())
        );
        // Of other inputs, and no sweep at all.
        Assert.Equal(
            [
                $"{folder.File("w")}: no sweep.json that can be read; expected the folder of a sweep",
                $"{folder.File("strange")}: results of another sweep than {folder.File("1")}: different are the world; expected shares of "
                    + "one sweep on one world, answered by one version of the program",
            ],
            Merge("1", "strange", "w").Faults.Select(fault => fault.ToString())
        );
        // The same command makes the damaged one again.
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        Answer("3", new(3, 3));
        File.Delete(PartFile("2", 1));
        Assert.True(Merge("1", "2", "3").Success);
    }

    [Theory]
    [InlineData("1/3", 1, 3)]
    [InlineData("3/3", 3, 3)]
    [InlineData("4/3", 0, 0)]
    [InlineData("0/3", 0, 0)]
    [InlineData("1", 0, 0)]
    [InlineData("-1/3", 0, 0)]
    [InlineData("1/3/5", 0, 0)]
    [InlineData("1/1000000", 0, 0)]
    public void A_share_is_K_of_N(string text, int number, int count) =>
        Assert.Equal(
            (number > 0, new SweepShare(number, count)),
            (SweepShare.TryParse(text, out var share), share)
        );

    /// <summary>What the command does, without starting a process.</summary>
    private void Answer(string output, SweepShare share)
    {
        var asked = SweepInput.Read(Catalogue.Default, folder.File("s.yaml"), null).Value;
        var manifest = SweepManifest.Of(asked, new SolveOptions(), RunCommand.Version());
        using var opened = SweepFolder.Open(folder.File(output), manifest).Value;
        asked
            .Sweep.Batch(manifest.Chunk, new SolveOptions())
            .Run(opened.Missing().Where(share.Has), (chunk, rows) => opened.Add(asked.Sweep, chunk, rows), new BatchOptions());
        if (share.IsPart)
            return;
        opened.Complete();
        opened.Summary().Write(folder.File(output));
    }

    private Checked<SweepMerge> Merge(params string[] folders) => SweepMerge.Read([.. folders.Select(folder.File)]);

    private string PartFile(string share, int chunk) => folder.File($"{share}/parts/part-0000{chunk}.parquet");

    private IEnumerable<string?> Files(string output) =>
        Directory.EnumerateFileSystemEntries(folder.File(output)).Select(Path.GetFileName).Order();
}
