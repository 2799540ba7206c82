using System.Collections.Immutable;

namespace Entente.Measures;

/// <summary>
/// What stands under the keys of one measure, read and of the declared types; a reader of files or of a form makes it.
/// What was not written gives the default that is declared, or null.
/// </summary>
public sealed class MeasureValues
{
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    /// <summary>Enters what stands under a key.</summary>
    /// <exception cref="ArgumentException">It is not of the type the key declares.</exception>
    public void Set(MeasureKey key, object value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var fits = key.Type switch
        {
            MeasureKeyType.Countries or MeasureKeyType.Sectors => value is ImmutableArray<Word>,
            MeasureKeyType.Number => value is double,
            MeasureKeyType.Flag => value is bool,
            MeasureKeyType.FlowTable => value is ImmutableArray<FlowRow>,
            MeasureKeyType.Estimate => value is Estimate,
            _ => value is Word,
        };
        values[key.Name] = fits ? value : throw new ArgumentException($"'{key.Name}' is no {key.Type}.", nameof(value));
    }

    /// <summary>Whether anything was written under a key.</summary>
    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>Countries or sectors; <c>all</c> where nothing was written.</summary>
    public ImmutableArray<Word> Words(string key) => values.TryGetValue(key, out var value) ? (ImmutableArray<Word>)value : ["all"];

    /// <summary>A number; null where none was written.</summary>
    public double? Number(string key) => values.TryGetValue(key, out var value) ? (double)value : null;

    /// <summary>Yes where it was written so.</summary>
    public bool Flag(string key) => values.TryGetValue(key, out var value) && (bool)value;

    /// <summary>A word, or the choice that was written; null where none was.</summary>
    public Word? Word(string key) => values.TryGetValue(key, out var value) ? (Word)value : null;

    /// <summary>The rows of a table; none where none was read.</summary>
    public ImmutableArray<FlowRow> Rows(string key) => values.TryGetValue(key, out var value) ? (ImmutableArray<FlowRow>)value : [];

    /// <summary>An estimate; null where none was written.</summary>
    public Estimate? Estimate(string key) => values.TryGetValue(key, out var value) ? (Estimate)value : null;
}
