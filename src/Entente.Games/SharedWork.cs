using System.Runtime.ExceptionServices;

namespace Entente.Games;

/// <summary>
/// Work of several kinds for the same threads, which take it piece by piece in the order in which it was added: what takes longest is added
/// first, so that all threads are busy to the end. No result depends on who computes it or when.
/// </summary>
internal sealed class SharedWork
{
    private readonly List<(int Before, Action<int> One)> kinds = [];
    private int all;

    /// <summary>Adds pieces of a kind.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">Computes the one at a position; called from several threads.</param>
    /// <returns>The results in order, all of them there once the work is done.</returns>
    public T[] Add<T>(int count, Func<int, T> one)
    {
        var found = new T[count];
        kinds.Add((all, k => found[k] = one(k)));
        all += count;
        return found;
    }

    /// <summary>Does what was added.</summary>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled, by this token or by one that solves are given.</exception>
    public void Run(int threads, CancellationToken cancellation)
    {
        var options = InParallel.Options(threads, cancellation);
        var begun = 0;
        try
        {
            Parallel.For(
                0,
                Math.Min(options.MaxDegreeOfParallelism, all),
                options,
                (_, others) =>
                {
                    // One at a time: a thread that had taken several long ones would still be at them when the others are done.
                    while (Interlocked.Increment(ref begun) is var next && next <= all && !others.ShouldExitCurrentIteration)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Do(next - 1);
                    }
                }
            );
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            // Solves have a token of their own, which the loop does not know.
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }

    private void Do(int piece)
    {
        var (before, one) = kinds.FindLast(kind => kind.Before <= piece);
        one(piece - before);
    }
}
