using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>A flow of one heading of the customs nomenclature, among the 200 largest of its year.</summary>
/// <param name="Heading">Four digits of the Harmonized System.</param>
/// <param name="Exporter">Who sells.</param>
/// <param name="Importer">Who buys.</param>
/// <param name="Value">Million USD.</param>
internal sealed record Commodity(string Heading, string Exporter, string Importer, double Value)
{
    private const double Million = 1e6;

    /// <summary>Norway and France are missing in the table.</summary>
    public static bool IsMissing(string country) => country is "NOR" or "FRA";

    public static IReadOnlyList<Commodity> Read(string raw, int year, FaultList faults)
    {
        var wanted = year.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. RawTable
                .Read(raw, "new/baci_v202601_commodity_flows_2022_24.csv.gz", ["year", "hs4", "exporter", "importer", "usd"], faults)
                .Where(row => row.Text("year") == wanted)
                .Select(row => new Commodity(row.Text("hs4"), row.Text("exporter"), row.Text("importer"), row.Number("usd") / Million)),
        ];
    }
}
