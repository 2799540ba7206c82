using System.Collections.Immutable;

namespace Entente.Cluster.Stores;

/// <summary>What became of a part that a worker handed in.</summary>
public enum PartKept
{
    /// <summary>It is kept.</summary>
    New,

    /// <summary>The same bytes were there.</summary>
    Same,

    /// <summary>Other bytes were there, and stay.</summary>
    Different,
}

/// <summary>A chunk that a worker began.</summary>
/// <param name="Chunk">The chunk, from 0.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Worker">Who began it.</param>
/// <param name="Failure">Why it failed; null: it is under way, or done.</param>
public sealed record ChunkAttempt(int Chunk, int Attempt, string Worker, string? Failure);

/// <summary>
/// Files, jobs and parts as the workers of a cluster share them. What is kept is kept whole; a part is kept once. Safe from several
/// threads and processes. Any call may throw what the surroundings do: <see cref="IOException"/> or an exception of the database.
/// </summary>
public interface IJobStore
{
    /// <summary>Makes what is missing of the store.</summary>
    Task Prepare();

    /// <summary>Whether there are bytes of a hash.</summary>
    Task<bool> HasBlob(string sha256);

    /// <summary>Keeps bytes under their hash.</summary>
    Task PutBlob(string sha256, byte[] bytes);

    /// <summary>The bytes of a hash, unchecked; null: there are none.</summary>
    Task<byte[]?> Blob(string sha256);

    /// <summary>Opens a job, or opens it again; attempts that failed are forgotten.</summary>
    Task OpenJob(string id, string text);

    /// <summary>Ends a job; its parts stay.</summary>
    Task CloseJob(string id);

    /// <summary>Removes a job with its parts, and bytes that no job names.</summary>
    Task RemoveJob(string id);

    /// <summary>Names of the jobs that are open, in order.</summary>
    Task<ImmutableArray<string>> OpenJobs();

    /// <summary>The text of a job; null: there is none.</summary>
    Task<string?> Job(string id);

    /// <summary>Keeps the part of a chunk.</summary>
    Task<PartKept> PutPart(string id, int chunk, byte[] part, string worker);

    /// <summary>The part of a chunk; null: there is none.</summary>
    Task<byte[]?> Part(string id, int chunk);

    /// <summary>Removes the part of a chunk.</summary>
    Task RemovePart(string id, int chunk);

    /// <summary>The chunks that have a part, in order.</summary>
    Task<ImmutableArray<int>> Parts(string id);

    /// <summary>Notes that an attempt has begun.</summary>
    Task Begin(string id, ChunkAttempt attempt);

    /// <summary>Notes that an attempt failed, or with null that it was given back and does not count.</summary>
    Task Ended(string id, ChunkAttempt attempt);

    /// <summary>The attempts that failed or are under way, in order.</summary>
    Task<ImmutableArray<ChunkAttempt>> Attempts(string id);
}
