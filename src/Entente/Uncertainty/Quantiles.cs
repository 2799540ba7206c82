using System.Collections.Immutable;
using Entente.Outcomes;

namespace Entente.Uncertainty;

/// <summary>Quantiles of draws.</summary>
public static class Quantiles
{
    /// <summary>Probabilities of the ends of a band.</summary>
    public const double Low = 0.05;

    /// <inheritdoc cref="Low"/>
    public const double High = 0.95;

    /// <summary>
    /// The quantile of sorted numbers, linear between neighbours (type 7 of Hyndman and Fan 1996); NaN where there are none.
    /// </summary>
    /// <param name="sorted">Rising.</param>
    /// <param name="probability">From 0 to 1.</param>
    public static double Of(ReadOnlySpan<double> sorted, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        if (sorted.IsEmpty)
            return double.NaN;
        var at = probability * (sorted.Length - 1);
        var below = (int)at;
        return below == sorted.Length - 1 ? sorted[below] : sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }

    /// <summary>The band of an outcome over draws; NaN is a draw without an answer, in no quantile.</summary>
    public static Band Band(string label, string country, string outcome, ImmutableArray<double> draws)
    {
        double[] found = [.. draws.Where(double.IsFinite).Order()];
        return new(label, country, outcome, Of(found, Low), Of(found, 0.5), Of(found, High), found.Length, draws.Length - found.Length);
    }
}
