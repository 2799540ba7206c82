using System.Globalization;
using System.IO.Compression;
using System.Text;
using Entente.Data;
using Entente.Data.Tables;

namespace Entente.EstimationData.Panels;

/// <summary>
/// A table held as text with named columns, for making panels: columns are added and rows left out, cells stay as they were written.
/// </summary>
public sealed class PanelTable
{
    private readonly List<string> columns;
    private readonly List<string[]> rows;

    /// <param name="columns">Names of the columns, each once.</param>
    /// <param name="rows">The rows, a cell a column.</param>
    public PanelTable(IEnumerable<string> columns, IEnumerable<string[]> rows) => (this.columns, this.rows) = ([.. columns], [.. rows]);

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>The rows.</summary>
    public IReadOnlyList<string[]> Rows => rows;

    /// <summary>Reads a table whole.</summary>
    /// <param name="path">The file: CSV, CSV under gzip or Parquet.</param>
    /// <param name="name">The file as messages shall name it.</param>
    /// <param name="required">Columns it must have.</param>
    public static Checked<PanelTable> Read(string path, string name, params IReadOnlyList<string> required)
    {
        var faults = new FaultList();
        if (!File.Exists(path))
        {
            faults.Add(new Place(name), "a file that does not exist", "a table in CSV, CSV under gzip or Parquet");
            return faults.Failed<PanelTable>();
        }
        List<string> columns;
        try
        {
            using var file = TableFile.Open(path);
            columns = [.. file.Columns];
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            faults.Add(new Place(name), $"a file that cannot be read ({e.Message})", "a table");
            return faults.Failed<PanelTable>();
        }
        foreach (var missing in required.Except(columns, StringComparer.Ordinal))
            faults.Add(new Place(name, 1), $"no column '{missing}'", Spelling.OneOf(missing, columns));
        if (faults.Any)
            return faults.Failed<PanelTable>();
        var all = new List<string[]>();
        using (var table = TableRows.OpenLoosely(path, name, [.. columns], faults))
            while (table?.Read() == true)
            {
                var cells = new string[columns.Count];
                for (var c = 0; c < cells.Length; c++)
                    cells[c] = table.Text(c).ToString();
                all.Add(cells);
            }
        return faults.With(() => new PanelTable(columns, all));
    }

    /// <summary>Position of a column; -1 where there is none.</summary>
    public int Find(string column) => columns.IndexOf(column);

    /// <summary>The table with one column more.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="cell">The cell of a row.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public PanelTable With(string column, Func<string[], string> cell) =>
        Find(column) >= 0
            ? throw new ArgumentException($"There is a column '{column}' already.", nameof(column))
            : new([.. columns, column], rows.Select(row => row.Append(cell(row)).ToArray()));

    /// <summary>Some columns, in the order given.</summary>
    public PanelTable Only(IReadOnlyList<string> kept)
    {
        int[] positions = [.. kept.Select(Find)];
        return new(kept, rows.Select(row => positions.Select(p => row[p]).ToArray()));
    }

    /// <summary>Rows for which something holds.</summary>
    public PanelTable Where(Func<string[], bool> holds) => new(columns, rows.Where(holds));

    /// <summary>Writes it as CSV, under gzip where the name ends so.</summary>
    public void Write(string path)
    {
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(File.Create(path), CompressionLevel.SmallestSize)
            : File.Create(path);
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        text.WriteLine(string.Join(',', columns.Select(Cell)));
        foreach (var row in rows)
            text.WriteLine(string.Join(',', row.Select(Cell)));
    }

    /// <summary>Whether a cell says that its value is missing: nothing, <c>NA</c> or <c>.</c>.</summary>
    public static bool IsMissing(ReadOnlySpan<char> cell) => cell is "" or "NA" or ".";

    /// <summary>A number as cells have it.</summary>
    public static string Cell(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
