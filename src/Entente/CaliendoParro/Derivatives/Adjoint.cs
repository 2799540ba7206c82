using Entente.Numerics;
using static System.Numerics.Tensors.TensorPrimitives;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// <see cref="LinearSystem.Follow"/> read backwards: what every change is worth, to an outcome and by what gaps of the equations are
/// worth. A bar is the derivative by what it stands over.
/// </summary>
internal sealed class Adjoint
{
    private readonly LinearSystem system;
    private readonly Coefficients of;
    private readonly Target? target;

    // By cell of the seller and by country: what one more of a flow is worth, sold and at the border.
    private readonly double[] sold;
    private readonly double[] atBorder;
    private readonly double[] imports;
    private readonly double[] transfers;
    private readonly double[] own;
    private readonly double[] prices;
    private readonly double[] costs;
    private readonly double[] quotas;
    private readonly double[] drawings;
    private readonly Dictionary<int, double> limited = [];
    private readonly double[] gaps;

    /// <param name="system">The equations.</param>
    /// <param name="gaps">What their gaps are worth.</param>
    /// <param name="target">The outcome; null: none.</param>
    public Adjoint(LinearSystem system, ReadOnlySpan<double> gaps, Target? target)
    {
        (this.system, of, this.target, this.gaps) = (system, system.Of, target, gaps.ToArray());
        (Unknowns, Costs) = (new double[system.Length], new double[of.Cells]);
        quotas = gaps[system.QuotasAt..system.StocksAt].ToArray();
        foreach (var (f, worth) in system.Limits.Transposed(quotas))
            limited[f] = worth;
        (sold, atBorder, imports) = (new double[of.Cells], new double[of.Countries], new double[of.Countries]);
        (transfers, own) = (new double[of.Countries], new double[of.Countries]);
        (prices, costs) = (target?.LogPrices?.Span.ToArray() ?? new double[of.Cells], gaps.Slice(system.CostsAt, of.Cells).ToArray());
        var earned = SetIncomes(gaps);
        var purchases = SetTrade();
        drawings = new double[of.At.Given.Stocks.Length];
        var consumerPrices = new double[of.Countries];
        SetStocks(gaps, purchases, consumerPrices);
        var (valueAddedPrices, inputPrices) = (new double[of.Cells], new double[of.Cells]);
        var output = SetSpending(gaps, purchases, valueAddedPrices);
        SetMarkets(gaps, earned, output, valueAddedPrices, inputPrices, consumerPrices);
        SetPrices(inputPrices, consumerPrices);
        SetCosts();
        for (var cell = 0; cell < of.Cells; cell++)
        {
            Unknowns[system.CostsAt + cell] = Costs[cell];
            Unknowns[system.OutputsAt + cell] = of.Income[cell / of.Sectors] * output[cell];
        }
        system.Limits.AddWedgesTransposed(this, Unknowns.AsSpan(system.QuotasAt..system.StocksAt));
    }

    /// <summary>By the unknowns, the equations ignored but for what their gaps are worth.</summary>
    public double[] Unknowns { get; }

    /// <summary>By d ln cHat of the seller, without what the equation of costs itself is worth.</summary>
    private double[] Costs { get; }

    /// <summary>What one more of flow f is worth, times the flow: b, at the border and in output included.</summary>
    public double Sold(int f) =>
        of.Flow(f) * (sold[of.Seller(f)] + (target?.Trade?.Span[f] ?? 0)) + Quota(f) + AtBorder(f);

    /// <summary>The part of it that is there because it passes the border.</summary>
    public double AtBorder(int f) => (1 + of.Tax(f)) * of.Flow(f) * (atBorder[of.Seller(f) / of.Sectors] + imports[f / of.Cells]);

    /// <summary>(D13) by d ln dHat: pi'_nij q_nj - theta_j M'_nij f_nij.</summary>
    public double LogCost(int f) => of.Share(f) * prices[of.Buyer(f)] - of.Theta[f % of.Sectors] * Sold(f);

    /// <summary>(D13) by d tau': as by ln dHat, less M'_nij f_nij, over 1 + tau'.</summary>
    public double Tariff(int f) => (LogCost(f) - Sold(f)) / (1 + of.At.Given.Tariffs.Span[f]);

