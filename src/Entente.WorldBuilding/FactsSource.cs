using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>A country to be carved out, as the recipe names it.</summary>
internal sealed record CarveEntry(string Code, string Name, string Accounts, string Eurostat, string[] Peers);

/// <summary>
/// Reads the facts of one year: national accounts by group, goods trade by pair, services by partner, products.
/// Bilateral goods trade is that of 2023; for another year its pattern is scaled to that year's exports and imports,
/// unless customs data of 2013 or the recipe know the pair.
/// </summary>
internal sealed class FactsSource
{
    private const double Million = 1e6;
    private const double Thousand = 1000;
    private const int PatternYear = 2023;
    private const double MillionUsdPerTerajoule = 0.01;

    private readonly int year;
    private readonly Dictionary<(string Country, string Indicator), (double Year, double Pattern)> accounts = [];
    private readonly Dictionary<(string Exporter, string Importer), double> goods = [];
    private readonly Dictionary<(string Exporter, string Importer), double> known = [];
    private readonly Dictionary<(string Reporter, string Partner), double> serviceImports = [];
    private readonly Dictionary<(string Reporter, string Partner), double> serviceExports = [];
    private readonly List<ProductFact> products = [];
    private readonly Dictionary<string, string> accountsName;

    public FactsSource(int year, string raw, string recipe, IReadOnlyDictionary<string, string> accountsName, FaultList faults)
    {
        this.year = year;
        this.accountsName = new Dictionary<string, string>(accountsName, StringComparer.Ordinal);
        ReadAccounts(raw, faults);
        foreach (var row in RawTable.Read(raw, "baci2023_goods_194.csv.gz", ["exporter", "importer", "kusd_2023"], faults))
            goods[(row.Text("exporter"), row.Text("importer"))] = row.Number("kusd_2023") / Thousand;
        ReadServices(raw, faults);
        ReadRecipe(recipe, faults);
        if (year != PatternYear)
            ReadOlderGoods(raw, recipe, faults);
        Eurostat(raw, recipe, faults);
    }

    /// <summary>Groups of the national accounts, as the recipe names them, and what they are in the accounts.</summary>
    public static IReadOnlyDictionary<string, string> Groups { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["agriculture"] = "Agriculture, hunting, forestry, fishing (ISIC A-B)",
            ["mining and utilities"] = "Mining, Manufacturing, Utilities (ISIC C-E)",
            ["manufacturing"] = "Manufacturing (ISIC D)",
            ["construction"] = "Construction (ISIC F)",
            ["trade and hotels"] = "Wholesale, retail trade, restaurants and hotels (ISIC G-H)",
            ["transport and communication"] = "Transport, storage and communication (ISIC I)",
            ["other services"] = "Other Activities (ISIC J-P)",
        };

    /// <summary>All codes of the bilateral data.</summary>
    public IEnumerable<string> TradeCodes => goods.Keys.SelectMany(k => new[] { k.Exporter, k.Importer }).Distinct();

    /// <summary>Value added by group of a country of the accounts.</summary>
    public Dictionary<string, double> ValueAdded(string accountName) =>
        Groups.ToDictionary(
            g => g.Key,
            g =>
                Math.Max(
                    0,
                    Figure(accountName, g.Value) - (g.Key == "mining and utilities" ? Figure(accountName, Groups["manufacturing"]) : 0)
                ),
            StringComparer.Ordinal
        );

    /// <summary>A figure of the accounts in the year, million USD.</summary>
    public double Figure(string accountName, string indicator) => accounts.GetValueOrDefault((accountName, indicator)).Year;

    /// <summary>Goods sold by i to n.</summary>
    public double Goods(string i, string n) =>
        known.TryGetValue((i, n), out var value) ? value : goods.GetValueOrDefault((i, n)) * Scale(i, "Exports of goods and services", n);

