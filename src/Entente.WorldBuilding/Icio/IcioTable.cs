using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// The inter-country table of one year: goods by pair and sector of the world, services by pair in all, home sales on the
/// diagonal; million USD at basic prices. Countries that are carved out have no cells, what they trade is in the rest.
/// Oil and gas are told apart by customs data of 2022 where they have the pair, else as the exporter extracts them.
/// </summary>
internal sealed class IcioTable
{
    private const string File = "new/icio2025_trade_81x28.csv.gz";
    private const string Services = "SERV";
    private const string OilAndGas = "B06";

    private readonly IcioRecipe recipe;
    private readonly Dictionary<(int Country, string Icio), double> output = [];

    public IcioTable(IcioRecipe recipe, int year, string raw, Extraction extraction, FaultList faults)
    {
        this.recipe = recipe;
        var (countries, sectors) = (recipe.Countries.Length, recipe.Sectors.Length);
        (Goods, ServicePairs) = (new double[countries, countries, sectors], new double[countries, countries]);
        var concordance = Concordance(recipe, faults);
        var (crude, gas) = (recipe.Sector("CRUDE"), recipe.Sector("GAS"));
        var wanted = year.ToString(CultureInfo.InvariantCulture);
        foreach (var row in RawTable.Read(raw, File, ["year", "exporter", "importer", "sector", "musd"], faults))
        {
            if (row.Text("year") != wanted)
                continue;
            var (i, n, sector, value) = (
                Position(row.Text("exporter")),
                Position(row.Text("importer")),
                row.Text("sector"),
                row.Number("musd")
            );
            output[(i, sector)] = output.GetValueOrDefault((i, sector)) + value;
            if (sector == Services)
                ServicePairs[n, i] += value;
            else if (sector == OilAndGas)
            {
                var share = extraction.GasShare(i, n);
                Goods[n, i, crude] += (1 - share) * value * (extraction.Extracts(i) ? 1 : 0);
                Goods[n, i, gas] += share * value * (extraction.Extracts(i) ? 1 : 0);
            }
            else
                foreach (var (code, part) in concordance[sector])
                    Goods[n, i, recipe.Sector(code)] += part * value;
        }
    }

    /// <summary>Goods by importer n, exporter i and sector.</summary>
    public double[,,] Goods { get; }

    /// <summary>Services in all by importer n and exporter i.</summary>
    public double[,] ServicePairs { get; }

    /// <summary>Output by sector of the coefficient table, which joins some sectors of the flow table.</summary>
    public double Output(int country, string sector) =>
        sector switch
        {
            "A01_02" => Sum(country, "A01", "A02"),
            "B05_06" => Sum(country, "B05", OilAndGas),
            "B07_08" => Sum(country, "B07", "B08"),
            "C24" => Sum(country, "C24A", "C24B"),
            "C30" => Sum(country, "C301", "C302T309"),
            _ => Sum(country, sector),
        };

    /// <summary>Output of all services, electricity, water and construction among them.</summary>
    public double ServiceOutput(int country) => Sum(country, Services);

    /// <summary>Goods and services sold and bought abroad.</summary>
    public (double Exports, double Imports) Trade(int country)
    {
        var (exports, imports) = (0.0, 0.0);
        for (var n = 0; n < recipe.Countries.Length; n++)
            if (n != country)
                (exports, imports) = (
                    exports + GoodsOf(n, country) + ServicePairs[n, country],
                    imports + GoodsOf(country, n) + ServicePairs[country, n]
                );
        return (exports, imports);
    }

    /// <summary>Goods that n buys from i.</summary>
    public double GoodsOf(int n, int i)
    {
        var sum = 0.0;
        for (var j = 0; j < recipe.Sectors.Length; j++)
            sum += Goods[n, i, j];
        return sum;
    }

    /// <summary>Sectors of the world by sector of the table, with shares.</summary>
    public static Dictionary<string, (string Code, double Share)[]> Concordance(IcioRecipe recipe, FaultList faults) =>
        RawTable
            .Read(recipe.Folder, "icio.csv", ["icio", "sector", "share"], faults)
            .GroupBy(row => row.Text("icio"), row => (row.Text("sector"), row.Number("share")), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    private int Position(string code) =>
        recipe.Country(code) is >= 0 and var n && recipe.Countries[n].Kind != CountryKind.Carved ? n : recipe.Country("ROW");

    private double Sum(int country, params ReadOnlySpan<string> sectors)
    {
        var sum = 0.0;
        foreach (var sector in sectors)
            sum += output.GetValueOrDefault((country, sector));
        return sum;
    }
}
