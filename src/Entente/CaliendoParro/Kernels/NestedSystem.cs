using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The system by vector kernels over flat arrays, in logs: costs and shares of the baseline are prepared once, inner
/// loops start from the last point and are no more exact than asked.
/// </summary>
internal sealed class NestedSystem : MarketSystem
{
    private readonly int countries;
    private readonly int sectors;
    private readonly Incomes incomes;
    private readonly Technology technology;
    private readonly ForeignProfits profits;

    // Prepared, axes (n, i, j) or (n, j).
    private readonly double[] weight;
    private readonly double[] offset;
    private readonly double[] perUnit;
    private readonly double[] inverseTheta;
    private readonly double[] minusTheta;
    private readonly int[] idle;
    private readonly double[] tariffs;
    private readonly double[] taxes;
    private readonly bool exportTaxes;
    private readonly (int At, double Weight, double PerUnit, double Tariff, double Tax)[][] limited;

    // The current point.
    private readonly double[] logPrice;
    private readonly double[] logV;
    private readonly double[] purchases;
    private readonly double[] valueAdded;
    private readonly double[] quantities;
    private readonly double[] stockPrices;
    private readonly double[] logCost;
    private readonly double[] costPower;
    private readonly double[] sums;
    private readonly double[] flowPerSpending;
    private readonly double[] tariffPerSpending;
    private readonly double[] spending;
    private readonly double[] next;
    private readonly double[] scale;
    private readonly double[] output;
    private readonly double[] own;
    private readonly double[] received;
    private readonly double[] income;
    private readonly double[] consumerPrices;
    private readonly double[] excess;
    private readonly double[] row;

    private readonly InnerLoop findPrices;
    private readonly InnerLoop findSpending;

    // By how much prices are above those that they were found as, in logs.
    private double numeraire;

    public NestedSystem(CounterfactualInputs given)
        : base(given)
    {
        (countries, sectors) = (World.Countries.Length, World.Sectors.Length);
        (incomes, profits) = (new Incomes(given), new ForeignProfits(given, Markets));
        var (cells, pairs) = (countries * sectors, countries * countries * sectors);
        (weight, offset, perUnit) = (new double[pairs], new double[cells], new double[pairs]);
        (inverseTheta, minusTheta) = (new double[cells], new double[cells]);
        (logPrice, logCost, costPower, sums) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        (flowPerSpending, tariffPerSpending) = (new double[pairs], new double[cells]);
        (spending, next, output) = (World.Expenditure.Span.ToArray(), new double[cells], new double[cells]);
        scale = new double[cells];
        (own, income, consumerPrices, excess) = (
            new double[countries],
            new double[countries],
            new double[countries],
            new double[countries]
        );
        (logV, purchases, valueAdded) = (new double[cells], new double[cells], new double[cells]);
        (quantities, stockPrices) = (new double[given.Quotas.Length], new double[given.Stocks.Length]);
        (row, received) = (new double[sectors], new double[countries]);
        Array.Fill(consumerPrices, 1);
        technology = Technology.Of(given);
        (tariffs, taxes) = (given.Tariffs.Span.ToArray(), given.ExportTaxes.Span.ToArray());
        exportTaxes = given.Shock.ExportTaxes is not null || given.Quotas.Any(quota => quota.ToImporter < 1);
        idle = Prepare();
        findPrices = new(logPrice, next, SetNextPrices, MostSweeps);
        findSpending = new(spending, next, SetNextSpending, MostSweeps, scale);
        var flows = LimitedFlows.From(given);
        limited =
        [
            .. flows.Of.Select(of =>
                of.Select(p => flows.Cells[p]).Select(at => (at, weight[at], perUnit[at], tariffs[at], taxes[at])).ToArray()
            ),
        ];
    }

    public override EquilibriumState State() =>
        new(
            Markets.Prices,
            Markets.Employment,
            Prices(),
            new Table(countries, sectors, [.. spending]),
            [.. Limits.Wedges],
            [.. Limits.Drawn]
        );

