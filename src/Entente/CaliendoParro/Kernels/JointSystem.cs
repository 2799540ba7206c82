using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Entente.CaliendoParro.Search;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The equilibrium as one system in the prices of factors, wedges and drawings, incomes, ln unit costs and outputs
/// together: no loop inside another, whatever technology and factors are. An evaluation reads each array about once, block by
/// block of an importing country, and returns a step: gaps of costs and outputs are followed through the inputs made at
/// home (<see cref="DomesticInputs"/>), gaps of the trade balance through the response of trade to wages
/// (<see cref="WageResponse"/>), so that x + f is near the root in what happens inside countries and between wages, and
/// acceleration has only the rest to learn. The plain system and the equations stand beside it.
/// </summary>
internal sealed class JointSystem : IDisposable
{
    /// <summary>What is foreseen of an output is at most so many times what is sold, and no less than its part.</summary>
    private const double MostForeseen = 2;

    private readonly CounterfactualInputs given;
    private readonly World world;
    private readonly int countries;
    private readonly int sectors;
    private readonly Incomes incomes;
    private readonly Technology technology;
    private readonly FactorMarkets markets;
    private readonly FactorSteps factorSteps;
    private readonly ForeignProfits profits;
    private readonly Limits limits;
    private readonly MarketWeights weights;
    private readonly double[]? logProductivity;
    private readonly double[] minusTheta;

    // Where each kind of unknown begins, after the prices of factors: wedges and drawings, incomes, costs, outputs.
    private readonly int wedgesAt;
    private readonly int incomesAt;
    private readonly int costsAt;
    private readonly int outputsAt;

    // The current point, by country or by (n, j).
    private readonly double[] income;
    private readonly double[] own;
    private readonly double[] imports;
    private readonly double[] excess;
    private readonly double[] newIncome;
    private readonly double[] consumerPrices;
    private readonly double[] wageSteps;
    private readonly double[] costPower;
    private readonly double[] output;
    private readonly double[] spending;
    private readonly double[] logPrice;
    private readonly double[] logV;
    private readonly double[] sums;
    private readonly double[] valueAdded;
    private readonly double[] lost;
    private readonly double[] quantities;
    private readonly double[] stockPrices;

    // What is sold, and the same at border prices; until that is added to it, the first is what taxes and rents take off.
    private readonly double[] sold;
    private readonly double[] atBorder;

    // By quota and flow: what its seller gets, and its share in what its importer spends on the good.
    private readonly double[][] sales;
    private readonly double[][] shares;
    private readonly double[][] amounts;

    // By quota and flow, what a unit counts, nothing where a price is capped; by country, the limited flows that it buys; unit costs by
    // (n, j).
    private readonly LimitedFlows limited;
    private readonly double[][] perUnits;
    private readonly (int Quota, int Flow)[][] limitedOf;
    private readonly double[] unitCosts;
    private readonly TradeMargin[][]? marginsOf;

    // By country, what comes from abroad without goods: margins and profits.
    private readonly double[] received;
    private readonly double[] ratio;
    private readonly double[] row;

    // By (n, j): income of the country in the data, and room for what is worked out.
    private readonly double[] scale;
    private readonly double[] cells;

    private ReferencePoint situation;
    private HomeSteps home;
    private LostSales lostSales;

