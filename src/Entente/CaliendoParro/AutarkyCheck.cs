using System.Collections.Immutable;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.CaliendoParro;

/// <summary>What one country gains from trade, by formula and by solving its autarky. Immutable.</summary>
/// <param name="Formula">By formula.</param>
/// <param name="Solved">Its autarky, solved.</param>
/// <param name="Solver">Gains as a share of real income, by the solver; null where autarky has no equilibrium.</param>
public sealed record AutarkyCheck(Autarky Formula, Equilibrium Solved, double? Solver)
{
    /// <summary>How far the two are apart, as a share of real income; null where autarky has no equilibrium.</summary>
    public double? Gap => Solver is { } solver ? Math.Abs(solver - Formula.Gains) : null;

    /// <summary>
    /// Whether both find an answer, or both the same goods without supplier of its own; others may lack what it made them.
    /// </summary>
    public bool Agrees =>
        Solved
            .Given.Supply.Missing.Where(missing => missing.Country == Formula.Country)
            .SequenceEqual(Formula.Missing.Select(j => (Formula.Country, j)));

    /// <summary>Both ways for every country, in the order of the world.</summary>
    /// <param name="baseline">The world without deficits: converged, under <see cref="Closure.Zero"/>, in the long run.</param>
    /// <param name="options">How autarky is solved.</param>
    /// <exception cref="ArgumentException">The baseline is another than the formula is for.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<AutarkyCheck> All(Equilibrium baseline, SolveOptions options)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return [.. Enumerable.Range(0, baseline.World.Countries.Length).Select(n => Of(baseline, n, options))];
    }

    private static AutarkyCheck Of(Equilibrium baseline, int n, SolveOptions options)
    {
        var solved = TradeModel.Solve(baseline.World, GainsFromTrade.Isolate(baseline.World, n), Closure.Zero, options);
        return new(
            GainsFromTrade.ByFormula(baseline, n),
            solved,
            solved.Converged ? 1 - new Comparison(baseline, solved).RealIncome[n] : null
        );
    }
}
