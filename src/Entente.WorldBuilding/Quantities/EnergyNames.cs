using Entente.Data;

namespace Entente.WorldBuilding.Quantities;

/// <summary>Codes of countries by the names and letters of energy tables, <c>energy-names.csv</c> of a recipe.</summary>
internal sealed class EnergyNames
{
    private readonly Dictionary<string, string> codes = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> countries;

    public EnergyNames(string recipe, IReadOnlyList<string> countries, FaultList faults)
    {
        this.countries = countries;
        foreach (var row in RawTable.Read(recipe, "energy-names.csv", ["name", "letters", "code"], faults))
            (codes[row.Text("name")], codes[row.Text("letters")]) = (row.Text("code"), row.Text("code"));
    }

    /// <summary>The country of the world; <c>ROW</c> for all others; null where the partner is not named.</summary>
    public string? Of(string name) => name.Length == 0 ? null : InWorld(codes.GetValueOrDefault(name, name));

    /// <summary>The code itself where it is a country of the world, else <c>ROW</c>.</summary>
    public string InWorld(string code) => countries.Contains(code) ? code : "ROW";
}
