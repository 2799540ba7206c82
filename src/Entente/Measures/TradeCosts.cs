using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>Iceberg trade cost multiplied by a factor.</summary>
public sealed record TradeCost : FlowMeasure
{
    /// <summary>Factor on the cost; &gt; 0.</summary>
    public required double Factor { get; init; }

    private protected override bool IsSound(NameResolver names) =>
        names.Require(Factor > 0 && double.IsFinite(Factor), Place, "factor", Factor, "a finite number above 0");

    private protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.MultiplyTradeCost(n, i, j, Factor);
}

/// <summary>Trade forbidden: the cost is infinite, the flow exactly zero.</summary>
public sealed record Embargo : FlowMeasure
{
    private protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.MultiplyTradeCost(n, i, j, double.PositiveInfinity);
}

/// <summary>The cost that cuts the flow by a share at given prices and expenditure: factor (1 - share)^(-1/theta).</summary>
public sealed record FlowReduction : FlowMeasure
{
    /// <summary>Share of the flow that is lost; from 0 to 1, 1 being an embargo.</summary>
    public required double Share { get; init; }

    private protected override bool IsSound(NameResolver names) =>
        names.Require(Share is >= 0 and <= 1, Place, "share", Share, "a number from 0 to 1");

    private protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) =>
        shock.MultiplyTradeCost(n, i, j, Math.Pow(1 - Share, -1 / shock.World.Thetas[j]));
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
    /// <summary>The rows; each value a factor &gt; 0.</summary>
    public required ImmutableArray<FlowRow> Rows { get; init; }

    internal override void Apply(ShockBuilder shock, NameResolver names)
    {
        foreach (var row in Rows)
            if (
                names.Flow(row, out var n, out var i, out var j)
                && names.Require(
                    row.Value > 0 && double.IsFinite(row.Value),
                    row.Exporter.Place,
                    "factor",
                    row.Value,
                    "a finite number above 0"
                )
            )
                shock.MultiplyTradeCost(n, i, j, row.Value);
    }
}
