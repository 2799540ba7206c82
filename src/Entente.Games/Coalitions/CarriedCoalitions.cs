using System.Collections.Immutable;
using System.Numerics;

namespace Entente.Games.Coalitions;

/// <summary>
/// Real incomes under all coalitions of a game, carried over from a game like it of which all are solved. Of the game itself the coalitions
/// of nobody, of one, of all but one and of all are solved; there it is what they are.
/// </summary>
/// <param name="like">The game of which all coalitions are solved.</param>
/// <param name="solved">Real income of a country under a solved coalition of the other game.</param>
internal sealed class CarriedCoalitions(CoalitionTable like, Func<int, int, double> solved)
{
    private readonly Dictionary<int, Carrier> carriers = [];

    private int Players => like.Members.Length;

    /// <summary>
    /// (C4) Real income of a country: as it changes in the known game, that much larger, and beside it what members add first, counted from
    /// nobody, and last, counted from all, laid on a line by the size of the coalition.
    /// </summary>
    /// <param name="coalition">Who is in it.</param>
    /// <param name="country">Position of the country.</param>
    public double RealIncome(int coalition, int country)
    {
        if (!carriers.TryGetValue(country, out var carrier))
            carriers[country] = carrier = CarrierOf(country);
        var (known, fromNobody, fromAll) = (like.RealIncome(coalition, country), carrier.Nobody, carrier.All);
        for (var i = 0; i < Players; i++)
            if (((coalition >> i) & 1) == 1)
                fromNobody += carrier.First[i];
            else
                fromAll -= carrier.Last[i];
        fromNobody += carrier.Scale * (known - like.RealIncome(0, country));
        fromAll += carrier.Scale * (known - like.RealIncome(like.Everybody, country));
        var place = Players < 3 ? 1 : Math.Clamp((BitOperations.PopCount((uint)coalition) - 1.0) / (Players - 2), 0, 1);
        return (1 - place) * fromNobody + place * fromAll;
    }

    private Carrier CarrierOf(int country)
    {
        var everybody = like.Everybody;
        var members = Enumerable.Range(0, Players).ToList();
        var first = members.Select(i => (Known: Change(like.RealIncome, 0, 1 << i), Own: Change(solved, 0, 1 << i))).ToList();
        var last = members
            .Select(i => everybody & ~(1 << i))
            .Select(others => (Known: Change(like.RealIncome, others, everybody), Own: Change(solved, others, everybody)))
            .ToList();
        var squares = first.Concat(last).Sum(change => change.Known * change.Known);
        var scale = squares > 0 ? first.Concat(last).Sum(change => change.Known * change.Own) / squares : 1;
        return new Carrier(
            scale,
            solved(0, country),
            solved(everybody, country),
            [.. first.Select(change => change.Own - scale * change.Known)],
            [.. last.Select(change => change.Own - scale * change.Known)]
        );

        double Change(Func<int, int, double> of, int from, int to) => of(to, country) - of(from, country);
    }

    /// <summary>What is carried of a country.</summary>
    /// <param name="Scale">How much larger changes are, by least squares over what members add first and last.</param>
    /// <param name="Nobody">Its real income when nobody joins.</param>
    /// <param name="All">When all do.</param>
    /// <param name="First">What each member adds first beyond that.</param>
    /// <param name="Last">What it adds last.</param>
    private sealed record Carrier(double Scale, double Nobody, double All, ImmutableArray<double> First, ImmutableArray<double> Last);
}