    /// <param name="given">The data and what changes.</param>
    /// <param name="before">The kernels of a system that nothing is asked of any more, to be taken where they fit; null: none.</param>
    public JointSystem(CounterfactualInputs given, Technology? before = null)
    {
        (this.given, world) = (given, given.World);
        (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        (incomes, technology) = (new Incomes(given), Technology.Of(given, before));
        (markets, limits) = (new FactorMarkets(given), new Limits(given));
        (situation, weights) = (ReferencePoint.Of(world), new MarketWeights(given));
        profits = new ForeignProfits(given, markets);
        var goods = GoodsResponse.Of(given, situation);
        (home, lostSales) = (new HomeSteps(situation), new LostSales(situation, goods));
        factorSteps = new FactorSteps(given, markets, situation, goods);
        var length = countries * sectors;
        (wedgesAt, incomesAt) = (markets.Length, markets.Length + limits.Length);
        (costsAt, outputsAt) = (incomesAt + countries, incomesAt + countries + length);
        minusTheta = Technology.ForEach(countries, world.Thetas.AsSpan());
        TensorPrimitives.Negate(minusTheta, minusTheta);
        (scale, cells) = (new double[length], new double[length]);
        for (var n = 0; n < countries; n++)
            Of(scale, n).Fill(world.Income[n]);
        if (given.Shock.Productivity is { } productivity)
            TensorPrimitives.Log(productivity.Span, logProductivity = new double[length]);
        (income, own, imports, excess) = (new double[countries], new double[countries], new double[countries], new double[countries]);
        (newIncome, consumerPrices, wageSteps) = (new double[countries], new double[countries], new double[countries]);
        (costPower, output, spending, sold) = (new double[length], new double[length], new double[length], new double[length]);
        (logPrice, logV, sums) = (new double[length], new double[length], new double[length]);
        (valueAdded, lost) = (markets.IsSimple ? [] : new double[length], new double[length]);
        atBorder = weights.HasTaxes ? new double[length] : sold;
        (quantities, stockPrices) = (new double[given.Quotas.Length], new double[given.Stocks.Length]);
        sales = [.. given.Quotas.Select(quota => new double[quota.Flows.Length])];
        shares = [.. given.Quotas.Select(quota => new double[quota.Flows.Length])];
        amounts = [.. given.Quotas.Select(quota => new double[quota.Flows.Length])];
        limited = LimitedFlows.From(given);
        perUnits =
        [
            .. given.Quotas.Select(quota => quota.IsPriceCap ? [] : quota.Flows.Select(flow => flow.PerUnit).ToArray()),
        ];
        limitedOf = LimitedOf();
        unitCosts = given.Quotas.IsEmpty ? [] : new double[length];
        received = new double[countries];
        if (!given.Margins.IsEmpty)
            marginsOf = [.. Enumerable.Range(0, countries).Select(n => given.Margins.Where(m => m.Importer == n).ToArray())];
        (ratio, row) = (new double[sectors], new double[sectors]);
        ResidualWeights = SetResidualWeights();
    }

    /// <summary>Gives back what was lent; nothing may be asked of it any more.</summary>
    public void Dispose() => weights.Dispose();

    /// <summary>The kernels of costs and shares, for a later system.</summary>
    public Technology Kernels => technology;

    /// <summary>Number of unknowns.</summary>
    public int Length => outputsAt + countries * sectors;

    /// <summary>
    /// What stands for each market, quota and stock; the unknowns of two systems of like worlds are the same where it is.
    /// </summary>
    public int[] Layout() => [.. markets.Layout(), .. limits.Layout()];

    /// <summary>By how much each residual counts, no less than 1: what is within a tolerance leaves each market within it.</summary>
    public ImmutableArray<double> ResidualWeights { get; }

    /// <summary>What an evaluation reads of the arrays that do not fit a cache, in bytes.</summary>
    public long BytesPerEvaluation => weights.Bytes + (sizeof(double) + sizeof(float)) * (long)world.CostShares.Span.Length;

    /// <summary>
    /// Evaluates the step; see <see cref="Numerics.ResidualFunction"/>. There is no inner loop whose accuracy could be chosen.
    /// </summary>
    public void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        Read(x);
        SetPrices();
        SetCostGaps(x[costsAt..outputsAt], f[costsAt..outputsAt]);
        technology.SetShares(logV, logPrice);
        technology.SetSpending(output, income, spending);
        for (var n = 0; n < countries; n++)
            SetPurchases(n);
        SetOutputGaps(f[outputsAt..]);
        SetQuantities(x);
        Foresee(f);
        SetWageAndIncomeSteps(f);
        FollowCosts(f[..wedgesAt], f[costsAt..outputsAt]);
        limits.SetSteps(
            x[wedgesAt..incomesAt],
            quantities,
            stockPrices,
            amounts,
            shares,
            f[costsAt..outputsAt],
            f[wedgesAt..incomesAt]
        );
        SetLostSales(f[costsAt..outputsAt]);
        FollowOutputs(f[incomesAt..costsAt], f[outputsAt..]);
    }

