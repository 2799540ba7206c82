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
            foreach (var made in generation.Where(g => g.Sector == row.Text("sector") && g.Terajoules > 0))
                fuels.Add(
                    row.Text("carrier") == "GAS"
                    && users.GetValueOrDefault(made.Importer)?.Power is { } share
                    && balances.TryGetValue(made.Importer, out var balance)
                        ? (made.Importer, made.Sector, "GAS", share * balance.Use, EnergyStatus.Observed)
                        : (made.Importer, made.Sector, row.Text("carrier"), made.Terajoules / row.Number("efficiency"), EnergyStatus.Imputed)
                );
        return fuels;
    }
}
