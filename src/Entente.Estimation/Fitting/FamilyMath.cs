using System.Numerics;
using System.Runtime.InteropServices;
using Entente.Estimation.Numerics;

namespace Entente.Estimation.Fitting;

/// <summary>What the families differ in, by row: mean, variance, start, deviance and likelihood.</summary>
internal static class FamilyMath
{
    /// <summary>The mean at an index.</summary>
    public static double Mean(Family family, double eta) =>
        family switch
        {
            Family.Poisson => Math.Exp(eta),
            Family.Logit => 1 / (1 + Math.Exp(-eta)),
            _ => eta,
        };

    /// <summary>Exponentials of many numbers, some at once.</summary>
    public static void Exp(ReadOnlySpan<double> x, Span<double> result) => Map(x, result, Vector.Exp);

    /// <summary>Logarithms of many numbers, some at once.</summary>
    public static void Log(ReadOnlySpan<double> x, Span<double> result) => Map(x, result, Vector.Log);

    /// <summary>The last few by the same way: a number does not depend on where it lies.</summary>
    private static void Map(ReadOnlySpan<double> x, Span<double> result, Func<Vector<double>, Vector<double>> function)
    {
        var into = MemoryMarshal.Cast<double, Vector<double>>(result);
        var k = 0;
        foreach (var some in MemoryMarshal.Cast<double, Vector<double>>(x))
            into[k++] = function(some);
        for (var i = k * Vector<double>.Count; i < x.Length; i++)
            result[i] = function(new Vector<double>(x[i]))[0];
    }

    /// <summary>The derivative of the mean by the index; with these links the variance too.</summary>
    public static double Variance(Family family, double eta, double mu) =>
        family switch
        {
            Family.Poisson => mu,
            Family.Logit => Math.Exp(-Math.Abs(eta)) is var e ? e / ((1 + e) * (1 + e)) : 0,
            _ => 1,
        };

    /// <summary>The index to start from: of the outcome, moved towards its average.</summary>
    public static double Start(Family family, double y, double average) =>
        family switch
        {
            Family.Poisson => Math.Log((y + average) / 2),
            Family.Logit => (y + 0.5) / 2 is var p ? Math.Log(p / (1 - p)) : 0,
            _ => y,
        };

    /// <summary>The deviance of one row.</summary>
    public static double Deviance(Family family, double y, double eta, double mu) =>
        family switch
        {
            Family.Poisson => 2 * (y > 0 ? y * (Math.Log(y) - eta) - (y - mu) : mu),
            Family.Logit => 2 * (Entropy(y) + Softplus(eta) - y * eta),
            _ => (y - mu) * (y - mu),
        };

    /// <summary>The log likelihood of one row, of weight one; the variance of a Gaussian is given.</summary>
    public static double LogLikelihood(Family family, double y, double eta, double mu, double variance) =>
        family switch
        {
            Family.Poisson => y * eta - mu - Gamma.Log(y + 1),
            Family.Logit => y * eta - Softplus(eta),
            _ => -0.5 * (Math.Log(2 * Math.PI * variance) + (y - mu) * (y - mu) / variance),
        };

    /// <summary>log(1 + exp(eta)), without overflow.</summary>
    private static double Softplus(double eta) => Math.Max(eta, 0) + Math.Log(1 + Math.Exp(-Math.Abs(eta)));

    private static double Entropy(double y) => y is 0 or 1 ? 0 : y * Math.Log(y) + (1 - y) * Math.Log(1 - y);
}
