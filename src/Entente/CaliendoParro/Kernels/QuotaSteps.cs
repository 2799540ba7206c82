using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Steps in the wedges of quotas that share a market, for <see cref="JointSystem"/>. What goes over lines is one good: when one
/// line is full its flows move to others by theta, when all are full users do with less by an elasticity far below it. With
/// s_f the share of flow f in its market, U_f the sum of the steps of ln omega of the quotas it is under, and e the elasticity
/// of demand,
///
///     d ln q_f = - theta U_f + (theta - e) sum_f s_f U_f,
///
/// summed over the flows of a quota by their quantities and set against the gaps of those that bind. It conditions a search
/// and decides nothing.
/// </summary>
internal sealed class QuotaSteps
{
    /// <summary>What demand at home does to a price that all pay; low, since a step too short is made up for.</summary>
    private const double Demand = 1;

    /// <summary>Keeps quotas apart that are on the same flows.</summary>
    private const double Regular = 0.05;

    private readonly CounterfactualInputs given;
    private readonly int[][] markets;

    public QuotaSteps(CounterfactualInputs given)
    {
        this.given = given;
        var quotas = given.Quotas;
        markets =
        [
            .. Enumerable
                .Range(0, quotas.Length)
                .Where(l => !quotas[l].IsPriceCap)
                .GroupBy(l => (quotas[l].Importer, quotas[l].Flows[0].Sector))
                .Select(market => market.ToArray())
                .Where(market => market.Length > 1 || quotas[market[0]].Line >= 0),
        ];
    }

    /// <summary>Replaces the gaps of the quotas that bind by steps.</summary>
    public void Replace(ReadOnlySpan<double> x, ReadOnlySpan<double> quantity, double[][] shares, Span<double> f)
    {
        foreach (var market in markets)
        {
            var (binding, count) = (new int[market.Length], 0);
            foreach (var l in market)
                if (quantity[l] > 0 && (x[l] > 0 || (given.Quotas[l].Line >= 0 && quantity[l] > given.Quotas[l].Most)))
                    binding[count++] = l;
            if (count == 0)
                continue;
            var (matrix, gaps) = (new double[count, count], new double[count]);
            for (var a = 0; a < count; a++)
            {
                gaps[a] = Math.Log(quantity[binding[a]] / given.Quotas[binding[a]].Most);
                for (var b = 0; b < count; b++)
                    matrix[a, b] = Response(binding[a], binding[b], shares) + (a == b ? Regular : 0);
            }
            var steps = LinearEquations.Solve(matrix, gaps);
            for (var a = 0; a < count; a++)
                if (double.IsFinite(steps[a]) && Math.Clamp(steps[a], -1, 1) is var step)
                    f[binding[a]] = given.Quotas[binding[a]].Line < 0 ? step : Limits.Step(x[binding[a]], step);
        }
    }

    /// <summary>By how much ln of the quantity of quota a falls with ln of the wedge of quota b.</summary>
    private double Response(int a, int b, double[][] shares)
    {
        var (one, other) = (given.Quotas[a].Flows, given.Quotas[b].Flows);
        var theta = given.World.Thetas[one[0].Sector];
        var (mine, common, moved) = (0.0, 0.0, 0.0);
        for (var f = 0; f < one.Length; f++)
        {
            mine += shares[a][f];
            var isUnder = false;
            for (var g = 0; g < other.Length && !isUnder; g++)
                isUnder = (one[f].Exporter, one[f].Sector) == (other[g].Exporter, other[g].Sector);
            common += isUnder ? shares[a][f] : 0;
        }
        foreach (var share in shares[b])
            moved += share;
        // Sources of power share what is spent on all of them.
        var sources = one.Select(flow => flow.Sector).Distinct().Count();
        return theta * (mine > 0 ? common / mine : a == b ? 1 : 0) - (theta - Demand) * Math.Min(1, moved / sources);
    }
}
