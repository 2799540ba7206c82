using System.Collections.Immutable;
using Entente.Uncertainty;

namespace Entente.Games.Uncertainty;

/// <summary>What choices are worth over draws, as docs/games.md writes it. Payoffs u are by draw, in points of real income.</summary>
public static class ChoiceEquations
{
    /// <summary>(H1) The share of draws in which an option is better than the first.</summary>
    /// <param name="option">u_o.</param>
    /// <param name="first">u_0, in the same draws.</param>
    public static double Better(IReadOnlyList<double> option, IReadOnlyList<double> first)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.Where((u, k) => u > first[k]).Count() / (double)option.Count;
    }

    /// <summary>(H2) What the best option of each draw gives more than one of them.</summary>
    /// <param name="option">u_o.</param>
    /// <param name="all">The payoffs of all options, in the same draws.</param>
    public static ImmutableArray<double> Regret(IReadOnlyList<double> option, IReadOnlyList<IReadOnlyList<double>> all)
    {
        ArgumentNullException.ThrowIfNull(option);
        return [.. option.Select((u, k) => all.Max(other => other[k]) - u)];
    }

    /// <summary>(H3) The payoffs of the worst 5 per cent of draws, one at least, from the worst on; their mean is what is told.</summary>
    /// <param name="option">u_o.</param>
    public static ImmutableArray<double> Worst(IReadOnlyList<double> option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return [.. option.Order().Take((int)Math.Ceiling(Quantiles.Low * option.Count))];
    }
}
