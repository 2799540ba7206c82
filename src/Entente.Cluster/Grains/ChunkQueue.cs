using System.Collections.Immutable;
using Entente.Cluster.Stores;

namespace Entente.Cluster.Grains;

/// <summary>
/// Which chunks of a job are waiting, given out, done and set aside. Knows no cluster, no store and no clock; for one caller at a time.
/// </summary>
/// <param name="chunks">Number of chunks.</param>
/// <param name="mostAttempts">So many attempts may fail before a chunk is set aside.</param>
internal sealed class ChunkQueue(int chunks, int mostAttempts)
{
    private readonly Queue<int> waiting = new();
    private readonly Dictionary<int, (string Worker, int Attempt, TimeSpan Until)> given = [];
    private readonly SortedDictionary<int, ChunkAside> aside = [];
    private readonly Dictionary<int, int> attempts = [];
    private readonly SortedDictionary<string, int> doneBy = new(StringComparer.Ordinal);
    private readonly bool[] isDone = new bool[chunks];
    private int done;

    /// <summary>Begins with what was done and tried before.</summary>
    /// <param name="parts">Chunks that are done.</param>
    /// <param name="before">Attempts that failed or may be under way.</param>
    /// <param name="until">How long those under way are waited for.</param>
    public void Load(IEnumerable<int> parts, IEnumerable<ChunkAttempt> before, TimeSpan until)
    {
        foreach (var chunk in parts.Where(IsChunk))
            NoteDone(chunk);
        foreach (var attempt in before.Where(attempt => IsChunk(attempt.Chunk) && !isDone[attempt.Chunk]))
        {
            attempts[attempt.Chunk] = attempt.Attempt;
            if (attempt.Failure is null)
                given[attempt.Chunk] = (attempt.Worker, attempt.Attempt, until);
            else if (attempt.Attempt >= mostAttempts)
                aside[attempt.Chunk] = new(attempt.Chunk, attempt.Attempt, attempt.Failure);
        }
        for (var chunk = 0; chunk < chunks; chunk++)
            if (!isDone[chunk] && !given.ContainsKey(chunk) && !aside.ContainsKey(chunk))
                waiting.Enqueue(chunk);
    }

    /// <summary>Whether every chunk is done or set aside.</summary>
    public bool IsOver => done + aside.Count == chunks;

    /// <summary>Gives a chunk out; null: none is waiting.</summary>
    public ChunkLease? Take(string worker, TimeSpan until)
    {
        while (waiting.TryDequeue(out var chunk))
        {
            if (isDone[chunk] || given.ContainsKey(chunk) || aside.ContainsKey(chunk))
                continue;
            var attempt = attempts[chunk] = attempts.GetValueOrDefault(chunk) + 1;
            given[chunk] = (worker, attempt, until);
            doneBy.TryAdd(worker, 0);
            return new ChunkLease(chunk, attempt);
        }
        return null;
    }

    /// <summary>Renews what a worker still holds.</summary>
    public void Renew(string worker, ChunkLease lease, TimeSpan until)
    {
        if (given.TryGetValue(lease.Chunk, out var held) && held.Worker == worker && held.Attempt == lease.Attempt)
            given[lease.Chunk] = held with { Until = until };
    }

    /// <summary>Leases that ran out.</summary>
    public ImmutableArray<(string Worker, ChunkLease Lease)> RunOut(TimeSpan now) =>
        [.. given.Where(g => g.Value.Until < now).Select(g => (g.Value.Worker, new ChunkLease(g.Key, g.Value.Attempt)))];

    /// <summary>A part of the chunk stands, whoever answered it and whoever has it now.</summary>
    public void Done(string worker, int chunk)
    {
        if (!IsChunk(chunk) || isDone[chunk])
            return;
        NoteDone(chunk);
        doneBy[worker] = doneBy.GetValueOrDefault(worker) + 1;
    }

    /// <summary>An attempt failed; whether it was the one that counts now.</summary>
    public bool Failed(string worker, ChunkLease lease, string reason, bool isFinal)
    {
        if (isFinal && IsChunk(lease.Chunk))
        {
            // What two machines answer differently is no answer.
            done -= isDone[lease.Chunk] ? 1 : 0;
            isDone[lease.Chunk] = false;
        }
        else if (!IsHeld(worker, lease))
            return false;
        given.Remove(lease.Chunk);
        if (isFinal || lease.Attempt >= mostAttempts)
            aside[lease.Chunk] = new(lease.Chunk, lease.Attempt, reason);
        else
            waiting.Enqueue(lease.Chunk);
        return true;
    }

    /// <summary>A chunk given back; whether its worker held it.</summary>
    public bool Return(string worker, ChunkLease lease)
    {
        if (!IsHeld(worker, lease))
            return false;
        given.Remove(lease.Chunk);
        attempts[lease.Chunk] = lease.Attempt - 1;
        waiting.Enqueue(lease.Chunk);
        return true;
    }

    public JobStatus Status(bool isOpen) =>
        new(
            isOpen,
            done,
            chunks,
            [.. aside.Values],
            [.. doneBy.Select(w => new WorkerShare(w.Key, w.Value, given.Values.Count(g => g.Worker == w.Key)))]
        );

    private bool IsChunk(int chunk) => chunk >= 0 && chunk < chunks;

    private bool IsHeld(string worker, ChunkLease lease) =>
        given.TryGetValue(lease.Chunk, out var held) && held.Worker == worker && held.Attempt == lease.Attempt;

    private void NoteDone(int chunk)
    {
        isDone[chunk] = true;
        done++;
        given.Remove(chunk);
        aside.Remove(chunk);
    }
}
