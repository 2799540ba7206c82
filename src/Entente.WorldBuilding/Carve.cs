namespace Entente.WorldBuilding;

/// <summary>What a carving came to.</summary>
/// <param name="Economy">The economy with the country in it, last.</param>
/// <param name="Gaps">Every fact, wanted and met.</param>
/// <param name="UseChange">What balancing changed in the prior use of goods of the country, and of the rest.</param>
public sealed record Carved(Economy Economy, IReadOnlyList<FactGap> Gaps, IReadOnlyList<UseChange> UseChange);

/// <summary>
/// Takes a country out of an aggregate. Known are value added by group, trade by partner, some products; unknown are
/// products of trade, technology and use, which come from peers: a group's value added is spread as in the peers,
/// trade with a partner as the peers trade with it, inputs as the peers use them. What the country sells and buys is
/// taken from what the aggregate sells and buys, of which a thousandth at least stays; its sales at home are what is left of
/// output. In the end the use of goods is balanced in the country and in the aggregate (RAS), so that every identity
/// holds and nothing is negative.
/// </summary>
public sealed class Carve
{
    private const double LargestShareOfRest = 0.999;
    private const double LargestShareExported = 0.85;

    private readonly Economy old;
    private readonly Economy split;
    private readonly CountryFacts facts;
    private readonly int[] peers;
    private readonly int rest;
    private readonly int self;
    private readonly bool[] isService;
    private readonly double[] output;
    private readonly List<FactGap> gaps = [];

    private Carve(Economy economy, CountryFacts facts, string rest, Predicate<string> isService)
    {
        (old, this.facts) = (economy, facts);
        split = new Economy([.. economy.Countries, facts.Code], economy.Sectors);
        peers = [.. facts.Peers.Select(economy.Country)];
        (this.rest, self) = (economy.Country(rest), economy.Countries.Length);
        this.isService = [.. economy.Sectors.Select(s => isService(s))];
        output = new double[economy.Sectors.Length];
    }

    /// <summary>Carves a country out.</summary>
    /// <param name="economy">The economy; not changed.</param>
    /// <param name="facts">What is known of the country.</param>
    /// <param name="rest">The aggregate it is in.</param>
    /// <param name="groupOf">Group of the national accounts of a sector.</param>
    /// <param name="isService">Whether a sector is a service in the statistics of trade.</param>
    /// <param name="leastFinalShare">Least final demand as a share of expenditure.</param>
    public static Carved Apply(
        Economy economy,
        CountryFacts facts,
        string rest,
        Func<string, string> groupOf,
        Predicate<string> isService,
        double leastFinalShare
    )
    {
        ArgumentNullException.ThrowIfNull(economy);
        ArgumentNullException.ThrowIfNull(facts);
        var carve = new Carve(economy, facts, rest, isService);
        carve.Copy();
        carve.ValueAdded(groupOf);
        carve.Exports(service: false);
        carve.Exports(service: true);
        carve.Imports(service: false);
        carve.Imports(service: true);
        carve.Home();
        carve.Use();
        UseChange[] changes =
        [
            UseBalance.Apply(carve.split, carve.self, leastFinalShare),
            UseBalance.Apply(carve.split, carve.rest, leastFinalShare),
        ];
        return new Carved(carve.split, carve.gaps, changes);
    }

    private void Copy()
    {
        var (countries, sectors) = (self, old.Sectors.Length);
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
            {
                (split.Final[n, j], split.ValueAdded[n, j]) = (old.Final[n, j], old.ValueAdded[n, j]);
                for (var k = 0; k < sectors; k++)
                    split.Use[n, k, j] = old.Use[n, k, j];
                for (var i = 0; i < countries; i++)
                    (split.Trade[n, i, j], split.Tariffs[n, i, j]) = (old.Trade[n, i, j], old.Tariffs[n, i, j]);
            }
    }

    private void ValueAdded(Func<string, string> groupOf)
    {
        var sectors = Enumerable.Range(0, old.Sectors.Length).ToList();
        foreach (var group in sectors.GroupBy(j => groupOf(old.Sectors[j]), StringComparer.Ordinal))
        {
            var wanted = facts.ValueAdded.GetValueOrDefault(group.Key);
            var spread = Spread(wanted, [.. group]);
            foreach (var (j, value) in spread)
            {
                var here = peers.Sum(p => old.ValueAdded[p, j]);
                split.ValueAdded[self, j] = value;
                output[j] = here > 0 ? value * peers.Sum(p => old.Output(p, j)) / here : 0;
            }
            gaps.Add(new FactGap($"value added, {group.Key}", wanted, group.Sum(j => split.ValueAdded[self, j]), ""));
        }
    }

