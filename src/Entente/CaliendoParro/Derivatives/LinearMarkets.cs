using System.Numerics.Tensors;
using Entente.CaliendoParro.Kernels;
using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Equations (16) and (20) to (22) in small changes. The unknown of a market is ln of the price at which all would find work; at a
/// floor the price follows the price of final demand, and what the unknown falls by is lost in work.
/// </summary>
internal sealed class LinearMarkets
{
    private readonly Coefficients of;
    private readonly FactorMarkets markets;

    // One table a factor: by how much ln vHat_nj rises with the price of the factor.
    private readonly double[][] shares;
    private readonly bool[] atFloor;
    private readonly double[] kappa;

    // By market: the weight of its price in the return of its factor in the country.
    private readonly double[] returned;

    public LinearMarkets(Coefficients of)
    {
        this.of = of;
        var (at, given) = (of.At, of.At.Given);
        markets = new FactorMarkets(given);
        shares = Shares(at);
        (Offered, Earned) = (new double[markets.Length], new double[of.Countries]);
        (atFloor, kappa, returned) = (new bool[markets.Length], new double[markets.Length], new double[markets.Length]);
        var supply = given.Factors.Select((_, f) => Equations.FactorSupply(given, f, at.FactorPrices[f], at.Employment[f])).ToArray();
        for (var m = 0; m < markets.Length; m++)
        {
            var (f, n, j) = markets.PlaceOf(m);
            Offered[m] = j < 0 ? TensorPrimitives.Sum(supply[f].Row(n)) : supply[f][n, j];
            Earned[n] += Offered[m];
            kappa[m] = given.Mobility[f].Kappa;
            atFloor[m] = given.Mobility[f].RealFloor > 0 && at.Employment[f][n, Math.Max(j, 0)] < 1 - 1e-12;
            returned[m] = j < 0 ? 1 : given.FactorPayments[f][n, j] * Math.Pow(at.FactorPrices[f][n, j], kappa[m]);
        }
        for (var f = 0; f < given.Factors.Length; f++)
            for (var n = 0; n < of.Countries; n++)
                if (markets.MarketsOf(f, n) is var (first, last) && last > first)
                    Normalise(returned.AsSpan(first..last));
        SetPayments();
    }

    /// <summary>Number of markets.</summary>
    public int Length => markets.Length;

    /// <summary>Where each of them stands.</summary>
    public FactorMarkets Places => markets;

    /// <summary>Whether value added is one factor that moves freely.</summary>
    public bool IsSimple => markets.IsSimple;

    /// <summary>V'_m: what each market's factor earns.</summary>
    public double[] Offered { get; }

    /// <summary>What the factors of each country earn.</summary>
    public double[] Earned { get; }

    /// <summary>The part of what market m is paid that a sector pays; by market, then sector where it has no sector of its own.</summary>
    public double[][] Payers { get; private set; } = [];

    /// <summary>Where a market is.</summary>
    public FactorMarkets.Market PlaceOf(int m) => markets.PlaceOf(m);

    /// <summary>Whether market m is at its floor.</summary>
    public bool IsAtFloor(int m) => atFloor[m];

    /// <summary>d ln of the prices of factors.</summary>
    public double[] Prices(ReadOnlySpan<double> x, double[] consumerPrices)
    {
        var prices = new double[Length];
        for (var m = 0; m < prices.Length; m++)
            prices[m] = atFloor[m] ? consumerPrices[markets.PlaceOf(m).Country] : x[m];
        return prices;
    }

    /// <summary>(16) d ln vHat_nj.</summary>
    public double[] ValueAddedPrices(double[] prices)
    {
        var v = new double[of.Cells];
        for (var m = 0; m < prices.Length; m++)
        {
            var (f, n, j) = markets.PlaceOf(m);
            if (j >= 0)
                v[n * of.Sectors + j] += shares[f][n * of.Sectors + j] * prices[m];
            else
                TensorPrimitives.MultiplyAdd(of.Row(shares[f], n), prices[m], of.Row(v, n), of.Row(v, n));
        }
        return v;
    }

    /// <summary>The same read backwards: adds what prices of value added are worth.</summary>
    public void AddValueAddedPricesTransposed(double[] v, double[] prices)
    {
        for (var m = 0; m < prices.Length; m++)
        {
            var (f, n, j) = markets.PlaceOf(m);
            prices[m] +=
                j >= 0
                    ? shares[f][n * of.Sectors + j] * v[n * of.Sectors + j]
                    : TensorPrimitives.Dot<double>(of.Row(shares[f], n), of.Row(v, n));
        }
    }

    /// <summary>(21), (22) d ln of what each market's factor earns.</summary>
    public double[] Offers(ReadOnlySpan<double> x, double[] prices, double[] consumerPrices)
    {
        var (offers, returns) = (x[..Length].ToArray(), Returns(prices));
        for (var m = 0; m < offers.Length; m++)
            if (IsBetween(m))
                offers[m] =
                    (atFloor[m] ? x[m] - consumerPrices[markets.PlaceOf(m).Country] : 0)
                    + kappa[m] * prices[m]
                    + (1 - kappa[m]) * returns[m];
        return offers;
    }

