using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// A kind of measure, declared once: its name in scenario files, its keys, how it is made of what stands under them,
/// whom it concerns and how it is said. Readers, sweeps, reports and documents follow it. Immutable.
/// </summary>
public sealed class MeasureKind
{
    private readonly Func<MeasureValues, Measure?> make;
    private readonly Func<Measure, IEnumerable<Word>> actors;
    private readonly Func<Measure, MeasureNames, string> sentence;

    private MeasureKind(
        string name,
        Type type,
        ImmutableArray<MeasureKey> keys,
        Func<MeasureValues, Measure?> make,
        Func<Measure, IEnumerable<Word>> actors,
        Func<Measure, MeasureNames, string> sentence
    ) => (Name, Type, Keys, this.make, this.actors, this.sentence) = (name, type, keys, make, actors, sentence);

    /// <summary>The name, as <c>kind</c> of a scenario file says it.</summary>
    public string Name { get; }

    /// <summary>The record that such measures are.</summary>
    public Type Type { get; }

    /// <summary>The keys, in the order in which they are written.</summary>
    public ImmutableArray<MeasureKey> Keys { get; }

    /// <summary>Declares a kind.</summary>
    /// <typeparam name="T">The record that such measures are.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="keys">The keys, beside those that every measure has.</param>
    /// <param name="make">Makes the measure; what is wrong with its numbers is found when it is applied.</param>
    /// <param name="sentence">Says the measure in a sentence without a full stop.</param>
    /// <param name="actors">The words of countries and groups it names; null: none.</param>
    public static MeasureKind Of<T>(
        string name,
        ImmutableArray<MeasureKey> keys,
        Func<MeasureValues, T?> make,
        Func<T, MeasureNames, string> sentence,
        Func<T, IEnumerable<Word>>? actors = null
    )
        where T : Measure =>
        new(
            name,
            typeof(T),
            keys,
            make,
            measure => actors?.Invoke((T)measure) ?? [],
            (measure, names) => sentence((T)measure, names)
        );

    /// <summary>Makes a measure of what stands under its keys; null where that leaves nothing to apply.</summary>
    public Measure? Make(MeasureValues values) => make(values);

    /// <summary>The words of countries and groups that a measure of this kind names.</summary>
    public IEnumerable<Word> Actors(Measure measure) => actors(measure);

    /// <summary>A measure of this kind in a sentence, without a full stop.</summary>
    public string Sentence(Measure measure, MeasureNames names) => sentence(measure, names);
}
