using System.Collections.Immutable;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>
/// Prices that turn values of energy into quantities: <c>energy-prices.csv</c> of a recipe (sector, exporter, importer,
/// usd_per_gigajoule, source). Countries are codes, groups, <c>all</c> or several of them with semicolons; the importer
/// <c>home</c> means what an exporter sells at home, which no other row does. The last row that fits holds.
/// </summary>
internal sealed class EnergyPrices
{
    private readonly Dictionary<(int Importer, int Exporter, int Sector), double> prices = [];

    public EnergyPrices(
        string folder,
        IReadOnlyList<Country> countries,
        IReadOnlyList<Sector> sectors,
        IReadOnlyDictionary<string, ImmutableArray<string>> groups,
        FaultList faults
    )
    {
        var order = countries.Select(c => c.Code).ToList();
        var codes = sectors.Select(s => s.Code).ToList();
        foreach (
            var row in RawTable.Read(folder, "energy-prices.csv", ["sector", "exporter", "importer", "usd_per_gigajoule", "source"], faults)
        )
        {
            var (sector, price, home) = (
                codes.IndexOf(row.Text("sector")),
                row.Number("usd_per_gigajoule"),
                row.Text("importer") == "home"
            );
            if (sector < 0 || !(price > 0))
                faults.Add(
                    new Place("energy-prices.csv"),
                    $"price {price} of {row.Text("sector")}",
                    "a sector of the world and a price above 0"
                );
            else
                foreach (var i in Positions(row.Text("exporter")))
                    foreach (var n in home ? [i] : Positions(row.Text("importer")).Where(n => n != i))
                        prices[(n, i, sector)] = price;
        }

        IEnumerable<int> Positions(string words)
        {
            foreach (var word in words.Split(';'))
                if (word == "all")
                    foreach (var n in Enumerable.Range(0, order.Count))
                        yield return n;
                else
                    foreach (var code in groups.TryGetValue(word, out var members) ? members : [word])
                        if (order.IndexOf(code) is >= 0 and var at)
                            yield return at;
                        else
                            faults.Add(
                                new Place("energy-prices.csv"),
                                $"unknown country '{code}'",
                                "a country or group of the world, or `all`"
                            );
        }
    }

    /// <summary>The sectors that have prices: the carriers of energy.</summary>
    public IEnumerable<int> Carriers => prices.Keys.Select(k => k.Sector).Distinct().Order();

    /// <summary>USD per GJ of a flow; NaN where there is none.</summary>
    public double Of(int n, int i, int j) => prices.GetValueOrDefault((n, i, j), double.NaN);
}
