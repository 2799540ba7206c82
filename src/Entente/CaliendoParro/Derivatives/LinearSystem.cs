using Entente.Numerics;
using static System.Numerics.Tensors.TensorPrimitives;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// The equations in small changes around an equilibrium, all unknowns together and no loop inside another: prices of factors, wedges
/// of full limits and lines, drawings of stocks, incomes, costs and outputs. <see cref="Follow"/> reads them forwards,
/// <see cref="Adjoint"/> backwards; each reads the arrays of trade and inputs about once. Gaps are unknowns less what follows from
/// them. Immutable.
/// </summary>
internal sealed class LinearSystem
{
    public LinearSystem(Coefficients of, int[] blocs)
    {
        (Of, Blocs) = (of, blocs);
        (Markets, Limits) = (new LinearMarkets(of), new LinearLimits(of));
        Incomes = new LinearIncomes(of.At, Limits.Lent);
        (QuotasAt, StocksAt) = (Markets.Length, Markets.Length + Limits.Full.Length);
        (IncomesAt, CostsAt) = (QuotasAt + Limits.Length, QuotasAt + Limits.Length + of.Countries);
        (OutputsAt, Length) = (CostsAt + of.Cells, CostsAt + 2 * of.Cells);
        Numeraire = new double[of.Countries];
        for (var n = 0; n < of.Countries; n++)
            Numeraire[n] =
                Markets.Earned[n] / Enumerable.Range(0, of.Countries).Where(m => blocs[m] == blocs[n]).Sum(m => Markets.Earned[m]);
    }

    public Coefficients Of { get; }

    public LinearMarkets Markets { get; }

    public LinearLimits Limits { get; }

    public LinearIncomes Incomes { get; }

    /// <summary>By country, the first country it trades with, directly or through others.</summary>
    public int[] Blocs { get; }

    /// <summary>What factors of n earn of what those of its bloc do.</summary>
    public double[] Numeraire { get; }

    // Where each kind of unknown begins, after the prices of factors.
    public int QuotasAt { get; }

    public int StocksAt { get; }

    public int IncomesAt { get; }

    public int CostsAt { get; }

    public int OutputsAt { get; }

    /// <summary>Number of unknowns.</summary>
    public int Length { get; }

    /// <summary>What follows from changes of the unknowns, and how far the equations are from holding.</summary>
    /// <param name="x">
    /// d ln of prices of factors, d ln omega of full limits, d of drawings over what is bought beside, d of incomes over incomes, d ln
    /// of costs, d of outputs over incomes.
    /// </param>
    /// <param name="push">What is done directly; null: nothing.</param>
    /// <param name="gaps">Receives the gaps.</param>
    public Changes Follow(ReadOnlySpan<double> x, DirectEffects? push, Span<double> gaps)
    {
        var after = new Changes(Of.Countries, Of.Cells) { Costs = x.Slice(CostsAt, Of.Cells).ToArray() };
        var direct = push;
        if (Limits.Full.Length > 0)
            Limits.AddWedges(x[QuotasAt..StocksAt], direct = push?.Copy() ?? new DirectEffects(Of));
        SetPrices(x, direct, after);
        SetCostGaps(after, push, gaps.Slice(CostsAt, Of.Cells));
        SetSpending(x, after);
        SetPurchases(x, push, after);
        SetTrade(direct, after);
        SetIncomes(x, push, after, gaps);
        Limits.SetGaps(after, x[QuotasAt..StocksAt], push, gaps[QuotasAt..StocksAt]);
        for (var s = 0; s < Limits.Partly.Length; s++)
        {
            var stock = Of.At.Given.Stocks[Limits.Partly[s]];
            gaps[StocksAt + s] = after.Prices[Limits.Cell(stock)] - after.ConsumerPrices[stock.Country];
        }
        return after;
    }

    /// <summary>
    /// (D2) d ln PHat_nj = sum_i pi'_nij d ln cHat_ij + s_nj, (D9) d ln PHat_n = sum_j alpha'_nj d ln PHat_nj, and what they do to
    /// prices of factors and of value added.
    /// </summary>
    private void SetPrices(ReadOnlySpan<double> x, DirectEffects? direct, Changes after)
    {
        direct?.Prices.CopyTo(after.Prices, 0);
        for (var n = 0; n < Of.Countries; n++)
        {
            VectorKernels.AddColumnSums(Of.Pi(n), after.Costs, Of.Row(after.Prices, n));
            after.ConsumerPrices[n] = Dot(Of.Alpha.Row(n), Of.Row(after.Prices, n));
            VectorKernels.AddTransposedTimes(Of.CostShares.Block(n), Of.Row(after.Prices, n), Of.Row(after.InputPrices, n));
        }
        after.FactorPrices = Markets.Prices(x, after.ConsumerPrices);
        after.Offers = Markets.Offers(x, after.FactorPrices, after.ConsumerPrices);
        after.ValueAddedPrices = Markets.ValueAddedPrices(after.FactorPrices);
    }

