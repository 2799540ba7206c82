using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// (D7b) what prices of power move of spending among its sources, everything else being Cobb-Douglas: for a user with the
/// elasticity sigma, d X_nk = (1 - sigma) S_k (d ln PHat_nk - sum_l S_l d ln PHat_nl / S), S_k being its spending on source k and S
/// on all; summed over users and households. Symmetric in sources, so that it is its own transpose.
/// </summary>
internal sealed class PowerShift
{
    private readonly int[] goods;
    private readonly double[][,] slopes;

    private PowerShift(Equilibrium at)
    {
        var (sigma, sectors) = (at.Given.Substitution, at.World.Sectors.Length);
        goods = [.. Enumerable.Range(0, sectors).Where(k => sigma.IsPower[k])];
        slopes = [.. Enumerable.Range(0, at.World.Countries.Length).Select(_ => new double[goods.Length, goods.Length])];
        for (var n = 0; n < slopes.Length; n++)
        {
            for (var j = 0; j < sectors; j++)
                if (at.Output[n, j] > 0)
                    Add(slopes[n], sigma.Power[j], k => at.CostShares[n, k, j] * at.Output[n, j]);
            Add(slopes[n], sigma.FinalPower, k => at.FinalShares[n, k] * at.Income[n]);
        }
    }

    /// <summary>How it moves; null where power is no nest.</summary>
    public static PowerShift? Of(Equilibrium at) => at.Given.Substitution.HasPower ? new(at) : null;

    /// <summary>Adds what changes of prices, of all countries and goods, move.</summary>
    public void Add(ReadOnlySpan<double> prices, Span<double> into)
    {
        var sectors = prices.Length / slopes.Length;
        for (var n = 0; n < slopes.Length; n++)
            for (var k = 0; k < goods.Length; k++)
                for (var l = 0; l < goods.Length; l++)
                    into[n * sectors + goods[k]] += slopes[n][k, l] * prices[n * sectors + goods[l]];
    }

    private void Add(double[,] slope, double sigma, Func<int, double> spending)
    {
        double[] by = [.. goods.Select(spending)];
        var all = by.Sum();
        for (var k = 0; k < by.Length && all > 0; k++)
            for (var l = 0; l < by.Length; l++)
                slope[k, l] += (1 - sigma) * ((k == l ? by[k] : 0) - by[k] * by[l] / all);
    }
}