    /// <summary>The same read backwards: adds what offers are worth, by the unknowns, prices of factors and of final demand.</summary>
    public void AddOffersTransposed(double[] offers, Span<double> x, double[] prices, double[] consumerPrices)
    {
        var returns = Collected(offers, m => IsBetween(m) ? 1 - kappa[m] : 0);
        for (var m = 0; m < offers.Length; m++)
            if (!IsBetween(m))
                x[m] += offers[m];
            else
            {
                prices[m] += kappa[m] * offers[m] + returned[m] * returns[m];
                if (!atFloor[m])
                    continue;
                x[m] += offers[m];
                consumerPrices[markets.PlaceOf(m).Country] -= offers[m];
            }
    }

    /// <summary>Takes prices that are floors back to the price of final demand, all others to the unknowns.</summary>
    public void AddPricesTransposed(double[] prices, Span<double> x, double[] consumerPrices)
    {
        for (var m = 0; m < prices.Length; m++)
            if (atFloor[m])
                consumerPrices[markets.PlaceOf(m).Country] += prices[m];
            else
                x[m] += prices[m];
    }

    /// <summary>d ln wHat_n: the return of the first factor; 0 where a country has none.</summary>
    public double[] Wages(double[] prices)
    {
        var (wages, returns) = (new double[of.Countries], Returns(prices));
        for (var n = 0; n < wages.Length; n++)
            if (markets.MarketsOf(0, n) is var (first, last) && last > first)
                wages[n] = returns[first];
        return wages;
    }

    /// <summary>The same read backwards.</summary>
    public void AddWagesTransposed(ReadOnlySpan<double> wages, double[] prices)
    {
        for (var n = 0; n < wages.Length; n++)
            for (var (m, last) = markets.MarketsOf(0, n); m < last; m++)
                prices[m] += returned[m] * wages[n];
    }

    /// <summary>Whether a factor moves, but not freely.</summary>
    private bool IsBetween(int m) => kappa[m] is not (1 or double.PositiveInfinity);

    /// <summary>d ln WHat_nf, at each market of the factor.</summary>
    private double[] Returns(double[] prices) => Collected(prices, m => returned[m]);

    /// <summary>At each market, the weighted sum over the markets of its factor and country.</summary>
    private double[] Collected(double[] values, Func<int, double> weight)
    {
        var sums = new double[Length];
        for (var f = 0; f < shares.Length; f++)
            for (var n = 0; n < of.Countries; n++)
            {
                var ((first, last), sum) = (markets.MarketsOf(f, n), 0.0);
                for (var m = first; m < last; m++)
                    sum += weight(m) * values[m];
                for (var m = first; m < last; m++)
                    sums[m] = sum;
            }
        return sums;
    }

    /// <summary>lambda'_njf = lambda_njf (wHat_njf/vHat_nj)^(1-s), which add up to 1.</summary>
    private static double[][] Shares(Equilibrium at)
    {
        var (given, cells) = (at.Given, at.Output.Span.Length);
        var shares = given.Factors.Select(factor => factor.Shares.Span.ToArray()).ToArray();
        for (var cell = 0; cell < cells; cell++)
        {
            var (rho, largest, sum) = (1 - given.Substitution.Factors[cell % at.Output.Columns], double.NegativeInfinity, 0.0);
            for (var f = 0; f < shares.Length; f++)
                if (shares[f][cell] > 0)
                    largest = Math.Max(largest, rho * Math.Log(at.FactorPrices[f].Span[cell]));
            for (var f = 0; f < shares.Length; f++)
                if (shares[f][cell] > 0)
                    sum += shares[f][cell] *= Math.Exp(rho * Math.Log(at.FactorPrices[f].Span[cell]) - largest);
            for (var f = 0; f < shares.Length; f++)
                shares[f][cell] = sum > 0 ? shares[f][cell] / sum : 0;
        }
        return shares;
    }

    private void SetPayments()
    {
        Payers = new double[markets.Length][];
        for (var m = 0; m < markets.Length && !IsSimple; m++)
        {
            var (f, n, j) = markets.PlaceOf(m);
            Payers[m] = j >= 0 ? [1] : [.. Enumerable.Range(0, of.Sectors).Select(k => Paid(f, n, k))];
            Normalise(Payers[m]);
        }
    }

    private double Paid(int f, int n, int j) => shares[f][n * of.Sectors + j] * of.At.ValueAdded[n, j];

    private static void Normalise(Span<double> weights)
    {
        var sum = TensorPrimitives.Sum<double>(weights);
        for (var at = 0; at < weights.Length; at++)
            weights[at] = sum > 0 ? weights[at] / sum : 0;
    }
}
