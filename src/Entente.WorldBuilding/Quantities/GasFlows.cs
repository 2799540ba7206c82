using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>
/// Gas by importer and origin of countries with a balance: what they use, in the shares of its origins. In years that Eurostat's
/// table of borders covers whole, shares are traced through it; where it names no partner, or does not reach, they are those of
/// <c>gas-origins.csv</c>. Gas that only passes through is in nobody's use.
/// </summary>
internal static class GasFlows
{
    private const string Sector = "GAS";

    /// <summary>Part of a balance below which a flow gets no row.</summary>
    private const double Least = 1e-3;

    private const double Percent = 100;

    private const string Traced = ", borders of Eurostat nrg_ti_gasm traced to origins";

    public static List<KnownQuantity> Read(string raw, string recipe, int year, IReadOnlyList<string> countries, FaultList faults)
    {
        var names = new EnergyNames(recipe, countries, faults);
        var balances = GasBalances.Read(raw, recipe, year, faults);
        var own = balances.ToDictionary(b => b.Key, b => b.Value.Own, StringComparer.Ordinal);
        var traced = GasTracing.Shares(Borders(raw, year, names, faults), Routes(recipe, faults), own);
        var given = Given(recipe, year, names, faults);
        var known = new List<KnownQuantity>();
        foreach (var (country, balance) in balances.Where(b => countries.Contains(b.Key)).OrderBy(b => b.Key, StringComparer.Ordinal))
            if (given.TryGetValue(country, out var origins))
                known.AddRange(FromShares(country, balance, origins));
            else if (traced.TryGetValue(country, out var shares))
                foreach (var (origin, share) in shares.Where(s => s.Value > Least).OrderBy(s => s.Key, StringComparer.Ordinal))
                    known.Add(Flow(country, names.InWorld(origin), share * balance.Use, EnergyStatus.Derived, balance.Source + Traced));
            else if (balance.Own >= balance.Use)
                known.Add(Flow(country, country, balance.Use, balance.Status, balance.Source));
            else
                faults.Add(new Place("gas-origins.csv"), $"no origins of the gas of {country} in {year}", "shares that add up to 100");
        return known;
    }

    /// <summary>
    /// Own gas first, the rest by the shares given; where they name the country itself, which sells abroad and buys there as well, they
    /// are shares of all it uses.
    /// </summary>
    private static IEnumerable<KnownQuantity> FromShares(
        string country,
        GasUse balance,
        List<(string Origin, double Share, string Source)> origins
    )
    {
        var home = origins.Any(o => o.Origin == country) ? 0 : Math.Min(balance.Own, balance.Use);
        if (home > 0)
            yield return Flow(country, country, home, EnergyStatus.Imputed, balance.Source);
        foreach (var (origin, share, source) in origins.Where(_ => balance.Use > home))
            yield return Flow(country, origin, share * (balance.Use - home), EnergyStatus.Imputed, $"{balance.Source}; shares: {source}");
    }

    private static KnownQuantity Flow(string importer, string exporter, double terajoules, EnergyStatus status, string source) =>
        new(importer, exporter, Sector, terajoules, status, source);

    private static Dictionary<(string, string), double> Borders(string raw, int year, EnergyNames names, FaultList faults)
    {
        // The table's last year ends in August.
        const int lastWhole = 2021;
        var borders = new Dictionary<(string, string), double>();
        string[] columns = ["country", "partner", "commodity", "unit", "year", "value"];
        var y = year.ToString(CultureInfo.InvariantCulture);
        if (year <= lastWhole)
            foreach (var row in RawTable.Read(raw, "new/eurostat_fuel_imports_by_partner_2014_2022.csv.gz", columns, faults))
                if (row.Text("year") == y && row.Text("commodity") == "gas_all" && row.Text("unit") == "TJ" && row.Number("value") > 0)
                {
                    // A partner without a name is kept apart: a route may say who it is.
                    var pair = (names.Of(row.Text("country"))!, names.Of(row.Text("partner")) ?? "");
                    borders[pair] = borders.GetValueOrDefault(pair) + row.Number("value");
                }
        return borders;
    }

    private static List<GasRoute> Routes(string recipe, FaultList faults) =>
        [
            .. RawTable
                .Read(recipe, "gas-routes.csv", ["importer", "border", "origin", "counted_by", "counted_at"], faults)
                .Select(r => new GasRoute(
                    r.Text("importer"),
                    r.Text("border"),
                    r.Text("origin"),
                    r.Text("counted_by").Length > 0 ? r.Text("counted_by") : null,
                    r.Text("counted_at").Length > 0 ? r.Text("counted_at") : null
                )),
        ];

    private static Dictionary<string, List<(string, double, string)>> Given(string recipe, int year, EnergyNames names, FaultList faults)
    {
        var given = new Dictionary<string, List<(string Origin, double Share, string Source)>>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(recipe, "gas-origins.csv", ["year", "importer", "exporter", "percent", "source"], faults))
            if ((int)row.Number("year") == year)
            {
                if (!given.TryGetValue(row.Text("importer"), out var origins))
                    given[row.Text("importer")] = origins = [];
                origins.Add((names.InWorld(row.Text("exporter")), row.Number("percent") / Percent, row.Text("source")));
            }
        foreach (var (importer, origins) in given.Where(g => Math.Abs(g.Value.Sum(o => o.Share) - 1) > 1e-9))
            faults.Add(new Place("gas-origins.csv"), $"{origins.Sum(o => o.Share) * Percent} % of {importer} in {year}", "100");
        return given;
    }
}
