using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Scenarios;

/// <summary>
/// A sanctions regime: what is done to its target, since when, by whom, and from which year on data hold it. Its measures name
/// those who take them by the word <see cref="Joiner"/>. Immutable.
/// </summary>
public sealed record Regime
{
    /// <summary>The word by which measures of a regime mean whoever takes them.</summary>
    public const string Joiner = "joiner";

    /// <summary>Strengths that parts may have.</summary>
    private static readonly NumberRange Strength = new("a number above 0, at most 1", value => value is > 0 and <= 1);

    /// <summary>Its name, as cases use it.</summary>
    public required string Name { get; init; }

    /// <summary>The first year whose data hold the measures of members; null: no data hold them.</summary>
    public int? HeldFrom { get; init; }

    /// <summary>Who takes the measures, in order of writing.</summary>
    public ImmutableArray<RegimeMember> Members { get; init; } = [];

    /// <summary>Its parts, sets of measures; a use that names none takes all that are not <see cref="RegimePart.IsExtra"/>.</summary>
    public required ImmutableArray<RegimePart> Parts { get; init; }

    /// <summary>
    /// The measures of a use, with those who take them in the place of <see cref="Joiner"/>: in a world whose data hold the regime
    /// already those who join alone, in one before it members by that day and those who join.
    /// </summary>
    /// <param name="use">What of it, when and by whom.</param>
    /// <param name="world">The world.</param>
    /// <param name="names">Receives what is at fault, and the remark that members act in the data already.</param>
    internal IEnumerable<Measure> Measures(RegimeUse use, World world, NameResolver names)
    {
        var isHeld = IsHeld(world);
        var missing = isHeld ? [] : MembersOn(use.AsOf).Where(member => !IsOf(world, member)).ToList();
        var all = Takers(use, world);
        ImmutableArray<Word> actors = [.. all.Where(word => use.Without.All(left => left.Text != word.Text)).Select(use.Less)];
        LeftOut(use, isHeld, all, names);
        if (missing.Count > 0)
            names.Warn(
                use.Regime.Place,
                $"{string.Join(", ", missing)} take the measures of {Name} "
                    + "and are no countries of this world"
            );
        if (all.IsEmpty)
            names.Report(
                use.Regime.Place,
                isHeld
                    ? $"regime '{Name}' without anybody who joins, in a world of {world.Identity.Year}, whose data hold it"
                    : $"regime '{Name}' at a time when nobody takes its measures",
                isHeld ? $"countries that join, or a world before {HeldFrom}" : "countries that join, or a later date"
            );
        if (isHeld && !use.Joiners.IsEmpty)
            names.Warn(
                use.Regime.Place,
                $"the data of {world.Identity.Year} hold what members of {Name} do: "
                    + $"its measures are those of {string.Join(", ", use.Joiners)} alone"
            );
        foreach (var (part, strength) in use.Strengths)
            if (Parts.All(known => known.Name != part))
                names.Report(
                    use.Regime.Place,
                    $"the strength of an unknown part '{part}' of regime '{Name}'",
                    Spelling.Expected("a part of it", part, Parts.Select(known => known.Name))
                );
            else
                names.Require(Strength, use.Regime.Place, $"strength of '{part}'", strength);
        foreach (var unknown in use.Parts.Where(word => Parts.All(part => part.Name != word.Text)))
            names.Report(
                unknown.Place,
                $"unknown part '{unknown}' of regime '{Name}'",
                Spelling.Expected("a part of it", unknown.Text, Parts.Select(part => part.Name))
            );
        return Parts
            .Where(part => use.Parts.IsEmpty ? !part.IsExtra : use.Parts.Any(word => word.Text == part.Name))
            .SelectMany(part =>
                part.Measures.Select(measure => (Measure: measure, Strength: use.Strengths.GetValueOrDefault(part.Name, 1)))
            )
            .Where(one => one.Measure.IsInForce(use.AsOf))
            .Select(one =>
                one.Measure.WithActors(words => [.. words.SelectMany(word => Acting(word, actors))]) with
                {
                    Regime = Name,
                    Strength = one.Measure.Strength * one.Strength,
                }
            );
    }

