using static System.Numerics.Tensors.TensorPrimitives;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// Equations (2) and (3) in small changes, given wages, and their transpose; each a contraction, solved by sweeps over countries.
/// </summary>
internal sealed class LinearPrices(Coefficients of)
{
    /// <summary>
    /// (D1) d ln cHat_nj = gamma_nj d ln vHat_nj + sum_k gamma_nkj d ln PHat_nk - a_nj,
    /// (D2) d ln PHat_nj = sum_i pi'_nij d ln cHat_ij + s_nj.
    /// </summary>
    /// <param name="v">d ln vHat_nj, that of wages where everything moves freely.</param>
    /// <param name="a">d ln AHat_nj.</param>
    /// <param name="s">What costs of trade and elasticities do, (D3).</param>
    /// <returns>d ln PHat_nj and d ln cHat_nj.</returns>
    public (double[] Prices, double[] Costs) Solve(double[] v, ReadOnlySpan<double> a, ReadOnlySpan<double> s)
    {
        var (p, c, own, next) = (new double[of.Cells], new double[of.Cells], new double[of.Cells], new double[of.Sectors]);
        var source = s.ToArray();
        for (var at = 0; at < own.Length; at++)
            own[at] = of.Gamma[at] * v[at] - a[at];
        own.CopyTo(c, 0);
        GaussSeidel.Until(() =>
        {
            var (largest, change) = (0.0, 0.0);
            for (var n = 0; n < of.Countries; n++)
            {
                of.Row(source, n).CopyTo(next);
                for (var i = 0; i < of.Countries; i++)
                    MultiplyAdd(of.Flow(of.Pi, n, i), of.Row(c, i), next, next);
                GaussSeidel.Replace(of.Row(p, n), next, ref largest, ref change);
                var costs = of.Row(c, n);
                of.Row(own, n).CopyTo(costs);
                for (var k = 0; k < of.Sectors; k++)
                    MultiplyAdd(of.Users(n, k), next[k], costs, costs);
            }
            return (largest, change);
        });
        return (p, c);
    }

    /// <summary>
    /// (D10) q_nk = pBar_nk + sum_j gamma_nkj C_nj, C_ij = cBar_ij + sum_n pi'_nij q_nj: what a change of the price of k in n,
    /// and of the cost of j in i, is worth to an outcome that reacts to prices by pBar and to costs by cBar.
    /// </summary>
    /// <returns>q_nj and C_nj.</returns>
    public (double[] Prices, double[] Costs) Transposed(double[] pBar, double[] cBar)
    {
        var (q, c, next) = ((double[])pBar.Clone(), new double[of.Cells], new double[of.Sectors]);
        GaussSeidel.Until(() =>
        {
            var (largest, change) = (0.0, 0.0);
            for (var i = 0; i < of.Countries; i++)
            {
                var costs = of.Row(c, i);
                of.Row(cBar, i).CopyTo(costs);
                for (var n = 0; n < of.Countries; n++)
                    MultiplyAdd(of.Flow(of.Pi, n, i), of.Row(q, n), costs, costs);
                for (var k = 0; k < of.Sectors; k++)
                    next[k] = pBar[i * of.Sectors + k] + Dot(of.Users(i, k), costs);
                GaussSeidel.Replace(of.Row(q, i), next, ref largest, ref change);
            }
            return (largest, change);
        });
        return (q, c);
    }
}
