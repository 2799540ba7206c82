using System.Collections.Concurrent;
using System.Collections.Immutable;
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
/// Sweeps that come with the program, and those that somebody has sent: read when somebody looks, answered as jobs, once for all who look.
/// What was answered of one that is stopped is kept until this is disposed of. Safe from several threads.
/// </summary>
internal sealed class OpenSweeps(ServeOptions options, Library library, Jobs jobs, Costs costs) : IDisposable
{
    private const long MostKeptBytes = 256 << 20;

    /// <summary>Sweeps that were sent and are kept, the last ones.</summary>
    private const int MostSent = 50;

    private readonly KeptSweeps kept = new(MostKeptBytes);
    private readonly ConcurrentDictionary<string, Lazy<Checked<SweepRead>>> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SweepAnswer> answered = new(StringComparer.Ordinal);
    private readonly SentTexts<SweepRead> sent = new(MostSent);

    /// <summary>Names of the sweeps that come with the program, in order.</summary>
    public ImmutableArray<string> Names { get; } = [.. options.Catalogue.Sweeps];

    /// <summary>Whether there is a sweep of a name, sound or not.</summary>
    public bool Has(string name) => Names.Contains(name) || sent.Find(name) is not null;

    /// <summary>A sweep as it is written, without its world.</summary>
    /// <returns>The sweep, or its faults; where there is none of that name, the names there are.</returns>
    public Checked<SweepRead> Find(string name) =>
        Names.Contains(name) ? read.GetOrAdd(name, _ => new(() => Read(name))).Value
        : sent.Find(name) is { } taken ? Checked<SweepRead>.Valid(taken)
        : Checked<SweepRead>.Invalid([Unknown(name)]);

    /// <summary>Takes a sweep that somebody has sent.</summary>
    /// <param name="text">Its text, YAML.</param>
    /// <returns>Its key, by which it is asked from now on, or its faults.</returns>
    public Checked<SentKey> Take(string text)
    {
        var input = SweepInput.Parse(options.Catalogue, text, library.Kept);
        if (!input.Success)
            return Checked<SentKey>.Invalid(input.Faults);
        if (TooLong(input.Value.Sweep) is { } fault)
            return Checked<SentKey>.Invalid([fault]);
        var key = SentKey.Of(text);
        sent.Keep(key.Text, text, input.Value.Written);
        return Checked<SentKey>.Valid(key, input.Warnings);
    }

    /// <summary>What to say of a name that no sweep has.</summary>
    public Fault Unknown(string name) => new(null, $"unknown sweep '{name}'", Spelling.OneOf(name, Names));

    /// <summary>The answers, while the job that found them still has its files; null: not answered, or no more.</summary>
    public SweepAnswer? Known(string name) =>
        jobs.Done(Key(name)) is not null && answered.TryGetValue(name, out var known) ? known : null;

    /// <summary>The job that answers one, or has answered it; null: none.</summary>
    public Job? Job(string name) => jobs.Useful(Key(name));

    /// <summary>How many points of one that was stopped, or failed, are answered: asking again goes on from there.</summary>
    public int Kept(string name) => kept.Points(name);

    /// <summary>Begins to answer one, or goes on, or finds the job that does; null: too many wait.</summary>
    public Job? Begin(string name) => jobs.Begin("sweep", name, Key(name), job => Answer(job, name));

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

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
        var read = sent.Text(name) is { } text
            ? SweepInput.Parse(options.Catalogue, text, library.Kept)
            : SweepInput.Read(options.Catalogue, name, null);
        if (!read.Success)
            return Checked<JobTables>.Invalid(read.Faults);
        if (TooLong(read.Value.Sweep) is { } fault)
            return Checked<JobTables>.Invalid([fault]);
        using var place = kept.Take(name);
        var manifest = SweepManifest.Of(read.Value, new SolveOptions(), options.Version);
        var opened = SweepFolder.Open(place.Folder, manifest);
        if (!opened.Success)
        {
            // The sweep or its world has been written anew since it was stopped.
            place.Renew();
            opened = SweepFolder.Open(place.Folder, manifest);
            if (!opened.Success)
                return Checked<JobTables>.Invalid(opened.Faults);
        }
        using (var folder = opened.Value)
        {
            Solve(job, read.Value, folder, place);
            folder.Complete();
            folder.WriteCsv();
            var answer = SweepAnswer.Of(read.Value, folder.Rows(read.Value.Sweep), folder.Summary());
            answer.Summary.Write(place.Folder);
            Draw(answer, place.Folder);
            Keep(name, answer);
        }
        var tables = JobTables.In(place.Folder);
        // They are all that is needed from now on.
        place.Points = 0;
        return Checked<JobTables>.Valid(tables);
    }

    /// <summary>Keeps answers, and those before them only while their jobs have files.</summary>
    private void Keep(string name, SweepAnswer answer)
    {
        foreach (var old in answered.Keys.Where(one => jobs.Useful(Key(one)) is null))
            answered.TryRemove(old, out _);
        answered[name] = answer;
    }

    private Fault? TooLong(ResolvedSweep sweep) =>
        costs.TooLong($"{sweep.Count} points", sweep.Count, sweep.Cases.Select(one => one.Horizon), options.LongestJob, "sweep");

    /// <summary>Answers every point that is not answered yet, chunk by chunk as the terminal does.</summary>
    private void Solve(Job job, SweepInput input, SweepFolder folder, KeptSweep place)
    {
        var missing = folder.Missing();
        place.Points = input.Sweep.Count - missing.Sum(folder.PointsOf);
        job.At(place.Points, input.Sweep.Count);
        job.Doing("points");
        Counted(job, input, place.Points)
            .Run(
                missing,
                (chunk, rows) =>
                {
                    folder.Add(input.Sweep, chunk, rows);
                    place.Points += rows.Length;
                },
                new BatchOptions { Threads = 1, Stop = job.Stop, Cancellation = job.Stop }
            );
        job.Stop.ThrowIfCancellationRequested();
    }

    /// <summary>The points of a sweep, each told to its job, which lets others go first between them.</summary>
    private Batch<ImmutableArray<SweepRow>, StartingPoint?[]> Counted(Job job, SweepInput input, int points)
    {
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
