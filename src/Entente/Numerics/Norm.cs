using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>The norm all solvers judge by.</summary>
internal static class Norm
{
    /// <summary>Largest absolute value; NaN where any entry is NaN.</summary>
    public static double Largest(ReadOnlySpan<double> f) => f.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(f));

    /// <summary>The same of a vector each entry of which counts so many times.</summary>
    public static double Largest(ReadOnlySpan<double> f, ReadOnlySpan<double> weights)
    {
        var largest = 0.0;
        for (var i = 0; i < f.Length; i++)
            largest = Math.Max(largest, Math.Abs(f[i]) * weights[i]);
        return largest;
    }
}