    /// <summary>The unknowns to begin with: what prices and expenditures found before imply, or 0, the data.</summary>
    /// <exception cref="ArgumentException">The point belongs to other countries or sectors.</exception>
    public double[] Start(StartingPoint? from)
    {
        var x = new double[Length];
        if (from is null)
        {
            limits.SetStart(x.AsSpan(wedgesAt, limits.Length));
            return x;
        }
        from.RequireFit(world);
        markets.SetStart(from, x.AsSpan(0, wedgesAt));
        limits.SetStart(from, x.AsSpan(wedgesAt, limits.Length));
        SetFactors(x);
        for (var at = 0; at < logPrice.Length; at++)
            logPrice[at] = double.IsFinite(from.Prices.Span[at]) ? Math.Log(from.Prices.Span[at]) : 0;
        technology.SetConsumerPrices(logPrice, consumerPrices);
        SetValueAddedPrices();
        SetCostGaps(default, x.AsSpan(costsAt..outputsAt));
        Read(x);
        SetPrices();
        for (var n = 0; n < countries; n++)
        {
            from.Expenditure.Row(n).CopyTo(Of(spending, n));
            SetPurchases(n);
        }
        for (var n = 0; n < countries; n++)
            SetSales(n);
        TensorPrimitives.Subtract(sold, world.Output.Span, x.AsSpan(outputsAt));
        TensorPrimitives.Divide(x.AsSpan(outputsAt), scale, x.AsSpan(outputsAt));
        incomes.Solve(own, consumerPrices, limits.Drawn, newIncome);
        for (var n = 0; n < countries; n++)
            x[incomesAt + n] = newIncome[n] / world.Income[n] - 1;
        return x;
    }

    /// <summary>
    /// Takes steps by what is around at a point instead of the data from now on; the roots stay where they are. Returns
    /// whether the point can serve.
    /// </summary>
    public bool RelineariseAt(ReadOnlySpan<double> x)
    {
        Residual(x, new double[Length], 0);
        if (ReferencePoint.Of(given, State()) is not { } here)
            return false;
        situation = here;
        var goods = GoodsResponse.Of(given, here);
        factorSteps.At(here, goods);
        (home, lostSales) = (new HomeSteps(here), new LostSales(here, goods));
        return true;
    }

    /// <summary>By importer, the limited flows that it buys; price caps limit none.</summary>
    private (int Quota, int Flow)[][] LimitedOf()
    {
        var of = Enumerable.Range(0, countries).Select(_ => new List<(int, int)>()).ToArray();
        for (var l = 0; l < given.Quotas.Length; l++)
            for (var f = 0; !given.Quotas[l].IsPriceCap && f < given.Quotas[l].Flows.Length; f++)
                of[given.Quotas[l].Flows[f].Importer].Add((l, f));
        return [.. of.Select(flows => flows.ToArray())];
    }

    /// <summary>Steps in prices and wedges count by what answers them, gaps of costs by what sales do, or as the most of these.</summary>
    private ImmutableArray<double> SetResidualWeights()
    {
        var counts = new double[Length];
        Array.Fill(counts, 1);
        markets.Elasticities.CopyTo(counts);
        limits.SetElasticities(counts.AsSpan(wedgesAt..incomesAt));
        TensorPrimitives.Negate(minusTheta, counts.AsSpan(costsAt..outputsAt));
        TensorPrimitives.Min(counts, TensorPrimitives.Max<double>(counts.AsSpan(..incomesAt)), counts);
        TensorPrimitives.Max(counts, 1, counts);
        return ImmutableCollectionsMarshal.AsImmutableArray(counts);
    }

