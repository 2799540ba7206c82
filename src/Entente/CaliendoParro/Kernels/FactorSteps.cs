using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Entente.CaliendoParro.Search;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Steps in the prices of factors for <see cref="JointSystem"/>. The wages of a country move together by what closes its
/// trade balance, and apart by what closes each market once payments add up to what the country's factors earn, as <see
/// cref="FactorResponse"/> has it.
/// </summary>
internal sealed class FactorSteps
{
    // Prepared once for a situation and how its factors adjust; the same whoever asks first.
    private static readonly ConditionalWeakTable<ReferencePoint, ConditionalWeakTable<Horizons.Behaviour, FactorResponse>> known = [];

    private readonly CounterfactualInputs given;
    private readonly FactorMarkets markets;
    private readonly int sectors;

    // By market: the share of the factor in value added, nothing where it moves freely; ln(paid/offered); and over what holds its price
    // back: 1, that share, its weight among payments of the country and among those of the factor there.
    private readonly double[] share;
    private readonly double[] gap;
    private readonly double[] eased;
    private readonly double[] shareEased;
    private readonly double[] paidEased;
    private readonly double[] partEased;

    // By market: room for what is worked out.
    private readonly double[] ofMarkets;

    // By (n, j): what the gaps of the factors that cannot leave do to value added, and to their prices alike.
    private readonly double[] raised;
    private readonly double[] moved;

    // By country and unknown of the response.
    private readonly float[] lacking;
    private readonly float[] unknowns;
    private WageResponse wages;
    private FactorResponse? response;

    public FactorSteps(CounterfactualInputs given, FactorMarkets markets, ReferencePoint situation, GoodsResponse? goods)
    {
        (this.given, this.markets, sectors) = (given, markets, given.World.Sectors.Length);
        var (cells, length) = markets.IsSimple ? (0, 0) : (given.World.Countries.Length * sectors, markets.Length);
        (share, gap, eased) = (new double[length], new double[length], new double[length]);
        (shareEased, paidEased, partEased) = (new double[length], new double[length], new double[length]);
        ofMarkets = new double[length];
        (raised, moved) = (new double[cells], new double[cells]);
        var order = markets.IsSimple ? 0 : FactorResponse.OrderOf(given);
        (lacking, unknowns) = (new float[given.World.Countries.Length * order], new float[given.World.Countries.Length * order]);
        At(situation, goods);
    }

    /// <summary>Takes steps by what is around in another situation.</summary>
    [MemberNotNull(nameof(wages))]
    public void At(ReferencePoint situation, GoodsResponse? goods)
    {
        wages = situation.WageResponse;
        if (markets.IsSimple)
            return;
        response = known.GetOrCreateValue(situation).GetValue(given.Behaviour, _ => new FactorResponse(given, situation, goods));
        var paid = new double[gap.Length];
        for (var m = 0; m < paid.Length; m++)
        {
            var (f, n, j) = markets.PlaceOf(m);
            if (j < 0)
                continue;
            share[m] = given.Factors[f].Shares[n, j];
            eased[m] = 1 / FactorResponse.Ease(given, f, j);
            shareEased[m] = share[m] * eased[m];
            paid[m] = FactorResponse.Paid(given, situation, f, n, j);
            paidEased[m] = paid[m] * eased[m];
        }
        for (var n = 0; n < given.World.Countries.Length; n++)
            for (var f = 0; f < given.Factors.Length; f++)
            {
                var (first, last) = markets.MarketsOf(f, n);
                var total = TensorPrimitives.Sum(paid.AsSpan(first, last - first));
                for (var m = first; m < last; m++)
                    partEased[m] = total > 0 && given.Mobility[f].Kappa != 1 ? paidEased[m] / total : 0;
            }
    }

    /// <summary>Sets the step of each market at the point the markets stand at.</summary>
    /// <inheritdoc cref="Set(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, Span{double})"/>
    public void Set(ReadOnlySpan<double> excess, Span<double> together, Span<double> steps)
    {
        if (!markets.IsSimple)
            markets.CopyLogGaps(gap);
        Set(gap, excess, together, steps);
    }

