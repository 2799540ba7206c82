using Entente.Data;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Flows that are entered as they are (importer n, exporter i, sector j, million USD): crude oil, gas and coal of customs
/// data, electricity where wires are, and what the recipe knows (<c>flows.csv</c>). NaN where nothing is known and the mix of the pair tells.
/// </summary>
internal sealed class KnownFlows
{
    private static readonly (string Heading, string Sector)[] Fuels = [("2709", "CRUDE"), ("2711", "GAS"), ("2701", "COAL")];

    private readonly IcioRecipe recipe;

    public KnownFlows(IcioRecipe recipe, IcioTable table, Extraction extraction, IReadOnlyList<Commodity> commodities, Power power, NotThere notThere, FaultList faults)
    {
        this.recipe = recipe;
        var (countries, sectors) = (recipe.Countries.Length, recipe.Sectors.Length);
        Values = new double[countries, countries, sectors];
        IsKnown = new bool[sectors];
        var factor = Prices(faults);
        foreach (var (heading, sector) in Fuels)
        {
            var j = recipe.Sector(sector);
            IsKnown[j] = true;
            Customs(heading, j, table, commodities, factor.GetValueOrDefault(sector, 1));
            for (var n = 0; n < countries; n++)
                for (var i = 0; i < countries; i++)
                    if (n == i || sector != "COAL" && !extraction.Extracts(i))
                        Values[n, i, j] = 0;
        }
        foreach (var figure in recipe.Figures("flows.csv", faults))
            foreach (var i in recipe.Members(figure.Exporter, "flows.csv", faults))
                foreach (var n in recipe.Members(figure.Importer, "flows.csv", faults))
                    if (figure.Sector == "power")
                        power.Enter(i, n, figure.Value);
                    else if (n != i)
                        Known.Add((n, i, recipe.Sector(figure.Sector), figure.Value));
        foreach (var (n, i, j, value) in Known)
            Values[n, i, j] = value;
        for (var j = 0; j < sectors; j++)
        {
            IsKnown[j] |= recipe.IsPower(j) || recipe.Sectors[j].Code == "HEAT";
            for (var n = 0; n < countries; n++)
                for (var i = 0; i < countries; i++)
                    if (recipe.IsPower(j))
                        Values[n, i, j] = n == i ? 0 : power.Trade(n, i, j);
                    else if (notThere.Made(i, j) || notThere.Bought(n, j))
                        Values[n, i, j] = 0;
        }
    }

    public double[,,] Values { get; }

    /// <summary>Sectors of which all flows abroad are known.</summary>
    public bool[] IsKnown { get; }

    /// <summary>Single flows of the recipe, importer and exporter first.</summary>
    public List<(int Importer, int Exporter, int Sector, double Value)> Known { get; } = [];

    /// <summary>
    /// Listed flows as they are; those not among the largest as the flow table has them at the year's prices, no larger than the
    /// smallest listed, but for exporters and importers that the list does not hold.
    /// </summary>
    private void Customs(string heading, int j, IcioTable table, IReadOnlyList<Commodity> commodities, double factor)
    {
        var (countries, rest) = (recipe.Countries.Length, recipe.Country("ROW"));
        var listed = new bool[countries, countries];
        var least = double.PositiveInfinity;
        foreach (var flow in commodities.Where(c => c.Heading == heading))
        {
            var (i, n) = (recipe.Country(flow.Exporter), recipe.Country(flow.Importer));
            (i, n) = (i < 0 ? rest : i, n < 0 ? rest : n);
            Values[n, i, j] += flow.Value;
            (listed[n, i], least) = (true, Math.Min(least, flow.Value));
        }
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                if (!listed[n, i])
                    Values[n, i, j] =
                        Commodity.IsMissing(recipe.Countries[i].Code) || Commodity.IsMissing(recipe.Countries[n].Code)
                            ? factor * table.Goods[n, i, j]
                            : Math.Min(least, factor * table.Goods[n, i, j]);
    }

    private Dictionary<string, double> Prices(FaultList faults) =>
        RawTable
            .Read(recipe.Folder, "fuel-prices.csv", ["sector", "factor", "source"], faults)
            .ToDictionary(row => row.Text("sector"), row => row.NumberOrNull("factor") ?? 1, StringComparer.Ordinal);
}
