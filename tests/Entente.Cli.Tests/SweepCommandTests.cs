using System.Diagnostics;
using System.Text.Json;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>A sweep as a user meets it: killed, interrupted, gone on with, refused.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private const string Sweep = """
        title: A sweep
        scenario:
          title: A tariff
          world: w
          cases:
            - name: tariff
              measures:
                - { kind: tariff, by: C0, on: C1, rate: 0.1 }
            - name: alone
              measures:
                - { kind: embargo, from: C0, to: all, both: true }
        cases: tariff
        grid:
          tariff.tariff.rate: { from: 0, to: 0.5, steps: 5 }
        draws:
          count: 4
          seed: 7
          parameters:
            theta.S0: { triangular: [2, 4, 8] }
        outcomes: [real_income_pct:all, "output_pct:C0:S1"]
        chunk: 3
        """;

    private readonly TemporaryFolder folder = new();

    public SweepCommandTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        File.WriteAllText(folder.File("s.yaml"), Sweep);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_writes_a_table_and_a_summary_and_finds_them_done_the_next_time()
    {
        var (code, output, error) = Program.Run(folder.Path, "sweep", "s.yaml", "--csv");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("rows: 20 converged", output, StringComparison.Ordinal);
        Assert.Equal(
            ["results.csv", "results.parquet", "summary.csv", "sweep.json"],
            Directory.EnumerateFileSystemEntries(folder.File("out/s")).Select(Path.GetFileName).Order()
        );
        var lines = File.ReadAllLines(folder.File("out/s/results.csv"));
        Assert.Equal(
            "point,case,horizon,tariff.tariff.rate,theta.S0,status,residual,iterations,evaluations,real_income_pct:C0,"
                + "real_income_pct:C1,real_income_pct:C2,output_pct:C0:S1",
            lines[0]
        );
        Assert.Equal(21, lines.Length);
        Assert.StartsWith("1,tariff,long,0,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("20,tariff,long,0.5,", lines[20], StringComparison.Ordinal);
        Assert.Contains(",converged,", lines[20], StringComparison.Ordinal);

        var bytes = File.ReadAllBytes(folder.File("out/s/results.parquet"));
        (code, output, _) = Program.Run(folder.Path, "sweep", "s.yaml", "--json");
        using var answer = JsonDocument.Parse(output);
        Assert.Equal(
            (0, 20, 20),
            (
                code,
                answer.RootElement.GetProperty("points_from_before").GetInt32(),
                answer.RootElement.GetProperty("statuses").GetProperty("converged").GetInt32()
            )
        );
        Assert.Equal(4, answer.RootElement.GetProperty("outcomes").GetArrayLength());
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("out/s/results.parquet")));
    }

    [Fact]
    public void The_number_of_threads_changes_no_byte()
    {
        foreach (var threads in new[] { "1", "2", "3" })
            Assert.Equal(0, Program.Run(folder.Path, "sweep", "s.yaml", "--threads", threads, "--out", threads).Code);
        foreach (var file in new[] { "results.parquet", "summary.csv", "sweep.json" })
            foreach (var other in new[] { "2", "3" })
                Assert.Equal(File.ReadAllBytes(folder.File($"1/{file}")), File.ReadAllBytes(folder.File($"{other}/{file}")));
    }

    [Fact]
    public void Killed_at_any_moment_it_goes_on_and_ends_as_if_nothing_had_happened()
    {
        Long();
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "s.yaml", "--out", "whole").Code);
        var kept = 0;
        foreach (var parts in new[] { 3, 40 })
        {
            using var process = Start("killed");
            WaitForParts(process, "killed", parts);
            process.Kill();
            process.WaitForExit();
            Assert.False(File.Exists(folder.File("killed/results.parquet")));
            kept = Parts("killed").Count;
            Assert.True(kept >= parts);
        }
        // What a kill in the middle of a write leaves behind.
        File.WriteAllText(folder.File("killed/parts/part-00199.parquet.0.writing"), "PAR1");
        var before = Parts("killed").ToDictionary(part => part, File.GetLastWriteTimeUtc);
        var (code, output, _) = Program.Run(folder.Path, "sweep", "s.yaml", "--out", "killed", "--json");

        Assert.Equal(0, code);
        using var answer = JsonDocument.Parse(output);
        Assert.Equal(kept * 2, answer.RootElement.GetProperty("points_from_before").GetInt32());
        Assert.Equal(kept, before.Count);
        foreach (var file in new[] { "results.parquet", "summary.csv" })
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"killed/{file}")));
        Assert.Empty(Directory.EnumerateFiles(folder.File("killed"), "*.writing", SearchOption.AllDirectories));
    }

    [Fact]
    public void Interrupted_it_says_so_with_130_and_keeps_what_is_done()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a signal");
        Long();
        using var process = Start("interrupted");
        WaitForParts(process, "interrupted", 3);
        Program.Interrupt(process);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("these are kept, and the same command goes on from them", error, StringComparison.Ordinal);
        Assert.True(Parts("interrupted").Count >= 3);
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "s.yaml", "--out", "interrupted").Code);
    }

    [Fact]
    public void Results_of_other_inputs_and_other_folders_are_left_alone()
    {
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "s.yaml", "--out", "r").Code);
        var bytes = File.ReadAllBytes(folder.File("r/results.parquet"));
        File.WriteAllText(folder.File("s.yaml"), Sweep.Replace("seed: 7", "seed: 8", StringComparison.Ordinal));
        var (code, _, error) = Program.Run(folder.Path, "sweep", "s.yaml", "--out", "r");
        Assert.Equal(2, code);
        Assert.Contains(
            "r: results of another sweep: different are the sweep file or a file it names, what is asked; expected the same "
                + "inputs, or another --out",
            error,
            StringComparison.Ordinal
        );
        File.WriteAllText(folder.File("s.yaml"), Sweep);
        Assert.Contains(
            "the tolerance (1E-10, now 1E-09)",
            Program.Run(folder.Path, "sweep", "s.yaml", "--out", "r", "--tolerance", "1e-9").Error,
            StringComparison.Ordinal
        );
        WorldWriter.Write(SmallWorld.Random(2, 3, 2), folder.File("w"));
        Assert.Contains(
            "different are the world;",
            Program.Run(folder.Path, "sweep", "s.yaml", "--out", "r").Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "w: other files, and no sweep.json",
            Program.Run(folder.Path, "sweep", "s.yaml", "--out", "w").Error,
            StringComparison.Ordinal
        );
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("r/results.parquet")));
    }

    [Fact]
    public void Points_without_an_answer_are_rows_with_their_status()
    {
        File.WriteAllText(folder.File("s.yaml"), Sweep.Replace("cases: tariff\n", "cases: [tariff, alone]\n", StringComparison.Ordinal));
        var (code, output, _) = Program.Run(folder.Path, "sweep", "s.yaml", "--csv");
        Assert.Equal(1, code);
        Assert.Contains("rows: 20 converged, 20 unfinanced_deficit", output, StringComparison.Ordinal);
        Assert.EndsWith(",unfinanced_deficit,,0,0,,,,", File.ReadAllLines(folder.File("out/s/results.csv"))[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cases: tariff", "cases: tarif", "s.yaml:12: unknown case 'tarif'; expected a case of the scenario; did you mean tariff?")]
    [InlineData("grid:", "gird:", "s.yaml:13: unknown key 'gird'")]
    [InlineData("steps: 5", "steps: 1", "s.yaml:14: steps 1; expected a whole number from 2 to 100000")]
    [InlineData("from: 0,", "from: 0, scale: log,", "s.yaml:14: from 0 to 0.5 on a log scale; expected numbers above 0")]
    [InlineData("from: 0,", "from: 0, scale: logs,", "s.yaml:14: scale 'logs'; expected one of linear, log; did you mean log?")]
    [InlineData("{ from: 0, to: 0.5, steps: 5 }", "[0, x]", "s.yaml:14: tariff.tariff.rate 'x'; expected a number")]
    [InlineData("to: 0.5, steps: 5", "to: 0.5", "s.yaml:14: no 'steps'")]
    [InlineData("tariff.tariff.rate: { from: 0", "tariff.tariff.rate: { from: -3", "s.yaml:14: rate -3; expected a finite rate above -1")]
    [InlineData("count: 4", "count: 0", "s.yaml:16: count 0; expected a whole number from 1 to")]
    [InlineData("  seed: 7\n", "", "s.yaml:16: draws without 'seed'")]
    [InlineData("[2, 4, 8]", "[2, 4]", "s.yaml:19: 2 numbers under 'triangular'; expected 3: [least, likeliest, most]")]
    [InlineData("[2, 4, 8]", "[8, 4, 2]", "s.yaml:19: triangular [8, 4, 2]; expected [least, likeliest, most]")]
    [InlineData("triangular: [2, 4, 8]", "trangular: [2, 4, 8]", "s.yaml:19: unknown key 'trangular'")]
    [InlineData("triangular: [2, 4, 8]", "normal: [2, 40]", "s.yaml:19: theta.S0 of -")]
    [InlineData("theta.S0", "theta.S9", "s.yaml:19: unknown sector or tag 'S9'")]
    [InlineData("real_income_pct:all", "real_incme_pct:all", "s.yaml:20: unknown outcome 'real_incme_pct'")]
    [InlineData("chunk: 3", "chunk: 0", "s.yaml:21: chunk 0; expected a whole number from 1 to 10000")]
    [InlineData("chunk: 3", "list: no.csv", "s.yaml:21: list 'no.csv', which does not exist")]
    [InlineData("chunk: 3", "list: bad.csv", "bad.csv:3: energy 'x'; expected a number")]
    public void A_damaged_sweep_is_refused_with_file_and_line(string sound, string damaged, string message)
    {
        File.WriteAllText(folder.File("bad.csv"), "energy\n0.5\nx\n");
        File.WriteAllText(folder.File("s.yaml"), Sweep.Replace(sound, damaged, StringComparison.Ordinal));
        var read = SweepInput.Read(new Catalogue(AppContext.BaseDirectory), folder.File("s.yaml"), null);
        Assert.Contains(read.Faults, fault => fault.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_input_lists_all_faults_and_leaves_nothing()
    {
        File.WriteAllText(
            folder.File("s.yaml"),
            Sweep.Replace("cases: tariff", "cases: tarif", StringComparison.Ordinal).Replace("S1", "S9", StringComparison.Ordinal)
        );
        var (code, output, error) = Program.Run(folder.Path, "sweep", "s.yaml");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("s.yaml:12: unknown case 'tarif'", error, StringComparison.Ordinal);
        Assert.Contains("s.yaml:20: unknown sector or tag 'S9'", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public void A_list_gives_the_points_and_a_scenario_may_be_a_file()
    {
        File.WriteAllText(folder.File("points.csv"), "a.tariff.rate,theta.S0\n0.1,3\n0.2,5\n");
        File.WriteAllText(
            folder.File("scenario.yaml"),
            "title: T\nworld: w\ncases:\n  - name: a\n    measures:\n      - { kind: tariff, by: C0, on: C1, rate: 0 }\n"
        );
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: A list\nscenario: scenario.yaml\nlist: points.csv\noutcomes: real_income_pct:C0\n"
        );
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "s.yaml", "--csv").Code);
        var lines = File.ReadAllLines(folder.File("out/s/results.csv"));
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("2,a,long,0.2,5,converged,", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sweep", "--help", "entente sweep russian-gas-elasticities")]
    [InlineData("world", "synthetic", "--help", "entente world synthetic --countries 265 --sectors 170 --solve")]
    public void Help_is_at_hand(params string[] argsAndText) =>
        Assert.Contains(argsAndText[^1], Program.Run(folder.Path, argsAndText[..^1]).Out, StringComparison.Ordinal);

    [Fact]
    public void Invented_worlds_are_written_and_tried()
    {
        var (code, output, error) = Program.Run(
            folder.Path,
            "world",
            "synthetic",
            "--countries",
            "6",
            "--sectors",
            "4",
            "--out",
            "made",
            "--solve"
        );
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("trial: converged", output, StringComparison.Ordinal);
        Assert.Contains(
            "made: sound; 6 countries, 4 sectors",
            Program.Run(folder.Path, "world", "check", "made").Out,
            StringComparison.Ordinal
        );
        Assert.Equal(2, Program.Run(folder.Path, "world", "synthetic", "--countries", "1", "--out", "x").Code);
        Assert.Equal(2, Program.Run(folder.Path, "world", "synthetic").Code);
    }

    /// <summary>Enough points that it is at work when it is killed.</summary>
    private void Long() =>
        File.WriteAllText(
            folder.File("s.yaml"),
            Sweep.Replace("steps: 5", "steps: 400", StringComparison.Ordinal).Replace("chunk: 3", "chunk: 2", StringComparison.Ordinal)
        );

    private Process Start(string output)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var arg in new[] { Program.Dll, "sweep", "s.yaml", "--out", output, "--threads", "2" })
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    private void WaitForParts(Process process, string output, int count)
    {
        while (Parts(output).Count < count)
            Assert.False(process.WaitForExit(1), "it ended before it could be stopped");
    }

    private List<string> Parts(string output) =>
        Directory.Exists(folder.File($"{output}/parts"))
            ? [.. Directory.EnumerateFiles(folder.File($"{output}/parts"), "part-?????.parquet")]
            : [];
}
