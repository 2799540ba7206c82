using System.Collections.Immutable;
using System.Globalization;

namespace Entente;

/// <summary>What must be true of the rows of <c>networks.csv</c>; every fault is told.</summary>
internal static class NetworkChecks
{
    public static void Add(List<Fault> faults, ImmutableArray<Country> countries, ImmutableArray<Sector> sectors, WorldTables tables)
    {
        var withQuantities = tables.Energy.Select(row => row.Sector).ToHashSet();
        var seen = new HashSet<(string, int)>();
        for (var at = 0; at < tables.Networks.Length; at++)
        {
            var row = tables.Networks[at];
            var (name, place) = (Name(countries, row), tables.Locate(WorldPart.Networks, at, 0, 0));
            var carried = Networks.SectorsOf(sectors, row.Carrier);
            if (carried.IsEmpty)
                faults.Add(new(place, $"capacity for '{row.Carrier}'", "the code of a sector, or a tag that sectors have"));
            foreach (var j in carried.Where(j => !withQuantities.Contains(j)))
                faults.Add(
                    new(place, $"capacity for {sectors[j].Code}, of which the world has no physical quantities", "rows of it in energy.csv")
                );
            if (row.Exporters.Intersect(row.Importers).Any())
                faults.Add(new(place, $"capacity of {name}", "an importer that is not its own exporter"));
            if (row.Exporters.Distinct().Count() < row.Exporters.Length || row.Importers.Distinct().Count() < row.Importers.Length)
                faults.Add(new(place, $"capacity of {name}", "each country once"));
            if (row.IsSellers && row.Exporters.IsEmpty)
                faults.Add(new(place, $"capacity of {name}", "sellers by name where several importers share a line"));
            var ends = $"{string.Join(';', row.Importers.Order())}|{string.Join(';', row.Exporters.Order())}";
            if (carried.Any(j => !seen.Add((ends, j))))
                faults.Add(new(place, $"a second capacity of {name}", "each once"));
            if (!(row.Capacity > 0 && double.IsFinite(row.Capacity)))
                faults.Add(
                    new(
                        place,
                        $"capacity {row.Capacity.ToString("G10", CultureInfo.InvariantCulture)} of {name}",
                        "a finite number of terajoules above 0; no row where there is no line"
                    )
                );
            if (row.Status == EnergyStatus.AtMeanPrice)
                faults.Add(new(place, $"a capacity of {name} at the mean price", "observed, derived or imputed"));
        }
    }

    /// <summary>A line as people name it; of sellers' own lines the number of importers, who are many.</summary>
    public static string Name(ImmutableArray<Country> countries, NetworkRow row) =>
        $"{(row.Exporters.IsEmpty ? "all" : string.Join(';', row.Exporters.Select(i => countries[i].Code)))} "
        + $"to {(row.IsSellers ? $"{row.Importers.Length} countries" : countries[row.Importers[0]].Code)} in {row.Carrier}";
}
