using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Steps in the wedges of quotas that share markets, for <see cref="JointSystem"/>. What goes over lines is one good: when one
/// line is full its flows move to others by theta, when all are full users do with less by an elasticity far below it. With
/// s_f the share of flow f in its market, U_f the sum of the steps of ln omega of the quotas it is under, and e the elasticity
/// of demand,
///
///     d ln q_f = - theta U_f + (theta - e) sum over flows g of the market of s_g U_g,
///
/// summed over the flows of a quota by their quantities. Steps solve the linear complementarity problem: after them each quota
/// is either just full or has no wedge. Which quotas bind is thereby part of the step, and the step moves without jumps where
/// one begins to. Steps of costs of sellers are known by then and count like those of wedges: where a seller that loses sales asks
/// for less, its users' prices stay. It conditions a search and decides nothing.
/// </summary>
internal sealed class QuotaSteps
{
    /// <summary>What demand at home does to a price that all pay; low, since a step too short is made up for.</summary>
    private const double Demand = 0.5;

    /// <summary>Keeps quotas apart that are on the same flows.</summary>
    private const double Regular = 0.05;

    /// <summary>Longest step of a wedge.</summary>
    private const double Longest = 1;

    /// <summary>Exchanges of all that are out of place at once, then of one at a time, until steps are taken as they are.</summary>
    private const int Exchanges = 12;

    private const int SingleExchanges = 60;

    private const double Rounding = 1e-12;

    private readonly CounterfactualInputs given;
    private readonly LimitedFlows limited;
    private readonly int[][] places;
    private readonly double[] costOf;
    private readonly double[] shareOf;
    private readonly double[] wedges;
    private readonly double[] onMarket;
    private readonly double[] gaps;
    private readonly double[] steps;
    private readonly double[] beyond;
    private readonly bool[] full;
    private readonly List<int> misplaced = [];

    public QuotaSteps(CounterfactualInputs given)
    {
        (this.given, limited) = (given, LimitedFlows.From(given));
        var (flows, quotas) = (limited.Cells.Length, given.Quotas.Length);
        places = [.. limited.Of.Select((flows, l) => given.Quotas[l].IsPriceCap ? [] : flows)];
        (shareOf, wedges, costOf) = (new double[flows], new double[flows], new double[flows]);
        onMarket = new double[limited.ThetasOfMarkets.Length];
        (gaps, steps, beyond) = (new double[quotas], new double[quotas], new double[quotas]);
        full = new bool[quotas];
    }

    /// <summary>Replaces the gaps of quotas that share markets by steps, where any of them binds or is to.</summary>
    /// <param name="x">The unknowns of quotas.</param>
    /// <param name="quantity">Quantity of each quota.</param>
    /// <param name="amounts">The same by flow.</param>
    /// <param name="shares">By quota and flow, its share in what its importer spends on the good.</param>
    /// <param name="costs">Steps of ln of costs, by seller and good.</param>
    /// <param name="f">The gaps.</param>
    public void Replace(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> quantity,
        double[][] amounts,
        double[][] shares,
        ReadOnlySpan<double> costs,
        Span<double> f
    )
    {
        for (var p = 0; p < costOf.Length; p++)
            costOf[p] = Math.Clamp(costs[limited.Sellers[p]], -Longest, Longest);
        for (var g = 0; g < limited.Groups.Length; g++)
        {
            var (group, any) = (limited.Groups[g], false);
            foreach (var l in group)
            {
                gaps[l] = quantity[l] > 0 ? Math.Log(quantity[l] / given.Quotas[l].Most) : double.NegativeInfinity;
                full[l] = quantity[l] > 0 && (x[l] > 0 || gaps[l] > 0);
                steps[l] = 0;
                for (var p = 0; p < places[l].Length; p++)
                    shareOf[places[l][p]] = shares[l][p];
            }
            SetBeyond(g, quantity, amounts);
            foreach (var l in group)
                any |= full[l] || gaps[l] + beyond[l] > 0;
            if (!any || !Solve(g, x, quantity, amounts))
                continue;
            foreach (var l in group)
            {
                if (quantity[l] <= 0)
                    continue;
                var wedge = Math.Max(x[l], 0) + steps[l];
                var slack = given.Quotas[l].Line < 0 && !full[l] ? Math.Min(0, gaps[l] + beyond[l]) : 0;
                f[l] = Math.Clamp((full[l] ? Math.Max(0, wedge) : slack) - x[l], -Longest, Longest);
            }
        }
    }

