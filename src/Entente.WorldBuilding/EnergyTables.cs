using System.Collections.Immutable;

namespace Entente.WorldBuilding;

/// <summary>Quantities of energy for worlds that are made from others.</summary>
internal static class EnergyTables
{
    /// <summary>
    /// Where countries and sectors are merged: sums, as well known as the least known part. A sector that carries energy and
    /// something else would carry no quantity one can price: it is left out.
    /// </summary>
    /// <param name="world">The world that is merged.</param>
    /// <param name="toCountry">Position after by position before.</param>
    /// <param name="toSector">The same for sectors.</param>
    public static ImmutableArray<EnergyRow> Merged(World world, Func<int, int> toCountry, Func<int, int> toSector)
    {
        if (world.Energy is not { } energy)
            return [];
        var mixed = Enumerable.Range(0, world.Sectors.Length).Where(j => energy.Carrier(j) < 0).Select(toSector).ToHashSet();
        var sums = new SortedDictionary<(int Sector, int Importer, int Exporter), (double Quantity, EnergyStatus Status)>();
        for (var c = 0; c < energy.Carriers.Length; c++)
            for (var n = 0; n < world.Countries.Length; n++)
                for (var i = 0; i < world.Countries.Length; i++)
                    if (
                        energy.Quantities[n, i, c] is > 0 and var quantity
                        && toSector(energy.Carriers[c]) is var sector
                        && !mixed.Contains(sector)
                    )
                    {
                        var key = (sector, toCountry(n), toCountry(i));
                        var status = Known(energy.Status(n, i, c));
                        sums[key] = sums.TryGetValue(key, out var sum)
                            ? (sum.Quantity + quantity, status < sum.Status ? status : sum.Status)
                            : (quantity, status);
                    }
        return [.. sums.Select(s => new EnergyRow(s.Key.Importer, s.Key.Exporter, s.Key.Sector, s.Value.Quantity, s.Value.Status, "sum"))];
    }

    /// <summary>
    /// For other flows of the same countries or one more: values over the unit values of before, those of flows that did not
    /// change as they were.
    /// </summary>
    /// <param name="world">The world before.</param>
    /// <param name="trade">The flows after.</param>
    /// <param name="from">The country whose unit values a new last one takes over; -1 where there is none.</param>
    public static ImmutableArray<EnergyRow> AtUnitValues(World world, Cube trade, int from = -1)
    {
        if (world.Energy is not { } energy)
            return [];
        int Before(int n) => n < world.Countries.Length ? n : from;
        var rows = new List<EnergyRow>();
        for (var c = 0; c < energy.Carriers.Length; c++)
            for (var n = 0; n < trade.First; n++)
                for (var i = 0; i < trade.Second; i++)
                {
                    var (flow, was, j) = (
                        trade[n, i, energy.Carriers[c]],
                        world.Trade[Before(n), Before(i), energy.Carriers[c]],
                        energy.Carriers[c]
                    );
                    var same = flow == was && n < world.Countries.Length && i < world.Countries.Length;
                    if (flow > 0 && (same ? energy.Quantities[n, i, c] : flow / UnitValue(energy, n, i, c)) is > 0 and var quantity)
                        rows.Add(
                            new EnergyRow(
                                n,
                                i,
                                j,
                                quantity,
                                same ? Known(energy.Status(n, i, c)) : EnergyStatus.Imputed,
                                same ? "as before" : "unit value of before"
                            )
                        );
                }
        return [.. rows];

        // A flow between a country and the one carved out of it was a home sale before, at a price of its own.
        double UnitValue(EnergyFlows known, int n, int i, int c) => known.UnitValue(Before(n), Before(i), c);
    }

    private static EnergyStatus Known(EnergyStatus status) => status == EnergyStatus.AtMeanPrice ? EnergyStatus.Imputed : status;
}
