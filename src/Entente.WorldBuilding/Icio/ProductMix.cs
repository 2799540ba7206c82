using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Products of goods trade by pair (importer n, exporter i, sector j; any scale within a pair), without what is known as it
/// is. Pairs of the flow table as it has them, in its year or, where it has a hole, in 2014, or else as the exporter sells to all;
/// China's sales as customs data have them by product; headings of ores, metals and refined petroleum as listed; countries
/// carved out as their peers, with sections of their own trade of 2015 where there are any. Then the recipe's factors on what ended.
/// </summary>
internal sealed class ProductMix
{
    /// <summary>A pair of the flow table below this part of customs data is a hole.</summary>
    private const double Hole = 0.1;

    /// <summary>Weight of the sections of 2015 against the peers' mix.</summary>
    private const double WeightOfSections = 0.5;

    private readonly IcioRecipe recipe;
    private readonly bool[] open;

    public ProductMix(IcioRecipe recipe, KnownFlows known)
    {
        this.recipe = recipe;
        open = [.. Enumerable.Range(0, recipe.Sectors.Length).Select(j => !recipe.IsService(j) && !known.IsKnown[j])];
        var count = recipe.Countries.Length;
        Values = new double[count, count, recipe.Sectors.Length];
    }

    public double[,,] Values { get; }

    /// <summary>Pairs whose mix of the flow table's year is a hole, million USD there and in customs data.</summary>
    public List<(int Importer, int Exporter, double Table, double Customs)> Holes { get; } = [];

    /// <summary>Whether a sector's flows follow the mix.</summary>
    public bool IsOpen(int j) => open[j];

    public void FromTables(IcioTable table, IcioTable earlier, double[,] pairs)
    {
        var count = recipe.Countries.Length;
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
            {
                if (n == i || Carved(n) || Carved(i))
                    continue;
                var (now, wanted) = (table.GoodsOf(n, i), pairs[n, i]);
                const double small = 20;
                var hole = wanted > small && now < Hole * wanted;
                if (hole)
                    Holes.Add((n, i, now, wanted));
                var from = hole && earlier.GoodsOf(n, i) > Hole * wanted ? earlier : table;
                for (var j = 0; j < open.Length; j++)
                    if (open[j])
                        Values[n, i, j] =
                            !hole || from == earlier
                                ? from.Goods[n, i, j]
                                : Enumerable.Range(0, count).Sum(m => m == i ? 0 : table.Goods[m, i, j]);
            }
    }

    /// <summary>What China sells, by product; mean of 2022 and 2023.</summary>
    public void China(string raw, FaultList faults)
    {
        var concordance = IcioTable.Concordance(recipe, faults);
        var prefixes = RawTable
            .Read(raw, "fill2023/hs_to_icio27.csv", ["hs_prefix", "icio27"], faults)
            .ToDictionary(row => row.Text("hs_prefix"), row => row.Text("icio27"), StringComparer.Ordinal);
        var (china, rest) = (recipe.Country("CHN"), recipe.Country("ROW"));
        var sums = new double[recipe.Countries.Length, open.Length];
        foreach (
            var row in RawTable.Read(raw, "new/baci_v202601_china_exports_hs6_2022_23.csv.gz", ["importer", "hs6", "china_musd"], faults)
        )
        {
            var code = row.Text("importer") == "S19" ? "TWN" : row.Text("importer");
            var (n, heading) = (recipe.Country(code) is >= 0 and var at ? at : rest, row.Text("hs6").PadLeft(6, '0'));
            for (var length = 6; length >= 2; length--)
                if (prefixes.TryGetValue(heading[..length], out var icio))
                {
                    foreach (var (sector, share) in concordance.GetValueOrDefault(icio, []))
                        if (recipe.Sector(sector) is >= 0 and var j)
                            sums[n, j] += share * row.Number("china_musd");
                    break;
                }
        }
        for (var n = 0; n < recipe.Countries.Length; n++)
            if (n != china && Enumerable.Range(0, open.Length).Sum(j => sums[n, j]) > 0)
                for (var j = 0; j < open.Length; j++)
                    if (open[j])
                        Values[n, china, j] = sums[n, j];
    }

    public void Peers()
    {
        var count = recipe.Countries.Length;
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
                if (n != i && (Carved(n) || Carved(i)) && Enumerable.Range(0, open.Length).All(j => Values[n, i, j] == 0))
                {
                    var mix = Standing(n, i);
                    for (var j = 0; j < open.Length; j++)
                        Values[n, i, j] = open[j] ? mix[j] : 0;
                }
    }

