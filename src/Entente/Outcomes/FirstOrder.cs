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
        var (tradeBefore, tradeAfter, tariffs) = (before.Trade, after.Trade, before.Tariffs);
        var (taxesBefore, taxesAfter, income) = (before.ExportTaxes, after.ExportTaxes, before.Income);
        var (costsBefore, costsAfter) = (before.UnitCosts, after.UnitCosts);
        var (terms, volume) = (new double[world.Countries.Length], new double[world.Countries.Length]);
        for (var n = 0; n < terms.Length; n++)
            for (var i = 0; i < terms.Length; i++)
            {
                var costBefore = costsBefore.Row(i);
                var costAfter = costsAfter.Row(i);
                var flowBefore = tradeBefore.Row(n, i);
                var flowAfter = tradeAfter.Row(n, i);
                var taxBefore = taxesBefore.Row(n, i);
                var taxAfter = taxesAfter.Row(n, i);
                var rates = tariffs.Row(n, i);
                for (var j = 0; j < flowBefore.Length; j++)
                {
                    var flow = flowBefore[j] * (1 + taxBefore[j]);
                    if (flow == 0)
                        continue;
                    var cost = PriceChange(costBefore[j], costAfter[j], (1 + taxAfter[j]) / (1 + taxBefore[j]));
                    terms[i] += flow * cost / income[i];
                    terms[n] -= flow * cost / income[n];
                    var quantity = flowAfter[j] * (1 + taxAfter[j]) / flow - 1 - cost;
                    volume[n] += rates[j] * flow * quantity / income[n];
                }
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
            var price = PriceChange(before.UnitCosts[i, j], of.UnitCosts[i, j], (1 + taxes[n, i, j]) / (1 + taxesBefore[n, i, j]));
            var earned = sign * m.Part * flow * (1 + price);
            terms[i] -= earned / before.Income[i];
            terms[m.Earner] += earned / before.Income[m.Earner];
        }
    }

    /// <summary>cHat - 1, at the border; zero for a sector that closes, whose flows are gone and counted by volume.</summary>
    private static double PriceChange(double before, double after, double taxes)
    {
        var change = after / before * taxes - 1;
        return double.IsFinite(change) ? change : 0;
    }
}
