using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The derivative of one outcome with respect to everything an equilibrium takes as given. Axes: importer n, exporter i,
/// sector j. A cell is 0 where trade is forbidden or the flow is zero: there the outcome does not react to a small change
/// (opening a flow that the data do not know is not in the model).
/// </summary>
public sealed record Gradient
{
    /// <summary>By d ln dHat_nij.</summary>
    public required Cube LogTradeCosts { get; init; }

    /// <summary>By d tau'_nij.</summary>
    public required Cube Tariffs { get; init; }

    /// <summary>By d e'_nij.</summary>
    public required Cube ExportTaxes { get; init; }

    /// <summary>By d ln AHat_nj.</summary>
    public required Table LogProductivity { get; init; }

    /// <summary>By d T_n; only differences mean anything, for what one country receives another pays.</summary>
    public required ImmutableArray<double> Transfers { get; init; }

    /// <summary>By d theta_j.</summary>
    public required ImmutableArray<double> Thetas { get; init; }

    /// <summary>By d ln of what each limit, then each line, lets pass; 0 where it is not full.</summary>
    public required ImmutableArray<double> LogQuotas { get; init; }

    /// <summary>By d of what each stock holds; 0 where it is not drawn whole.</summary>
    public required ImmutableArray<double> Stocks { get; init; }

    /// <summary>What gaps of the equations are worth, where it came from them: where another one nearby begins.</summary>
    internal double[]? Gaps { get; init; }

    /// <summary>
    /// What is known of the inverse of the equations backwards, for a gradient nearby or of another outcome; null: nothing.
    /// </summary>
    internal LearntInverse? Learnt { get; init; }

    /// <summary>The change of the outcome along a direction.</summary>
    public double Along(Direction direction)
    {
        ArgumentNullException.ThrowIfNull(direction);
        return Response.Dot(direction.LogTradeCosts, LogTradeCosts)
            + Response.Dot(direction.Tariffs, Tariffs)
            + Response.Dot(direction.ExportTaxes, ExportTaxes)
            + Response.Dot(direction.LogProductivity, LogProductivity)
            + Response.Dot(direction.Transfers, Transfers)
            + Response.Dot(direction.Thetas, Thetas)
            + Response.Dot(direction.LogQuotas, LogQuotas)
            + Response.Dot(direction.Stocks, Stocks);
    }
}
