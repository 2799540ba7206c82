using System.Collections.Immutable;

namespace Entente.Positions.Stakeholders;

/// <summary>Weighted mean and median of places.</summary>
internal static class Weighted
{
    /// <summary>(S1) x* = sum_i c_i s_i x_i / sum_i c_i s_i.</summary>
    public static double Mean(ReadOnlySpan<double> places, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var i = 0; i < places.Length; i++)
        {
            sum += weights[i] * places[i];
            weight += weights[i];
        }
        return sum / weight;
    }

    /// <summary>(S2) The place that half the weight stands at or below; of a whole interval the lower end.</summary>
    public static double Median(ReadOnlySpan<double> places, ReadOnlySpan<double> weights)
    {
        var (x, w) = (places.ToArray(), weights.ToArray());
        var total = w.Sum();
        Array.Sort(x, w);
        var (below, at) = (0.0, 0);
        while (at < x.Length - 1 && below + w[at] < total / 2 * (1 - 1e-15))
            below += w[at++];
        return x[at];
    }

    /// <summary>A rule over places and weights, dimension by dimension.</summary>
    public static ImmutableArray<double> ByDimension(Issue issue, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> rule)
    {
        ImmutableArray<ImmutableArray<double>> positions = [.. issue.Actors.Select(actor => actor.Positions)];
        return [.. issue.Dimensions.Select((_, k) => rule(Column(positions, k), Weights(issue, k)))];
    }

    /// <summary>A column of positions.</summary>
    public static double[] Column(IReadOnlyList<ImmutableArray<double>> positions, int dimension) =>
        [.. positions.Select(row => row[dimension])];

    /// <summary>The weights on a dimension.</summary>
    public static double[] Weights(Issue issue, int dimension) => [.. issue.Actors.Select(actor => actor.Weight(dimension))];

    /// <summary>A round of an issue.</summary>
    public static Round Round(Issue issue, int number, ImmutableArray<ImmutableArray<double>> positions, IEnumerable<Move> moves)
    {
        var dimensions = Enumerable.Range(0, issue.Dimensions.Length);
        return new Round(
            number,
            positions,
            [.. dimensions.Select(k => Median(Column(positions, k), Weights(issue, k)))],
            [.. dimensions.Select(k => Mean(Column(positions, k), Weights(issue, k)))],
            [.. moves]
        );
    }
}
