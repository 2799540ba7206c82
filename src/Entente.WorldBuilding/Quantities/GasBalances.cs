using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>Gas used and taken from the own ground in a year, terajoules of gross calorific value.</summary>
/// <param name="Use">Gas used in the country, transit left out.</param>
/// <param name="Own">Extracted there.</param>
/// <param name="Status">How well use is known.</param>
/// <param name="Source">Where use comes from.</param>
internal sealed record GasUse(double Use, double Own, EnergyStatus Status, string Source);

/// <summary>
/// Gas balances: use from <c>facts/energy_facts.csv</c> (Eurostat as kept by Bruegel; its Energy Institute rows are for checking and
/// are not read), own extraction and what the facts lack from <c>gas-balances.csv</c> of the recipe, whose figures go first.
/// </summary>
internal static class GasBalances
{
    private const double TerajoulesPerPetajoule = 1000;
    private const string Bruegel = "Eurostat nrg_cb_gasm as kept by Bruegel";

    public static Dictionary<string, GasUse> Read(string raw, string recipe, int year, FaultList faults)
    {
        var y = year.ToString(CultureInfo.InvariantCulture);
        var facts = Facts(raw, $"y{y}", "natural gas demand", faults);
        var balances = new Dictionary<string, GasUse>(StringComparer.Ordinal);
        string[] columns = ["country", $"use_{y}_pj", $"own_{y}_pj", "status", "source"];
        foreach (var row in RawTable.Read(recipe, "gas-balances.csv", columns, faults))
        {
            var (country, own) = (row.Text("country"), (row.NumberOrNull($"own_{y}_pj") ?? 0) * TerajoulesPerPetajoule);
            if (!Enum.TryParse<EnergyStatus>(row.Text("status"), ignoreCase: true, out var status))
                faults.Add(row.Place, $"status '{row.Text("status")}'", "observed, derived or imputed");
            else if (row.NumberOrNull($"use_{y}_pj") is { } use)
                balances[country] = new GasUse(use * TerajoulesPerPetajoule, own, status, row.Text("source"));
            else if (facts.TryGetValue(country, out var fact))
                balances[country] = new GasUse(fact * TerajoulesPerPetajoule, own, EnergyStatus.Observed, Bruegel);
            else
                faults.Add(row.Place, $"no use of {country} in {y}", "a figure here, or a row of natural gas demand in energy_facts.csv");
        }
        return balances;
    }

    /// <summary>Petajoules of a year by country from the rows of an item that Eurostat published and Bruegel keeps.</summary>
    public static Dictionary<string, double> Facts(string raw, string column, string item, FaultList faults) =>
        RawTable
            .Read(raw, "facts/energy_facts.csv", ["country", "item", column, "source"], faults)
            .Where(r => r.Text("item") == item && r.Text("source").StartsWith("Bruegel", StringComparison.Ordinal))
            .ToDictionary(r => r.Text("country"), r => r.Number(column), StringComparer.Ordinal);
}
