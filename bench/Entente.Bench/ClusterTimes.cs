using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Entente.Testing.Timed;

namespace Entente.Bench;

/// <summary>
/// One sweep by two threads of one process and by workers, in turn, each in fresh processes: <c>-- cluster ROUNDS DRAWS [CONNECTION]</c>.
/// With a connection to PostgreSQL by two workers of one thread each, without by one worker of two threads and a folder. Times are those
/// that the program tells: from the sweep being read to its results being written, of workers with connecting to them.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>That of the configuration in which the bench was built itself.</summary>
    private static readonly string Program = Path.Combine(
        TimedQuestion.Root(),
        "src",
        "Entente.Cli",
        "bin",
        AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2],
        "net10.0",
        "entente"
    );

    public static void Run(int rounds, int draws, string? connection)
    {
        if (!File.Exists(Program))
            throw new FileNotFoundException("The program is not built in this configuration: build the solution first.", Program);
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        try
        {
            var sweep = Path.Combine(folder, "sweep.yaml");
            var known = Path.Combine(TimedQuestion.Root(), "scenarios", "sweeps", "trade-cost-draws.yaml");
            File.WriteAllText(sweep, File.ReadAllText(known).Replace("count: 10000", $"count: {draws}", StringComparison.Ordinal));
            Console.WriteLine("| round | two threads, s | its processor, s | workers, s | their processor, s | by clock | by processor |");
            Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|");
            var (walls, processors) = (new List<double>(), new List<double>());
            for (var round = 1; round <= rounds; round++)
            {
                var threads = Ask(sweep, Path.Combine(folder, $"threads-{round}"), "--threads", "2");
                var workers = Workers(sweep, folder, round, connection);
                walls.Add(threads.Seconds / workers.Seconds);
                processors.Add(threads.Processor / workers.Processor);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {round} | {threads.Seconds:0.0} | {threads.Processor:0.0} | {workers.Seconds:0.0} | {workers.Processor:0.0} | "
                            + $"{walls[^1]:0.000} | {processors[^1]:0.000} |"
                    )
                );
                Same(Path.Combine(folder, $"threads-{round}"), Path.Combine(folder, $"workers-{round}"));
            }
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\nEfficiency of workers, median of {rounds} rounds: {Timing.Median(walls):0.000} by the clock, "
                        + $"{Timing.Median(processors):0.000} by processor time (the database's not counted); results the same to the byte."
                )
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Seconds, double Processor) Workers(string sweep, string folder, int round, string? connection)
    {
        var gateway = FreePort();
        string[] place = connection is null
            ? ["--cluster", $"localhost:{gateway}", "--shared", Path.Combine(folder, "shared")]
            : ["--cluster", connection];
        var workers = Enumerable
            .Range(0, connection is null ? 1 : 2)
            .Select(number =>
                Start(
                    [
                        "worker",
                        .. place,
                        .. new[] { "--name", $"bench-{round}-{number}", "--threads", connection is null ? "2" : "1" },
                        .. new[] { "--port", $"{FreePort()}", "--gateway", $"{(number == 0 ? gateway : FreePort())}" },
                    ]
                )
            )
            .ToList();
        try
        {
            // A worker says that it is there.
            foreach (var worker in workers)
                worker.StandardOutput.ReadLine();
            var before = workers.Sum(Processor);
            var asked = Ask(sweep, Path.Combine(folder, $"workers-{round}"), place);
            return (asked.Seconds, asked.Processor + workers.Sum(Processor) - before);
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker.Kill();
                worker.WaitForExit();
                worker.Dispose();
            }
        }
    }

    private static (double Seconds, double Processor) Ask(string sweep, string output, params string[] more)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                "bash",
                [
                    .. new[] { "-c", "TIMEFORMAT='%U %S'; time \"$@\" 2> /dev/null", "bash", Program, "sweep", sweep },
                    .. new[] { "--json", "--out", output },
                    .. more,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var times = process.StandardError.ReadToEndAsync();
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return (
            answer.RootElement.GetProperty("seconds").GetDouble(),
            times.GetAwaiter().GetResult().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeLast(2).Sum(Number)
        );
    }

    private static Process Start(string[] args) =>
        Process.Start(new ProcessStartInfo(Program, args) { RedirectStandardOutput = true, RedirectStandardError = false })!;

    private static double Processor(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Same(string one, string other)
    {
        foreach (var file in new[] { "results.parquet", "summary.csv" })
            if (!File.ReadAllBytes(Path.Combine(one, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, file))))
                throw new InvalidDataException($"{file} differs between {one} and {other}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
