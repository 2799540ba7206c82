using System.Numerics.Tensors;
using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Plain;
using Entente.CaliendoParro.Search;
using Entente.Numerics;

namespace Entente.Models;

/// <summary>What is known about whether an equilibrium is the only one.</summary>
public enum Uniqueness
{
    /// <summary>No theorem known to the code covers the question; nothing is said either way.</summary>
    NotCertified,

    /// <summary>
    /// It is the only one: excess demand for labour satisfies gross substitution. Long run, every country's spending on
    /// each good a constant share of its labour income, no inputs, tariffs, taxes, deficits, transfers or limits, all
    /// countries linked by trade both ways, directly or through others.
    /// </summary>
    GrossSubstitutes,

    /// <summary>
    /// It is the only one: one sector, inputs of itself with one share everywhere, otherwise as under
    /// <see cref="GrossSubstitutes"/>; Allen, Arkolakis and Takahashi, "Universal Gravity" (2020), both elasticities not negative.
    /// </summary>
    UniversalGravity,
}

/// <summary>
/// How sure a converged answer is, beyond its residuals. Found when asked for, from the answer alone; the solve does
/// not pay for it.
/// </summary>
/// <param name="WalrasGap">
/// Walras' law: what the world spends on final goods less what factors, tariffs, export taxes and stocks earn, over the
/// value added of the world. No equation of the search imposes it.
/// </param>
/// <param name="Uniqueness">Whether a theorem says that there is no other equilibrium.</param>
/// <param name="RealIncomeError">
/// Order of magnitude of the largest relative distance of a real income from that of the exact root: a Newton step from
/// the answer, to first order. An estimate, no bound. Null where the step was not found.
/// </param>
public sealed record Certificate(double WalrasGap, Uniqueness Uniqueness, double? RealIncomeError)
{
    private const int MostProducts = 60;
    private const double Exact = 1e-15;
    private const double NewtonAccuracy = 1e-4;
    private const double LeastAccuracy = 0.01;
    private const double Difference = 1e-7;

    internal static Certificate Of(Equilibrium answer, EquilibriumNumbers outcome)
    {
        var given = answer.Given;
        return new(Walras(given, outcome), UniquenessTheorems.For(given), RealIncomeErrorOf(given, answer.Point));
    }

    private static double Walras(CounterfactualInputs given, EquilibriumNumbers outcome)
    {
        var sectors = given.World.Sectors.Length;
        var gap = 0.0;
        for (var n = 0; n < outcome.Income.Length; n++)
        {
            for (var k = 0; k < sectors; k++)
            {
                gap += outcome.Expenditure[n, k];
                for (var j = 0; j < sectors; j++)
                    gap -= outcome.Output[n, j] == 0 ? 0 : outcome.CostShares[n, k, j] * outcome.Output[n, j];
            }
            gap -= outcome.TariffRevenue[n] + outcome.ExportTaxRevenue[n];
            for (var f = 0; f < given.Factors.Length; f++)
                foreach (var earned in Equations.FactorSupply(given, f, outcome.FactorPrices[f], outcome.Employment[f]).Row(n))
                    gap -= earned;
        }
        for (var s = 0; s < outcome.Drawn.Length; s++)
            gap -= outcome.Drawn[s] * outcome.Prices[given.Stocks[s].Country, given.Stocks[s].Sector];
        return Math.Abs(gap) / given.World.TotalValueAdded;
    }

    private static double? RealIncomeErrorOf(CounterfactualInputs given, StartingPoint answer)
    {
        var system = new JointSystem(given);
        var (x, f) = (system.Start(answer), new double[system.Length]);
        system.Residual(x, f, 0);
        var here = RealIncomes(given, system.State());
        if (!double.IsFinite(Norm.Largest(f)))
            return null;
        var size = Norm.Largest(f);
        if (size <= Exact)
            return size;
        var (trial, trialF) = (new double[x.Length], new double[x.Length]);
        new Gmres(x.Length, Math.Min(MostProducts, x.Length)).Solve(Product, f, NewtonAccuracy, out var step);
        var length = Norm.Largest(step);
        if (!double.IsFinite(length) || length == 0 || !Solves(step, length))
            return null;
        // The step is far below what differences of rounded numbers show: real incomes are taken along it at a visible length.
        for (var at = 0; at < x.Length; at++)
            trial[at] = x[at] - step[at] * (Difference / length);
        system.Residual(trial, trialF, 0);
        var there = RealIncomes(given, system.State());
        var error = here.Zip(there, (a, b) => Math.Abs(b / a - 1)).Max() * (length / Difference);
        return double.IsFinite(error) ? error : null;

        // What the iteration believes of its step is tried: differences of rounded numbers can mislead it.
        bool Solves(double[] step, double length)
        {
            var (unit, left) = (new double[step.Length], new double[step.Length]);
            TensorPrimitives.Divide(step, length, unit);
            Product(unit, left);
            TensorPrimitives.Multiply(left, length, left);
            TensorPrimitives.Subtract(left, f, left);
            return TensorPrimitives.Norm<double>(left) <= LeastAccuracy * TensorPrimitives.Norm<double>(f);
        }

        void Product(ReadOnlySpan<double> direction, Span<double> into)
        {
            for (var at = 0; at < x.Length; at++)
                trial[at] = x[at] + Difference * direction[at];
            system.Residual(trial, trialF, 0);
            for (var at = 0; at < x.Length; at++)
                into[at] = (trialF[at] - f[at]) / Difference;
        }
    }

    private static double[] RealIncomes(CounterfactualInputs given, EquilibriumState state)
    {
        var levels = new PlainSolution(given, new Incomes(given), state);
        return [.. levels.Income.Zip(levels.ConsumerPrices, (income, price) => income / price)];
    }
}
