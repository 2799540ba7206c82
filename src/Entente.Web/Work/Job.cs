using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Entente.Web.Serving;

namespace Entente.Web.Work;

/// <summary>How far a job is.</summary>
internal enum JobState
{
    /// <summary>Others are before it.</summary>
    Waiting,

    /// <summary>It is at work.</summary>
    AtWork,

    /// <summary>Its tables are there.</summary>
    Done,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled,

    /// <summary>It cannot be answered; its faults say why.</summary>
    Failed,
}

/// <summary>A job as programs read it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Kind">game, sweep or backtest.</param>
/// <param name="Name">What it answers.</param>
/// <param name="State">waiting, at_work, done, cancelled or failed.</param>
/// <param name="Doing">What is being done, for people.</param>
/// <param name="Done">How much is done.</param>
/// <param name="Total">Of how much, as far as that is known.</param>
/// <param name="Tables">Names of the tables that are there when it is done.</param>
/// <param name="Faults">Why it cannot be answered.</param>
internal sealed record JobRow(
    string Id,
    string Kind,
    string Name,
    string State,
    string Doing,
    int Done,
    int Total,
    string[] Tables,
    ToldFault[] Faults
);

/// <summary>
/// Work that takes longer than one waits for an answer: it is begun by one request, looked at and cancelled by others, and its tables are
/// read when it is done. Safe from several threads.
/// </summary>
internal sealed class Job(string id, string kind, string name, string key) : IDisposable
{
    private readonly Lock turn = new();
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobState state;
    private string doing = "";
    private int done;
    private int total;
    private long version = 1;
    private ImmutableArray<Fault> faults = [];
    private ImmutableSortedDictionary<string, byte[]> tables = ImmutableSortedDictionary<string, byte[]>.Empty;

    public string Id => id;

    /// <summary>What tells it from jobs that would come to something else.</summary>
    public string Key => key;

    public CancellationToken Stop => stop.Token;

    public bool IsOver
    {
        get
        {
            lock (turn)
                return state is JobState.Done or JobState.Cancelled or JobState.Failed;
        }
    }

    public bool IsUseful
    {
        get
        {
            lock (turn)
                return state is JobState.Waiting or JobState.AtWork or JobState.Done;
        }
    }

    /// <summary>Why it cannot be answered; empty: it can, or may yet.</summary>
    public ImmutableArray<Fault> Faults
    {
        get
        {
            lock (turn)
                return faults;
        }
    }

    /// <summary>Something was done.</summary>
    public void At(int done, int total) => Change(() => (this.done, this.total) = (done, Math.Max(done, total)));

    /// <summary>Something else is being done.</summary>
    public void Doing(string what) => Change(() => (doing, state) = (what, JobState.AtWork));

    public void Complete(ImmutableSortedDictionary<string, byte[]> found) =>
        Change(() => (tables, state, doing) = (found, JobState.Done, ""));

    public void Fail(IEnumerable<Fault> why) => Change(() => (faults, state, doing) = ([.. why], JobState.Failed, ""));

    /// <summary>From now on it is at work, for so long at most; then <see cref="Stop"/> says so.</summary>
    public void Begin(TimeSpan most)
    {
        Doing("reading");
        stop.CancelAfter(most);
    }

    /// <summary>Ends it; what is at work stops within a few milliseconds.</summary>
    public void Cancel()
    {
        Change(() => (state, doing) = (JobState.Cancelled, ""));
        stop.Cancel();
    }

    /// <summary>A table; null: there is none of that name, or not yet.</summary>
    public byte[]? Table(string name)
    {
        lock (turn)
            return tables.GetValueOrDefault(name);
    }

    public JobRow Row()
    {
        lock (turn)
            return new(
                id,
                kind,
                name,
                state switch
                {
                    JobState.AtWork => "at_work",
                    var other => other.ToString().ToLowerInvariant(),
                },
                doing,
                done,
                total,
                [.. tables.Keys],
                [.. faults.Select(ToldFault.Of)]
            );
    }

    /// <summary>The job each time it has changed, until it is over; the first at once, unless whoever listens has seen it.</summary>
    /// <param name="seen">Number of the last event that was seen; 0: none.</param>
    /// <param name="cancellation">Ends it: whoever listens has left.</param>
    public async IAsyncEnumerable<SseItem<JobRow>> Events(long seen, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            long now;
            lock (turn)
                (next, now) = (changed.Task, version);
            var isOver = IsOver;
            if (now > seen)
                yield return new SseItem<JobRow>(Row(), isOver ? "over" : "progress")
                {
                    EventId = now.ToString(System.Globalization.CultureInfo.InvariantCulture),
                };
            if (isOver)
                yield break;
            seen = now;
            await next.WaitAsync(cancellation).ConfigureAwait(false);
            // Whoever listens need not know of every play.
            await Task.Delay(50, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => stop.Dispose();

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (turn)
        {
            // What is over stays as it is.
            if (state is JobState.Done or JobState.Cancelled or JobState.Failed)
                return;
            change();
            version++;
            (before, changed) = (changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        before.TrySetResult();
    }
}
