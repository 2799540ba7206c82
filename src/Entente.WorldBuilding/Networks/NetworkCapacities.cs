using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Networks;

/// <summary>A row of a world's <c>networks.csv</c>.</summary>
/// <param name="Importer">Where it arrives.</param>
/// <param name="Exporter">From whom; <c>all</c> for everybody together; several codes with semicolons share the capacity.</param>
/// <param name="Sector">The carrier, or <c>power</c>.</param>
/// <param name="Terajoules">Most that can arrive in a year.</param>
/// <param name="Status">As well known as the least known entry in it.</param>
/// <param name="Source">Where from.</param>
internal sealed record NetworkRow(string Importer, string Exporter, string Sector, double Terajoules, EnergyStatus Status, string Source);

/// <summary>Capacities of a world from entries into its grids: by pair, in all by importer, and what several sellers share.</summary>
internal static class NetworkCapacities
{
    /// <summary>Exporter of the rows that hold everything that can come to an importer.</summary>
    public const string All = "all";

    private const double Slack = 1.02;

    /// <summary>
    /// The capacity of each pair, the sum of the entries it can use; and for gas that of each importer, the sum of all entries.
    /// No capacity is below what came through it by <paramref name="flow"/>: entries are those known, not all there are.
    /// </summary>
    /// <param name="entries">Entries of the year.</param>
    /// <param name="flow">Terajoules that came by importer, exporter and sector (<c>power</c> for the sum of electricity).</param>
    public static List<NetworkRow> Rows(IReadOnlyList<NetworkEntry> entries, Func<string, string, string, double>? flow = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var rows = new List<NetworkRow>();
        var pairs = entries.SelectMany(e => e.Exporters.Select(exporter => (e.Importer, exporter, e.Sector, Entry: e)));
        foreach (var pair in pairs.GroupBy(p => (p.Importer, p.exporter, p.Sector)))
        {
            var came = flow?.Invoke(pair.Key.Importer, pair.Key.exporter, pair.Key.Sector) ?? 0;
            rows.Add(Row(pair.Key.Importer, pair.Key.exporter, pair.Key.Sector, [.. pair.Select(p => p.Entry)], came));
        }
        foreach (var importer in entries.Where(e => e.Sector == "GAS").GroupBy(e => e.Importer))
        {
            var sellers = importer.SelectMany(e => e.Exporters).Distinct();
            rows.Add(Row(importer.Key, All, "GAS", [.. importer], sellers.Sum(s => flow?.Invoke(importer.Key, s, "GAS") ?? 0)));
        }
        return
        [
            .. rows.OrderBy(r => r.Sector == "GAS" ? 0 : 1)
                .ThenBy(r => r.Importer, StringComparer.Ordinal)
                .ThenBy(r => r.Exporter, StringComparer.Ordinal),
        ];
    }

    /// <summary>Rows for entries that several sellers share: their flows together are no larger, whatever each alone could be.</summary>
    public static List<NetworkRow> Shared(IReadOnlyList<NetworkEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return
        [
            .. entries
                .Where(e => e.Exporters.Count > 1)
                .GroupBy(e => (e.Importer, Sellers: string.Join(';', e.Exporters.Order(StringComparer.Ordinal)), e.Sector))
                .Select(g => Row(g.Key.Importer, g.Key.Sellers, g.Key.Sector, [.. g], 0)),
        ];
    }

    /// <summary>The rows as the file of a world has them.</summary>
    public static string Text(IEnumerable<NetworkRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder("importer,exporter,sector,capacity_tj,status,source\n");
        foreach (var row in rows)
        {
            var (status, source) = (row.Status.ToString().ToLowerInvariant(), row.Source.Replace('"', '\''));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{row.Importer},{row.Exporter},{row.Sector},{row.Terajoules:0.#},{status},\"{source}\"\n"
            );
        }
        return text.ToString();
    }

    private static NetworkRow Row(string importer, string exporter, string sector, IReadOnlyList<NetworkEntry> entries, double came)
    {
        var (capacity, status) = (entries.Sum(e => e.Terajoules), entries.Select(e => e.Status).Min());
        var source = string.Join(" + ", entries.Select(e => e.Source).Distinct());
        return came > capacity
            ? new NetworkRow(importer, exporter, sector, came * Slack, EnergyStatus.Derived, "no less than what came; " + source)
            : new NetworkRow(importer, exporter, sector, capacity, status, source);
    }
}