    /// <summary>Sets the step of each market.</summary>
    /// <param name="gaps">ln of what is paid over what is offered, by market; not read where wages are all there is.</param>
    /// <param name="excess">Gaps of the trade balance, equation (11).</param>
    /// <param name="together">Receives by how much the wages of each country are to move.</param>
    /// <param name="steps">Receives the steps.</param>
    public void Set(ReadOnlySpan<double> gaps, ReadOnlySpan<double> excess, Span<double> together, Span<double> steps)
    {
        if (markets.IsSimple)
        {
            wages.Step(excess, together);
            together.CopyTo(steps);
            return;
        }
        SetLacking(gaps);
        response!.Solve(lacking, excess, unknowns, together);
        SetMoved();
        for (var f = 0; f < given.Factors.Length; f++)
        {
            markets.Gather(f, moved, steps);
            for (var n = 0; n < together.Length; n++)
            {
                double ofFactor = unknowns[n * response.Order + sectors + f];
                var (first, last) = markets.MarketsOf(f, n);
                if (given.Mobility[f].IsMobile)
                    steps[first] = together[n] + ofFactor;
                else
                {
                    var (all, ofGap) = (together[n], (given.Mobility[f].Kappa - 1) * ofFactor);
                    for (var m = first; m < last; m++)
                        steps[m] = all + (gaps[m] + steps[m] + ofGap) * eased[m];
                }
            }
        }
    }

    /// <summary>The transpose: what gaps are worth where steps are worth this.</summary>
    /// <param name="together">Worth of how the wages of each country move together; spoilt.</param>
    /// <param name="steps">Worth of the step of each market.</param>
    /// <param name="gaps">Receives what the gap of each market is worth; nothing where wages are all there is.</param>
    /// <param name="excess">Receives what gaps of the trade balance are worth.</param>
    public void SetTransposed(Span<double> together, ReadOnlySpan<double> steps, Span<double> gaps, Span<double> excess)
    {
        gaps.Clear();
        for (var m = 0; m < steps.Length; m++)
            together[markets.PlaceOf(m).Country] += steps[m];
        if (markets.IsSimple)
        {
            wages.StepTransposed(together, excess);
            return;
        }
        TensorPrimitives.Multiply(eased, steps, gaps);
        SetUnknownsTransposed(steps, gaps);
        response!.SolveTransposed(unknowns, together, lacking, excess);
        AddLackingTransposed(gaps);
    }

    /// <summary>What the unknowns of the response are worth by way of steps, and what value added loses of that by gaps.</summary>
    private void SetUnknownsTransposed(ReadOnlySpan<double> steps, ReadOnlySpan<double> ofGaps)
    {
        Array.Clear(moved);
        Array.Clear(unknowns);
        for (var f = 0; f < given.Factors.Length; f++)
        {
            markets.AddTo(f, ofGaps, moved);
            for (var n = 0; n < given.World.Countries.Length; n++)
            {
                var (first, last) = markets.MarketsOf(f, n);
                unknowns[n * response!.Order + sectors + f] = (float)(
                    given.Mobility[f].IsMobile
                        ? steps[first]
                        : (given.Mobility[f].Kappa - 1) * TensorPrimitives.Sum(ofGaps[first..last])
                );
            }
        }
        TensorPrimitives.Multiply(moved, response!.OverEased, moved);
        TensorPrimitives.Negate(moved, raised);
        for (var n = 0; n < given.World.Countries.Length; n++)
        {
            var of = unknowns.AsSpan(n * response.Order, response.Order);
            var here = moved.AsSpan(n * sectors, sectors);
            TensorPrimitives.ConvertTruncating<double, float>(here, of[..sectors]);
            for (var f = 0; f < given.Factors.Length; f++)
                of[sectors + f] -= (float)TensorPrimitives.Dot(response.OfFactor(f, n), here);
        }
    }

