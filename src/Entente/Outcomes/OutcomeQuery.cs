using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Outcomes;

/// <summary>
/// One number of an answer, by name and axes: <c>real_income_pct:SRB</c>, <c>output_pct:DEU:CHEM</c>,
/// <c>change_pct:RUS:SRB:GAS</c>, <c>limits.baseline:RUS:SRB:GAS</c>; the grammar stands in docs/formats.md. Immutable.
/// </summary>
public sealed record OutcomeQuery
{
    /// <summary>The most numbers that groups, tags and <c>all</c> of one text may stand for.</summary>
    public const int Most = 100_000;

    private OutcomeQuery(string name, Outcome outcome, OutcomePosition position) =>
        (Name, Outcome, Position) = (name, outcome, position);

    /// <summary>As it is written, with codes; with its table where another has the name and as many axes.</summary>
    public string Name { get; }

    public Outcome Outcome { get; }

    /// <summary>Where, on the axes of the outcome.</summary>
    public OutcomePosition Position { get; }

    /// <summary>The number, in the outcome's unit; NaN where there is none, such as a change from zero.</summary>
    public double Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Outcome.Of(comparison, Position);
    }

    /// <summary>
    /// Finds outcomes in a world. Countries may be a group or <c>all</c>, sectors a tag or <c>all</c>: then it is one outcome for
    /// each.
    /// </summary>
    /// <param name="world">The world.</param>
    /// <param name="text">What was written.</param>
    /// <param name="known">The outcomes that are known; null: <see cref="OutcomeSet.All"/>.</param>
    /// <returns>The outcomes, or what is wrong.</returns>
    public static Checked<IReadOnlyList<OutcomeQuery>> Parse(World world, Word text, OutcomeSet? known = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(text);
        var names = new NameResolver(world, ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        var found = Parse(world, text, names, known ?? OutcomeSet.All);
        return names.Faults.Count > 0
            ? Checked<IReadOnlyList<OutcomeQuery>>.Invalid(names.Faults)
            : Checked<IReadOnlyList<OutcomeQuery>>.Valid(found);
    }

    internal static IReadOnlyList<OutcomeQuery> Parse(World world, Word text, NameResolver names, OutcomeSet known)
    {
        var parts = text.Text.Split(':');
        var named = known.Outcomes.Where(outcome => IsMeant(outcome, parts[0])).ToList();
        if (named.Count == 0)
        {
            names.Report(text.Place, $"unknown outcome '{parts[0]}'", known.Expected(parts[0].Split('.')[^1]));
            return [];
        }
        if (named.Find(o => o.Axes.Length == parts.Length - 1) is not { } outcome)
        {
            names.Report(text.Place, $"outcome '{text}'", string.Join(", or ", named.Select(o => Form(o, parts[0], world)).Distinct()));
            return [];
        }
        if (outcome.Unit == OutcomeUnit.CountryCode || !outcome.Table.IsOf(world))
        {
            names.Report(
                text.Place,
                $"outcome '{text}'",
                outcome.Unit == OutcomeUnit.CountryCode ? "a number, not a code" : outcome.Table.Needs
            );
            return [];
        }
        return Find(world, text, outcome, parts, names, known);
    }

    private static bool IsMeant(Outcome outcome, string name) =>
        name == outcome.Name || name.Length == outcome.Table.Name.Length + 1 + outcome.Name.Length && name == outcome.ToString();

    private static IReadOnlyList<OutcomeQuery> Find(
        World world,
        Word text,
        Outcome outcome,
        string[] parts,
        NameResolver names,
        OutcomeSet known
    )
    {
        var positions = outcome.Axes.Select((axis, at) => Positions(world, axis, new Word(parts[at + 1], text.Place), names)).ToList();
        var count = positions.Aggregate(1L, (all, some) => all * some.Length);
        if (count > Most)
        {
            names.Report(text.Place, $"outcome '{text}', which is {count} numbers", $"at most {Most}");
            return [];
        }
        var first = known.Outcomes.First(o => o.Name == outcome.Name && o.Axes.Length == outcome.Axes.Length);
        var name = first == outcome ? outcome.Name : outcome.ToString();
        ImmutableArray<int> none = [0];
        return
        [
            .. from a in positions[0]
               from b in positions.Count > 1 ? positions[1] : none
               from c in positions.Count > 2 ? positions[2] : none
               let position = new OutcomePosition(a, b, c)
               select new OutcomeQuery($"{name}:{Codes(world, outcome.Axes, position)}", outcome, position),
        ];
    }

    private static ImmutableArray<int> Positions(World world, OutcomeAxis axis, Word word, NameResolver names)
    {
        if (axis == OutcomeAxis.Line)
            return Lines(world, word, names);
        if (axis is not (OutcomeAxis.Sector or OutcomeAxis.Carrier))
            return names.Countries([word]);
        var sectors = names.Sectors([word]);
        if (axis == OutcomeAxis.Sector)
            return sectors;
        var carriers = world.Energy!.Carriers;
        ImmutableArray<int> found = [.. sectors.Select(j => carriers.IndexOf(j)).Where(c => c >= 0)];
        if (found.IsEmpty && !sectors.IsEmpty)
            names.Report(word.Place, $"carrier '{word}'", $"one of {string.Join(", ", carriers.Select(j => world.Sectors[j].Code))}");
        return found;
    }

    private static ImmutableArray<int> Lines(World world, Word word, NameResolver names)
    {
        var known = world.Networks!.Lines.Select(line => line.Name(world)).ToList();
        if (word.Text == "all")
            return [.. Enumerable.Range(0, known.Count)];
        if (known.IndexOf(word.Text) is >= 0 and var at)
            return [at];
        names.Report(word.Place, $"unknown line '{word}'", Spelling.Expected("the name of a line", word.Text, known));
        return [];
    }

    private static string Codes(World world, ImmutableArray<OutcomeAxis> axes, OutcomePosition position) =>
        string.Join(
            ':',
            axes.Select((axis, at) =>
                Code(
                    world,
                    axis,
                    at switch
                    {
                        0 => position.First,
                        1 => position.Second,
                        _ => position.Third,
                    }
                )
            )
        );

    private static string Code(World world, OutcomeAxis axis, int position) =>
        axis switch
        {
            OutcomeAxis.Sector => world.Sectors[position].Code,
            OutcomeAxis.Carrier => world.Sectors[world.Energy!.Carriers[position]].Code,
            OutcomeAxis.Line => world.Networks!.Lines[position].Name(world),
            _ => world.Countries[position].Code,
        };

    /// <summary>How an outcome is asked for, with an example.</summary>
    private static string Form(Outcome outcome, string name, World world)
    {
        var axes = outcome.Axes.Select(axis => axis.ToString().ToLowerInvariant());
        var parts = axes.Select(a => $"{("aeiou".Contains(a[0]) ? "an" : "a")} {a}").Prepend("an indicator").ToList();
        var example = outcome.Table.IsOf(world) ? Codes(world, outcome.Axes, default) : string.Join(':', outcome.Axes);
        return $"{string.Join(", ", parts[..^1])} and {parts[^1]}, such as {name}:{example}";
    }
}