    /// <summary>(D13) by d e'.</summary>
    public double ExportTax(int f) => (LogCost(f) - Sold(f) + AtBorder(f)) / (1 + (of.HasTaxes ? of.At.Given.ExportTaxes.Span[f] : 0));

    /// <summary>(D13) by d ln AHat: what a cost less is worth.</summary>
    public double LogProductivity(int cell) => costs[cell];

    /// <summary>(D13) by d T_n.</summary>
    public double Transfer(int n) => transfers[n];

    /// <summary>By d ln of what a limit or line lets pass; 0 where it is not full.</summary>
    public double LogQuota(int quota) => Array.IndexOf(system.Limits.Full, quota) is >= 0 and var q ? -quotas[q] : 0;

    /// <summary>By d of what a stock holds; 0 where it is not drawn whole.</summary>
    public double Stock(int s) => system.Limits.IsWhole[s] ? drawings[s] : 0;

    /// <summary>By d ln dHat of every flow; 0 where there is none.</summary>
    public Cube LogTradeCosts() => Cells(LogCost);

    /// <summary>All of them.</summary>
    public Gradient Gradient()
    {
        var byTheta = new double[of.Sectors];
        for (var f = 0; f < of.Countries * of.Cells; f++)
            if (of.LogRelativeCost(f) is var l && l != 0)
                byTheta[f % of.Sectors] += l * (of.Share(f) * prices[of.Buyer(f)] / of.Theta[f % of.Sectors] - Sold(f));
        return new Gradient
        {
            Gaps = gaps,
            LogTradeCosts = LogTradeCosts(),
            Tariffs = Cells(Tariff),
            ExportTaxes = Cells(ExportTax),
            LogProductivity = new Table(of.Countries, of.Sectors, [.. costs]),
            Transfers = [.. transfers],
            Thetas = [.. byTheta],
            LogQuotas = [.. Enumerable.Range(0, of.At.Given.Quotas.Length).Select(LogQuota)],
            Stocks = [.. Enumerable.Range(0, drawings.Length).Select(Stock)],
        };
    }

    private Cube Cells(Func<int, double> by)
    {
        var cells = new double[of.Countries * of.Cells];
        for (var f = 0; f < cells.Length; f++)
            cells[f] = of.Share(f) == 0 ? 0 : by(f);
        return new Cube(of.Countries, of.Countries, of.Sectors, cells);
    }

    private double Quota(int f) => limited.Count > 0 && limited.TryGetValue(f, out var worth) ? worth : 0;

    /// <summary>
    /// (D6) and (D8) backwards: a balance is worth what the gaps of its country's markets are, own income what it adds to income and
    /// takes from the balance. Returns what earnings of factors are worth.
    /// </summary>
    private double[] SetIncomes(ReadOnlySpan<double> gaps)
    {
        var (balance, income) = (new double[of.Countries], new double[of.Countries]);
        for (var m = 0; m < system.Markets.Length; m++)
            balance[system.Markets.PlaceOf(m).Country] += gaps[m] / system.Markets.Earned[system.Markets.PlaceOf(m).Country];
        for (var n = 0; n < of.Countries; n++)
            income[n] = balance[n] - gaps[system.IncomesAt + n] / of.Income[n] + IncomeOf(n);
        system.Incomes.ApplyTransposed(income, transfers);
        var numeraire = new double[of.Countries];
        for (var n = 0; n < of.Countries; n++)
            numeraire[system.Blocs[n]] += system.Numeraire[n] * balance[n];
        var earned = new double[of.Countries];
        for (var n = 0; n < of.Countries; n++)
        {
            own[n] = transfers[n] - balance[n];
            (atBorder[n], imports[n]) = (balance[n] + own[n], -balance[n] - own[n]);
            earned[n] = own[n] - numeraire[system.Blocs[n]] + (system.Markets.IsSimple ? 0 : balance[n]);
            for (var j = 0; j < of.Sectors; j++)
                sold[n * of.Sectors + j] = -gaps[system.OutputsAt + n * of.Sectors + j] / of.Income[n] - own[n];
        }
        return earned;
    }

    /// <summary>What the outcome has of income itself.</summary>
    private double IncomeOf(int n) => (target?.LogRealIncome?[n] ?? 0) / of.Income[n] + (target?.Income?[n] ?? 0);