    /// <summary>Incomes, equation (9), over consumer prices, equation (12), as they follow from the point of the last evaluation.</summary>
    public double[] RealIncomes()
    {
        var real = new double[countries];
        TensorPrimitives.Divide(newIncome, consumerPrices, real);
        return real;
    }

    /// <summary>The point as of the last evaluation.</summary>
    public EquilibriumState State()
    {
        var prices = Table.Create(
            countries,
            sectors,
            (n, j) => given.Supply.IsAvailable(n, j) ? Math.Exp(logPrice[n * sectors + j]) : double.PositiveInfinity
        );
        return new(
            markets.Prices,
            markets.Employment,
            prices,
            new Table(countries, sectors, [.. spending]),
            [.. limits.Wedges],
            [.. limits.Drawn]
        );
    }

    /// <summary>
    /// The unknowns: prices of factors, wedges and drawings, incomes over those of the data, ln unit costs, outputs over those
    /// incomes; all 0 in the data.
    /// </summary>
    private void Read(ReadOnlySpan<double> x)
    {
        SetFactors(x);
        for (var n = 0; n < countries; n++)
            income[n] = world.Income[n] * (1 + x[incomesAt + n]);
        TensorPrimitives.MultiplyAdd(x[outputsAt..], scale, world.Output.Span, output);
        TensorPrimitives.Multiply(x[costsAt..outputsAt], minusTheta, costPower);
        TensorPrimitives.Exp(costPower, costPower);
        Array.Clear(sold);
        if (weights.HasTaxes)
            Array.Clear(atBorder);
        Array.Clear(received);
    }

    private void SetFactors(ReadOnlySpan<double> x)
    {
        markets.Set(x[..wedgesAt]);
        limits.Set(x[wedgesAt..incomesAt]);
        weights.SetWedges(limits.Wedges);
    }

    /// <summary>Equations (3) and (12), and what follows for prices of factors that have a floor.</summary>
    private void SetPrices()
    {
        Array.Clear(sums);
        for (var n = 0; n < countries; n++)
        {
            VectorKernels.AddColumnSums(weights.Block(n), costPower, Of(sums, n));
            weights.SetIdle(n, Of(sums, n), 1);
        }
        weights.SetLogPrices(sums, logPrice);
        technology.SetConsumerPrices(logPrice, consumerPrices);
        SetValueAddedPrices();
    }

    private void SetValueAddedPrices()
    {
        if (markets.HasFloors)
            markets.Raise(consumerPrices);
        markets.SetEarnings();
        markets.Own.CopyTo(own);
        profits.Add(own, received);
        markets.SetLogValueAddedPrices(logV);
    }

    /// <summary>Equation (2) less the costs of the point; the costs themselves where there are none.</summary>
    private void SetCostGaps(ReadOnlySpan<double> logCosts, Span<double> gaps)
    {
        technology.SetLogCosts(logV, logPrice, gaps);
        if (logProductivity is not null)
            TensorPrimitives.Subtract(gaps, logProductivity, gaps);
        if (!logCosts.IsEmpty)
            TensorPrimitives.Subtract(gaps, logCosts, gaps);
    }

