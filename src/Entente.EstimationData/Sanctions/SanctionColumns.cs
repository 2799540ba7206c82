using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.EstimationData.Panels;

namespace Entente.EstimationData.Sanctions;

/// <summary>
/// Columns of 0 and 1 that say of each row of a panel which sanctions are in force between its two countries: <c>sanction_imposed</c>, any
/// in either direction, <c>sanction_complete</c> and <c>sanction_partial</c> of trade in its direction, other kinds in either, and windows
/// around the first three in steps of the panel: the step before they begin, the first, the second, all later ones, and the first after
/// they ended.
/// </summary>
public static class SanctionColumns
{
    private static readonly string[] Needed = ["exporter", "importer", "year"];
    private static readonly string[] Windowed = ["sanction_imposed", "sanction_complete", "sanction_partial"];

    /// <summary>Names of the windows, in order.</summary>
    public static ImmutableArray<string> Windows { get; } = ["before", "first", "second", "later", "after"];

    /// <summary>The countries of a panel, as it writes them.</summary>
    /// <param name="panel">Columns <c>exporter</c>, <c>importer</c>.</param>
    public static IEnumerable<string> CountriesOf(PanelTable panel)
    {
        ArgumentNullException.ThrowIfNull(panel);
        int[] sides = [panel.Find("exporter"), panel.Find("importer")];
        return panel.Rows.SelectMany(row => sides.Select(side => row[side])).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Adds the columns.</summary>
    /// <param name="panel">Columns <c>exporter</c>, <c>importer</c>, <c>year</c>.</param>
    /// <param name="name">The panel as messages shall name it.</param>
    /// <param name="episodes">The episodes.</param>
    /// <param name="step">Years between periods; null: the least distance of two years of the panel.</param>
    /// <param name="code">The code that episodes have for a country of the panel, which may have another one: ROM for ROU; null: the
    /// same.</param>
    public static Checked<PanelTable> Add(
        PanelTable panel,
        string name,
        IEnumerable<SanctionEpisode> episodes,
        int? step = null,
        Func<string, string?>? code = null
    )
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentOutOfRangeException.ThrowIfLessThan(step ?? 1, 1);
        var faults = new FaultList();
        foreach (var missing in Needed.Where(column => panel.Find(column) < 0))
            faults.Add(new Place(name, 1), $"no column '{missing}'", "exporter, importer and year");
        if (faults.Any)
            return faults.Failed<PanelTable>();
        var (exporter, importer, at) = (panel.Find("exporter"), panel.Find("importer"), panel.Find("year"));
        var years = new int[panel.Rows.Count];
        for (var row = 0; row < years.Length; row++)
            if (!int.TryParse(panel.Rows[row][at], NumberStyles.None, CultureInfo.InvariantCulture, out years[row]))
                faults.Add(new Place(name, row + 2), $"year '{Quoted.Short(panel.Rows[row][at])}'", "a year");
        if (faults.Any)
            return faults.Failed<PanelTable>();
        var all = episodes.ToList();
        var byPair = all.ToLookup(e => (e.Sender, e.Target));
        var length = step ?? Step(years);
        var codes = CountriesOf(panel).ToDictionary(c => c, c => code?.Invoke(c) ?? c, StringComparer.Ordinal);
        var kinds = all.SelectMany(e => e.Kinds).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        List<string> added =
        [
            .. Windowed.SelectMany(name => Windows.Select(w => $"{name}_{w}").Prepend(name)),
            .. kinds.Select(kind => $"sanction_{kind}"),
        ];
        foreach (var taken in added.Where(column => panel.Find(column) >= 0))
            faults.Add(new Place(name, 1), $"column '{taken}', which would be added", "a panel without it");
        return faults.With(() => new PanelTable([.. panel.Columns, .. added], panel.Rows.Select((row, r) => Row(row, years[r]))));

        string[] Row(string[] row, int year)
        {
            var (i, n) = (codes[row[exporter]], codes[row[importer]]);
            var (exports, imports) = (byPair[(i, n)], byPair[(n, i)]);
            var cells = new List<string>(row);
            foreach (var own in new[] { exports.Concat(imports).ToList(), Banned(TradeBan.Complete), Banned(TradeBan.Partial) })
            {
                var active = own.Where(e => e.Begin <= year && year <= e.End).ToList();
                cells.Add(Flag(active.Count > 0));
                var since = active.Count > 0 ? (year - active.Min(e => e.Begin)) / length : -1;
                cells.Add(Flag(active.Count == 0 && own.Any(e => year < e.Begin && e.Begin <= year + length)));
                cells.Add(Flag(since == 0));
                cells.Add(Flag(since == 1));
                cells.Add(Flag(since > 1));
                cells.Add(Flag(active.Count == 0 && own.Any(e => e.End < year && (long)year <= (long)e.End + length)));
            }
            foreach (var kind in kinds)
                cells.Add(Flag(exports.Concat(imports).Any(e => e.Begin <= year && year <= e.End && e.Kinds.Contains(kind))));
            return [.. cells];

            List<SanctionEpisode> Banned(TradeBan ban) =>
                [.. exports.Where(e => e.Exports == ban), .. imports.Where(e => e.Imports == ban)];
        }
    }

    private static string Flag(bool holds) => holds ? "1" : "0";

    private static int Step(int[] years)
    {
        int[] known = [.. years.Distinct().Order()];
        return known.Length < 2 ? 1 : known.Zip(known.Skip(1), (a, b) => b - a).Min();
    }
}
