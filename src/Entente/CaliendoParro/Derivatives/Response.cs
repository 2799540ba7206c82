using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// By how much every outcome changes along a direction, to first order and exactly so. Logarithms where the name says so,
/// else levels in the unit of the world. What does not exist (a good nobody supplies, a flow that is zero) changes by 0.
/// </summary>
public sealed record Response
{
    /// <summary>d ln wHat_n; the value added of the world does not change.</summary>
    public required ImmutableArray<double> LogWages { get; init; }

    /// <summary>d ln PHat_nj.</summary>
    public required Table LogPrices { get; init; }

    /// <summary>d ln cHat_nj; 0 in sectors that have closed.</summary>
    public required Table LogUnitCosts { get; init; }

    /// <summary>d X'_nj.</summary>
    public required Table Expenditure { get; init; }

    /// <summary>d M'_nij.</summary>
    public required Cube Trade { get; init; }

    /// <summary>d Y'_nj.</summary>
    public required Table Output { get; init; }

    /// <summary>d R'_n.</summary>
    public required ImmutableArray<double> TariffRevenue { get; init; }

    /// <summary>d E'_n.</summary>
    public required ImmutableArray<double> ExportTaxRevenue { get; init; }

    /// <summary>d I'_n.</summary>
    public required ImmutableArray<double> Income { get; init; }

    /// <summary>d ln PHat_n.</summary>
    public required ImmutableArray<double> LogConsumerPrices { get; init; }

    /// <summary>d ln WHat_n.</summary>
    public required ImmutableArray<double> LogRealIncome { get; init; }

    /// <summary>d ln omega, by limit of the shock, then by line of the world's networks; 0 where they are not full.</summary>
    public required ImmutableArray<double> LogWedges { get; init; }

    /// <summary>d s, by stock.</summary>
    public required ImmutableArray<double> Drawn { get; init; }

    /// <summary>d ln of real wages.</summary>
    public ImmutableArray<double> LogRealWages => [.. LogWages.Zip(LogConsumerPrices, (w, p) => w - p)];

    /// <summary>d of sales to other countries, at producer prices.</summary>
    public ImmutableArray<double> Exports => Abroad((n, i) => i);

    /// <summary>d of purchases from other countries, at producer prices.</summary>
    public ImmutableArray<double> Imports => Abroad((n, i) => n);

    /// <summary>The weighted sum that a target asks for.</summary>
    public double Of(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Dot(target.LogRealIncome, LogRealIncome)
            + Dot(target.LogWages, LogWages)
            + Dot(target.Income, Income)
            + Dot(target.LogPrices, LogPrices)
            + Dot(target.Output, Output)
            + Dot(target.Trade, Trade);
    }

    /// <summary>0 where there are no weights.</summary>
    internal static double Dot(Cube? weights, Cube values) => weights is null ? 0 : TensorPrimitives.Dot(weights.Span, values.Span);

    /// <inheritdoc cref="Dot(Cube?, Cube)"/>
    internal static double Dot(Table? weights, Table values) => weights is null ? 0 : TensorPrimitives.Dot(weights.Span, values.Span);

    /// <inheritdoc cref="Dot(Cube?, Cube)"/>
    internal static double Dot(ImmutableArray<double>? weights, ImmutableArray<double> values) =>
        weights is { } given ? TensorPrimitives.Dot<double>(given.AsSpan(), values.AsSpan()) : 0;

    private ImmutableArray<double> Abroad(Func<int, int, int> side)
    {
        var totals = new double[Trade.First];
        for (var n = 0; n < Trade.First; n++)
            for (var i = 0; i < Trade.Second; i++)
                for (var j = 0; i != n && j < Trade.Third; j++)
                    totals[side(n, i)] += Trade[n, i, j];
        return [.. totals];
    }
}