    /// <summary>Listed headings: refined petroleum as listed, ores and metals at least as listed, relative to the pair.</summary>
    public void Headings(IReadOnlyList<Commodity> commodities, double[,] pairs, KnownFlows known)
    {
        var rest = recipe.Country("ROW");
        var listed = new Dictionary<(int, int, int), double>();
        var least = double.PositiveInfinity;
        foreach (var flow in commodities)
        {
            var sector = flow.Heading switch
            {
                "2710" => "REFI",
                "2601" or "2603" or "2606" => "OMIN",
                "7403" or "7601" or "7202" or "7502" or "7901" or "7801" or "8001" => "META",
                "3104" => "CHEM",
                _ => "",
            };
            var (i, n) = (
                recipe.Country(flow.Exporter) is >= 0 and var a ? a : rest,
                recipe.Country(flow.Importer) is >= 0 and var b ? b : rest
            );
            if (sector.Length == 0 || i == n)
                continue;
            var key = (n, i, recipe.Sector(sector));
            listed[key] = listed.GetValueOrDefault(key) + flow.Value;
            least = sector == "REFI" ? Math.Min(least, flow.Value) : least;
        }
        var (count, refined) = (recipe.Countries.Length, recipe.Sector("REFI"));
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
            {
                var left = pairs[n, i] - Enumerable.Range(0, open.Length).Sum(j => known.Values[n, i, j]);
                var sum = Enumerable.Range(0, open.Length).Sum(j => Values[n, i, j]);
                if (n == i || left <= 0 || sum <= 0)
                    continue;
                for (var j = 0; j < open.Length; j++)
                    if (open[j])
                    {
                        Values[n, i, j] *= left / sum;
                        const double most = 0.95;
                        if (listed.TryGetValue((n, i, j), out var value))
                            Values[n, i, j] =
                                j == refined ? Math.Min(value, most * left) : Math.Max(Values[n, i, j], Math.Min(value, most * left));
                        else if (
                            j == refined
                            && !Commodity.IsMissing(recipe.Countries[i].Code)
                            && !Commodity.IsMissing(recipe.Countries[n].Code)
                        )
                            Values[n, i, j] = Math.Min(Values[n, i, j], least);
                    }
            }
    }

    /// <summary>Sections of trade of 2015 of countries carved out, spread over the sectors of a section as in the mix.</summary>
    public void Sections(string raw, FaultList faults)
    {
        const string scheme = "sitc1";
        var sections = RawTable
            .Read(raw, "fill2023/concordance.csv", ["scheme", "code", "sector", "share"], faults)
            .Where(row =>
                row.Text("scheme") == scheme && recipe.Sector(row.Text("sector")) >= 0 && double.TryParse(row.Text("share"), out _)
            )
            .GroupBy(row => row.Text("code"), row => (recipe.Sector(row.Text("sector")), row.Number("share")), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Distinct().ToArray(), StringComparer.Ordinal);
        var trade = new Dictionary<(int Importer, int Exporter), Dictionary<string, double>>();
        foreach (
            var row in RawTable.Read(
                raw,
                "fill2023/mix_nine_evidence.csv.gz",
                ["exporter", "importer", "scheme", "code", "musd", "use"],
                faults
            )
        )
        {
            var (i, n) = (recipe.Country(row.Text("exporter")), recipe.Country(row.Text("importer")));
            if (row.Text("scheme") != scheme || row.Text("use") != "ship" || i < 0 || n < 0 || !sections.ContainsKey(row.Text("code")))
                continue;
            if (!trade.TryGetValue((n, i), out var known))
                trade[(n, i)] = known = new Dictionary<string, double>(StringComparer.Ordinal);
            known[row.Text("code")] = known.GetValueOrDefault(row.Text("code")) + row.Number("musd");
        }
        foreach (var ((n, i), known) in trade.OrderBy(t => t.Key))
            Blend(n, i, known, sections);
    }

    /// <summary>Takes out what has ended since the flow table's year, and what does not exist.</summary>
    public void Ended(EndedTrade ended, NotThere notThere)
    {
        for (var j = 0; j < open.Length; j++)
            for (var n = 0; n < recipe.Countries.Length; n++)
                for (var i = 0; i < recipe.Countries.Length; i++)
                    Values[n, i, j] *= notThere.Made(i, j) || notThere.Bought(n, j) ? 0 : ended.Factor(n, i, j);
    }

    /// <summary>What countries sell abroad of a product in all, where the recipe has a figure.</summary>
    public Dictionary<(int Country, int Sector), double> KnownSales { get; } = [];

