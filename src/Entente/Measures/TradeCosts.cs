using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>Iceberg trade cost multiplied by a factor.</summary>
public sealed record TradeCost : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<TradeCost>(
            "trade_cost",
            [
                .. FlowKeys(),
                MeasureKey.Number<TradeCost>("factor", "times the cost", NumberRange.AboveZero, (m, value) => m with { Factor = value }),
                MeasureKey.Both,
            ],
            values => new TradeCost
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Factor = values.Number("factor") ?? 1,
                Both = values.Flag("both"),
            },
            (m, names) =>
                $"Trade costs {(m.Factor >= 1 ? "up" : "down")} by {MeasureNames.Percent(Math.Abs(m.Factor - 1))} {names.Between(m)}: "
                + $"{names.Sectors(m.Sectors)}",
            Actors
        );

    /// <summary>Factor on the cost; &gt; 0.</summary>
    public required double Factor { get; init; }

    protected override bool IsSound(NameResolver names) =>
        names.Require(NumberRange.AboveZero, Place, "factor", Factor);

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.MultiplyTradeCost(n, i, j, Factor);
}

/// <summary>Trade forbidden: the cost is infinite, the flow exactly zero.</summary>
public sealed record Embargo : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<Embargo>(
            "embargo",
            [.. FlowKeys(), MeasureKey.Both],
            values => new Embargo
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Both = values.Flag("both"),
            },
            (m, names) => $"No trade {names.Between(m)}: {names.Sectors(m.Sectors)}",
            Actors
        );

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.MultiplyTradeCost(n, i, j, double.PositiveInfinity);
}

/// <summary>The cost that cuts the flow by a share at given prices and expenditure: factor (1 - share)^(-1/theta).</summary>
public sealed record FlowReduction : FlowMeasure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<FlowReduction>(
            "flow_reduction",
            [
                .. FlowKeys(),
                MeasureKey.Number<FlowReduction>("share", "of the flow", NumberRange.Share, (m, value) => m with { Share = value }),
                MeasureKey.Both,
            ],
            values => new FlowReduction
            {
                From = values.Words("from"),
                To = values.Words("to"),
                Sectors = values.Words("sectors"),
                Share = values.Number("share") ?? 0,
                Both = values.Flag("both"),
            },
            (m, names) => $"{MeasureNames.Percent(m.Share)} less trade at given prices {names.Between(m)}: {names.Sectors(m.Sectors)}",
            Actors
        );

    /// <summary>Share of the flow that is lost; from 0 to 1, 1 being an embargo.</summary>
    public required double Share { get; init; }

    protected override bool IsSound(NameResolver names) =>
        names.Require(NumberRange.Share, Place, "share", Share);

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.ReduceFlow(n, i, j, Share);
}

/// <summary>One row of a table of factors, tariffs or the like.</summary>
/// <param name="Exporter">Country code.</param>
/// <param name="Importer">Country code.</param>
/// <param name="Sector">Sector code.</param>
/// <param name="Value">The number of the row.</param>
public sealed record FlowRow(Word Exporter, Word Importer, Word Sector, double Value);

/// <summary>Iceberg trade costs multiplied row by row.</summary>
public sealed record TradeCostTable : Measure
{
    /// <summary>How it is written, swept and said.</summary>
    public static MeasureKind Kind { get; } =
        MeasureKind.Of<TradeCostTable>(
            "trade_cost_table",
            [MeasureKey.FlowTable("factor", NumberRange.AboveZero)],
            values => new TradeCostTable { Rows = values.Rows("file") },
            (m, _) => $"Trade costs changed on {MeasureNames.Flows(m.Rows.Length)}"
        );

    /// <summary>The rows; each value a factor &gt; 0.</summary>
    public required ImmutableArray<FlowRow> Rows { get; init; }

    public override void Apply(ShockBuilder shock, NameResolver names)
    {
        foreach (var row in Rows)
            if (
                names.Flow(row, out var n, out var i, out var j)
                && names.Require(NumberRange.AboveZero, row.Exporter.Place, "factor", row.Value)
            )
                shock.MultiplyTradeCost(n, i, j, row.Value);
    }
}
