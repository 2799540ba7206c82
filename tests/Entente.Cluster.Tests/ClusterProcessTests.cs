using System.Diagnostics;
using System.Globalization;
using Entente.Cli;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;
using Entente.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Entente.Cluster.Tests;

/// <summary>Workers in processes of their own, a PostgreSQL, and what may happen to all of them.</summary>
public sealed class ClusterProcessTests(PostgresServer postgres) : IDisposable
{
    private static readonly string[] Results = ["results.parquet", "summary.csv"];

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> started = [];

    public void Dispose()
    {
        foreach (var process in started)
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        folder.Dispose();
    }

    /// <summary>
    /// Four workers; two are killed, one is stopped past its lease and continued, who asks is killed and asks again, at moments that
    /// differ from run to run: the results are those of a single run on one machine, byte for byte. The fourth exports what it measures.
    /// A minute of processor time, and so for its own command: <c>-explicit only</c>.
    /// </summary>
    [Fact(Explicit = true)]
    public void Deaths_change_no_byte()
    {
        var connection = postgres.Connection;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        MadeSweep.In(folder.Path, values: 300, chunk: 4, countries: 8);
        using var telemetry = new TelemetryReceiver();
        var workers = Enumerable.Range(1, 4).Select(number => Worker(connection, number, number == 4 ? telemetry : null)).ToList();
        var random = new Random();
        var first = Ask(connection, "out");
        Wait(first, "out", 5);
        workers[0].Kill();
        Wait(first, "out", 5 + random.Next(10));
        Signal(workers[1], "STOP");
        var stopped = Stopwatch.StartNew();
        first.Kill();
        first.WaitForExit();
        var before = Parts("out");
        Assert.False(File.Exists(folder.File("out/results.parquet")));
        var second = Ask(connection, "out");
        Wait(second, "out", before + 5 + random.Next(10));
        workers[2].Kill();
        while (stopped.Elapsed < TimeSpan.FromSeconds(4))
            Thread.Sleep(50);
        Signal(workers[1], "CONT");
        Assert.True(second.WaitForExit(TimeSpan.FromMinutes(2)), "it does not come to an end");
        Assert.Equal(0, second.ExitCode);
        // The only one that nothing happened to leaves in good order.
        Signal(workers[3], "TERM");
        Assert.True(workers[3].WaitForExit(TimeSpan.FromSeconds(40)), "it does not leave");
        foreach (var name in new[] { "entente.chunks", "entente.chunk.duration", "answered", "orleans-" })
            Assert.Contains(name, telemetry.Said("metrics"), StringComparison.Ordinal);
        foreach (var name in new[] { "Entente.Cluster", "entente.job", "entente.attempt" })
            Assert.Contains(name, telemetry.Said("traces"), StringComparison.Ordinal);

        Same(SweepInput.Read(Catalogue.Default, folder.File("s.yaml"), null).Value);
    }

    /// <summary>One worker within this process, one in its own, which is killed when it has answered something.</summary>
    [Fact]
    public async Task A_worker_killed_changes_no_byte()
    {
        var connection = postgres.Connection;
        var asked = MadeSweep.In(folder.Path, values: 60, chunk: 4, countries: 6);
        var other = Worker(connection, 1);
        while (!File.Exists(folder.File("worker-1.out")) || File.ReadAllText(folder.File("worker-1.out")).Length == 0)
            Assert.False(other.WaitForExit(20), "it does not start: " + Said());
        var options = new WorkerOptions
        {
            Connection = new(connection, 0),
            Catalogue = Catalogue.Default,
            Version = RunCommand.Version(),
            Name = "here",
            Threads = 1,
            Lease = TimeSpan.FromSeconds(2),
            SiloPort = PostgresServer.FreePort(),
            GatewayPort = PostgresServer.FreePort(),
        };
        var manifest = SweepManifest.Of(asked, new SolveOptions(), options.Version);
        using var killed = new ManualResetEventSlim();
        using (
            var host = await WorkerHost.Start(
                options,
                services =>
                    services.AddSingleton<IChunkSolver>(its => new Waiting(ActivatorUtilities.CreateInstance<ChunkSolver>(its), killed)),
                TestContext.Current.CancellationToken
            )
        )
        using (var opened = SweepFolder.Open(folder.File("out"), manifest).Value)
        {
            Assert.Empty(
                await ClusterSweep.Answer(
                    options.Connection,
                    null,
                    asked,
                    manifest,
                    opened,
                    Kill,
                    TestContext.Current.CancellationToken
                )
            );
            opened.Complete();
            opened.Summary().Write(folder.File("out"));
            await host.StopAsync(TestContext.Current.CancellationToken);
        }
        Assert.True(killed.IsSet, "it answered nothing");
        Same(asked);

        void Kill(Grains.JobStatus status)
        {
            if (killed.IsSet || !status.Workers.Any(worker => worker is { Name: "w1", Done: > 0 }))
                return;
            Assert.True(status.Done < status.Chunks, "it was over before");
            other.Kill();
            killed.Set();
        }
    }

    /// <summary>Answers nothing before something has happened.</summary>
    private sealed class Waiting(IChunkSolver solver, ManualResetEventSlim happened) : IChunkSolver
    {
        public Task<bool> CanSolve(string job) => solver.CanSolve(job);

        public byte[] Solve(string job, int chunk, CancellationToken cancellation)
        {
            happened.Wait(cancellation);
            return solver.Solve(job, chunk, cancellation);
        }
    }

    private void Same(SweepInput asked)
    {
        MadeSweep.Whole(asked, RunCommand.Version(), folder.File("whole"));
        foreach (var file in Results)
            Assert.Equal(File.ReadAllBytes(folder.File($"whole/{file}")), File.ReadAllBytes(folder.File($"out/{file}")));
    }

    private Process Worker(string connection, int number, TelemetryReceiver? telemetry = null) =>
        Start(
            $"worker-{number}",
            telemetry,
            ["worker", "--cluster", connection, "--name", $"w{number}", "--threads", "1", "--lease", "2"],
            "--port",
            PostgresServer.FreePort(),
            "--gateway",
            PostgresServer.FreePort()
        );

    private Process Ask(string connection, string output) =>
        Start($"sweep-{started.Count}", null, ["sweep", "s.yaml", "--cluster", connection, "--out", output]);

    /// <summary>Starts the program with its words going to files.</summary>
    private Process Start(string log, TelemetryReceiver? telemetry, string[] args, params object[] more)
    {
        string[] all = [.. args, .. more.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)!)];
        var start = new ProcessStartInfo(
            "sh",
            ["-c", "exec dotnet \"$@\" > \"$0.out\" 2> \"$0.err\"", log, Path.Combine(AppContext.BaseDirectory, "entente.dll"), .. all]
        )
        {
            WorkingDirectory = folder.Path,
        };
        if (telemetry is not null)
        {
            start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Address;
            start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        }
        var process = Process.Start(start)!;
        started.Add(process);
        return process;
    }

    private void Wait(Process asking, string output, int parts)
    {
        var watch = Stopwatch.StartNew();
        while (Parts(output) < parts)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), "nothing comes: " + Said());
            Assert.False(asking.WaitForExit(20), "it ended before anything happened: " + Said());
        }
    }

    private string Said() =>
        string.Join('\n', Directory.GetFiles(folder.Path, "*.err").Select(file => $"{Path.GetFileName(file)}: {File.ReadAllText(file)}"));

    private int Parts(string output) =>
        folder.File($"{output}/parts") is var parts && Directory.Exists(parts) ? Directory.GetFiles(parts, "part-?????.parquet").Length : 0;

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
