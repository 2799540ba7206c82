using System.Collections.Immutable;
using Entente.Data;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;
using Entente.Scenarios;

namespace Entente.Web.Questions;

/// <summary>A regime that comes with the program and that a country may be asked to join. Immutable.</summary>
/// <param name="Regime">The regime.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Target">Code of the country that its measures are about.</param>
/// <param name="PartTitles">What people call its parts.</param>
public sealed record KnownRegime(Regime Regime, string Title, string Target, ImmutableDictionary<string, string> PartTitles)
{
    /// <summary>What people call its members that are groups, by name.</summary>
    public ImmutableDictionary<string, string> GroupTitles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What people call a country or group of a world.</summary>
    public string NameOf(World world, string name)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.TryCountry(name, out var n) ? world.Countries[n].Name : GroupTitles.GetValueOrDefault(name, name.Replace('_', ' '));
    }

    /// <summary>The first day on which anything of it is in force.</summary>
    public DateOnly From { get; } =
        Regime
            .Parts.Where(part => !part.IsExtra)
            .SelectMany(part => part.Measures)
            .Select(measure => measure.Since ?? DateOnly.MinValue)
            .DefaultIfEmpty(DateOnly.MinValue)
            .Min();

    /// <summary>Parts of which something is in force on a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="extra">Those that are taken only where they are named, or the others.</param>
    public IEnumerable<RegimePart> Parts(DateOnly day, bool extra) =>
        Regime.Parts.Where(part => part.IsExtra == extra && part.Measures.Any(measure => measure.IsInForce(day)));

    /// <summary>Whether the data of a world hold what members do.</summary>
    public bool IsHeld(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Regime.IsHeld(world);
    }

    /// <summary>Members on a day, as the regime names them, that are of a world.</summary>
    public IEnumerable<string> Members(World world, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(world);
        return MembersOn(day).Where(name => Countries(world, name).Any());
    }

    /// <summary>Members on a day that are no countries or groups of a world.</summary>
    public IEnumerable<string> Missing(World world, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(world);
        return MembersOn(day).Where(name => !Countries(world, name).Any());
    }

    private IEnumerable<string> MembersOn(DateOnly day) =>
        Regime.Members.Where(member => member.IsIn(day)).Select(member => member.Country.Text);

    /// <summary>The countries of a world that a name means: one, or those of a group.</summary>
    public static IEnumerable<int> Countries(World world, string name)
    {
        ArgumentNullException.ThrowIfNull(world);
        return world.TryCountry(name, out var n) ? [n]
            : world.Identity.Groups.TryGetValue(name, out var members) ? members.SelectMany(member => Countries(world, member))
            : [];
    }

    /// <summary>What two countries of a world sell to each other.</summary>
    public static double Trade(World world, int one, int other)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Enumerable.Range(0, world.Sectors.Length).Sum(j => world.Trade[one, other, j] + world.Trade[other, one, j]);
    }

    /// <summary>Countries that take part in a question on a day, by acting or by pressing, the country that is asked apart.</summary>
    public IEnumerable<Country> TakingPart(World world, DateOnly day, OwnQuestion own)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(own);
        return own
            .Senders.Concat(own.Joiners)
            .Concat(IsHeld(world) ? [] : Members(world, day))
            .SelectMany(name => Countries(world, name))
            .Distinct()
            .Select(n => world.Countries[n])
            .OrderBy(country => country.Name, StringComparer.Ordinal);
    }

    /// <summary>Countries that might join: neither members on a day nor the target, in the order of their names.</summary>
    public IEnumerable<Country> Candidates(World world, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(world);
        var members = Members(world, day).SelectMany(name => Countries(world, name)).ToHashSet();
        return world
            .Countries.Where((country, n) => !members.Contains(n) && country.Code != Target && country.Code != CountryCodes.RestOfWorld)
            .OrderBy(country => country.Name, StringComparer.Ordinal);
    }
}

/// <summary>The regimes that come with the program and that a country may be asked to join, read once. Safe from several threads.</summary>
internal sealed class KnownRegimes(Catalogue catalogue)
{
    private readonly Lazy<ImmutableArray<KnownRegime>> all = new(() =>
        [.. catalogue.Regimes.Select(name => Read(catalogue, name)).OfType<KnownRegime>()]
    );

    /// <summary>The regimes, in the order of their names.</summary>
    public ImmutableArray<KnownRegime> All => all.Value;

    /// <summary>A regime by its name; null: there is none of it that can be joined.</summary>
    public KnownRegime? Find(string name) => All.FirstOrDefault(one => one.Regime.Name == name);

    private static KnownRegime? Read(Catalogue catalogue, string name)
    {
        var page = YamlPage.Read(catalogue.Regime(name)!.Path, name, new FaultList());
        // A scenario reads its regimes; this one asks nothing else.
        var scenario = ScenarioFile.Parse($"title: {name}\nregimes: {name}\ncases: [{{ name: none }}]\n", new FilesRead());
        if (page is null || !scenario.Success || scenario.Value.Regimes is not [{ Members.IsEmpty: false } regime])
            return null;
        return TargetOf(regime) is { } target
            ? new KnownRegime(
                regime,
                page.Text("title"),
                target,
                scenario.Value.Library.ToImmutableDictionary(part => part.Name, part => part.Title.Length > 0 ? part.Title : part.Name)
            )
            {
                GroupTitles =
                    page.Section(ScenarioFile.TitlesKey) is { } titles
                        ? titles.Keys.ToImmutableDictionary(group => group, group => titles.Text(group))
                        : ImmutableDictionary<string, string>.Empty,
            }
            : null;
    }

    /// <summary>Who is named most often beside those who join; null: nobody.</summary>
    private static string? TargetOf(Regime regime)
    {
        var named = new List<string>();
        foreach (var measure in regime.Parts.SelectMany(part => part.Measures))
            measure.WithActors(words =>
            {
                named.AddRange(words.Where(word => !Regime.IsJoiner(word)).Select(word => word.Text));
                return words;
            });
        return named.CountBy(word => word).OrderByDescending(word => word.Value).Select(word => word.Key).FirstOrDefault();
    }
}
