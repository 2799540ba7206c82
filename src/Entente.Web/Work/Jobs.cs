using System.Collections.Immutable;
using System.Security.Cryptography;
using Entente.Web.Serving;

namespace Entente.Web.Work;

/// <summary>
/// Jobs, one at work at a time and on one thread, so that whoever waits at a page or for an answer finds a processor; the last that are
/// over are kept. Safe from several threads.
/// </summary>
internal sealed class Jobs(Busy busy, ServeOptions options) : IDisposable
{
    private const int MostWaiting = 4;
    private const int MostKept = 16;
    private const int IdBytes = 12;

    /// <summary>Between two plays a job lets those who wait go first, but not for longer than that.</summary>
    private static readonly TimeSpan MostYield = TimeSpan.FromMilliseconds(200);

    /// <summary>How long what is at work may take to stop when all ends.</summary>
    private static readonly TimeSpan MostEnding = TimeSpan.FromSeconds(5);

    private readonly Lock turn = new();
    private readonly LinkedList<Job> all = [];
    private readonly SemaphoreSlim place = new(1);
    private readonly CancellationTokenSource ended = new();

    /// <summary>Jobs that are not over.</summary>
    public int Open
    {
        get
        {
            lock (turn)
                return all.Count(job => !job.IsOver);
        }
    }

    public Job? Find(string id)
    {
        lock (turn)
            return all.FirstOrDefault(job => job.Id == id);
    }

    /// <summary>The job of a key that has its tables; null: none, or no more.</summary>
    public Job? Done(string key)
    {
        lock (turn)
            return all.LastOrDefault(job => job.Key == key && job.IsUseful && job.IsOver);
    }

    /// <summary>The job of a key that waits, is at work or has its tables; null: none.</summary>
    public Job? Useful(string key)
    {
        lock (turn)
            return all.FirstOrDefault(job => job.Key == key && job.IsUseful);
    }

    /// <summary>Begins a job, or finds the one that answers the same.</summary>
    /// <param name="kind">What kind it is of.</param>
    /// <param name="name">What it answers.</param>
    /// <param name="key">What tells it from jobs that would come to something else.</param>
    /// <param name="work">Does it, on a thread of its own, and gives its tables or why there are none.</param>
    /// <returns>The job; null: too many wait.</returns>
    public Job? Begin(string kind, string name, string key, Func<Job, Checked<JobTables>> work)
    {
        Job job;
        lock (turn)
        {
            if (Useful(key) is { } same)
                return same;
            if (all.Count(one => !one.IsOver) >= MostWaiting)
                return null;
            job = new Job(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), kind, name, key);
            all.AddLast(job);
            for (var at = all.First; at is not null && all.Count > MostKept;)
            {
                var next = at.Next;
                if (at.Value.IsOver)
                    all.Remove(at);
                at = next;
            }
        }
        _ = Task.Run(() => Run(job, work));
        return job;
    }

    /// <summary>Something of a job was done: those who wait for a place go first.</summary>
    public void Step(Job job, int done, int total)
    {
        job.At(done, total);
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (busy.IsFull && since.Elapsed < MostYield && !job.Stop.IsCancellationRequested)
            Thread.Sleep(2);
    }

    /// <summary>Ends all, and lets what is at work clear away what it has on the disk.</summary>
    public void Dispose()
    {
        ended.Cancel();
        lock (turn)
            foreach (var job in all)
                job.Cancel();
        place.Wait(MostEnding);
    }

    private async Task Run(Job job, Func<Job, Checked<JobTables>> work)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(job.Stop, ended.Token);
            await place.WaitAsync(either.Token).ConfigureAwait(false);
            try
            {
                job.Begin(options.LongestJob);
                var found = work(job);
                job.Stop.ThrowIfCancellationRequested();
                if (found.Success)
                    job.Complete(found.Value.All);
                else
                    job.Fail(found.Faults);
            }
            finally
            {
                place.Release();
            }
        }
        catch (OperationCanceledException) when (job.Stop.IsCancellationRequested && !ended.IsCancellationRequested)
        {
            // Of one that somebody has cancelled this changes nothing.
            job.Fail([
                new Fault(
                    null,
                    FormattableString.Invariant($"work that was not done in {options.LongestJob.TotalMinutes:0} minutes"),
                    "what takes less, or the command line"
                ),
            ]);
        }
        catch (OperationCanceledException)
        {
            job.Cancel();
        }
        catch (Exception e)
        {
            options.Log?.Invoke($"job {job.Id}: {e}");
            job.Fail([new Fault(null, $"a fault of the program, {job.Id} in its log", "an answer")]);
        }
    }
}

/// <summary>The tables of a job by name, with ending.</summary>
/// <param name="All">The files.</param>
internal sealed record JobTables(ImmutableSortedDictionary<string, byte[]> All)
{
    /// <summary>What is written into a folder of the program's own, which does not outlive it.</summary>
    public static JobTables Of(Action<string> write)
    {
        var folder = Folder();
        try
        {
            write(folder.FullName);
            return In(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What lies in a folder.</summary>
    public static JobTables In(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder)
                .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
                .ToImmutableSortedDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes, StringComparer.Ordinal)
        );

    /// <summary>A folder of the program's own, for whoever makes it to remove.</summary>
    public static DirectoryInfo Folder() => Directory.CreateTempSubdirectory("entente-");
}
