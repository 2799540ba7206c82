namespace Entente.Estimation.Numerics;

/// <summary>Tail probabilities and quantiles of the distributions that tests and intervals use.</summary>
internal static class Tails
{
    /// <summary>P(chi2 of so many degrees of freedom is above x).</summary>
    public static double ChiSquared(double x, double degrees) => Gamma.Upper(degrees / 2, x / 2);

    /// <summary>P(|N| is above |z|).</summary>
    public static double TwoSidedNormal(double z) => Gamma.Upper(0.5, z * z / 2);

    /// <summary>P(|t| is above |x|).</summary>
    public static double TwoSidedT(double x, double degrees) => Gamma.Beta(degrees / (degrees + x * x), degrees / 2, 0.5);

    /// <summary>P(F is above x).</summary>
    public static double F(double x, double numerator, double denominator) =>
        x <= 0 ? 1 : Gamma.Beta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2);

    /// <summary>The z with P(|N| above z) = p; by bisection, which no tail fools.</summary>
    public static double NormalQuantile(double twoSided) => Invert(TwoSidedNormal, twoSided);

    /// <summary>The x with P(|t| above x) = p.</summary>
    public static double TQuantile(double twoSided, double degrees) => Invert(x => TwoSidedT(x, degrees), twoSided);

    private static double Invert(Func<double, double> tail, double p)
    {
        var (low, high) = (0.0, 1.0);
        while (tail(high) > p && high < 1e12)
            high *= 2;
        for (var k = 0; k < 200 && high - low > 1e-14 * high; k++)
        {
            var middle = (low + high) / 2;
            (low, high) = tail(middle) > p ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }
}