    /// <summary>Whoever is left out must be among those who act, and some must be left.</summary>
    private void LeftOut(RegimeUse use, bool isHeld, ImmutableArray<Word> all, NameResolver names)
    {
        if (use.Without.IsEmpty || all.IsEmpty)
            return;
        var acting = names.Countries(all);
        foreach (var word in use.Without)
            if (names.Countries([word]) is { IsEmpty: false } left && !left.Any(n => acting.Contains(n)))
                names.Report(
                    word.Place,
                    $"'{word}' left out of regime '{Name}', whose measures it does not take here",
                    isHeld ? $"one of those who join, or a world before {HeldFrom}" : "a member on that day, or one of those who join"
                );
        if (!acting.Except(names.Countries(use.Without)).Any())
            names.Report(use.Without[0].Place, $"regime '{Name}' without all who take its measures", "somebody who is left");
    }

    /// <summary>
    /// Who takes the measures of a use before anybody is left out, countries and groups: members on the day, unless the data hold what they
    /// do, and those who join.
    /// </summary>
    public ImmutableArray<Word> Takers(RegimeUse use, World world)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(world);
        var members = IsHeld(world) ? [] : MembersOn(use.AsOf).Where(member => IsOf(world, member));
        return [.. members.Select(member => member with { Place = use.Regime.Place }), .. use.Joiners];
    }

    /// <summary>Whether the data of a world hold what members do.</summary>
    public bool IsHeld(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return HeldFrom is { } year && world.Identity.Year >= year;
    }

    private IEnumerable<Word> MembersOn(DateOnly day) => Members.Where(member => member.IsIn(day)).Select(member => member.Country);

    /// <summary>Whether a word of a measure means whoever takes it, all or but some.</summary>
    public static bool IsJoiner(Word word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Text == Joiner || word.Text.StartsWith(Joiner + NameResolver.Without, StringComparison.Ordinal);
    }

    private static bool IsOf(World world, Word country) =>
        world.TryCountry(country.Text, out _) || world.Identity.Groups.ContainsKey(country.Text);

    /// <summary>Those who take measures in the place of the word that means them, with the exceptions that follow it.</summary>
    private static IEnumerable<Word> Acting(Word word, ImmutableArray<Word> actors) =>
        IsJoiner(word) ? actors.Select(actor => new Word(actor.Text + word.Text[Joiner.Length..], word.Place ?? actor.Place)) : [word];
}

/// <summary>A part of a regime.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsExtra">Whether it is taken only where it is named, such as the target's answer.</param>
/// <param name="Measures">Its measures, with their dates.</param>
public sealed record RegimePart(string Name, bool IsExtra, ImmutableArray<Measure> Measures)
{
    /// <summary>Who does it in answer, where it is not those who take the measures; null: they do.</summary>
    public Word? By { get; init; }
}

/// <summary>Somebody who takes the measures of a regime.</summary>
/// <param name="Country">A country or a group of the world.</param>
/// <param name="Since">The first day.</param>
public sealed record RegimeMember(Word Country, DateOnly Since)
{
    /// <summary>Whether it takes them on a day.</summary>
    public bool IsIn(DateOnly day) => Since <= day;
}

/// <summary>A regime as a case uses it.</summary>
/// <param name="Regime">Its name.</param>
/// <param name="AsOf">The day whose measures are meant.</param>
/// <param name="Joiners">Who joins; countries and groups.</param>
/// <param name="Parts">The parts that are meant; empty: all but the extra ones.</param>
public sealed record RegimeUse(Word Regime, DateOnly AsOf, ImmutableArray<Word> Joiners, ImmutableArray<Word> Parts)
{
    /// <summary>
    /// How much of its measures is taken of each part, by its name, above 0, at most 1; of others all. See <see cref="Measure.Strength"/>.
    /// </summary>
    public ImmutableSortedDictionary<string, double> Strengths { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Who takes no measures although a member, or of a group that joins; countries and groups.</summary>
    public ImmutableArray<Word> Without { get; init; } = [];

    /// <summary>Somebody who acts, less those left out.</summary>
    internal Word Less(Word actor) => new(actor.Text + string.Concat(Without.Select(left => NameResolver.Without + left)), actor.Place);
}
