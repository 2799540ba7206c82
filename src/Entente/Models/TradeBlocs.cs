using System.Collections;

namespace Entente.Models;

/// <summary>Groups of countries that trade with nobody outside, or one way only.</summary>
internal static class TradeBlocs
{
    /// <summary>How far deficits and transfers of a bloc may be from adding up to zero, relative to its income.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>
    /// Members of blocs (countries linked by trade both ways, directly or through others) whose given deficits and
    /// transfers cannot hold: a bloc cut off must have none in sum, one that can only buy must have some, one that can
    /// only sell must have less than none. Under the share closure one adjustment serves the whole world, so that
    /// blocs cut off must have no deficits at all.
    /// </summary>
    public static IEnumerable<IEnumerable<int>> WithoutFinance(CounterfactualInputs given, Supply supply)
    {
        if (AllTradeWithOne(given, supply))
            return [];
        var sells = Routes(given, supply);
        var blocs = Of(sells);
        return blocs.Count == 1 ? [] : blocs.Where(bloc => !IsFinanced(given, bloc, sells));
    }

    /// <summary>Whether all trade both ways with the largest country, so that they are one bloc: most worlds, and quick to see.</summary>
    private static bool AllTradeWithOne(CounterfactualInputs given, Supply supply)
    {
        var largest = given.World.Income.IndexOf(given.World.Income.Max());
        return Enumerable
            .Range(0, given.World.Countries.Length)
            .All(n => n == largest || (Sells(given, supply, n, largest) && Sells(given, supply, largest, n)));
    }

    /// <summary>The blocs of the world; every country is in one, be it alone.</summary>
    public static IReadOnlyList<int[]> Of(CounterfactualInputs given, Supply supply) => Of(Routes(given, supply));

    private static List<int[]> Of(BitArray[] sells) =>
        [
            .. Enumerable
                .Range(0, sells.Length)
                .GroupBy(n => Enumerable.Range(0, sells.Length).First(m => m == n || (sells[m][n] && sells[n][m])))
                .Select(bloc => bloc.ToArray()),
        ];

    /// <summary>Whether every country sells to every other, directly or through others.</summary>
    public static bool IsOne(CounterfactualInputs given, Supply supply)
    {
        if (AllTradeWithOne(given, supply))
            return true;
        var (countries, sells) = (given.World.Countries.Length, Routes(given, supply));
        return Enumerable.Range(0, countries).All(i => Enumerable.Range(0, countries).All(n => i == n || sells[i][n]));
    }

    private static bool IsFinanced(CounterfactualInputs given, int[] bloc, BitArray[] sells)
    {
        var world = given.World;
        // What owners in one bloc receive from another needs trade that pays for it.
        if (given.OwnedAbroad.Any(owned => owned.Owners.Any(o => bloc.Contains(owned.Host) != bloc.Contains(o.Country))))
            return false;
        var outside = Enumerable.Range(0, world.Countries.Length).Except(bloc).ToList();
        var canSell = outside.Any(n => sells[bloc[0]][n]);
        var canBuy = outside.Any(n => sells[n][bloc[0]]);
        var deficits = given.Closure == Closure.Share ? world.Deficits : given.Deficits;
        var (inflow, scale) = (bloc.Sum(n => deficits[n] + given.Transfers[n]), Tolerance * bloc.Sum(n => world.Income[n]));
        return (canSell, canBuy) switch
        {
            (true, true) => true,
            (true, false) => inflow < -scale,
            (false, true) => inflow > scale,
            _ when given.Closure == Closure.Share => bloc.All(n => Math.Abs(deficits[n] + given.Transfers[n]) <= scale),
            _ => Math.Abs(inflow) <= scale,
        };
    }

    /// <summary>Whether i sells to n, directly or through others (Warshall 1962).</summary>
    private static BitArray[] Routes(CounterfactualInputs given, Supply supply)
    {
        var countries = given.World.Countries.Length;
        BitArray[] routes = [.. Enumerable.Range(0, countries).Select(_ => new BitArray(countries))];
        for (var i = 0; i < countries; i++)
            for (var n = 0; n < countries; n++)
                routes[i][n] = i != n && Sells(given, supply, n, i);
        for (var via = 0; via < countries; via++)
            for (var i = 0; i < countries; i++)
                if (routes[i][via])
                    routes[i].Or(routes[via]);
        return routes;
    }

    private static bool Sells(CounterfactualInputs given, Supply supply, int n, int i) =>
        supply.CanSell(given, n, i)
        // Who earns from what n buys sells it a service.
        || given.Margins.Any(m => m.Importer == n && m.Earner == i && supply.CanFlow(given, n, m.Exporter, m.Sector));
}
