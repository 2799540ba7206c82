using System.Collections.Immutable;
using Entente.Data.Yaml;

namespace Entente.Data.Worlds;

/// <summary><c>world.yaml</c>: title, year, unit, sources, groups, notes.</summary>
internal static class WorldIdentityFile
{
    public static WorldIdentity? Read(string path, string name, FaultList faults)
    {
        var page = YamlPage.Read(path, name, faults);
        if (page is null)
            return null;
        page.Allow("title", "year", "unit", "sources", "groups", "notes");
        return new WorldIdentity
        {
            Title = page.Text("title", required: true),
            Year = page.Number("year") is { } year ? (int)year : null,
            Unit = page.Text("unit"),
            Notes = page.Text("notes").Trim(),
            Sources = [.. page.Sections("sources").Select(ReadSource)],
            Groups = page.Section("groups")?.Keys.ToImmutableSortedDictionary(
                group => group, group => page.Section("groups")!.Words(group).Select(word => word.Text).ToImmutableArray(), StringComparer.Ordinal)
                ?? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty,
        };
    }

    private static Source ReadSource(YamlPage source)
    {
        // A comma too many in a description does no harm.
        source.AllowOrWarn("name", "licence", "what");
        return new Source(source.Text("name", required: true), source.Text("licence"), source.Text("what"));
    }
}
