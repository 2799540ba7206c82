using System.Collections.Immutable;
using Entente.Data;
using Entente.WorldBuilding.Quantities;
using Entente.WorldBuilding.Tariffs;

namespace Entente.WorldBuilding.Icio;

/// <summary>The pipeline from the inter-country tables of the OECD, customs data and national accounts; see docs/data.md.</summary>
internal static class IcioBuild
{
    private const int EarlierYear = 2014;

    public static Checked<BuiltWorld> Build(string recipePath, string raw, Action<string>? progress)
    {
        progress?.Invoke("reading raw tables");
        var faults = new FaultList();
        var recipe = IcioRecipe.Read(recipePath, faults);
        if (recipe is null || faults.Any)
            return faults.Failed<BuiltWorld>();
        var countries = Inhabitants.Of(
            [.. recipe.Countries.Select(c => new Country(c.Code, c.Name))],
            raw,
            recipe.Population,
            faults
        );
        var thetas = Elasticities.Read(raw, recipe.Sectors, faults);
        ImmutableArray<Sector> sectors = [.. recipe.Sectors.Select((s, j) => new Sector(s.Code, s.Name, s.Tags, thetas[j]))];
        var prices = new EnergyPrices(recipe.Folder, countries, sectors, recipe.Identity.Groups, faults);
        var evidence = Evidence.Read(recipe, raw, faults);
        var gas = GasFlows.Read(raw, recipe.Policy, recipe.Year, [.. recipe.Countries.Select(c => c.Code)], faults);
        var sure = new RecipeSpreads
        {
            Folder = recipe.Folder,
            Policy = recipe.Policy,
            Sectors = [.. recipe.Sectors.Select(s => s.Code)],
            CountriesByKind = recipe.Countries.ToLookup(c => c.Kind.ToString(), c => c.Code, StringComparer.OrdinalIgnoreCase),
        }.Read(raw, thetas, faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        progress?.Invoke("technology, trade by pair");
        // Tariffs weigh by trade, and trade is balanced with tariffs: those of 2014 lead to the weights.
        var first = Fit(recipe, raw, evidence, gas, prices, evidence.Wiod.Tariff, faults);
        var schedule = faults.Any ? null : TariffSchedule.Build(Request(recipe, raw, first.Economy.Economy), faults);
        if (schedule is null)
            return faults.Failed<BuiltWorld>();
        var fit = Fit(recipe, raw, evidence, gas, prices, (n, i, j) => schedule.Rates[n, i, j], faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        progress?.Invoke("looking for holes");
        faults.Add(Holes.Find(recipe, fit, evidence, faults));
        var factors = FactorTables.Read(recipe.Folder, countries.Length, [.. sectors.Select(s => s.Code)], faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        var quantities = new IcioEnergy(recipe, raw, prices);
        var world = WorldFrom.Economy(
            fit.Economy.Economy,
            recipe.Identity,
            countries,
            sectors,
            factors,
            trade => quantities.Rows(trade, faults),
            flows => quantities.Lines(flows, faults),
            sure
        );
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        var check = world.Success ? IcioReport.Check(world.Value, recipe, fit, evidence) + Tariffs(recipe, schedule) : "";
        return world.Success
            ? Checked<BuiltWorld>.Valid(new BuiltWorld(world.Value, IcioCells.Text(recipe), check + quantities.Report()), world.Warnings)
            : Checked<BuiltWorld>.Invalid(world.Faults);
    }

    private static string Tariffs(IcioRecipe recipe, TariffSchedule schedule) =>
        "\n## Tariffs, means weighted by trade\n\n" + TariffCheck.Table(TariffCheck.Read(recipe.Policy, schedule, new FaultList()));

    private static TariffRequest Request(IcioRecipe recipe, string raw, Economy economy) =>
        new()
        {
            Raw = raw,
            Recipe = recipe.Policy,
            Year = recipe.Year,
            Countries = [.. recipe.Countries.Select(c => c.Code)],
            Sectors = [.. recipe.Sectors.Select(s => s.Code)],
            Trade = economy.Trade,
        };

    private static IcioFit Fit(
        IcioRecipe recipe,
        string raw,
        Evidence evidence,
        List<KnownQuantity> gas,
        EnergyPrices prices,
        Func<int, int, int, double> tariff,
        FaultList faults
    )
    {
        var (coarse, services) = (new CoarseSectors(recipe.Sectors), new ServiceTrade(recipe, evidence.Wiod));
        var technology = new Technology(recipe, coarse, raw, evidence.Table, (n, kind) => services.Net(evidence.Table, n, kind), faults);
        var statistics = new ServiceStatistics(recipe, evidence.Accounts, raw, faults);
        var levels = new TradeLevels(recipe, evidence.Table, evidence.Accounts, statistics);
        var ended = new EndedTrade(recipe, faults);
        var known = new KnownFlows(recipe, evidence, ended, gas, prices, faults);
        var rest = recipe.Country("ROW");
        levels.Close(
            Enumerable.Range(0, recipe.Countries.Length).Sum(n => n == rest ? 0 : evidence.Pairs[n, rest]),
            Enumerable.Range(0, recipe.Countries.Length).Where(n => n != rest).Sum(n => evidence.Table.ServicePairs[n, rest])
                * evidence.PartOfRest
        );
        var servicePairs = services.Pairs(
            evidence.Table,
            levels,
            statistics,
            new Distances(recipe, evidence.Accounts, raw, faults),
            faults
        );
        var mix = new ProductMix(recipe, known);
        mix.FromTables(evidence.Table, evidence.Earlier, evidence.Pairs);
        if (recipe.CustomsPairs)
            mix.China(raw, faults);
        mix.Peers();
        if (recipe.CustomsPairs)
            mix.Headings(evidence.Commodities, evidence.Pairs, known);
        mix.Sections(raw, faults);
        mix.Ended(ended, evidence.NotThere);
        var goods = new GoodsFit(recipe, evidence.Pairs, levels, known, evidence.Held);
        mix.Totals(raw, goods.Open, faults);
        var use = new UsePrior(recipe, coarse, technology, faults);
        var economy = new EconomyFit(
            new EconomyParts(
                recipe,
                coarse,
                technology,
                evidence.Accounts,
                evidence.Table,
                evidence.Extraction,
                evidence.NotThere,
                known,
                mix,
                goods,
                servicePairs,
                (n, i) =>
                    services.Kinds(n, i, levels.Margins[i].Table > 0 ? levels.Margins[i].Moved / levels.Margins[i].Table : 0, statistics),
                services.Sectors,
                new EnergyUse(recipe, evidence.Power, prices, Heat(recipe, faults), Cogeneration(recipe, faults)),
                use,
                tariff
            )
        );
        return new IcioFit(economy, levels, goods, known, mix, servicePairs);
    }

    private static Dictionary<int, (double Distributed, double FromCoal)> Heat(IcioRecipe recipe, FaultList faults)
    {
        var heat = new Dictionary<int, (double, double)>();
        foreach (var row in RawTable.Read(recipe.Folder, "heat.csv", ["country", "gas_distributed", "coal", "source"], faults))
            foreach (var n in recipe.Members(row.Text("country"), "heat.csv", faults))
                heat[n] = (row.Number("gas_distributed"), row.Number("coal"));
        return heat;
    }

    /// <summary>Electricity over the gas that counts as burnt for it, where most stations sell heat as well.</summary>
    private static Dictionary<int, double> Cogeneration(IcioRecipe recipe, FaultList faults)
    {
        const string file = "cogeneration.csv";
        var efficiencies = new Dictionary<int, double>();
        foreach (var row in RawTable.Read(recipe.Policy, file, ["country", "gas_efficiency", "status", "source"], faults))
            foreach (var n in recipe.Members(row.Text("country"), file, faults))
                if (row.Number("gas_efficiency") is > 0 and <= 1 and var efficiency)
                    efficiencies[n] = efficiency;
                else
                    faults.Add(new Place(file), $"gas_efficiency {row.Text("gas_efficiency")}", "a number above 0, 1 at most");
        return efficiencies;
    }

    /// <summary>Year of the table whose mixes stand in where the newer one has a hole.</summary>
    public static int Earlier => EarlierYear;
}

/// <summary>What the steps of a build came to.</summary>
internal sealed record IcioFit(
    EconomyFit Economy,
    TradeLevels Levels,
    GoodsFit Goods,
    KnownFlows Known,
    ProductMix Mix,
    double[,] Services
);
