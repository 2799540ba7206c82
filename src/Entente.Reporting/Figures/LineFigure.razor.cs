using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Reporting.Figures;

/// <summary>Lines over time or rounds, with bands.</summary>
public partial class LineFigure
{
    private const int Width = 860;
    private const int Height = 380;
    private const int Left = 56;
    private const int Bottom = 54;
    private const int Right = 20;
    private const int Top = 14;
    private const int MostTicks = 7;
    private const double KeySize = 13;

    /// <summary>ColorBrewer Dark2 and Set1, told apart on screen and in print.</summary>
    private static readonly string[] Colours =
    [
        "#d95f02",
        "#7570b3",
        "#1b9e77",
        "#e7298a",
        "#377eb8",
        "#66a61e",
        "#a6761d",
        "#984ea3",
        "#e6ab02",
        "#5f9ea0",
        "#b03060",
        "#4d4d4d",
    ];

    private double[] xs = [];
    private double[] ys = [];
    private (double Low, double High) across;
    private (double Low, double High) up;

    private ImmutableArray<LegendEntry> Entries => [.. Chart.Lines.Select((line, l) => new LegendEntry(Colour(l), line.Name))];

    private double FullHeight => IsFile ? Height + 10 + Key.Height(Entries, Width - Left - Right, KeySize) : Height;

    /// <summary>The axes hold every point and band.</summary>
    protected override void OnParametersSet()
    {
        var points = Chart.Lines.SelectMany(line => line.Points).ToList();
        double[] heights = [.. points.SelectMany(p => new[] { p.Y, p.Low, p.High }).Where(double.IsFinite)];
        double[] places = [.. points.Select(p => p.X)];
        across = places.Length > 0 ? (places.Min(), places.Max()) : (0, 1);
        up = heights.Length > 0 ? (heights.Min(), heights.Max()) : (0, 1);
        if (up.High <= up.Low)
            up = (up.Low - 1, up.High + 1);
        (xs, ys) = (Ticks(across.Low, across.High, least: 1), Ticks(up.Low, up.High, least: 0));
    }

    private double X(double x) =>
        Left + 10 + (Width - Left - Right - 20) * (across.High > across.Low ? (x - across.Low) / (across.High - across.Low) : 0.5);

    private double Y(double y) => Top + (Height - Top - Bottom) * (1 - (y - up.Low) / (up.High - up.Low));

    private string Path(ImmutableArray<LinePoint> points) => string.Join(' ', points.Select(p => $"{At(X(p.X))},{At(Y(p.Y))}"));

    private string Band(ImmutableArray<LinePoint> points) =>
        string.Join(
            ' ',
            points.Select(p => $"{At(X(p.X))},{At(Y(p.High))}").Concat(points.Reverse().Select(p => $"{At(X(p.X))},{At(Y(p.Low))}"))
        );

    private string Colour(int line) => Chart.Lines[line].IsQuiet ? "#8a857a" : Colours[line % Colours.Length];

    /// <summary>Round numbers within a range.</summary>
    private static double[] Ticks(double low, double high, double least)
    {
        var rough = Math.Max((high - low) / MostTicks, 1e-9);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(least, power * new[] { 1.0, 2, 5, 10 }.First(m => m * power >= rough));
        var from = (int)Math.Ceiling(low / step - 1e-9);
        var to = (int)Math.Floor(high / step + 1e-9);
        return [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(k => Math.Round(k * step, 10))];
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture).Replace('-', '−');
}
