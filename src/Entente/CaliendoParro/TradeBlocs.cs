namespace Entente.CaliendoParro;

/// <summary>Groups of countries that trade with nobody outside.</summary>
internal static class TradeBlocs
{
    /// <summary>How far deficits and transfers of a bloc may be from adding up to zero, relative to its income.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>
    /// Members of blocs whose given deficits and transfers do not add up to zero: nobody is left to pay. Under the
    /// share closure deficits are free in value but one adjustment serves the whole world, so that more than one bloc
    /// with deficits has no solution either.
    /// </summary>
    public static IEnumerable<int> WithoutFinance(Circumstances given, Supply supply)
    {
        var world = given.World;
        var blocs = Enumerable.Range(0, world.Countries.Length).GroupBy(Labels(given, supply)).ToList();
        if (blocs.Count == 1)
            return [];
        return blocs.Where(bloc => !IsFinanced(given, [.. bloc])).SelectMany(bloc => bloc).Order();
    }

    private static bool IsFinanced(Circumstances given, int[] bloc)
    {
        var world = given.World;
        var scale = Tolerance * bloc.Sum(n => world.Income[n]);
        if (given.Closure == Closure.Share && bloc.Any(n => Math.Abs(world.Deficits[n]) > Tolerance * world.Income[n]))
            return false;
        return Math.Abs(bloc.Sum(n => given.Deficits[n] + given.Transfers[n])) <= scale;
    }

    private static Func<int, int> Labels(Circumstances given, Supply supply)
    {
        var world = given.World;
        var countries = world.Countries.Length;
        var label = Enumerable.Range(0, countries).ToArray();
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                if (i != n && label[i] != label[n] && Trade(given, supply, n, i))
                {
                    var (keep, drop) = (Math.Min(label[i], label[n]), Math.Max(label[i], label[n]));
                    for (var m = 0; m < countries; m++)
                        if (label[m] == drop)
                            label[m] = keep;
                }
        return n => label[n];
    }

    private static bool Trade(Circumstances given, Supply supply, int n, int i)
    {
        for (var j = 0; j < given.World.Sectors.Length; j++)
            if (supply.CanFlow(given, n, i, j))
                return true;
        return false;
    }
}
