using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>How trade answers to costs in the data of a world, everything else as it is. These scale steps of a search; no answer depends on them.</summary>
internal static class TradeElasticities
{
    private const double Least = 0.05;

    /// <summary>
    /// - d(excess)/d(log wage) over value added, own cost moving one for one with the wage: exports fall by theta (1 - pi),
    /// imports rise by theta pi_domestic + 1. By country, no less than a twentieth.
    /// </summary>
    public static double[] OfBalances(World world)
    {
        var (response, weighted) = (new double[world.Countries.Length], new double[world.Sectors.Length]);
        for (var n = 0; n < response.Length; n++)
            for (var i = 0; i < response.Length; i++)
                if (i != n)
                {
                    TensorPrimitives.Multiply(world.Thetas.AsSpan(), world.Trade.Row(n, i), weighted);
                    response[i] += TensorPrimitives.Sum<double>(weighted) - TensorPrimitives.Dot(weighted, world.TradeShares.Row(n, i));
                    response[n] += TensorPrimitives.Dot(weighted, world.TradeShares.Row(n, n)) + TensorPrimitives.Sum(world.Trade.Row(n, i));
                }
        for (var n = 0; n < response.Length; n++)
            response[n] = Math.Max(response[n] / world.ValueAdded[n], Least);
        return response;
    }

    /// <summary>- d(sales)/d(log cost) of what i makes in sector j, in value: theta (1 - pi_nij) of each flow M_nij; (i, j).</summary>
    public static double[] OfSales(World world)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var (falls, stays) = (new double[countries * sectors], new double[sectors]);
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                var fall = falls.AsSpan(i * sectors, sectors);
                TensorPrimitives.Subtract(1, world.TradeShares.Row(n, i), stays);
                TensorPrimitives.MultiplyAdd(world.Trade.Row(n, i), stays, fall, fall);
            }
        for (var i = 0; i < countries; i++)
            TensorPrimitives.Multiply(falls.AsSpan(i * sectors, sectors), world.Thetas.AsSpan(), falls.AsSpan(i * sectors, sectors));
        return falls;
    }
}
