using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>The norm all solvers judge by.</summary>
internal static class Norm
{
    /// <summary>Largest absolute value; NaN where any entry is NaN.</summary>
    public static double Largest(ReadOnlySpan<double> f) => f.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(f));
}
