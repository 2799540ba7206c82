using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Reporting.Figures;

/// <summary>Curves over one parameter; its axis is logarithmic where values span more than a factor of ten.</summary>
public partial class CurveFigure
{
    private const int Width = 860;
    private const int Height = 330;
    private const int Left = 56;
    private const int Bottom = 40;
    private const int Right = 20;
    private const int Top = 14;
    private const int MostTicks = 6;
    private const double KeySize = 13;

    /// <summary>Room for a letter below the axis.</summary>
    private const double Letter = 7.6;

    /// <summary>ColorBrewer Dark2, told apart on screen and in print.</summary>
    private static readonly string[] Colours = ["#7570b3", "#d95f02", "#1b9e77", "#e7298a", "#66a61e", "#a6761d"];

    private ImmutableArray<Curve> curves = [];
    private List<double> xs = [];
    private List<(double At, string Label)> labels = [];
    private bool isLog;
    private double least;
    private double step;
    private int steps;

    private ImmutableArray<LegendEntry> Entries => [.. curves.Select((curve, c) => new LegendEntry(Colour(c), curve.Name))];

    private double FullHeight => IsFile ? Height + 10 + Key.Height(Entries, Width - Left - Right, KeySize) : Height;

    /// <summary>The axes hold every point and zero.</summary>
    protected override void OnParametersSet()
    {
        curves =
        [
            .. Chart.Curves.Select(c => c with { Points = [.. c.Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))] }),
        ];
        var points = curves.SelectMany(c => c.Points).ToList();
        xs = [.. points.Select(p => p.X).Distinct().Order()];
        isLog = xs.Count > 0 && xs[0] > 0 && xs[^1] > 10 * xs[0];
        labels = [.. Labels()];
        var ys = points.Select(p => p.Y).Append(0).ToList();
        (least, step, steps) = Ticks(ys.Min(), ys.Max());
    }

    private double X(double x)
    {
        var (a, b) = isLog ? (Math.Log(xs[0]), Math.Log(xs[^1])) : (xs[0], xs[^1]);
        return Left + 14 + (Width - Left - Right - 28) * (b > a ? ((isLog ? Math.Log(x) : x) - a) / (b - a) : 0.5);
    }

    private double Y(double y) => Top + (Height - Top - Bottom) * (1 - (y - least) / (steps * step));

    private string Path(Curve curve) => string.Join(' ', curve.Points.OrderBy(p => p.X).Select(p => $"{At(X(p.X))},{At(Y(p.Y))}"));

    /// <summary>The values below the axis, as many as there is room for from the left.</summary>
    private IEnumerable<(double At, string Label)> Labels()
    {
        var free = double.NegativeInfinity;
        foreach (var x in xs)
        {
            var label = Rounded(x);
            var half = Letter * label.Length / 2;
            if (X(x) - half < free)
                continue;
            free = X(x) + half + Letter;
            yield return (x, label);
        }
    }

    private static string Title(Curve curve, double x, double y) => $"{curve.Name}, {Exact(x)}: {ChangeText.Percent(y)}";

    private static string Colour(int curve) => Colours[curve % Colours.Length];

    /// <summary>Round numbers around a range: the least, the step, and how many steps.</summary>
    private static (double Least, double Step, int Steps) Ticks(double low, double high)
    {
        var rough = Math.Max(high - low, 1e-9) / MostTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * new[] { 1.0, 2, 5, 10 }.First(m => m * power >= rough);
        var least = Math.Floor(low / step) * step;
        return (least, step, Math.Max(1, (int)Math.Ceiling((high - least) / step - 1e-9)));
    }

    /// <summary>With the digits that tell one step from the next.</summary>
    private static string Number(double value, double step)
    {
        var form = "0." + new string('0', Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9));
        return value.ToString($"{form};−{form};0", CultureInfo.InvariantCulture);
    }

    /// <summary>A value that is not whole to three digits: those of a scale of logarithms have all there are.</summary>
    private static string Rounded(double value) =>
        Math.Abs(value) >= 1000 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
