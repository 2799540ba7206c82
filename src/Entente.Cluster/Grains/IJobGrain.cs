using System.Collections.Immutable;

namespace Entente.Cluster.Grains;

/// <summary>A chunk that a worker is given for a time, which it renews as long as it is at work.</summary>
/// <param name="Chunk">The chunk, from 0.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
[GenerateSerializer, Immutable, Alias("entente.lease")]
public readonly record struct ChunkLease([property: Id(0)] int Chunk, [property: Id(1)] int Attempt);

/// <summary>A chunk that is not tried any more.</summary>
/// <param name="Chunk">The chunk, from 0.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">What happened the last time.</param>
[GenerateSerializer, Immutable, Alias("entente.aside")]
public sealed record ChunkAside([property: Id(0)] int Chunk, [property: Id(1)] int Attempts, [property: Id(2)] string Reason);

/// <summary>A worker and what it has done of a job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Done">Chunks it handed in, as far as is remembered.</param>
/// <param name="AtWork">Chunks it has now.</param>
[GenerateSerializer, Immutable, Alias("entente.share")]
public sealed record WorkerShare([property: Id(0)] string Name, [property: Id(1)] int Done, [property: Id(2)] int AtWork);

/// <summary>How far a job is.</summary>
/// <param name="IsOpen">Whether chunks are given out.</param>
/// <param name="Done">Number of chunks that are done.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="Aside">Those set aside, in order.</param>
/// <param name="Workers">Who is or was at work, by name.</param>
[GenerateSerializer, Immutable, Alias("entente.status")]
public sealed record JobStatus(
    [property: Id(0)] bool IsOpen,
    [property: Id(1)] int Done,
    [property: Id(2)] int Chunks,
    [property: Id(3)] ImmutableArray<ChunkAside> Aside,
    [property: Id(4)] ImmutableArray<WorkerShare> Workers
);

/// <summary>
/// A job, by its name: gives chunks out to workers that ask, each for a time, takes back what is not renewed, and sets aside what fails
/// again and again. What it knows it can read from the store again, wherever in the cluster it comes to live.
/// </summary>
[Alias("entente.job")]
public interface IJobGrain : IGrainWithStringKey
{
    /// <summary>Begins, or goes on with what the store holds; chunks set aside are tried again.</summary>
    [Alias("start")]
    Task<JobStatus> Start();

    /// <summary>No further chunk is given out; what is done is kept.</summary>
    [Alias("cancel")]
    Task Cancel();

    /// <summary>Removes the job with its parts.</summary>
    [Alias("remove")]
    Task Remove();

    /// <summary>A chunk for a worker; null: there is none now.</summary>
    [Alias("take")]
    Task<ChunkLease?> Take(string worker);

    /// <summary>The worker is still at work on chunks.</summary>
    [Alias("renew")]
    Task Renew(string worker, ImmutableArray<ChunkLease> leases);

    /// <summary>The part of a chunk is in the store.</summary>
    [Alias("done")]
    Task Done(string worker, ChunkLease lease);

    /// <summary>A chunk could not be answered.</summary>
    /// <param name="worker">Who tried.</param>
    /// <param name="lease">The chunk.</param>
    /// <param name="reason">What happened.</param>
    /// <param name="isFinal">Whether another attempt would be of no use.</param>
    [Alias("failed")]
    Task Failed(string worker, ChunkLease lease, string reason, bool isFinal);

    /// <summary>A worker that leaves gives chunks back, which does not count against them.</summary>
    [Alias("return")]
    Task Return(string worker, ImmutableArray<ChunkLease> leases);

    /// <summary>How far it is.</summary>
    [Alias("status")]
    Task<JobStatus> Status();
}
