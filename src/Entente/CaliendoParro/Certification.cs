using System.Numerics.Tensors;
using Entente.CaliendoParro.Kernels;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro;

/// <summary>Makes the certificate of an answer, from the answer alone.</summary>
internal static class Certification
{
    private const int MostProducts = 60;
    private const double Exact = 1e-15;
    private const double NewtonAccuracy = 0.01;
    private const double LeastAccuracy = 0.03;
    private const double Difference = 1e-7;

    public static Certificate Of(Equilibrium answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var given = answer.Given;
        return new(Walras(given, answer), UniquenessTheorems.For(given), RealIncomeErrorOf(given, answer.Point));
    }

    private static double Walras(CounterfactualInputs given, Equilibrium answer)
    {
        var (expenditure, output, costShares) = (answer.Expenditure, answer.Output, answer.CostShares);
        var (revenue, exportRevenue) = (answer.TariffRevenue, answer.ExportTaxRevenue);
        List<Table> earnings =
        [
            .. given.Factors.Select((_, f) => Equations.FactorSupply(given, f, answer.FactorPrices[f], answer.Employment[f])),
        ];
        var gap = 0.0;
        for (var n = 0; n < output.Rows; n++)
        {
            var made = output.Row(n);
            for (var k = 0; k < output.Columns; k++)
            {
                gap += expenditure[n, k];
                var shares = costShares.Row(n, k);
                for (var j = 0; j < made.Length; j++)
                    gap -= made[j] == 0 ? 0 : shares[j] * made[j];
            }
            gap -= revenue[n] + exportRevenue[n];
            foreach (var earned in earnings)
                foreach (var value in earned.Row(n))
                    gap -= value;
        }
        for (var s = 0; s < answer.Drawn.Length; s++)
            gap -= answer.Drawn[s] * answer.Prices[given.Stocks[s].Country, given.Stocks[s].Sector];
        return Math.Abs(gap) / given.World.TotalValueAdded;
    }

    private static double? RealIncomeErrorOf(CounterfactualInputs given, StartingPoint answer)
    {
        using var system = new JointSystem(given);
        var (x, f) = (system.Start(answer), new double[system.Length]);
        system.Residual(x, f, 0);
        var here = system.RealIncomes();
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
        var there = system.RealIncomes();
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
}
