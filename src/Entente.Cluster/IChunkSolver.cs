namespace Entente.Cluster;

/// <summary>Answers chunks; safe from several threads.</summary>
public interface IChunkSolver
{
    /// <summary>Whether the job can be answered here; reads what it needs at the first time.</summary>
    Task<bool> CanSolve(string job);

    /// <summary>The part of a chunk.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    byte[] Solve(string job, int chunk, CancellationToken cancellation);
}
