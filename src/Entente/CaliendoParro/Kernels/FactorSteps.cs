using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Steps in the prices of factors for <see cref="JointSystem"/>. The wages of a country move together by what closes its
/// trade balance, and apart by what closes each market once payments add up to what the country's factors earn. For the
/// factors of a sector, with gaps g_f = ln(paid/offered), nothing moving but they and the sales of the sector:
///
///     g_f + (1 - s_f)(dw_f - dv) + [ (1 - s_v)(1 - gamma) - gamma e ] dv - kappa_f dw_f = 0,   dv = sum_f lambda_f dw_f,
///
/// s_f being the elasticity among factors, s_v that between value added and inputs, e that of sales to cost; solved for dw.
/// </summary>
internal sealed class FactorSteps
{
    /// <summary>A price that nothing holds back moves no further than this for a gap of one.</summary>
    private const double LeastEase = 0.05;

    private const double LeastSlope = 0.1;

    private readonly CounterfactualInputs given;
    private readonly FactorMarkets markets;
    private readonly int sectors;

    // By market: its place among (n, j), the share of the factor in value added, what holds its price back, ln(paid/offered).
    private readonly int[] cell;
    private readonly double[] share;
    private readonly double[] ease;
    private readonly double[] gap;

    // By (n, j).
    private readonly double[] response;
    private readonly double[] slope;
    private readonly double[] valueAddedStep;

    public FactorSteps(CounterfactualInputs given, FactorMarkets markets)
    {
        (this.given, this.markets, sectors) = (given, markets, given.World.Sectors.Length);
        var (cells, length) = markets.IsSimple ? (0, 0) : (given.World.Countries.Length * sectors, markets.Length);
        (cell, share, ease, gap) = (new int[length], new double[length], new double[length], new double[length]);
        (response, slope, valueAddedStep) = (new double[cells], new double[cells], new double[cells]);
        At(ReferencePoint.Of(given.World));
    }

    /// <summary>Takes steps by what is around in another situation.</summary>
    public void At(ReferencePoint situation)
    {
        Array.Fill(slope, 1);
        var power = new PowerResponse(given, situation);
        for (var m = 0; m < cell.Length; m++)
        {
            var (f, n, j) = (markets.PlaceOf(m).Factor, markets.PlaceOf(m).Country, markets.PlaceOf(m).Sector);
            cell[m] = j < 0 ? -1 : n * sectors + j;
            if (j < 0)
                continue;
            share[m] = given.Factors[f].Shares[n, j];
            ease[m] = Math.Max(LeastEase, given.Mobility[f].Kappa - 1 + given.Substitution.Factors[j]);
            response[cell[m]] = Response(situation, power, n, j);
            slope[cell[m]] += response[cell[m]] * share[m] / ease[m];
        }
        for (var at = 0; at < slope.Length; at++)
            slope[at] = Math.Max(LeastSlope, slope[at]);
    }

    /// <summary>Sets the step of each market.</summary>
    /// <param name="together">By how much the wages of each country are to move.</param>
    /// <param name="steps">Receives the steps.</param>
    public void Set(ReadOnlySpan<double> together, Span<double> steps)
    {
        if (markets.IsSimple)
        {
            together.CopyTo(steps);
            return;
        }
        Array.Clear(valueAddedStep);
        for (var m = 0; m < steps.Length; m++)
            if (cell[m] >= 0)
            {
                gap[m] = markets.LogGap(m);
                valueAddedStep[cell[m]] += share[m] * gap[m] / ease[m];
            }
        TensorPrimitives.Divide(valueAddedStep, slope, valueAddedStep);
        for (var m = 0; m < steps.Length; m++)
            steps[m] =
                together[markets.PlaceOf(m).Country]
                + (cell[m] < 0 ? markets.Gap(m) : (gap[m] - response[cell[m]] * valueAddedStep[cell[m]]) / ease[m]);
    }

    /// <summary>
    /// By how much steps of factor prices move ln vHat_nj of country n, by the shares of the data; what is at its floor stays
    /// there.
    /// </summary>
    public void SetValueAddedPriceSteps(int n, ReadOnlySpan<double> steps, Span<double> logV)
    {
        if (markets.IsSimple)
        {
            logV.Fill(steps[n]);
            return;
        }
        logV.Clear();
        for (var f = 0; f < given.Factors.Length; f++)
        {
            var (first, last) = markets.MarketsOf(f, n);
            for (var m = first; m < last; m++)
                if (markets.IsAtFloor(m))
                    continue;
                else if (cell[m] < 0)
                    TensorPrimitives.MultiplyAdd(given.Factors[f].Shares.Row(n), steps[m], logV, logV);
                else
                    logV[cell[m] - n * sectors] += share[m] * steps[m];
        }
    }

    /// <summary>By how much the gaps of a sector's factors fall with the price of its value added.</summary>
    private double Response(ReferencePoint at, PowerResponse power, int n, int j)
    {
        var (sigma, gamma) = (given.Substitution, at.ValueAddedShares[n, j]);
        var sales = at.Output[n, j] == 0 ? 0 : (at.WageResponse.Sales[n * sectors + j] + power.Sales(n, j)) / at.Output[n, j];
        return 1 - sigma.Factors[j] - (1 - sigma.ValueAdded[j]) * (1 - gamma) + gamma * sales;
    }
}
