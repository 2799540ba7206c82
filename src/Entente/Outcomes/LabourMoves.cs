using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Outcomes;

/// <summary>
/// How much labour, the first factor, works in another sector than before: moved_n = 1/2 sum_j |l'_nj - l_nj|, l_nj the part of
/// the labour of country n that works in sector j. Labour that is stuck moves nowhere. Among those who choose by the Roy
/// model l'_nj goes with V_nj wHat_nj^kappa, as mean pay is the same in every sector (Galle, Rodriguez-Clare and Yi 2023); where
/// labour moves freely it goes with what sectors pay for it, lambda_nj (wHat_nj/vHat_nj)^(1-s) of value added. Whoever moves
/// within a sector, and work that is lost, are not in it.
/// </summary>
internal static class LabourMoves
{
    /// <summary>By country, between 0 and 1.</summary>
    public static ImmutableArray<double> Of(Equilibrium before, Equilibrium after)
    {
        var moved = new double[after.Output.Rows];
        var (was, becomes) = (new double[after.Output.Columns], new double[after.Output.Columns]);
        for (var n = 0; n < moved.Length && after.Given.Mobility[0].Kappa != 1; n++)
        {
            SetShares(before, n, was);
            SetShares(after, n, becomes);
            for (var j = 0; j < was.Length; j++)
                moved[n] += Math.Abs(becomes[j] - was[j]);
            moved[n] /= 2;
        }
        return [.. moved];
    }

    private static void SetShares(Equilibrium at, int n, double[] work)
    {
        var (given, kappa) = (at.Given, at.Given.Mobility[0].Kappa);
        for (var j = 0; j < work.Length; j++)
            work[j] =
                given.FactorPayments[0][n, j] is not (> 0 and var paid) ? 0
                : double.IsPositiveInfinity(kappa) ? at.ValueAdded[n, j] * PayShare(at, n, j)
                : at.Employment[0][n, j] == 0 ? 0
                : paid * Math.Pow(at.FactorPrices[0][n, j], kappa);
        var all = work.Sum();
        for (var j = 0; j < work.Length && all > 0; j++)
            work[j] /= all;
    }

    /// <summary>The part of labour in the value added of a sector; it goes with prices where factors stand in for each other.</summary>
    private static double PayShare(Equilibrium at, int n, int j)
    {
        var (factors, s) = (at.Given.Factors, at.Given.Substitution.Factors[j]);
        if (s == 1)
            return factors[0].Shares[n, j];
        double Cost(int f) => factors[f].Shares[n, j] is > 0 and var share ? share * Math.Pow(at.FactorPrices[f][n, j], 1 - s) : 0;
        return Cost(0) / Enumerable.Range(0, factors.Length).Sum(Cost);
    }
}
