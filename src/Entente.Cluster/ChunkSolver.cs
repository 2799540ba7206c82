using System.Collections.Immutable;
using Entente.Batches;
using Entente.Cluster.Stores;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;
using Microsoft.Extensions.Logging;

namespace Entente.Cluster;

/// <summary>Answers chunks of sweeps, each sweep read once, its files checked against the hashes under which they were sent.</summary>
internal sealed partial class ChunkSolver(IJobStore store, WorkerOptions options, ILogger<ChunkSolver> log) : IChunkSolver
{
    /// <summary>Sweeps of so many jobs are kept in memory.</summary>
    private const int MostOpen = 4;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Job, Lazy<Task<OpenSweep?>> Sweep)> open = [];

    public async Task<bool> CanSolve(string job)
    {
        try
        {
            return await Sweep(job).ConfigureAwait(false) is not null;
        }
        catch
        {
            // What the surroundings did not allow now they may allow the next time.
            lock (gate)
                if (open.FirstOrDefault(o => o.Job == job) is { Job: not null } failed)
                    open.Remove(failed);
            throw;
        }
    }

    public byte[] Solve(string job, int chunk, CancellationToken cancellation)
    {
        var sweep = Sweep(job).GetAwaiter().GetResult() ?? throw new InvalidOperationException("the job cannot be answered here");
        byte[]? part = null;
        sweep.Batch.Run(
            [chunk],
            (_, rows) => part = SweepFolder.Part(sweep.Input.Sweep, sweep.Manifest, rows),
            new BatchOptions { Stop = cancellation, Cancellation = cancellation }
        );
        return part ?? throw new OperationCanceledException(cancellation);
    }

    private Task<OpenSweep?> Sweep(string job)
    {
        lock (gate)
        {
            for (var node = open.First; node is not null; node = node.Next)
                if (node.Value.Job == job)
                    return node.Value.Sweep.Value;
            var opening = new Lazy<Task<OpenSweep?>>(() => Task.Run(() => Open(job)));
            open.AddFirst((job, opening));
            if (open.Count > MostOpen)
                open.RemoveLast();
            return opening.Value;
        }
    }

    private async Task<OpenSweep?> Open(string id)
    {
        if (await store.Job(id).ConfigureAwait(false) is not { } text || SweepJob.Parse(text) is not { } job || job.Id != id)
            return Refused(id, "it has no description, or another than its name says");
        var bytes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in job.Files.DistinctBy(file => file.Sha256))
            if (await store.Blob(file.Sha256).ConfigureAwait(false) is { } content)
                bytes[file.Sha256] = content;
        var folder = Directory.CreateTempSubdirectory("entente-job-");
        try
        {
            var input = job.Open(folder.FullName, bytes.GetValueOrDefault, options.Catalogue, options.Version);
            return input.Success ? new OpenSweep(input.Value, job.Manifest) : Refused(id, string.Join("; ", input.Faults));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private OpenSweep? Refused(string job, string reason)
    {
        Refused(log, job, reason);
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "job {Job} is left alone: {Reason}")]
    private static partial void Refused(ILogger log, string job, string reason);

    private sealed class OpenSweep(SweepInput input, SweepManifest manifest)
    {
        public SweepInput Input => input;

        public SweepManifest Manifest => manifest;

        public Batch<ImmutableArray<SweepRow>, StartingPoint?[]> Batch { get; } =
            input.Sweep.Batch(manifest.Chunk, new SolveOptions { Tolerance = manifest.Tolerance });
    }
}
