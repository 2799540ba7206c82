namespace Entente.Record.Attributions;

/// <summary>A stretch of a document's text as it is stored, in UTF-16 code units.</summary>
/// <param name="Start">The first unit; at least 0.</param>
/// <param name="Length">How many units; at least 1.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The unit behind the last.</summary>
    public int End => Start + Length;

    /// <summary>The stretch itself.</summary>
    /// <param name="text">The whole stored text that the span was made on.</param>
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, Length);

    /// <summary>Whether both share at least one unit.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;
}
