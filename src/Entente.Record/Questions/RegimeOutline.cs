using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;
using Entente.Record.Register;

namespace Entente.Record.Questions;

/// <summary>
/// What a question needs of a regime that comes along: against whom it is, who takes it since when, which answers it knows.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">For people.</param>
/// <param name="Target">Code of the state whose trade its measures touch most.</param>
/// <param name="HeldFrom">The first year whose data hold what members do; null: none.</param>
/// <param name="Members">Codes and groups of the world, each with the first day.</param>
/// <param name="Parts">Names of its parts.</param>
public sealed record RegimeOutline(
    string Name,
    string Title,
    string Target,
    int? HeldFrom,
    ImmutableArray<(string Member, DateOnly Since)> Members,
    ImmutableArray<string> Parts
)
{
    /// <summary>The regimes that come along and say who takes them.</summary>
    public static IReadOnlyList<RegimeOutline> All(Catalogue catalogue, NameRegister register)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return [.. catalogue.Regimes.Select(name => Read(name, catalogue.Regime(name)!, register)).OfType<RegimeOutline>()];
    }

    /// <summary>Codes of the world's countries that take the regime on a day.</summary>
    public ImmutableArray<string> MembersOn(DateOnly day, World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return [.. Members.Where(m => m.Since <= day).SelectMany(m => WorldNames.Codes(world, m.Member)).Distinct()];
    }

    private static readonly string[] Actors = ["from", "to", "by", "on"];

    private static RegimeOutline? Read(string name, Located file, NameRegister register)
    {
        var faults = new FaultList();
        if (YamlPage.Read(file.Path, file.Name, faults) is not { } page || page.Section("members") is not { } members)
            return null;
        var cases = page.Sections("cases").ToList();
        var target = cases
            .SelectMany(c => c.Sections("measures"))
            .SelectMany(m => Actors.SelectMany(key => m.Has(key) ? m.Words(key) : []))
            .Select(word => word.Text)
            .Where(code => register.Find(code) is { Kind: EntityKind.State })
            .GroupBy(code => code, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .FirstOrDefault()
            ?.Key;
        return target is null
            ? null
            : new RegimeOutline(
                name,
                page.Text("title").Trim(),
                target,
                page.Integer("held_from"),
                [.. members.KeyWords.Select(word => (word.Text, Since: DateReader.First(members, word.Text, faults) ?? DateOnly.MaxValue))],
                [.. cases.Select(c => c.Text("name"))]
            );
    }
}

/// <summary>Names of countries and groups in a world.</summary>
internal static class WorldNames
{
    /// <summary>The countries a code or group means; empty where the world has neither.</summary>
    public static ImmutableArray<string> Codes(World world, string name) =>
        world.Countries.Any(c => c.Code == name) ? [name]
        : world.Identity.Groups.TryGetValue(name, out var group) ? [.. group]
        : [];

    /// <summary>The group of a country's neighbours: the one named so, or the smallest that has it and not another.</summary>
    public static string? Neighbours(World world, string code, string without)
    {
        var name = world.Countries.First(c => c.Code == code).Name.ToLowerInvariant().Replace(' ', '_');
        var own = $"neighbours_of_{name}";
        return world.Identity.Groups.ContainsKey(own)
            ? own
            : world
                .Identity.Groups.Where(group => group.Value.Contains(code) && !group.Value.Contains(without))
                .OrderBy(group => group.Value.Length)
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Key)
                .FirstOrDefault();
    }
}