    /// <summary>What gaps are worth by what the equations of the response lack.</summary>
    private void AddLackingTransposed(Span<double> gaps)
    {
        var (countries, factors) = (given.World.Countries.Length, given.Factors.Length);
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
                raised[n * sectors + j] += lacking[n * response!.Order + j];
        for (var f = 0; f < factors; f++)
        {
            markets.Gather(f, raised, ofMarkets);
            for (var n = 0; n < countries; n++)
            {
                var of = lacking.AsSpan(n * response!.Order + sectors);
                var (first, last) = markets.MarketsOf(f, n);
                if (given.Mobility[f].IsMobile)
                    gaps[first] += of[f];
                else
                    for (var m = first; m < last; m++)
                        gaps[m] += shareEased[m] * ofMarkets[m] - paidEased[m] * of[factors] + partEased[m] * of[f];
            }
        }
    }

    /// <summary>What the equations of the response lack: the gaps of markets, each where its factor and sector stand.</summary>
    private void SetLacking(ReadOnlySpan<double> gaps)
    {
        Array.Clear(raised);
        Array.Clear(lacking);
        TensorPrimitives.Multiply(shareEased, gaps, ofMarkets);
        for (var f = 0; f < given.Factors.Length; f++)
        {
            markets.AddTo(f, ofMarkets, raised);
            for (var n = 0; n < given.World.Countries.Length; n++)
            {
                var of = lacking.AsSpan(n * response!.Order + sectors);
                var (first, last) = markets.MarketsOf(f, n);
                if (given.Mobility[f].IsMobile)
                {
                    of[f] = (float)gaps[first];
                    continue;
                }
                var here = gaps[first..last];
                of[given.Factors.Length] -= (float)TensorPrimitives.Dot(paidEased.AsSpan(first..last), here);
                of[f] += (float)TensorPrimitives.Dot(partEased.AsSpan(first..last), here);
            }
        }
        for (var n = 0; n < given.World.Countries.Length; n++)
            TensorPrimitives.ConvertTruncating<double, float>(
                raised.AsSpan(n * sectors, sectors),
                lacking.AsSpan(n * response!.Order, sectors)
            );
    }

    /// <summary>What payments and value added do to the prices of the factors of a sector, by how far its value added has moved.</summary>
    private void SetMoved()
    {
        for (var n = 0; n < given.World.Countries.Length; n++)
        {
            var of = unknowns.AsSpan(n * response!.Order, response.Order);
            var here = moved.AsSpan(n * sectors, sectors);
            TensorPrimitives.ConvertTruncating<float, double>(of[..sectors], here);
            for (var f = 0; f < given.Factors.Length; f++)
                TensorPrimitives.MultiplyAdd(response.OfFactor(f, n), -of[sectors + f], here, here);
        }
        TensorPrimitives.Subtract(moved, raised, moved);
        TensorPrimitives.Multiply(moved, response!.OverEased, moved);
    }

    /// <summary>
    /// By how much steps of factor prices move ln vHat_nj, by the shares of the data; what is at its floor stays there.
    /// </summary>
    public void SetValueAddedPriceSteps(ReadOnlySpan<double> steps, Span<double> logV)
    {
        var countries = given.World.Countries.Length;
        if (markets.IsSimple)
        {
            for (var n = 0; n < countries; n++)
                logV.Slice(n * sectors, sectors).Fill(steps[n]);
            return;
        }
        logV.Clear();
        TensorPrimitives.Multiply(share, steps, ofMarkets);
        for (var m = 0; markets.HasFloors && m < ofMarkets.Length; m++)
            if (markets.IsAtFloor(m))
                ofMarkets[m] = 0;
        for (var f = 0; f < given.Factors.Length; f++)
        {
            markets.AddTo(f, ofMarkets, logV);
            for (var n = 0; n < countries && given.Mobility[f].IsMobile; n++)
            {
                var m = markets.MarketsOf(f, n).First;
                var of = logV.Slice(n * sectors, sectors);
                if (!markets.IsAtFloor(m))
                    TensorPrimitives.MultiplyAdd(given.Factors[f].Shares.Row(n), steps[m], of, of);
            }
        }
    }
}
