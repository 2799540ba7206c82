namespace Entente.Estimation.Numerics;

/// <summary>The gamma and the incomplete gamma and beta functions (Abramowitz and Stegun 1964, chapters 6 and 26).</summary>
internal static class Gamma
{
    private static readonly double[] Stirling =
    [
        1.0 / 12,
        -1.0 / 360,
        1.0 / 1260,
        -1.0 / 1680,
        1.0 / 1188,
        -691.0 / 360360,
        1.0 / 156,
    ];

    /// <summary>log Gamma(x) for x above 0: Stirling's series from 10 on, below it by the recurrence.</summary>
    public static double Log(double x)
    {
        double shift = 0;
        for (; x < 10; x++)
            shift -= Math.Log(x);
        var (series, power) = (0.0, 1 / x);
        foreach (var term in Stirling)
        {
            series += term * power;
            power /= x * x;
        }
        return shift + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series;
    }

    /// <summary>The upper incomplete gamma function Q(a, x): by its series below a + 1, else by the continued fraction (Lentz).</summary>
    public static double Upper(double a, double x)
    {
        if (x <= 0)
            return 1;
        var front = Math.Exp(a * Math.Log(x) - x - Log(a));
        if (x < a + 1)
        {
            var (sum, term) = (1 / a, 1 / a);
            for (var n = 1; n < 10_000 && Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
                sum += term *= x / (a + n);
            return 1 - front * sum;
        }
        var b = x + 1 - a;
        var c = 1e300;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < 10_000; n++)
        {
            var an = -n * (n - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            var change = c * d;
            h *= change;
            if (Math.Abs(change - 1) < 1e-16)
                break;
        }
        return front * h;
    }

    /// <summary>The regularised incomplete beta function I_x(a, b), by the continued fraction (Lentz).</summary>
    public static double Beta(double x, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        if (x > (a + 1) / (a + b + 2))
            return 1 - Beta(1 - x, b, a);
        var front = Math.Exp(Log(a + b) - Log(a) - Log(b) + a * Math.Log(x) + b * Math.Log(1 - x)) / a;
        double c = 1, d = 1 / Guard(1 - (a + b) * x / (a + 1)), h = d;
        for (var m = 1; m < 10_000; m++)
        {
            h *= Turn(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), ref c, ref d);
            var change = Turn(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), ref c, ref d);
            h *= change;
            if (Math.Abs(change - 1) < 1e-16)
                break;
        }
        return front * h;
    }

    private static double Turn(double term, ref double c, ref double d)
    {
        d = 1 / Guard(1 + term * d);
        c = Guard(1 + term / c);
        return c * d;
    }

    private static double Guard(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
