using System.Collections.Immutable;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// A small change of what an equilibrium takes as given, as rates. A part that is null does not change. Axes:
/// importer n, exporter i, sector j.
/// </summary>
public sealed record Direction
{
    /// <summary>d ln dHat_nij: iceberg costs. Where trade is forbidden or a flow is zero, it changes nothing.</summary>
    public Cube? LogTradeCosts { get; init; }

    /// <summary>d tau'_nij: tariff rates, in points (0.01 = one percentage point).</summary>
    public Cube? Tariffs { get; init; }

    /// <summary>d e'_nij: export tax rates.</summary>
    public Cube? ExportTaxes { get; init; }

    /// <summary>d ln AHat_nj: productivity.</summary>
    public Table? LogProductivity { get; init; }

    /// <summary>d T_n: lump sums received, in the unit of the world; adding up to zero.</summary>
    public ImmutableArray<double>? Transfers { get; init; }

    /// <summary>d theta_j: trade elasticities.</summary>
    public ImmutableArray<double>? Thetas { get; init; }

    /// <summary>
    /// d ln of what may flow, by limit of the shock, then by line of the world's networks; where a limit is not full it changes
    /// nothing.
    /// </summary>
    public ImmutableArray<double>? LogQuotas { get; init; }

    /// <summary>d of what each stock holds, at baseline prices; where it is not drawn whole it changes nothing.</summary>
    public ImmutableArray<double>? Stocks { get; init; }

    /// <summary>Whether every part has the shape of a world and transfers add up to zero.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    internal void RequireShape(int countries, int sectors, int quotas, int stocks)
    {
        foreach (var cube in new[] { LogTradeCosts, Tariffs, ExportTaxes })
            if (cube is not null && (cube.First, cube.Second, cube.Third) != (countries, countries, sectors))
                throw new ArgumentException("The direction does not have the shape of the world.");
        if (
            (LogProductivity is { } p && (p.Rows, p.Columns) != (countries, sectors))
            || (Transfers is { } t && t.Length != countries)
            || (Thetas is { } thetas && thetas.Length != sectors)
            || (LogQuotas is { } most && most.Length != quotas)
            || (Stocks is { } amounts && amounts.Length != stocks)
        )
            throw new ArgumentException("The direction does not have the shape of the world.");
        if (Transfers is { } sums && Math.Abs(sums.Sum()) > 1e-9 * sums.Sum(Math.Abs))
            throw new ArgumentException("Lump sums that some receive are paid by others: they add up to zero.");
    }
}
