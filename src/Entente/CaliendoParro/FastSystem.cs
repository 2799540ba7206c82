using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>
/// The system by vector kernels over flat arrays, in logs: costs and shares of the baseline are prepared once, inner
/// loops start from the last point and are no more exact than asked.
/// </summary>
internal sealed class FastSystem : WageSystem
{
    private readonly int countries;
    private readonly int sectors;
    private readonly Incomes incomes;

    // Prepared, axes (n, i, j) or (n, j).
    private readonly double[] weight;
    private readonly double[] offset;
    private readonly double[] perUnit;
    private readonly double[] inverseTheta;
    private readonly double[] minusTheta;
    private readonly int[] idle;
    private readonly bool exportTaxes;

    // The current point.
    private readonly double[] logPrice;
    private readonly double[] logCost;
    private readonly double[] costPower;
    private readonly double[] sums;
    private readonly double[] flowPerSpending;
    private readonly double[] tariffPerSpending;
    private readonly double[] spending;
    private readonly double[] next;
    private readonly double[] output;
    private readonly double[] own;
    private readonly double[] income;
    private readonly double[] consumerPrices;
    private readonly double[] excess;
    private readonly double[] row;
    private double[] wages = [];

    public FastSystem(Circumstances given)
        : base(given)
    {
        (countries, sectors) = (World.Countries.Length, World.Sectors.Length);
        incomes = new Incomes(given);
        var (cells, pairs) = (countries * sectors, countries * countries * sectors);
        (weight, offset, perUnit) = (new double[pairs], new double[cells], new double[pairs]);
        (inverseTheta, minusTheta) = (new double[cells], new double[cells]);
        (logPrice, logCost, costPower, sums) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        (flowPerSpending, tariffPerSpending) = (new double[pairs], new double[cells]);
        (spending, next, output) = (World.Expenditure.Span.ToArray(), new double[cells], new double[cells]);
        (own, income, consumerPrices, excess) = (new double[countries], new double[countries], new double[countries], new double[countries]);
        row = new double[sectors];
        exportTaxes = given.Shock.ExportTaxes is not null;
        idle = Prepare();
    }

    public override EquilibriumState State() => new(wages, Prices(), new Table(countries, sectors, [.. spending]));

