using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Entente.CaliendoParro.Search;
using Entente.Models;
using Entente.Numerics;

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

    // Prepared once for a world and how its factors adjust.
    private static readonly ConditionalWeakTable<Horizons.Behaviour, Tuple<World, MatrixInverse<double>>> known = [];

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
    private readonly double[] eased;
    private readonly double[] held;
    private readonly double[] valueAddedStep;

    // Goods whose factors' steps act on one another, and the inverse of how they do.
    private GoodsResponse? goods;
    private MatrixInverse<double>? coupled;
    private double[] coupledGap = [];
    private double[] coupledStep = [];

    public FactorSteps(CounterfactualInputs given, FactorMarkets markets, GoodsResponse? goods)
    {
        (this.given, this.markets, sectors) = (given, markets, given.World.Sectors.Length);
        var (cells, length) = markets.IsSimple ? (0, 0) : (given.World.Countries.Length * sectors, markets.Length);
        (cell, share, ease, gap) = (new int[length], new double[length], new double[length], new double[length]);
        (response, slope, valueAddedStep) = (new double[cells], new double[cells], new double[cells]);
        (eased, held) = (new double[cells], new double[cells]);
        At(ReferencePoint.Of(given.World), goods);
    }

    /// <summary>Takes steps by what is around in another situation.</summary>
    public void At(ReferencePoint situation, GoodsResponse? among)
    {
        goods = markets.IsSimple ? null : among;
        Array.Fill(slope, 1);
        for (var m = 0; m < cell.Length; m++)
        {
            var (f, n, j) = (markets.PlaceOf(m).Factor, markets.PlaceOf(m).Country, markets.PlaceOf(m).Sector);
            cell[m] = j < 0 ? -1 : n * sectors + j;
            if (j < 0)
                continue;
            share[m] = given.Factors[f].Shares[n, j];
            ease[m] = Math.Max(LeastEase, given.Mobility[f].Kappa - 1 + given.Substitution.Factors[j]);
            response[cell[m]] = Response(situation, n, j);
            slope[cell[m]] += response[cell[m]] * share[m] / ease[m];
        }
        for (var at = 0; at < slope.Length; at++)
            slope[at] = Math.Max(LeastSlope, slope[at]);
        SetCoupled(situation);
    }

    /// <summary>(1 + k_a R_aa) dv_a + k_a sum over b of gamma_b e_ab dv_b = k-weighted gaps, k = sum_f lambda_f/ease_f.</summary>
    private void SetCoupled(ReferencePoint situation)
    {
        coupled = null;
        Array.Clear(eased);
        for (var m = 0; m < cell.Length; m++)
            if (cell[m] >= 0)
                eased[cell[m]] += share[m] / ease[m];
        if (goods is null)
            return;
        var isOfData = ReferenceEquals(situation, ReferencePoint.Of(given.World));
        coupled =
            isOfData && known.TryGetValue(given.Behaviour, out var kept) && ReferenceEquals(kept.Item1, given.World)
                ? kept.Item2
                : Inverse(situation);
        if (isOfData && coupled is not null)
            known.AddOrUpdate(given.Behaviour, Tuple.Create(given.World, coupled));
        (coupledGap, coupledStep) = (new double[goods.Cells.Length], new double[goods.Cells.Length]);
    }

    private MatrixInverse<double>? Inverse(ReferencePoint situation)
    {
        var (count, inverse) = (goods!.Cells.Length, new MatrixInverse<double>(goods.Cells.Length));
        for (var a = 0; a < count; a++)
        {
            var at = goods.Cells[a];
            var alone = situation.ValueAddedShares.Span[at] * Sales(situation, at);
            for (var b = 0; b < count; b++)
                inverse.Row(a)[b] = eased[at] * situation.ValueAddedShares.Span[goods.Cells[b]] * goods[a, b];
            inverse.Row(a)[a] += 1 + eased[at] * (response[at] - alone);
        }
        return inverse.Invert() ? inverse : null;
    }

    private static double Sales(ReferencePoint at, int place) =>
        at.Output.Span[place] == 0 ? 0 : at.WageResponse.Sales[place] / at.Output.Span[place];

    /// <summary>
    /// The steps of goods that act on one another, in place of those each would take alone. With dv the step of value added, each
    /// factor is held back by (g - dv)/k, g being the gaps over what holds prices back.
    /// </summary>
    private void SetTogether()
    {
        for (var a = 0; a < coupledGap.Length; a++)
            coupledGap[a] = valueAddedStep[goods!.Cells[a]];
        for (var a = 0; a < coupledStep.Length; a++)
        {
            coupledStep[a] = TensorPrimitives.Dot<double>(coupled!.Row(a), coupledGap);
            var at = goods!.Cells[a];
            held[at] = eased[at] > 0 ? (coupledGap[a] - coupledStep[a]) / eased[at] : 0;
        }
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
        if (coupled is not null)
            SetTogether();
        TensorPrimitives.Divide(valueAddedStep, slope, valueAddedStep);
        for (var m = 0; m < steps.Length; m++)
            steps[m] =
                together[markets.PlaceOf(m).Country]
                + (
                    cell[m] < 0 ? markets.Gap(m)
                    : coupled is not null && goods!.Place(cell[m]) >= 0 ? (gap[m] - held[cell[m]]) / ease[m]
                    : (gap[m] - response[cell[m]] * valueAddedStep[cell[m]]) / ease[m]
                );
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
    private double Response(ReferencePoint at, int n, int j)
    {
        var (sigma, gamma) = (given.Substitution, at.ValueAddedShares[n, j]);
        var sales = at.Output[n, j] == 0 ? 0 : at.WageResponse.Sales[n * sectors + j] / at.Output[n, j];
        return 1 - sigma.Factors[j] - (1 - sigma.ValueAdded[j]) * (1 - gamma) + gamma * sales;
    }
}
