using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>Totals of the national accounts of a country, million USD.</summary>
/// <param name="ValueAdded">Value added.</param>
/// <param name="Exports">Exports of goods and services.</param>
/// <param name="Imports">Imports of goods and services.</param>
public sealed record NationalFigures(double ValueAdded, double Exports, double Imports)
{
    private const double Million = 1e6;
    private static readonly string[] Concordances = ["countries.csv", "carve.csv"];

    internal static Dictionary<string, NationalFigures> Read(string raw, string recipe, FaultList faults, int year = 2014)
    {
        var tables = Concordances.Where(file => File.Exists(Path.Combine(recipe, file)));
        var code = tables
            .SelectMany(file =>
                RawTable
                    .Read(recipe, file, ["country", "national_accounts"], faults)
                    .Select(row => (Country: row.Text("country"), Name: row.Text("national_accounts")))
            )
            .Where(c => c.Name.Length > 0)
            .ToDictionary(c => c.Name, c => c.Country, StringComparer.Ordinal);
        var column = year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var figures = new Dictionary<string, NationalFigures>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(raw, "unama_gdp_va_2010_2024.csv.gz", ["Country", "IndicatorName", column], faults))
        {
            if (!code.TryGetValue(row.Text("Country"), out var country) || row.NumberOrNull(column) is not { } value)
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
        RawTable
            .Read(raw, "oecd_services_exports_total_2012_2019.csv.gz", ["reporter", "partner", "year", "musd"], faults)
            .Where(row => row.Text("partner") == "WLD" && row.Text("year") == "2014")
            .ToDictionary(row => row.Text("reporter"), row => row.Number("musd"), StringComparer.Ordinal);
}
