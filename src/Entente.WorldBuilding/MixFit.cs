namespace Entente.WorldBuilding;

/// <summary>
/// Brings the products of what an importer buys in line with a known share of one exporter in one product. What is
/// bought from each exporter in all stays. The odds of the product move as little as they can: up for the exporter and
/// down for the others, or the other way round, in proportion to how far the known share leaves each of them free
/// (to first order the solution of least relative entropy). Only the four operations are used, so that every machine
/// finds the same bits.
/// </summary>
public static class MixFit
{
    private const int Halvings = 200;

    /// <summary>Fits the mixes in place.</summary>
    /// <param name="flows">What the importer buys of all products, by exporter; its own sales at home are 0.</param>
    /// <param name="mix">Share of each product in a flow, exporter by product; adds up to 1 over products.</param>
    /// <param name="product">The product.</param>
    /// <param name="exporter">The exporter.</param>
    /// <param name="share">Its share in what is bought of the product, between 0 and 1.</param>
    /// <returns>False where the share cannot be met because one side has no such product to sell; nothing has changed then.</returns>
    public static bool Apply(double[] flows, double[,] mix, int product, int exporter, double share)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentNullException.ThrowIfNull(mix);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var (own, others) = Sold(flows, mix, product, exporter, share, 0);
        if (share > 0 && own == 0 || share < 1 && others == 0)
            return false;
        var step = Step(flows, mix, product, exporter, share);
        for (var i = 0; i < flows.Length; i++)
        {
            var fitted = Moved(mix[i, product], i == exporter, share, step);
            var rest = mix[i, product] < 1 ? (1 - fitted) / (1 - mix[i, product]) : 1;
            for (var p = 0; p < mix.GetLength(1); p++)
                mix[i, p] = p == product ? fitted : mix[i, p] * rest;
        }
        return true;
    }

    /// <summary>The step, up or down, at which the share is met; the share rises with it. Infinite for shares of 0 and 1.</summary>
    private static double Step(double[] flows, double[,] mix, int product, int exporter, double share)
    {
        if (share is 0 or 1)
            return share == 1 ? double.PositiveInfinity : double.NegativeInfinity;
        var (low, high) = (-1.0, 1.0);
        while (TooLow(high) && high < 1e12)
            high *= 2;
        while (!TooLow(low) && low > -1e12)
            low *= 2;
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = TooLow(middle) ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;

        bool TooLow(double step)
        {
            var (own, others) = Sold(flows, mix, product, exporter, share, step);
            return own * (1 - share) < others * share;
        }
    }

    private static (double Own, double Others) Sold(double[] flows, double[,] mix, int product, int exporter, double share, double step)
    {
        var (own, others) = (0.0, 0.0);
        for (var i = 0; i < flows.Length; i++)
        {
            var value = flows[i] * Moved(mix[i, product], i == exporter, share, step);
            (own, others) = i == exporter ? (own + value, others) : (own, others + value);
        }
        return (own, others);
    }

    /// <summary>The share of the product in a flow after its odds have moved.</summary>
    private static double Moved(double part, bool own, double share, double step)
    {
        // Who sells no such product begins none, who sells nothing else has nothing to turn to.
        if (part is 0 or 1)
            return part;
        var freedom = own ? 1 - share : share;
        var factor = freedom == 0 ? 1 : 1 + Math.Abs(step) * freedom;
        var odds = part / (1 - part);
        odds = own == step > 0 ? odds * factor : odds / factor;
        return double.IsPositiveInfinity(odds) ? 1 : odds / (1 + odds);
    }
}
