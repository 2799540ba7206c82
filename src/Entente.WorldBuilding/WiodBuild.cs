using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;

namespace Entente.WorldBuilding;

/// <summary>The pipeline from the World Input-Output Database of 2014; see docs/data.md.</summary>
internal static class WiodBuild
{
    private const string Mining = "MINI";
    private const string Russia = "RUS";
    private const string Rest = "ROW";
    private const string MiningOfSource = "C04";
    private const int FirstService = 26;

    /// <summary>Builds the world of a recipe.</summary>
    public static Checked<BuiltWorld> Build(string recipePath, string raw, Action<string>? progress)
    {
        progress?.Invoke("reading raw tables");
        var faults = new FaultList();
        var recipe = Recipe.Read(recipePath, faults);
        if (recipe is null || faults.Any)
            return faults.Failed<BuiltWorld>();
        string[] countries = [.. recipe.Countries.Select(c => c.Code)];
        var source = WiodSource.Read(
            raw,
            countries,
            [.. Enumerable.Range(1, 50).Select(c => FormattableString.Invariant($"C{c:00}"))],
            faults
        );
        var services = NationalFigures.ServiceExports(raw, faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        progress?.Invoke("moving margins, aggregating, balancing");
        var margins = MarginRule.Apply(
            source,
            s => int.Parse(s[1..], CultureInfo.InvariantCulture) >= FirstService,
            recipe.MarginServices,
            services
        );
        var aggregated = Aggregation.Sectors(
            source,
            [.. recipe.Sectors.Select(s => Coarse(s)).Distinct()],
            s => Coarse(recipe.Sectors.First(r => r.Wiod.Contains(s)))
        );
        var mining = new MiningSources(aggregated, raw, recipe, faults);
        var russia = aggregated.Country(Russia);
        var swapped = PartnerSwap.Apply(
            aggregated,
            russia,
            aggregated.Country(Rest),
            aggregated.Sector(Mining),
            n => mining.CustomsValue(russia, n),
            mining.GasFromRest
        );
        var changes = UseBalance.Apply(aggregated, recipe.LeastFinalShare);
        var thetas = Elasticities.Read(raw, recipe.Sectors, faults);
        var facts = NationalFigures.Read(raw, recipe.Folder, faults);
        var sure = new RecipeSpreads
        {
            Folder = recipe.Folder,
            Policy = recipe.Folder,
            Sectors = [.. recipe.Sectors.Select(s => s.Code)],
            CountriesByKind = recipe.AllCountries.ToLookup(c => KindOf(c, recipe), c => c.Code, StringComparer.OrdinalIgnoreCase),
        }.Read(raw, thetas, faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        progress?.Invoke("splitting mining");
        var mix = new MiningMix(aggregated, aggregated.Sector(Mining), russia, aggregated.Country(Rest), recipe.MostRussianGas, mining);
        var economy = Split(aggregated, mining, mix);
        progress?.Invoke("carving countries out of the rest of the world");
        var carved = CarveAll(ref economy, recipe, raw, faults);
        var factors = FactorTables.Read(recipe.Folder, economy.Countries.Length, economy.Sectors, faults);
        ImmutableArray<Sector> sectors = [.. recipe.Sectors.Select((s, j) => new Sector(s.Code, s.Name, s.Tags, thetas[j]))];
        var prices = new EnergyPrices(recipe.Folder, recipe.AllCountries, sectors, recipe.Identity.Groups, faults);
        var energy = new EnergyBuild(
            recipe.AllCountries,
            sectors,
            prices,
            EnergyBuild.ReadGas(raw, recipe, faults),
            recipe.LeastEnergyFlow
        );
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        var countryList = Inhabitants.Of(recipe.AllCountries, raw, recipe.Population, faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        var world = WorldFrom.Economy(
            economy,
            recipe.Identity,
            countryList,
            sectors,
            factors,
            energy.Rows,
            uncertainty: sure
        );
        if (!world.Success)
            return Checked<BuiltWorld>.Invalid(world.Faults);
        var account = new BuildAccount(recipe.Sectors, margins, swapped, changes, facts, carved)
        {
            ExportersByPrior = [.. mining.ExportersByPrior],
            GasShares = mix.GasShares,
            LargestGap = economy.LargestGap(),
            LeastEnergyFlow = recipe.LeastEnergyFlow,
        };
        return Checked<BuiltWorld>.Valid(
            new BuiltWorld(world.Value, BuildReport.Cells(account), BuildReport.Check(world.Value, account)),
            world.Warnings
        );
    }

    /// <summary>Carves the countries of the recipe one after the other; each is then a partner of the next.</summary>
    private static Dictionary<string, Carved> CarveAll(ref Economy economy, Recipe recipe, string raw, FaultList faults)
    {
        var carved = new Dictionary<string, Carved>(StringComparer.Ordinal);
        if (recipe.Carve.IsEmpty)
            return carved;
        var source = new FactsSource(recipe.Identity.Year!.Value, raw, recipe.Folder, recipe.AccountNames, faults);
        foreach (var entry in recipe.Carve)
        {
            var one = Carve.Apply(
                economy,
                source.Of(entry, economy.Countries, Rest),
                Rest,
                s => recipe.AccountOf[s],
                recipe.IsService,
                recipe.LeastFinalShare
            );
            carved[entry.Code] = one;
            economy = one.Economy;
        }
        return carved;
    }

    private static string KindOf(Country country, Recipe recipe) =>
        country.Code == Rest ? "rest"
        : recipe.Countries.Contains(country) ? "table"
        : "carved";

    private static string Coarse(RecipeSector sector) => sector.Wiod.Contains(MiningOfSource) ? Mining : sector.Code;

    private static Economy Split(Economy economy, MiningSources sources, MiningMix mix)
    {
        var at = economy.Sector(Mining);
        return SectorSplit.Apply(
            economy,
            new SplitPlan
            {
                Sector = Mining,
                Products = MiningSources.Products,
                ExportMix = mix.Of,
                HomeMix = (n, exports, imports) => sources.HomeMix(economy, at, n, exports, imports),
                UserMix = sources.UserMix,
            }
        );
    }
}

/// <summary>What the steps of a build did.</summary>
internal sealed record BuildAccount
{
    public BuildAccount(
        ImmutableArray<RecipeSector> sectors,
        IReadOnlyList<MarginMove> margins,
        IReadOnlyList<SwapMove> swapped,
        IReadOnlyList<UseChange> changes,
        IReadOnlyDictionary<string, NationalFigures> facts,
        IReadOnlyDictionary<string, Carved> carved
    ) => (Sectors, Margins, Swapped, Changes, Facts, Carved) = (sectors, margins, swapped, changes, facts, carved);

    public ImmutableArray<RecipeSector> Sectors { get; }

    /// <summary>Margins moved, by exporter.</summary>
    public IReadOnlyList<MarginMove> Margins { get; }

    /// <summary>Russia's exports of mining by partner, before and after they were brought in line with customs data.</summary>
    public IReadOnlyList<SwapMove> Swapped { get; }

    /// <summary>What balancing changed, by country.</summary>
    public IReadOnlyList<UseChange> Changes { get; }

    /// <summary>Russian shares in gas imports by Eurostat, and what the fit to them did.</summary>
    public required IReadOnlyList<GasShare> GasShares { get; init; }

    /// <summary>Exporters whose product mix of mining is a prior.</summary>
    public required ImmutableArray<string> ExportersByPrior { get; init; }

    /// <summary>Terajoules below which a flow of energy got no row.</summary>
    public required double LeastEnergyFlow { get; init; }

    /// <summary>Largest gap of an account before figures are rounded.</summary>
    public required double LargestGap { get; init; }

    /// <summary>National accounts by country.</summary>
    public IReadOnlyDictionary<string, NationalFigures> Facts { get; }

    /// <summary>Countries carved out, with the facts they meet.</summary>
    public IReadOnlyDictionary<string, Carved> Carved { get; }
}
