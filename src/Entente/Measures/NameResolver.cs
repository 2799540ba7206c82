using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Measures;

/// <summary>
/// Turns the words of a scenario into positions in a world, and collects every fault on the way. Not safe from several threads.
/// </summary>
/// <param name="world">The world whose codes, tags and groups are meant.</param>
/// <param name="groups">Named lists of countries, looked up first; a member may be another group.</param>
public sealed class NameResolver(World world, ImmutableSortedDictionary<string, ImmutableArray<Word>> groups)
{
    /// <summary>Between a group and those of it who are not meant: <c>eu27 - [HUN, SVK]</c>, <c>eu27 - HUN - SVK</c>.</summary>
    internal const string Without = " - ";

    private const double LargestUsualRate = 3;
    private const string TheWorldHas = "one the world has";

    private readonly List<Fault> faults = [];
    private readonly List<string> warnings = [];

    /// <summary>What was found wrong, each once.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Remarks that do not keep anything from being answered, each once.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Reports a fault.</summary>
    public void Report(Place? place, string found, string expected, Remedy remedy = Remedy.None) =>
        Report(new Fault(place, found, expected) { Remedy = remedy });

    /// <summary>Reports something that is a fault in this world, and may be none in the world that a case leads to.</summary>
    public void ReportHere(Place? place, string found, string expected) =>
        Report(new Fault(place, found, expected) { OfThisWorld = true });

    /// <summary>Reports a fault found elsewhere.</summary>
    public void Report(Fault fault)
    {
        if (!faults.Contains(fault))
            faults.Add(fault);
    }

    /// <summary>Remarks on something that is hardly what was meant.</summary>
    public void Warn(Place? place, string text)
    {
        var warning = place is null ? text : $"{place}: {text}";
        if (!warnings.Contains(warning))
            warnings.Add(warning);
    }

    /// <summary>Reports a number that does not make sense; returns whether it does.</summary>
    public bool Require(bool sound, Place? place, string what, double value, string expected, Remedy remedy = Remedy.None)
    {
        if (!sound)
            Report(place, $"{what} {value.ToString("R", CultureInfo.InvariantCulture)}", expected, remedy);
        return sound;
    }

    /// <summary>
    /// Reports a number out of its range; returns whether it is within. A rate or factor that reads like per cent is remarked on.
    /// </summary>
    public bool Require(NumberRange range, Place? place, string what, double value)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (range == NumberRange.Rate && value > LargestUsualRate)
            Warn(
                place,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} {value} is {100 * value:#,0.##} %; {value / 100} would be {value:#,0.##} %"
                )
            );
        return Require(range.Holds(value), place, what, value, range.Words);
    }

    /// <summary>Positions of all countries meant, each once, in the order of the words.</summary>
    public ImmutableArray<int> Countries(ImmutableArray<Word> words)
    {
        var found = new List<int>();
        foreach (var word in words)
            Add(found, word, []);
        return [.. found.Distinct()];
    }

    /// <summary>Positions of all sectors meant by codes, tags or <c>all</c>, each once.</summary>
    public ImmutableArray<int> Sectors(ImmutableArray<Word> words)
    {
        var found = new List<int>();
        foreach (var word in words)
        {
            var before = found.Count;
            if (world.TrySector(word.Text, out var sector))
                found.Add(sector);
            else
                found.AddRange(
                    Enumerable
                        .Range(0, world.Sectors.Length)
                        .Where(j => word.Text == "all" || world.Sectors[j].Tags.Contains(word.Text, StringComparer.Ordinal))
                );
            if (found.Count == before)
                Unknown("sector or tag", word, world.Sectors.Select(s => s.Code).Concat(world.Sectors.SelectMany(s => s.Tags)));
        }
        return [.. found.Distinct()];
    }

    /// <summary>Positions of one row of a table, which takes codes only; an actor must not meet itself.</summary>
    public bool Flow(FlowRow row, out int n, out int i, out int j)
    {
        var known = true;
        if (!world.TryCountry(row.Importer.Text, out n))
            known = UnknownCountry("country", row.Importer, []);
        if (!world.TryCountry(row.Exporter.Text, out i))
            known = UnknownCountry("country", row.Exporter, []);
        if (!world.TrySector(row.Sector.Text, out j))
            known = Unknown("sector", row.Sector, world.Sectors.Select(s => s.Code));
        if (known && n == i)
        {
            Report(row.Exporter.Place, $"{row.Exporter} trading with itself", "two different countries");
            known = false;
        }
        return known;
    }

    private void Add(List<int> found, Word word, ImmutableHashSet<string> within)
    {
        if (word.Text == "all")
            found.AddRange(Enumerable.Range(0, world.Countries.Length));
        else if (groups.TryGetValue(word.Text, out var members))
        {
            if (within.Contains(word.Text))
                Report(word.Place, $"group '{word}' that contains itself", "groups without circles");
            else
                foreach (var member in members)
                    Add(found, member, within.Add(word.Text));
        }
        else if (world.Identity.Groups.TryGetValue(word.Text, out var codes))
            found.AddRange(codes.Where(c => world.TryCountry(c, out _)).Select(world.Country));
        else if (world.TryCountry(word.Text, out var n))
            found.Add(n);
        else if (word.Text.IndexOf(Without, StringComparison.Ordinal) is > 0 and var at)
            AddDifference(found, word, at, within);
        else
            UnknownCountry("country or group", word, groups.Keys.Concat(world.Identity.Groups.Keys));
    }

    private bool UnknownCountry(string what, Word word, IEnumerable<string> others)
    {
        var known = world.Countries.Select(c => c.Code).Concat(others);
        Report(CountryCodes.Unknown(word.Place, $"unknown {what} '{word}'", TheWorldHas, word.Text, world, known));
        return false;
    }

    /// <summary>A group less those named behind it.</summary>
    private void AddDifference(List<int> found, Word word, int at, ImmutableHashSet<string> within)
    {
        var (all, less) = (new List<int>(), new List<int>());
        Add(all, word with { Text = word.Text[..at].Trim() }, within);
        foreach (var name in word.Text[(at + Without.Length)..].Replace(Without, ",", StringComparison.Ordinal).Split(','))
            Add(less, word with { Text = name.Trim(' ', '[', ']') }, within);
        found.AddRange(all.Except(less));
    }

    private bool Unknown(string what, Word word, IEnumerable<string> known)
    {
        Report(word.Place, $"unknown {what} '{word}'", Spelling.Expected(TheWorldHas, word.Text, known));
        return false;
    }
}
