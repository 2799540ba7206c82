using System.Collections.Immutable;
using Entente.CaliendoParro.Search;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What full quotas take out of the way in which sales of a good answer the costs of its sellers. In market n sales fall by
/// G d ln c, G_ab = q_a (theta 1(a = b) - (theta - e) s_b); wedges of full quotas A move so that A'G (B d ln c + A d ln omega) = 0,
/// B being who sells each flow, and what is left of the response is B'G B - B'G A (A'G A)^-1 A'G B. Sales that a quota holds do not
/// answer a cost at all; taken to answer by theta, a search moves costs a hundredfold too little. It conditions a search and
/// decides nothing.
/// </summary>
internal static class FullMarkets
{
    /// <summary>Demand at home by the price that all pay, which keeps markets apart in which every flow is held.</summary>
    private const double Demand = 0.2;

    /// <summary>Keeps quotas apart that are on the same flows.</summary>
    private const double Regular = 1e-3;

    /// <summary>What to take off, by seller and seller, in the unit of flows; null where no quota of this good alone is full.</summary>
    public static double[,]? Of(CounterfactualInputs given, ReferencePoint at, ImmutableArray<double> wedges, int j)
    {
        Quota[] full =
        [
            .. given.Quotas.Where((quota, l) => wedges[l] > 1 && !quota.IsPriceCap && quota.Flows.All(flow => flow.Sector == j)),
        ];
        if (full.Length == 0)
            return null;
        var countries = at.Output.Rows;
        var (theta, less) = (at.Thetas[j], new double[countries, countries]);
        // A'G B, B'G A and A'G A, market by market.
        var (byCost, ofSales, among) = (new double[full.Length, countries], new double[countries, full.Length], new double[full.Length, full.Length]);
        var under = Enumerable.Range(0, countries).Select(_ => new List<(int Quota, int Seller)>()).ToArray();
        for (var l = 0; l < full.Length; l++)
            foreach (var flow in full[l].Flows)
                under[flow.Importer].Add((l, flow.Exporter));
        for (var n = 0; n < countries; n++)
        {
            if (under[n].Count == 0)
                continue;
            double Q(int i) => at.Trade[n, i, j];
            double S(int i) => at.TradeShares[n, i, j];
            double G(int a, int b) => Q(a) * ((a == b ? theta : 0) - (theta - Demand) * S(b));
            foreach (var (l, a) in under[n])
            {
                for (var b = 0; b < countries; b++)
                    (byCost[l, b], ofSales[b, l]) = (byCost[l, b] + G(a, b), ofSales[b, l] + G(b, a));
                foreach (var (m, b) in under[n])
                    among[l, m] += G(a, b);
            }
            // What demand adds to the response of these markets, so that sales that are all held do not answer at all.
            for (var a = 0; a < countries; a++)
                for (var b = 0; b < countries; b++)
                    less[a, b] -= Demand * Q(a) * S(b);
        }
        for (var l = 0; l < full.Length; l++)
            among[l, l] *= 1 + Regular;
        var right = new double[full.Length];
        for (var b = 0; b < countries; b++)
        {
            for (var l = 0; l < full.Length; l++)
                right[l] = byCost[l, b];
            if (Array.TrueForAll(right, value => value == 0))
                continue;
            var moved = LinearEquations.Solve(among, right);
            for (var a = 0; a < countries; a++)
                for (var l = 0; l < full.Length; l++)
                    less[a, b] += ofSales[a, l] * moved[l];
        }
        return System.Numerics.Tensors.TensorPrimitives.Sum(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref less[0, 0], less.Length)) is var sum && double.IsFinite(sum) ? less : null;
    }
}
