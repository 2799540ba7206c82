using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>
/// How the trade balances of a world answer to its wages, to first order at its data, and the step in wages that closes
/// given gaps. Costs by country move with the own wage and with the costs of those a country buys from; trade moves
/// from dearer sellers to cheaper ones, by theta within each market. Sectors of a country are taken together, and
/// what income does to demand is left out but for imports: a step of a search, no derivative of the model.
/// </summary>
internal sealed class WageResponse
{
    private readonly int countries;
    private readonly double[] inverse;

    public WageResponse(World world, DomesticInputs domestic)
    {
        countries = world.Countries.Length;
        OwnCosts = OwnCostsOf(world, domestic);
        var (cost, mean) = CostsByWages(world);
        var demand = DemandByCosts(world);
        inverse = new double[countries * countries];
        for (var i = 0; i < countries; i++)
        {
            // Row i of demand times cost, then what numeraire and imports add.
            var row = inverse.AsSpan(i * countries, countries);
            VectorKernels.AddTransposedTimes<double>(cost, demand.AsSpan(i * countries, countries), row);
            TensorPrimitives.Multiply(row, mean, row);
            for (var k = 0; k < countries; k++)
                row[k] += world.ValueAdded[i] * world.ValueAdded[k] / world.TotalValueAdded - (k == i ? -Imports(world, i) : Bought(world, k, i));
        }
        if (!VectorKernels.Invert<double>(inverse, countries))
            SetDiagonal(world);
    }

    /// <summary>By how much the cost of j in country n rises with the wage there, through inputs made at home; (n, j).</summary>
    public double[] OwnCosts { get; }

    /// <summary>The change of ln wages that closes gaps of the trade balance.</summary>
    public void Step(ReadOnlySpan<double> gaps, Span<double> step) => VectorKernels.Times(inverse, gaps, step);

    private static double[] OwnCostsOf(World world, DomesticInputs domestic)
    {
        var (sectors, responses) = (world.Sectors.Length, new double[world.Output.Span.Length]);
        var (given, row) = (new float[sectors], new float[sectors]);
        for (var n = 0; n < world.Countries.Length; n++)
        {
            TensorPrimitives.ConvertTruncating<double, float>(world.ValueAddedShares.Row(n), given);
            Array.Clear(row);
            VectorKernels.AddTransposedTimes<float>(domestic.Inverse(n), given, row);
            TensorPrimitives.ConvertTruncating<float, double>(row, responses.AsSpan(n * sectors, sectors));
        }
        return responses;
    }

    /// <summary>(I - B)^-1 with B the part of a country's cost that follows costs abroad, and the mean response to the own wage.</summary>
    private (double[] Cost, double[] Mean) CostsByWages(World world)
    {
        var (cost, mean, sectors) = (new double[countries * countries], new double[countries], world.Sectors.Length);
        for (var n = 0; n < countries; n++)
        {
            var output = world.Output.Row(n);
            mean[n] = TensorPrimitives.Dot<double>(OwnCosts.AsSpan(n * sectors, sectors), output) / TensorPrimitives.Sum(output);
            var bought = Imports(world, n);
            for (var i = 0; i < countries; i++)
                cost[n * countries + i] = (i == n ? 1 : 0) - (bought > 0 ? (1 - mean[n]) * Bought(world, n, i) / bought : 0);
        }
        if (!VectorKernels.Invert<double>(cost, countries))
            for (var at = 0; at < cost.Length; at++)
                cost[at] = at % (countries + 1) == 0 ? 1 : 0;
        return (cost, mean);
    }

    /// <summary>Minus the response of what i sells to costs of l: theta M_nij (1 - pi_nij) on the diagonal, -theta M_nij pi_nlj off it, over markets n and j.</summary>
    private double[] DemandByCosts(World world)
    {
        var (demand, weighted, part) = (new double[countries * countries], new double[world.Sectors.Length], new double[countries]);
        var thetas = world.Thetas.AsSpan();
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                TensorPrimitives.Multiply(thetas, world.Trade.Row(n, i), weighted);
                VectorKernels.Times(world.TradeShares.Block(n), weighted, part);
                var row = demand.AsSpan(i * countries, countries);
                TensorPrimitives.Subtract(row, part, row);
                row[i] += TensorPrimitives.Sum<double>(weighted);
            }
        return demand;
    }

    private static double Bought(World world, int n, int i) => n == i ? 0 : TensorPrimitives.Sum(world.Trade.Row(n, i));

    private double Imports(World world, int n) => Enumerable.Range(0, countries).Sum(i => Bought(world, n, i));

    /// <summary>Where the matrix has no inverse, each country by itself.</summary>
    private void SetDiagonal(World world)
    {
        Array.Clear(inverse);
        var elasticities = TradeElasticities.OfBalances(world);
        for (var n = 0; n < countries; n++)
            inverse[n * countries + n] = 1 / (elasticities[n] * world.ValueAdded[n]);
    }
}
