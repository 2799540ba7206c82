using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Cluster.Grains;
using Entente.Cluster.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Cluster;

/// <summary>
/// Threads that ask for chunks, one at a time each, answer them and put the parts into the store: never more is under way than there are
/// threads, whatever is waiting.
/// </summary>
internal sealed partial class WorkerService(
    IGrainFactory grains,
    IJobStore store,
    IChunkSolver solver,
    WorkerOptions options,
    ClusterMeters meters,
    ILogger<WorkerService> log
) : IHostedService, IDisposable
{
    private static readonly TimeSpan WhenIdle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(2);
    private const int MostTries = 20;

    private readonly ConcurrentDictionary<ChunkLease, string> atWork = new();
    private readonly CancellationTokenSource leaving = new();
    private readonly CancellationTokenSource hard = new();
    private Timer? renewal;
    private int isDisposed;
    private ImmutableArray<Thread> threads = [];

    /// <summary>Whether its threads are at work or waiting for some.</summary>
    public bool IsAlive => !leaving.IsCancellationRequested && threads.All(thread => thread.IsAlive);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        renewal = new Timer(_ => _ = Renew(), null, options.Lease / 3, options.Lease / 3);
        threads = [.. Enumerable.Range(0, options.Threads).Select(_ => new Thread(Work) { IsBackground = true, Name = "chunks" })];
        foreach (var thread in threads)
            thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Leaves: chunks under way are ended within the grace or given back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await leaving.CancelAsync().ConfigureAwait(false);
        hard.CancelAfter(options.Grace);
        await Task.Run(
                () =>
                {
                    foreach (var thread in threads)
                        thread.Join();
                },
                CancellationToken.None
            )
            .ConfigureAwait(false);
    }

    public void Dispose()
    {
        // It is a service under two names, and whoever owns them disposes of each.
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
            return;
        renewal?.Dispose();
        // Where nobody told it to leave in good order.
        leaving.Cancel();
        hard.Cancel();
        foreach (var thread in threads)
            thread.Join();
        leaving.Dispose();
        hard.Dispose();
    }

    private void Work()
    {
        while (!leaving.IsCancellationRequested)
            try
            {
                if (Take().GetAwaiter().GetResult() is var (job, lease))
                    Answer(job, lease);
                else
                    leaving.Token.WaitHandle.WaitOne(WhenIdle);
            }
            catch (Exception e)
            {
                // The store or the cluster is not to be had now; the lease runs out, and this thread goes on.
                Trouble(e);
                leaving.Token.WaitHandle.WaitOne(AfterTrouble);
            }
    }

    private async Task<(string Job, ChunkLease Lease)?> Take()
    {
        foreach (var job in await store.OpenJobs().ConfigureAwait(false))
            if (
                await solver.CanSolve(job).ConfigureAwait(false)
                && await grains.GetGrain<IJobGrain>(job).Take(options.Name).ConfigureAwait(false) is { } lease
            )
                return (job, lease);
        return null;
    }

    private void Answer(string job, ChunkLease lease)
    {
        using var activity = ClusterMeters.Source.StartActivity("chunk");
        activity?.SetTag("entente.job", job).SetTag("entente.chunk", lease.Chunk + 1).SetTag("entente.attempt", lease.Attempt);
        atWork[lease] = job;
        var watch = Stopwatch.StartNew();
        try
        {
            var part = solver.Solve(job, lease.Chunk, hard.Token);
            var kept = Insist(() => Put(job, lease.Chunk, part));
            if (kept == PartKept.Different)
                Tell(g => g.Failed(options.Name, lease, "two workers gave different answers; they are not of one kind", true));
            else
                Tell(g => g.Done(options.Name, lease));
            meters.Answered(watch.Elapsed, kept);
        }
        catch (OperationCanceledException) when (hard.IsCancellationRequested)
        {
            Tell(g => g.Return(options.Name, [lease]));
            meters.Returned();
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            var reason = $"{e.GetBaseException().GetType().Name}: {e.GetBaseException().Message}";
            Tell(g => g.Failed(options.Name, lease, reason, false));
            meters.Failed();
        }
        finally
        {
            atWork.TryRemove(lease, out _);
        }

        void Tell(Func<IJobGrain, Task> what) =>
            Insist(async () =>
            {
                await what(grains.GetGrain<IJobGrain>(job)).ConfigureAwait(false);
                return true;
            });
    }

    /// <summary>Keeps a part; one of a job that is over by now, since another worker answered the chunk, is dropped.</summary>
    private async Task<PartKept> Put(string job, int chunk, byte[] part)
    {
        try
        {
            return await store.PutPart(job, chunk, part, options.Name).ConfigureAwait(false);
        }
        catch (Exception) when (!hard.IsCancellationRequested)
        {
            if (await store.Job(job).ConfigureAwait(false) is null)
                return PartKept.Same;
            throw;
        }
    }

    /// <summary>Does what may fail while the cluster heals from a death.</summary>
    private T Insist<T>(Func<Task<T>> what)
    {
        for (var tries = 1; ; tries++)
            try
            {
                return what().GetAwaiter().GetResult();
            }
            catch (Exception e) when (tries < MostTries && !hard.IsCancellationRequested)
            {
                Trouble(e);
                hard.Token.WaitHandle.WaitOne(WhenIdle * Math.Min(tries, 8));
            }
    }

    private async Task Renew()
    {
        foreach (var job in atWork.GroupBy(held => held.Value, held => held.Key).ToList())
            try
            {
                await grains.GetGrain<IJobGrain>(job.Key).Renew(options.Name, [.. job]).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Not renewed in time, a chunk is answered twice and kept once.
                Trouble(e);
            }
    }

    private void Trouble(Exception e) => Trouble(e.GetBaseException().Message.Split('\n', 2)[0]);

    [LoggerMessage(LogLevel.Warning, "the cluster or its store is not to be had: {Reason}")]
    private partial void Trouble(string reason);
}
