using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Networks;

/// <summary>
/// What plants that liquefy gas can load in a year (<c>lng-sellers.csv</c>: <c>room_YEAR</c>, per cent above what they shipped): a
/// line of the seller's to all whom none of its pipes reaches. Where plants run full and the rest of a seller's gas lies at pipes
/// (<c>full</c>), what a pipe does not bring does not come by ship either: terminals of those its pipes reach take none of it.
/// </summary>
internal static class Liquefaction
{
    private const string Gas = "GAS";
    private const double Percent = 100;

    /// <summary>The sellers whose plants run full.</summary>
    public static List<string> Full(string recipe, int year, FaultList faults) =>
        [
            .. RawTable
                .Read(recipe, "lng-sellers.csv", ["exporter", "since", "full"], faults)
                .Where(row => row.Number("since") <= year && row.Text("full") == "yes")
                .Select(row => row.Text("exporter")),
        ];

    /// <summary>The entries without what full plants would land where the seller's pipes go.</summary>
    public static List<NetworkEntry> WithoutFull(IReadOnlyList<NetworkEntry> entries, IReadOnlyCollection<string> full)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var left = new List<NetworkEntry>();
        foreach (var entry in entries)
            if (!entry.IsTerminal)
                left.Add(entry);
            else if (entry.Exporters.Where(i => !full.Contains(i) || !ByPipe(entries, entry.Importer, i)).ToList() is { Count: > 0 } ships)
                left.Add(entry with { Exporters = ships });
        return left;
    }

    /// <summary>A row for each seller with plants: importers that none of its pipes reaches.</summary>
    /// <param name="recipe">Folder of the tables.</param>
    /// <param name="year">Year of the world.</param>
    /// <param name="entries">Entries of the year.</param>
    /// <param name="countries">Codes of the economies.</param>
    /// <param name="came">Terajoules that came by importer, exporter and sector.</param>
    /// <param name="faults">Receives faults of the table.</param>
    public static IEnumerable<CapacityRow> Rows(
        string recipe,
        int year,
        IReadOnlyList<NetworkEntry> entries,
        IReadOnlyList<string> countries,
        Func<string, string, string, double> came,
        FaultList faults
    )
    {
        var room = string.Create(CultureInfo.InvariantCulture, $"room_{year}");
        foreach (var row in RawTable.Read(recipe, "lng-sellers.csv", ["exporter", "since", room, "source"], faults))
        {
            var seller = row.Text("exporter");
            if (row.Number("since") > year || row.NumberOrNull(room) is not { } above)
                continue;
            List<string> reached = [.. countries.Where(n => n != seller && !ByPipe(entries, n, seller))];
            if (reached.Sum(n => came(n, seller, Gas)) is > 0 and var shipped)
                yield return new CapacityRow(
                    string.Join(';', reached),
                    [seller],
                    Gas,
                    (1 + above / Percent) * shipped,
                    EnergyStatus.Imputed,
                    string.Create(CultureInfo.InvariantCulture, $"{above:0.#} % above what it shipped; {row.Text("source")}")
                );
        }
    }

    /// <summary>Whether a pipe brings a seller's own gas, not that of ships which land elsewhere.</summary>
    private static bool ByPipe(IReadOnlyList<NetworkEntry> entries, string importer, string seller) =>
        entries.Any(e => e.Importer == importer && !e.IsTerminal && e.Sector == Gas && e.ByName.Contains(seller));
}
