using System.Collections.Immutable;

namespace Entente.Native.Arrow;

/// <summary>A column of a table: numbers, whole numbers, or positions in a list of texts.</summary>
internal sealed class Column
{
    private Column(string name, int length) => (Name, Length) = (name, length);

    public string Name { get; }

    /// <summary>How many rows it has.</summary>
    public int Length { get; }

    /// <summary>Its numbers, NaN where there is none; null where it has other values.</summary>
    public double[]? Numbers { get; private init; }

    /// <summary>Its whole numbers; null where it has other values.</summary>
    public long[]? Whole { get; private init; }

    /// <summary>Positions in <see cref="Values"/>, below 0 where there is none; null where it has numbers.</summary>
    public int[]? Positions { get; private init; }

    /// <summary>The texts that positions mean.</summary>
    public ImmutableArray<string> Values { get; private init; } = [];

    public static Column Of(string name, double[] numbers) => new(name, numbers.Length) { Numbers = numbers };

    public static Column Of(string name, long[] whole) => new(name, whole.Length) { Whole = whole };

    public static Column Of(string name, int[] positions, ImmutableArray<string> values) =>
        new(name, positions.Length) { Positions = positions, Values = values };

    /// <summary>A column of texts, of which any may be null.</summary>
    public static Column Texts(string name, IEnumerable<string?> texts)
    {
        var all = texts.ToList();
        ImmutableArray<string> values = [.. all.OfType<string>().Distinct()];
        return Of(name, [.. all.Select(text => text is null ? -1 : values.IndexOf(text))], values);
    }
}
