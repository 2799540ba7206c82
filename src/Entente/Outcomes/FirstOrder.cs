using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Outcomes;

/// <summary>
/// The decomposition of welfare that the literature prints, Caliendo and Parro (2015), eq. (16): a first-order
/// approximation, here on hats less one, as in the published code. It stands beside the exact real income and is
/// not equal to it, the less so the larger the change.
/// </summary>
public static class FirstOrder
{
    /// <summary>
    /// (14) terms of trade of n = (1/I_n) [ sum_mj M_mnj (cHat_nj - 1) - sum_ij M_nij (cHat_ij - 1) ];
    /// (15) volume of trade of n = (1/I_n) sum_ij tau_nij M_nij [ (MHat_nij - 1) - (cHat_ij - 1) ];
    /// M, tau, I of the situation before, flows that are zero there counting zero. Where export taxes are levied or exporters
    /// earn the rent of a limit, M is at border prices, c (1 + e) with the rent in e, and cHat their change; without, it is as printed.
    /// </summary>
    public static (ImmutableArray<double> TermsOfTrade, ImmutableArray<double> VolumeOfTrade) Decompose(
        Equilibrium before,
        Equilibrium after
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var world = before.World;
        var (taxesBefore, taxesAfter) = (before.ExportTaxes, after.ExportTaxes);
        var (terms, volume) = (new double[world.Countries.Length], new double[world.Countries.Length]);
        for (var n = 0; n < terms.Length; n++)
            for (var i = 0; i < terms.Length; i++)
                for (var j = 0; j < world.Sectors.Length; j++)
                {
                    var flow = before.Trade[n, i, j] * (1 + taxesBefore[n, i, j]);
                    if (flow == 0)
                        continue;
                    var cost = PriceChange(before, after, i, j, (1 + taxesAfter[n, i, j]) / (1 + taxesBefore[n, i, j]));
                    terms[i] += flow * cost / before.Income[i];
                    terms[n] -= flow * cost / before.Income[n];
                    var quantity = after.Trade[n, i, j] * (1 + taxesAfter[n, i, j]) / flow - 1 - cost;
                    volume[n] += before.Tariffs[n, i, j] * flow * quantity / before.Income[n];
                }
        AddMargins(before, before, -1, terms);
        AddMargins(after, before, 1, terms);
        return ([.. terms], [.. volume]);
    }

    /// <summary>What third countries earn of a price at the border is theirs and not the exporter's.</summary>
    private static void AddMargins(Equilibrium of, Equilibrium before, int sign, double[] terms)
    {
        if (of.Given.Margins.IsEmpty)
            return;
        var (taxesBefore, taxes) = (before.ExportTaxes, of.ExportTaxes);
        foreach (var m in of.Given.Margins)
        {
            var (n, i, j) = (m.Importer, m.Exporter, m.Sector);
            var flow = before.Trade[n, i, j] * (1 + taxesBefore[n, i, j]);
            var price = PriceChange(before, of, i, j, (1 + taxes[n, i, j]) / (1 + taxesBefore[n, i, j]));
            var earned = sign * m.Part * flow * (1 + price);
            terms[i] -= earned / before.Income[i];
            terms[m.Earner] += earned / before.Income[m.Earner];
        }
    }

    /// <summary>cHat - 1, at the border; zero for a sector that closes, whose flows are gone and counted by volume.</summary>
    private static double PriceChange(Equilibrium before, Equilibrium after, int i, int j, double taxes)
    {
        var change = after.UnitCosts[i, j] / before.UnitCosts[i, j] * taxes - 1;
        return double.IsFinite(change) ? change : 0;
    }
}
