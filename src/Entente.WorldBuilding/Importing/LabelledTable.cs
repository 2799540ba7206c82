using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Importing;

/// <summary>
/// A multi-regional input-output table as publishers lay it out: a row for each country and industry, a column for each
/// country and industry and for each country's final demands. Rows are read forward once.
/// </summary>
internal sealed class LabelledTable : IDisposable
{
    /// <summary>Cells a row may have; published tables have some ten thousand.</summary>
    private const int MostCells = 200_000;

    private readonly TableLines text;
    private readonly char separator;
    private readonly int labels;

    /// <param name="text">The table.</param>
    /// <param name="separator">What separates cells.</param>
    /// <param name="labels">Cells of a row that name it.</param>
    /// <param name="headers">Rows that name columns.</param>
    public LabelledTable(TextReader text, char separator, int labels, int headers)
    {
        (this.text, this.separator, this.labels) = (new TableLines(text), separator, labels);
        Headers = [.. Enumerable.Range(0, headers).Select(_ => Next() ?? [])];
    }

    /// <summary>The header rows, each with its cells.</summary>
    public IReadOnlyList<string[]> Headers { get; }

    /// <summary>Line of the row last read.</summary>
    public int Line { get; private set; }

    /// <summary>The cells that name the row last read.</summary>
    public string[] Label { get; private set; } = [];

    /// <summary>Goes to the next row; its numbers, or null at the end.</summary>
    /// <param name="name">The file, for messages.</param>
    /// <param name="faults">Receives cells that are no numbers.</param>
    public double[]? Read(string name, FaultList faults)
    {
        var cells = faults.Full ? null : Next();
        if (cells is null)
            return null;
        // A row of too few cells has empty labels: a footnote, or a line cut off.
        Label = [.. cells.Take(labels), .. Enumerable.Repeat("", Math.Max(0, labels - cells.Length))];
        var numbers = new double[Math.Max(0, cells.Length - labels)];
        for (var at = labels; at < cells.Length; at++)
            if (
                cells[at].Length > 0
                && !(
                    double.TryParse(cells[at], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[at - labels])
                    && double.IsFinite(numbers[at - labels])
                )
            )
                faults.Add(
                    new Place(name, Line),
                    $"'{Quoted.Cell(cells[at])}' in column {at + 1} of row {Quoted.Cell(string.Join(' ', Label))}",
                    "a number"
                );
        return numbers;
    }

    public void Dispose() => text.Dispose();

    private string[]? Next()
    {
        while (text.Next() is { } line)
        {
            Line++;
            // Spreadsheet programs leave rows of separators below a table.
            if (line.All(c => c == separator || c == '"' || char.IsWhiteSpace(c)))
                continue;
            if (line.AsSpan().Count(separator) is > MostCells and var count)
                throw new InvalidDataException($"line {Line} of {count + 1} cells; expected {MostCells} at most");
            return [.. Split(line)];
        }
        return null;
    }

    private IEnumerable<string> Split(string line)
    {
        if (line.Contains('"', StringComparison.Ordinal))
            return InQuotes(line);
        return line.Split(separator).Select(cell => cell.Trim());
    }

    private List<string> InQuotes(string line)
    {
        var (cells, cell, inside) = (new List<string>(), new System.Text.StringBuilder(), false);
        foreach (var c in line)
            if (c == '"')
                inside = !inside;
            else if (c == separator && !inside)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
                cell.Append(c);
        cells.Add(cell.ToString().Trim());
        return cells;
    }
}
