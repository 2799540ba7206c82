using System.Numerics.Tensors;
using Entente.CaliendoParro;
using Entente.Models;

namespace Entente.Games.Exposure;

/// <summary>
/// Equation (3) of docs/model.md again and again at other costs: what does not depend on them, pi_nij kappaHat_nij^-theta_j, is raised
/// once. <see cref="Equations.Prices"/> is what it is held against. Immutable.
/// </summary>
internal sealed class SupplierWeights
{
    private readonly World world;

    // By importer, exporter and sector; and their sums over exporters before anything changes, which rounding leaves beside 1.
    private readonly double[] weights;
    private readonly double[] shares;

    public SupplierWeights(CounterfactualInputs given)
    {
        world = given.World;
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        (weights, shares) = (new double[countries * countries * sectors], new double[countries * sectors]);
        for (var (n, at) = (0, 0); n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors; j++, at++)
                {
                    var (share, cost) = (given.TradeShares[n, i, j], given.TradeCosts[n, i, j]);
                    shares[n * sectors + j] += share;
                    weights[at] = share == 0 || cost == 1 ? share : share * Math.Pow(cost, -world.Thetas[j]);
                }
    }

    /// <summary>PHat_nj at cHat_ij; infinite where nobody delivers any more, 1 where nobody did.</summary>
    public Table Prices(Table costs)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var powers = Table.Create(countries, sectors, (i, j) => Math.Pow(costs[i, j], -world.Thetas[j]));
        var sums = new double[countries * sectors];
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                TensorPrimitives.MultiplyAdd(
                    weights.AsSpan((n * countries + i) * sectors, sectors),
                    powers.Row(i),
                    sums.AsSpan(n * sectors, sectors),
                    sums.AsSpan(n * sectors, sectors)
                );
        return Table.Create(
            countries,
            sectors,
            (n, j) =>
                shares[n * sectors + j] == 0 ? 1 : Math.Pow(sums[n * sectors + j] / shares[n * sectors + j], -1 / world.Thetas[j])
        );
    }
}
