using System.Globalization;

namespace Entente.Positions.Tests;

/// <summary>Rows of a small CSV file by name of column.</summary>
internal static class Lines
{
    public static List<Line> Of(string path)
    {
        var lines = File.ReadAllLines(path);
        var header = Cells(lines[0].TrimStart('\ufeff'));
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => new Line(header, Cells(line)))];
    }

    private static string[] Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), "", false);
        foreach (var letter in line)
            if (letter == '"')
                quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                cells.Add(cell.Trim());
                cell = "";
            }
            else
                cell += letter;
        cells.Add(cell.Trim());
        return [.. cells];
    }
}

/// <summary>One row.</summary>
internal sealed record Line(string[] Header, string[] Cells)
{
    public string this[string column] => Cells[Array.IndexOf(Header, column)];

    public double Number(string column) =>
        double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