    /// <summary>(D1) d ln cHat_nj = gamma'_nj d ln vHat_nj + sum_k gamma'_nkj d ln PHat_nk - d ln AHat_nj.</summary>
    private void SetCostGaps(Changes after, DirectEffects? push, Span<double> gaps)
    {
        Multiply(Of.Gamma.Span, after.ValueAddedPrices, gaps);
        Add(gaps, after.InputPrices, gaps);
        Subtract(after.Costs, gaps, gaps);
        if (push?.Productivity is { } productivity)
            Add(gaps, productivity, gaps);
    }

    /// <summary>(D7) d X'_nk = sum_j gamma'_nkj d Y'_nj + alpha'_nk d I'_n, and what prices move of shares, (D7b).</summary>
    private void SetSpending(ReadOnlySpan<double> x, Changes after)
    {
        var made = new double[Of.Sectors];
        for (var n = 0; n < Of.Countries; n++)
        {
            Multiply(x.Slice(OutputsAt + n * Of.Sectors, Of.Sectors), Of.Income[n], Of.Row(after.Output, n));
            Of.Row(after.Output, n).CopyTo(made);
            for (var j = 0; Of.Wanted is { } wanted && j < made.Length; j++)
                made[j] -= Crowded(wanted, n * Of.Sectors + j) * Of.Output[n * Of.Sectors + j] * after.ValueAddedPrices[n * Of.Sectors + j];
            var spending = Of.Row(after.Spending, n);
            VectorKernels.Times(Of.CostShares.Block(n), made, spending);
            MultiplyAdd(Of.Alpha.Row(n), x[IncomesAt + n] * Of.Income[n], spending, spending);
            Of.Wanted?.Add(n, Of.Row(after.Prices, n), spending);
        }
    }

    /// <summary>rho_v gamma'_nj over all shares: by how much the price of value added moves the shares of inputs down.</summary>
    public double Crowded(Substitutes wanted, int cell) =>
        wanted.ValueAdded[cell % Of.Sectors] * Of.Gamma.Span[cell] / wanted.Totals[cell];

    /// <summary>(24) d B_nj = d X'_nj - d (PHat_nj s_nj); what stocks sell is earned.</summary>
    private void SetPurchases(ReadOnlySpan<double> x, DirectEffects? push, Changes after)
    {
        after.Spending.CopyTo(after.Purchases, 0);
        var stocks = Of.At.Given.Stocks;
        after.Drawings = new double[stocks.Length];
        for (var s = 0; s < Limits.Partly.Length; s++)
            after.Drawings[Limits.Partly[s]] = x[StocksAt + s] * Limits.Values[Limits.Partly[s]] / Price(Limits.Partly[s]);
        for (var s = 0; s < stocks.Length; s++)
        {
            if (Limits.IsWhole[s] && push?.Stocks is { } amounts)
                after.Drawings[s] = amounts[s];
            var cell = Limits.Cell(stocks[s]);
            var sales = Price(s) * (after.Drawings[s] + Of.At.Drawn[s] * after.Prices[cell]);
            after.Purchases[cell] -= sales;
            after.Own[stocks[s].Country] += sales;
        }
    }

    /// <summary>PHat_nj of the good of a stock.</summary>
    public double Price(int stock) => Of.At.Prices.Span[Limits.Cell(Of.At.Given.Stocks[stock])];

    /// <summary>
    /// (D4) d M'_nij = phi_nij [ B_nj theta_j (d ln PHat_nj - d ln cHat_ij) + d B_nj ] and what is done directly, summed up over buyers
    /// and sellers; (D5) tariffs are what is paid less what passes the border, export taxes what passes less what sellers get.
    /// </summary>
    private void SetTrade(DirectEffects? direct, Changes after)
    {
        var (moved, response, row) = (new double[Of.Cells], new double[Of.Sectors], new double[Of.Sectors]);
        var border = Of.HasTaxes ? new double[Of.Cells] : after.Sold;
        for (var n = 0; n < Of.Countries; n++)
        {
            Multiply(Of.Row(Of.Bought, n), Of.Theta, response);
            Multiply(response, Of.Row(after.Prices, n), Of.Row(moved, n));
            Add(Of.Row(moved, n), Of.Row(after.Purchases, n), Of.Row(moved, n));
            VectorKernels.AddRowsTimes(Of.Phis(n), Of.Row(moved, n), after.Sold);
            if (Of.HasTaxes)
                VectorKernels.AddRowsTimes(Of.Border(n), Of.Row(moved, n), border);
            Array.Clear(row);
            VectorKernels.AddColumnSums(Of.Border(n), after.Costs, row);
            after.Imports[n] =
                Dot(Of.Row(Of.BorderShares, n), Of.Row(moved, n)) - Dot<double>(response, row) + (direct?.Imports[n] ?? 0);
            after.Tariffs[n] = Sum<double>(Of.Row(after.Purchases, n)) - after.Imports[n];
        }
        SetSales(direct?.SoldHere, Of.Output, after, after.Sold);
        if (Of.HasTaxes)
            SetSales(direct?.BorderHere, Of.AtBorder, after, border);
        for (var n = 0; n < Of.Countries; n++)
        {
            after.Exports[n] = Sum<double>(Of.Row(border, n));
            after.Taxes[n] = after.Exports[n] - Sum<double>(Of.Row(after.Sold, n));
            after.Own[n] += after.Tariffs[n] + after.Taxes[n];
        }
    }