    /// <summary>Finds which quotas of a group are full after the steps, and the steps; false where numbers are not finite.</summary>
    private bool Solve(int g, ReadOnlySpan<double> x, ReadOnlySpan<double> quantity, double[][] amounts)
    {
        var (fewest, left) = (int.MaxValue, Exchanges);
        for (var round = 0; round < Exchanges + SingleExchanges; round++)
        {
            if (!SetSteps(g, x, quantity, amounts))
                return false;
            misplaced.Clear();
            foreach (var l in limited.Groups[g])
                if (quantity[l] > 0 && (full[l] ? Math.Max(x[l], 0) + steps[l] < -Rounding : gaps[l] + beyond[l] > Rounding))
                    misplaced.Add(l);
            if (misplaced.Count == 0)
                return true;
            // All at once while that leaves fewer out of place; one at a time comes to an end in any case (Murty 1974).
            left = misplaced.Count < fewest ? Exchanges : left - 1;
            fewest = Math.Min(fewest, misplaced.Count);
            for (var m = left > 0 ? 0 : misplaced.Count - 1; m < misplaced.Count; m++)
                full[misplaced[m]] ^= true;
        }
        return true;
    }

    /// <summary>Steps that leave full quotas just full and the others without a wedge, and what all do to quantities.</summary>
    private bool SetSteps(int g, ReadOnlySpan<double> x, ReadOnlySpan<double> quantity, double[][] amounts)
    {
        var group = limited.Groups[g];
        int[] active = [.. group.Where(l => full[l])];
        foreach (var l in group)
            steps[l] = full[l] || !double.IsFinite(gaps[l]) ? 0 : -Math.Max(x[l], 0);
        SetBeyond(g, quantity, amounts);
        var right = new double[active.Length];
        for (var a = 0; a < active.Length; a++)
            right[a] = gaps[active[a]] + beyond[active[a]];
        var solved = LinearEquations.Solve(Matrix(active, quantity, amounts), right);
        for (var a = 0; a < active.Length; a++)
        {
            if (!double.IsFinite(solved[a]))
                return false;
            steps[active[a]] = solved[a];
        }
        SetBeyond(g, quantity, amounts);
        return true;
    }

    /// <summary>What the steps, and those of costs, do to ln of each quantity.</summary>
    private void SetBeyond(int g, ReadOnlySpan<double> quantity, double[][] amounts)
    {
        var (group, flows, marketOf, thetas) = (limited.Groups[g], limited.FlowsOf[g], limited.Markets, limited.Thetas);
        foreach (var p in flows)
            onMarket[marketOf[p]] = 0;
        foreach (var p in flows)
            (wedges[p], onMarket[marketOf[p]]) = (costOf[p], onMarket[marketOf[p]] + shareOf[p] * costOf[p]);
        foreach (var l in group)
            for (var f = 0; steps[l] != 0 && f < places[l].Length; f++)
            {
                var p = places[l][f];
                wedges[p] += steps[l];
                onMarket[marketOf[p]] += shareOf[p] * steps[l];
            }
        foreach (var l in group)
        {
            var (of, amount, change) = (places[l], amounts[l], 0.0);
            for (var f = 0; quantity[l] > 0 && f < of.Length; f++)
            {
                var (p, theta) = (of[f], thetas[of[f]]);
                change += amount[f] * ((theta - Demand) * onMarket[marketOf[p]] - theta * wedges[p]);
            }
            beyond[l] = quantity[l] > 0 ? change / quantity[l] : 0;
        }
    }

    /// <summary>By how much ln of the quantity of each quota falls with ln of the wedge of each.</summary>
    private double[,] Matrix(int[] active, ReadOnlySpan<double> quantity, double[][] amounts)
    {
        var (matrix, under, markets) = (
            new double[active.Length, active.Length],
            new Dictionary<int, List<(int Row, double Part)>>(),
            new Dictionary<int, Dictionary<int, (double Part, double Share)>>()
        );
        for (var a = 0; a < active.Length; a++)
        {
            matrix[a, a] = Regular;
            for (var f = 0; f < places[active[a]].Length; f++)
            {
                var (p, part) = (places[active[a]][f], amounts[active[a]][f] / quantity[active[a]]);
                if (!under.TryGetValue(p, out var rows))
                    under[p] = rows = [];
                rows.Add((a, part));
                if (!markets.TryGetValue(limited.Markets[p], out var on))
                    markets[limited.Markets[p]] = on = [];
                var (most, share) = on.GetValueOrDefault(a);
                on[a] = (most + part, share + shareOf[p]);
            }
        }
        foreach (var (p, rows) in under)
            foreach (var (a, part) in rows)
                foreach (var (b, _) in rows)
                    matrix[a, b] += limited.Thetas[p] * part;
        foreach (var (m, on) in markets)
            foreach (var (a, (part, _)) in on)
                foreach (var (b, (_, share)) in on)
                    matrix[a, b] -= (limited.ThetasOfMarkets[m] - Demand) * part * Math.Min(1, share);
        return matrix;
    }
}
