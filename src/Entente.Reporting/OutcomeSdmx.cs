using System.Globalization;
using Entente.Data.Output;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// One table of outcomes as SDMX-CSV 2.0: structure and action, the dimensions (case, axes, horizon, and the year of the world where it
/// has one), then the measures, which are the columns of the CSV. Ids are the names of the columns in capitals.
/// </summary>
internal sealed class OutcomeSdmx(OutcomeTable table, IReadOnlyList<Outcome> columns, World world, RunTables.Names names)
{
    private readonly List<byte[][]> keys = [.. table.Axes.Select(names.Of)];
    private readonly string? year = world.Identity.Year?.ToString(CultureInfo.InvariantCulture);

    public static string FileOf(OutcomeTable table) => $"{table}.sdmx.csv";

    public void Write(string path, List<RunTables.AnsweredCase> answered)
    {
        using var rows = new CsvRows(path, Header);
        var structure = $"ENTENTE:{table.Name.ToUpperInvariant()}(1.0.0)";
        byte[][] frame = [CsvRows.Cell("datastructure"), CsvRows.Cell(structure), CsvRows.Cell("I")];
        foreach (var (theCase, label, comparison) in answered)
        {
            var (name, horizon) = (CsvRows.Cell(theCase), CsvRows.Cell(label));
            var read = columns.Select(column => (IsCode: column.Unit == OutcomeUnit.CountryCode, Of: column.Open(comparison))).ToList();
            foreach (var at in table.Changed(comparison))
            {
                foreach (var cell in frame)
                    rows.Text(cell);
                rows.Text(name).Text(keys[0][at.First]);
                if (keys.Count > 1)
                    rows.Text(keys[1][at.Second]);
                if (keys.Count > 2)
                    rows.Text(keys[2][at.Third]);
                rows.Text(horizon);
                if (year is not null)
                    rows.Text(CsvRows.Cell(year));
                foreach (var (isCode, of) in read)
                    if (!isCode)
                        rows.Number(of(at));
                    else
                        rows.Text(of(at) is var n && double.IsFinite(n) ? names.Countries[(int)n] : []);
                rows.EndRow();
            }
        }
    }

    private string Header
    {
        get
        {
            var dimensions = table.Axes.Select(axis => axis.ToString()).Prepend("case").Append("horizon");
            var all = (year is null ? dimensions : dimensions.Append("time_period")).Concat(columns.Select(column => column.Name));
            return string.Join(',', all.Select(id => id.ToUpperInvariant()).Prepend("ACTION").Prepend("STRUCTURE_ID").Prepend("STRUCTURE"));
        }
    }
}
