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
    private readonly int[][] groups;
    private readonly int[][] flowsOf;
    private readonly int[][] places;
    private readonly int[] marketOf;
    private readonly int[] sellerOf;
    private readonly double[] costOf;
    private readonly double[] thetaOfMarket;
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
        this.given = given;
        var quotas = given.Quotas;
        var (flows, markets) = (new Dictionary<(int, int, int), int>(), new Dictionary<(int, int), int>());
        var (marketOfFlow, sellers, thetas) = (new List<int>(), new List<int>(), new List<double>());
        places = new int[quotas.Length][];
        for (var l = 0; l < quotas.Length; l++)
        {
            places[l] = new int[quotas[l].IsPriceCap ? 0 : quotas[l].Flows.Length];
            for (var f = 0; f < places[l].Length; f++)
            {
                var flow = quotas[l].Flows[f];
                if (flows.TryAdd((flow.Importer, flow.Exporter, flow.Sector), flows.Count))
                {
                    if (markets.TryAdd((flow.Importer, flow.Sector), markets.Count))
                        thetas.Add(given.World.Thetas[flow.Sector]);
                    marketOfFlow.Add(markets[(flow.Importer, flow.Sector)]);
                    sellers.Add(flow.Exporter * given.World.Sectors.Length + flow.Sector);
                }
                places[l][f] = flows[(flow.Importer, flow.Exporter, flow.Sector)];
            }
        }
        (marketOf, thetaOfMarket, shareOf, wedges) = ([.. marketOfFlow], [.. thetas], new double[flows.Count], new double[flows.Count]);
        (sellerOf, costOf) = ([.. sellers], new double[flows.Count]);
        onMarket = new double[markets.Count];
        (gaps, steps, beyond) = (new double[quotas.Length], new double[quotas.Length], new double[quotas.Length]);
        full = new bool[quotas.Length];
        groups = Groups();
        flowsOf = [.. groups.Select(group => group.SelectMany(l => places[l]).Distinct().ToArray())];
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
            costOf[p] = Math.Clamp(costs[sellerOf[p]], -Longest, Longest);
        for (var g = 0; g < groups.Length; g++)
        {
            var (group, any) = (groups[g], false);
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
            foreach (var l in groups[g])
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
        var group = groups[g];
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
        var (group, flows) = (groups[g], flowsOf[g]);
        foreach (var p in flows)
            onMarket[marketOf[p]] = 0;
        foreach (var p in flows)
            (wedges[p], onMarket[marketOf[p]]) = (costOf[p], onMarket[marketOf[p]] + shareOf[p] * costOf[p]);
        foreach (var l in group)
            foreach (var p in places[l])
                (wedges[p], onMarket[marketOf[p]]) = (wedges[p] + steps[l], onMarket[marketOf[p]] + shareOf[p] * steps[l]);
        foreach (var l in group)
        {
            beyond[l] = 0;
            for (var f = 0; quantity[l] > 0 && f < places[l].Length; f++)
            {
                var (p, theta) = (places[l][f], thetaOfMarket[marketOf[places[l][f]]]);
                beyond[l] += amounts[l][f] / quantity[l] * ((theta - Demand) * onMarket[marketOf[p]] - theta * wedges[p]);
            }
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
                if (!markets.TryGetValue(marketOf[p], out var on))
                    markets[marketOf[p]] = on = [];
                var (most, share) = on.GetValueOrDefault(a);
                on[a] = (most + part, share + shareOf[p]);
            }
        }
        foreach (var (p, rows) in under)
            foreach (var (a, part) in rows)
                foreach (var (b, _) in rows)
                    matrix[a, b] += thetaOfMarket[marketOf[p]] * part;
        foreach (var (m, on) in markets)
            foreach (var (a, (part, _)) in on)
                foreach (var (b, (_, share)) in on)
                    matrix[a, b] -= (thetaOfMarket[m] - Demand) * part * Math.Min(1, share);
        return matrix;
    }

    /// <summary>Quotas that share markets, directly or by others; those that are alone and no line keep their own steps.</summary>
    private int[][] Groups()
    {
        var first = new Dictionary<int, int>();
        var root = Enumerable.Range(0, places.Length).ToArray();
        for (var l = 0; l < places.Length; l++)
            foreach (var p in places[l])
                if (!first.TryAdd(marketOf[p], l))
                    root[Root(l)] = Root(first[marketOf[p]]);
        return
        [
            .. Enumerable
                .Range(0, places.Length)
                .Where(l => places[l].Length > 0)
                .GroupBy(Root)
                .Select(group => group.ToArray())
                .Where(group => group.Length > 1 || given.Quotas[group[0]].Line >= 0),
        ];

        int Root(int l) => root[l] == l ? l : root[l] = Root(root[l]);
    }
}
