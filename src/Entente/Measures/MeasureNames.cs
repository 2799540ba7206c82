using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Measures;

/// <summary>Names for sentences about measures: countries and sectors by their names, groups by theirs and their size.</summary>
/// <param name="world">The world whose names are used; a code it does not know stands for itself.</param>
/// <param name="groups">Named lists of countries beside those of the world.</param>
public sealed class MeasureNames(World world, ImmutableSortedDictionary<string, ImmutableArray<Word>> groups)
{
    private const int MostNames = 3;

    /// <summary>The groups among some words, each with the names of its members; small ones are spelled out where they stand.</summary>
    public IEnumerable<(string Name, string Members)> Groups(IEnumerable<Word> words) =>
        from name in words.Select(word => word.Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        let members = Members(name, [])
        where members?.Count > MostNames
        select (Spaced(name), string.Join(", ", members.Select(Country)));

    /// <summary>Between two sides, or from one to the other, or among those that are both.</summary>
    public string Between(FlowMeasure m) =>
        Codes(m.From) is { Count: > 1 } from && from.SetEquals(Codes(m.To)) ? $"among {Countries(m.From)}"
        : m.Both ? $"between {Sides(m.From, "and", m.To)}"
        : $"from {Sides(m.From, "to", m.To)}";

    /// <summary>Two sides and what stands between them, without countries that would meet nobody but themselves.</summary>
    /// <param name="one">One side.</param>
    /// <param name="between">The word between, e.g. <c>to</c>.</param>
    /// <param name="other">The other side.</param>
    public string Sides(ImmutableArray<Word> one, string between, ImmutableArray<Word> other)
    {
        var (codes, others) = (Codes(one), Codes(other));
        if (codes.Count == 1 && codes.SetEquals(others))
            return $"{Countries(one)} {between} itself (no flow between countries)";
        var (apart, othersApart) = (one.Where(word => !Only(others, word)), other.Where(word => !Only(codes, word)));
        return $"{Countries(apart)} {between} {Countries(othersApart)}";
    }

    private static bool Only(HashSet<string> codes, Word word) => codes.Count == 1 && codes.Contains(word.Text);

    private HashSet<string> Codes(IEnumerable<Word> words) =>
        [.. words.SelectMany(w => w.Text == "all" ? world.Countries.Select(c => c.Code) : Members(w.Text, []) ?? [w.Text])];

    /// <summary>Countries and groups by their names, groups with their size.</summary>
    public string Countries(IEnumerable<Word> words) => Joined(words.Select(w => w.Text == "all" ? "everybody" : Actor(w.Text)), ",");

    private string Actor(string word) =>
        Members(word, []) switch
        {
            null => Country(word),
            { Count: > MostNames } members => $"{Spaced(word)} ({members.Count} countries)",
            var members => Joined(members.Select(Country), ","),
        };

    /// <summary>Codes of the members of a group of the scenario or the world, each once; null where the word is no group.</summary>
    private List<string>? Members(string word, ImmutableHashSet<string> within)
    {
        if (groups.TryGetValue(word, out var words) && !within.Contains(word))
            return [.. words.SelectMany(w => Members(w.Text, within.Add(word)) ?? [w.Text]).Distinct(StringComparer.Ordinal)];
        return world.Identity.Groups.TryGetValue(word, out var codes) ? [.. codes.Where(code => world.TryCountry(code, out _))] : null;
    }

    private string Country(string code) => world.TryCountry(code, out var n) ? world.Countries[n].Name : code;

    /// <summary>Names of sectors hold commas: semicolons keep them apart.</summary>
    public string Sectors(IReadOnlyCollection<Word> sectors) =>
        sectors.Any(s => s.Text == "all")
            ? "all goods and services"
            : Joined(sectors.Select(s => world.TrySector(s.Text, out var j) ? world.Sectors[j].Name : Spaced(s.Text)), ";");

    private static string Joined(IEnumerable<string> names, string separator) => string.Join(separator + " ", names);

    /// <summary>A name as it is read: spaces for underscores.</summary>
    public static string Spaced(string name) => name.Replace('_', ' ');

    /// <summary>A number of flows.</summary>
    public static string Flows(int count) => count == 1 ? "one flow" : $"{count} flows";

    /// <summary>Money, in the unit of the world.</summary>
    public string Amount(double amount) => $"{amount.ToString(CultureInfo.InvariantCulture)} {world.Identity.Unit}".TrimEnd();

    /// <summary>Money or terajoules, whichever is given.</summary>
    public string Size(double? amount, double? terajoules) =>
        amount is { } value ? Amount(value) : $"{terajoules!.Value.ToString("#,0.##", CultureInfo.InvariantCulture)} TJ";

    /// <summary>A share or rate in per cent.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
