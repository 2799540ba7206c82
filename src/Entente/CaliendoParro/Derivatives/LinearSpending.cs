using static System.Numerics.Tensors.TensorPrimitives;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>Equation (10) in small changes, given prices, and its transpose; each a contraction, solved by sweeps over countries.</summary>
internal sealed class LinearSpending
{
    private readonly Coefficients of;
    private readonly LinearIncomes incomes;

    // By n and j, the part of spending that is tariff revenue; by n, i and j, the part that is export tax revenue of i.
    private readonly double[] revenue;
    private readonly double[] taxed;

    public LinearSpending(Coefficients of, LinearIncomes incomes)
    {
        (this.of, this.incomes) = (of, incomes);
        (revenue, taxed) = (new double[of.Cells], of.HasExportTaxes ? new double[of.Phi.Length] : []);
        for (var f = 0; f < of.Phi.Length; f++)
        {
            revenue[f / (of.Countries * of.Sectors) * of.Sectors + f % of.Sectors] += of.Tau[f] * (1 + of.E[f]) * of.Phi[f];
            if (of.HasExportTaxes)
                taxed[f] = of.E[f] * of.Phi[f];
        }
    }

    /// <summary>
    /// (D7) d X'_nk = sum_j gamma_nkj d Y'_nj + alpha_nk d I'_n, output and income moving with all expenditures by (D4) to (D6).
    /// </summary>
    /// <param name="output">d Y' at unchanged expenditure.</param>
    /// <param name="own">d of VA' + R' + E' + T at unchanged expenditure.</param>
    /// <param name="shift">(D7b): what prices move of it.</param>
    public double[] Solve(double[] output, double[] own, double[] shift)
    {
        var (x, y, next) = (new double[of.Cells], new double[of.Sectors], new double[of.Sectors]);
        var (earned, income) = (new double[of.Countries], new double[of.Countries]);
        GaussSeidel.Until(() =>
        {
            var (largest, change) = (0.0, 0.0);
            SetIncomes(x, own, earned, income);
            for (var n = 0; n < of.Countries; n++)
            {
                of.Row(output, n).CopyTo(y);
                for (var m = 0; m < of.Countries; m++)
                    MultiplyAdd(of.Flow(of.Phi, m, n), of.Row(x, m), y, y);
                for (var k = 0; k < of.Sectors; k++)
                    next[k] = Dot(of.Users(n, k), y) + of.Alpha[n * of.Sectors + k] * income[n] + shift[n * of.Sectors + k];
                GaussSeidel.Replace(of.Row(x, n), next, ref largest, ref change);
            }
            return (largest, change);
        });
        return x;
    }

    /// <summary>
    /// (D11) xi_nj = sum_i phi_nij [ Y_ij + tau' (1 + e') O_n + e' O_i + b_nij ], Y_ij = yBar_ij + sum_k gamma_ikj xi_ik,
    /// O = oBar + H^T(iBar + sum_k alpha_nk xi_nk): what spending more on j in n is worth to an outcome that reacts to flows by
    /// b, to output by yBar, to own income by oBar and to income by iBar.
    /// </summary>
    /// <param name="xBar">sum_i phi_nij b_nij.</param>
    /// <param name="yBar">By output.</param>
    /// <param name="oBar">By own income, at given incomes.</param>
    /// <param name="iBar">By income.</param>
    /// <returns>
    /// Y_ij and O_n, with what (9) and (10) add, H^T(...) alone, which is what a lump sum is worth, and xi_nj.
    /// </returns>
    public (double[] Output, double[] Own, double[] Transfers, double[] Spending) Transposed(
        double[] xBar,
        double[] yBar,
        double[] oBar,
        double[] iBar
    )
    {
        var (xi, next) = (new double[of.Cells], new double[of.Sectors]);
        var (y, own, lump) = ((double[])yBar.Clone(), new double[of.Countries], new double[of.Countries]);
        GaussSeidel.Until(() =>
        {
            var (largest, change) = (0.0, 0.0);
            SetWorth(xi, oBar, iBar, own, lump);
            for (var n = 0; n < of.Countries; n++)
            {
                of.Row(xBar, n).CopyTo(next);
                MultiplyAdd(of.Row(revenue, n), own[n], next, next);
                for (var i = 0; i < of.Countries; i++)
                {
                    MultiplyAdd(of.Flow(of.Phi, n, i), of.Row(y, i), next, next);
                    if (of.HasExportTaxes)
                        MultiplyAdd(of.Flow(taxed, n, i), own[i], next, next);
                }
                GaussSeidel.Replace(of.Row(xi, n), next, ref largest, ref change);
                var output = of.Row(y, n);
                of.Row(yBar, n).CopyTo(output);
                for (var k = 0; k < of.Sectors; k++)
                    MultiplyAdd(of.Users(n, k), next[k], output, output);
            }
            return (largest, change);
        });
        SetWorth(xi, oBar, iBar, own, lump);
        return (y, own, lump, xi);
    }

    private void SetIncomes(double[] x, double[] own, double[] earned, double[] income)
    {
        own.CopyTo(earned, 0);
        for (var n = 0; n < of.Countries; n++)
        {
            earned[n] += Dot(of.Row(revenue, n), of.Row(x, n));
            for (var i = 0; of.HasExportTaxes && i < of.Countries; i++)
                earned[i] += Dot(of.Flow(taxed, n, i), of.Row(x, n));
        }
        incomes.Apply(earned, income);
    }

    private void SetWorth(double[] xi, double[] oBar, double[] iBar, double[] own, double[] lump)
    {
        for (var n = 0; n < of.Countries; n++)
            own[n] = iBar[n] + Dot(of.Row(of.Alpha, n), of.Row(xi, n));
        incomes.ApplyTransposed(own, lump);
        Add(lump, oBar, own);
    }
}
