using System.Collections.Immutable;
using System.Globalization;
using Entente.Horizons;
using Entente.Measures;
using Entente.Scenarios;

namespace Entente.Batches;

/// <summary>
/// What a parameter of a sweep changes, found by its name: a parameter of the horizons (<c>energy.ELGS</c>), a trade elasticity
/// (<c>theta.GAS</c>) or a number of a measure (<c>cut-off.quantity_limit.share</c>).
/// </summary>
internal abstract record SweepTarget
{
    private const string Theta = "theta";

    /// <summary>A parameter of the horizons, for some sectors.</summary>
    public sealed record Parameter(Word Name, Word Sectors) : SweepTarget;

    /// <summary>Trade elasticities of some sectors.</summary>
    public sealed record Elasticity(ImmutableArray<int> Sectors) : SweepTarget;

    /// <summary>A number of one measure of one case.</summary>
    public sealed record Number(string Case, int Position, MeasureKey Key, Place? Place) : SweepTarget;

    /// <summary>Finds what a name means; null where it means nothing, which is reported.</summary>
    public static SweepTarget? Find(Word name, Scenario scenario, World world, NameResolver names)
    {
        var dot = name.Text.IndexOf('.', StringComparison.Ordinal);
        var (first, rest) = dot < 0 ? (name.Text, "all") : (name.Text[..dot], name.Text[(dot + 1)..]);
        if (scenario.Cases.Concat(scenario.Library).Any(c => name.Text.StartsWith(c.Name + ".", StringComparison.Ordinal)))
            return FindNumber(name, scenario, names);
        if (first == Theta)
            return new Elasticity(names.Sectors([new Word(rest, name.Place)]));
        if (HorizonParameter.All.Any(p => p.Name == first))
            return new Parameter(new Word(first, name.Place), new Word(rest, name.Place));
        names.Report(
            name.Place,
            $"unknown parameter '{name}'",
            Spelling.Expected(
                "a parameter of the horizons (energy, energy.ELGS), theta with or without a sector, or case.measure.key",
                first,
                [Theta, .. HorizonParameter.All.Select(p => p.Name), .. scenario.Cases.Concat(scenario.Library).Select(c => c.Name)]
            )
        );
        return null;
    }

    private static Number? FindNumber(Word name, Scenario scenario, NameResolver names)
    {
        // The longest case name that fits: names may hold dots.
        var theCase = scenario
            .Cases.Concat(scenario.Library)
            .Where(c => name.Text.StartsWith(c.Name + ".", StringComparison.Ordinal))
            .MaxBy(c => c.Name.Length)!;
        var parts = name.Text[(theCase.Name.Length + 1)..].Split('.');
        if (parts.Length != 2)
        {
            names.Report(
                name.Place,
                $"parameter '{name}'",
                $"a measure of case '{theCase.Name}' and its key, such as {theCase.Name}.tariff.rate or {theCase.Name}.1.rate"
            );
            return null;
        }
        var positions = Positions(theCase, parts[0], scenario.Kinds);
        if (positions.Length != 1)
        {
            names.Report(
                name.Place,
                $"{(positions.IsEmpty ? "no measure" : $"{positions.Length} measures")} '{parts[0]}' in case '{theCase.Name}'",
                $"a kind of which the case itself has one measure, or the number of a measure, from 1 to {theCase.Measures.Length}"
            );
            return null;
        }
        var measure = theCase.Measures[positions[0]];
        var numbers = scenario.Kinds.Of(measure)?.Keys.Where(key => key.With is not null).ToList() ?? [];
        if (numbers.FirstOrDefault(key => key.Name == parts[1]) is { } key)
            return new Number(theCase.Name, positions[0], key, name.Place);
        names.Report(
            name.Place,
            $"key '{parts[1]}' of a measure in case '{theCase.Name}'",
            numbers.Count == 0 ? "a measure with a number" : $"one of {string.Join(", ", numbers.Select(number => number.Name))}"
        );
        return null;
    }

    private static ImmutableArray<int> Positions(Case theCase, string measure, MeasureKinds kinds) =>
        int.TryParse(measure, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number >= 1 && number <= theCase.Measures.Length
                ? [number - 1]
                : []
            :
            [
                .. Enumerable
                    .Range(0, theCase.Measures.Length)
                    .Where(p => kinds.Of(theCase.Measures[p])?.Name == measure),
            ];
}