    public override void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        accuracy = Math.Max(accuracy, FinestAccuracy);
        Limits.Set(x[Markets.Length..]);
        SetLimited();
        if (!SolvePrices(x[..Markets.Length], accuracy) || !SolveFlows(accuracy))
        {
            Forget();
            f.Fill(double.NaN);
            return;
        }
        SetExcess();
        SetValueAdded();
        Markets.SetGaps(valueAdded, logV, excess, f[..Markets.Length]);
        SetQuantities();
        Limits.SetGaps(x[Markets.Length..], quantities, stockPrices, f[Markets.Length..]);
    }

    /// <summary>Back to the baseline, where inner loops start: a point that failed must not spoil the next.</summary>
    private void Forget()
    {
        Array.Clear(logPrice);
        numeraire = 0;
        Array.Fill(consumerPrices, 1);
        World.Expenditure.Span.CopyTo(spending);
    }

    private bool SolveFlows(double accuracy)
    {
        if (Markets.HasFloors)
            Rescale();
        SetFlowsPerSpending();
        SetConsumerPrices();
        technology.SetShares(logV, logPrice);
        return SolveSpending(accuracy);
    }

    /// <summary>Makes the value added of the world the numeraire after prices were found in another.</summary>
    private void Rescale()
    {
        numeraire = Math.Log(Markets.Normalise());
        AddToPrices(numeraire);
        Markets.SetLogValueAddedPrices(logV);
    }

    private void AddToPrices(double logs)
    {
        TensorPrimitives.Add(logPrice, logs, logPrice);
        foreach (var at in idle)
            logPrice[at] = 0;
    }

    /// <summary>
    /// Costs users more, and gives somebody a rent, where a quantity is limited; see <see
    /// cref="CounterfactualInputs.WithWedges"/>.
    /// </summary>
    private void SetLimited()
    {
        // A flow may be under several quotas: each begins where the last one has left it.
        foreach (var flows in limited)
            foreach (var (at, was, unit, tariff, tax) in flows)
                (weight[at], perUnit[at], tariffs[at], taxes[at]) = (was, unit, tariff, tax);
        for (var l = 0; l < limited.Length; l++)
            foreach (var (at, _, _, _, _) in limited[l])
            {
                var (omega, part) = (Limits.Wedges[l], Given.Quotas[l].ToImporter);
                weight[at] *= Math.Pow(omega, minusTheta[at % sectors]);
                perUnit[at] /= omega;
                if (double.IsPositiveInfinity(omega))
                    continue;
                if (part > 0)
                    tariffs[at] = (1 + tariffs[at]) * CounterfactualInputs.Part(omega, part) - 1;
                if (part < 1)
                    taxes[at] = (1 + taxes[at]) * CounterfactualInputs.Part(omega, 1 - part) - 1;
            }
    }

    /// <summary>
    /// Weights pi kappaHat^-theta, scaled so that the cheapest source of each good has weight pi; returns the goods not bought.
    /// </summary>
    private int[] Prepare()
    {
        var none = new List<int>();
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
            {
                var (theta, least, shares) = (World.Thetas[j], double.PositiveInfinity, 0.0);
                inverseTheta[n * sectors + j] = 1 / theta;
                minusTheta[n * sectors + j] = -theta;
                for (var i = 0; i < countries; i++)
                {
                    shares += Given.TradeShares[n, i, j];
                    if (Given.Supply.CanFlow(Given, n, i, j))
                        least = Math.Min(least, theta * Math.Log(Given.TradeCosts[n, i, j]));
                }
                if (double.IsPositiveInfinity(least))
                {
                    none.Add(n * sectors + j);
                    continue;
                }
                offset[n * sectors + j] = least;
                for (var i = 0; i < countries; i++)
                    if (Given.Supply.CanFlow(Given, n, i, j))
                        SetWeight(n, i, j, shares, least);
            }
        return [.. none];
    }

    private void SetWeight(int n, int i, int j, double shares, double least)
    {
        var at = (n * countries + i) * sectors + j;
        weight[at] = Given.TradeShares[n, i, j] / shares * Math.Exp(least - World.Thetas[j] * Math.Log(Given.TradeCosts[n, i, j]));
        perUnit[at] = 1 / ((1 + Given.Tariffs[n, i, j]) * (1 + Given.ExportTaxes[n, i, j]));
    }

    private bool SolvePrices(ReadOnlySpan<double> factors, double accuracy)
    {
        Markets.Set(factors);
        if (Markets.HasFloors)
            AddToPrices(-numeraire);
        else
            Markets.Normalise();
        Markets.SetLogValueAddedPrices(logV);
        return findPrices.Settle(accuracy);
    }

    /// <summary>The prices that follow from equations (2) and (3), in logs.</summary>
    private void SetNextPrices()
    {
        if (Markets.HasFloors)
            RaiseToFloors();
        SetCosts();
        SetSums();
        TensorPrimitives.Log(sums, next);
        TensorPrimitives.Subtract(next, offset, next);
        TensorPrimitives.Multiply(next, inverseTheta, next);
        TensorPrimitives.Negate(next, next);
    }

    private void RaiseToFloors()
    {
        SetConsumerPrices();
        if (Markets.Raise(consumerPrices))
            Markets.SetLogValueAddedPrices(logV);
    }

    /// <summary>Equation (2) in logs, and cHat^-theta.</summary>
    private void SetCosts()
    {
        technology.SetLogCosts(logV, logPrice, logCost);
        if (Given.Shock.Productivity is { } productivity)
            for (var n = 0; n < countries; n++)
            {
                var cost = logCost.AsSpan(n * sectors, sectors);
                TensorPrimitives.Log(productivity.Row(n), row);
                TensorPrimitives.Subtract(cost, row, cost);
            }
        TensorPrimitives.Multiply(logCost, minusTheta, costPower);
        TensorPrimitives.Exp(costPower, costPower);
    }

    /// <summary>The bracket of equation (3); 1 where a good is not bought, so that its price stays put.</summary>
    private void SetSums()
    {
        Array.Clear(sums);
        for (var n = 0; n < countries; n++)
        {
            var sum = sums.AsSpan(n * sectors, sectors);
            for (var i = 0; i < countries; i++)
                TensorPrimitives.MultiplyAdd(Row(weight, n, i), costPower.AsSpan(i * sectors, sectors), sum, sum);
        }
        foreach (var at in idle)
            sums[at] = 1;
    }

    /// <summary>Equations (4) and (5) per unit of spending, and (7).</summary>
    private void SetFlowsPerSpending()
    {
        SetCosts();
        SetSums();
        for (var n = 0; n < countries; n++)
        {
            var revenue = tariffPerSpending.AsSpan(n * sectors, sectors);
            revenue.Clear();
            for (var i = 0; i < countries; i++)
            {
                var flow = Row(flowPerSpending, n, i);
                TensorPrimitives.Multiply(Row(weight, n, i), costPower.AsSpan(i * sectors, sectors), flow);
                TensorPrimitives.Divide(flow, sums.AsSpan(n * sectors, sectors), flow);
                TensorPrimitives.Multiply(flow, Row(perUnit, n, i), flow);
                if (exportTaxes)
                {
                    TensorPrimitives.MultiplyAdd(flow, Row(taxes, n, i), flow, row);
                    TensorPrimitives.MultiplyAdd(Row(tariffs, n, i), row, revenue, revenue);
                }
                else
                    TensorPrimitives.MultiplyAdd(Row(tariffs, n, i), flow, revenue, revenue);
            }
        }
    }

    /// <summary>Equation (12) in logs.</summary>
    private void SetConsumerPrices() => technology.SetConsumerPrices(logPrice, consumerPrices);

    private bool SolveSpending(double accuracy)
    {
        var found = findSpending.Settle(accuracy);
        SetIncome();
        return found;
    }

    /// <summary>The expenditures that follow from equations (5) to (10).</summary>
    private void SetNextSpending()
    {
        SetIncome();
        for (var n = 0; n < countries; n++)
            Of(scale, n).Fill(Math.Max(World.Income[n], income[n]));
        technology.SetSpending(output, income, next);
    }

    private void SetIncome()
    {
        SetOutputAndOwnIncome();
        incomes.Solve(own, consumerPrices, Limits.Drawn, income);
    }

    /// <summary>Equations (6), (7) and (8), and what each country earns itself.</summary>
    private void SetOutputAndOwnIncome()
    {
        Array.Clear(output);
        SetPurchases();
        for (var n = 0; n < countries; n++)
        {
            var mine = purchases.AsSpan(n * sectors, sectors);
            own[n] += Markets.Own[n] + TensorPrimitives.Dot(tariffPerSpending.AsSpan(n * sectors, sectors), mine);
            for (var i = 0; i < countries; i++)
            {
                var sold = output.AsSpan(i * sectors, sectors);
                TensorPrimitives.MultiplyAdd(Row(flowPerSpending, n, i), mine, sold, sold);
            }
        }
        for (var i = 0; exportTaxes && i < countries; i++)
            for (var n = 0; n < countries; n++)
            {
                TensorPrimitives.Multiply(Row(flowPerSpending, n, i), Row(taxes, n, i), row);
                own[i] += TensorPrimitives.Dot<double>(row, purchases.AsSpan(n * sectors, sectors));
            }
        SetReceived();
    }

    /// <summary>Equations (8b) and (8c).</summary>
    private void SetReceived()
    {
        Array.Clear(received);
        foreach (var m in Given.Margins)
        {
            var at = (m.Importer * countries + m.Exporter) * sectors + m.Sector;
            var amount = m.Part * (1 + taxes[at]) * flowPerSpending[at] * purchases[m.Importer * sectors + m.Sector];
            received[m.Earner] += amount;
            received[m.Exporter] -= amount;
        }
        for (var n = 0; n < countries && !Given.Margins.IsEmpty; n++)
            own[n] += received[n];
        profits.Add(own, received);
    }

    /// <summary>What is left to buy where stocks are drawn on, equation (24), and what their owners earn.</summary>
    private void SetPurchases()
    {
        spending.CopyTo(purchases, 0);
        Array.Clear(own);
        for (var s = 0; s < Limits.Drawn.Length; s++)
        {
            var at = Given.Stocks[s].Country * sectors + Given.Stocks[s].Sector;
            var sold = Limits.Drawn[s] * Math.Exp(logPrice[at]);
            purchases[at] -= sold;
            own[Given.Stocks[s].Country] += sold;
        }
    }

    /// <summary>gamma'_nj Y'_nj.</summary>
    private void SetValueAdded()
    {
        if (!Markets.IsSimple)
            TensorPrimitives.Multiply(technology.ValueAddedShares, output, valueAdded);
    }

    /// <summary>Equation (23), and real prices of stocked goods.</summary>
    private void SetQuantities()
    {
        for (var l = 0; l < limited.Length; l++)
        {
            if (Given.Quotas[l].IsPriceCap)
            {
                quantities[l] = Math.Exp(logCost[Given.Quotas[l].Flows[0].Exporter * sectors + Given.Quotas[l].Flows[0].Sector]);
                continue;
            }
            quantities[l] = 0;
            for (var f = 0; f < limited[l].Length; f++)
            {
                var (flow, at) = (Given.Quotas[l].Flows[f], limited[l][f].At);
                quantities[l] +=
                    flow.PerUnit
                    * (
                        flowPerSpending[at]
                        * purchases[flow.Importer * sectors + flow.Sector]
                        / Math.Exp(logCost[flow.Exporter * sectors + flow.Sector])
                    );
            }
        }
        for (var s = 0; s < stockPrices.Length; s++)
            stockPrices[s] =
                Math.Exp(logPrice[Given.Stocks[s].Country * sectors + Given.Stocks[s].Sector]) / consumerPrices[Given.Stocks[s].Country];
    }

    /// <summary>Equation (11).</summary>
    private void SetExcess()
    {
        for (var n = 0; n < countries; n++)
            excess[n] = income[n] - own[n] + received[n];
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                var atBorder = TensorPrimitives.Dot<double>(Row(flowPerSpending, n, i), purchases.AsSpan(n * sectors, sectors));
                if (exportTaxes)
                {
                    TensorPrimitives.Multiply(Row(flowPerSpending, n, i), Row(taxes, n, i), row);
                    atBorder += TensorPrimitives.Dot<double>(row, purchases.AsSpan(n * sectors, sectors));
                }
                excess[i] += atBorder;
                excess[n] -= atBorder;
            }
    }

    private Table Prices() =>
        Table.Create(
            countries,
            sectors,
            (n, j) => Given.Supply.IsAvailable(n, j) ? Math.Exp(logPrice[n * sectors + j]) : double.PositiveInfinity
        );

    private Span<double> Of(double[] cells, int n) => cells.AsSpan(n * sectors, sectors);

    private Span<double> Row(double[] cells, int n, int i) => cells.AsSpan((n * countries + i) * sectors, sectors);
}
