using System.Numerics.Tensors;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Search;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// An answer to <see cref="LinearSystem"/> by the steps of the search for equilibria (<see cref="JointSystem"/>), forwards and backwards:
/// gaps of costs and outputs are followed through the inputs made at home, what they leave of trade balances and markets of factors is
/// closed by prices of factors (<see cref="FactorSteps"/>), and costs, incomes and outputs follow these. It conditions an iteration and
/// decides nothing. Not safe for use by several threads.
/// </summary>
internal sealed class LinearConditioner
{
    private readonly LinearSystem system;
    private readonly Coefficients of;
    private readonly ReferencePoint around;
    private readonly HomeSteps home;
    private readonly FactorSteps steps;
    private readonly LostSales lostSales;

    // By (n, j): income of the country.
    private readonly double[] scale;

    // By (n, j): what is foreseen of costs and outputs, and room.
    private readonly double[] costs;
    private readonly double[] outputs;
    private readonly double[] lost;

    // By country.
    private readonly double[] together;
    private readonly double[] excess;
    private readonly double[] sums;

    // By market.
    private readonly double[] gap;
    private readonly double[] prices;

    public LinearConditioner(LinearSystem system, ReferencePoint around)
    {
        (this.system, of, this.around) = (system, system.Of, around);
        var given = of.At.Given;
        var goods = GoodsResponse.Of(given, around);
        (home, lostSales) = (new HomeSteps(around), new LostSales(around, goods));
        steps = new FactorSteps(given, system.Markets.Places, around, goods);
        (scale, costs, outputs, lost) = (new double[of.Cells], new double[of.Cells], new double[of.Cells], new double[of.Cells]);
        for (var n = 0; n < of.Countries; n++)
            of.Row(scale, n).Fill(of.Income[n]);
        (together, excess, sums) = (new double[of.Countries], new double[of.Countries], new double[of.Countries]);
        (gap, prices) = (new double[system.Markets.Length], new double[system.Markets.Length]);
    }

    /// <summary>Changes of the unknowns that nearly leave given gaps.</summary>
    public void Solve(ReadOnlySpan<double> gaps, Span<double> x)
    {
        SetLimits(gaps, x);
        var ofCosts = gaps.Slice(system.CostsAt, of.Cells);
        var ofOutputs = gaps.Slice(system.OutputsAt, of.Cells);
        home.FollowCosts(ofCosts, costs);
        SetOutputs(ofOutputs, costs, [], outputs);
        Foresee(gaps);
        steps.Set(gap, excess, together, prices);
        for (var m = 0; m < prices.Length; m++)
            (x[m], prices[m]) = (-prices[m], system.Markets.IsAtFloor(m) ? 0 : -prices[m]);
        for (var n = 0; n < of.Countries; n++)
            x[system.IncomesAt + n] = gaps[system.IncomesAt + n] - together[n];
        TensorPrimitives.Multiply(system.Markets.ValueAddedPrices(prices), of.Gamma.Span, lost);
        var after = x.Slice(system.CostsAt, of.Cells);
        home.FollowCosts(lost, after);
        TensorPrimitives.Add(after, costs, after);
        SetOutputs(ofOutputs, after, x.Slice(system.IncomesAt, of.Countries), x.Slice(system.OutputsAt, of.Cells));
    }

    /// <summary>The transpose: what gaps are worth where changes of the unknowns are worth this.</summary>
    public void SolveTransposed(ReadOnlySpan<double> x, Span<double> gaps)
    {
        SetLimits(x, gaps);
        var ofCosts = gaps.Slice(system.CostsAt, of.Cells);
        var ofOutputs = gaps.Slice(system.OutputsAt, of.Cells);
        // Outputs, by what incomes and costs do to them.
        home.FollowCosts(x.Slice(system.OutputsAt, of.Cells), ofOutputs);
        for (var n = 0; n < of.Countries; n++)
        {
            var income = x[system.IncomesAt + n];
            for (var j = 0; j < of.Sectors; j++)
                income += around.TradeShares[n, n, j] * of.Alpha[n, j] * ofOutputs[n * of.Sectors + j];
            (gaps[system.IncomesAt + n], together[n]) = (income, -income);
        }
        x.Slice(system.CostsAt, of.Cells).CopyTo(costs);
        TensorPrimitives.Divide(ofOutputs, scale, lost);
        lostSales.SubtractTransposed(lost, costs);
        // Costs, by prices of factors.
        home.FollowOutputs(costs, lost);
        TensorPrimitives.Multiply(lost, of.Gamma.Span, lost);
        Array.Clear(prices);
        system.Markets.AddValueAddedPricesTransposed(lost, prices);
        for (var m = 0; m < prices.Length; m++)
            prices[m] = -x[m] - (system.Markets.IsAtFloor(m) ? 0 : prices[m]);
        steps.SetTransposed(together, prices, gap, excess);
        ForeseeTransposed(gaps);
        // Costs and outputs as they were foreseen.
        home.FollowCosts(outputs, lost);
        TensorPrimitives.Add(ofOutputs, lost, ofOutputs);
        TensorPrimitives.Divide(lost, scale, lost);
        lostSales.SubtractTransposed(lost, costs);
        home.FollowOutputs(costs, ofCosts);
    }

