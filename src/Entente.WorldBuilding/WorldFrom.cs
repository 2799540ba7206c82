using System.Collections.Immutable;
using System.Globalization;

namespace Entente.WorldBuilding;

/// <summary>Turns a balanced economy into a world.</summary>
internal static class WorldFrom
{
    /// <summary>Figures kept of a flow; more than the sources carry.</summary>
    private const string Figures = "G8";

    /// <summary>What a world allows a final demand to be below zero, as a share of expenditure.</summary>
    private const double WorldRounding = 1e-9;

    /// <summary>What rounding of flows may take from a final demand, as a share of expenditure.</summary>
    internal const double RoundingShare = 2e-8;

    /// <param name="economy">The economy.</param>
    /// <param name="identity">What the world is.</param>
    /// <param name="names">Its countries.</param>
    /// <param name="sectorList">Its sectors.</param>
    /// <param name="factors">Its factors; default: none told apart.</param>
    /// <param name="energy">Its quantities of energy, from the flows as they will stand; null: none.</param>
    /// <param name="networks">Its pipes, terminals and wires, from the quantities; null: none.</param>
    /// <param name="uncertainty">How sure it is of its figures; null: it does not say.</param>
    public static Checked<World> Economy(
        Economy economy,
        WorldIdentity identity,
        ImmutableArray<Country> names,
        ImmutableArray<Sector> sectorList,
        ImmutableArray<Factor> factors = default,
        Func<Cube, ImmutableArray<EnergyRow>>? energy = null,
        Func<EnergyFlows, ImmutableArray<NetworkRow>>? networks = null,
        WorldUncertainty? uncertainty = null
    )
    {
        var (countries, sectors) = (economy.Countries.Length, economy.Sectors.Length);
        economy = AsRounded(economy);
        var trade = Cube.Create(countries, countries, sectors, (n, i, j) => Round(economy.Trade[n, i, j]));
        var tables = new WorldTables
        {
            Trade = trade,
            Tariffs = Cube.Create(
                countries,
                countries,
                sectors,
                (n, i, j) => economy.Trade[n, i, j] > 0 ? Round(economy.Tariffs[n, i, j] / economy.Trade[n, i, j]) : 0
            ),
            ValueAddedShares = Table.Create(
                countries,
                sectors,
                (n, j) => economy.Output(n, j) is > 0 and var output ? economy.ValueAdded[n, j] / output : 1
            ),
            InputShares = Cube.Create(countries, sectors, sectors, (n, k, j) => InputShare(economy, n, k, j)),
            Factors = factors.IsDefault ? [] : factors,
            Energy = energy?.Invoke(trade) ?? [],
            Uncertainty = uncertainty ?? WorldUncertainty.None,
        };
        var world = World.Create(identity, names, sectorList, tables);
        // Capacities are no smaller than what came, which quantities at mean prices are part of.
        return world is { Success: true, Value.Energy: { } flows } && networks is not null
            ? World.Create(identity, names, sectorList, tables with { Networks = networks(flows) })
            : world;
    }

    /// <summary>
    /// Rounded flows, and the use of goods balanced to them where rounding alone left a good that only firms buy with a
    /// final demand below zero; the economy as it is where there is none.
    /// </summary>
    private static Economy AsRounded(Economy economy)
    {
        var rounded = new Economy(economy.Countries, economy.Sectors);
        var (countries, sectors) = (economy.Countries.Length, economy.Sectors.Length);
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors; j++)
                {
                    var flow = economy.Trade[n, i, j];
                    rounded.Trade[n, i, j] = Round(flow);
                    rounded.Tariffs[n, i, j] = flow > 0 ? Round(economy.Tariffs[n, i, j] / flow) * Round(flow) : 0;
                }
        var lost = new SortedSet<int>();
        for (var n = 0; n < countries; n++)
        {
            for (var j = 0; j < sectors; j++)
            {
                // Shares are kept as they are: use moves with the rounded output.
                var scale = economy.Output(n, j) > 0 ? rounded.Output(n, j) / economy.Output(n, j) : 1;
                rounded.ValueAdded[n, j] = scale * economy.ValueAdded[n, j];
                for (var k = 0; k < sectors; k++)
                    rounded.Use[n, k, j] = scale * economy.Use[n, k, j];
            }
            for (var k = 0; k < sectors; k++)
            {
                var bought = rounded.Expenditure(n, k);
                rounded.Final[n, k] = bought - rounded.Intermediate(n, k);
                if (rounded.Final[n, k] < -WorldRounding * bought && rounded.Final[n, k] >= -RoundingShare * bought)
                    lost.Add(n);
            }
        }
        foreach (var n in lost)
            if (Enumerable.Range(0, sectors).All(k => rounded.Final[n, k] >= -RoundingShare * rounded.Expenditure(n, k)))
                UseBalance.Apply(rounded, n, 0);
        return lost.Count > 0 ? rounded : economy;
    }

    private static double InputShare(Economy economy, int n, int k, int j)
    {
        var total = 0.0;
        for (var input = 0; input < economy.Sectors.Length; input++)
            total += economy.Use[n, input, j];
        return total > 0 ? economy.Use[n, k, j] / total : 0;
    }

    internal static double Round(double value) =>
        double.Parse(value.ToString(Figures, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
