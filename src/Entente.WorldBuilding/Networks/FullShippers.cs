using Entente.Data;

namespace Entente.WorldBuilding.Networks;

/// <summary>
/// Sellers of liquefied gas whose plants run full and whose other gas comes by pipe (<c>full</c> in <c>lng-sellers.csv</c>): what
/// a pipe cannot bring any more does not come by ship. A terminal takes of such a seller what it took, and nothing where it took
/// nothing.
/// </summary>
internal static class FullShippers
{
    /// <summary>The sellers marked so that sell in a year.</summary>
    public static List<string> Read(string recipe, int year, FaultList faults) =>
        [
            .. RawTable
                .Read(recipe, "lng-sellers.csv", ["exporter", "since", "full"], faults)
                .Where(row => row.Number("since") <= year && row.Text("full") == "yes")
                .Select(row => row.Text("exporter")),
        ];

    /// <summary>The entries with such sellers taken out of terminals, into an entry of their own where something came by sea.</summary>
    /// <param name="entries">Entries of the year.</param>
    /// <param name="full">The sellers.</param>
    /// <param name="flow">Terajoules that came by importer, exporter and sector.</param>
    public static List<NetworkEntry> Apply(
        IReadOnlyList<NetworkEntry> entries,
        IReadOnlyCollection<string> full,
        Func<string, string, string, double> flow
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        var bounded = new List<NetworkEntry>();
        foreach (var entry in entries)
        {
            var ships = entry.IsTerminal ? entry.Exporters.Where(full.Contains).ToList() : [];
            var left = entry.Terajoules;
            foreach (var seller in ships.Where(seller => !ByPipe(entry.Importer, seller)))
                if (flow(entry.Importer, seller, entry.Sector) is > 0 and var came)
                {
                    left = Math.Max(0, left - came);
                    bounded.Add(
                        entry with
                        {
                            Exporters = [seller],
                            Terajoules = came,
                            Status = EnergyStatus.Derived,
                            Source = $"what {seller} shipped, whose plants run full",
                            IsTerminal = false,
                        }
                    );
                }
            if (entry.Exporters.Count > ships.Count && left > 0)
                bounded.Add(entry with { Exporters = [.. entry.Exporters.Except(ships)], Terajoules = left });
        }
        return bounded;

        bool ByPipe(string importer, string seller) =>
            entries.Any(e => e.Importer == importer && !e.IsTerminal && e.Sector == "GAS" && e.Exporters.Contains(seller));
    }
}
