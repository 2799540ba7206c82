using System.Collections.Immutable;
using Entente.Data.Yaml;

namespace Entente.Data.Worlds;

/// <summary><c>world.yaml</c>: title, year, unit, sources, groups, resources, notes.</summary>
internal static class WorldIdentityFile
{
    /// <summary>What is said of natural resources that stay where they are.</summary>
    internal const string Fixed = "fixed";

    private const string Mobile = "mobile";

    public static WorldIdentity? Read(string path, string name, FaultList faults) => Read(path, name, faults, out _);

    /// <summary>Reads the file; null where it cannot be read, the faults being reported.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file as the user knows it.</param>
    /// <param name="faults">Receives the faults.</param>
    /// <param name="groups">The groups with their places, to be checked against the countries.</param>
    public static WorldIdentity? Read(
        string path,
        string name,
        FaultList faults,
        out ImmutableArray<(Word Name, ImmutableArray<Word> Members)> groups
    )
    {
        groups = [];
        var page = YamlPage.Read(path, name, faults);
        if (page is null)
            return null;
        page.Allow("title", "year", "unit", "sources", "groups", "resources", "notes");
        if (page.Section("groups") is { } section)
            groups = [.. section.KeyWords.Select(group => (group, section.Words(group.Text)))];
        var resources = page.Word("resources");
        if (resources is not null && resources.Text is not (Fixed or Mobile))
            faults.Add(resources.Place, $"resources '{resources}'", $"{Fixed} or {Mobile}");
        return new WorldIdentity
        {
            ResourcesAreFixed = resources?.Text == Fixed,
            Title = page.Text("title", required: true),
            Year = page.Integer("year"),
            Unit = page.Text("unit"),
            Notes = page.Text("notes").Trim(),
            Sources = [.. page.Sections("sources").Select(ReadSource)],
            Groups = groups.ToImmutableSortedDictionary(
                group => group.Name.Text,
                group => group.Members.Select(member => member.Text).ToImmutableArray(),
                StringComparer.Ordinal
            ),
        };
    }

    private static Source ReadSource(YamlPage source)
    {
        // A comma too many in a description does no harm.
        source.AllowOrWarn("name", "licence", "what");
        return new Source(source.Text("name", required: true), source.Text("licence"), source.Text("what"));
    }
}
