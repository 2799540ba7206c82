using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Networks;

/// <summary>A row of a world's <c>networks.csv</c> as it is written.</summary>
/// <param name="Importer">Where it arrives.</param>
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
/// of them can use; flows within that for every set can be led over the entries (Gale 1957). Sets here are single sellers, those
/// of one entry, all but one who has an entry to himself, and all; rows that others imply are left out.
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
            var mine = Sets([.. grid]).Select(set => Row([.. grid], set, set)).ToList();
            var others = countries.Where(c => c != grid.Key.Importer).ToList();
            // Power of neighbours is bounded wire by wire: a sum of all would say nothing more.
            if (grid.Key.Sector != "power")
                mine.Add(Row([.. grid], [], others));
            rows.AddRange(
                mine.Where(row => !mine.Any(other => Implies(other, row)) && !SumImplies(mine, row))
                    .OrderBy(row => row.Sellers, StringComparer.Ordinal)
                    .Select(row => AtLeast(row, others, flow))
            );
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

    private static List<string[]> Sets(IReadOnlyList<NetworkEntry> grid)
    {
        string[] sellers = [.. grid.SelectMany(e => e.Exporters).Distinct().Order(StringComparer.Ordinal)];
        var alone = grid.Where(e => e.Exporters.Count == 1).Select(e => e.Exporters[0]).Distinct();
        return
        [
            .. sellers
                .Select(s => new[] { s })
                .Concat(grid.Select(e => e.Exporters.Order(StringComparer.Ordinal).ToArray()))
                .Concat(alone.Select(x => sellers.Where(s => s != x).ToArray()))
                .Where(set => set.Length == 1 || set.Length > 1 && set.Length < sellers.Length)
                .DistinctBy(set => string.Join(';', set)),
        ];
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

    /// <summary>Whether another row with more sellers allows no more.</summary>
    private static bool Implies(CapacityRow other, CapacityRow row) =>
        other != row
        && other.Terajoules <= row.Terajoules
        && (other.Exporters.Count == 0 ? row.Exporters.Count > 0 : row.Exporters.Count > 0 && row.Exporters.All(other.Exporters.Contains));

    /// <summary>Whether sellers one by one can bring no more than they may together.</summary>
    private static bool SumImplies(List<CapacityRow> rows, CapacityRow row)
    {
        const double rounding = 1 + 1e-12;
        double Alone(string seller) => rows.First(r => r.Exporters.Count == 1 && r.Exporters[0] == seller).Terajoules;
        return row.Exporters.Count > 1 && row.Exporters.Sum(Alone) <= row.Terajoules * rounding;
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
