using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// How the trade balances of a world answer to its wages, to first order in a situation, and the step in wages that closes
/// given gaps. Costs by country move with the own wage and with the costs of those a country buys from; trade moves
/// from dearer sellers to cheaper ones, by theta within each market. Sectors of a country are taken together, and
/// what income does to demand is left out but for imports: a step of a search, no derivative of the model.
/// </summary>
internal sealed class WageResponse
{
    /// <summary>No country is taken to be less elastic than this.</summary>
    private const double LeastElasticity = 0.05;

    /// <summary>The part of the response of a country to its own wage that is left whatever follows the wage.</summary>
    private const double LeastLeft = 0.3;

    private readonly int countries;
    private readonly double[] bought;
    private readonly double[] imports;
    private readonly double[] response;
    private readonly ReferencePoint at;
    private double[]? inverse;
    private readonly double[] ownCosts;
    private readonly double[] balance;

    public WageResponse(ReferencePoint at)
    {
        (this.at, countries, var total) = (at, at.Trade.First, at.ValueAdded.Sum());
        (bought, imports, response) = (new double[countries * countries], new double[countries], new double[countries * countries]);
        SetPurchases(at);
        ownCosts = OwnCostsOf(at);
        (Sales, balance) = (new double[ownCosts.Length], new double[ownCosts.Length]);
        (var demand, Elasticities) = DemandByCosts(at);
        var cost = CostsByWages(at);
        var mean = MeanCosts();
        for (var i = 0; i < countries; i++)
        {
            // Row i of demand times cost, then what numeraire and imports add.
            var row = response.AsSpan(i * countries, countries);
            VectorKernels.AddTransposedTimes<double>(cost, demand.AsSpan(i * countries, countries), row);
            TensorPrimitives.Multiply(row, mean, row);
            for (var k = 0; k < countries; k++)
                row[k] += at.ValueAdded[i] * at.ValueAdded[k] / total - (k == i ? -imports[i] : bought[k * countries + i]);
        }
    }

    // Where factors are apart nobody asks for it.
    private double[] Alone => inverse ??= Inverse(new double[countries * countries]);

    /// <summary>The inverse of the response where more answers wages than it knows of; (i, k).</summary>
    public double[] Inverse(ReadOnlySpan<double> more)
    {
        var (solve, inverted) = (new MatrixInverse<double>(countries), new double[countries * countries]);
        for (var i = 0; i < countries; i++)
        {
            TensorPrimitives.Add(response.AsSpan(i * countries, countries), more.Slice(i * countries, countries), solve.Row(i));
            solve.Row(i)[i] = Math.Max(solve.Row(i)[i], LeastLeft * response[i * countries + i]);
            // Gaps over what each country earns, so that pivots do not depend on the unit of the data.
            TensorPrimitives.Divide(solve.Row(i), at.ValueAdded[i], solve.Row(i));
        }
        if (solve.Invert())
            for (var n = 0; n < countries; n++)
                TensorPrimitives.Divide(solve.Row(n), at.ValueAdded.AsSpan(), inverted.AsSpan(n * countries, countries));
        else
            // Where the matrix has no inverse, each country by itself.
            for (var n = 0; n < countries; n++)
                inverted[n * countries + n] = 1 / (Elasticities[n] * at.ValueAdded[n]);
        return inverted;
    }

    /// <summary>
    /// - d(sales)/d(log cost) of what i makes in sector j, in value, nothing else moving: theta (1 - pi_nij) of each flow M_nij;
    /// (i, j).
    /// </summary>
    public double[] Sales { get; }

    /// <summary>
    /// - d(excess)/d(log cost) of what n makes by sector, nothing else moving: theta (1 - pi_mnj) of what it sells to each m abroad,
    /// theta pi_nnj of what it buys there.
    /// </summary>
    public ReadOnlySpan<double> BalanceByCosts(int n) =>
        balance.AsSpan(n * (balance.Length / countries), balance.Length / countries);

    /// <summary>
    /// By country, - d(excess)/d(log wage) over value added, own cost moving one for one with the wage: exports
    /// fall by theta (1 - pi), imports rise by theta pi_domestic + 1.
    /// </summary>
    public double[] Elasticities { get; }

    /// <summary>The change of ln wages that closes gaps of the trade balance.</summary>
    public void Step(ReadOnlySpan<double> gaps, Span<double> step) => VectorKernels.Times(Alone, gaps, step);

    /// <summary>The transpose: what gaps are worth where changes of ln wages are worth this.</summary>
    public void StepTransposed(ReadOnlySpan<double> worth, Span<double> gaps)
    {
        gaps.Clear();
        VectorKernels.AddTransposedTimes(Alone, worth, gaps);
    }

    /// <summary>What n buys from i, and from all others.</summary>
    private void SetPurchases(ReferencePoint at)
    {
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                if (i != n)
                    imports[n] += bought[n * countries + i] = TensorPrimitives.Sum(at.Trade.Row(n, i));
    }

