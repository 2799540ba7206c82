using System.Numerics;
using System.Runtime.InteropServices;

namespace Entente.Numerics;

/// <summary>The quantile function of the standard normal distribution, to about 1e-16: algorithm AS 241, PPND16 (Wichura 1988).</summary>
internal static class NormalQuantile
{
    private const double Centre = 0.425;
    private const double Tail = 5;

    private static readonly double[] A =
    [
        3.3871328727963666080,
        133.14166789178437745,
        1971.5909503065514427,
        13731.693765509461125,
        45921.953931549871457,
        67265.770927008700853,
        33430.575583588128105,
        2509.0809287301226727,
    ];
    private static readonly double[] B =
    [
        1,
        42.313330701600911252,
        687.18700749205790830,
        5394.1960214247511077,
        21213.794301586595867,
        39307.895800092710610,
        28729.085735721942674,
        5226.4952788528545610,
    ];
    private static readonly double[] C =
    [
        1.42343711074968357734,
        4.63033784615654529590,
        5.76949722146069140550,
        3.64784832476320460504,
        1.27045825245236838258,
        0.241780725177450611770,
        0.0227238449892691845833,
        7.74545014278341407640e-4,
    ];
    private static readonly double[] D =
    [
        1,
        2.05319162663775882187,
        1.67638483018380384940,
        0.689767334985100004550,
        0.148103976427480074590,
        0.0151986665636164571966,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ];
    private static readonly double[] E =
    [
        6.65790464350110377720,
        5.46378491116411436990,
        1.78482653991729133580,
        0.296560571828504891230,
        0.0265321895265761230930,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ];
    private static readonly double[] F =
    [
        1,
        0.599832206555887937690,
        0.136929880922735805310,
        0.0148753612908506148525,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ];

    /// <summary>The number that a standard normal one is below with probability p.</summary>
    /// <param name="p">Between 0 and 1.</param>
    public static double At(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= Centre)
        {
            var r = Centre * Centre - q * q;
            return q * Polynomial(A, r) / Polynomial(B, r);
        }
        var tail = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        var value =
            tail <= Tail ? Polynomial(C, tail - 1.6) / Polynomial(D, tail - 1.6) : Polynomial(E, tail - Tail) / Polynomial(F, tail - Tail);
        return q < 0 ? -value : value;
    }

    /// <summary>Replaces probabilities by <see cref="At(double)"/> of them, but for the last digit.</summary>
    public static void At(Span<double> values)
    {
        var (half, centre, most) = (new Vector<double>(0.5), new Vector<double>(Centre), new Vector<double>(Tail));
        foreach (ref var some in MemoryMarshal.Cast<double, Vector<double>>(values))
        {
            var q = some - half;
            var r = new Vector<double>(Centre * Centre) - q * q;
            var middle = q * Polynomial(A, r) / Polynomial(B, r);
            if (Vector.LessThanOrEqualAll(Vector.Abs(q), centre))
            {
                some = middle;
                continue;
            }
            var tail = Vector.SquareRoot(-Vector.Log(Vector.Min(some, Vector<double>.One - some)));
            var far = tail - new Vector<double>(1.6);
            var aside = Vector.CopySign(Polynomial(C, far) / Polynomial(D, far), q);
            var inMiddle = Vector.LessThanOrEqual(Vector.Abs(q), centre);
            // What is less likely than a hundred-billionth is left to the exact way.
            var asIs = some;
            some = Vector.ConditionalSelect(inMiddle, middle, aside);
            for (var lane = 0; lane < Vector<double>.Count && !Vector.LessThanOrEqualAll(tail, most); lane++)
                some = some.WithElement(lane, At(asIs[lane]));
        }
        for (var rest = values.Length - values.Length % Vector<double>.Count; rest < values.Length; rest++)
            values[rest] = At(values[rest]);
    }

    private static Vector<double> Polynomial(double[] c, Vector<double> x)
    {
        var sum = new Vector<double>(c[7]);
        for (var power = 6; power >= 0; power--)
            sum = sum * x + new Vector<double>(c[power]);
        return sum;
    }

    private static double Polynomial(double[] c, double x) =>
        ((((((c[7] * x + c[6]) * x + c[5]) * x + c[4]) * x + c[3]) * x + c[2]) * x + c[1]) * x + c[0];
}