    private void SetSales(double[]? direct, double[] levels, Changes after, double[] sold)
    {
        for (var cell = 0; cell < sold.Length; cell++)
            sold[cell] += (direct?[cell] ?? 0) - Of.Theta[cell % Of.Sectors] * levels[cell] * after.Costs[cell];
    }

    /// <summary>(D6) incomes, (D8) trade balances with the numeraire, (20) and (21) markets of factors, outputs that are sold.</summary>
    private void SetIncomes(ReadOnlySpan<double> x, DirectEffects? push, Changes after, Span<double> gaps)
    {
        for (var m = 0; m < Markets.Length; m++)
            after.Earned[Markets.PlaceOf(m).Country] += Markets.Offered[m] * after.Offers[m];
        var received = new double[Of.Countries];
        Limits.SetLent(after.Drawings, after.ConsumerPrices, received);
        var numeraire = new double[Of.Countries];
        for (var n = 0; n < Of.Countries; n++)
        {
            after.Own[n] += after.Earned[n];
            received[n] += after.Own[n] + (push?.Transfers?[n] ?? 0);
            numeraire[Blocs[n]] += after.Earned[n];
        }
        Incomes.Apply(received, after.Income);
        var balance = new double[Of.Countries];
        for (var n = 0; n < Of.Countries; n++)
        {
            balance[n] = after.Exports[n] - after.Imports[n] + after.Income[n] - after.Own[n] - Numeraire[n] * numeraire[Blocs[n]];
            gaps[IncomesAt + n] = x[IncomesAt + n] - after.Income[n] / Of.Income[n];
        }
        for (var cell = 0; cell < Of.Cells; cell++)
            gaps[OutputsAt + cell] = (after.Output[cell] - after.Sold[cell]) / Of.Income[cell / Of.Sectors];
        SetMarketGaps(after, balance, gaps);
    }

    /// <summary>
    /// What each market is paid less what it earns, payments of a country adding up to what its factors earn and the gap of its trade
    /// balance.
    /// </summary>
    private void SetMarketGaps(Changes after, double[] balance, Span<double> gaps)
    {
        var (grown, mean) = Markets.IsSimple ? ([], []) : ValueAdded(after);
        for (var m = 0; m < Markets.Length; m++)
        {
            var (_, n, j) = Markets.PlaceOf(m);
            gaps[m] = balance[n] / Markets.Earned[n];
            if (Markets.IsSimple)
                continue;
            gaps[m] += after.Earned[n] / Markets.Earned[n] - mean[n] - after.Offers[m];
            for (var at = 0; at < Markets.Payers[m].Length; at++)
            {
                var cell = n * Of.Sectors + (j < 0 ? at : j);
                gaps[m] += Markets.Payers[m][at] * (grown[cell] + FactorRho(cell) * (after.FactorPrices[m] - after.ValueAddedPrices[cell]));
            }
        }
    }

    /// <summary>1 less the elasticity among the factors of (n, j).</summary>
    public double FactorRho(int cell) => 1 - Of.At.Given.Substitution.Factors[cell % Of.Sectors];

    /// <summary>d ln of gamma'_nj Y'_nj, and of its sum over the sectors of a country.</summary>
    private (double[] Grown, double[] Mean) ValueAdded(Changes after)
    {
        var (grown, mean) = (new double[Of.Cells], new double[Of.Countries]);
        for (var cell = 0; cell < grown.Length; cell++)
        {
            if (Of.Output[cell] == 0)
                continue;
            grown[cell] = after.Output[cell] / Of.Output[cell];
            if (Of.Wanted is { } wanted)
                grown[cell] +=
                    wanted.ValueAdded[cell % Of.Sectors]
                    * (
                        after.ValueAddedPrices[cell]
                        - (Of.Gamma.Span[cell] * after.ValueAddedPrices[cell] + after.InputPrices[cell]) / wanted.Totals[cell]
                    );
        }
        for (var n = 0; n < mean.Length; n++)
            mean[n] = Dot(Of.At.ValueAdded.Row(n), Of.Row(grown, n)) / Sum(Of.At.ValueAdded.Row(n));
        return (grown, mean);
    }
}
