using System.Collections.Immutable;

namespace Entente.Reporting.Figures;

/// <summary>
/// Seven classes of change around zero, symmetric, with colours that people who do not tell red from green can tell
/// apart (ColorBrewer PuOr). Immutable.
/// </summary>
public sealed class Scale
{
    private static readonly string[] Fills = ["#b35806", "#f1a340", "#fee0b6", "#f4f3ef", "#d8daeb", "#998ec3", "#542788"];

    /// <summary>The same hues on a dark ground: the larger the change, the brighter.</summary>
    private static readonly string[] DarkFills = ["#fdb863", "#c9761c", "#74481f", "#3d3b36", "#4d4766", "#8378b8", "#c5bfe6"];

    private static readonly double[] Steps = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50];

    private readonly double[] limits;

    /// <summary>A scale for values in per cent: limits 1, 5 and 20 parts of a round number near the largest.</summary>
    public Scale(IEnumerable<double> values)
    {
        var largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var top = Steps.LastOrDefault(step => step <= largest, Steps[0]);
        limits = [top / 20, top / 5, top];
    }

    /// <summary>The class of a value, 0 (large loss) to 6 (large gain), 3 being next to nothing.</summary>
    public int Class(double value)
    {
        var size = limits.Count(limit => Math.Abs(value) >= limit);
        return value < 0 ? 3 - size : 3 + size;
    }

    /// <summary>Colour of a class.</summary>
    public static string Fill(int at) => Fills[at];

    /// <summary>Colour of a class on a dark ground.</summary>
    internal static string DarkFill(int at) => DarkFills[at];

    /// <summary>How many classes there are.</summary>
    internal static int Classes => Fills.Length;

    /// <summary>Colour of a change where only its sign is to be seen.</summary>
    public static string FillOf(double value) => Fills[value < 0 ? 1 : 5];

    /// <summary>What the classes stand for, from loss to gain.</summary>
    public ImmutableArray<LegendEntry> Legend()
    {
        string Text(double value) => value.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);
        string[] labels =
        [
            $"−{Text(limits[2])} and less",
            $"−{Text(limits[2])} to −{Text(limits[1])}",
            $"−{Text(limits[1])} to −{Text(limits[0])}",
            $"within {Text(limits[0])}",
            $"{Text(limits[0])} to {Text(limits[1])}",
            $"{Text(limits[1])} to {Text(limits[2])}",
            $"{Text(limits[2])} and more",
        ];
        return [.. Fills.Zip(labels, (fill, label) => new LegendEntry(fill, label))];
    }
}
