using Entente.Data;
using Entente.Estimation.Formulas;

namespace Entente.EstimationData.Panels;

/// <summary>Some columns and rows of a table, with columns that name pairs.</summary>
public static class PanelCut
{
    /// <summary>The column with a name for each pair, whichever way: <c>ARG_AUS</c>.</summary>
    public const string Pair = "pair";

    /// <summary>The same, but one for all sales at home: effects of pairs then leave what crosses borders to be told from what does
    /// not.</summary>
    public const string Link = "link";

    private const string Home = "home";
    private static readonly string[] Added = [Pair, Link];

    /// <summary>Cuts a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">It, as messages shall name it.</param>
    /// <param name="columns">Columns kept, in order; empty: all.</param>
    /// <param name="withPairs">Whether pairs are named.</param>
    public static Checked<PanelTable> Of(PanelTable table, string name, IReadOnlyList<string> columns, bool withPairs)
    {
        ArgumentNullException.ThrowIfNull(table);
        var faults = new FaultList();
        string[] needed = [.. columns, .. withPairs ? (string[])["exporter", "importer"] : []];
        foreach (var missing in needed.Distinct(StringComparer.Ordinal).Where(column => table.Find(column) < 0))
            faults.Add(new Place(name, 1), $"no column '{missing}'", Spelling.OneOf(missing, table.Columns));
        foreach (var twice in columns.GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(new Place(name, 1), $"column '{twice.Key}' {twice.Count()} times", "each column once");
        foreach (var taken in Added.Where(column => withPairs && table.Find(column) >= 0))
            faults.Add(new Place(name, 1), $"column '{taken}', which would be added", "a table without it");
        if (faults.Any)
            return faults.Failed<PanelTable>();
        var cut = table;
        if (withPairs)
        {
            var (exporter, importer) = (table.Find("exporter"), table.Find("importer"));
            cut = cut.With(Pair, row => PairOf(row[exporter], row[importer]))
                .With(Link, row => row[exporter] == row[importer] ? Home : PairOf(row[exporter], row[importer]));
        }
        return Checked<PanelTable>.Valid(
            columns.Count == 0 ? cut : cut.Only([.. columns, .. withPairs ? (string[])[Pair, Link] : []])
        );
    }

    /// <summary>The name of a pair, whichever way.</summary>
    public static string PairOf(string one, string other) =>
        string.CompareOrdinal(one, other) <= 0 ? $"{one}_{other}" : $"{other}_{one}";

    /// <summary>Rows for which a condition holds.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file it was read from.</param>
    /// <param name="name">It, as messages shall name it.</param>
    /// <param name="condition">The condition.</param>
    public static Checked<PanelTable> Where(PanelTable table, string path, string name, Expression condition)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(condition);
        var read = new PanelReader().Read(path, name, condition.Numbers, condition.Labels);
        if (!read.Success)
            return Checked<PanelTable>.Invalid(read.Faults);
        var values = new double[read.Value.Rows];
        condition.Fill(read.Value, 0, values);
        var at = 0;
        return Checked<PanelTable>.Valid(table.Where(_ => values[at++] is not (0 or double.NaN)));
    }
}
