using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Networks;

/// <summary>A row of a world's <c>networks.csv</c> as it is written.</summary>
/// <param name="Importer">Where it arrives; several, of whom it is no more together, with semicolons.</param>
/// <param name="Exporters">From whom: what they bring together is no more; empty means everybody, <c>all</c>.</param>
/// <param name="Sector">The carrier, or <c>power</c>.</param>
/// <param name="Terajoules">Most that can arrive in a year.</param>
/// <param name="Status">As well known as the least known entry in it.</param>
/// <param name="Source">Where from.</param>
internal sealed record CapacityRow(
    string Importer,
    IReadOnlyList<string> Exporters,
    string Sector,
    double Terajoules,
    EnergyStatus Status,
    string Source
)
{
    /// <summary>The exporters as the file has them.</summary>
    public string Sellers => Exporters.Count == 0 ? "all" : string.Join(';', Exporters);
}

/// <summary>
/// Capacities of a world from entries into its grids. What a set of sellers can bring together is the sum of the entries that any
/// of them can use, and flows within that for every set can be led over the entries (Gale 1957). Sellers who can use the same
/// entries are one; sets whose bound others imply, being larger with no more room or made of parts that share no entry, are left out.
/// </summary>
internal static class NetworkCapacities
{
    private const double Slack = 1.02;

    /// <summary>Most that sellers can bring together to an importer; 0 where there is no way.</summary>
    public static double Of(
        IEnumerable<NetworkEntry> entries,
        string importer,
        IReadOnlyCollection<string> sellers,
        string sector = "GAS"
    ) => Touched(entries.Where(e => e.Importer == importer && e.Sector == sector), sellers).Sum(e => e.Terajoules);

    /// <summary>The rows of <c>networks.csv</c>. No capacity is below what came: entries are those known, not all there are.</summary>
    /// <param name="entries">Entries of the year.</param>
    /// <param name="countries">Codes of the economies.</param>
    /// <param name="flow">Terajoules that came by importer, exporter and sector (<c>power</c> for the sum of electricity).</param>
    public static List<CapacityRow> Rows(
        IReadOnlyList<NetworkEntry> entries,
        IReadOnlyList<string> countries,
        Func<string, string, string, double>? flow = null
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        var rows = new List<CapacityRow>();
        var grids = entries.GroupBy(e => (e.Importer, e.Sector));
        foreach (
            var grid in grids.OrderBy(g => g.Key.Sector, StringComparer.Ordinal).ThenBy(g => g.Key.Importer, StringComparer.Ordinal)
        )
        {
            var others = countries.Where(c => c != grid.Key.Importer).ToList();
            var parts = Parts([.. grid]);
            var mine = parts.SelectMany(Binding).Select(set => Row([.. grid], set, set)).ToList();
            // Who has no known entry is bounded with all others; power of neighbours is bounded wire by wire.
            if (grid.Key.Sector != "power")
            {
                if (parts.Count == 1)
                    mine.RemoveAll(row => row.Exporters.Count == grid.SelectMany(e => e.Exporters).Distinct().Count());
                mine.Add(Row([.. grid], [], others));
            }
            rows.AddRange(mine.OrderBy(row => row.Sellers, StringComparer.Ordinal).Select(row => AtLeast(row, others, flow)));
        }
        return rows;
    }

    /// <summary>The rows as the file of a world has them.</summary>
    public static string Text(IEnumerable<CapacityRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder("importer,exporter,sector,capacity_tj,status,source\n");
        foreach (var row in rows)
        {
            var (status, source) = (row.Status.ToString().ToLowerInvariant(), row.Source.Replace('"', '\''));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{row.Importer},{row.Sellers},{row.Sector},{row.Terajoules:0.#},{status},\"{source}\"\n"
            );
        }
        return text.ToString();
    }

    private static IEnumerable<NetworkEntry> Touched(IEnumerable<NetworkEntry> grid, IReadOnlyCollection<string> sellers) =>
        grid.Where(e => e.Exporters.Any(sellers.Contains));

    /// <summary>Entries that share sellers, directly or through others; parts say nothing of one another.</summary>
    private static List<List<NetworkEntry>> Parts(IReadOnlyList<NetworkEntry> grid)
    {
        var parts = new List<List<NetworkEntry>>();
        foreach (var entry in grid)
        {
            var touched = parts.Where(part => part.Any(e => e.Exporters.Any(entry.Exporters.Contains))).ToList();
            parts.RemoveAll(touched.Contains);
            parts.Add([.. touched.SelectMany(part => part), entry]);
        }
        return parts;
    }

    /// <summary>The sets of sellers of one part whose bounds imply those of all others.</summary>
    private static IEnumerable<string[]> Binding(IReadOnlyList<NetworkEntry> grid)
    {
        var classes = grid.SelectMany(e => e.Exporters)
            .Distinct()
            .GroupBy(seller => string.Join(';', Enumerable.Range(0, grid.Count).Where(e => grid[e].Exporters.Contains(seller))))
            .Select(g => g.ToArray())
            .ToArray();
        var sets = 1 << classes.Length;
        var room = new double[sets];
        for (var set = 1; set < sets; set++)
            room[set] = Touched(grid, Sellers(classes, set)).Sum(e => e.Terajoules);
        for (var set = 1; set < sets; set++)
            if (IsClosed(room, set, classes.Length) && !IsSum(room, set))
                yield return [.. Sellers(classes, set).Order(StringComparer.Ordinal)];
    }

    private static string[] Sellers(string[][] classes, int set) =>
        [.. classes.Where((_, c) => (set >> c & 1) == 1).SelectMany(c => c)];

    /// <summary>Whether one more class would bring more room.</summary>
    private static bool IsClosed(double[] room, int set, int classes) =>
        Enumerable.Range(0, classes).All(c => (set >> c & 1) == 1 || room[set | 1 << c] > room[set]);

    /// <summary>Whether the set falls into two that have as much room one by one.</summary>
    private static bool IsSum(double[] room, int set)
    {
        const double rounding = 1 + 1e-12;
        for (var part = set - 1 & set; part > 0; part = part - 1 & set)
            if (room[part] + room[set & ~part] <= room[set] * rounding)
                return true;
        return false;
    }

    private static CapacityRow Row(IReadOnlyList<NetworkEntry> grid, string[] exporters, IReadOnlyCollection<string> sellers)
    {
        var used = Touched(grid, sellers).ToList();
        return new CapacityRow(
            grid[0].Importer,
            exporters,
            grid[0].Sector,
            used.Sum(e => e.Terajoules),
            used.Min(e => e.Status),
            string.Join(" + ", used.Select(e => e.Source).Distinct())
        );
    }

    private static CapacityRow AtLeast(CapacityRow row, List<string> others, Func<string, string, string, double>? flow)
    {
        var came = (row.Exporters.Count == 0 ? others : row.Exporters).Sum(s => flow?.Invoke(row.Importer, s, row.Sector) ?? 0);
        return came <= row.Terajoules
            ? row
            : row with
            {
                Terajoules = came * Slack,
                Status = EnergyStatus.Derived,
                Source = "no less than what came; " + row.Source,
            };
    }
}
