using Entente.Data.Output;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// One table of outcomes as CSV: the case, its axes, its columns, and the horizon, after which come columns that were added later.
/// </summary>
internal sealed class OutcomeFile
{
    private readonly OutcomeTable table;
    private readonly List<Outcome> before;
    private readonly List<Outcome> after;
    private readonly byte[][] countries;
    private readonly List<byte[][]> keys;

    public OutcomeFile(OutcomeTable table, IReadOnlyList<Outcome> columns, RunTables.Names names)
    {
        (this.table, countries) = (table, names.Countries);
        (before, after) = ([.. columns.Where(c => !c.IsAfterHorizon)], [.. columns.Where(c => c.IsAfterHorizon)]);
        keys = [.. table.Axes.Select(names.Of)];
    }

    private string Header =>
        string.Join(
            ',',
            table
                .Axes.Select(axis => axis.ToString().ToLowerInvariant())
                .Prepend("case")
                .Concat(before.Select(column => column.Name))
                .Append("horizon")
                .Concat(after.Select(column => column.Name))
        );

    public void Write(string path, bool onlyChanged, List<RunTables.AnsweredCase> answered) =>
        Write(File.Create(path), onlyChanged, answered);

    /// <summary>The same into a stream, which is closed.</summary>
    public void Write(Stream stream, bool onlyChanged, List<RunTables.AnsweredCase> answered)
    {
        using var rows = new CsvRows(stream, Header);
        foreach (var (theCase, label, comparison) in answered)
        {
            var (name, horizon) = (CsvRows.Cell(theCase), CsvRows.Cell(label));
            var (early, late) = (Open(before, comparison), Open(after, comparison));
            foreach (var at in onlyChanged ? table.Changed(comparison) : table.Rows(comparison))
            {
                rows.Text(name).Text(keys[0][at.First]);
                if (keys.Count > 1)
                    rows.Text(keys[1][at.Second]);
                if (keys.Count > 2)
                    rows.Text(keys[2][at.Third]);
                Write(rows, early, at);
                rows.Text(horizon);
                Write(rows, late, at);
                rows.EndRow();
            }
        }
    }

    private static (bool IsCode, OutcomeReader Read)[] Open(List<Outcome> columns, Comparison comparison) =>
        [.. columns.Select(column => (column.Unit == OutcomeUnit.CountryCode, column.Open(comparison)))];

    private void Write(CsvRows rows, (bool IsCode, OutcomeReader Read)[] columns, OutcomePosition at)
    {
        foreach (var (isCode, read) in columns)
            if (!isCode)
                rows.Number(read(at));
            else if (read(at) is var n && double.IsFinite(n))
                rows.Text(countries[(int)n]);
            else
                rows.Text([]);
    }
}
