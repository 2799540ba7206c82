using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Entente.Batches;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;
using Entente.Reporting.Figures;
using Entente.Reporting.Games;
using Entente.Web.Answers;
using Entente.Web.Figures;
using Entente.Web.Serving;
using Entente.Web.Work;

namespace Entente.Web.Sweeps;

/// <summary>
/// Sweeps that come with the program: read when somebody looks, answered as jobs, once for all who look. Safe from several threads.
/// </summary>
internal sealed class OpenSweeps(ServeOptions options, Jobs jobs, Costs costs)
{
    private readonly ConcurrentDictionary<string, Lazy<Checked<SweepRead>>> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SweepAnswer> answered = new(StringComparer.Ordinal);

    /// <summary>Names of the sweeps, in order.</summary>
    public ImmutableArray<string> Names { get; } = [.. options.Catalogue.Sweeps];

    /// <summary>A sweep as it is written, without its world.</summary>
    /// <returns>The sweep, or its faults; where there is none of that name, the names there are.</returns>
    public Checked<SweepRead> Find(string name) =>
        Names.Contains(name)
            ? read.GetOrAdd(name, _ => new(() => Read(name))).Value
            : Checked<SweepRead>.Invalid([Unknown(name)]);

    /// <summary>What to say of a name that no sweep has.</summary>
    public Fault Unknown(string name) => new(null, $"unknown sweep '{name}'", Spelling.OneOf(name, Names));

    /// <summary>The answers, while the job that found them still has its files; null: not answered, or no more.</summary>
    public SweepAnswer? Known(string name) =>
        jobs.Done(Key(name)) is not null && answered.TryGetValue(name, out var known) ? known : null;

    /// <summary>The job that answers one, or has answered it; null: none.</summary>
    public Job? Job(string name) => jobs.Useful(Key(name));

    /// <summary>Begins to answer one, or finds the job that does; null: too many wait.</summary>
    public Job? Begin(string name) => jobs.Begin("sweep", name, Key(name), job => Answer(job, name));

    private static string Key(string name) => $"sweep {name}";

    private Checked<SweepRead> Read(string name)
    {
        var file = options.Catalogue.FindSweep(name, AppContext.BaseDirectory);
        return file.Success
            ? SweepFile.Read(file.Value.Path, file.Value.Name, options.Catalogue)
            : Checked<SweepRead>.Invalid(file.Faults);
    }

    private Checked<JobTables> Answer(Job job, string name)
    {
        var read = SweepInput.Read(options.Catalogue, name, null);
        if (!read.Success)
            return Checked<JobTables>.Invalid(read.Faults);
        if (TooLong(read.Value.Sweep) is { } fault)
            return Checked<JobTables>.Invalid([fault]);
        Checked<SweepFolder>? opened = null;
        var tables = JobTables.Of(place =>
        {
            opened = SweepFolder.Open(place, SweepManifest.Of(read.Value, new SolveOptions(), options.Version));
            if (!opened.Success)
                return;
            using var folder = opened.Value;
            var rows = Solve(job, read.Value, folder);
            folder.Complete();
            folder.WriteCsv();
            var answer = SweepAnswer.Of(read.Value, rows, folder.Summary());
            answer.Summary.Write(place);
            Draw(answer, place);
            answered[name] = answer;
        });
        return opened is { Success: false } ? Checked<JobTables>.Invalid(opened.Faults) : Checked<JobTables>.Valid(tables);
    }

    private Fault? TooLong(ResolvedSweep sweep)
    {
        var cost = costs.Expected(sweep.Cases.Select(one => one.Horizon)) * sweep.Count;
        return cost > options.LongestJob
            ? new Fault(
                null,
                string.Create(CultureInfo.InvariantCulture, $"{sweep.Count} points, which would take about {cost.TotalMinutes:0} minutes"),
                string.Create(CultureInfo.InvariantCulture, $"at most {options.LongestJob.TotalMinutes:0} minutes, or entente sweep")
            )
            : null;
    }

    /// <summary>Answers every point, chunk by chunk as the terminal does, and gives all rows.</summary>
    private List<SweepRow> Solve(Job job, SweepInput input, SweepFolder folder)
    {
        job.Doing("points");
        var all = new List<SweepRow>();
        Counted(job, input)
            .Run(
                folder.Missing(),
                (chunk, rows) =>
                {
                    folder.Add(input.Sweep, chunk, rows);
                    all.AddRange(rows.SelectMany(point => point));
                },
                new BatchOptions { Threads = 1, Stop = job.Stop, Cancellation = job.Stop }
            );
        job.Stop.ThrowIfCancellationRequested();
        return all;
    }

    /// <summary>The points of a sweep, each told to its job, which lets others go first between them.</summary>
    private Batch<ImmutableArray<SweepRow>, StartingPoint?[]> Counted(Job job, SweepInput input)
    {
        var points = 0;
        var batch = input.Sweep.Batch(input.Written.ChunkSize, new SolveOptions { Cancellation = job.Stop });
        return new(input.Sweep.Count, input.Written.ChunkSize)
        {
            Place = batch.Place,
            Answer = (point, start, trails) =>
            {
                var found = batch.Answer(point, start, trails);
                jobs.Step(job, Interlocked.Increment(ref points), input.Sweep.Count);
                return found;
            },
        };
    }

    /// <summary>What people take along beside the files of the terminal: workbooks and drawings.</summary>
    private static void Draw(SweepAnswer answer, string folder)
    {
        foreach (var table in new[] { answer.Points, answer.Summary.Table })
            Workbook.Write([ChartTable.Of(table, answer.Sweep.Title)], Path.Combine(folder, $"{table.Name}.xlsx"));
        foreach (var figure in SweepFigure.Of(answer))
            File.WriteAllText(Path.Combine(folder, $"{figure.Name}.svg"), Figure.Svg(figure.Chart));
    }
}
