using System.CommandLine;
using System.Diagnostics;
using Entente.Batches;
using Entente.Cluster;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;

namespace Entente.Cli;

/// <summary><c>entente sweep</c>: answers a scenario at many points, and goes on where it was stopped.</summary>
internal sealed class SweepCommand
{
    /// <summary>What the chunks under way are given to end when the user interrupts, within what the command line allows.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private static readonly Argument<string> SweepName = new("SWEEP")
    {
        Description = "A sweep file, or the name of one that comes with the program",
    };
    private static readonly Option<string?> WorldName = new("--world")
    {
        Description = "A world folder, or the name of one that comes with the program; default: the scenario's",
        HelpName = "NAME|DIR",
    };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results; default: out/<sweep name>. One that holds part of this sweep is gone on with",
        HelpName = "DIR",
    };
    private static readonly Option<int> Threads = new Option<int>("--threads")
    {
        Description = "Threads at work; the results do not depend on it",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.Whole(1, 1024);
    private static readonly Option<double> Tolerance = new Option<double>("--tolerance")
    {
        Description = "Largest residual accepted",
        DefaultValueFactory = _ => new SolveOptions().Tolerance,
    }.Number("a number between 0 and 1", value => value is > 0 and < 1);
    private static readonly Option<SweepShare> Part = new Option<SweepShare>("--part")
    {
        Description = "Answer the Kth of N shares of the chunks alone, for one of N machines; entente sweep merge joins them",
        HelpName = "K/N",
    }.Share();
    private static readonly Option<string?> Cluster = new("--cluster")
    {
        Description = "Have it answered by workers: PostgreSQL by which they find each other, or localhost; see entente worker --help",
        HelpName = "CONNECTION",
    };
    private static readonly Option<bool> Csv = new("--csv") { Description = "Write results.csv beside results.parquet" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON instead of a table" };

    private readonly Catalogue catalogue;
    private readonly ParseResult given;
    private readonly CancellationToken cancellation;

    private SweepCommand(Catalogue catalogue, ParseResult given, CancellationToken cancellation) =>
        (this.catalogue, this.given, this.cancellation) = (catalogue, given, cancellation);

    public static Command Create(Catalogue catalogue)
    {
        SweepName.CompletionSources.Add(_ => catalogue.Sweeps.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        WorldName.CompletionSources.Add(_ => catalogue.Worlds.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        var command = new Command(
            "sweep",
            """
            Answer a scenario at many points: a grid, a list, random draws. Stop it in any way and start it again: it goes on.

            Examples:
              entente sweep russian-gas-elasticities
              entente sweep my-sweep.yaml --threads 4 --csv --out results
              entente sweep my-sweep.yaml --part 3/20 --out shares/3
              entente sweep merge shares/* --out results
              entente sweep my-sweep.yaml --cluster "Host=db;Database=entente;Username=entente"
            """
        )
        {
            SweepName,
            WorldName,
            Out,
            Threads,
            Tolerance,
            Part,
            Cluster,
            WorkerCommand.Shared,
            Csv,
            Json,
            SweepMergeCommand.Create(),
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(new SweepCommand(catalogue, parsed, cancellation).Run()));
        return command;
    }

    private int Run()
    {
        var asked = SweepInput.Read(catalogue, given.GetRequiredValue(SweepName), given.GetValue(WorldName));
        Screen.Warnings(asked.Warnings);
        Fault[] faults = [.. WrongTogether(), .. asked.Faults];
        return faults.Length == 0 ? Answer(asked.Value) : Screen.Faults(faults);
    }

    private IEnumerable<Fault> WrongTogether()
    {
        if (given.GetValue(Cluster) is not null && Part.Of(given).IsPart)
            yield return new Fault(new Place(Part.Name), $"a share for one machine and {Cluster.Name}", "one of them");
        if (given.GetValue(Cluster) is null && given.GetValue(WorkerCommand.Shared) is not null)
            yield return new Fault(new Place(WorkerCommand.Shared.Name), "a folder of workers", $"{Cluster.Name} beside it");
    }

    private int Answer(SweepInput asked)
    {
        var (name, share) = (Path.GetFileNameWithoutExtension(asked.File.Name), Part.Of(given));
        var output = given.GetValue(Out) ?? Path.Combine("out", share.IsPart ? $"{name}.part-{share.Number}-of-{share.Count}" : name);
        ClusterConnection? cluster = null;
        if (given.GetValue(Cluster) is { } text)
        {
            var connection = WorkerCommand.Connection(Cluster.Name, text, given.GetValue(WorkerCommand.Shared));
            if (!connection.Success)
                return Screen.Faults(connection.Faults);
            cluster = connection.Value;
        }
        var options = new SolveOptions { Tolerance = given.GetValue(Tolerance) };
        var manifest = SweepManifest.Of(asked, options, RunCommand.Version());
        var opened = SweepFolder.Open(output, manifest);
        if (!opened.Success)
            return Screen.Faults(opened.Faults);
        Screen.Warnings(opened.Warnings);
        using var folder = opened.Value;
        var watch = Stopwatch.StartNew();
        var work = cluster is null ? null : new SweepCluster(cluster, given.GetValue(WorkerCommand.Shared), asked, manifest, folder);
        var before = 0;
        if (work?.Solve(cancellation) is { } failed)
            return failed;
        var solved = work is not null ? folder.Missing().IsEmpty : Solve(asked, folder, options, out before);
        if (share.IsPart)
            return Share(asked, folder, output, solved);
        if (solved)
            folder.Complete();
        var summary = folder.Summary();
        summary.Write(output);
        if (solved && given.GetValue(Csv))
            folder.WriteCsv();
        var screen = new SweepScreen(asked.Sweep, summary, output, watch.Elapsed, before);
        Console.Out.WriteLine(given.GetValue(Json) ? screen.Json() : screen.Text());
        if (solved)
            return summary.IsAnswered ? CommandLine.Done : CommandLine.NotSolved;
        Console.Error.WriteLine(
            $"interrupted after {summary.Rows} of {asked.Sweep.Count * asked.Sweep.Cases.Length} rows; these are kept, and the same "
                + "command goes on from them"
        );
        return CommandLine.Interrupted;
    }

    /// <summary>Says what there is of a share.</summary>
    private int Share(SweepInput asked, SweepFolder folder, string output, bool solved)
    {
        var (share, summary) = (Part.Of(given), folder.Summary());
        var chunks = Enumerable.Range(0, folder.Chunks).Count(share.Has);
        var missing = folder.Missing().Count(share.Has);
        Console.Out.WriteLine(asked.Sweep.Sweep.Title);
        Console.Out.WriteLine($"part {share.Number} of {share.Count}: {chunks - missing} of {chunks} chunks of {folder.Chunks}");
        Console.Out.WriteLine($"rows: {string.Join(", ", summary.Statuses.Select(s => $"{s.Count} {s.Status}"))}");
        Console.Out.WriteLine($"{output}; when all parts are done: entente sweep merge FOLDER ... --out DIR");
        if (solved)
            return summary.IsAnswered ? CommandLine.Done : CommandLine.NotSolved;
        Console.Error.WriteLine("interrupted; the chunks that are done are kept, and the same command goes on from them");
        return CommandLine.Interrupted;
    }

    /// <summary>Answers what is missing; whether all is done.</summary>
    private bool Solve(SweepInput asked, SweepFolder folder, SolveOptions options, out int before)
    {
        using var hard = new CancellationTokenSource();
        using var grace = cancellation.Register(() => hard.CancelAfter(Grace));
        var share = Part.Of(given);
        int[] missing = [.. folder.Missing().Where(share.Has)];
        var size = asked.Written.ChunkSize;
        var all = Enumerable.Range(0, folder.Chunks).Where(share.Has).Sum(PointsOf);
        var known = all - missing.Sum(PointsOf);
        before = known;
        var answered = 0;
        var progress = new WorkProgress("points", all, isSure: true);
        try
        {
            asked
                .Sweep.Batch(size, options with { Cancellation = hard.Token })
                .Run(
                    missing,
                    (chunk, rows) =>
                    {
                        folder.Add(asked.Sweep, chunk, rows);
                        var now = Interlocked.Add(ref answered, rows.Length);
                        progress.At(known + now, now);
                    },
                    new BatchOptions
                    {
                        Threads = given.GetValue(Threads),
                        Stop = cancellation,
                        Cancellation = hard.Token,
                    }
                );
        }
        catch (OperationCanceledException)
        {
            // What is written is kept.
        }
        progress.End();
        return !folder.Missing().Any(share.Has);

        int PointsOf(int chunk) => Math.Min(size, asked.Sweep.Count - chunk * size);
    }
}
