using System.Collections.Immutable;
using Entente.Data.Yaml;

namespace Entente.Data.Scenarios;

/// <summary>The figures of the world that a scenario corrects, as its file names them.</summary>
public static class FactReader
{
    private static readonly ImmutableArray<(string Name, FactKind Kind, string Number)> Kinds =
    [
        ("flow", FactKind.Flow, "value"),
        ("import_share", FactKind.ImportShare, "share"),
        ("elasticity", FactKind.Elasticity, "theta"),
    ];

    /// <summary>Names of the kinds of facts, as files have them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The name of a kind.</summary>
    public static string NameOf(FactKind kind) => Kinds.First(known => known.Kind == kind).Name;

    /// <summary>The kind of a name; null: there is none of it.</summary>
    public static FactKind? KindOf(string name) =>
        Kinds.Where(known => known.Name == name).Select(known => (FactKind?)known.Kind).FirstOrDefault();

    /// <summary>The facts of a page.</summary>
    internal static ImmutableArray<WorldFact> Read(YamlPage page, FaultList faults) =>
        [.. page.Sections("facts").Select(section => Fact(section, faults)).OfType<WorldFact>()];

    /// <summary>A fact as a file has it.</summary>
    internal static YamlMapping Node(WorldFact fact) =>
        NewYaml.Keys(
            ("kind", NewYaml.Scalar(NameOf(fact.Kind))),
            ("from", fact.From is { } from ? NewYaml.Scalar(from.Text) : null),
            ("to", fact.To is { } to ? NewYaml.Scalar(to.Text) : null),
            ("sector", NewYaml.Scalar(fact.Sector.Text)),
            (NumberOf(fact.Kind), NewYaml.Number(fact.Value)),
            ("source", fact.Source.Length > 0 ? NewYaml.Scalar(fact.Source) : null)
        );

    private static string NumberOf(FactKind kind) => Kinds.First(known => known.Kind == kind).Number;

    private static WorldFact? Fact(YamlPage section, FaultList faults)
    {
        if (section.Word("kind", required: true) is not { } word)
            return null;
        if (KindOf(word.Text) is not { } kind)
        {
            faults.Add(word.Place, $"kind of fact '{word}'", Spelling.OneOf(word.Text, Names));
            return null;
        }
        string[] flow = kind == FactKind.Elasticity ? [] : ["from", "to"];
        section.Allow(["kind", .. flow, "sector", NumberOf(kind), "source", "note"]);
        var (from, to) = flow.Length == 0 ? (null, null) : (section.Word("from", required: true), section.Word("to", required: true));
        var (sector, value) = (section.Word("sector", required: true), section.Number(NumberOf(kind), required: true));
        return sector is null || value is null || (flow.Length > 0 && (from is null || to is null))
            ? null
            : new WorldFact(kind, from, to, sector, value.Value) { Source = section.Text("source").Trim() };
    }
}
