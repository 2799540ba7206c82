using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Entente.Data;
using Entente.Data.Yaml;

namespace Entente.WorldBuilding;

/// <summary>Builds a world by moving another to a later year; see <see cref="Rebase"/>.</summary>
internal static class RebaseWorld
{
    public static Checked<BuiltWorld> Build(string recipePath, string raw, Action<string>? progress)
    {
        var faults = new FaultList();
        var page = YamlPage.Read(recipePath, recipePath, faults);
        if (page is null)
            return faults.Failed<BuiltWorld>();
        page.Allow(
            "title",
            "year",
            "unit",
            "method",
            "base",
            "least_final_share",
            "grows_as",
            "least_energy_flow",
            "groups",
            "sources",
            "notes"
        );
        var identity = Recipe.ReadIdentity(page);
        var basePath = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipePath))!, page.Text("base", required: true));
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        var before = WorldBuild.Build(basePath, raw, progress);
        if (!before.Success)
            return before;
        progress?.Invoke("moving to another year");
        var recipe = Recipe.Read(basePath, faults)!;
        var source = new FactsSource(identity.Year!.Value, raw, recipe.Folder, recipe.AccountNames, faults);
        var economy = Economy.From(before.Value.World);
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(recipePath))!, "recipe");
        var keep = RebaseBuild.Ended(economy, folder, identity.Groups, faults);
        var (countries, sectors) = (before.Value.World.Countries, before.Value.World.Sectors);
        var energy = new EnergyBuild(
            countries,
            sectors,
            new EnergyPrices(folder, countries, sectors, identity.Groups, faults),
            new Dictionary<string, GasBalance>(StringComparer.Ordinal),
            page.Number("least_energy_flow", required: true) ?? 0
        );
        if (faults.Any)
            return faults.Failed<BuiltWorld>();
        var growsAs = page.Section("grows_as") is { } like
            ? like.Keys.ToImmutableDictionary(k => k, k => like.Text(k))
            : ImmutableDictionary<string, string>.Empty;
        var facts = new RebaseBuild(economy, recipe, source, growsAs).Facts();
        var (moved, gaps, changes) = Rebase.Apply(
            economy,
            facts,
            s => recipe.AccountOf[s],
            recipe.IsService,
            keep,
            source.Products,
            page.Number("least_final_share") ?? 0
        );
        var world = WorldFrom.Economy(moved, identity, countries, sectors, FactorTables.Of(before.Value.World), energy.Rows);
        return world.Success
            ? Checked<BuiltWorld>.Valid(
                new BuiltWorld(
                    world.Value,
                    Cells(),
                    Check(world.Value, energy, gaps, changes, NationalFigures.Read(raw, recipe.Folder, faults, identity.Year.Value))
                ),
                world.Warnings
            )
            : Checked<BuiltWorld>.Invalid(world.Faults);
    }

    private static string Cells() =>
        """
            table,what,status,method,source
            value added,groups of the national accounts,observed,,UNAMA 2023
            value added,sectors within a group,imputed,shares of world-2014,world-2014
            trade,sums of goods by pair,observed,,BACI 2023
            trade,products named in products.csv,derived,known by product,worlds/world-2014/recipe/products.csv
            trade,products of a pair,imputed,mix of world-2014; products that ended (ended.csv) left out,world-2014; recipe/ended.csv
            trade,services by partner and kind,imputed,total of the year on the partners and kinds of world-2014,UNAMA 2023; world-2014
            trade,all of TWN,imputed,world-2014 grown as KOR,world-2014
            trade,sales at home,derived,output less exports,
            tariffs,all,imputed,rates of 2014,world-2014
            inputs and final demand,all,imputed,technology of world-2014 balanced to purchases (RAS),world-2014
            theta,all,imputed,those of world-2014,world-2014
            factors,shares by sector,imputed,priors of world-2014,worlds/world-2014/recipe/factors.csv
            energy,all quantities,imputed,value over a prior price,worlds/world-2023/recipe/energy-prices.csv

            """;

    private static string Check(
        World world,
        EnergyBuild energy,
        IReadOnlyList<FactGap> gaps,
        IReadOnlyList<UseChange> changes,
        Dictionary<string, NationalFigures> facts
    )
    {
        var text = new StringBuilder("# Checks of this world\n\nWritten by the pipeline. Values in million USD.\n");
        BuildReport.Accounts(text, world, facts);
        var missed = gaps.Where(g => Math.Abs(g.Met - g.Wanted) > 0.01 * g.Wanted + 0.5)
            .OrderByDescending(g => Math.Abs(g.Wanted - g.Met))
            .ToList();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n## Facts\n\n{gaps.Count} facts, {gaps.Count - missed.Count} met within a hundredth. The largest gaps:\n\n"
                + $"| fact | wanted | met | why |\n|---|--:|--:|---|\n"
        );
        foreach (var gap in missed.Take(25))
            text.Append(CultureInfo.InvariantCulture, $"| {gap.Fact} | {gap.Wanted:0} | {gap.Met:0} | {gap.Why} |\n");
        energy.Report(text, world);
        BuildReport.Balance(text, changes);
        return text.ToString();
    }
}