    /// <summary>Limits and stocks, each by itself.</summary>
    private void SetLimits(ReadOnlySpan<double> gaps, Span<double> x)
    {
        for (var q = 0; q < system.Limits.Full.Length; q++)
            x[system.QuotasAt + q] = -gaps[system.QuotasAt + q] / system.Limits.Elasticity(q);
        for (var s = system.StocksAt; s < system.IncomesAt; s++)
            x[s] = -gaps[s];
    }

    /// <summary>Outputs that leave gaps, sales having followed costs and, where they are given, incomes.</summary>
    private void SetOutputs(ReadOnlySpan<double> gaps, ReadOnlySpan<double> costs, ReadOnlySpan<double> incomes, Span<double> outputs)
    {
        lostSales.Set(costs, lost);
        TensorPrimitives.Divide(lost, scale, lost);
        TensorPrimitives.Subtract(gaps, lost, lost);
        for (var n = 0; n < incomes.Length; n++)
            for (var j = 0; j < of.Sectors; j++)
                lost[n * of.Sectors + j] += around.TradeShares[n, n, j] * of.Alpha[n, j] * incomes[n];
        home.FollowOutputs(lost, outputs);
    }

    /// <summary>What costs and outputs leave of the gaps of markets: those of trade balances, and those within countries.</summary>
    private void Foresee(ReadOnlySpan<double> gaps)
    {
        var markets = system.Markets;
        for (var n = 0; n < of.Countries; n++)
            sums[n] = TensorPrimitives.Dot(around.WageResponse.BalanceByCosts(n), of.Row(costs, n)) / markets.Earned[n];
        for (var m = 0; m < gap.Length; m++)
            gap[m] = gaps[m] + sums[markets.PlaceOf(m).Country];
        if (!markets.IsSimple)
            SubtractPayments();
        Array.Clear(excess);
        for (var m = 0; m < gap.Length; m++)
            excess[markets.PlaceOf(m).Country] += markets.Offered[m] * gap[m];
        for (var m = 0; m < gap.Length; m++)
            gap[m] -= excess[markets.PlaceOf(m).Country] / markets.Earned[markets.PlaceOf(m).Country];
    }

    private void ForeseeTransposed(Span<double> gaps)
    {
        var markets = system.Markets;
        SumGaps();
        for (var m = 0; m < gap.Length; m++)
        {
            var n = markets.PlaceOf(m).Country;
            gap[m] += markets.Offered[m] * (excess[n] - sums[n] / markets.Earned[n]);
        }
        gap.CopyTo(gaps);
        SumGaps();
        Array.Clear(outputs);
        if (!markets.IsSimple)
            SubtractPaymentsTransposed();
        for (var n = 0; n < of.Countries; n++)
        {
            var row = of.Row(costs, n);
            TensorPrimitives.MultiplyAdd(around.WageResponse.BalanceByCosts(n), sums[n] / markets.Earned[n], row, row);
        }
    }

    /// <summary>The gaps of all markets of each country.</summary>
    private void SumGaps()
    {
        Array.Clear(sums);
        for (var m = 0; m < gap.Length; m++)
            sums[system.Markets.PlaceOf(m).Country] += gap[m];
    }

    /// <summary>What outputs pay to markets, over what they pay on average in the country.</summary>
    private void SubtractPayments()
    {
        var markets = system.Markets;
        TensorPrimitives.Multiply(outputs, scale, lost);
        for (var cell = 0; cell < lost.Length; cell++)
            lost[cell] = of.Output[cell] > 0 ? lost[cell] / of.Output[cell] : 0;
        for (var n = 0; n < of.Countries; n++)
            sums[n] = TensorPrimitives.Dot(of.At.ValueAdded.Row(n), of.Row(lost, n)) / TensorPrimitives.Sum(of.At.ValueAdded.Row(n));
        for (var m = 0; m < gap.Length; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            gap[m] += sums[n] - (j >= 0 ? lost[n * of.Sectors + j] : TensorPrimitives.Dot<double>(markets.Payers[m], of.Row(lost, n)));
        }
    }

    private void SubtractPaymentsTransposed()
    {
        var markets = system.Markets;
        for (var m = 0; m < gap.Length; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            if (j >= 0)
                outputs[n * of.Sectors + j] -= gap[m];
            else
                TensorPrimitives.MultiplyAdd(markets.Payers[m], -gap[m], of.Row(outputs, n), of.Row(outputs, n));
        }
        for (var n = 0; n < of.Countries; n++)
        {
            var row = of.Row(outputs, n);
            TensorPrimitives.MultiplyAdd(of.At.ValueAdded.Row(n), sums[n] / TensorPrimitives.Sum(of.At.ValueAdded.Row(n)), row, row);
        }
        for (var cell = 0; cell < outputs.Length; cell++)
            outputs[cell] *= of.Output[cell] > 0 ? scale[cell] / of.Output[cell] : 0;
    }
}
