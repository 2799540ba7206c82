using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The flows that quotas are on, each once, in the order in which quotas name them, and which quotas act on one another. Most questions of
/// a world, asked one after the other, have quotas on the same flows: what follows from these alone is kept with the world. Safe from
/// several threads.
/// </summary>
internal sealed class LimitedFlows
{
    /// <summary>So many kinds of questions take turns on several threads.</summary>
    private const int MostKept = 4;

    private static readonly ConditionalWeakTable<World, LimitedFlows[]> known = [];

    private readonly ImmutableArray<Quota> quotas;

    private readonly Dictionary<int, int> places;

    private LimitedFlows(ImmutableArray<Quota> quotas, int countries, ImmutableArray<double> thetas)
    {
        this.quotas = quotas;
        var sectors = thetas.Length;
        QuotaFlow[] flows = [.. quotas.SelectMany(quota => quota.Flows).DistinctBy(CellOf)];
        Cells = [.. flows.Select(CellOf)];
        Sellers = [.. flows.Select(SellerOf)];
        Sectors = [.. flows.Select(flow => flow.Sector)];
        Thetas = [.. flows.Select(flow => thetas[flow.Sector])];
        places = Enumerable.Range(0, flows.Length).ToDictionary(p => Cells[p]);
        var bought = Enumerable.Range(0, flows.Length).ToLookup(p => flows[p].Importer);
        BoughtBy = [.. Enumerable.Range(0, countries).Select(n => bought[n].ToArray())];
        Of = [.. quotas.Select(quota => quota.Flows.Select(flow => places[CellOf(flow)]).ToArray())];
        var under = Of.SelectMany((of, l) => of.Select(p => (Flow: p, Quota: l))).ToLookup(pair => pair.Flow, pair => pair.Quota);
        QuotasOf = [.. flows.Select((_, p) => under[p].ToArray())];
        var rented = quotas.Where(quota => quota.ToImporter < 1).SelectMany(quota => quota.Flows).ToLookup(flow => flow.Importer, SellerOf);
        Rented = [.. Enumerable.Range(0, countries).Select(n => rented[n].Distinct().Order().ToArray())];
        var markets = flows.GroupBy(flow => (flow.Importer, flow.Sector)).Select((market, m) => (market.Key, m)).ToDictionary();
        Markets = [.. flows.Select(flow => markets[(flow.Importer, flow.Sector)])];
        ThetasOfMarkets = [.. markets.OrderBy(market => market.Value).Select(market => thetas[market.Key.Sector])];
        int[][] ofQuantities = [.. Of.Select((of, l) => quotas[l].IsPriceCap ? [] : of)];
        Groups = GroupsOf(quotas, ofQuantities);
        FlowsOf = [.. Groups.Select(group => group.SelectMany(l => ofQuantities[l]).Distinct().ToArray())];

        int CellOf(QuotaFlow flow) => flow.Importer * countries * sectors + SellerOf(flow);

        int SellerOf(QuotaFlow flow) => flow.Exporter * sectors + flow.Sector;
    }

    /// <summary>By quota and flow of it, the position here.</summary>
    public int[][] Of { get; }

    /// <summary>By importer, those that it buys.</summary>
    public int[][] BoughtBy { get; }

    /// <summary>The quotas that each is under.</summary>
    public int[][] QuotasOf { get; }

    /// <summary>The place of each among (n, i, j).</summary>
    public int[] Cells { get; }

    /// <summary>The place of its seller among (i, j).</summary>
    public int[] Sellers { get; }

    /// <summary>Its good.</summary>
    public int[] Sectors { get; }

    /// <summary>theta of its good.</summary>
    public double[] Thetas { get; }

    /// <summary>The position of its market, that of a good in a country.</summary>
    public int[] Markets { get; }

    /// <summary>theta of each market.</summary>
    public double[] ThetasOfMarkets { get; }

    /// <summary>By importer, the places among (i, j), in their order, of flows whose sellers' countries earn a part of a rent.</summary>
    public int[][] Rented { get; }

    /// <summary>
    /// Quotas that share markets, directly or by others; those that are alone and no line, and caps on prices, are in none.
    /// </summary>
    public int[][] Groups { get; }

    /// <summary>The flows of each group.</summary>
    public int[][] FlowsOf { get; }

    /// <summary>The flows of the quotas of a question.</summary>
    public static LimitedFlows From(CounterfactualInputs given)
    {
        var kept = known.GetValue(given.World, _ => []);
        if (Array.Find(kept, flows => flows.IsOf(given.Quotas)) is { } found)
            return found;
        found = new LimitedFlows(given.Quotas, given.World.Countries.Length, given.World.Thetas);
        known.AddOrUpdate(given.World, [found, .. kept.Take(MostKept - 1)]);
        return found;
    }

    private bool IsOf(ImmutableArray<Quota> others)
    {
        var isAlike = quotas.Length == others.Length;
        for (var l = 0; isAlike && l < quotas.Length; l++)
            isAlike = IsAlike(quotas[l], others[l]);
        return isAlike;
    }

    /// <summary>Whether two quotas differ in how much they leave at most, and nothing else that matters here.</summary>
    private static bool IsAlike(Quota a, Quota b) =>
        a.IsPriceCap == b.IsPriceCap
        && (a.Line >= 0) == (b.Line >= 0)
        && (a.ToImporter < 1) == (b.ToImporter < 1)
        && (a.Flows == b.Flows || a.Flows.SequenceEqual(b.Flows));

    /// <summary>The position of the flow at a place among (n, i, j).</summary>
    /// <exception cref="KeyNotFoundException">No quota is on it.</exception>
    public int At(int cell) => places[cell];

    private int[][] GroupsOf(ImmutableArray<Quota> quotas, int[][] flows)
    {
        var (first, root) = (new Dictionary<int, int>(), Enumerable.Range(0, flows.Length).ToArray());
        for (var l = 0; l < flows.Length; l++)
            foreach (var p in flows[l])
                if (!first.TryAdd(Markets[p], l))
                    root[Root(l)] = Root(first[Markets[p]]);
        return
        [
            .. Enumerable
                .Range(0, flows.Length)
                .Where(l => flows[l].Length > 0)
                .GroupBy(Root)
                .Select(group => group.ToArray())
                .Where(group => group.Length > 1 || quotas[group[0]].Line >= 0),
        ];

        int Root(int l) => root[l] == l ? l : root[l] = Root(root[l]);
    }
}
