using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Reporting;

/// <summary>A line through points.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Points">x and y, in the order of x.</param>
internal sealed record Curve(string Name, ImmutableArray<(double X, double Y)> Points);

/// <summary>Curves over one parameter; its axis is logarithmic where values span more than a factor of ten.</summary>
internal static class CurveChart
{
    private const int Width = 860;
    private const int Height = 330;
    private const int Left = 56;
    private const int Bottom = 40;
    private const int Right = 20;
    private const int Top = 14;
    private const int MostTicks = 6;

    /// <summary>ColorBrewer Dark2, told apart on screen and in print.</summary>
    private static readonly string[] Colours = ["#7570b3", "#d95f02", "#1b9e77", "#e7298a", "#66a61e", "#a6761d"];

    public static void Write(Html page, string label, IReadOnlyList<Curve> curves)
    {
        var xs = curves.SelectMany(c => c.Points).Select(p => p.X).Distinct().Order().ToList();
        var ys = curves.SelectMany(c => c.Points).Select(p => p.Y).Append(0).ToList();
        var isLog = xs[0] > 0 && xs[^1] > 10 * xs[0];
        var (least, step, steps) = Ticks(ys.Min(), ys.Max());
        page.Add($"<svg class=\"curves\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{label}\">");
        for (var t = 0; t <= steps; t++)
        {
            var (value, y) = (least + t * step, Y(least + t * step));
            page.Add(
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" class=\"{(Math.Abs(value) < step / 2 ? "zero" : "grid")}\"/><text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" class=\"left\">{Number(value, step)}</text>"
            );
        }
        foreach (var x in xs)
            page.Add(
                $"<line x1=\"{X(x):0.#}\" x2=\"{X(x):0.#}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 5}\" class=\"zero\"/><text x=\"{X(x):0.#}\" y=\"{Height - Bottom + 20}\" class=\"middle\">{x.ToString("R", CultureInfo.InvariantCulture)}</text>"
            );
        for (var c = 0; c < curves.Count; c++)
        {
            page.Add(
                $"<polyline fill=\"none\" stroke=\"{Colours[c % Colours.Length]}\" stroke-width=\"2.2\" points=\"{string.Join(' ', curves[c].Points.OrderBy(p => p.X).Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.#},{Y(p.Y):0.#}")))}\"/>"
            );
            foreach (var (x, y) in curves[c].Points)
                page.Add(
                    $"<circle cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"3.4\" fill=\"{Colours[c % Colours.Length]}\"><title>{curves[c].Name}, {x.ToString("R", CultureInfo.InvariantCulture)}: {Html.Percent(y)}</title></circle>"
                );
        }
        page.Raw("</svg><ul class=\"legend\">");
        for (var c = 0; c < curves.Count; c++)
            page.Add($"<li><span style=\"background:{Colours[c % Colours.Length]}\"></span>{curves[c].Name}</li>");
        page.Raw("</ul>\n");

        double X(double x)
        {
            var (a, b) = isLog ? (Math.Log(xs[0]), Math.Log(xs[^1])) : (xs[0], xs[^1]);
            return Left + 14 + (Width - Left - Right - 28) * (b > a ? ((isLog ? Math.Log(x) : x) - a) / (b - a) : 0.5);
        }

        double Y(double y) => Top + (Height - Top - Bottom) * (1 - (y - least) / (steps * step));
    }

    /// <summary>Round numbers around a range: the least, the step, and how many steps.</summary>
    private static (double Least, double Step, int Steps) Ticks(double low, double high)
    {
        var rough = Math.Max(high - low, 1e-9) / MostTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * new[] { 1.0, 2, 5, 10 }.First(m => m * power >= rough);
        var least = Math.Floor(low / step) * step;
        return (least, step, Math.Max(1, (int)Math.Ceiling((high - least) / step - 1e-9)));
    }

    private static string Number(double value, double step) =>
        value.ToString(
            step >= 1 ? "0;−0;0"
                : step >= 0.1 ? "0.0;−0.0;0"
                : "0.00;−0.00;0",
            CultureInfo.InvariantCulture
        );
}
