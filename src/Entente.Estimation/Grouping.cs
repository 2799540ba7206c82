using System.Runtime.InteropServices;

namespace Entente.Estimation;

/// <summary>A partition of the rows, by which effects are fixed or errors clustered.</summary>
public sealed record Grouping
{
    /// <summary>A partition given by codes.</summary>
    /// <param name="name">What it is called in results and faults.</param>
    /// <param name="codes">The level of each row, from 0 to below <paramref name="levels"/>.</param>
    /// <param name="levels">How many levels there may be; some may have no row.</param>
    /// <param name="labels">What the levels are called, in their order.</param>
    /// <exception cref="ArgumentException">A code lies outside, or the labels are not as many as the levels.</exception>
    public Grouping(string name, ReadOnlyMemory<int> codes, int levels, IReadOnlyList<string>? labels = null)
    {
        foreach (var code in codes.Span)
            if ((uint)code >= (uint)levels)
                throw new ArgumentException($"A code of {name} is {code}, where there are {levels} levels.", nameof(codes));
        if (labels is not null && labels.Count != levels)
            throw new ArgumentException($"{name} has {labels.Count} labels for {levels} levels.", nameof(labels));
        (Name, Codes, Levels, Labels) = (name, codes, levels, labels);
    }

    public string Name { get; }

    /// <summary>The level of each row.</summary>
    public ReadOnlyMemory<int> Codes { get; }

    /// <summary>How many levels there are.</summary>
    public int Levels { get; }

    /// <summary>The codes as an array, not to be written to: that which they lie in, where they fill it.</summary>
    internal int[] Whole() =>
        MemoryMarshal.TryGetArray(Codes, out var segment) && segment is { Offset: 0, Array: { } array } && array.Length == Codes.Length
            ? array
            : Codes.ToArray();

    /// <summary>What the levels are called; null where nobody has named them.</summary>
    public IReadOnlyList<string>? Labels { get; }

    /// <summary>What a level is called: its label, or its number.</summary>
    public string Label(int level) => Labels?[level] ?? level.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Levels in the order in which their keys first appear; labels are the keys as text.</summary>
    public static Grouping Of<T>(string name, IReadOnlyList<T> keys)
        where T : notnull
    {
        var known = new Dictionary<T, int>();
        var labels = new List<string>();
        var codes = new int[keys.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, keys[i], out var seen);
            if (!seen)
            {
                code = labels.Count;
                labels.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{keys[i]}"));
            }
            codes[i] = code;
        }
        return new(name, codes, labels.Count, labels);
    }

    /// <summary>Every combination of levels that occurs, as one partition: exporter and year become exporter-year.</summary>
    /// <param name="name">What it is called; the parts joined by ^ if null.</param>
    /// <param name="parts">What is combined, of the same rows.</param>
    public static Grouping Crossed(string? name, params IReadOnlyList<Grouping> parts)
    {
        var whole = parts[0];
        foreach (var part in parts.Skip(1))
            whole = Cross(whole, part);
        return new(name ?? string.Join('^', parts.Select(part => part.Name)), whole.Codes, whole.Levels, whole.Labels);
    }

    private static Grouping Cross(Grouping first, Grouping second)
    {
        var a = first.Codes.Span;
        var b = second.Codes.Span;
        if (a.Length != b.Length)
            throw new ArgumentException($"{first.Name} has {a.Length} rows, {second.Name} {b.Length}.", nameof(second));
        var known = new Dictionary<long, int>();
        var named = first.Labels is not null || second.Labels is not null;
        var labels = named ? new List<string>() : null;
        var codes = new int[a.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(known, (long)a[i] * second.Levels + b[i], out var seen);
            if (!seen)
            {
                code = known.Count - 1;
                labels?.Add($"{first.Label(a[i])}_{second.Label(b[i])}");
            }
            codes[i] = code;
        }
        return new($"{first.Name}^{second.Name}", codes, known.Count, labels);
    }
}
