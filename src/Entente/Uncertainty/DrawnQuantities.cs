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

    /// <summary>
    /// (U8) Quantities with errors. One that is a value over a prior price moves with the value; one that was observed, or derived
    /// from what was, does not.
    /// </summary>
    public static ImmutableArray<EnergyRow> Energy(World world, Cube trade, CellSpreads spreads, CounterRandom draw)
    {
        if (world.Energy is not { } energy)
            return [];
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var isRow = new bool[countries * countries * sectors];
        foreach (var row in energy.Rows)
            isRow[(row.Importer * countries + row.Exporter) * sectors + row.Sector] = true;
        var errors = Enum.GetValues<EnergyStatus>()
            .ToDictionary(
                status => status,
                status => spreads.OfFlows(UncertainTable.Energy, draw.At((int)status), at => isRow[at], status)
            );
        return
        [
            .. energy.Rows.Select(row =>
            {
                var (n, i, j) = (row.Importer, row.Exporter, row.Sector);
                var moved = row.Status == EnergyStatus.Imputed ? trade[n, i, j] / world.Trade[n, i, j] : 1;
                return row with { Quantity = row.Quantity * moved * Math.Exp(errors[row.Status][(n * countries + i) * sectors + j]) };
            }),
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
