using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// What the table of 2014 knows by pair and sector that no later table here does: kinds of services, electricity, tariffs.
/// It holds 43 countries; for the others its rest of the world stands in.
/// </summary>
internal sealed class WiodPairs
{
    private readonly IcioRecipe recipe;
    private readonly int rest;
    private readonly double[,,] values;
    private readonly double[,,] duties;
    private readonly bool[] held;

    public WiodPairs(IcioRecipe recipe, string raw, FaultList faults)
    {
        (this.recipe, rest) = (recipe, recipe.Country("ROW"));
        var (countries, sectors) = (recipe.Countries.Length, recipe.Sectors.Length);
        (values, duties, held) = (
            new double[countries, countries, sectors],
            new double[countries, countries, sectors],
            new bool[countries]
        );
        var of = recipe.Sectors.SelectMany((s, j) => s.Wiod.Select(w => (w, j))).ToLookup(p => p.w, p => p.j, StringComparer.Ordinal);
        foreach (
            var row in RawTable.Read(
                raw,
                "wiod2014_trade_44x50.csv.gz",
                ["exporter", "importer", "sector", "fob_musd", "tariff_gross"],
                faults
            )
        )
        {
            var (i, n) = (recipe.Country(row.Text("exporter")), recipe.Country(row.Text("importer")));
            (held[i], held[n]) = (true, true);
            var (value, rate) = (row.Number("fob_musd"), row.Number("tariff_gross") - 1);
            foreach (var j in of[row.Text("sector")])
            {
                values[n, i, j] += value;
                duties[n, i, j] += rate * value;
            }
        }
    }

    /// <summary>Sales of 2014 of i to n, those of the rest of the world where a country is in it.</summary>
    public double Value(int n, int i, int j) => values[Stand(n), Stand(i), j];

    /// <summary>Whether the table of 2014 has a country by itself.</summary>
    public bool Holds(int n) => held[n] && recipe.Countries[n].Kind != CountryKind.Rest;

    /// <summary>Tariff rate of n on i, weighted by trade of 2014.</summary>
    public double Tariff(int n, int i, int j)
    {
        var (at, from) = (Stand(n), Stand(i));
        return n != i && values[at, from, j] > 0 ? duties[at, from, j] / values[at, from, j] : 0;
    }

    private int Stand(int n) => held[n] ? n : rest;
}