    public override void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        accuracy = Math.Max(accuracy, FinestAccuracy);
        wages = Wages(x);
        if (!SolvePrices(accuracy) || !SolveFlows(accuracy))
        {
            Forget();
            f.Fill(double.NaN);
            return;
        }
        SetExcess();
        Scale(excess, wages, f);
    }

    /// <summary>Back to the baseline, where inner loops start: a point that failed must not spoil the next.</summary>
    private void Forget()
    {
        Array.Clear(logPrice);
        World.Expenditure.Span.CopyTo(spending);
    }

    private bool SolveFlows(double accuracy)
    {
        SetFlowsPerSpending();
        SetConsumerPrices();
        return SolveSpending(accuracy);
    }

    /// <summary>Weights pi kappaHat^-theta, scaled so that the cheapest source of each good has weight pi; returns the goods not bought.</summary>
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
                    shares += World.TradeShares[n, i, j];
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
        weight[at] = World.TradeShares[n, i, j] / shares * Math.Exp(least - World.Thetas[j] * Math.Log(Given.TradeCosts[n, i, j]));
        perUnit[at] = 1 / ((1 + Given.Tariffs[n, i, j]) * (1 + Given.ExportTaxes[n, i, j]));
    }

    private bool SolvePrices(double accuracy)
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            SetCosts();
            SetSums();
            TensorPrimitives.Log(sums, next);
            TensorPrimitives.Subtract(next, offset, next);
            TensorPrimitives.Multiply(next, inverseTheta, next);
            TensorPrimitives.Negate(next, next);
            TensorPrimitives.Subtract(next, logPrice, logPrice);
            var change = TensorPrimitives.MaxMagnitude(logPrice);
            next.CopyTo(logPrice, 0);
            if (double.IsNaN(change))
                return false;
            if (Math.Abs(change) <= accuracy)
                return true;
        }
        return false;
    }

    /// <summary>Equation (2) in logs, and cHat^-theta.</summary>
    private void SetCosts()
    {
        for (var n = 0; n < countries; n++)
        {
            var cost = logCost.AsSpan(n * sectors, sectors);
            TensorPrimitives.Multiply(World.ValueAddedShares.Row(n), Math.Log(wages[n]), cost);
            for (var k = 0; k < sectors; k++)
                TensorPrimitives.MultiplyAdd(World.CostShares.Row(n, k), logPrice[n * sectors + k], cost, cost);
            if (Given.Shock.Productivity is { } productivity)
            {
                TensorPrimitives.Log(productivity.Row(n), row);
                TensorPrimitives.Subtract(cost, row, cost);
            }
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
            var tariffs = tariffPerSpending.AsSpan(n * sectors, sectors);
            tariffs.Clear();
            for (var i = 0; i < countries; i++)
            {
                var flow = Row(flowPerSpending, n, i);
                TensorPrimitives.Multiply(Row(weight, n, i), costPower.AsSpan(i * sectors, sectors), flow);
                TensorPrimitives.Divide(flow, sums.AsSpan(n * sectors, sectors), flow);
                TensorPrimitives.Multiply(flow, Row(perUnit, n, i), flow);
                if (exportTaxes)
                {
                    TensorPrimitives.MultiplyAdd(flow, Given.ExportTaxes.Row(n, i), flow, row);
                    TensorPrimitives.MultiplyAdd(Given.Tariffs.Row(n, i), row, tariffs, tariffs);
                }
                else
                    TensorPrimitives.MultiplyAdd(Given.Tariffs.Row(n, i), flow, tariffs, tariffs);
            }
        }
    }

    /// <summary>Equation (12) in logs.</summary>
    private void SetConsumerPrices()
    {
        for (var n = 0; n < countries; n++)
            consumerPrices[n] = Math.Exp(TensorPrimitives.Dot(World.FinalShares.Row(n), logPrice.AsSpan(n * sectors, sectors)));
    }

    private bool SolveSpending(double accuracy)
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            SetOutputAndOwnIncome();
            incomes.Solve(own, consumerPrices, income);
            var change = 0.0;
            for (var n = 0; n < countries; n++)
            {
                var mine = output.AsSpan(n * sectors, sectors);
                for (var k = 0; k < sectors; k++)
                    next[n * sectors + k] = World.FinalShares[n, k] * income[n] + TensorPrimitives.Dot(World.CostShares.Row(n, k), mine);
                var was = spending.AsSpan(n * sectors, sectors);
                TensorPrimitives.Subtract(next.AsSpan(n * sectors, sectors), was, was);
                change = Math.Max(change, Math.Abs(TensorPrimitives.MaxMagnitude(was)) / Math.Max(World.Income[n], income[n]));
            }
            next.CopyTo(spending, 0);
            if (double.IsNaN(change))
                return false;
            if (change <= accuracy)
            {
                SetOutputAndOwnIncome();
                incomes.Solve(own, consumerPrices, income);
                return true;
            }
        }
        return false;
    }

    /// <summary>Equations (6), (7) and (8), and what each country earns itself.</summary>
    private void SetOutputAndOwnIncome()
    {
        Array.Clear(output);
        for (var n = 0; n < countries; n++)
        {
            var mine = spending.AsSpan(n * sectors, sectors);
            own[n] = wages[n] * World.ValueAdded[n] + TensorPrimitives.Dot(tariffPerSpending.AsSpan(n * sectors, sectors), mine);
            for (var i = 0; i < countries; i++)
            {
                var sold = output.AsSpan(i * sectors, sectors);
                TensorPrimitives.MultiplyAdd(Row(flowPerSpending, n, i), mine, sold, sold);
            }
        }
        for (var i = 0; exportTaxes && i < countries; i++)
            for (var n = 0; n < countries; n++)
            {
                TensorPrimitives.Multiply(Row(flowPerSpending, n, i), Given.ExportTaxes.Row(n, i), row);
                own[i] += TensorPrimitives.Dot<double>(row, spending.AsSpan(n * sectors, sectors));
            }
    }

    /// <summary>Equation (11).</summary>
    private void SetExcess()
    {
        for (var n = 0; n < countries; n++)
            excess[n] = income[n] - own[n];
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                var atBorder = TensorPrimitives.Dot<double>(Row(flowPerSpending, n, i), spending.AsSpan(n * sectors, sectors));
                if (exportTaxes)
                {
                    TensorPrimitives.Multiply(Row(flowPerSpending, n, i), Given.ExportTaxes.Row(n, i), row);
                    atBorder += TensorPrimitives.Dot<double>(row, spending.AsSpan(n * sectors, sectors));
                }
                excess[i] += atBorder;
                excess[n] -= atBorder;
            }
    }

    private Table Prices() => Table.Create(countries, sectors, (n, j) =>
        Given.Supply.IsAvailable(n, j) ? Math.Exp(logPrice[n * sectors + j]) : double.PositiveInfinity);

    private Span<double> Row(double[] cells, int n, int i) => cells.AsSpan((n * countries + i) * sectors, sectors);
}
