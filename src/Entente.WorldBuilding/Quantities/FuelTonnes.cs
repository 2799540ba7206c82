using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>
/// Crude oil, refined oil and coal bought abroad, from tonnes: those of BACI V202601 for 2022 to 2024, of Eurostat (oil) and Comext
/// (coal) before, times the heat content of <c>heat-contents.csv</c>. Tonnes that <c>suspects.csv</c> names, and tonnes at a price
/// more than three times from the median, are not taken.
/// </summary>
internal static class FuelTonnes
{
    private const double Most = 3;
    private const int FirstOfBaci = 2022;

    private static readonly Dictionary<string, string> EurostatNames = new(StringComparer.Ordinal)
    {
        ["crude_oil"] = "CRUDE",
        ["oil_products"] = "REFI",
    };

    private sealed record Heat(string Sector, string Hs4, double GigajoulesPerTonne);

    public static List<KnownQuantity> Read(string raw, string recipe, int year, IReadOnlyList<string> countries, FaultList faults)
    {
        var names = new EnergyNames(recipe, countries, faults);
        var heats = RawTable
            .Read(recipe, "heat-contents.csv", ["sector", "hs4", "gigajoules_per_tonne"], faults)
            .Select(r => new Heat(r.Text("sector"), r.Text("hs4"), r.Number("gigajoules_per_tonne")))
            .ToList();
        var rows = new List<(string To, string From, Heat Heat, double Tonnes, string Source)>();
        var y = year.ToString(CultureInfo.InvariantCulture);
        if (year >= FirstOfBaci)
            rows.AddRange(Baci(raw, y, names, heats, faults));
        else
            rows.AddRange(Eurostat(raw, y, names, heats, faults).Concat(Comext(raw, y, names, heats, faults)));
        return
        [
            // What the tables hold of the rest of the world is a part of it: no quantity of the whole.
            .. rows.Where(r => r.To != r.From && r.Tonnes > 0 && r.To != "ROW" && r.From != "ROW")
                .GroupBy(r => (r.To, r.From, r.Heat.Sector))
                // Terajoules are thousands of gigajoules.
                .Select(g => new KnownQuantity(
                    g.Key.To,
                    g.Key.From,
                    g.Key.Sector,
                    g.Sum(r => r.Tonnes * r.Heat.GigajoulesPerTonne / 1000),
                    EnergyStatus.Derived,
                    g.First().Source
                ))
                .OrderBy(k => (k.Sector, k.Importer, k.Exporter)),
        ];
    }

    private static IEnumerable<(string, string, Heat, double, string)> Baci(
        string raw,
        string y,
        EnergyNames names,
        List<Heat> heats,
        FaultList faults
    )
    {
        var suspects = RawTable
            .Read(raw, "suspects.csv", ["table", "key"], faults)
            .Where(r => r.Text("table") == "baci_v202601_commodity_flows")
            .Select(r => r.Text("key"))
            .ToHashSet();
        string[] columns = ["year", "hs4", "exporter", "importer", "usd", "tonnes"];
        var flows = RawTable
            .Read(raw, "new/baci_v202601_commodity_flows_2022_24.csv.gz", columns, faults)
            .Where(r => r.Text("year") == y && heats.Any(h => h.Hs4 == r.Text("hs4")) && r.Number("tonnes") > 0)
            .Select(r =>
                (
                    Hs4: r.Text("hs4"),
                    From: r.Text("exporter"),
                    To: r.Text("importer"),
                    Usd: r.Number("usd"),
                    Tonnes: r.Number("tonnes")
                )
            )
            .ToList();
        foreach (var heat in heats)
        {
            var own = flows.Where(f => f.Hs4 == heat.Hs4).ToList();
            if (own.Count == 0)
                continue;
            var median = own.Select(f => f.Usd / f.Tonnes).Order().ElementAt(own.Count / 2);
            var source = $"tonnes of BACI V202601, HS {heat.Hs4}, times heat content";
            foreach (var f in own.Where(f => f.Usd / f.Tonnes > median / Most && f.Usd / f.Tonnes < median * Most))
                if (!suspects.Contains($"{y} {f.Hs4} {f.From}-{f.To} usd/t"))
                    yield return (names.InWorld(f.To), names.InWorld(f.From), heat, f.Tonnes, source);
        }
    }

    private static IEnumerable<(string, string, Heat, double, string)> Eurostat(
        string raw,
        string y,
        EnergyNames names,
        List<Heat> heats,
        FaultList faults
    )
    {
        const string oil = "tonnes of Eurostat nrg_ti_oilm times heat content";
        string[] columns = ["country", "partner", "commodity", "unit", "year", "value"];
        foreach (var row in RawTable.Read(raw, "new/eurostat_fuel_imports_by_partner_2014_2022.csv.gz", columns, faults))
            if (row.Text("year") == y && row.Text("unit") == "tonne" && EurostatNames.TryGetValue(row.Text("commodity"), out var sector))
                if (names.Of(row.Text("partner")) is { } from && heats.Find(h => h.Sector == sector) is { } heat)
                    yield return (names.Of(row.Text("country"))!, from, heat, row.Number("value"), oil);
    }

    private static IEnumerable<(string, string, Heat, double, string)> Comext(
        string raw,
        string y,
        EnergyNames names,
        List<Heat> heats,
        FaultList faults
    )
    {
        // Quantities are in hundreds of kilograms; partners that are no country are sums.
        const double tonnes = 0.1;
        string[] columns = ["reporter", "partner", "hs", "indicator", "year", "value"];
        foreach (var row in RawTable.Read(raw, "new/comext_fuel_imports_eu_2019_2021.csv.gz", columns, faults))
            if (row.Text("year") == y && row.Text("indicator") == "QUANTITY_IN_100KG" && row.Text("partner").Length == 2)
                if (heats.Find(h => h.Sector == "COAL" && h.Hs4 == row.Text("hs")) is { } heat)
                {
                    var (to, from) = (names.Of(row.Text("reporter"))!, names.Of(row.Text("partner"))!);
                    yield return (to, from, heat, row.Number("value") * tonnes, "tonnes of Comext times heat content");
                }
    }
}