    /// <summary>(D4) and (D5) backwards; returns what purchases are worth, and leaves in prices what trade makes of them.</summary>
    private double[] SetTrade()
    {
        var (purchases, row) = (new double[of.Cells], sold);
        if (!of.HasTaxes)
        {
            row = new double[of.Cells];
            for (var cell = 0; cell < row.Length; cell++)
                row[cell] = sold[cell] + atBorder[cell / of.Sectors];
        }
        var passed = new double[of.HasTaxes ? of.Cells : 0];
        for (var cell = 0; cell < passed.Length; cell++)
            passed[cell] = atBorder[cell / of.Sectors];
        for (var n = 0; n < of.Countries; n++)
        {
            var here = of.Row(purchases, n);
            VectorKernels.AddColumnSums(of.Phis(n), row, here);
            if (of.HasTaxes)
                VectorKernels.AddColumnSums(of.Border(n), passed, here);
            MultiplyAdd(of.Row(of.BorderShares, n), imports[n], here, here);
        }
        foreach (var (f, worth) in limited)
            purchases[of.Buyer(f)] += worth / of.Bought[of.Buyer(f)];
        for (var f = 0; target?.Trade is { } trade && f < trade.Span.Length; f++)
            purchases[of.Buyer(f)] += of.Phi(f) * trade.Span[f];
        for (var cell = 0; cell < of.Cells; cell++)
        {
            prices[cell] += of.Theta[cell % of.Sectors] * of.Bought[cell] * purchases[cell];
            purchases[cell] += own[cell / of.Sectors];
        }
        return purchases;
    }

    /// <summary>(24) backwards: what is sold from stocks is not bought, and earned; refilling is set aside and lent.</summary>
    private void SetStocks(ReadOnlySpan<double> gaps, double[] purchases, double[] consumerPrices)
    {
        var stocks = of.At.Given.Stocks;
        for (var n = 0; n < consumerPrices.Length; n++)
            consumerPrices[n] = -(target?.LogRealIncome?[n] ?? 0);
        for (var s = 0; s < stocks.Length; s++)
        {
            var cell = system.Limits.Cell(stocks[s]);
            var worth = system.Price(s) * (own[stocks[s].Country] - purchases[cell]);
            drawings[s] += worth;
            prices[cell] += of.At.Drawn[s] * worth;
        }
        system.Limits.AddLentTransposed(transfers, drawings, consumerPrices);
        for (var s = 0; s < system.Limits.Partly.Length; s++)
        {
            var (place, gap) = (system.Limits.Partly[s], gaps[system.StocksAt + s]);
            Unknowns[system.StocksAt + s] = drawings[place] * system.Limits.Values[place] / system.Price(place);
            prices[system.Limits.Cell(stocks[place])] += gap;
            consumerPrices[stocks[place].Country] -= gap;
        }
    }

    /// <summary>(D11): (D7) backwards; returns what output is worth.</summary>
    private double[] SetSpending(ReadOnlySpan<double> gaps, double[] purchases, double[] valueAddedPrices)
    {
        var output = target?.Output?.Span.ToArray() ?? new double[of.Cells];
        var inputs = new double[of.Sectors];
        for (var n = 0; n < of.Countries; n++)
        {
            var spent = of.Row(purchases, n);
            Array.Clear(inputs);
            VectorKernels.AddTransposedTimes(of.CostShares.Block(n), spent, inputs);
            for (var j = 0; j < of.Sectors; j++)
            {
                var cell = n * of.Sectors + j;
                output[cell] += inputs[j] + gaps[system.OutputsAt + cell] / of.Income[n];
                if (of.Wanted is { } wanted)
                    valueAddedPrices[cell] -= system.Crowded(wanted, cell) * of.Output[cell] * inputs[j];
            }
            of.Wanted?.Add(n, spent, of.Row(prices, n));
            Unknowns[system.IncomesAt + n] = gaps[system.IncomesAt + n] + of.Income[n] * Dot(of.Alpha.Row(n), spent);
        }
        return output;
    }

