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

    /// <summary>Between two sides, or from one to the other.</summary>
    public string Between(FlowMeasure m) =>
        m.Both ? $"between {Countries(m.From)} and {Countries(m.To)}" : $"from {Countries(m.From)} to {Countries(m.To)}";

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
