using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Cells that were found wrong against a second source, as the raw tables list them, each taken or refused by the recipe
/// with its reason (<c>corrections.csv</c>; a key or column of <c>*</c> stands for all). One that the recipe does not decide is a fault.
/// </summary>
internal sealed class Corrections
{
    private const string File = "corrections.csv";

    private readonly List<(string Table, string Key, double? New)> taken = [];

    public Corrections(IcioRecipe recipe, string raw, FaultList faults)
    {
        var decisions = RawTable
            .Read(recipe.Folder, File, ["table", "key", "column", "decision", "reason"], faults)
            .Select(row =>
                (Table: row.Text("table"), Key: row.Text("key"), Column: row.Text("column"), Taken: row.Text("decision") == "taken")
            )
            .ToList();
        foreach (var row in RawTable.Read(raw, File, ["table", "key", "column", "new"], faults))
        {
            var (table, key, column) = (row.Text("table"), row.Text("key"), row.Text("column"));
            var decision = decisions.FindIndex(d => d.Table == table && Fits(d.Key, key) && Fits(d.Column, column));
            if (decision < 0)
                faults.Add(new Place(File), $"no decision on {table}, {key}, {column}", "a row with taken or refused, and why");
            else if (decisions[decision].Taken)
                taken.Add(
                    (
                        table,
                        key,
                        double.TryParse(row.Text("new"), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null
                    )
                );
        }
    }

    /// <summary>New values of pairs of a table, with keys such as <c>RUS-TUR</c>; million USD.</summary>
    public IEnumerable<(string Exporter, string Importer, double Value)> Pairs(string table) =>
        from row in taken
        where row.Table == table && row.Key.Length == 7 && row.Key[3] == '-' && row.New is not null
        select (row.Key[..3], row.Key[4..], row.New!.Value);

    /// <summary>Exporters whose sales are those they report, where importers' reports came to other totals.</summary>
    public IEnumerable<string> AsReported(string table) =>
        taken.Where(row => row.Table == table && row.Key[3..].StartsWith(" to the ", StringComparison.Ordinal)).Select(row => row.Key[..3]);

    private static bool Fits(string pattern, string text) => pattern == "*" || pattern == text;
}
