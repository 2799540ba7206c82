using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>
/// The equilibrium of the long run - Cobb-Douglas throughout, one factor that moves freely - as one system in ln wages,
/// incomes, ln unit costs and outputs together: no loop inside another. An evaluation reads each array about once, block
/// by block of an importing country, and returns a step: gaps of costs and outputs are followed through the inputs made at
/// home (<see cref="DomesticInputs"/>), gaps of the trade balance through the response of trade to wages
/// (<see cref="WageResponse"/>), so that x + f is near the root in what happens inside countries and between wages, and
/// acceleration has only the rest to learn. The plain system and the equations stand beside it.
/// </summary>
internal sealed class LongRunSystem
{
    private readonly Circumstances given;
    private readonly World world;
    private readonly int countries;
    private readonly int sectors;
    private readonly Incomes incomes;
    private readonly DomesticInputs domestic;
    private readonly WageResponse response;
    private readonly MarketWeights weights;
    private readonly double[] alpha;
    private readonly double[]? logProductivity;
    private readonly double[] minusTheta;

    // The current point, by country or by (n, j).
    private readonly double[] wage;
    private readonly double[] income;
    private readonly double[] own;
    private readonly double[] imports;
    private readonly double[] excess;
    private readonly double[] newIncome;
    private readonly double[] consumerPrices;
    private readonly double[] costPower;
    private readonly double[] output;
    private readonly double[] spending;
    private readonly double[] logPrice;
    private readonly double[] sold;
    private readonly double[] atBorder;
    private readonly double[] sums;
    private readonly double[] borderSums;
    private readonly double[] ratio;
    private readonly float[] gapSingle;
    private readonly float[] stepSingle;

    public LongRunSystem(Circumstances given)
    {
        (this.given, world) = (given, given.World);
        (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        (incomes, domestic, response, weights) = (new Incomes(given), world.DomesticInputs, world.WageResponse, new MarketWeights(given));
        var cells = countries * sectors;
        (alpha, minusTheta) = (new double[cells], new double[cells]);
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
                (alpha[n * sectors + j], minusTheta[n * sectors + j]) = (given.Supply.IsAvailable(n, j) ? world.FinalShares[n, j] : 0, -world.Thetas[j]);
        if (given.Shock.Productivity is { } productivity)
            TensorPrimitives.Log(productivity.Span, logProductivity = new double[cells]);
        (wage, income, own, imports) = (new double[countries], new double[countries], new double[countries], new double[countries]);
        (excess, newIncome, consumerPrices) = (new double[countries], new double[countries], new double[countries]);
        (costPower, output, spending, logPrice, sold) = (new double[cells], new double[cells], new double[cells], new double[cells], new double[cells]);
        atBorder = weights.HasTaxes ? new double[cells] : sold;
        (sums, borderSums, ratio) = (new double[sectors], new double[sectors], new double[sectors]);
        (gapSingle, stepSingle) = (new float[sectors], new float[sectors]);
        LargestElasticity = Math.Max(1, FactorMarkets.CountryElasticities(world).Max());
    }

    /// <summary>Whether an equilibrium is one of these.</summary>
    public static bool Fits(Circumstances given) =>
        given.Substitution.IsCobbDouglas && given.Factors.Length == 1 && given.Mobility[0] is { IsMobile: true, RealFloor: 0 } && given.Limits.IsEmpty && given.Stocks.IsEmpty;

    /// <summary>Number of unknowns: 2 N + 2 N J.</summary>
    public int Length => 2 * countries + 2 * countries * sectors;

    /// <summary>A residual within the tolerance over this leaves each trade balance within the tolerance.</summary>
    public double LargestElasticity { get; }

    /// <summary>What an evaluation reads of the arrays that do not fit a cache, in bytes.</summary>
    public long BytesPerEvaluation => weights.Bytes + sizeof(double) * (long)world.CostShares.Span.Length + sizeof(float) * (long)world.CostShares.Span.Length;

    /// <summary>Evaluates the step; see <see cref="Solvers.ResidualFunction"/>. There is no inner loop whose accuracy could be chosen.</summary>
    public void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        Read(x);
        ClearSales();
        var costs = f.Slice(2 * countries, countries * sectors);
        for (var n = 0; n < countries; n++)
        {
            SetSpending(n);
            SetMarkets(n);
            SetCostGap(n, x[n], Of(x[(2 * countries)..], n), costs.Slice(n * sectors, sectors));
        }
        var outputs = f[(2 * countries + countries * sectors)..];
        for (var n = 0; n < countries; n++)
            FollowGaps(n, costs.Slice(n * sectors, sectors), outputs.Slice(n * sectors, sectors));
        SetWageAndIncomeSteps(f);
        for (var n = 0; n < countries; n++)
            TensorPrimitives.MultiplyAdd(Of(response.OwnCosts, n), f[n], Of(costs, n), costs.Slice(n * sectors, sectors));
    }

