using System.Collections.Immutable;

namespace Entente.Reporting.Figures;

/// <summary>What a figure shows, without a word on how it is drawn. Immutable; knows no model.</summary>
/// <param name="Label">What it is: read out to who cannot see it, and the title of a file. Any text, encoded where it is written.</param>
public abstract record Chart(string Label)
{
    /// <summary>The component that draws it.</summary>
    internal abstract Type Component { get; }
}

/// <summary>Horizontal bars around zero, in the order given.</summary>
/// <param name="Label">See <see cref="Chart"/>.</param>
/// <param name="Bars">The bars from top to bottom; may be empty.</param>
public sealed record BarChart(string Label, ImmutableArray<Bar> Bars) : Chart(Label)
{
    /// <summary>Letters there is room for in a name.</summary>
    public int NameLength { get; init; } = 26;

    /// <summary>Room for bars and their values beside the names, in units of which a letter takes about eight.</summary>
    public int BarWidth { get; init; } = 436;

    internal override Type Component => typeof(BarFigure);
}

/// <summary>A bar.</summary>
/// <param name="Name">Name for people; long ones are cut short.</param>
/// <param name="Value">Length and number, in per cent; one that is not finite has neither.</param>
/// <param name="Fill">Colour: <c>#rrggbb</c>.</param>
public sealed record Bar(string Name, double Value, string Fill)
{
    /// <summary>The lower end of a range around the value; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the same range.</summary>
    public double? High { get; init; }
}

/// <summary>Lines over one parameter; its axis is logarithmic where values span more than a factor of ten.</summary>
/// <param name="Label">See <see cref="Chart"/>.</param>
/// <param name="Curves">The lines; may be empty.</param>
public sealed record CurveChart(string Label, ImmutableArray<Curve> Curves) : Chart(Label)
{
    /// <summary>What the horizontal axis counts, for people; may be empty.</summary>
    public string Across { get; init; } = "";

    internal override Type Component => typeof(CurveFigure);
}

/// <summary>A line through points.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Points">Its points in any order; those with a coordinate that is not finite are left out.</param>
public sealed record Curve(string Name, ImmutableArray<CurvePoint> Points);

/// <summary>A point of a curve.</summary>
/// <param name="X">Value of the parameter.</param>
/// <param name="Y">Change in per cent.</param>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>Countries on a part of the world map.</summary>
/// <param name="Label">See <see cref="Chart"/>.</param>
/// <param name="Window">The part that is shown: <see cref="WorldMap.World"/> or <see cref="WorldMap.Europe"/>.</param>
/// <param name="Countries">
/// What is known by ISO code (three letters), not to be changed; others are hatched, codes without outline not drawn.
/// </param>
/// <param name="Legend">What the colours stand for.</param>
public sealed record MapChart(
    string Label,
    MapWindow Window,
    IReadOnlyDictionary<string, MapCountry> Countries,
    ImmutableArray<LegendEntry> Legend
) : Chart(Label)
{
    /// <summary>What is hatched where every code of a world is known.</summary>
    public const string NoCountry = "not a country of its own";

    /// <summary>What is hatched, in words.</summary>
    public string Absent { get; init; } = NoCountry;

    /// <summary>What is hatched as disputed, in words.</summary>
    public const string Disputed = "disputed; counted with no side";

    /// <summary>How disputed territory is treated.</summary>
    public Boundaries Boundaries { get; init; } = Boundaries.Neutral;

    internal override Type Component => typeof(MapFigure);
}

/// <summary>A country of a map.</summary>
/// <param name="Title">What is told of it, its name first.</param>
/// <param name="Fill">Colour: <c>#rrggbb</c>.</param>
public sealed record MapCountry(string Title, string Fill);

/// <summary>A colour and what it stands for.</summary>
/// <param name="Fill">Colour: <c>#rrggbb</c>.</param>
/// <param name="Label">What it stands for.</param>
public sealed record LegendEntry(string Fill, string Label);
