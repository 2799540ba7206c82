using System.Collections.Immutable;
using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// An outcome whose gradient is asked for: a weighted sum of the changes that <see cref="Response"/> holds. A part that
/// is null has no weight.
/// </summary>
public sealed record Target
{
    /// <summary>Weights of d ln WHat_n.</summary>
    public ImmutableArray<double>? LogRealIncome { get; init; }

    /// <summary>Weights of d ln wHat_n.</summary>
    public ImmutableArray<double>? LogWages { get; init; }

    /// <summary>Weights of d I'_n.</summary>
    public ImmutableArray<double>? Income { get; init; }

    /// <summary>Weights of d ln PHat_nj.</summary>
    public Table? LogPrices { get; init; }

    /// <summary>Weights of d Y'_nj.</summary>
    public Table? Output { get; init; }

    /// <summary>Weights of d M'_nij.</summary>
    public Cube? Trade { get; init; }

    /// <summary>d ln of the real income of one country.</summary>
    public static Target RealIncomeOf(World world, int n) => new() { LogRealIncome = One(world, n) };

    /// <summary>d ln of the wage of one country.</summary>
    public static Target WageOf(World world, int n) => new() { LogWages = One(world, n) };

    /// <summary>d ln of the real wage of one country.</summary>
    /// <exception cref="InvalidOperationException">The equilibrium did not converge.</exception>
    public static Target RealWageOf(Equilibrium at, int n)
    {
        ArgumentNullException.ThrowIfNull(at);
        var alpha = at.FinalShares;
        return WageOf(at.World, n) with { LogPrices = Table.Create(alpha.Rows, alpha.Columns, (m, j) => m == n ? -alpha[m, j] : 0) };
    }

    /// <summary>d of the exports of one country, at producer prices.</summary>
    public static Target ExportsOf(World world, int n) =>
        new() { Trade = Flows(world, (importer, exporter) => exporter == n && importer != n) };

    /// <summary>d of the imports of one country, at producer prices.</summary>
    public static Target ImportsOf(World world, int n) =>
        new() { Trade = Flows(world, (importer, exporter) => importer == n && exporter != n) };

    /// <exception cref="ArgumentException">A part does not have the shape of the world.</exception>
    internal void RequireShape(int countries, int sectors)
    {
        foreach (var weights in new[] { LogRealIncome, LogWages, Income })
            if (weights is { } w && w.Length != countries)
                throw new ArgumentException("The target does not have the shape of the world.");
        foreach (var table in new[] { LogPrices, Output })
            if (table is not null && (table.Rows, table.Columns) != (countries, sectors))
                throw new ArgumentException("The target does not have the shape of the world.");
        if (Trade is not null && (Trade.First, Trade.Second, Trade.Third) != (countries, countries, sectors))
            throw new ArgumentException("The target does not have the shape of the world.");
    }

    private static ImmutableArray<double> One(World world, int n)
    {
        ArgumentNullException.ThrowIfNull(world);
        return [.. Enumerable.Range(0, world.Countries.Length).Select(m => m == n ? 1.0 : 0)];
    }

    private static Cube Flows(World world, Func<int, int, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Cube.Create(world.Countries.Length, world.Countries.Length, world.Sectors.Length, (n, i, _) => counts(n, i) ? 1 : 0);
    }
}
