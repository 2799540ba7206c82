using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Who extracts oil and gas, and how much of it is gas: customs data of 2022 by pair, else the prior share of the
/// exporter's output (<c>extraction.csv</c>). Countries that the recipe does not list extract neither.
/// </summary>
internal sealed class Extraction
{
    private readonly Dictionary<int, double> shares = [];
    private readonly HashSet<(int Country, string Sector)> sells = [];
    private readonly Dictionary<(int Importer, int Exporter), double> pairs = [];

    public Extraction(IcioRecipe recipe, string raw, FaultList faults)
    {
        foreach (var row in RawTable.Read(recipe.Folder, "extraction.csv", ["country", "gas_share", "sells", "source"], faults))
        {
            shares[recipe.Country(row.Text("country"))] = row.Number("gas_share");
            foreach (var sector in row.Text("sells").Split(';', StringSplitOptions.RemoveEmptyEntries))
                sells.Add((recipe.Country(row.Text("country")), sector));
        }
        foreach (var row in RawTable.Read(raw, "fill2023/split_b06_2022.csv.gz", ["exporter", "importer", "gas_share"], faults))
            if (row.NumberOrNull("gas_share") is { } share)
                pairs[(recipe.Country(row.Text("importer")), recipe.Country(row.Text("exporter")))] = share;
    }

    /// <summary>Whether a country sells a fuel of its own abroad; what others sell passes through.</summary>
    public bool Sells(int country, string sector) => sells.Contains((country, sector));

    public bool Extracts(int country) => shares.ContainsKey(country);

    /// <summary>Share of gas in what i sells to n; at home (i = n) in its output.</summary>
    public double GasShare(int i, int n) => i != n && pairs.TryGetValue((n, i), out var share) ? share : shares.GetValueOrDefault(i);
}