    /// <summary>(D1), (16) and (20) to (22) backwards: the unknown prices of factors.</summary>
    private void SetMarkets(
        ReadOnlySpan<double> gaps,
        double[] earned,
        double[] output,
        double[] valueAddedPrices,
        double[] inputPrices,
        double[] consumerPrices
    )
    {
        var (markets, factorPrices) = (system.Markets, new double[system.Markets.Length]);
        var offers = new double[markets.Length];
        for (var m = 0; m < offers.Length; m++)
            offers[m] = markets.Offered[m] * earned[markets.PlaceOf(m).Country] - (markets.IsSimple ? 0 : gaps[m]);
        if (!markets.IsSimple)
            SetPayments(gaps, output, valueAddedPrices, inputPrices, factorPrices);
        for (var cell = 0; cell < of.Cells; cell++)
        {
            valueAddedPrices[cell] -= of.Gamma.Span[cell] * costs[cell];
            inputPrices[cell] -= costs[cell];
        }
        if (target?.LogWages is { } wages)
            markets.AddWagesTransposed(wages.AsSpan(), factorPrices);
        var x = Unknowns.AsSpan(0, markets.Length);
        markets.AddValueAddedPricesTransposed(valueAddedPrices, factorPrices);
        markets.AddOffersTransposed(offers, x, factorPrices, consumerPrices);
        markets.AddPricesTransposed(factorPrices, x, consumerPrices);
    }

    /// <summary>(20) backwards: what value added by sector is worth to its factors, less its mean over the country.</summary>
    private void SetPayments(
        ReadOnlySpan<double> gaps,
        double[] output,
        double[] valueAddedPrices,
        double[] inputPrices,
        double[] factorPrices
    )
    {
        var (markets, grown, mean) = (system.Markets, new double[of.Cells], new double[of.Countries]);
        for (var m = 0; m < markets.Length; m++)
        {
            var (_, n, j) = markets.PlaceOf(m);
            mean[n] += gaps[m];
            for (var at = 0; at < markets.Payers[m].Length; at++)
            {
                var (cell, worth) = (n * of.Sectors + (j < 0 ? at : j), markets.Payers[m][at] * gaps[m]);
                grown[cell] += worth;
                factorPrices[m] += system.FactorRho(cell) * worth;
                valueAddedPrices[cell] -= system.FactorRho(cell) * worth;
            }
        }
        for (var n = 0; n < mean.Length; n++)
            mean[n] /= Sum(of.At.ValueAdded.Row(n));
        for (var cell = 0; cell < grown.Length; cell++)
        {
            if (of.Output[cell] == 0)
                continue;
            var worth = grown[cell] - mean[cell / of.Sectors] * of.At.ValueAdded.Span[cell];
            output[cell] += worth / of.Output[cell];
            if (of.Wanted is not { } wanted)
                continue;
            var moved = wanted.ValueAdded[cell % of.Sectors] * worth;
            valueAddedPrices[cell] += moved * (1 - of.Gamma.Span[cell] / wanted.Totals[cell]);
            inputPrices[cell] -= moved / wanted.Totals[cell];
        }
    }

    /// <summary>(D10): what prices of goods are worth, with (D9) and what inputs cost read backwards.</summary>
    private void SetPrices(double[] inputPrices, double[] consumerPrices)
    {
        var row = new double[of.Sectors];
        for (var n = 0; n < of.Countries; n++)
        {
            VectorKernels.Times(of.CostShares.Block(n), of.Row(inputPrices, n), row);
            Add(of.Row(prices, n), row, of.Row(prices, n));
            MultiplyAdd(of.Alpha.Row(n), consumerPrices[n], of.Row(prices, n), of.Row(prices, n));
        }
    }

    /// <summary>(D2) and (D4) backwards, by costs of sellers.</summary>
    private void SetCosts()
    {
        var (lost, row) = (new double[of.Cells], new double[of.Sectors]);
        costs.CopyTo(Costs, 0);
        for (var n = 0; n < of.Countries; n++)
        {
            Multiply(of.Row(of.Bought, n), imports[n], row);
            VectorKernels.AddRowsTimes(of.Border(n), row, lost);
            VectorKernels.AddRowsTimes(of.Pi(n), of.Row(prices, n), Costs);
        }
        foreach (var (f, worth) in limited)
        {
            lost[of.Seller(f)] += worth;
            Costs[of.Seller(f)] -= worth;
        }
        for (var f = 0; target?.Trade is { } trade && f < trade.Span.Length; f++)
            lost[of.Seller(f)] += of.Flow(f) * trade.Span[f];
        for (var cell = 0; cell < of.Cells; cell++)
            Costs[cell] -=
                of.Theta[cell % of.Sectors]
                * (lost[cell] + of.Output[cell] * sold[cell] + of.AtBorder[cell] * atBorder[cell / of.Sectors]);
    }
}
