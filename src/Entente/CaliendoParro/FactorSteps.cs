using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

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

    private readonly Circumstances given;
    private readonly FactorMarkets markets;
    private readonly int sectors;
    private readonly double[] response;
    private readonly double[] slope;
    private readonly double[] valueAddedStep;

    public FactorSteps(Circumstances given, FactorMarkets markets)
    {
        (this.given, this.markets, sectors) = (given, markets, given.World.Sectors.Length);
        var cells = markets.IsSimple ? 0 : given.World.Countries.Length * sectors;
        (response, slope, valueAddedStep) = (new double[cells], new double[cells], new double[cells]);
        if (!markets.IsSimple)
            Prepare();
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
            if (markets.PlaceOf(m) is { Sector: >= 0 } market)
                valueAddedStep[market.Country * sectors + market.Sector] += Share(market) * markets.LogGap(m) / Ease(market);
        TensorPrimitives.Divide(valueAddedStep, slope, valueAddedStep);
        for (var m = 0; m < steps.Length; m++)
        {
            var market = markets.PlaceOf(m);
            var at = market.Country * sectors + Math.Max(market.Sector, 0);
            steps[m] = together[market.Country] + (market.Sector < 0 ? markets.Gap(m) : (markets.LogGap(m) - response[at] * valueAddedStep[at]) / Ease(market));
        }
    }

    /// <summary>By how much steps of factor prices move ln vHat_nj of country n, by the shares of the data; what is at its floor stays there.</summary>
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
                else if (given.Mobility[f].IsMobile)
                    TensorPrimitives.MultiplyAdd(given.Factors[f].Shares.Row(n), steps[m], logV, logV);
                else
                    logV[markets.PlaceOf(m).Sector] += Share(markets.PlaceOf(m)) * steps[m];
        }
    }

    private void Prepare()
    {
        var (world, sigma) = (given.World, given.Substitution);
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < sectors; j++)
            {
                var (at, gamma) = (n * sectors + j, world.ValueAddedShares[n, j]);
                var sales = world.Output[n, j] == 0 ? 0 : world.SalesElasticities[at] / world.Output[n, j];
                response[at] = 1 - sigma.Factors[j] - (1 - sigma.ValueAdded[j]) * (1 - gamma) + gamma * sales;
                var eased = 0.0;
                for (var f = 0; f < given.Factors.Length; f++)
                    if (!given.Mobility[f].IsMobile)
                        eased += given.Factors[f].Shares[n, j] / Ease(new(f, n, j));
                slope[at] = Math.Max(LeastSlope, 1 + response[at] * eased);
            }
    }

    private double Share(FactorMarkets.Market market) => given.Factors[market.Factor].Shares[market.Country, market.Sector];

    private double Ease(FactorMarkets.Market market) => Math.Max(LeastEase, given.Mobility[market.Factor].Kappa - 1 + given.Substitution.Factors[market.Sector]);
}
