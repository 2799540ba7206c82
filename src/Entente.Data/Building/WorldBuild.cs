using System.Collections.Immutable;
using System.Globalization;
using Entente.Data.Output;
using Entente.Data.Worlds;

namespace Entente.Data.Building;

/// <summary>A world as built, with the account of how.</summary>
/// <param name="World">The world.</param>
/// <param name="Account">What each step did.</param>
public sealed record BuiltWorld(World World, BuildAccount Account);

/// <summary>
/// The pipeline: from raw public tables and a recipe to a world. Every step is a method of its own on
/// <see cref="Economy"/>; the same inputs give the same bytes.
/// </summary>
public static class WorldBuild
{
    private const string Mining = "MINI";
    private const string Russia = "RUS";
    private const string Rest = "ROW";
    private const string MiningOfSource = "C04";
    private const int FirstService = 26;

    /// <summary>Builds the world of a recipe and writes its folder: the tables, the recipe itself, cells.csv and check.md.</summary>
    /// <param name="recipePath">The recipe.</param>
    /// <param name="raw">The folder of raw tables.</param>
    /// <param name="output">Where the world shall appear, whole or not at all.</param>
    /// <param name="progress">Told what is being done.</param>
    public static Checked<BuiltWorld> Run(string recipePath, string raw, string output, Action<string>? progress = null)
    {
        var built = Build(recipePath, raw, progress);
        if (!built.Success)
            return built;
        using var folder = new AtomicFolder(output, WorldFolder.IdentityFile, "recipe.yaml");
        WorldWriter.WriteInto(built.Value.World, folder.Path, compress: true);
        File.WriteAllText(Path.Combine(folder.Path, "cells.csv"), BuildReport.Cells(built.Value.Account));
        File.WriteAllText(Path.Combine(folder.Path, "check.md"), BuildReport.Check(built.Value));
        CopyRecipe(recipePath, folder.Path);
        folder.Complete();
        return built;
    }

    /// <summary>Builds the world of a recipe.</summary>
    public static Checked<BuiltWorld> Build(string recipePath, string raw, Action<string>? progress = null)
    {
        progress?.Invoke("reading raw tables");
        var faults = new FaultList();
        var recipe = Recipe.Read(recipePath, faults);
        if (recipe is null || faults.Any)
            return faults.Failed<BuiltWorld>();
        string[] countries = [.. recipe.Countries.Select(c => c.Code)];
        var source = WiodSource.Read(raw, countries, [.. Enumerable.Range(1, 50).Select(c => FormattableString.Invariant($"C{c:00}"))], faults);
        var services = NationalFigures.ServiceExports(raw, faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        progress?.Invoke("moving margins, aggregating, balancing");
        var margins = MarginRule.Apply(source, s => int.Parse(s[1..], CultureInfo.InvariantCulture) >= FirstService, recipe.MarginServices, services);
        var aggregated = Aggregation.Sectors(source, [.. recipe.Sectors.Select(s => Coarse(s)).Distinct()], s => Coarse(recipe.Sectors.First(r => r.Wiod.Contains(s))));
        var mining = new MiningSources(aggregated, raw, recipe.Folder, faults);
        var russia = aggregated.Country(Russia);
        var swapped = PartnerSwap.Apply(aggregated, russia, aggregated.Country(Rest), aggregated.Sector(Mining), n => mining.CustomsValue(russia, n));
        var changes = UseBalance.Apply(aggregated, recipe.LeastFinalShare);
        var thetas = Elasticities.Read(raw, recipe.Sectors, faults);
        var facts = NationalFigures.Read(raw, recipe.Folder, faults);
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        progress?.Invoke("splitting mining");
        var economy = Split(aggregated, mining);
        var world = WorldFrom.Economy(economy, recipe, thetas);
        return world.Success
            ? Checked<BuiltWorld>.Valid(new BuiltWorld(world.Value, new BuildAccount(recipe.Sectors, margins, swapped, changes, mining.GasFromRussia, facts)), world.Warnings)
            : Checked<BuiltWorld>.Invalid(world.Faults);
    }

    private static string Coarse(RecipeSector sector) => sector.Wiod.Contains(MiningOfSource) ? Mining : sector.Code;

    private static Economy Split(Economy economy, MiningSources sources)
    {
        var at = economy.Sector(Mining);
        return SectorSplit.Apply(economy, new SplitPlan
        {
            Sector = Mining,
            Products = MiningSources.Products,
            ExportMix = sources.ExportMix,
            HomeMix = (n, exports, imports) => sources.HomeMix(economy, at, n, exports, imports),
            UserMix = sources.UserMix,
        });
    }

    private static void CopyRecipe(string recipePath, string folder)
    {
        File.Copy(recipePath, Path.Combine(folder, "recipe.yaml"));
        var source = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipePath))!, "recipe");
        Directory.CreateDirectory(Path.Combine(folder, "recipe"));
        foreach (var file in Directory.EnumerateFiles(source))
            File.Copy(file, Path.Combine(folder, "recipe", Path.GetFileName(file)));
    }
}

/// <summary>What the steps of a build did.</summary>
public sealed record BuildAccount
{
    internal BuildAccount(
        ImmutableArray<RecipeSector> sectors, IReadOnlyList<MarginMove> margins, IReadOnlyList<SwapMove> swapped, IReadOnlyList<UseChange> changes,
        IReadOnlyDictionary<string, double> gasFromRussia, IReadOnlyDictionary<string, NationalFigures> facts) =>
        (Sectors, Margins, Swapped, Changes, GasFromRussia, Facts) = (sectors, margins, swapped, changes, gasFromRussia, facts);

    internal ImmutableArray<RecipeSector> Sectors { get; }

    /// <summary>Margins moved, by exporter.</summary>
    public IReadOnlyList<MarginMove> Margins { get; }

    /// <summary>Russia's exports of mining by partner, before and after they were brought in line with customs data.</summary>
    public IReadOnlyList<SwapMove> Swapped { get; }

    /// <summary>What balancing changed, by country.</summary>
    public IReadOnlyList<UseChange> Changes { get; }

    /// <summary>Russian share in gas imports by Eurostat, for comparison.</summary>
    public IReadOnlyDictionary<string, double> GasFromRussia { get; }

    /// <summary>National accounts by country.</summary>
    public IReadOnlyDictionary<string, NationalFigures> Facts { get; }
}