    /// <summary>
    /// What countries sell or buy of a product in all: the recipe's figures (<c>products.csv</c>) are met, and imports of
    /// countries carved out
    /// are brought half way to the products that customs list for them.
    /// </summary>
    public void Totals(string raw, double[,] pairs, FaultList faults)
    {
        var imports = new Dictionary<(int Country, int Sector), double>();
        var concordance = IcioTable.Concordance(recipe, faults);
        foreach (
            var row in RawTable.Read(raw, "fill2023/mix_nine_evidence.csv.gz", ["exporter", "importer", "scheme", "code", "musd"], faults)
        )
            if (row.Text("scheme") == "icio27" && row.Text("exporter") == "WORLD" && recipe.Country(row.Text("importer")) is >= 0 and var n)
                foreach (var (sector, share) in concordance.GetValueOrDefault(row.Text("code"), []))
                    if (recipe.Sector(sector) is >= 0 and var j && open[j])
                        imports[(n, j)] = imports.GetValueOrDefault((n, j)) + share * row.Number("musd");
        foreach (var group in imports.GroupBy(p => p.Key.Country).OrderBy(g => g.Key))
        {
            var now = open.Select((_, j) => Sum(group.Key, j, pairs, exports: false)).ToArray();
            var (all, listed) = (now.Sum(), group.Sum(g => g.Value));
            foreach (var (key, value) in group.OrderBy(g => g.Key.Sector))
                Factor(
                    key.Country,
                    key.Sector,
                    now[key.Sector] > 0 ? Math.Sqrt(value / listed * all / now[key.Sector]) : 1,
                    exports: false
                );
        }
        const int passes = 40;
        var facts = Facts(faults);
        foreach (var (country, _, j, value) in facts.Where(fact => fact.Export))
            KnownSales[(country, j)] = value;
        for (var pass = 0; pass < passes; pass++)
            foreach (var (country, export, j, value) in facts)
                if (Sum(country, j, pairs, export) is > 0 and var now)
                    Factor(country, j, value / now, export);
    }

    private List<(int Country, bool Export, int Sector, double Value)> Facts(FaultList faults)
    {
        const string file = "products.csv";
        var facts = new List<(int, bool, int, double)>();
        foreach (var row in RawTable.Read(recipe.Folder, file, ["year", "country", "flow", "sector", "musd", "source"], faults))
            if (row.Number("year") == recipe.Year)
            {
                var (country, j) = (recipe.Country(row.Text("country")), recipe.Sector(row.Text("sector")));
                if (country < 0 || j < 0 || !open[j] || row.Text("flow") is not ("export" or "import") || row.Text("source").Length == 0)
                    faults.Add(
                        new Place(file),
                        $"{row.Text("flow")} of {row.Text("sector")} by {row.Text("country")}",
                        "a country, export or import, a product that the mix tells, and a source"
                    );
                else
                    facts.Add((country, row.Text("flow") == "export", j, row.Number("musd")));
            }
        return facts;
    }

    /// <summary>What a country sells or buys of a product by the mixes.</summary>
    private double Sum(int country, int j, double[,] pairs, bool exports)
    {
        var sum = 0.0;
        for (var m = 0; m < recipe.Countries.Length; m++)
        {
            var (n, i) = exports ? (m, country) : (country, m);
            var all = 0.0;
            for (var k = 0; m != country && k < open.Length; k++)
                all += Values[n, i, k];
            sum += all > 0 ? pairs[n, i] * Values[n, i, j] / all : 0;
        }
        return sum;
    }

    private void Factor(int country, int j, double factor, bool exports)
    {
        for (var m = 0; m < recipe.Countries.Length; m++)
            Values[exports ? m : country, exports ? country : m, j] *= factor;
    }

    private void Blend(int n, int i, Dictionary<string, double> known, Dictionary<string, (int Sector, double Share)[]> sections)
    {
        var (total, sum) = (known.Values.Sum(), Enumerable.Range(0, open.Length).Sum(j => Values[n, i, j]));
        if (total <= 0 || sum <= 0)
            return;
        var spread = new double[open.Length];
        foreach (var (code, value) in known.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var weights = sections[code]
                .Where(s => open[s.Sector])
                .Select(s => (s.Sector, Weight: s.Share * (Values[n, i, s.Sector] + 1e-3 * sum)))
                .ToArray();
            var all = weights.Sum(w => w.Weight);
            foreach (var (sector, weight) in weights)
                spread[sector] += value * weight / all;
        }
        var moved = spread.Sum();
        for (var j = 0; j < open.Length && moved > 0; j++)
            Values[n, i, j] = (1 - WeightOfSections) * Values[n, i, j] / sum + WeightOfSections * spread[j] / moved;
    }

    /// <summary>What the peers of a carved country, on either side, trade: each peer's pair counts by its value.</summary>
    private double[] Standing(int n, int i)
    {
        int[] importers = Carved(n) ? [.. recipe.Countries[n].Peers.Select(recipe.Country)] : [n];
        int[] exporters = Carved(i) ? [.. recipe.Countries[i].Peers.Select(recipe.Country)] : [i];
        var mix = new double[open.Length];
        foreach (var a in importers)
            foreach (var b in exporters)
                for (var j = 0; j < open.Length && a != b; j++)
                    mix[j] += Values[a, b, j];
        if (mix.Sum() > 0)
            return mix;
        // Nobody stands in: what the exporters sell to all.
        foreach (var b in exporters)
            for (var m = 0; m < recipe.Countries.Length; m++)
                for (var j = 0; j < open.Length && m != b; j++)
                    mix[j] += Values[m, b, j];
        return mix;
    }

    private bool Carved(int n) => recipe.Countries[n].Kind == CountryKind.Carved;
}
