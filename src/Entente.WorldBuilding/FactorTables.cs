using System.Collections.Immutable;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>Shares of factors in value added, for worlds that are built or made from others.</summary>
internal static class FactorTables
{
    /// <summary>From <c>factors.csv</c> of a recipe (sector, factor, share), the same for all countries.</summary>
    public static ImmutableArray<Factor> Read(string folder, int countries, IReadOnlyList<string> sectors, FaultList faults)
    {
        var shares = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var row in RawTable.Read(folder, "factors.csv", ["sector", "factor", "share"], faults))
        {
            if (!shares.TryGetValue(row.Text("factor"), out var cells))
            {
                order.Add(row.Text("factor"));
                shares[row.Text("factor")] = cells = new double[sectors.Count];
            }
            if (sectors.ToList().IndexOf(row.Text("sector")) is >= 0 and var j)
                cells[j] = row.Number("share");
        }
        return [.. order.Select(name => new Factor(name, Table.Create(countries, sectors.Count, (_, j) => shares[name][j])))];
    }

    /// <summary>Where countries and sectors are merged: means weighted by value added.</summary>
    /// <param name="world">The world that is merged.</param>
    /// <param name="countries">Number of countries after.</param>
    /// <param name="sectors">Number of sectors after.</param>
    /// <param name="toCountry">Position after by position before.</param>
    /// <param name="toSector">The same for sectors.</param>
    public static ImmutableArray<Factor> Merged(World world, int countries, int sectors, Func<int, int> toCountry, Func<int, int> toSector)
    {
        if (world.Factors.Length == 1)
            return [];
        var all = new double[countries * sectors];
        var own = world.Factors.Select(_ => new double[countries * sectors]).ToArray();
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < world.Sectors.Length; j++)
            {
                // A sector without value added counts next to nothing, but is not left without shares.
                var (at, weight) = (
                    toCountry(n) * sectors + toSector(j),
                    Math.Max(world.ValueAddedShares[n, j] * world.Output[n, j], double.Epsilon * 1e20)
                );
                all[at] += weight;
                for (var f = 0; f < own.Length; f++)
                    own[f][at] += weight * world.Factors[f].Shares[n, j];
            }
        return
        [
            .. world.Factors.Select(
                (factor, f) =>
                    new Factor(factor.Name, Table.Create(countries, sectors, (n, j) => own[f][n * sectors + j] / all[n * sectors + j]))
            ),
        ];
    }

    /// <summary>Where a country is carved out of another: it takes the shares of that.</summary>
    public static ImmutableArray<Factor> Extended(World world, int from) =>
        world.Factors.Length == 1
            ? []
            :
            [
                .. world.Factors.Select(factor =>
                    factor with
                    {
                        Shares = Table.Create(
                            world.Countries.Length + 1,
                            world.Sectors.Length,
                            (n, j) => factor.Shares[n < world.Countries.Length ? n : from, j]
                        ),
                    }
                ),
            ];

    /// <summary>As they are; none where value added is not told apart.</summary>
    public static ImmutableArray<Factor> Of(World world) => world.Factors.Length == 1 ? [] : world.Factors;
}
