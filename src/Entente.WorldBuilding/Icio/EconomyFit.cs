namespace Entente.WorldBuilding.Icio;

/// <summary>Parts that an economy is put together from.</summary>
internal sealed record EconomyParts(
    IcioRecipe Recipe,
    CoarseSectors Coarse,
    Technology Technology,
    AccountsTable Accounts,
    IcioTable Table,
    Extraction Extraction,
    NotThere NotThere,
    KnownFlows Known,
    ProductMix Mix,
    GoodsFit Goods,
    double[,] Services,
    Func<int, int, double[]> ServiceKinds,
    int[] ServiceSectors,
    EnergyUse Energy,
    UsePrior Use,
    Func<int, int, int, double> Tariff
);

/// <summary>
/// Puts an economy together: value added, trade by product within what can be made, sales at home, energy, use.
/// </summary>
internal sealed class EconomyFit
{
    /// <summary>Fuels at home in 2023 over 2022, as far as they are extracted there: a prior.</summary>
    private const double HomePrices = 0.85;

    /// <summary>Largest share of value added in the output of extraction.</summary>
    private const double MostValueAdded = 0.9;

    private readonly EconomyParts parts;
    private readonly IcioRecipe recipe;
    private readonly Production production;
    private readonly int count;
    private readonly int width;

    public EconomyFit(EconomyParts parts)
    {
        (this.parts, recipe) = (parts, parts.Recipe);
        (count, width) = (recipe.Countries.Length, recipe.Sectors.Length);
        production = new Production(recipe, parts.Coarse, parts.Technology);
        Economy = new Economy([.. recipe.Countries.Select(c => c.Code)], [.. recipe.Sectors.Select(s => s.Code)]);
        for (var i = 0; i < count; i++)
            ValueAdded(i);
        for (var i = 0; i < count; i++)
        {
            KnownTrade(i);
            Fuels(i);
        }
        for (var i = 0; i < count; i++)
        {
            Refining(i);
            Sell(i);
        }
        for (var i = 0; i < count; i++)
            Home(i);
        for (var n = 0; n < count; n++)
            parts.Use.Apply(Economy, n, Fuel[n]);
        Changes = UseBalance.Apply(Economy, recipe.LeastFinalShare);
    }

    public Economy Economy { get; }

    public List<FactGap> Gaps { get; } = [];

    public IReadOnlyList<UseChange> Changes { get; }

    public FuelUse[] Fuel => fuel ??= new FuelUse[count];

    private FuelUse[]? fuel;

    private double KnownSold(int i, int j)
    {
        var sum = 0.0;
        for (var n = 0; n < count; n++)
            sum += parts.Known.Values[n, i, j];
        return sum;
    }