    /// <summary>By how much the cost of j in country n rises with the wage there, through inputs made at home; (n, j).</summary>
    private static double[] OwnCostsOf(ReferencePoint at)
    {
        var (sectors, responses) = (at.Output.Columns, new double[at.Output.Span.Length]);
        var (given, row) = (new float[sectors], new float[sectors]);
        for (var n = 0; n < at.Output.Rows; n++)
        {
            TensorPrimitives.ConvertTruncating<double, float>(at.ValueAddedShares.Row(n), given);
            Array.Clear(row);
            VectorKernels.AddTransposedTimes<float>(at.DomesticInputs.Inverse(n), given, row);
            TensorPrimitives.ConvertTruncating<float, double>(row, responses.AsSpan(n * sectors, sectors));
        }
        return responses;
    }

    /// <summary>By how much the costs of a country rise with its wage, weighted by what they do to its trade balance.</summary>
    private double[] MeanCosts()
    {
        var mean = new double[countries];
        for (var n = 0; n < countries; n++)
        {
            var sectors = ownCosts.Length / countries;
            var ofCosts = BalanceByCosts(n);
            var total = TensorPrimitives.Sum(ofCosts);
            mean[n] = total > 0 ? TensorPrimitives.Dot(ofCosts, ownCosts.AsSpan(n * sectors, sectors)) / total : 1;
        }
        return mean;
    }

    /// <summary>(I - B)^-1 with B the part of a country's cost that follows costs abroad.</summary>
    private double[] CostsByWages(ReferencePoint at)
    {
        var (cost, sectors) = (new double[countries * countries], at.Output.Columns);
        var solve = new MatrixInverse<double>(countries);
        for (var n = 0; n < countries; n++)
        {
            var output = at.Output.Row(n);
            var mean = TensorPrimitives.Dot<double>(ownCosts.AsSpan(n * sectors, sectors), output) / TensorPrimitives.Sum(output);
            var abroad = imports[n] > 0 ? (mean - 1) / imports[n] : 0;
            TensorPrimitives.Multiply(bought.AsSpan(n * countries, countries), abroad, solve.Row(n));
            solve.Row(n)[n] = 1;
        }
        if (solve.Invert())
            Copy(solve, cost);
        else
            for (var n = 0; n < countries; n++)
                cost[n * countries + n] = 1;
        return cost;
    }

    /// <summary>
    /// Minus the response of what i sells to costs of l: theta M_nij (1 - pi_nij) on the diagonal, -theta M_nij pi_nlj off it,
    /// over markets n and j; and the elasticities, which are made of the same sums.
    /// </summary>
    private (double[] Demand, double[] Elasticities) DemandByCosts(ReferencePoint at)
    {
        var (demand, elasticities, sectors) = (new double[countries * countries], new double[countries], at.Output.Columns);
        var (shares, weighted) = (new float[countries * sectors], new float[sectors]);
        var (row, kept) = (new double[sectors], new double[sectors]);
        var (sales, wide) = (new float[countries * countries], new double[countries * countries]);
        for (var n = 0; n < countries; n++)
        {
            TensorPrimitives.ConvertTruncating<double, float>(at.TradeShares.Block(n), shares);
            for (var i = 0; i < countries; i++)
            {
                TensorPrimitives.Multiply(at.Trade.Row(n, i), at.Thetas.AsSpan(), row);
                TensorPrimitives.ConvertTruncating<double, float>(row, weighted);
                VectorKernels.Times<float>(shares, weighted, sales.AsSpan(i * countries, countries));
                var all = TensorPrimitives.Sum<double>(row);
                demand[i * countries + i] += all;
                if (i != n)
                    TensorPrimitives.MultiplyAdd(
                        row,
                        at.TradeShares.Row(n, n),
                        balance.AsSpan(n * sectors, sectors),
                        balance.AsSpan(n * sectors, sectors)
                    );
                // theta M (1 - pi).
                TensorPrimitives.Multiply(row, at.TradeShares.Row(n, i), kept);
                TensorPrimitives.Subtract(row, kept, row);
                TensorPrimitives.Add(Sales.AsSpan(i * sectors, sectors), row, Sales.AsSpan(i * sectors, sectors));
                if (i == n)
                    continue;
                TensorPrimitives.Add(balance.AsSpan(i * sectors, sectors), row, balance.AsSpan(i * sectors, sectors));
                elasticities[i] += all - sales[i * countries + i];
                elasticities[n] += sales[i * countries + n] + bought[n * countries + i];
            }
            TensorPrimitives.ConvertTruncating<float, double>(sales, wide);
            TensorPrimitives.Subtract(demand, wide, demand);
        }
        for (var n = 0; n < countries; n++)
            elasticities[n] = Math.Max(elasticities[n] / at.ValueAdded[n], LeastElasticity);
        return (demand, elasticities);
    }

    private void Copy(MatrixInverse<double> from, double[] to)
    {
        for (var n = 0; n < countries; n++)
            from.Row(n).CopyTo(to.AsSpan(n * countries));
    }
}
