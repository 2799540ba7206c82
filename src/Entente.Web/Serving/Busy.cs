namespace Entente.Web.Serving;

/// <summary>
/// Places for work that keeps a processor busy. Who finds none free waits, people at a page before programs; where those before him would
/// take too long, by their own estimates and by how much longer than estimated work has lately kept its places, he is sent away at once.
/// People wait for people alone: where programs have all places as many people again work beside them, since a program may keep its place
/// for minutes. Safe from several threads.
/// </summary>
/// <param name="places">How many work at once.</param>
/// <param name="longest">Longest time that somebody waits, as it is estimated.</param>
/// <param name="clock">By which it is known how long places were kept; null: that of the system.</param>
public sealed class Busy(int places, TimeSpan longest, TimeProvider? clock = null)
{
    /// <summary>The part of what has just left in how much longer than estimated work keeps its places.</summary>
    private const double Newest = 0.2;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly int places = places;
    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly Lock turn = new();
    private readonly LinkedList<Waiting> queue = [];
    private int free = places;
    private int people;
    private double atWork;
    private double waiting;
    /// <summary>How many times as long as estimated work has lately kept its places; never less than 1.</summary>
    private double pace = 1;
    private long turnedAway;

    /// <summary>Whether all places are taken.</summary>
    public bool IsFull
    {
        get
        {
            lock (turn)
                return free <= 0;
        }
    }

    /// <summary>How many were told to come again.</summary>
    public long TurnedAway => Interlocked.Read(ref turnedAway);

    /// <summary>How long work that comes now would wait, as it is estimated.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (turn)
                return Estimate();
        }
    }

    /// <summary>Whether a program that comes now is told to come again after <see cref="Wait"/>; it counts as told so.</summary>
    public bool SendsAway()
    {
        lock (turn)
        {
            if (Estimate() <= longest)
                return false;
            turnedAway++;
            return true;
        }
    }

    /// <summary>Takes a place, or waits for one.</summary>
    /// <param name="cost">How long the work takes, as it is estimated.</param>
    /// <param name="isPerson">Whether somebody looks at a page: such work goes before that of programs and is never sent away.</param>
    /// <param name="cancellation">Gives up waiting with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The place, to be given back; null: it would take too long, come again after <see cref="Wait"/>.</returns>
    public Task<IDisposable?> Enter(TimeSpan cost, bool isPerson, CancellationToken cancellation) =>
        Enter(cost, new Urgency(isPerson), cancellation);

    /// <inheritdoc cref="Enter(TimeSpan, bool, CancellationToken)"/>
    /// <param name="cost">How long the work takes, as it is estimated.</param>
    /// <param name="urgency">Whether somebody looks at a page, which may turn out while it waits: <see cref="Hurry"/>.</param>
    /// <param name="cancellation">Gives up waiting with <see cref="OperationCanceledException"/>.</param>
    public async Task<IDisposable?> Enter(TimeSpan cost, Urgency urgency, CancellationToken cancellation)
    {
        var mine = new Waiting(this, cost.TotalMilliseconds, urgency);
        lock (turn)
        {
            if (MayBegin(mine))
            {
                Begin(mine);
                return mine;
            }
            if (!mine.IsPerson && SendsAway())
                return null;
            waiting += mine.Cost;
            Queue(mine);
        }
        using var registration = cancellation.Register(() => GiveUp(mine, cancellation));
        await mine.Turn.Task.ConfigureAwait(false);
        return mine;
    }

    /// <summary>Work for which somebody waits at a page from now on goes before that of programs, if it has not begun.</summary>
    public void Hurry(Urgency urgency)
    {
        ArgumentNullException.ThrowIfNull(urgency);
        lock (turn)
        {
            if (urgency.IsPerson)
                return;
            urgency.IsPerson = true;
            if (queue.FirstOrDefault(one => one.Urgency == urgency) is not { } mine)
                return;
            queue.Remove(mine);
            Queue(mine);
            Advance();
        }
    }

    /// <summary>Takes a place, coming again as long as it is told to.</summary>
    /// <inheritdoc cref="Enter(TimeSpan, bool, CancellationToken)"/>
    /// <returns>The place, to be given back.</returns>
    public async Task<IDisposable> Insist(TimeSpan cost, bool isPerson, CancellationToken cancellation)
    {
        IDisposable? place;
        while ((place = await Enter(cost, isPerson, cancellation).ConfigureAwait(false)) is null)
            await Task.Delay(Again, cancellation).ConfigureAwait(false);
        return place;
    }

    private TimeSpan Estimate() => free > 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(pace * (waiting + atWork / 2) / places);

    private bool MayBegin(Waiting one) => free > 0 || (one.IsPerson && people < places);

    private void Begin(Waiting one)
    {
        free--;
        atWork += one.Cost;
        one.Since = clock.GetTimestamp();
        if (one.BeganForPerson = one.IsPerson)
            people++;
    }

    private void Queue(Waiting mine)
    {
        var before = queue.Last;
        while (mine.IsPerson && before is { Value.IsPerson: false })
            before = before.Previous;
        if (before is null)
            queue.AddFirst(mine);
        else
            queue.AddAfter(before, mine);
    }

    private void GiveUp(Waiting mine, CancellationToken cancellation)
    {
        lock (turn)
            if (queue.Remove(mine))
                waiting -= mine.Cost;
        mine.Turn.TrySetCanceled(cancellation);
    }

    private void Leave(Waiting one)
    {
        lock (turn)
        {
            free++;
            atWork -= one.Cost;
            if (one.Cost > 0)
                pace = Math.Max(1, pace + Newest * (clock.GetElapsedTime(one.Since).TotalMilliseconds / one.Cost - pace));
            if (one.BeganForPerson)
                people--;
            Advance();
        }
    }

    /// <summary>Lets those begin who may.</summary>
    private void Advance()
    {
        while (queue.First is { Value: var next } && MayBegin(next))
        {
            queue.RemoveFirst();
            waiting -= next.Cost;
            // Who has given up meanwhile has no use for it.
            if (next.Turn.TrySetResult())
                Begin(next);
        }
    }

    private sealed class Waiting(Busy of, double cost, Urgency urgency) : IDisposable
    {
        private int left;

        public double Cost => cost;

        public Urgency Urgency => urgency;

        public bool IsPerson => urgency.IsPerson;

        public bool BeganForPerson { get; set; }

        /// <summary>When it began, by the clock.</summary>
        public long Since { get; set; }

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                of.Leave(this);
        }
    }
}

/// <summary>Whether somebody at a page waits for a piece of work, or a program alone.</summary>
/// <param name="isPerson">Whether somebody does from the beginning.</param>
public sealed class Urgency(bool isPerson)
{
    /// <summary>Whether somebody does; <see cref="Busy.Hurry"/> makes it so.</summary>
    public bool IsPerson { get; internal set; } = isPerson;
}