    private double KnownBought(int n, int j)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += parts.Known.Values[n, i, j];
        return sum;
    }

    private void ValueAdded(int i)
    {
        var (prior, least) = (new double[width], new double[width]);
        var (crude, gas, coal) = (recipe.Sector("CRUDE"), recipe.Sector("GAS"), recipe.Sector("COAL"));
        var carved = recipe.Countries[i].Kind == CountryKind.Carved;
        for (var j = 0; j < width; j++)
        {
            var c = parts.Coarse.Of(j);
            prior[j] = parts.Technology.ValueAdded[i, c];
            if (j == crude || j == gas || j == coal)
                prior[j] *= FuelShare(i, j, carved);
            else if (recipe.IsPower(j) || recipe.Sectors[j].Code == "HEAT")
                prior[j] /= 4;
            if (parts.NotThere.Made(i, j))
                prior[j] = 0;
        }
        foreach (var j in new[] { crude, gas, coal })
        {
            if (parts.NotThere.Made(i, j))
                continue;
            least[j] = production.Share(i, j) * KnownSold(i, j) / Production.MostExported;
            if (j == coal && carved)
                // Lignite does not travel: power stations burn what is mined beside them, imports are for coke ovens and heat.
                least[j] = production.Share(i, j) * (KnownSold(i, j) + 1.1 * parts.Energy.CoalNeeded(i, true));
            if (parts.Known.Home.TryGetValue((i, j), out var home))
                (least[j], prior[j]) = (production.Share(i, j) * (KnownSold(i, j) + home), 0);
            // What nobody at home can use is made to be sold.
            if (parts.NotThere.Bought(i, j))
                prior[j] = 0;
        }
        foreach (var ((country, j), sold) in parts.Mix.KnownSales)
            if (country == i)
                least[j] = Math.Max(least[j], production.Share(i, j) * sold / Production.MostExported);
        production.Spread(i, group => parts.Accounts.ValueAdded(i, group, recipe.Year), prior, least);
    }

    /// <summary>
    /// Share of a fuel in extraction of energy: what is known to be sold and the flow table's home market, of carved
    /// countries by the recipe.
    /// </summary>
    private double FuelShare(int i, int j, bool carved)
    {
        var (crude, gas, coal) = (recipe.Sector("CRUDE"), recipe.Sector("GAS"), recipe.Sector("COAL"));
        if (carved)
            return j == coal || !parts.Extraction.Extracts(i) ? 0
                : j == gas ? parts.Extraction.GasShare(i, i)
                : 1 - parts.Extraction.GasShare(i, i);
        double Made(int sector) => KnownSold(i, sector) + HomePrices * parts.Table.Goods[i, i, sector];
        var all = Made(crude) + Made(gas) + Made(coal);
        return all > 0 ? Made(j) / all : 0;
    }

    private void Enter(int n, int i, int j, double value)
    {
        if (n != i && value < recipe.LeastFlow)
            return;
        Economy.Trade[n, i, j] += value;
        Economy.Tariffs[n, i, j] += parts.Tariff(n, i, j) * value;
    }

    private void KnownTrade(int i)
    {
        for (var j = 0; j < width; j++)
        {
            var most = recipe.IsPower(j) ? double.PositiveInfinity : production.Most(i, j);
            if (!parts.Known.IsKnown[j] && production.Output[i, j] > 0)
                most = Production.MostExported * most;
            var sold = KnownSold(i, j);
            var scale = sold > most ? most / sold : 1;
            if (scale < 1)
                Gaps.Add(
                    new FactGap(
                        $"{recipe.Sectors[j].Code} sold by {recipe.Countries[i].Code}",
                        sold,
                        sold * scale,
                        "bounded by what it makes"
                    )
                );
            for (var n = 0; n < count; n++)
                if (parts.Known.Values[n, i, j] > 0)
                    Enter(n, i, j, parts.Known.Values[n, i, j] * scale);
        }
    }

    /// <summary>Outputs and home sales of fuels, power by source, and what they burn.</summary>
    private void Fuels(int i)
    {
        foreach (var code in new[] { "CRUDE", "GAS", "COAL" })
        {
            var j = recipe.Sector(code);
            var sold = Economy.Output(i, j);
            // Value of exports holds transport and duties that output at basic prices does not: the home market is not what is left.
            var home = parts.Known.Home.TryGetValue((i, j), out var known) ? known : HomePrices * parts.Table.Goods[i, i, j];
            var made = production.ValueAdded[i, j] > 0 ? sold + home : 0;
            production.Output[i, j] = Math.Max(production.Output[i, j], Math.Max(made, sold / Production.MostExported));
            if (parts.NotThere.Bought(i, j))
                production.Output[i, j] = sold;
            production.ValueAdded[i, j] = Math.Min(production.ValueAdded[i, j], production.Output[i, j]);
        }
        CrudeForRefineries(i);
        Fuel[i] = parts.Energy.Apply(
            i,
            production,
            j => Math.Max(0, production.Output[i, j] - KnownSold(i, j)) + KnownBought(i, j),
            j => KnownSold(i, j)
        );
    }

    /// <summary>
    /// A country that extracts crude oil keeps at home what its refineries ask for by their technology, down to a least share of value
    /// added in extraction.
    /// </summary>
    private void CrudeForRefineries(int i)
    {
        var (refined, crude) = (recipe.Sector("REFI"), recipe.Sector("CRUDE"));
        const double crudeInInputs = 0.85;
        const double leastShare = 0.4;
        if (production.ValueAdded[i, crude] <= 0 || parts.NotThere.Bought(i, crude))
            return;
        var share = Math.Max(0.12, production.Share(i, refined));
        var wanted = production.ValueAdded[i, refined] * (1 - share) / share * crudeInInputs;
        var supply = Math.Max(0, production.Output[i, crude] - Economy.Output(i, crude)) + KnownBought(i, crude);
        var most = production.ValueAdded[i, crude] / leastShare;
        // Refineries of little value added cannot take all that the table keeps at home: then less is extracted than the
        // accounts' share says.
        const double leastOfRefining = 0.03;
        var room = production.ValueAdded[i, refined] * (1 - leastOfRefining) / leastOfRefining * crudeInInputs;
        if (supply > room)
            production.Output[i, crude] = Math.Max(
                production.Output[i, crude] - (supply - room),
                Math.Max(Economy.Output(i, crude) / Production.MostExported, production.ValueAdded[i, crude] / MostValueAdded)
            );
        else if (wanted > supply && most > production.Output[i, crude])
            production.Output[i, crude] = Math.Min(most, production.Output[i, crude] + wanted - supply);
    }

    /// <summary>Refineries make what the crude oil of the country is enough for.</summary>
    private void Refining(int i)
    {
        var (refined, crude) = (recipe.Sector("REFI"), recipe.Sector("CRUDE"));
        const double crudeInInputs = 0.88;
        const double refinedCrude = 0.93;
        var supply = Math.Max(0, production.Output[i, crude] - Economy.Output(i, crude)) + KnownBought(i, crude);
        if (production.ValueAdded[i, refined] > 0 && supply > 0)
            production.Output[i, refined] = production.ValueAdded[i, refined] + refinedCrude * supply / crudeInInputs;
    }

    private void Sell(int i)
    {
        int[] goods = [.. Enumerable.Range(0, width).Where(parts.Mix.IsOpen)];
        Spread(
            i,
            goods,
            n => Math.Max(0, parts.Goods.Open[n, i] - Single(n, i, goods)),
            (n, k) => parts.Mix.Values[n, i, goods[k]],
            "goods"
        );
        var kinds = Enumerable.Range(0, count).Select(n => n == i ? [] : parts.ServiceKinds(n, i)).ToArray();
        Spread(
            i,
            parts.ServiceSectors,
            n => n == i ? 0 : parts.Services[n, i],
            (n, k) => kinds[n].Length > 0 ? kinds[n][k] : 0,
            "services"
        );
    }

    /// <summary>Flows of the recipe within the goods that the mix tells are entered already.</summary>
    private double Single(int n, int i, int[] goods) => goods.Sum(j => Economy.Trade[n, i, j]);

    private void Spread(int i, int[] sectors, Func<int, double> total, Func<int, int, double> mix, string what)
    {
        var (matrix, caps, rows) = (new double[count, sectors.Length], new double[count, sectors.Length], new double[count]);
        var bounds = sectors.Select(j => Math.Max(0, Production.MostExported * production.Most(i, j) - Economy.Output(i, j))).ToArray();
        for (var n = 0; n < count; n++)
        {
            rows[n] = n == i ? 0 : total(n);
            for (var k = 0; k < sectors.Length; k++)
                (matrix[n, k], caps[n, k]) = (
                    n == i || bounds[k] == 0 || parts.Known.Values[n, i, sectors[k]] > 0 ? 0 : mix(n, k),
                    parts.NotThere.Bought(n, sectors[k]) ? 0 : double.PositiveInfinity
                );
            // Nothing left of the mix: what the country makes.
            if (rows[n] > 0 && Enumerable.Range(0, sectors.Length).Sum(k => matrix[n, k]) == 0)
                for (var k = 0; k < sectors.Length; k++)
                    matrix[n, k] = n == i || caps[n, k] == 0 ? 0 : bounds[k];
        }
        var missing = CappedFit.Apply(matrix, rows, caps, bounds);
        for (var n = 0; n < count; n++)
        {
            for (var k = 0; k < sectors.Length; k++)
                if (matrix[n, k] > 0)
                    Enter(n, i, sectors[k], matrix[n, k]);
            if (rows[n] > 0)
                Gaps.Add(
                    new FactGap(
                        $"{what} sold by {recipe.Countries[i].Code} to {recipe.Countries[n].Code}",
                        rows[n],
                        rows[n] - missing[n],
                        missing[n] > 1e-6 * rows[n] ? "bounded by output" : ""
                    )
                );
        }
    }

    private void Home(int i)
    {
        for (var j = 0; j < width; j++)
        {
            var sold = Economy.Output(i, j);
            var made = Math.Max(production.Output[i, j], parts.NotThere.Bought(i, j) ? sold : sold / Production.MostExported);
            if (parts.NotThere.Bought(i, j))
                made = sold;
            Enter(i, i, j, Math.Max(0, made - sold));
            Economy.ValueAdded[i, j] = Math.Min(production.ValueAdded[i, j], Economy.Output(i, j));
        }
    }
}
