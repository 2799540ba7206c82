using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Games.Cooperative;

/// <summary>
/// Shapley values of games with too many players for all coalitions: means over random orders, each taken with its reverse
/// (Castro, Gomez and Tejada 2009; antithetic pairs as in Mitchell and others 2022), with standard errors of the pairs.
/// </summary>
/// <param name="Values">The means, by player; each pair adds up to v(N), and so do they.</param>
/// <param name="StandardErrors">Of the means, by player, as pairs are independent.</param>
/// <param name="Pairs">Number of pairs of orders.</param>
public sealed record SampledShapley(ImmutableArray<double> Values, ImmutableArray<double> StandardErrors, int Pairs)
{
    /// <summary>Draws orders and averages what players add.</summary>
    /// <param name="players">Number of players.</param>
    /// <param name="worth">v(S) of a coalition, given as who is in it; 0 for nobody.</param>
    /// <param name="pairs">Number of pairs of orders; at least 2.</param>
    /// <param name="seed">Pair p is the same for the same seed, whatever their number.</param>
    public static SampledShapley Of(int players, Func<ReadOnlyMemory<bool>, double> worth, int pairs, long seed)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentOutOfRangeException.ThrowIfLessThan(players, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        var (sums, squares) = (new double[players], new double[players]);
        foreach (var order in Orders(players, pairs, seed))
        {
            var added = new double[players];
            Join(order);
            Join(order.Reverse());
            for (var i = 0; i < players; i++)
                (sums[i], squares[i]) = (sums[i] + added[i], squares[i] + added[i] * added[i]);

            void Join(IEnumerable<int> joining)
            {
                var inside = new bool[players];
                var before = 0.0;
                foreach (var i in joining)
                {
                    inside[i] = true;
                    var after = worth(inside);
                    added[i] += (after - before) / 2;
                    before = after;
                }
            }
        }
        return new SampledShapley(
            [.. sums.Select(sum => sum / pairs)],
            [.. sums.Zip(squares, (sum, square) => Math.Sqrt(Math.Max(0, square - sum * sum / pairs) / (pairs - 1) / pairs))],
            pairs
        );
    }

    /// <summary>The first order of each pair; the second is its reverse.</summary>
    public static IEnumerable<ImmutableArray<int>> Orders(int players, int pairs, long seed)
    {
        var random = new CounterRandom(seed);
        for (var p = 0; p < pairs; p++)
        {
            var draw = random.At(p);
            yield return [.. Enumerable.Range(0, players).OrderBy(i => draw.Uniform(i))];
        }
    }

    /// <summary>The coalitions, as sets of bits, that an order of joining and its reverse go through, from one player to all.</summary>
    public static IEnumerable<int> Coalitions(ImmutableArray<int> order)
    {
        return Prefixes(order).Concat(Prefixes(order.Reverse()));

        static IEnumerable<int> Prefixes(IEnumerable<int> joining)
        {
            var inside = 0;
            foreach (var i in joining)
                yield return inside |= 1 << i;
        }
    }
}