    /// <summary>Equations (24), (5) and (7): what n buys, from whom, and what tariffs and stocks bring in.</summary>
    private void SetPurchases(int n)
    {
        var bought = row.AsSpan();
        Of(spending, n).CopyTo(bought);
        for (var s = 0; s < given.Stocks.Length; s++)
            if (given.Stocks[s].Country == n)
            {
                var sales = limits.Drawn[s] * Math.Exp(logPrice[n * sectors + given.Stocks[s].Sector]);
                bought[given.Stocks[s].Sector] -= sales;
                own[n] += sales;
            }
        TensorPrimitives.Divide(bought, Of(sums, n), ratio);
        weights.SetIdle(n, ratio, 0);
        imports[n] = TensorPrimitives.Dot<double>(Of(sums, n), ratio);
        if (weights.HasTariffs)
        {
            var paid = imports[n];
            imports[n] = VectorKernels.AddRowsTimes(weights.BorderBlock(n), ratio, costPower, atBorder);
            own[n] += paid - imports[n];
        }
        else
            VectorKernels.AddRowsTimes(weights.BorderBlock(n), ratio, atBorder);
        weights.TakeTaxes(n, ratio, sold);
        foreach (var (l, f) in limitedOf[n])
            SetLimited(l, f, n);
        if (marginsOf is not null)
            foreach (var margin in marginsOf[n])
                Earn(margin);
    }

    /// <summary>Equation (8b) for one part of a flow that a third country earns, which is a sale of that country's.</summary>
    private void Earn(TradeMargin margin)
    {
        var seller = margin.Exporter * sectors + margin.Sector;
        var amount = margin.Part * weights.BorderBlock(margin.Importer)[seller] * costPower[seller] * ratio[margin.Sector];
        own[margin.Earner] += amount;
        own[margin.Exporter] -= amount;
        received[margin.Earner] += amount;
        received[margin.Exporter] -= amount;
    }

    private void SetLimited(int l, int f, int n)
    {
        var flow = limited.Of[l][f];
        var (power, j) = (costPower[limited.Sellers[flow]], limited.Sectors[flow]);
        sales[l][f] = weights.Sales(flow, power, ratio[j]);
        shares[l][f] = weights.Weight(flow) * power / sums[n * sectors + j];
    }

    /// <summary>Equations (6) and (8), and what is sold abroad less what is bought there.</summary>
    private void SetSales(int n)
    {
        var mine = Of(sold, n);
        if (weights.HasTaxes)
            TensorPrimitives.Add(mine, Of(atBorder, n), mine);
        TensorPrimitives.Multiply(mine, Of(costPower, n), mine);
        var producer = TensorPrimitives.Sum<double>(mine);
        var border = weights.HasTaxes ? TensorPrimitives.Dot<double>(Of(atBorder, n), Of(costPower, n)) : producer;
        own[n] += border - producer;
        excess[n] = border - imports[n];
    }

    /// <summary>Output that is sold less that of the point, over income.</summary>
    private void SetOutputGaps(Span<double> gaps)
    {
        for (var n = 0; n < countries; n++)
            SetSales(n);
        TensorPrimitives.Subtract(sold, output, gaps);
        TensorPrimitives.Divide(gaps, scale, gaps);
    }

    /// <summary>
    /// What gaps of costs and outputs come to at home once they are closed, before prices of factors move: costs, the trade balance
    /// and what is left for factors.
    /// </summary>
    private void Foresee(Span<double> f)
    {
        home.FollowCosts(f[costsAt..outputsAt], f[costsAt..outputsAt]);
        SetLostSales(f[costsAt..outputsAt]);
        for (var n = 0; n < countries; n++)
            excess[n] -= TensorPrimitives.Dot(situation.WageResponse.BalanceByCosts(n), Of(f[costsAt..outputsAt], n));
        if (markets.IsSimple)
            return;
        TensorPrimitives.Subtract(f[outputsAt..], lost, valueAdded);
        home.FollowOutputs(valueAdded, valueAdded);
        TensorPrimitives.MultiplyAdd(valueAdded, scale, output, valueAdded);
        TensorPrimitives.Multiply(sold, MostForeseen, cells);
        TensorPrimitives.Min(valueAdded, cells, valueAdded);
        TensorPrimitives.Multiply(sold, 1 / MostForeseen, cells);
        TensorPrimitives.Max(valueAdded, cells, valueAdded);
        TensorPrimitives.Multiply(technology.ValueAddedShares, valueAdded, valueAdded);
    }

