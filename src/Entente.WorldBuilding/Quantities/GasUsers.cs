using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>Who uses the gas of a country, as shares of its use; null where no source tells.</summary>
/// <param name="Power">Power stations; may overlap with <paramref name="Heat"/> where both come from one station.</param>
/// <param name="Heat">Heating plants.</param>
/// <param name="Industry">Industry.</param>
/// <param name="Households">Households.</param>
/// <param name="Other">Services and the rest.</param>
internal sealed record GasUsers(double? Power, double? Heat, double? Industry, double? Households, double? Other)
{
    private const double Percent = 100;

    /// <summary>
    /// By country: what power stations burnt over what was used (Eurostat as kept by Bruegel), and the shares of
    /// <c>gas-users.csv</c> of the recipe.
    /// </summary>
    public static Dictionary<string, GasUsers> Read(string raw, string recipe, int year, FaultList faults)
    {
        var column = string.Create(CultureInfo.InvariantCulture, $"y{year}");
        var demand = GasBalances.Facts(raw, column, "natural gas demand", faults);
        var users = GasBalances
            .Facts(raw, column, "natural gas used in power stations", faults)
            .Where(p => demand.GetValueOrDefault(p.Key) > 0)
            .ToDictionary(p => p.Key, p => new GasUsers(p.Value / demand[p.Key], null, null, null, null), StringComparer.Ordinal);
        string[] columns = ["country", "heat_percent", "industry_percent", "households_percent", "other_percent"];
        foreach (var row in RawTable.Read(recipe, "gas-users.csv", columns, faults))
            users[row.Text("country")] = new GasUsers(
                users.GetValueOrDefault(row.Text("country"))?.Power,
                row.Number("heat_percent") / Percent,
                row.Number("industry_percent") / Percent,
                row.Number("households_percent") / Percent,
                row.Number("other_percent") / Percent
            );
        return users;
    }
}
