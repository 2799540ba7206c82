namespace Entente;

/// <summary>How far an accounting identity of a world is from holding, relative to its scale.</summary>
/// <param name="Identity">The identity in words.</param>
/// <param name="Largest">Its largest gap.</param>
/// <param name="Where">Where the largest gap is.</param>
public sealed record IdentityGap(string Identity, double Largest, string Where)
{
    /// <summary>All identities of a world, those that hold by construction among them: they show what rounding does.</summary>
    public static IReadOnlyList<IdentityGap> Of(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        return
        [
            new("deficits add up to zero over the world", Math.Abs(world.Deficits.Sum()) / world.TotalValueAdded, ""),
            Worst(
                world,
                "trade shares add up to 1",
                countries * sectors,
                at =>
                    world.Expenditure[at / sectors, at % sectors] > 0
                        ? Math.Abs(Sum(countries, i => world.TradeShares[at / sectors, i, at % sectors]) - 1)
                        : 0
            ),
            Worst(
                world,
                "costs of a sector add up to 1",
                countries * sectors,
                at =>
                    world.Output[at / sectors, at % sectors] > 0
                        ? Math.Abs(
                            world.ValueAddedShares[at / sectors, at % sectors]
                                + Sum(sectors, k => world.CostShares[at / sectors, k, at % sectors])
                                - 1
                        )
                        : 0
            ),
            Worst(
                world,
                "final demand comes to income",
                countries,
                n => Math.Abs(Sum(sectors, j => world.FinalDemand[n, j]) / world.Income[n] - 1),
                perCountry: true
            ),
            Worst(
                world,
                "final demand is not below zero",
                countries * sectors,
                at =>
                    world.Expenditure[at / sectors, at % sectors] > 0
                        ? Math.Max(0, -world.FinalDemand[at / sectors, at % sectors] / world.Expenditure[at / sectors, at % sectors])
                        : 0
            ),
        ];
    }

    private static IdentityGap Worst(World world, string identity, int places, Func<int, double> gap, bool perCountry = false)
    {
        var (largest, worst) = (0.0, 0);
        for (var at = 0; at < places; at++)
            if (gap(at) is var found && found > largest)
                (largest, worst) = (found, at);
        var sectors = world.Sectors.Length;
        return new(
            identity,
            largest,
            largest == 0 ? ""
                : perCountry ? world.Countries[worst].Code
                : $"{world.Countries[worst / sectors].Code} {world.Sectors[worst % sectors].Code}"
        );
    }

    private static double Sum(int count, Func<int, double> value)
    {
        var sum = 0.0;
        for (var at = 0; at < count; at++)
            sum += value(at);
        return sum;
    }
}
