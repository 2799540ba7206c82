using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>
/// Fuel burnt to generate: terajoules of a carrier that a power sector of a country takes, generation over the efficiency of
/// <c>power-fuels.csv</c>; for gas what power stations are known to have burnt goes first.
/// </summary>
internal static class PowerFuels
{
    /// <summary>Fuel by country, with the power sector that burns it as importer's use: importer and exporter are the country.</summary>
    /// <returns>By country and power sector the carrier and terajoules of it.</returns>
    public static List<(string Country, string Sector, string Carrier, double Terajoules, EnergyStatus Status)> Read(
        string raw,
        string recipe,
        int year,
        IReadOnlyList<string> countries,
        FaultList faults
    )
    {
        var generation = Generation.Read(raw, recipe, year, countries, faults);
        var users = GasUsers.Read(raw, recipe, year, faults);
        var balances = GasBalances.Read(raw, recipe, year, faults);
        var fuels = new List<(string, string, string, double, EnergyStatus)>();
        foreach (var row in RawTable.Read(recipe, "power-fuels.csv", ["sector", "carrier", "efficiency"], faults))
        {
            var (sector, carrier, efficiency) = (row.Text("sector"), row.Text("carrier"), row.Number("efficiency"));
            foreach (var made in generation.Where(g => g.Sector == sector && g.Terajoules > 0))
            {
                var country = made.Importer;
                var share = carrier == "GAS" ? users.GetValueOrDefault(country)?.Power : null;
                fuels.Add(
                    share is { } burnt && balances.TryGetValue(country, out var balance)
                        ? (country, sector, carrier, burnt * balance.Use, EnergyStatus.Observed)
                        : (country, sector, carrier, made.Terajoules / efficiency, EnergyStatus.Imputed)
                );
            }
        }
        return fuels;
    }
}
