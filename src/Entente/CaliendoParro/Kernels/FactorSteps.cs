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
    // Prepared once for a world and how its factors adjust; the same whoever asks first.
    private static readonly ConditionalWeakTable<World, ConditionalWeakTable<Horizons.Behaviour, FactorResponse>> known = [];

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
        response = ReferenceEquals(situation, ReferencePoint.Of(given.World))
            ? known.GetOrCreateValue(given.World).GetValue(given.Behaviour, _ => new FactorResponse(given, situation, goods))
            : new FactorResponse(given, situation, goods);
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

    /// <summary>Sets the step of each market.</summary>
    /// <param name="excess">Gaps of the trade balance, equation (11).</param>
    /// <param name="together">Receives by how much the wages of each country are to move.</param>
    /// <param name="steps">Receives the steps.</param>
    public void Set(ReadOnlySpan<double> excess, Span<double> together, Span<double> steps)
    {
        if (markets.IsSimple)
        {
            wages.Step(excess, together);
            together.CopyTo(steps);
            return;
        }
        SetLacking();
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
                        steps[m] = all + (gap[m] + steps[m] + ofGap) * eased[m];
                }
            }
        }
    }

    /// <summary>What the equations of the response lack: the gaps of markets, each where its factor and sector stand.</summary>
    private void SetLacking()
    {
        Array.Clear(raised);
        Array.Clear(lacking);
        markets.CopyLogGaps(gap);
        TensorPrimitives.Multiply(shareEased, gap, ofMarkets);
        for (var f = 0; f < given.Factors.Length; f++)
        {
            markets.AddTo(f, ofMarkets, raised);
            for (var n = 0; n < given.World.Countries.Length; n++)
            {
                var of = lacking.AsSpan(n * response!.Order + sectors);
                var (first, last) = markets.MarketsOf(f, n);
                if (given.Mobility[f].IsMobile)
                {
                    of[f] = (float)gap[first];
                    continue;
                }
                var here = gap.AsSpan(first..last);
                of[given.Factors.Length] -= (float)TensorPrimitives.Dot<double>(paidEased.AsSpan(first..last), here);
                of[f] += (float)TensorPrimitives.Dot<double>(partEased.AsSpan(first..last), here);
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
