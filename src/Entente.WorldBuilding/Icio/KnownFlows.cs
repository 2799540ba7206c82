using Entente.Data;
using Entente.WorldBuilding.Quantities;

namespace Entente.WorldBuilding.Icio;

/// <summary>
/// Flows that are entered as they are (importer n, exporter i, sector j, million USD): crude oil, gas and coal of customs
/// data, electricity where wires are, and what the recipe knows (<c>flows.csv</c>).
/// </summary>
internal sealed class KnownFlows
{
    private static readonly (string Heading, string Sector)[] Fuels = [("2709", "CRUDE"), ("2711", "GAS"), ("2701", "COAL")];

    private readonly IcioRecipe recipe;
    private readonly EndedTrade ended;

    public KnownFlows(
        IcioRecipe recipe,
        Evidence evidence,
        EndedTrade ended,
        IReadOnlyList<KnownQuantity> gas,
        EnergyPrices prices,
        FaultList faults
    )
    {
        (this.recipe, this.ended) = (recipe, ended);
        var (power, notThere) = (evidence.Power, evidence.NotThere);
        var (countries, sectors) = (recipe.Countries.Length, recipe.Sectors.Length);
        Values = new double[countries, countries, sectors];
        IsKnown = new bool[sectors];
        var factor = Prices(faults);
        foreach (var (heading, sector) in Fuels)
        {
            var j = recipe.Sector(sector);
            IsKnown[j] = true;
            Customs(heading, j, evidence.Table, evidence.Commodities, factor.GetValueOrDefault(sector, 1));
            for (var n = 0; n < countries; n++)
                Values[n, n, j] = 0;
        }
        Balances(gas, prices);
        foreach (var figure in recipe.Figures("flows.csv", faults))
            foreach (var i in recipe.Members(figure.Exporter, "flows.csv", faults))
                foreach (var n in recipe.Members(figure.Importer, "flows.csv", faults))
                    if (figure.Sector == "power")
                        power.Enter(i, n, figure.Value);
                    else if (n != i)
                        Known.Add((n, i, recipe.Sector(figure.Sector), figure.Value));
                    else if (figure.Exporter == figure.Importer)
                        Home[(n, recipe.Sector(figure.Sector))] = figure.Value;
        foreach (var (n, i, j, value) in Known)
            Values[n, i, j] = value;
        var fields = recipe.Sector("GAS");
        OnePrice(gas, i => evidence.Extraction.Sells(i, "GAS") && !notThere.Made(i, fields));
        foreach (var sector in new[] { "CRUDE", "GAS" })
            PassOn(recipe.Sector(sector), i => evidence.Extraction.Sells(i, sector));
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

    /// <summary>Fuels sold at home that balances or the recipe know: rows from a country to itself.</summary>
    public Dictionary<(int Country, int Sector), double> Home { get; } = [];

    /// <summary>
    /// Countries whose gas balance is known buy what it says from where the gas comes from, at the prior price, and from nobody else;
    /// at home as well, unless the recipe has a figure.
    /// </summary>
    private void Balances(IReadOnlyList<KnownQuantity> gas, EnergyPrices prices)
    {
        const double megajoules = 1000;
        var j = recipe.Sector("GAS");
        foreach (var balance in gas.GroupBy(flow => recipe.Country(flow.Importer)).Where(balance => balance.Key >= 0))
        {
            for (var i = 0; i < recipe.Countries.Length; i++)
                Values[balance.Key, i, j] = 0;
            foreach (var flow in balance)
                if (recipe.Country(flow.Exporter) is >= 0 and var i)
                {
                    var value = flow.Terajoules * prices.Of(balance.Key, i, j) / megajoules;
                    if (i != balance.Key)
                        Values[balance.Key, i, j] += value;
                    else
                        Home[(i, j)] = Home.GetValueOrDefault((i, j)) + value;
                }
        }
    }

    /// <summary>
    /// Gas is one good at the border of a grid: what a country with a balance pays abroad in all is split over sellers by terajoules,
    /// whatever single figures of the recipe say, which come from other sources than the balance. A cut then takes from users as
    /// many terajoules as it takes of what they pay for. Where all values are figures of the recipe and shares of origins are imputed,
    /// values stay, and quantities follow them. What passes on and is not extracted there has no price of its own.
    /// </summary>
    private void OnePrice(IReadOnlyList<KnownQuantity> gas, Predicate<int> sells)
    {
        var j = recipe.Sector("GAS");
        foreach (var balance in gas.GroupBy(flow => recipe.Country(flow.Importer)).Where(balance => balance.Key >= 0))
        {
            bool IsFigure(KnownQuantity flow) =>
                flow.Status == EnergyStatus.Imputed
                && Known.Any(k => (k.Importer, k.Exporter, k.Sector) == (balance.Key, recipe.Country(flow.Exporter), j) && k.Value > 0);
            if (balance.All(flow => recipe.Country(flow.Exporter) == balance.Key || IsFigure(flow)))
                continue;
            var came = balance
                .Select(flow => (Exporter: recipe.Country(flow.Exporter), flow.Terajoules))
                .Where(flow => flow.Exporter >= 0 && flow.Exporter != balance.Key && sells(flow.Exporter))
                .GroupBy(flow => flow.Exporter)
                .ToDictionary(flows => flows.Key, flows => flows.Sum(flow => flow.Terajoules));
            SplitBy(came, balance.Key, sells);
        }
    }

    /// <summary>What n pays sellers of its balance, in proportion to terajoules.</summary>
    private void SplitBy(Dictionary<int, double> came, int n, Predicate<int> sells)
    {
        var j = recipe.Sector("GAS");
        // Who sells by a figure of the recipe and not by the balance keeps that figure.
        var others = Enumerable.Range(0, recipe.Countries.Length).Where(i => !came.ContainsKey(i) && sells(i)).Sum(i => Values[n, i, j]);
        var (paid, quantity) = (came.Keys.Sum(i => Values[n, i, j]), came.Values.Sum());
        if (paid + others == 0 || quantity == 0)
            return;
        // A balance of other sellers than those that the recipe pays: what is paid is theirs.
        if (paid == 0)
            (paid, others) = (others, 0);
        for (var i = 0; i < recipe.Countries.Length; i++)
            if (came.TryGetValue(i, out var terajoules))
                Values[n, i, j] = paid * terajoules / quantity;
            else if (others == 0)
                Values[n, i, j] = 0;
    }

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
                            ? ended.Factor(n, i, j) * factor * table.Goods[n, i, j]
                            : Math.Min(least, ended.Factor(n, i, j) * factor * table.Goods[n, i, j]);
    }

