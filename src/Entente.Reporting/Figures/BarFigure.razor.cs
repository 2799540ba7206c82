namespace Entente.Reporting.Figures;

/// <summary>Horizontal bars around zero, scaled to the largest; a bar whose value is not finite has only its name.</summary>
public partial class BarFigure
{
    private const int Row = 22;
    private const int ValueWidth = 60;

    /// <summary>Room for a letter of the size of names.</summary>
    private const double Letter = 7.6;

    private int LabelWidth => (int)(Chart.NameLength * Letter) + 7;

    private int Width => LabelWidth + Chart.BarWidth;

    private int Height => Chart.Bars.Length * Row + 4;

    /// <summary>Units of the drawing in one per cent.</summary>
    private double PerUnit { get; set; }

    /// <summary>Where zero stands.</summary>
    private double Zero { get; set; }

    /// <summary>Bars share the room between the least and the largest value.</summary>
    protected override void OnParametersSet()
    {
        var values = Chart.Bars.SelectMany(b => new[] { b.Value, b.Low ?? 0, b.High ?? 0 }).Where(double.IsFinite).Append(0).ToList();
        var (least, most) = (values.Min(), values.Max());
        PerUnit = most - least > 0 ? (Chart.BarWidth - 2 * ValueWidth) / (most - least) : 0;
        Zero = LabelWidth + ValueWidth - least * PerUnit;
    }

    /// <summary>Where a value is written: beyond the bar, and beyond its range on that side.</summary>
    private double Outside(Bar bar) =>
        bar.Value < 0
            ? Zero + Math.Min(bar.Value, bar.Low ?? 0) * PerUnit - 6
            : Zero + Math.Max(bar.Value, bar.High ?? 0) * PerUnit + 6;

    private string Short(string name) => name.Length > Chart.NameLength ? name[..(Chart.NameLength - 1)].TrimEnd(',', ' ') + "…" : name;
}