    /// <summary>
    /// A group's value added over its sectors: as in the peers, but no less than what known exports take to make, as far
    /// as nine tenths of the group go.
    /// </summary>
    private Dictionary<int, double> Spread(double wanted, int[] group)
    {
        const double most = 0.9;
        var asPeers = group.ToDictionary(j => j, j => peers.Sum(p => old.ValueAdded[p, j]));
        var total = asPeers.Values.Sum();
        var least = group.ToDictionary(
            j => j,
            j =>
            {
                var sold = facts
                    .Products.Where(fact => fact.Exporter == facts.Code && fact.Sector == old.Sectors[j] && old.Country(fact.Importer) >= 0)
                    .Sum(fact => fact.Value);
                return asPeers[j] > 0 ? sold / LargestShareExported / most * asPeers[j] / peers.Sum(p => old.Output(p, j)) : 0;
            }
        );
        var needed = least.Values.Sum();
        var scale = needed > most * wanted ? most * wanted / needed : 1;
        var free = wanted - needed * scale;
        // What is not needed for known exports is spread as in the peers, less what they have already.
        var open = group.ToDictionary(j => j, j => Math.Max(0, asPeers[j] / total * wanted - least[j] * scale));
        var room = open.Values.Sum();
        return group.ToDictionary(j => j, j => least[j] * scale + (room > 0 ? open[j] / room : asPeers[j] / total) * free);
    }

    private void Exports(bool service)
    {
        var totals = service ? facts.ServiceExports : facts.GoodsExports;
        var own = Known(service, fact => fact.Exporter == facts.Code, fact => fact.Importer);
        Fit(
            $"{(service ? "services" : "goods")} sold to",
            service,
            totals,
            own,
            (n, j) => peers.Sum(p => Abroad(n, p, j)) * Relative(j),
            (n, j) => LargestShareOfRest * split.Trade[n, rest, j],
            j => LargestShareExported * output[j],
            (n, j, value) => Move(n, self, j, value, n, rest)
        );
    }

    private void Imports(bool service)
    {
        var totals = service ? facts.ServiceImports : facts.GoodsImports;
        var own = Known(service, fact => fact.Importer == facts.Code, fact => fact.Exporter);
        Fit(
            $"{(service ? "services" : "goods")} bought from",
            service,
            totals,
            own,
            (i, j) => peers.Sum(p => Abroad(p, i, j)),
            (i, j) => LargestShareOfRest * split.Trade[rest, i, j],
            _ => double.PositiveInfinity,
            (i, j, value) => Move(self, i, j, value, rest, i)
        );
    }

    /// <summary>What n buys of j from i, but not from itself: a partner that is a peer tells nothing of its own.</summary>
    private double Abroad(int n, int i, int j) => n == i ? 0 : old.Trade[n, i, j];

    /// <summary>Size of the country's sector relative to its peers'.</summary>
    private double Relative(int j) => peers.Sum(p => old.Output(p, j)) is > 0 and var size ? output[j] / size : 0;

    private Dictionary<(int, int), double> Known(bool service, Func<ProductFact, bool> mine, Func<ProductFact, string> partner) =>
        facts
            .Products.Where(fact => mine(fact) && isService[old.Sector(fact.Sector)] == service)
            .GroupBy(fact => (Math.Max(old.Country(partner(fact)), -1), old.Sector(fact.Sector)))
            .Where(g => g.Key.Item1 >= 0)
            .ToDictionary(g => g.Key, g => g.Sum(fact => fact.Value));

