namespace Entente.CaliendoParro.Derivatives;

/// <summary>Equations (4) and (5) in small changes.</summary>
internal static class LinearFlows
{
    /// <summary>
    /// (D4) d M'_nij = M'_nij m_nij + phi_nij d X'_nj, here the first part:
    /// m_nij = - theta_j (d ln kappaHat_nij + d ln cHat_ij - d ln PHat_nj) - l_nij d theta_j - d ln(1 + tau'_nij) - d ln(1 + e'_nij).
    /// </summary>
    public static double[] AtGivenSpending(Coefficients of, double[] prices, double[] costs, DirectEffects? push)
    {
        var flows = new double[of.M.Length];
        for (var n = 0; n < of.Countries; n++)
            for (var i = 0; i < of.Countries; i++)
                for (var (j, f) = (0, (n * of.Countries + i) * of.Sectors); j < of.Sectors; j++, f++)
                {
                    var m = -of.Theta[j] * (costs[i * of.Sectors + j] - prices[n * of.Sectors + j]);
                    if (push is not null)
                        m -=
                            of.Theta[j] * push.LogCosts[f]
                            + of.LogRelativeCosts[f] * push.Thetas[j]
                            + push.LogTariffs[f]
                            + push.LogExportTaxes[f];
                    flows[f] = of.M[f] * m;
                }
        return flows;
    }

    /// <summary>(D4), second part: adds phi_nij d X'_nj.</summary>
    public static void AddSpending(Coefficients of, double[] expenditure, double[] flows)
    {
        for (var n = 0; n < of.Countries; n++)
            for (var i = 0; i < of.Countries; i++)
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                    of.Flow(of.Phi, n, i),
                    of.Row(expenditure, n),
                    of.Flow(flows, n, i),
                    of.Flow(flows, n, i)
                );
    }
}
