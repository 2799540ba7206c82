using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Services by pair and kind. Pairs: the flow table's, Russia's as the OECD had them in 2019 (the flow table holds margins
/// on its goods), those of countries carved out as partners reported them in 2019, the rest by size and distance. Kinds:
/// those of the pair in
/// 2014, less the margins of trade and land transport that became part of goods; of countries with facts, the facts.
/// </summary>
internal sealed class ServiceTrade
{
    private readonly IcioRecipe recipe;
    private readonly int[] kinds;

    /// <summary>Importer, exporter, sector: part of the kind in the pair's services of 2014, made once as it is asked for often.</summary>
    private readonly double[,,] shares;
    private readonly bool[] carved;

    public ServiceTrade(IcioRecipe recipe, WiodPairs wiod)
    {
        this.recipe = recipe;
        kinds = [.. Enumerable.Range(0, recipe.Sectors.Length).Where(recipe.IsService)];
        shares = Shares(wiod, recipe.Countries.Length, recipe.Sectors.Length);
        carved = [.. recipe.Countries.Select(c => c.Kind == CountryKind.Carved)];
    }

    /// <summary>Exports less imports of a kind in the flow table's year, for outputs by kind.</summary>
    public double Net(IcioTable table, int n, string kind)
    {
        var j = recipe.Sector(kind);
        if (j < 0 || !recipe.IsService(j))
            return 0;
        var net = 0.0;
        for (var m = 0; m < recipe.Countries.Length; m++)
            if (m != n)
                net += table.ServicePairs[m, n] * shares[m, n, j] - table.ServicePairs[n, m] * shares[n, m, j];
        return net;
    }

    /// <summary>All pairs, importer by exporter.</summary>
    public double[,] Pairs(IcioTable table, TradeLevels levels, ServiceStatistics statistics, Distances distances, FaultList faults)
    {
        var count = recipe.Countries.Length;
        var pattern = new double[count, count];
        var russia = recipe.Country("RUS");
        var changed = RussiaFactors(faults);
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
                if (n != i)
                    pattern[n, i] =
                        carved[n] || carved[i] ? Carved(n, i, levels, statistics, distances)
                        : n == russia || i == russia ? (Mirror(n, i, statistics) ?? table.ServicePairs[n, i]) * changed[n == russia ? i : n]
                        : table.ServicePairs[n, i];
        Partners(pattern, levels, faults);
        return PairFit.Apply(
            pattern,
            [.. levels.Services.Select(s => s.Sold)],
            [.. levels.Services.Select(s => s.Bought)],
            carved,
            (_, _) => false
        );
    }

    /// <summary>Kinds of the services that n buys from i; adds up to 1.</summary>
    /// <param name="n">Importer.</param>
    /// <param name="i">Exporter.</param>
    /// <param name="moved">Part of the exporter's services that became margins on goods.</param>
    /// <param name="statistics">Facts by kind.</param>
    public double[] Kinds(int n, int i, double moved, ServiceStatistics statistics)
    {
        var share = kinds.Select(j => shares[n, i, j]).ToArray();
        var margins = kinds.Select((j, k) => recipe.Sectors[j].Code is "TRAD" or "LTRN" ? share[k] : 0).Sum();
        for (var k = 0; k < kinds.Length && margins > 0; k++)
            if (recipe.Sectors[kinds[k]].Code is "TRAD" or "LTRN")
                share[k] *= Math.Max(0.1, 1 - moved / margins);
        Facts(share, i, "export", statistics);
        Facts(share, n, "import", statistics);
        var total = share.Sum();
        return [.. share.Select(s => s / total)];
    }

    public int[] Sectors => kinds;

    /// <summary>A pair without services in 2014 is taken to buy what its exporter uses at home.</summary>
    private double[,,] Shares(WiodPairs wiod, int countries, int sectors)
    {
        var parts = new double[countries, countries, sectors];
        for (var i = 0; i < countries; i++)
        {
            var home = kinds.Sum(k => wiod.Value(i, i, k));
            for (var n = 0; n < countries; n++)
            {
                var total = kinds.Sum(k => wiod.Value(n, i, k));
                foreach (var j in kinds)
                    parts[n, i, j] =
                        total > 0 ? wiod.Value(n, i, j) / total
                        : home > 0 ? wiod.Value(i, i, j) / home
                        : 0;
            }
        }
        return parts;
    }

    /// <summary>Known kinds take their share of the total, the others share what is left.</summary>
    private void Facts(double[] share, int country, string flow, ServiceStatistics statistics)
    {
        var total = flow == "export" ? statistics.Exports(country) : statistics.Imports(country);
        var known = new double[kinds.Length];
        foreach (
            var (kind, code) in new[]
            {
                ("travel", "HOSP"),
                ("telecommunications, computer, information", "ICTS"),
                ("construction", "CONS"),
                ("other business, all", "BUSI"),
                ("transport", "LTRN"),
            }
        )
            if (total > 0 && statistics.Kind(country, flow, kind) is { } value)
                known[Array.IndexOf(kinds, recipe.Sector(code))] = value / total.Value;
        if (known.Sum() is <= 0 or >= 1)
            return;
        var all = share.Sum();
        var (road, air) = (Array.IndexOf(kinds, recipe.Sector("LTRN")), Array.IndexOf(kinds, recipe.Sector("WAIR")));
        if (known[road] > 0)
        {
            // Transport is one kind in the facts; the pair's mix tells land from water and air.
            var byLand = share[road] + share[air] > 0 ? share[road] / (share[road] + share[air]) : 0.5;
            (known[road], known[air]) = (known[road] * byLand, known[road] * (1 - byLand));
        }
        var others = kinds.Select((_, k) => known[k] > 0 ? 0 : share[k]).Sum();
        for (var k = 0; k < kinds.Length; k++)
            share[k] =
                known[k] > 0 ? known[k] * all
                : others > 0 ? share[k] / others * (1 - known.Sum()) * all
                : 0;
    }

    private double Carved(int n, int i, TradeLevels levels, ServiceStatistics statistics, Distances distances)
    {
        var total = carved[i] ? levels.Services[i].Sold : levels.Services[n].Bought;
        var growth = Mirror(n, i, statistics);
        return growth ?? total * distances.Pull(n, i);
    }

    /// <summary>What the importer, or else the exporter, reported in 2019.</summary>
    private static double? Mirror(int n, int i, ServiceStatistics statistics) =>
        statistics.Reported(n, i, export: false) ?? statistics.Reported(i, n, export: true);

    private double[] RussiaFactors(FaultList faults)
    {
        var factors = Enumerable.Repeat(1.0, recipe.Countries.Length).ToArray();
        foreach (var row in Known(faults))
            if (row.Text("country") == "RUS" && row.Text("unit") == "factor")
                foreach (var n in recipe.Members(row.Text("partner"), "service-partners.csv", faults))
                    factors[n] = row.Number("value");
        return factors;
    }

    /// <summary>What the recipe knows of partners in services.</summary>
    private IEnumerable<RawRow> Known(FaultList faults) =>
        RawTable.Read(recipe.Folder, "service-partners.csv", ["country", "partner", "flow", "value", "unit", "source"], faults);

    /// <summary>Shares of partners that the recipe knows: the others share what is left.</summary>
    private void Partners(double[,] pattern, TradeLevels levels, FaultList faults)
    {
        var count = recipe.Countries.Length;
        foreach (var row in Known(faults))
        {
            if (row.Text("unit") != "share")
                continue;
            var (country, export) = (recipe.Country(row.Text("country")), row.Text("flow") == "export");
            var partners = recipe.Members(row.Text("partner"), "service-partners.csv", faults).ToHashSet();
            double Cell(int m) => export ? pattern[m, country] : pattern[country, m];
            var total = export ? levels.Services[country].Sold : levels.Services[country].Bought;
            var now = partners.Sum(Cell);
            for (var m = 0; m < count && now > 0; m++)
                if (partners.Contains(m) && m != country)
                    (export ? ref pattern[m, country] : ref pattern[country, m]) *= row.Number("value") * total / now;
        }
        // Partners without a fact share what is left, so that turns of the fit do not move the others.
        foreach (
            var group in RawTable
                .Read(recipe.Folder, "service-partners.csv", ["country", "partner", "flow", "value", "unit"], faults)
                .Where(row => row.Text("unit") == "share")
                .Select(row =>
                    (
                        Country: recipe.Country(row.Text("country")),
                        Flow: row.Text("flow"),
                        Partner: row.Text("partner"),
                        Value: row.Number("value")
                    )
                )
                .ToList()
                .GroupBy(row => (row.Country, row.Flow))
        )
        {
            var named = group.SelectMany(g => recipe.Members(g.Partner, "service-partners.csv", faults)).ToHashSet();
            var (country, export) = (group.Key.Country, group.Key.Flow == "export");
            var total = export ? levels.Services[country].Sold : levels.Services[country].Bought;
            var others = Enumerable.Range(0, count).Where(m => m != country && !named.Contains(m)).ToList();
            var sum = others.Sum(m => export ? pattern[m, country] : pattern[country, m]);
            foreach (var m in others)
                (export ? ref pattern[m, country] : ref pattern[country, m]) *= sum > 0 ? total * (1 - group.Sum(g => g.Value)) / sum : 1;
        }
    }
}
