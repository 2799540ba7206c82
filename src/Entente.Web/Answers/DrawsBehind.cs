using System.Collections.Immutable;
using Entente.Web.Serving;

namespace Entente.Web.Answers;

/// <summary>
/// What is drawn behind something that people look at: one draw after the other, none while somebody waits for an answer. Kept when found.
/// Safe from several threads.
/// </summary>
internal sealed class DrawsBehind<T>
{
    private readonly List<T> all = [];
    private volatile Found found = new(0, []);

    /// <summary>What has been found.</summary>
    public Found SoFar => found;

    private SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Draws until so many are answered.</summary>
    /// <param name="busy">The places for work.</param>
    /// <param name="cost">What a draw is expected to take.</param>
    /// <param name="wanted">How many draws.</param>
    /// <param name="draw">Answers the draw of a number, from 0: the same whoever asks.</param>
    /// <param name="changed">Called after each draw, from any thread.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>; what was drawn is kept.</param>
    public async Task Fill(
        Busy busy,
        TimeSpan cost,
        int wanted,
        Func<int, T> draw,
        Action<Found> changed,
        CancellationToken cancellation
    )
    {
        await Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (all.Count < wanted)
            {
                T one;
                using (await busy.Insist(cost, isPerson: false, cancellation).ConfigureAwait(false))
                    one = await Task.Run(() => draw(all.Count), cancellation).ConfigureAwait(false);
                // A draw that was given up is no draw without an answer.
                cancellation.ThrowIfCancellationRequested();
                all.Add(one);
                var isTold = all.Count % Intervals.Few == 0 || all.Count == wanted;
                found = new Found(all.Count, isTold ? [.. all] : found.InBands);
                changed(found);
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>What has been found so far. Immutable.</summary>
    /// <param name="Drawn">How many draws have been answered.</param>
    /// <param name="InBands">Those that bands rest on, the first of them; empty: none yet.</param>
    internal sealed record Found(int Drawn, ImmutableArray<T> InBands);
}
