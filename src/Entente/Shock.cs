using System.Collections.Immutable;

namespace Entente;

/// <summary>
/// What changes in a world: the exogenous hats and new rates of one case. A part that is null does not change.
/// Axes: importer n, exporter i, sector j.
/// </summary>
public sealed record Shock
{
    /// <summary>Nothing changes.</summary>
    public static Shock None { get; } = new();

    /// <summary>dHat_nij: factors on iceberg costs; &gt; 0, positive infinity where trade is forbidden.</summary>
    public Cube? TradeCosts { get; init; }

    /// <summary>tau'_nij: the new tariff rates, all of them.</summary>
    public Cube? Tariffs { get; init; }

    /// <summary>e'_nij: export tax rates of exporter i on sales to n; zero in every baseline.</summary>
    public Cube? ExportTaxes { get; init; }

    /// <summary>AHat_nj: factors on productivity; &gt; 0.</summary>
    public Table? Productivity { get; init; }

    /// <summary>Lump sums received (paid where negative) by country; adding up to zero.</summary>
    public ImmutableArray<double>? Transfers { get; init; }

    /// <summary>Groups of countries that share their burden, by position; no country in two groups.</summary>
    public ImmutableArray<ImmutableArray<int>> BurdenSharing { get; init; } = [];
}