    /// <summary>The facts of a country to carve, partners outside the economy summed under the rest.</summary>
    public CountryFacts Of(CarveEntry entry, IReadOnlyCollection<string> partners, string rest)
    {
        string Partner(string code) => partners.Contains(code) ? code : rest;
        var codes = TradeCodes.Where(code => code != entry.Code).ToList();
        var exports = Sum(codes, Partner, code => Goods(entry.Code, code));
        var imports = Sum(codes, Partner, code => Goods(code, entry.Code));
        return new CountryFacts
        {
            Code = entry.Code,
            Name = entry.Name,
            Peers = entry.Peers,
            ValueAdded = ValueAdded(entry.Accounts),
            GoodsExports = exports,
            GoodsImports = imports,
            ServiceExports = Services(
                Math.Max(0, Figure(entry.Accounts, "Exports of goods and services") - exports.Values.Sum()),
                serviceImports,
                entry.Code,
                partners,
                rest
            ),
            ServiceImports = Services(
                Math.Max(0, Figure(entry.Accounts, "Imports of goods and services") - imports.Values.Sum()),
                serviceExports,
                entry.Code,
                partners,
                rest
            ),
            Products = [.. products.Where(p => p.Exporter == entry.Code || p.Importer == entry.Code)],
        };
    }

    /// <summary>
    /// Services by partner: those partners report, as far as there are that many; the rest of the world has what is left.
    /// </summary>
    private static Dictionary<string, double> Services(
        double total,
        Dictionary<(string Reporter, string Partner), double> mirror,
        string country,
        IReadOnlyCollection<string> partners,
        string rest
    )
    {
        var reported = partners
            .Where(p => p != rest)
            .Select(p => (Partner: p, Value: mirror.GetValueOrDefault((p, country))))
            .Where(p => p.Value > 0)
            .ToList();
        var scale = Math.Min(1, 0.9 * total / Math.Max(reported.Sum(p => p.Value), double.Epsilon));
        var services = reported.ToDictionary(p => p.Partner, p => p.Value * scale, StringComparer.Ordinal);
        services[rest] = total - services.Values.Sum();
        return services;
    }

    private static Dictionary<string, double> Sum(IEnumerable<string> codes, Func<string, string> partner, Func<string, double> value) =>
        codes.GroupBy(partner, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(value), StringComparer.Ordinal);

    /// <summary>How much smaller a country's trade was than in the year of the pattern: the mean of exporter's and importer's.</summary>
    private double Scale(string exporter, string indicator, string importer)
    {
        if (year == PatternYear)
            return 1;
        var (sold, bought) = (Growth(exporter, indicator), Growth(importer, "Imports of goods and services"));
        return sold > 0 && bought > 0 ? Math.Sqrt(sold * bought) : Math.Max(sold, bought);
    }

    private double Growth(string code, string indicator) =>
        accountsName.TryGetValue(code, out var name) && accounts.TryGetValue((name, indicator), out var figure) && figure.Pattern > 0
            ? figure.Year / figure.Pattern
            : 0;

    private void ReadAccounts(string raw, FaultList faults)
    {
        var (column, pattern) = (year.ToString(CultureInfo.InvariantCulture), PatternYear.ToString(CultureInfo.InvariantCulture));
        foreach (
            var row in RawTable.Read(
                raw,
                "unama_gdp_va_2010_2024.csv.gz",
                ["Country", "IndicatorName", .. new[] { column, pattern }.Distinct()],
                faults
            )
        )
            accounts[(row.Text("Country"), row.Text("IndicatorName"))] = (
                (row.NumberOrNull(column) ?? 0) / Million,
                (row.NumberOrNull(pattern) ?? 0) / Million
            );
    }

