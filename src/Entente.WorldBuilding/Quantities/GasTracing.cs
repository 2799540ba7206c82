namespace Entente.WorldBuilding.Quantities;

/// <summary>
/// A route through countries that only pass gas on: what an importer gets at a border is of an origin, and is counted a second time
/// where it entered.
/// </summary>
/// <param name="Importer">Who gets it.</param>
/// <param name="Border">The neighbour it comes from.</param>
/// <param name="Origin">Where it was taken from the ground.</param>
/// <param name="CountedBy">Who has it among imports too, and passes it on; null where nobody in the table.</param>
/// <param name="CountedAt">The border of that.</param>
internal sealed record GasRoute(string Importer, string Border, string Origin, string? CountedBy, string? CountedAt);

/// <summary>
/// Origins of the gas that countries use, from what crossed their borders: gas that is known to pass through untouched is taken out
/// (<see cref="GasRoute"/>), the rest mixes in each country with what it extracts, and goes on in the mix.
/// </summary>
internal static class GasTracing
{
    private const int Rounds = 500;

    /// <summary>Shares by importer and origin, each importer's own ground among them; they add up to 1.</summary>
    /// <param name="borders">Terajoules by importer and neighbour.</param>
    /// <param name="routes">Known routes, in the order in which they are taken out.</param>
    /// <param name="own">Own extraction by country, 0 where there is none; a country that is not here only sells its own.</param>
    public static Dictionary<string, Dictionary<string, double>> Shares(
        IReadOnlyDictionary<(string Importer, string Border), double> borders,
        IEnumerable<GasRoute> routes,
        IReadOnlyDictionary<string, double> own
    )
    {
        var inflows = Inflows(borders, routes, own);
        var shares = inflows.Keys.ToDictionary(
            n => n,
            n => new Dictionary<string, double>(StringComparer.Ordinal) { [n] = 1 },
            StringComparer.Ordinal
        );
        // Mixes depend on one another, as gas flows both ways between neighbours; what comes back shrinks each round.
        for (var round = 0; round < Rounds; round++)
            shares = inflows.ToDictionary(n => n.Key, n => Mix(n.Value, shares), StringComparer.Ordinal);
        return shares;
    }

    private static Dictionary<string, Dictionary<(string From, bool Mixed), double>> Inflows(
        IReadOnlyDictionary<(string Importer, string Border), double> borders,
        IEnumerable<GasRoute> routes,
        IReadOnlyDictionary<string, double> own
    )
    {
        var left = borders.ToDictionary(b => b.Key, b => b.Value);
        var known = new Dictionary<(string Importer, string Origin), double>();
        foreach (var route in routes)
            if (left.Remove((route.Importer, route.Border), out var flow) && flow > 0)
            {
                known[(route.Importer, route.Origin)] = known.GetValueOrDefault((route.Importer, route.Origin)) + flow;
                if (route.CountedBy is null)
                    continue;
                // It may itself have been taken out along a route before, and is then among the known.
                var at = (route.CountedBy, route.CountedAt!);
                if (left.TryGetValue(at, out var counted))
                    left[at] = Math.Max(counted - flow, 0);
                else
                    known[(at.CountedBy, route.Origin)] = Math.Max(known.GetValueOrDefault((at.CountedBy, route.Origin)) - flow, 0);
            }
        var inflows = new Dictionary<string, Dictionary<(string, bool), double>>(StringComparer.Ordinal);
        void Add(string importer, string from, bool mixed, double flow)
        {
            if (!inflows.TryGetValue(importer, out var flows))
                inflows[importer] = flows = [];
            flows[(from, mixed)] = flows.GetValueOrDefault((from, mixed)) + flow;
        }
        foreach (var ((importer, border), flow) in left.Where(f => f.Value > 0 && own.ContainsKey(f.Key.Importer)))
            Add(importer, border, true, flow);
        foreach (var ((importer, origin), flow) in known.Where(f => f.Value > 0 && own.ContainsKey(f.Key.Importer)))
            Add(importer, origin, false, flow);
        foreach (var (country, extracted) in own.Where(o => o.Value > 0 && inflows.ContainsKey(o.Key)))
            Add(country, country, false, extracted);
        return inflows;
    }

    /// <summary>The mix of what flows in; a neighbour that is not in the table sells its own.</summary>
    private static Dictionary<string, double> Mix(
        Dictionary<(string From, bool Mixed), double> flows,
        Dictionary<string, Dictionary<string, double>> shares
    )
    {
        var (mix, total) = (new Dictionary<string, double>(StringComparer.Ordinal), flows.Values.Sum());
        foreach (var ((from, mixed), flow) in flows)
            if (mixed && shares.TryGetValue(from, out var theirs))
                foreach (var (origin, share) in theirs)
                    mix[origin] = mix.GetValueOrDefault(origin) + flow / total * share;
            else
                mix[from] = mix.GetValueOrDefault(from) + flow / total;
        return mix;
    }
}
