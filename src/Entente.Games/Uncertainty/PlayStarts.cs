using System.Collections.Concurrent;
using Entente.Models;

namespace Entente.Games.Uncertainty;

/// <summary>
/// Where searches in drawn games start: at the same play in the data, without a payment, solved from the data itself, so that a draw comes
/// to the same bits whatever was asked before. Safe from several threads.
/// </summary>
internal sealed class PlayStarts(GameAnswers answers)
{
    private readonly ConcurrentDictionary<string, Lazy<StartingPoint?>> known = new(StringComparer.Ordinal);

    /// <summary>The point; null where there is no equilibrium in the data.</summary>
    public StartingPoint? Of(PlayAsked asked)
    {
        asked = asked with { Payment = null };
        return known.GetOrAdd(answers.KeyOf(asked), _ => new(() => Solve(asked))).Value;
    }

    private StartingPoint? Solve(PlayAsked asked)
    {
        var answer = answers.Game.Horizons[asked.Horizon].Baseline.Solve(answers.MeasuresOf(asked));
        return answer.Converged ? answer.Point : null;
    }
}
