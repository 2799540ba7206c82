using Entente.Models;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// (D6) d I'_n = sum_m H_nm (d own_m + d T_m + d L'_m), own = VA' + R' + E' and sales of stocks: equation (9) under the closure. H is
/// the identity where deficits are
/// given in value or zero. Where they are shares delta_n - g of income, H_nm = 1[n = m]/s_n - I'_n/s_n h_m with
/// s_n = 1 - delta_n + g, h_m = (1/s_m - 1) / sum_n I'_n/s_n, the second part being what keeps deficits adding up to zero.
/// </summary>
internal sealed class LinearIncomes
{
    private readonly double[] inverse;
    private readonly double[] spread;
    private readonly double[] weights;
    private readonly bool isIdentity;

    /// <param name="at">Where.</param>
    /// <param name="lent">L'_n, which is in its deficits.</param>
    public LinearIncomes(Equilibrium at, double[] lent)
    {
        var (income, deficits) = (at.Income, at.Deficits);
        isIdentity = at.Closure != Closure.Share;
        // I' s = own + T + L' = I' - (D' - L').
        inverse = [.. income.Select((value, n) => value / (value - deficits[n] + lent[n]))];
        spread = [.. income.Select((value, n) => value * inverse[n])];
        var total = spread.Sum();
        weights = [.. inverse.Select(v => (v - 1) / total)];
    }

    /// <summary>H v.</summary>
    public void Apply(ReadOnlySpan<double> v, Span<double> result)
    {
        if (isIdentity)
        {
            v.CopyTo(result);
            return;
        }
        var g = System.Numerics.Tensors.TensorPrimitives.Dot(weights, v);
        for (var n = 0; n < v.Length; n++)
            result[n] = inverse[n] * v[n] - spread[n] * g;
    }

    /// <summary>H^T v.</summary>
    public void ApplyTransposed(ReadOnlySpan<double> v, Span<double> result)
    {
        if (isIdentity)
        {
            v.CopyTo(result);
            return;
        }
        var g = System.Numerics.Tensors.TensorPrimitives.Dot(spread, v);
        for (var n = 0; n < v.Length; n++)
            result[n] = inverse[n] * v[n] - weights[n] * g;
    }
}
