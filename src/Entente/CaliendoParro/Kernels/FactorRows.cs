using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Equations (16) and (20) to (22), row by row with vector instructions: what answers are certified by beside
/// <see cref="RowEquations"/>. <see cref="Equations"/> has the same to be read, and is asked where prices are such that powers do not bear
/// them; a test holds both together.
/// </summary>
internal static class FactorRows
{
    /// <summary>Equation (16); see <see cref="Equations.ValueAddedPrices"/>.</summary>
    public static Table ValueAddedPrices(CounterfactualInputs given, ImmutableArray<Table> wHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (wHat.Length == 1)
            return wHat[0];
        var (countries, sectors, factors) = (wHat[0].Rows, wHat[0].Columns, wHat.Length);
        var (prices, rho) = (new double[countries * sectors], LessSigma(given));
        var (logs, power, weight, largest) = (new double[factors * sectors], new double[sectors], new double[sectors], new double[sectors]);
        var isAlike = !rho.AsSpan().ContainsAnyExcept(0);
        for (var n = 0; n < countries; n++)
        {
            var price = prices.AsSpan(n * sectors, sectors);
            for (var f = 0; f < factors; f++)
                TensorPrimitives.Log(wHat[f].Row(n), Log(f));
            SetReference();
            Array.Clear(weight);
            for (var f = 0; f < factors; f++)
            {
                var share = given.Factors[f].Shares.Row(n);
                TensorPrimitives.Subtract(Log(f), largest, power);
                if (!isAlike)
                {
                    TensorPrimitives.Multiply(power, rho, power);
                    TensorPrimitives.Exp(power, power);
                }
                TensorPrimitives.MultiplyAdd(power, share, price, price);
                TensorPrimitives.Add(weight, share, weight);
            }
            TensorPrimitives.Divide(price, weight, price);
            if (!isAlike)
            {
                TensorPrimitives.Log(price, price);
                TensorPrimitives.Divide(price, rho, price);
            }
            TensorPrimitives.Add(price, largest, price);
            for (var j = 0; j < sectors; j++)
                if (!double.IsFinite(price[j]) || (!isAlike && Math.Abs(rho[j]) < UserCosts.Delicate) || IsFar(j))
                    price[j] = Exact(n, j);
            TensorPrimitives.Exp(price, price);
        }
        return new Table(countries, sectors, prices);

        Span<double> Log(int f) => logs.AsSpan(f * sectors, sectors);

        // Of powers the largest, of logs any.
        void SetReference()
        {
            for (var j = 0; j < sectors; j++)
            {
                largest[j] = logs[j];
                for (var f = 1; f < factors; f++)
                    largest[j] = rho[j] >= 0 ? Math.Max(largest[j], logs[f * sectors + j]) : Math.Min(largest[j], logs[f * sectors + j]);
            }
        }

        bool IsFar(int j)
        {
            var far = false;
            for (var f = 0; f < factors; f++)
                far |= !(Math.Abs(rho[j] * (logs[f * sectors + j] - largest[j])) < UserCosts.FarApart);
            return far;
        }

        double Exact(int n, int j)
        {
            Span<double> shares = stackalloc double[factors];
            Span<double> ofFactors = stackalloc double[factors];
            for (var f = 0; f < factors; f++)
                (shares[f], ofFactors[f]) = (given.Factors[f].Shares[n, j], logs[f * sectors + j]);
            return Ces.LogMean(shares, ofFactors, 1 - rho[j], static _ => true);
        }
    }

