using System.Collections.Immutable;
using Entente.Data.Yaml;

namespace Entente.Data.Building;

/// <summary>A sector of the world to build, and where it comes from.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Wiod">The sectors of the source that make it.</param>
/// <param name="Gtap">The sectors whose elasticities it takes; empty where <paramref name="Theta"/> is given.</param>
/// <param name="Theta">The elasticity where none is estimated.</param>
/// <param name="ThetaSource">Where the elasticity comes from.</param>
internal sealed record RecipeSector(
    string Code, string Name, ImmutableArray<string> Tags, ImmutableArray<string> Wiod, ImmutableArray<string> Gtap, double? Theta, string ThetaSource);

/// <summary>What a world is made of: <c>recipe.yaml</c> and the concordances in <c>recipe/</c> beside it.</summary>
internal sealed class Recipe
{
    public required WorldIdentity Identity { get; init; }

    /// <summary>The folder of the concordances.</summary>
    public required string Folder { get; init; }

    public required double LeastFinalShare { get; init; }

    public required ImmutableArray<string> MarginServices { get; init; }

    public required ImmutableArray<Country> Countries { get; init; }

    public required ImmutableArray<RecipeSector> Sectors { get; init; }

    public static Recipe? Read(string path, FaultList faults)
    {
        var page = YamlPage.Read(path, path, faults);
        if (page is null)
            return null;
        page.Allow("title", "year", "unit", "method", "least_final_share", "margin_services", "groups", "sources", "notes");
        if (page.Word("method", required: true) is { Text: not "wiod-2014" } method)
            faults.Add(method.Place, $"method '{method}'", "wiod-2014");
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "recipe");
        return new Recipe
        {
            Folder = folder,
            LeastFinalShare = page.Number("least_final_share", required: true) ?? 0,
            MarginServices = [.. page.Words("margin_services", required: true).Select(w => w.Text)],
            Countries = [.. RawTable.Read(folder, "countries.csv", ["country", "name"], faults).Select(row => new Country(row.Text("country"), row.Text("name")))],
            Sectors = [.. RawTable.Read(folder, "sectors.csv", ["sector", "name", "tags", "wiod", "gtap", "theta", "theta_source"], faults).Select(Sector)],
            Identity = new WorldIdentity
            {
                Title = page.Text("title", required: true),
                Year = (int?)page.Number("year", required: true),
                Unit = page.Text("unit", required: true),
                Notes = page.Text("notes").Trim(),
                Sources = [.. page.Sections("sources").Select(s => new Source(s.Text("name", true), s.Text("licence", true), s.Text("what", true)))],
                Groups = Groups(page),
            },
        };
    }

    private static RecipeSector Sector(RawRow row) => new(
        row.Text("sector"), row.Text("name"), List(row.Text("tags")), List(row.Text("wiod")), List(row.Text("gtap")), row.NumberOrNull("theta"), row.Text("theta_source"));

    private static ImmutableArray<string> List(string text) => [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Groups of the recipe may name earlier ones; those of a world hold codes only.</summary>
    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Groups(YamlPage page)
    {
        var groups = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (page.Section("groups") is { } section)
            foreach (var group in section.Keys)
                groups[group] = [.. section.Words(group).SelectMany(w => groups.TryGetValue(w.Text, out var members) ? members : [w.Text]).Distinct()];
        return groups.ToImmutable();
    }
}
