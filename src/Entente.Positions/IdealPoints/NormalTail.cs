namespace Entente.Positions.IdealPoints;

/// <summary>The normal distribution and its truncated moments, exact in the tails: the scaled error function of Cody (1969).</summary>
public static class NormalTail
{
    private const double InverseRootPi = 0.56418958354775628695;
    private const double RootTwoOverPi = 0.79788456080286535588;
    private const double InverseRootTwo = 0.70710678118654752440;
    private const double InverseRootTwoPi = 0.39894228040143267794;
    private const double Small = 0.46875;

    private static readonly double[] A =
    [
        3.16112374387056560e00,
        1.13864154151050156e02,
        3.77485237685302021e02,
        3.20937758913846947e03,
        1.85777706184603153e-1,
    ];
    private static readonly double[] B =
    [
        2.36012909523441209e01,
        2.44024637934444173e02,
        1.28261652607737228e03,
        2.84423683343917062e03,
    ];
    private static readonly double[] C =
    [
        5.64188496988670089e-1,
        8.88314979438837594e0,
        6.61191906371416295e01,
        2.98635138197400131e02,
        8.81952221241769090e02,
        1.71204761263407058e03,
        2.05107837782607147e03,
        1.23033935479799725e03,
        2.15311535474403846e-8,
    ];
    private static readonly double[] D =
    [
        1.57449261107098347e01,
        1.17693950891312499e02,
        5.37181101862009858e02,
        1.62138957456669019e03,
        3.29079923573345963e03,
        4.36261909014324716e03,
        3.43936767414372164e03,
        1.23033935480374942e03,
    ];
    private static readonly double[] P =
    [
        3.05326634961232344e-1,
        3.60344899949804439e-1,
        1.25781726111229246e-1,
        1.60837851487422766e-2,
        6.58749161529837803e-4,
        1.63153871373020978e-2,
    ];
    private static readonly double[] Q =
    [
        2.56852019228982242e00,
        1.87295284992346725e00,
        5.27905102951428412e-1,
        6.05183413124413191e-2,
        2.33520497626869185e-3,
    ];

    /// <summary>exp(x^2) erfc(x) of x at least 0.</summary>
    private static double ScaledErrorFunction(double x)
    {
        if (x <= Small)
        {
            var square = x * x;
            var (num, den) = (A[4] * square, square);
            for (var i = 0; i < 3; i++)
                (num, den) = ((num + A[i]) * square, (den + B[i]) * square);
            return Math.Exp(square) * (1 - x * (num + A[3]) / (den + B[3]));
        }
        if (x <= 4)
        {
            var (num, den) = (C[8] * x, x);
            for (var i = 0; i < 7; i++)
                (num, den) = ((num + C[i]) * x, (den + D[i]) * x);
            return (num + C[7]) / (den + D[7]);
        }
        else
        {
            var square = 1 / (x * x);
            var (num, den) = (P[5] * square, square);
            for (var i = 0; i < 4; i++)
                (num, den) = ((num + P[i]) * square, (den + Q[i]) * square);
            return (InverseRootPi - square * (num + P[4]) / (den + Q[4])) / x;
        }
    }

    /// <summary>The density phi(x).</summary>
    public static double Density(double x) => InverseRootTwoPi * Math.Exp(-x * x / 2);

    /// <summary>The distribution Phi(x).</summary>
    public static double Below(double x)
    {
        var y = Math.Abs(x) * InverseRootTwo;
        var tail = ScaledErrorFunction(y) * Math.Exp(-y * y) / 2;
        return x <= 0 ? tail : 1 - tail;
    }

    /// <summary>phi(x) / Phi(x): what a standard normal number above -x exceeds 0 by on average.</summary>
    public static double Ratio(double x)
    {
        var y = Math.Abs(x) * InverseRootTwo;
        var scaled = ScaledErrorFunction(y);
        return RootTwoOverPi / (x <= 0 ? scaled : 2 * Math.Exp(y * y) - scaled);
    }

    /// <summary>Mean and variance of a standard normal number between two bounds, either of which may be infinite.</summary>
    public static (double Mean, double Variance) Truncated(double low, double high)
    {
        if (double.IsNegativeInfinity(low))
        {
            if (double.IsPositiveInfinity(high))
                return (0, 1);
            var ratio = Ratio(high);
            return (-ratio, Math.Max(0, 1 - ratio * (ratio + high)));
        }
        if (double.IsPositiveInfinity(high))
        {
            var ratio = Ratio(-low);
            return (ratio, Math.Max(0, 1 - ratio * (ratio - low)));
        }
        // On one side of 0, by symmetry the left: probabilities are small there and exact.
        if (low > 0)
        {
            var (mirrored, same) = Truncated(-high, -low);
            return (-mirrored, same);
        }
        var mass = Below(high) - Below(low);
        if (!(mass > 1e-280))
            return ((low + high) / 2, 0);
        var (a, b) = (Density(low), Density(high));
        var mean = (a - b) / mass;
        return (mean, Math.Max(0, 1 + (low * a - high * b) / mass - mean * mean));
    }
}