    /// <summary>Equation (23), and real prices of stocked goods.</summary>
    private void SetQuantities(ReadOnlySpan<double> x)
    {
        if (quantities.Length > 0)
            TensorPrimitives.Exp(x[costsAt..outputsAt], unitCosts);
        for (var l = 0; l < quantities.Length; l++)
        {
            var (ofQuota, sold, perUnit) = (limited.Of[l], sales[l], perUnits[l]);
            if (perUnit.Length == 0)
            {
                quantities[l] = unitCosts[limited.Sellers[ofQuota[0]]];
                continue;
            }
            quantities[l] = 0;
            for (var f = 0; f < sold.Length; f++)
                quantities[l] += amounts[l][f] = perUnit[f] * sold[f] / unitCosts[limited.Sellers[ofQuota[f]]];
        }
        for (var s = 0; s < stockPrices.Length; s++)
            stockPrices[s] =
                Math.Exp(logPrice[given.Stocks[s].Country * sectors + given.Stocks[s].Sector]) / consumerPrices[given.Stocks[s].Country];
    }

    /// <summary>Equations (11), (20) and (9); the numeraire enters as a gap of its own, so that wages keep to it.</summary>
    private void SetWageAndIncomeSteps(Span<double> f)
    {
        incomes.Solve(own, consumerPrices, limits.Drawn, newIncome);
        var off = Math.Log(world.TotalValueAdded / TensorPrimitives.Sum(markets.Own));
        for (var n = 0; n < countries; n++)
            excess[n] += newIncome[n] - own[n] + received[n] + world.ValueAdded[n] * off;
        markets.SetDemandsWithinCountries(valueAdded, logV);
        factorSteps.Set(excess, wageSteps, f[..wedgesAt]);
        for (var n = 0; n < countries; n++)
            f[incomesAt + n] = (newIncome[n] - income[n]) / world.Income[n] + wageSteps[n];
    }

    /// <summary>What the steps of factor prices add to steps of costs, followed through inputs made at home.</summary>
    private void FollowCosts(ReadOnlySpan<double> steps, Span<double> costs)
    {
        factorSteps.SetValueAddedPriceSteps(steps, cells);
        TensorPrimitives.Multiply(cells, technology.ValueAddedShares, cells);
        home.FollowCosts(cells, cells);
        TensorPrimitives.Add(costs, cells, costs);
    }

    /// <summary>
    /// Gaps of outputs, what steps of costs do to sales and those of income to demand, followed through inputs made at home.
    /// </summary>
    private void FollowOutputs(ReadOnlySpan<double> incomeSteps, Span<double> outputs)
    {
        TensorPrimitives.Subtract(outputs, lost, outputs);
        for (var n = 0; n < countries; n++)
        {
            TensorPrimitives.Multiply(situation.TradeShares.Row(n, n), incomeSteps[n], row);
            TensorPrimitives.MultiplyAdd(row, Of(technology.FinalShares, n), Of(outputs, n), Of(outputs, n));
        }
        home.FollowOutputs(outputs, outputs);
    }

    /// <summary>What sales lose by steps of costs, over incomes.</summary>
    private void SetLostSales(ReadOnlySpan<double> costs)
    {
        lostSales.Set(costs, lost);
        TensorPrimitives.Divide(lost, scale, lost);
    }

    private Span<double> Of(double[] all, int n) => all.AsSpan(n * sectors, sectors);

    private Span<double> Of(Span<double> all, int n) => all.Slice(n * sectors, sectors);

    private ReadOnlySpan<double> Of(ReadOnlySpan<double> all, int n) => all.Slice(n * sectors, sectors);
}
