namespace Entente.Horizons;

/// <summary>
/// The price of a bundle with constant elasticity of substitution, in logs, exact near the Cobb-Douglas limit:
/// ln [ sum_k s_k p_k^(1-sigma) / sum_k s_k ]^(1/(1-sigma)), and sum_k s_k ln p_k / sum_k s_k for sigma = 1. With sigma = 0 it
/// is the cost of fixed proportions. A good without supplier has an infinite price: the bundle then cannot be had
/// where sigma is at most 1, and does without it where sigma is larger.
/// </summary>
internal static class Ces
{
    /// <summary>The mean over all goods for which <paramref name="belongs"/> is true; 0 where they have no weight.</summary>
    public static double LogMean(ReadOnlySpan<double> shares, ReadOnlySpan<double> logPrices, double sigma, Func<int, bool> belongs)
    {
        var (rho, weight, reference) = (1 - sigma, 0.0, double.NaN);
        for (var k = 0; k < shares.Length; k++)
            if (shares[k] != 0 && belongs(k))
            {
                weight += shares[k];
                // The largest term, so that no other overflows.
                if (double.IsNaN(reference) || (rho >= 0 ? logPrices[k] > reference : logPrices[k] < reference))
                    reference = logPrices[k];
            }
        if (weight == 0)
            return 0;
        if (double.IsPositiveInfinity(reference))
            return reference;
        var sum = 0.0;
        for (var k = 0; k < shares.Length; k++)
            if (shares[k] != 0 && belongs(k))
                sum += shares[k] * (rho == 0 ? logPrices[k] - reference : ExpLess1(rho * (logPrices[k] - reference)));
        return reference + (rho == 0 ? sum / weight : LogOf1Plus(sum / weight) / rho);
    }

    /// <summary>The mean of two parts.</summary>
    public static double LogMean(double firstShare, double firstLogPrice, double secondShare, double secondLogPrice, double sigma)
    {
        if (firstShare == 0)
            return secondShare == 0 ? 0 : secondLogPrice;
        if (secondShare == 0)
            return firstLogPrice;
        var (rho, weight) = (1 - sigma, firstShare + secondShare);
        if (rho == 0)
            return (firstShare * firstLogPrice + secondShare * secondLogPrice) / weight;
        // The part with the larger power is the reference, so that the other does not overflow.
        var (reference, other, share) =
            rho * firstLogPrice > rho * secondLogPrice
                ? (firstLogPrice, secondLogPrice, secondShare)
                : (secondLogPrice, firstLogPrice, firstShare);
        return double.IsPositiveInfinity(reference)
            ? reference
            : reference + LogOf1Plus(share * ExpLess1(rho * (other - reference)) / weight) / rho;
    }

    /// <summary>By what factor the share of a part changes: (p/P)^(1-sigma); 0 for what cannot be had.</summary>
    public static double ShareFactor(double logPrice, double logMean, double sigma) =>
        sigma == 1
            ? double.IsPositiveInfinity(logPrice)
                ? 0
                : 1
            : double.IsPositiveInfinity(logMean)
                ? 0
                : Math.Exp((1 - sigma) * (logPrice - logMean));

    /// <summary>e^x - 1 without cancellation.</summary>
    private static double ExpLess1(double x)
    {
        if (Math.Abs(x) > 0.5)
            return Math.Exp(x) - 1;
        var t = Math.Tanh(x / 2);
        return 2 * t / (1 - t);
    }

    /// <summary>ln(1 + x) without cancellation (Kahan).</summary>
    private static double LogOf1Plus(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }
}
