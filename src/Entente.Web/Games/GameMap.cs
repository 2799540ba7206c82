using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Output;
using Entente.Games.Alignment;
using Entente.Reporting.Figures;
using Entente.Reporting.Games;

namespace Entente.Web.Games;

/// <summary>A map of what is best, as a figure and in words. Immutable.</summary>
/// <param name="open">The game.</param>
/// <param name="map">The map.</param>
internal sealed class GameMap(OpenGame open, AlignmentFrontier map)
{
    /// <summary>The share of draws that must agree where nothing is crossed.</summary>
    public const double Agreed = BriefFigures.Agreed;

    private readonly PayoffsDrawn? drawn = open.Intervals.Payoffs(map.Pressed, map.Horizon);

    // By pressure, then retaliation: it is drawn anew at each move of a slider.
    private ImmutableArray<ImmutableArray<double>> shares;

    private const int Side = 300;

    private static readonly double[] Steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    private readonly ImmutableArray<string> options = [.. open.Game.Pressed[map.Pressed].Options.Select(option => option.Title)];

    /// <summary>The map.</summary>
    public AlignmentFrontier Map => map;

    /// <summary>What can be best.</summary>
    public ImmutableArray<string> Options => options;

    /// <summary>A margin from which on colours are full, and one below which they are faint.</summary>
    public (double Faint, double Full) Margins { get; } = MarginsOf(map);

    /// <summary>Draws that it is known from where what is best hangs on what is not known for sure; 0: none.</summary>
    public int Draws => drawn?.Draws.Length ?? 0;

    /// <summary>The figure, with a place marked.</summary>
    public FrontierChart Chart(GameQuestion at) =>
        new(
            $"What is best for {open.Game.World.Countries[open.Game.Pressed[map.Pressed].Country].Name}, "
                + $"{GameQuestion.NameOf(open.Game, map.Horizon)}",
            options,
            [
                .. map.Best.Select((column, x) =>
                    column.Select((best, y) => new FrontierCell(best, map.Margin[x][y], !(Shares[x][y] < Agreed))).ToImmutableArray()
                ),
            ],
            Margins
        )
        {
            Side = Side,
            HasBorders = true,
            Mark = (at.Pressure, at.Retaliation),
        };

    /// <summary>The map as a table: a row for each place.</summary>
    public FlatTable Table =>
        new(
            "map",
            ["best"],
            ["pressure", "retaliation", "margin", "agree", "draws"],
            [
                .. map.Best.SelectMany(
                    (column, x) =>
                        column.Select(
                            (best, y) =>
                                new FlatRow(
                                    [best < 0 ? "" : options[best]],
                                    [map.Scales[x], map.Scales[y], map.Margin[x][y], Shares[x][y], Draws == 0 ? double.NaN : Draws]
                                )
                        )
                ),
            ]
        );

    private ImmutableArray<ImmutableArray<double>> Shares =>
        shares.IsDefault
            ? shares = [.. map.Scales.Select((_, x) => map.Scales.Select((_, y) => Share(x, y)).ToImmutableArray())]
            : shares;

    /// <summary>The share of draws in which what is best is so; not a number where nothing is drawn or known.</summary>
    private double Share(int x, int y)
    {
        if (Draws == 0 || map.Best[x][y] < 0)
            return double.NaN;
        var (best, answered) = drawn!.Agreeing(map.Best[x][y], map.Scales[x], map.Scales[y]);
        return (double)best / answered;
    }

    /// <summary>What is best at a place and by how much, in points; null where the map is too coarse to tell.</summary>
    public (int Best, double Margin)? At(GameQuestion at)
    {
        var (x, y) = (map.Scales.IndexOf(at.Pressure), map.Scales.IndexOf(at.Retaliation));
        return x < 0 || y < 0 ? null : (map.Best[x][y], map.Margin[x][y]);
    }

    /// <summary>The line where what is best changes, in words, along the pressure at a retaliation.</summary>
    public string InWords(double retaliation)
    {
        var y = map.Scales.IndexOf(map.Scales.MinBy(scale => Math.Abs(scale - retaliation)));
        var row = map.Best.Select(column => column[y]).ToList();
        if (row.Contains(-1))
            return "At this retaliation not every choice has an answer.";
        if (row.Distinct().Count() == 1)
            return $"At this retaliation “{options[row[0]]}” is best at every pressure.";
        var parts = new List<string>();
        for (var x = 1; x < row.Count; x++)
            if (row[x] != row[x - 1])
                parts.Add($"from {Scale(map.Scales[x])} on “{options[row[x]]}” is");
        return $"At this retaliation “{options[row[0]]}” is best at little pressure; {string.Join(", ", parts)}.";
    }

    /// <summary>A cell for people: what is best, and by how much.</summary>
    public string Cell(int x, int y) =>
        map.Best[x][y] is >= 0 and var best ? $"{options[best]} {Entente.Reporting.ChangeText.Percent(map.Margin[x][y])}" : "none";

    /// <summary>A scale for people: per cent of what could be done.</summary>
    public static string Scale(double scale) => string.Create(CultureInfo.InvariantCulture, $"{100 * scale:0.#}\u00a0%");

    /// <summary>The same, with what people call a place there.</summary>
    public static string ScaleInWords(double scale) => Scale(scale) + Questions.Lever.Zone(scale);

    private static (double, double) MarginsOf(AlignmentFrontier map)
    {
        var margins = map.Margin.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var full = Steps.LastOrDefault(step => step <= margins.Max() / 2, Steps[0]);
        return (full / 5, full);
    }
}