    /// <summary>The unknowns to begin with: what wages, prices and expenditures found before imply, or 0, the data.</summary>
    /// <exception cref="ArgumentException">The point belongs to other countries or sectors.</exception>
    public double[] Start(StartingPoint? from)
    {
        var x = new double[Length];
        if (from is null)
            return x;
        from.RequireFit(world);
        var costs = x.AsSpan(2 * countries, countries * sectors);
        var none = new double[sectors];
        for (var n = 0; n < countries; n++)
        {
            x[n] = from.FactorPrice(0, n, -1, given.FactorPayments[0]);
            for (var j = 0; j < sectors; j++)
                logPrice[n * sectors + j] = double.IsFinite(from.Prices[n, j]) ? Math.Log(from.Prices[n, j]) : 0;
            SetCostGap(n, x[n], none, costs.Slice(n * sectors, sectors));
            from.Expenditure.Row(n).CopyTo(spending.AsSpan(n * sectors, sectors));
        }
        Read(x);
        ClearSales();
        for (var n = 0; n < countries; n++)
            SetMarkets(n);
        for (var n = 0; n < countries; n++)
            SetSales(n);
        incomes.Solve(own, consumerPrices, newIncome);
        TensorPrimitives.Subtract(sold, world.Output.Span, sold);
        for (var n = 0; n < countries; n++)
        {
            x[countries + n] = newIncome[n] / world.Income[n] - 1;
            TensorPrimitives.Divide(Of(sold, n), world.Income[n], x.AsSpan(2 * countries + countries * sectors + n * sectors, sectors));
        }
        return x;
    }

    /// <summary>The point as of the last evaluation.</summary>
    public EquilibriumState State()
    {
        var prices = Table.Create(countries, sectors, (n, j) => given.Supply.IsAvailable(n, j) ? Math.Exp(logPrice[n * sectors + j]) : double.PositiveInfinity);
        return new([Table.Create(countries, sectors, (n, _) => wage[n])], [Table.Filled(countries, sectors, 1)], prices, new Table(countries, sectors, [.. spending]), [], []);
    }

    /// <summary>The unknowns: ln wages, incomes over those of the data, ln unit costs, outputs over those incomes; all 0 in the data.</summary>
    private void Read(ReadOnlySpan<double> x)
    {
        TensorPrimitives.Exp(x[..countries], wage);
        var outputs = x[(2 * countries + countries * sectors)..];
        for (var n = 0; n < countries; n++)
        {
            income[n] = world.Income[n] * (1 + x[countries + n]);
            own[n] = wage[n] * world.ValueAdded[n];
            TensorPrimitives.MultiplyAdd(Of(outputs, n), world.Income[n], world.Output.Row(n), output.AsSpan(n * sectors, sectors));
        }
        TensorPrimitives.Multiply(x.Slice(2 * countries, countries * sectors), minusTheta, costPower);
        TensorPrimitives.Exp(costPower, costPower);
    }

    /// <summary>Equation (10).</summary>
    private void SetSpending(int n)
    {
        var spent = spending.AsSpan(n * sectors, sectors);
        VectorKernels.Times(world.CostShares.Block(n), Of(output, n), spent);
        TensorPrimitives.MultiplyAdd(Of(alpha, n), income[n], spent, spent);
    }

