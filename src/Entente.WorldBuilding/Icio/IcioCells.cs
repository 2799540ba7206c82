using System.Globalization;
using System.Text;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Which cells are observed, derived or imputed: <c>cells.csv</c>. The spread is the standard deviation of the logarithm of
/// a cell that trials of carving out known countries come to, or a judgement where the method column says so; empty where
/// nothing was measured.
/// </summary>
internal static class IcioCells
{
    /// <summary>
    /// Half of the sum of absolute errors over the truth, in seven trials (docs/data.md): 0.34 of exports by product, 0.29 of
    /// imports, 0.16 of output by sector, 0.36 of inputs, as standard deviations of logarithms of a normal error (times 1.25 times 2).
    /// </summary>
    private const double ExportsByProduct = 0.8;
    private const double ImportsByProduct = 0.65;
    private const double OutputBySector = 0.37;
    private const double InputsOfPeers = 0.89;

    public static string Text(IcioRecipe recipe)
    {
        var text = new StringBuilder("table,what,status,spread,method,source\n");
        void Row(string table, string what, string status, double? spread, string method, string source) =>
            text.Append(CultureInfo.InvariantCulture, $"{table},{Cell(what)},{status},{spread},{Cell(method)},{Cell(source)}\n");
        var year = recipe.Year;
        Row("value added", "groups of the national accounts", "observed", null, "TWN and what levels.csv names: recalled", $"UNAMA {year}");
        Row(
            "value added",
            "sectors within a group",
            "imputed",
            OutputBySector,
            "outputs of the flow table times value-added shares of 2020",
            "OECD ICIO 2025; ICIO 2023"
        );
        Row(
            "trade",
            "balance of goods and services",
            "derived",
            null,
            "accounts less each country's part of what the world's accounts sell to nobody",
            $"UNAMA {year}"
        );
        Row(
            "trade",
            "goods of a pair in all",
            recipe.CustomsPairs ? "derived" : "imputed",
            0.2,
            "pattern brought to what each country sells and buys (RAS); spread by judgement",
            recipe.CustomsPairs ? "BACI V202501; fill2023 (IMTS, BACI V202601, UNCTAD); OECD ICIO 2025" : "OECD ICIO 2025"
        );
        Row(
            "trade",
            "CRUDE;GAS;COAL abroad",
            recipe.CustomsPairs ? "observed" : "derived",
            recipe.CustomsPairs ? 0.1 : 0.4,
            "the 200 largest of the year; below these, and for NOR and FRA, the flow table; what passes through is of its origin",
            "BACI V202601; OECD ICIO 2025"
        );
        Row("trade", "flows of flows.csv", "imputed", 0.3, "recalled or derived one by one", "recipe/flows.csv");
        Row(
            "trade",
            "products of a pair of the flow table",
            "derived",
            0.3,
            "the table's mix; REFI, OMIN, META brought to customs headings; CHN by product; spread by judgement",
            "OECD ICIO 2025; BACI V202601"
        );
        Row(
            "trade",
            "electricity by pair",
            "imputed",
            0.5,
            "where wires are; recalled, else 2014 at later prices; mix of the exporter's generation",
            "recipe/flows.csv; recipe/wires.csv; WIOD 2014; OWID"
        );
        Row(
            "trade",
            "services of a pair in all",
            "imputed",
            0.5,
            "the flow table's pair less margins, brought to the balance of payments",
            "OECD ICIO 2025; OECD services 2019; WDI; UNAMA"
        );
        Row(
            "trade",
            "services by kind",
            "imputed",
            0.7,
            "kinds of the pair in 2014; facts where the table of facts has them",
            "WIOD 2014; facts/services.csv"
        );
        Row("trade", "sales at home", "derived", null, "output less exports", "");
        Row(
            "tariffs",
            "duties no rule touches",
            "imputed",
            null,
            "duties of 2014, of peers where an importer has none",
            "WITS/TRAINS; recipe/tariff-base.csv"
        );
        Row(
            "tariffs",
            "what agreements, lost preferences and special duties make of them",
            "imputed",
            null,
            "dated rules, most of them recalled",
            "recipe/preferences.csv"
        );
        Row(
            "inputs and final demand",
            "countries of the coefficient table",
            "derived",
            0.3,
            "coefficients of 2020 balanced to purchases (RAS)",
            "OECD ICIO 2023"
        );
        Row(
            "inputs and final demand",
            "fuels of power stations, heat, refineries",
            "imputed",
            0.4,
            "generation over prior efficiencies at prior prices",
            "OWID; recipe/energy-prices.csv; recipe/heat.csv"
        );
        foreach (var country in recipe.Countries.Where(c => c.Kind == CountryKind.Flows))
            Row(
                "inputs and final demand",
                country.Code,
                "imputed",
                InputsOfPeers,
                $"technology of {string.Join(' ', country.Peers)}",
                "recipe/countries.csv"
            );
        foreach (var country in recipe.Countries.Where(c => c.Kind == CountryKind.Carved))
        {
            Row(
                $"trade of {country.Code}",
                "goods and services in all, goods by partner",
                "derived",
                0.1,
                "facts brought to the balance of payments",
                "UNAMA; facts; BACI 2023"
            );
            Row(
                $"trade of {country.Code}",
                "products sold",
                "imputed",
                ExportsByProduct,
                $"as {string.Join(' ', country.Peers)}; sections of 2015 where there are any; products.csv",
                "OECD ICIO 2025; UNCTADstat 2015"
            );
            Row(
                $"trade of {country.Code}",
                "products bought",
                "imputed",
                ImportsByProduct,
                $"as {string.Join(' ', country.Peers)}; headings that customs list",
                "OECD ICIO 2025; BACI V202601"
            );
            Row(
                $"inputs and final demand of {country.Code}",
                "all",
                "imputed",
                InputsOfPeers,
                "as in the peers; balanced (RAS)",
                "recipe/countries.csv"
            );
        }
        foreach (var sector in recipe.Sectors)
            Row("theta", sector.Code, sector.Theta is null ? "derived" : "imputed", null, "", sector.ThetaSource);
        Row("factors", "shares by sector", "imputed", null, "priors", "recipe/factors.csv");
        Row(
            "energy",
            "quantities of gas balances, tonnes and generation",
            "derived",
            null,
            "each row of energy.csv says how it is known",
            "Eurostat; BACI V202601; OWID"
        );
        Row("energy", "all other quantities", "imputed", null, "value over a prior price", "recipe/energy-prices.csv");
        Row("networks", "capacities", "imputed", null, "most of them recalled; none below what came", "recipe/networks.csv");
        return text.ToString();
    }

    private static string Cell(string text) => text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
