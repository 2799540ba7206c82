namespace Entente.Reporting.Figures;

/// <summary>Horizontal bars around zero, scaled to the largest; a bar whose value is not finite has only its name.</summary>
public partial class BarFigure
{
    private const int Row = 22;
    private const int LineHeight = 14;
    private const int ValueWidth = 60;
    private const int MostLines = 4;

    /// <summary>Room for a letter of the size of names.</summary>
    private const double Letter = 7.6;

    private readonly List<(Bar Bar, string[] Lines, int Y, double Middle)> rows = [];

    private int LabelWidth => (int)(Chart.NameLength * Letter) + 7;

    private int Width => LabelWidth + Chart.BarWidth;

    private int Height { get; set; }

    /// <summary>Units of the drawing in one per cent.</summary>
    private double PerUnit { get; set; }

    /// <summary>Where zero stands.</summary>
    private double Zero { get; set; }

    /// <summary>Bars share the room between the least and the largest value; a name of several lines has a higher row.</summary>
    protected override void OnParametersSet()
    {
        var values = Chart.Bars.SelectMany(b => new[] { b.Value, b.Low ?? 0, b.High ?? 0 }).Where(double.IsFinite).Append(0).ToList();
        var (least, most) = (values.Min(), values.Max());
        PerUnit = most - least > 0 ? (Chart.BarWidth - 2 * ValueWidth) / (most - least) : 0;
        Zero = LabelWidth + ValueWidth - least * PerUnit;
        rows.Clear();
        var y = 2;
        foreach (var bar in Chart.Bars)
        {
            var lines = Lines(bar.Name);
            var height = Row + (lines.Length - 1) * LineHeight;
            rows.Add((bar, lines, y, y + height / 2.0));
            y += height;
        }
        Height = y + 2;
    }

    /// <summary>Where a value is written: beyond the bar, and beyond its range on that side.</summary>
    private double Outside(Bar bar) =>
        bar.Value < 0
            ? Zero + Math.Min(bar.Value, bar.Low ?? 0) * PerUnit - 6
            : Zero + Math.Max(bar.Value, bar.High ?? 0) * PerUnit + 6;

    /// <summary>A name in as many lines as it needs, broken between words; what does not fit into the last is cut.</summary>
    private string[] Lines(string name)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= Chart.NameLength || lines.Count == MostLines)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        return [.. lines.Select(Short)];
    }

    private string Short(string line) => line.Length > Chart.NameLength ? line[..(Chart.NameLength - 1)].TrimEnd(',', ' ') + "…" : line;
}
