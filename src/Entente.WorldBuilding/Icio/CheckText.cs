using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Icio;

/// <summary>Tables of a check report in Markdown; numbers in whole units, where a cell is not text already.</summary>
internal sealed class CheckText(string title)
{
    private readonly StringBuilder text = new StringBuilder(title).Append('\n');

    /// <summary>Where older parts of the report write to.</summary>
    public StringBuilder Builder => text;

    /// <summary>Begins a section; a column that begins with <c>-</c> holds text, the others numbers.</summary>
    public void Table(string heading, string note, params ReadOnlySpan<string> columns)
    {
        text.Append("\n## ").Append(heading).Append("\n\n");
        if (note.Length > 0)
            text.Append(note).Append("\n\n");
        foreach (var column in columns)
            text.Append("| ").Append(column.TrimStart('-')).Append(' ');
        text.Append("|\n");
        foreach (var column in columns)
            text.Append(column.StartsWith('-') ? "|---" : "|--:");
        text.Append("|\n");
    }

    public void Row(params ReadOnlySpan<object> cells)
    {
        foreach (var cell in cells)
            text.Append("| ").Append(cell is double value ? Whole(value) : cell).Append(' ');
        text.Append("|\n");
    }

    public void Line(FormattableString line) => text.Append('\n').Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Whole(double value) => (Math.Round(value) + 0).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>One decimal; adding 0 turns -0.0 into 0.0.</summary>
    public static string OneDecimal(double value) => (Math.Round(value, 1) + 0).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Gap of a value to a fact, in per cent.</summary>
    public static string Percent(double value, double fact) => OneDecimal(100 * (value / fact - 1));
}
