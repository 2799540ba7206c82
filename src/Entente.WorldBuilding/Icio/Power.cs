using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Electricity: generation by source (TWh, of the year or the last one there is), wires, and trade along them. A pair's trade
/// is that of the recipe, else that of 2014 at the prices of the year, held to a part of what the exporter generates; each
/// exporter sells the mix of its generation.
/// </summary>
internal sealed class Power
{
    private const string Table = "new/owid_electricity_by_source_2014_2023.csv.gz";

    /// <summary>Largest part of generation sold abroad by a pair that no fact tells.</summary>
    private const double MostOfGeneration = 0.15;

    private static readonly string[] Sources = ["coal", "gas", "oil", "nuclear", "hydro", "wind", "solar", "bioenergy"];

    private readonly IcioRecipe recipe;
    private readonly double[,] generation;
    private readonly HashSet<(int, int)> wires = [];
    private readonly Dictionary<(int Importer, int Exporter), double> trade = [];
    private readonly (int Coal, int Gas, int Free) sector;

    public Power(IcioRecipe recipe, string raw, WiodPairs wiod, FaultList faults)
    {
        this.recipe = recipe;
        sector = (recipe.Sector("PCOA"), recipe.Sector("PGAS"), recipe.Sector("PREN"));
        generation = new double[recipe.Countries.Length, 4];
        Read(raw, faults);
        Price = RawTable
            .Read(recipe.Folder, "fuel-prices.csv", ["usd_per_mwh"], faults)
            .Select(r => r.NumberOrNull("usd_per_mwh") ?? 0)
            .Sum();
        foreach (var row in RawTable.Read(recipe.Folder, "wires.csv", ["one", "other", "source"], faults))
            foreach (var other in row.Text("other").Split(';'))
            {
                var (a, b) = (recipe.Country(row.Text("one")), recipe.Country(other));
                if (a < 0 || b < 0)
                    faults.Add(new Place("wires.csv"), $"{row.Text("one")} to {other}", "two countries of the world");
                wires.Add((a, b));
                wires.Add((b, a));
            }
        foreach (var (n, i) in wires)
            if (wiod.Holds(n) && wiod.Holds(i))
                trade[(n, i)] = Math.Min(GrowthOfPrice * wiod.Value(n, i, sector.Coal), MostOfGeneration * Total(i) * Price);
    }

    /// <summary>Price of electricity between grids against 2014: a prior, about 95 over 45 USD per MWh.</summary>
    private const double GrowthOfPrice = 2;

    /// <summary>USD per MWh between grids.</summary>
    public double Price { get; }

    public bool HasWire(int n, int i) => wires.Contains((n, i));

    /// <summary>Enters what a recipe knows of a pair, million USD.</summary>
    public void Enter(int i, int n, double value) => trade[(n, i)] = value;

    /// <summary>TWh by coal, gas, oil, and without fuel.</summary>
    public (double Coal, double Gas, double Oil, double Free) Generation(int n) =>
        (generation[n, 0], generation[n, 1], generation[n, 2], generation[n, 3]);

    public double Total(int n) => generation[n, 0] + generation[n, 1] + generation[n, 2] + generation[n, 3];

    /// <summary>Share of a kind of power station in what a country generates.</summary>
    public double Share(int n, int j) =>
        (
            j == sector.Coal ? generation[n, 0]
            : j == sector.Gas ? generation[n, 1] + generation[n, 2]
            : generation[n, 3]
        ) / Total(n);

    /// <summary>What n buys from i of a kind of power station, million USD.</summary>
    public double Trade(int n, int i, int j) => trade.GetValueOrDefault((n, i)) * Share(i, j);

    /// <summary>Pairs with trade and no wire.</summary>
    public IEnumerable<(int Importer, int Exporter)> WithoutWire => trade.Keys.Where(k => trade[k] > 0 && !wires.Contains(k));

    private void Read(string raw, FaultList faults)
    {
        string[] columns =
        [
            .. Sources.Select(s => s == "bioenergy" ? "Electricity from bioenergy - TWh" : $"Electricity from {s} - TWh"),
            "Other renewables excluding bioenergy - TWh",
        ];
        var last = new Dictionary<int, int>();
        var (rest, world) = (recipe.Country("ROW"), new double[4]);
        foreach (var row in RawTable.Read(raw, Table, ["Code", "Year", .. columns], faults))
        {
            var year = int.Parse(row.Text("Year"), CultureInfo.InvariantCulture);
            var n = row.Text("Code") == "OWID_WRL" ? rest : recipe.Country(row.Text("Code"));
            if (n < 0 || year > recipe.Year || year < last.GetValueOrDefault(n))
                continue;
            last[n] = year;
            var values = columns.Select(c => row.NumberOrNull(c) ?? 0).ToArray();
            double[] kinds = [values[0], values[1], values[2], values[3..].Sum()];
            for (var k = 0; k < kinds.Length; k++)
                (n == rest ? ref world[k] : ref generation[n, k]) = kinds[k];
        }
        foreach (var row in RawTable.Read(recipe.Folder, "generation.csv", ["country", "coal", "gas", "oil", "free", "source"], faults))
        {
            var n = recipe.Country(row.Text("country"));
            (generation[n, 0], generation[n, 1], generation[n, 2], generation[n, 3]) = (
                row.Number("coal"),
                row.Number("gas"),
                row.Number("oil"),
                row.Number("free")
            );
        }
        for (var k = 0; k < world.Length; k++)
            generation[rest, k] = Math.Max(
                0,
                world[k] - Enumerable.Range(0, recipe.Countries.Length).Where(n => n != rest).Sum(n => generation[n, k])
            );
        // A table that was not read says so itself, not once more for every country.
        if (faults.Any)
            return;
        for (var n = 0; n < recipe.Countries.Length; n++)
            if (Total(n) <= 0)
                faults.Add(
                    new Place("generation.csv"),
                    $"{recipe.Countries[n].Code} generates no electricity",
                    "TWh by source, from the table or the recipe"
                );
    }
}
