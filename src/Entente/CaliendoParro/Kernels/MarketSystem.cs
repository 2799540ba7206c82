using System.Collections.Immutable;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The equilibrium as a system in the prices of factors, and the wedges of limited flows: given these, prices follow
/// from equations (2) and (3), expenditures from (5) to (10), and what is left are the markets of factors, which in the
/// long run are the trade balance (11) of each country, and the limits. Each gap is relative and over its elasticity
/// in the data, so that x + f is a Newton step that ignores what happens between markets.
/// </summary>
internal abstract class MarketSystem(CounterfactualInputs given)
{
    /// <summary>
    /// An inner loop that needs more sweeps than this has failed; where prices of factors follow those of goods, they feed on one
    /// another.
    /// </summary>
    protected int MostSweeps => Markets.HasFloors ? 1_000 : 20_000;

    /// <summary>No inner loop is asked for more than rounding allows.</summary>
    protected const double FinestAccuracy = 1e-13;

    /// <summary>Number of unknowns.</summary>
    public int Length => Markets.Length + Limits.Length;

    /// <summary>Whether the unknowns are wages alone, one a country.</summary>
    public bool IsLongRun => Markets.IsSimple && Limits.Length == 0;

    /// <summary>No less than 1; a residual within the tolerance over this leaves each gap within the tolerance.</summary>
    public double LargestElasticity => Math.Max(Markets.LargestElasticity, Limits.LargestElasticity);

    protected CounterfactualInputs Given { get; } = given;

    protected World World => Given.World;

    protected FactorMarkets Markets { get; } = new(given);

    protected Limits Limits { get; } = new(given);

    /// <summary>Evaluates the residual; see <see cref="Numerics.ResidualFunction"/>.</summary>
    public abstract void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy);

    /// <summary>The unknowns to begin with: those of a point found before, or 0, the data.</summary>
    /// <exception cref="ArgumentException">The point belongs to other countries or sectors.</exception>
    public double[] Start(StartingPoint? from)
    {
        var x = new double[Length];
        if (from is null)
        {
            Limits.SetStart(x.AsSpan(Markets.Length));
            return x;
        }
        from.RequireFit(World);
        Markets.SetStart(from, x.AsSpan(0, Markets.Length));
        Limits.SetStart(from, x.AsSpan(Markets.Length));
        return x;
    }

    /// <summary>
    /// The unknowns of a point near one of a system much like this: prices of factors by market, wedges and drawings as they are.
    /// </summary>
    public double[] Near(EquilibriumState state, ReadOnlySpan<double> limits)
    {
        var x = new double[Length];
        Markets.Recover(state.FactorPrices, state.Employment, x.AsSpan(0, Markets.Length));
        limits.CopyTo(x.AsSpan(Markets.Length));
        return x;
    }

    /// <summary>The part of the unknowns that belongs to limits and stocks.</summary>
    public ReadOnlySpan<double> LimitsOf(ReadOnlySpan<double> x) => x[Markets.Length..];

    /// <summary>The point as of the last evaluation.</summary>
    public abstract EquilibriumState State();
}

/// <summary>The unknowns of an equilibrium; everything else follows from them by the equations.</summary>
/// <param name="FactorPrices">wHat_njf, one table a factor.</param>
/// <param name="Employment">u_njf: the part of each factor that finds work.</param>
/// <param name="Prices">PHat_nj.</param>
/// <param name="Expenditure">X'_nj.</param>
/// <param name="Wedges">omega: what users of limited flows pay over what sellers ask for.</param>
/// <param name="Drawn">What is drawn from stocks, at baseline prices.</param>
internal sealed record EquilibriumState(
    ImmutableArray<Table> FactorPrices,
    ImmutableArray<Table> Employment,
    Table Prices,
    Table Expenditure,
    ImmutableArray<double> Wedges,
    ImmutableArray<double> Drawn
);
