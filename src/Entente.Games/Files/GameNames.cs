using System.Collections.Immutable;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Games.Files;

/// <summary>What words of a game mean in its world and its scenario; collects every fault.</summary>
internal sealed class GameNames(GameWritten written, ResolvedScenario scenario, NameResolver names)
{
    private readonly List<Fault> faults = [];

    public World World => scenario.World;

    /// <summary>The part of what is written that takes effect, by name of the case; all of it for others.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>What was found wrong, names among it.</summary>
    public IEnumerable<Fault> Faults => [.. faults, .. names.Faults];

    public void Add(Place? place, string found, string expected) => faults.Add(new Fault(place, found, expected));

    public void Add(IEnumerable<Fault> more) => faults.AddRange(more);

    public ImmutableArray<int> Countries(ImmutableArray<Word> words) => names.Countries(words);

    public ImmutableArray<int> Sectors(ImmutableArray<Word> words) => names.Sectors(words);

    /// <summary>The one country that a word means; null where it means none or several.</summary>
    public int? One(Word word)
    {
        var found = names.Countries([word]);
        if (found.Length == 1)
            return found[0];
        if (found.Length > 1)
            Add(word.Place, $"'{word}', which is {found.Length} countries", "one country");
        return null;
    }

    public ImmutableArray<Measure> MeasuresOf(ImmutableArray<Word> cases) => [.. cases.SelectMany(word => MeasuresOf(word))];

    public ImmutableArray<Measure> MeasuresOf(Word name)
    {
        if (scenario.All.FirstOrDefault(c => c.Case.Name == name.Text) is { } found)
            return Parts.TryGetValue(name.Text, out var part)
                ? [.. found.Measures.Select(measure => measure with { Strength = part * measure.Strength })]
                : found.Measures;
        Add(name.Place, $"unknown case '{name}'", Spelling.OneOf(name.Text, [.. written.Scenario.Cases.Select(c => c.Name)]));
        return [];
    }

    public void Distinct(IEnumerable<Word> words, string what)
    {
        foreach (var twice in words.GroupBy(w => w.Text, StringComparer.Ordinal).SelectMany(g => g.Skip(1)))
            Add(twice.Place, $"{what} '{twice}' for the second time", "each name once");
    }

    /// <summary>Position of a named thing among others; null where it is none of them, which is a fault.</summary>
    public int? Among(Word word, IEnumerable<string> known, string what)
    {
        List<string> all = [.. known];
        if (all.IndexOf(word.Text) is >= 0 and var at)
            return at;
        Add(word.Place, $"{what} '{word}'", all.Count == 0 ? "none, for there are none" : Spelling.OneOf(word.Text, all));
        return null;
    }

    /// <summary>Positions of named things, each once.</summary>
    public ImmutableArray<int> Among(ImmutableArray<Word> words, IEnumerable<string> known, string what) =>
        [.. words.Select(word => Among(word, known, what)).OfType<int>().Distinct()];

    /// <summary>Positions of horizons of the game; all of them where none is named.</summary>
    public ImmutableArray<int> Horizons(ImmutableArray<Word> words) =>
        words.IsEmpty
            ? [.. Enumerable.Range(0, written.Scenario.Horizons.Length)]
            : Among(words, written.Scenario.Horizons.Select(h => h.Label), "horizon");

    /// <summary>Position of a sender.</summary>
    public int? Sender(Word word) => Among(word, written.Senders.Select(s => s.Name.Text), "sender");

    /// <summary>Position of a pressed country; the only one where none is named.</summary>
    public int? Pressed(Word? word, Place place)
    {
        if (word is not null)
            return Among(word, written.Pressed.Select(p => p.Country.Text), "country under pressure");
        if (written.Pressed.Length == 1)
            return 0;
        Add(place, "no country under pressure named where there are several", "the key 'pressed'");
        return null;
    }

    /// <summary>Position of an option of a pressed country.</summary>
    public int? Option(int pressed, Word word) =>
        Among(word, written.Pressed[pressed].Options.Select(o => o.Name.Text), $"option of {written.Pressed[pressed].Country}");
}