    /// <summary>Equations (3), (5) and (7) in the markets of n: its prices, and whom it pays.</summary>
    private void SetMarkets(int n)
    {
        Array.Clear(sums);
        VectorKernels.AddColumnSums(weights.Block(n), costPower, sums);
        weights.SetIdle(n, sums, 1);
        TensorPrimitives.Divide(Of(spending, n), sums, ratio);
        weights.SetIdle(n, ratio, 0);
        if (weights.HasTariffs || weights.HasTaxes)
        {
            Array.Clear(borderSums);
            VectorKernels.AddColumnSums(weights.BorderBlock(n), costPower, borderSums);
            imports[n] = TensorPrimitives.Dot<double>(borderSums, ratio);
            own[n] += TensorPrimitives.Dot<double>(sums, ratio) - imports[n];
        }
        else
            imports[n] = TensorPrimitives.Dot<double>(sums, ratio);
        VectorKernels.AddRowsTimes(weights.ProducerBlock(n), ratio, sold);
        if (weights.HasTaxes)
            VectorKernels.AddRowsTimes(weights.BorderBlock(n), ratio, atBorder);
        weights.SetLogPrices(n, sums, logPrice.AsSpan(n * sectors, sectors));
        consumerPrices[n] = Math.Exp(TensorPrimitives.Dot(Of(alpha, n), Of(logPrice, n)));
    }

    /// <summary>Equation (2) less the costs of the point.</summary>
    private void SetCostGap(int n, double logWage, ReadOnlySpan<double> logCost, Span<double> gap)
    {
        TensorPrimitives.Multiply(world.ValueAddedShares.Row(n), logWage, gap);
        TensorPrimitives.Subtract(gap, logCost, gap);
        if (logProductivity is not null)
            TensorPrimitives.Subtract(gap, Of(logProductivity, n), gap);
        VectorKernels.AddTransposedTimes(world.CostShares.Block(n), Of(logPrice, n), gap);
    }

    /// <summary>Output that is sold less that of the point, over income; both gaps followed through inputs made at home.</summary>
    private void FollowGaps(int n, Span<double> costs, Span<double> outputs)
    {
        TensorPrimitives.ConvertTruncating<double, float>(costs, gapSingle);
        Array.Clear(stepSingle);
        VectorKernels.AddTransposedTimes<float>(domestic.Inverse(n), gapSingle, stepSingle);
        TensorPrimitives.ConvertTruncating<float, double>(stepSingle, costs);

        SetSales(n);
        TensorPrimitives.Subtract(Of(sold, n), Of(output, n), outputs);
        TensorPrimitives.Divide(outputs, world.Income[n], outputs);
        TensorPrimitives.ConvertTruncating<double, float>(outputs, gapSingle);
        VectorKernels.Times<float>(domestic.Inverse(n), gapSingle, stepSingle);
        TensorPrimitives.ConvertTruncating<float, double>(stepSingle, outputs);
    }

    private void ClearSales()
    {
        Array.Clear(sold);
        if (weights.HasTaxes)
            Array.Clear(atBorder);
    }

    /// <summary>Equations (6) and (8), and what is sold abroad less what is bought there.</summary>
    private void SetSales(int n)
    {
        var mine = sold.AsSpan(n * sectors, sectors);
        TensorPrimitives.Multiply(mine, Of(costPower, n), mine);
        var producer = TensorPrimitives.Sum<double>(mine);
        var border = weights.HasTaxes ? TensorPrimitives.Dot(Of(atBorder, n), Of(costPower, n)) : producer;
        own[n] += border - producer;
        excess[n] = border - imports[n];
    }

    /// <summary>Equations (11) and (9); the numeraire enters as a gap of its own, so that wages keep to it.</summary>
    private void SetWageAndIncomeSteps(Span<double> f)
    {
        incomes.Solve(own, consumerPrices, newIncome);
        var off = 0.0;
        for (var n = 0; n < countries; n++)
            off += wage[n] * world.ValueAdded[n];
        off = Math.Log(world.TotalValueAdded / off);
        for (var n = 0; n < countries; n++)
            excess[n] += newIncome[n] - own[n] + world.ValueAdded[n] * off;
        response.Step(excess, f[..countries]);
        for (var n = 0; n < countries; n++)
            f[countries + n] = (newIncome[n] - income[n]) / world.Income[n] + f[n];
    }

    private ReadOnlySpan<double> Of(ReadOnlySpan<double> cells, int n) => cells.Slice(n * sectors, sectors);
}