    /// <summary>Spreads totals by partner over sectors, known products first, within the bounds, and enters the flows.</summary>
    private void Fit(
        string what,
        bool service,
        IReadOnlyDictionary<string, double> totals,
        Dictionary<(int, int), double> known,
        Func<int, int, double> prior,
        Func<int, int, double> cellCap,
        Func<int, double> columnCap,
        Action<int, int, double> enter
    )
    {
        var sectors = Enumerable.Range(0, old.Sectors.Length).Where(j => isService[j] == service).ToArray();
        var (matrix, caps, rows) = (new double[self, sectors.Length], new double[self, sectors.Length], new double[self]);
        var bounds = sectors.Select(columnCap).ToArray();
        var energy = sectors.Where(j => known.Keys.Any(k => k.Item2 == j)).ToHashSet();
        for (var n = 0; n < self; n++)
        {
            rows[n] = totals.GetValueOrDefault(old.Countries[n]);
            for (var c = 0; c < sectors.Length; c++)
            {
                caps[n, c] = Math.Max(0, cellCap(n, sectors[c]));
                // A product whose main origins are known comes from no one else by the peers' habits.
                matrix[n, c] =
                    energy.Contains(sectors[c]) && !known.ContainsKey((n, sectors[c])) ? 0.02 * prior(n, sectors[c]) : prior(n, sectors[c]);
                if (known.TryGetValue((n, sectors[c]), out var value))
                {
                    value = Math.Min(value, Math.Min(caps[n, c], Math.Max(0, bounds[c])));
                    caps[n, c] = 0;
                    matrix[n, c] = 0;
                    rows[n] = Math.Max(0, rows[n] - value);
                    bounds[c] -= value;
                    enter(n, sectors[c], value);
                    gaps.Add(
                        new FactGap(
                            $"{old.Sectors[sectors[c]]}, {what} {old.Countries[n]}",
                            known[(n, sectors[c])],
                            value,
                            value < known[(n, sectors[c])]
                                ? $"more than output, or than the flow of {old.Countries[rest]} it is part of"
                                : ""
                        )
                    );
                }
            }
            // Where the peers do not trade with this partner, the rest of the world's mix with it stands in.
            if (Enumerable.Range(0, sectors.Length).Sum(c => matrix[n, c]) == 0)
                for (var c = 0; c < sectors.Length; c++)
                    matrix[n, c] = caps[n, c];
        }
        var missing = CappedFit.Apply(matrix, rows, caps, bounds);
        for (var n = 0; n < self; n++)
        {
            for (var c = 0; c < sectors.Length; c++)
                if (matrix[n, c] > 0)
                    enter(n, sectors[c], matrix[n, c]);
            if (totals.TryGetValue(old.Countries[n], out var wanted) && wanted > 0)
                gaps.Add(
                    new FactGap(
                        $"{what} {old.Countries[n]}",
                        wanted,
                        wanted - missing[n],
                        Math.Abs(missing[n]) > 1e-6 * wanted ? "bounded by output or by the flow it is part of" : ""
                    )
                );
        }
    }

    /// <summary>Makes a flow of the country out of one of the aggregate; tariff rates are those of the aggregate.</summary>
    private void Move(int n, int i, int j, double value, int fromImporter, int fromExporter)
    {
        var rate =
            split.Trade[fromImporter, fromExporter, j] > 0
                ? split.Tariffs[fromImporter, fromExporter, j] / split.Trade[fromImporter, fromExporter, j]
                : 0;
        Add(fromImporter, fromExporter, j, -value, rate);
        Add(n, i, j, value, rate);
    }

    private void Add(int n, int i, int j, double value, double rate)
    {
        split.Trade[n, i, j] += value;
        split.Tariffs[n, i, j] += rate * value;
    }

    /// <summary>
    /// Sales at home. What the country buys from the aggregate and sells to it were sales of the aggregate to itself,
    /// and are taken from there already; so are its sales at home.
    /// </summary>
    private void Home()
    {
        for (var j = 0; j < output.Length; j++)
        {
            var home = Math.Max(0, output[j] - split.Output(self, j));
            var rate = split.Trade[rest, rest, j] > 0 ? split.Tariffs[rest, rest, j] / split.Trade[rest, rest, j] : 0;
            Add(rest, rest, j, -home, rate);
            split.Trade[self, self, j] = home;
            if (split.Trade[rest, rest, j] < 0)
                throw new InvalidOperationException($"{facts.Code} sells more {old.Sectors[j]} at home than {old.Countries[rest]} did.");
            split.ValueAdded[rest, j] -= split.ValueAdded[self, j];
            // A sector of the rest of the world keeps at least a tenth of its share of value added.
            split.ValueAdded[rest, j] = Math.Max(
                split.ValueAdded[rest, j],
                0.1 * split.Output(rest, j) * old.ValueAdded[rest, j] / Math.Max(old.Output(rest, j), double.Epsilon)
            );
        }
    }

    private void Use()
    {
        var sectors = old.Sectors.Length;
        for (var j = 0; j < sectors; j++)
        {
            var size = peers.Sum(p => old.Output(p, j));
            for (var k = 0; k < sectors; k++)
            {
                split.Use[self, k, j] = size > 0 ? peers.Sum(p => old.Use[p, k, j]) / size * output[j] : 0;
                split.Use[rest, k, j] = Math.Max(0.01 * split.Use[rest, k, j], split.Use[rest, k, j] - split.Use[self, k, j]);
            }
            UseBalance.ScaleInputs(split, self, j);
            UseBalance.ScaleInputs(split, rest, j);
        }
        for (var k = 0; k < sectors; k++)
        {
            split.Final[self, k] = peers.Sum(p => old.Final[p, k]) / peers.Sum(old.TotalValueAdded) * split.TotalValueAdded(self);
            split.Final[rest, k] = Math.Max(0, split.Expenditure(rest, k) - split.Intermediate(rest, k));
        }
    }
}
