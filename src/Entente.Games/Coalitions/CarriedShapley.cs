using System.Collections.Immutable;
using System.Numerics;
using Entente.Games.Cooperative;

namespace Entente.Games.Coalitions;

/// <summary>
/// Shapley values of a game from few of its coalitions, carried over from a game like it of which all are known.
/// </summary>
/// <param name="like">The game of which all coalitions are known.</param>
public sealed class CarriedShapley(CooperativeGame like)
{
    private readonly PowerIndices known = PowerIndices.Of(like);

    /// <summary>The coalitions that are asked of the other game: each player alone, all, all but one, and those of both orders.</summary>
    /// <param name="players">Number of players.</param>
    /// <param name="order">An order of joining; its reverse is taken besides.</param>
    public static ImmutableArray<int> Asked(int players, ImmutableArray<int> order)
    {
        var everybody = (1 << players) - 1;
        return
        [
            .. new[] { 0, everybody }
                .Concat(Enumerable.Range(0, players).SelectMany(i => new[] { 1 << i, everybody & ~(1 << i) }))
                .Concat(SampledShapley.Coalitions(order))
                .Distinct()
                .OrderBy(s => BitOperations.PopCount((uint)s))
                .ThenBy(s => s),
        ];
    }

    /// <summary>
    /// (C3) The values of another game: those foretold from the known game and from what each player adds first and last, put right by
    /// what a pair of orders shows. Means over random orders are the Shapley values, and every pair adds up to what all get.
    /// </summary>
    /// <param name="worth">v(S) of the other game, for the coalitions asked.</param>
    /// <param name="order">The order that they were asked for.</param>
    /// <returns>By player, the value, and how much of it the orders put right.</returns>
    public (ImmutableArray<double> Values, ImmutableArray<double> PutRight) Of(Func<int, double> worth, ImmutableArray<int> order)
    {
        ArgumentNullException.ThrowIfNull(worth);
        var (n, everybody) = (like.Players, like.Everybody);
        var alone = Enumerable.Range(0, n).Select(i => worth(1 << i) - worth(0)).ToList();
        var last = Enumerable.Range(0, n).Select(i => worth(everybody) - worth(everybody & ~(1 << i))).ToList();
        var scale = Scale([.. alone, .. last]);
        var putRight = new double[n];
        foreach (var joining in new[] { order, [.. order.Reverse()] })
        {
            var inside = 0;
            for (var k = 0; k < n; k++)
            {
                var (i, with) = (joining[k], inside | (1 << joining[k]));
                var foretold = scale * (like[with] - like[inside]) + Rest(i, n == 1 ? 0 : (double)k / (n - 1));
                putRight[i] += (worth(with) - worth(inside) - foretold) / 2;
                inside = with;
            }
        }
        // A place is as likely as any other, so that what is left between first and last counts half.
        return (
            [.. Enumerable.Range(0, n).Select(i => scale * known.Shapley[i] + Rest(i, 0.5) + putRight[i])],
            ImmutableArray.Create(putRight)
        );

        // What a player adds first and last beyond the scaled game, laid on a line between.
        double Rest(int i, double place) =>
            (1 - place) * (alone[i] - scale * known.Unilateral[i]) + place * (last[i] - scale * known.LastToJoin[i]);
    }

    /// <summary>How much larger the other game is, by least squares over what players add first and last.</summary>
    private double Scale(IReadOnlyList<double> other)
    {
        double[] own = [.. known.Unilateral, .. known.LastToJoin];
        var squares = own.Sum(x => x * x);
        return squares > 0 ? own.Zip(other, (x, y) => x * y).Sum() / squares : 1;
    }
}
