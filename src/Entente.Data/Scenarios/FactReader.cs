using System.Collections.Immutable;
using Entente.Data.Yaml;

namespace Entente.Data.Scenarios;

/// <summary>The figures of the world that a scenario corrects, as its file names them.</summary>
public static class FactReader
{
    // By kind: what messages and files call it, its number, and the keys of what it is about, in the order of addresses.
    private static readonly ImmutableArray<(string Name, FactKind Kind, string Number, string[] Keys)> Kinds =
    [
        ("flow", FactKind.Flow, "value", ["from", "to", "sector"]),
        ("import_share", FactKind.ImportShare, "share", ["from", "to", "sector"]),
        ("elasticity", FactKind.Elasticity, "theta", ["sector"]),
        ("input_share", FactKind.InputShare, "share", ["country", "input", "sector"]),
        ("value_added_share", FactKind.ValueAddedShare, "share", ["country", "sector"]),
    ];

    /// <summary>Names of the kinds of facts, as files have them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The name of a kind.</summary>
    public static string NameOf(FactKind kind) => Of(kind).Name;

    /// <summary>The kind of a name; null: there is none of it.</summary>
    public static FactKind? KindOf(string name) =>
        Kinds.Where(known => known.Name == name).Select(known => (FactKind?)known.Kind).FirstOrDefault();

    /// <summary>The facts of a page.</summary>
    internal static ImmutableArray<WorldFact> Read(YamlPage page, FaultList faults) =>
        [.. page.Sections("facts").Select(section => Fact(section, faults)).OfType<WorldFact>()];

    /// <summary>The keys of what a fact is about, in the order of addresses.</summary>
    public static IReadOnlyList<string> KeysOf(FactKind kind) => Of(kind).Keys;

    /// <summary>A fact of what it is about.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="words">A word for each of <see cref="KeysOf"/>.</param>
    /// <param name="value">Its value.</param>
    public static WorldFact Fact(FactKind kind, IReadOnlyList<Word> words, double value)
    {
        ArgumentNullException.ThrowIfNull(words);
        var keys = Of(kind).Keys;
        Word? Said(string key) => Array.IndexOf(keys, key) is >= 0 and var at ? words[at] : null;
        return new WorldFact(kind, Said("from"), Said("to") ?? Said("country"), Said("sector")!, value) { Input = Said("input") };
    }

    /// <summary>What a fact is about, a word for each of <see cref="KeysOf"/>.</summary>
    public static ImmutableArray<Word> WordsOf(WorldFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return
        [
            .. Of(fact.Kind).Keys.Select(key =>
                key switch
                {
                    "from" => fact.From!,
                    "to" or "country" => fact.To!,
                    "input" => fact.Input!,
                    _ => fact.Sector,
                }
            ),
        ];
    }

    /// <summary>A fact as a file has it.</summary>
    internal static YamlMapping Node(WorldFact fact)
    {
        var (name, _, number, keys) = Of(fact.Kind);
        return NewYaml.Keys([
            ("kind", NewYaml.Scalar(name)),
            .. keys.Zip(WordsOf(fact), (key, word) => (key, (YamlNode?)NewYaml.Scalar(word.Text))),
            (number, NewYaml.Number(fact.Value)),
            ("source", fact.Source.Length > 0 ? NewYaml.Scalar(fact.Source) : null),
        ]);
    }

    private static (string Name, FactKind Kind, string Number, string[] Keys) Of(FactKind kind) => Kinds.First(known => known.Kind == kind);

    private static WorldFact? Fact(YamlPage section, FaultList faults)
    {
        if (section.Word("kind", required: true) is not { } word)
            return null;
        if (KindOf(word.Text) is not { } kind)
        {
            faults.Add(word.Place, $"kind of fact '{word}'", Spelling.OneOf(word.Text, Names));
            return null;
        }
        var (_, _, number, keys) = Of(kind);
        section.Allow(["kind", .. keys, number, "source", "note"]);
        List<Word?> words = [.. keys.Select(key => section.Word(key, required: true))];
        return section.Number(number, required: true) is { } value && !words.Contains(null)
            ? Fact(kind, [.. words.OfType<Word>()], value) with { Source = section.Text("source").Trim() }
            : null;
    }
}
