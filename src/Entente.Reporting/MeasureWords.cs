using System.Collections.Immutable;
using Entente.Measures;

namespace Entente.Reporting;

/// <summary>Measures in plain words, as their kinds say them.</summary>
internal sealed class MeasureWords(
    World world,
    ImmutableSortedDictionary<string, ImmutableArray<Word>> groups,
    MeasureKinds? kinds = null
)
{
    private readonly MeasureNames names = new(world, groups);
    private readonly MeasureKinds kinds = kinds ?? MeasureKinds.BuiltIn;

    /// <summary>A measure in a sentence, with the years in which it is phased in; a measure of no kind by its type.</summary>
    public string Of(Measure measure)
    {
        var sentence = kinds.Of(measure)?.Sentence(measure, names) ?? measure.GetType().Name;
        return measure.Phase is { } phase
            ? $"{sentence} (by year from year {phase.FromYear}: {string.Join(", ", phase.Parts.Select(MeasureNames.Percent))} of it)"
            : sentence;
    }

    /// <summary>What happens to trade deficits.</summary>
    public static string Of(Closure closure) =>
        closure switch
        {
            Closure.Fixed => "each country's trade deficit keeps its value",
            Closure.Zero => "trade is balanced everywhere, before the measures too",
            _ => "each country's trade deficit keeps its share of income",
        };

    /// <summary>The groups that measures name, each with the names of its members; small ones are spelled out where they stand.</summary>
    public IEnumerable<(string Name, string Members)> Groups(IEnumerable<Measure> measures) =>
        names.Groups(measures.SelectMany(measure => kinds.Of(measure)?.Actors(measure) ?? []));
}
