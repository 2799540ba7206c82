namespace Entente.Reporting.Figures;

/// <summary>Horizontal bars around zero, scaled to the largest; a bar whose value is not finite has only its name.</summary>
public partial class BarFigure
{
    private const int Row = 22;
    private const int LabelWidth = 204;
    private const int Width = 640;
    private const int ValueWidth = 60;
    private const int LongestName = 26;

    private int Height => Chart.Bars.Length * Row + 4;

    /// <summary>Units of the drawing in one per cent.</summary>
    private double PerUnit { get; set; }

    /// <summary>Where zero stands.</summary>
    private double Zero { get; set; }

    /// <summary>Bars share the room between the least and the largest value.</summary>
    protected override void OnParametersSet()
    {
        var values = Chart.Bars.Select(b => b.Value).Where(double.IsFinite).Append(0).ToList();
        var (least, most) = (values.Min(), values.Max());
        PerUnit = most - least > 0 ? (Width - LabelWidth - 2 * ValueWidth) / (most - least) : 0;
        Zero = LabelWidth + ValueWidth - least * PerUnit;
    }

    private static string Short(string name) => name.Length > LongestName ? name[..(LongestName - 1)].TrimEnd(',', ' ') + "…" : name;
}