    /// <summary>
    /// Equations (21) and (22); see <see cref="Equations.FactorSupply"/> and <see cref="Equations.FactorReturns"/>.
    /// </summary>
    public static (Table Supply, ImmutableArray<double> Returns) Earnings(CounterfactualInputs given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(wHat);
        ArgumentNullException.ThrowIfNull(employment);
        var kappa = given.Mobility[f].Kappa;
        if (double.IsPositiveInfinity(kappa))
            return (Equations.FactorSupply(given, f, wHat, employment), Equations.FactorReturns(given, f, wHat, employment));
        var (payments, sectors) = (Equations.FactorEndowments(given, f), wHat.Columns);
        var (supply, returns) = (new double[wHat.Span.Length], new double[wHat.Rows]);
        var (open, log) = (new double[sectors], new double[sectors]);
        for (var n = 0; n < wHat.Rows; n++)
        {
            var price = wHat.Row(n);
            var largest = SetOpen(n, price);
            returns[n] = 1;
            if (largest == 0)
                continue;
            var earned = supply.AsSpan(n * sectors, sectors);
            SetRelative(price, largest);
            // Over the largest, so that powers stay within the range of numbers.
            TensorPrimitives.Multiply(log, kappa, earned);
            TensorPrimitives.Exp(earned, earned);
            returns[n] = largest * Math.Pow(TensorPrimitives.Dot<double>(open, earned) / TensorPrimitives.Sum(payments.Row(n)), 1 / kappa);
            TensorPrimitives.Add(log, Math.Log(largest / returns[n]), log);
            TensorPrimitives.Multiply(log, kappa - 1, log);
            TensorPrimitives.Exp(log, log);
            TensorPrimitives.Multiply(open, employment.Row(n), earned);
            TensorPrimitives.Multiply(earned, log, earned);
            for (var j = 0; j < sectors; j++)
                earned[j] = open[j] == 0 ? 0 : earned[j] * price[j];
        }
        return (new Table(wHat.Rows, sectors, supply), [.. returns]);

        // Payments of sectors that have not closed; returns the largest price that any of them pays.
        double SetOpen(int n, ReadOnlySpan<double> price)
        {
            var largest = 0.0;
            for (var j = 0; j < sectors; j++)
            {
                open[j] = employment[n, j] == 0 ? 0 : payments[n, j];
                largest = open[j] == 0 ? largest : Math.Max(largest, price[j]);
            }
            return largest;
        }

        void SetRelative(ReadOnlySpan<double> price, double largest)
        {
            for (var j = 0; j < sectors; j++)
                log[j] = open[j] == 0 ? 1 : price[j] / largest;
            TensorPrimitives.Log(log, log);
        }
    }

    /// <summary>Equation (20); see <see cref="Equations.FactorDemand"/>.</summary>
    public static Table Demand(CounterfactualInputs given, int f, Table wHat, Table vHat, Table valueAdded, ReadOnlySpan<double> zeta)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(wHat);
        ArgumentNullException.ThrowIfNull(vHat);
        ArgumentNullException.ThrowIfNull(valueAdded);
        var (demand, sectors, rho) = (new double[wHat.Span.Length], wHat.Columns, LessSigma(given));
        var (hasPowers, log) = (rho.AsSpan().ContainsAnyExcept(0), new double[sectors]);
        for (var n = 0; n < wHat.Rows; n++)
        {
            var paid = demand.AsSpan(n * sectors, sectors);
            TensorPrimitives.Multiply(valueAdded.Row(n), given.Factors[f].Shares.Row(n), paid);
            TensorPrimitives.Multiply(paid, zeta[n], paid);
            if (hasPowers)
            {
                TensorPrimitives.Divide(wHat.Row(n), vHat.Row(n), log);
                TensorPrimitives.Log(log, log);
                TensorPrimitives.Multiply(log, rho, log);
                TensorPrimitives.Exp(log, log);
                TensorPrimitives.Multiply(paid, log, paid);
            }
            for (var j = 0; j < sectors; j++)
                if (valueAdded[n, j] == 0)
                    paid[j] = 0;
        }
        return new Table(wHat.Rows, sectors, demand);
    }

    private static double[] LessSigma(CounterfactualInputs given) => [.. given.Substitution.Factors.Select(sigma => 1 - sigma)];
}
