using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Uncertainty;

/// <summary>What stands beside the flows of a drawn world: factors, quantities of energy, capacities.</summary>
internal static class DrawnQuantities
{
    /// <summary>Shares of factors with errors, adding up to 1.</summary>
    public static ImmutableArray<Factor> Factors(World world, CellSpreads spreads, CounterRandom draw)
    {
        var count = world.Factors.Length;
        if (count == 1 || !spreads.Has(UncertainTable.Factors))
            return world.Factors;
        var sectors = world.Sectors.Length;
        var errors = spreads.OfCountries(UncertainTable.Factors, draw, count);
        double Weight(int n, int j, int f) => world.Factors[f].Shares[n, j] * Math.Exp(errors[(n * sectors + j) * count + f]);
        return
        [
            .. world.Factors.Select(
                (factor, f) =>
                    factor with
                    {
                        Shares = Table.Create(
                            world.Countries.Length,
                            sectors,
                            (n, j) => Weight(n, j, f) / Enumerable.Range(0, count).Sum(other => Weight(n, j, other))
                        ),
                    }
            ),
        ];
    }

    /// <summary>Quantities with errors, by (U8).</summary>
    public static ImmutableArray<EnergyRow> Energy(World world, Cube trade, CellSpreads spreads, CounterRandom draw)
    {
        if (world.Energy is not { } energy)
            return [];
        return
        [
            .. energy.Rows.Select(row =>
                row with
                {
                    Quantity = DrawnEquations.Quantity(
                        row,
                        world.Trade[row.Importer, row.Exporter, row.Sector],
                        trade[row.Importer, row.Exporter, row.Sector],
                        spreads.OfQuantity(draw.At((int)row.Status), row)
                    ),
                }
            ),
        ];
    }

    /// <summary>Capacities with errors; exporters share a line, so that its error is that of the importer and what it carries.</summary>
    public static ImmutableArray<NetworkRow> Networks(World world, CellSpreads spreads, CounterRandom draw)
    {
        if (world.Networks is not { } networks)
            return [];
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        return
        [
            .. networks.Lines.Select(
                (line, at) =>
                {
                    var cell = (line.Row.Importers[0] * countries + line.Exporters[0]) * sectors + line.Sectors[0];
                    var error = spreads.Of(UncertainTable.Networks, draw, cell, at, line.Row.Importers[0], line.Row.Status);
                    return line.Row with { Capacity = line.Row.Capacity * Math.Exp(error) };
                }
            ),
        ];
    }
}
