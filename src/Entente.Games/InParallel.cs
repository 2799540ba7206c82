using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Entente.Games;

/// <summary>Many like things computed on several threads, each by itself.</summary>
internal static class InParallel
{
    /// <summary>The results, in order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">Computes the one at a position.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, by this token or by one that solves are given.</exception>
    public static ImmutableArray<T> Of<T>(int count, Func<int, T> one, int threads, CancellationToken cancellation = default)
    {
        var work = new SharedWork();
        var found = work.Add(count, one);
        work.Run(threads, cancellation);
        return ImmutableCollectionsMarshal.AsImmutableArray(found);
    }

    /// <summary>As many threads as are asked for; 0: as many as there are processors.</summary>
    public static ParallelOptions Options(int threads, CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
}
