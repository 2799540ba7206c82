using System.Collections.Immutable;
using Entente.Numerics;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Batches;

/// <summary>Values that go together: one parameter of a grid, or the columns of a list.</summary>
/// <param name="Parameters">Their names; see docs/formats.md for what they may be.</param>
/// <param name="Rows">A value for each parameter, row by row.</param>
public sealed record SweepAxis(ImmutableArray<Word> Parameters, ImmutableArray<ImmutableArray<double>> Rows);

/// <summary>A parameter whose value is drawn.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Distribution">Where it is drawn from.</param>
public sealed record SweepDraw(Word Parameter, Distribution Distribution);

/// <summary>What has a factor of its own when trade costs are drawn.</summary>
public enum CostUnit
{
    /// <summary>Each importer, exporter and sector.</summary>
    Flow,

    /// <summary>Each importer and exporter, one factor for all their sectors.</summary>
    Pair,

    /// <summary>Each sector, one factor for all pairs.</summary>
    Sector,
}

/// <summary>Iceberg trade costs multiplied by drawn factors.</summary>
/// <param name="From">The exporters.</param>
/// <param name="To">The importers.</param>
/// <param name="Sectors">Sector codes, tags or <c>all</c>.</param>
/// <param name="Each">What has a factor of its own.</param>
/// <param name="Distribution">Where factors are drawn from; above 0.</param>
/// <param name="Place">Where it is written.</param>
public sealed record CostDraw(
    ImmutableArray<Word> From,
    ImmutableArray<Word> To,
    ImmutableArray<Word> Sectors,
    CostUnit Each,
    Distribution Distribution,
    Place? Place
);

/// <summary>
/// A scenario asked at many points: every row of every axis with every row of the others, each with every draw, the
/// draws changing fastest. Points are numbered from 0 and depend on nothing but the sweep.
/// </summary>
public sealed record Sweep
{
    /// <summary>Title for people.</summary>
    public required string Title { get; init; }

    /// <summary>What a reader should know; may be empty.</summary>
    public string Notes { get; init; } = "";

    /// <summary>What is asked, at the values that no parameter changes; its cases and horizons are answered at every point.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>The cases answered; empty: all.</summary>
    public ImmutableArray<Word> Cases { get; init; } = [];

    /// <summary>Grids and lists.</summary>
    public ImmutableArray<SweepAxis> Axes { get; init; } = [];

    /// <summary>Number of draws at each row of the axes; at least 1.</summary>
    public int Draws { get; init; } = 1;

    /// <summary>Seed of the draws.</summary>
    public int Seed { get; init; }

    /// <summary>What is drawn.</summary>
    public ImmutableArray<SweepDraw> Drawn { get; init; } = [];

    /// <summary>Trade costs that are drawn.</summary>
    public ImmutableArray<CostDraw> DrawnCosts { get; init; } = [];

    /// <summary>
    /// What of the world and the horizons is drawn beside, with <see cref="Seed"/>, draw by draw; null: nothing. Parameters of the
    /// sweep win over it.
    /// </summary>
    public DrawOptions? OfWorld { get; init; }

    /// <summary>The numbers to keep, as <see cref="OutcomeQuery"/> writes them.</summary>
    public required ImmutableArray<Word> Outcomes { get; init; }

    /// <summary>The outcomes that are known by name.</summary>
    public OutcomeSet Known { get; init; } = OutcomeSet.All;

    /// <summary>The names of all parameters, in the order of the columns.</summary>
    public ImmutableArray<Word> Parameters => [.. Axes.SelectMany(axis => axis.Parameters), .. Drawn.Select(draw => draw.Parameter)];
}
