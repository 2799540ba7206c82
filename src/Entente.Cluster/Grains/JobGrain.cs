using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Cluster.Stores;
using Microsoft.Extensions.Logging;

namespace Entente.Cluster.Grains;

/// <summary>A job at one place of the cluster; after the death of that place it comes to life at another, from the store.</summary>
internal sealed partial class JobGrain(IJobStore store, WorkerOptions options, ILogger<JobGrain> log) : Grain, IJobGrain, IRemindable
{
    private const string Upkeep = "upkeep";

    /// <summary>The least that reminders allow.</summary>
    private static readonly TimeSpan BetweenUpkeeps = TimeSpan.FromMinutes(1);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private ChunkQueue queue = new(0, 1);
    private bool isOpen;
    private TimeSpan asked;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await Load();

    public async Task<JobStatus> Start()
    {
        await this.RegisterOrUpdateReminder(Upkeep, BetweenUpkeeps, BetweenUpkeeps);
        await Load();
        return await Status();
    }

    public async Task Cancel()
    {
        isOpen = false;
        await store.CloseJob(Id);
    }

    public async Task Remove()
    {
        isOpen = false;
        if (await this.GetReminder(Upkeep) is { } reminder)
            await this.UnregisterReminder(reminder);
        await store.RemoveJob(Id);
        DeactivateOnIdle();
    }

    public async Task<ChunkLease?> Take(string worker)
    {
        if (!isOpen)
            return null;
        await TakeBack();
        if (queue.Take(worker, watch.Elapsed + options.Lease) is not { } lease)
        {
            if (queue.IsOver)
                await Cancel();
            return null;
        }
        await store.Begin(Id, new ChunkAttempt(lease.Chunk, lease.Attempt, worker, null));
        return lease;
    }

    public Task Renew(string worker, ImmutableArray<ChunkLease> leases)
    {
        foreach (var lease in leases)
            queue.Renew(worker, lease, watch.Elapsed + options.Lease);
        return Task.CompletedTask;
    }

    public Task Done(string worker, ChunkLease lease)
    {
        queue.Done(worker, lease.Chunk);
        return Task.CompletedTask;
    }

    public async Task Failed(string worker, ChunkLease lease, string reason, bool isFinal)
    {
        if (!queue.Failed(worker, lease, reason, isFinal))
            return;
        Trouble(Id, lease.Chunk + 1, lease.Attempt, worker, reason);
        if (isFinal)
            await store.RemovePart(Id, lease.Chunk);
        await store.Ended(Id, new ChunkAttempt(lease.Chunk, lease.Attempt, worker, reason));
    }

    public async Task Return(string worker, ImmutableArray<ChunkLease> leases)
    {
        foreach (var lease in leases)
            if (queue.Return(worker, lease))
                await store.Ended(Id, new ChunkAttempt(lease.Chunk, lease.Attempt, worker, null));
    }

    public async Task<JobStatus> Status()
    {
        asked = watch.Elapsed;
        await TakeBack();
        return queue.Status(isOpen);
    }

    /// <summary>Wakes the job after all else was gone, and removes it when nobody has asked after it for long.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (await store.Job(Id) is null || watch.Elapsed - asked > options.Keep)
            await Remove();
        else
            await TakeBack();
    }

    private string Id => this.GetPrimaryKeyString();

    private async Task Load()
    {
        if (await store.Job(Id) is not { } text || SweepJob.Parse(text) is not { } job)
        {
            (queue, isOpen) = (new(0, 1), false);
            return;
        }
        queue = new ChunkQueue(job.Manifest.Chunks, options.MostAttempts);
        queue.Load(await store.Parts(Id), await store.Attempts(Id), watch.Elapsed + options.Lease);
        isOpen = (await store.OpenJobs()).Contains(Id);
    }

    /// <summary>Takes back what was not renewed: done after all, or to be tried again.</summary>
    private async Task TakeBack()
    {
        foreach (var (worker, lease) in queue.RunOut(watch.Elapsed))
            if (await store.Part(Id, lease.Chunk) is not null)
                queue.Done(worker, lease.Chunk);
            else
                await Failed(worker, lease, $"nothing was heard of {worker} for longer than its lease", isFinal: false);
    }

    [LoggerMessage(LogLevel.Warning, "job {Job}: chunk {Chunk}, attempt {Attempt} of {Worker}: {Reason}")]
    private partial void Trouble(string job, int chunk, int attempt, string worker, string reason);
}
