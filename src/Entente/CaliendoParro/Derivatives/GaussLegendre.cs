namespace Entente.CaliendoParro.Derivatives;

/// <summary>The rule of Gauss for integrals from 0 to 1: exact for polynomials of degree 2 n - 1, and never at the ends.</summary>
internal static class GaussLegendre
{
    /// <summary>Nodes in ascending order, with their weights, which add up to 1.</summary>
    public static (double Node, double Weight)[] Rule(int n)
    {
        var rule = new (double, double)[n];
        for (var at = 0; at < n; at++)
        {
            // Roots of the Legendre polynomial by Newton's method from Tricomi's approximation.
            var x = -Math.Cos(Math.PI * (at + 0.75) / (n + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 20; step++)
            {
                (var value, slope) = Legendre(n, x);
                x -= value / slope;
            }
            slope = Legendre(n, x).Slope;
            rule[at] = ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope));
        }
        return rule;
    }

    private static (double Value, double Slope) Legendre(int n, double x)
    {
        var (before, value) = (1.0, x);
        for (var k = 2; k <= n; k++)
            (before, value) = (value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
        return (value, n * (x * value - before) / (x * x - 1));
    }
}
