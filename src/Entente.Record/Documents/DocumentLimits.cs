namespace Entente.Record.Documents;

/// <summary>What a document may be at most; beyond it is refused with one message.</summary>
public sealed record DocumentLimits
{
    /// <summary>Bytes of a file.</summary>
    public long Bytes { get; init; } = 32 << 20;

    /// <summary>Characters of the stored text.</summary>
    public int Characters { get; init; } = 2_000_000;

    /// <summary>Characters without a line break: longer ones are no prose.</summary>
    public int Paragraph { get; init; } = 200_000;

    /// <summary>Elements of a page within one another.</summary>
    public int Depth { get; init; } = 400;

    /// <summary>Pages of a PDF.</summary>
    public int Pages { get; init; } = 500;

    /// <summary>Bytes of a packed document when unpacked.</summary>
    public long Unpacked { get; init; } = 64 << 20;

    /// <summary>How many times as long a part of a packed document may become.</summary>
    public int Growth { get; init; } = 250;

    /// <summary>Letters without which there is nothing to read.</summary>
    public int Letters { get; init; } = 20;

    /// <summary>How long the reading of one file may take.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);
}
