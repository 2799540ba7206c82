using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Entente.CaliendoParro.Kernels;

/// <summary>kappaHat_nij^-theta_j over sectors j, 0 where trade is forbidden. For one thread.</summary>
internal sealed class RaisedCosts
{
    private readonly ImmutableArray<double> thetas;
    private readonly double[] unchanged;
    private readonly double[] last;
    private readonly double[] raised;

    public RaisedCosts(ImmutableArray<double> thetas)
    {
        this.thetas = thetas;
        (unchanged, last, raised) = (new double[thetas.Length], new double[thetas.Length], new double[thetas.Length]);
        Array.Fill(unchanged, 1);
        Array.Fill(last, double.NaN);
    }

    /// <summary>The powers of a row of costs; good until the next row.</summary>
    public ReadOnlySpan<double> Of(ReadOnlySpan<double> kappaHat)
    {
        if (!kappaHat.ContainsAnyExcept(1))
            return unchanged;
        // Many partners' costs change alike: the power is taken once for a row of such.
        if (!kappaHat.SequenceEqual(last))
        {
            kappaHat.CopyTo(last);
            kappaHat.CopyTo(raised);
            Raise(raised, thetas.AsSpan());
        }
        return raised;
    }

    /// <summary>To the powers -theta_j.</summary>
    public static void Raise(Span<double> costs, ReadOnlySpan<double> thetas)
    {
        TensorPrimitives.Log(costs, costs);
        TensorPrimitives.Multiply(costs, thetas, costs);
        TensorPrimitives.Negate(costs, costs);
        TensorPrimitives.Exp(costs, costs);
    }
}