    private void ReadServices(string raw, FaultList faults)
    {
        var last = Math.Min(year, 2019).ToString(CultureInfo.InvariantCulture);
        foreach (
            var (file, into) in new[]
            {
                ("oecd_services_imports_total_2012_2019.csv.gz", serviceImports),
                ("oecd_services_exports_total_2012_2019.csv.gz", serviceExports),
            }
        )
            foreach (var row in RawTable.Read(raw, file, ["reporter", "partner", "year", "musd"], faults))
                if (row.Text("year") == last)
                    into[(row.Text("reporter"), row.Text("partner"))] = row.NumberOrNull("musd") ?? 0;
    }

    private void ReadRecipe(string recipe, FaultList faults)
    {
        var wanted = year.ToString(CultureInfo.InvariantCulture);
        foreach (var row in RawTable.Read(recipe, "pairs.csv", ["year", "exporter", "importer", "musd"], faults))
            if (row.Text("year") == wanted)
                known[(row.Text("exporter"), row.Text("importer"))] = row.Number("musd");
        foreach (var row in RawTable.Read(recipe, "products.csv", ["year", "exporter", "importer", "sector", "musd"], faults))
            if (row.Text("year") == wanted)
                products.Add(new ProductFact(row.Text("exporter"), row.Text("importer"), row.Text("sector"), row.Number("musd")));
    }

    /// <summary>Belarus and Kazakhstan report goods of 2013 by product: their totals with other reporters, and their fuels.</summary>
    private void ReadOlderGoods(string raw, string recipe, FaultList faults)
    {
        var code = RawTable
            .Read(recipe, "countries.csv", ["country", "baci"], faults)
            .Select(row => (Name: row.Text("baci"), Code: row.Text("country")))
            .Where(c => c.Name.Length > 0)
            .Append(("Belarus", "BLR"))
            .Append(("Kazakhstan", "KAZ"))
            .ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
        var fuel = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["oil"] = "CRUDE",
            ["gas"] = "GAS",
            ["coa"] = "COAL",
            ["p_c"] = "REFI",
        };
        foreach (
            var row in RawTable.Read(
                raw,
                "baci2013_gtap39_38countries.csv.gz",
                ["exporter", "importer", "gtap_sector", "kusd_2013"],
                faults
            )
        )
        {
            if (
                !code.TryGetValue(row.Text("exporter"), out var i)
                || !code.TryGetValue(row.Text("importer"), out var n)
                || (i is not ("BLR" or "KAZ") && n is not ("BLR" or "KAZ"))
            )
                continue;
            var value = row.Number("kusd_2013") / Thousand;
            known[(i, n)] = known.GetValueOrDefault((i, n)) + value;
            if (fuel.TryGetValue(row.Text("gtap_sector"), out var sector) && value > 1)
                products.Add(new ProductFact(i, n, sector, value));
        }
    }

    /// <summary>Gas bought from Russia in quantities; the last year known is 2020, so that later years need facts of the recipe.</summary>
    private void Eurostat(string raw, string recipe, FaultList faults)
    {
        var name = RawTable
            .Read(recipe, "carve.csv", ["country", "eurostat"], faults)
            .Where(row => row.Text("eurostat").Length > 0)
            .Select(row => (Name: row.Text("eurostat"), Code: row.Text("country")))
            .ToDictionary(c => c.Name, c => c.Code, StringComparer.Ordinal);
        var last = Math.Min(year, 2020).ToString(CultureInfo.InvariantCulture);
        foreach (var row in RawTable.Read(raw, "eurostat_gas_imports_TJ_2011_2020.csv", ["geo", "year", "series", "TJ_GCV"], faults))
            if (
                row.Text("year") == last
                && row.Text("series") == "natgas_RU"
                && name.TryGetValue(row.Text("geo"), out var code)
                && row.NumberOrNull("TJ_GCV") is > 0 and var quantity
                && !products.Any(p => p.Importer == code && p.Exporter == "RUS" && p.Sector == "GAS")
            )
                products.Add(new ProductFact("RUS", code, "GAS", quantity * MillionUsdPerTerajoule));
    }
}
