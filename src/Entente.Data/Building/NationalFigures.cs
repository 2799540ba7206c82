namespace Entente.Data.Building;

/// <summary>Totals of the national accounts of a country, million USD.</summary>
/// <param name="ValueAdded">Value added.</param>
/// <param name="Exports">Exports of goods and services.</param>
/// <param name="Imports">Imports of goods and services.</param>
public sealed record NationalFigures(double ValueAdded, double Exports, double Imports)
{
    private const double Million = 1e6;

    internal static Dictionary<string, NationalFigures> Read(string raw, string recipe, FaultList faults)
    {
        var code = RawTable.Read(recipe, "countries.csv", ["country", "national_accounts"], faults)
            .Where(row => row.Text("national_accounts").Length > 0).ToDictionary(row => row.Text("national_accounts"), row => row.Text("country"), StringComparer.Ordinal);
        var figures = new Dictionary<string, NationalFigures>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(raw, "unama_gdp_va_2010_2024.csv.gz", ["Country", "IndicatorName", "2014"], faults))
        {
            if (!code.TryGetValue(row.Text("Country"), out var country) || row.NumberOrNull("2014") is not { } value)
                continue;
            var known = figures.GetValueOrDefault(country, new NationalFigures(0, 0, 0));
            figures[country] = row.Text("IndicatorName") switch
            {
                "Total Value Added" => known with { ValueAdded = value / Million },
                "Exports of goods and services" => known with { Exports = value / Million },
                "Imports of goods and services" => known with { Imports = value / Million },
                _ => known,
            };
        }
        return figures;
    }

    /// <summary>Exports of services 2014 to all partners, by reporter.</summary>
    internal static Dictionary<string, double> ServiceExports(string raw, FaultList faults) =>
        RawTable.Read(raw, "oecd_services_exports_total_2012_2019.csv.gz", ["reporter", "partner", "year", "musd"], faults)
            .Where(row => row.Text("partner") == "WLD" && row.Text("year") == "2014")
            .ToDictionary(row => row.Text("reporter"), row => row.Number("musd"), StringComparer.Ordinal);
}