    /// <summary>
    /// What a country sells and does not extract it has bought: it counts as sold by those it bought from, in proportion, as
    /// far as nine tenths
    /// of what it bought go, and no longer as bought by it. Purchases that the recipe gives are its own use.
    /// </summary>
    private void PassOn(int j, Predicate<int> sells)
    {
        const double most = 0.9;
        var count = recipe.Countries.Length;
        for (var t = 0; t < count; t++)
        {
            if (sells(t))
                continue;
            var (sold, bought) = (0.0, 0.0);
            for (var m = 0; m < count; m++)
                (sold, bought) = (
                    sold + (Given(m, t, j) ? 0 : Values[m, t, j]),
                    bought + (sells(m) && !Given(t, m, j) ? Values[t, m, j] : 0)
                );
            if (sold <= 0)
                continue;
            var part = Math.Min(1, most * bought / sold);
            PassedOn.Add((t, j, sold, part * sold));
            for (var o = 0; o < count; o++)
            {
                var share = sells(o) && bought > 0 && !Given(t, o, j) ? Values[t, o, j] / bought : 0;
                for (var n = 0; share > 0 && n < count; n++)
                    if (n != o && !Given(n, t, j))
                        Values[n, o, j] += part * share * Values[n, t, j];
                Values[t, o, j] -= share * part * sold;
            }
            for (var n = 0; n < count; n++)
                if (!Given(n, t, j))
                    Values[n, t, j] = 0;
        }
    }

    private bool Given(int n, int i, int j) => Known.Any(k => k.Importer == n && k.Exporter == i && k.Sector == j);

    /// <summary>Fuel that passed through a country: what it sold, and what of it counts as sold by those it bought from.</summary>
    public List<(int Country, int Sector, double Sold, double Attributed)> PassedOn { get; } = [];

    private Dictionary<string, double> Prices(FaultList faults) =>
        RawTable
            .Read(recipe.Folder, "fuel-prices.csv", ["sector", "factor", "source"], faults)
            .ToDictionary(row => row.Text("sector"), row => row.NumberOrNull("factor") ?? 1, StringComparer.Ordinal);
}
