namespace Entente;

/// <summary>Where a datum was written: a file and a line, or a file as a whole (line 0).</summary>
/// <param name="File">File name as the user knows it.</param>
/// <param name="Line">Line number from 1; 0 where the fault concerns the file as a whole.</param>
public sealed record Place(string File, int Line = 0)
{
    public override string ToString() => Line > 0 ? $"{Shown.Of(File)}:{Line}" : Shown.Of(File);
}

/// <summary>One thing wrong with an input, with what stands there and what should.</summary>
/// <param name="Place">Where; null where no file is involved.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
public sealed record Fault(Place? Place, string Found, string Expected)
{
    /// <summary>Longest text of what was found that a message repeats; what was expected may be a list of names.</summary>
    private const int MostFound = 400;
    private const int MostExpected = 4000;

    /// <summary>Whether it is one in this world only: in another the same input may be sound.</summary>
    public bool OfThisWorld { get; init; }

    /// <summary>What would help, where a reader of files can add how that is written.</summary>
    public Remedy Remedy { get; init; }

    /// <summary>One line, whatever the input holds: long values are shortened, and what would move the cursor is spelt out.</summary>
    public override string ToString() =>
        $"{(Place is null ? "" : $"{Place}: ")}{Shown.Of(Found, MostFound)}; expected {Shown.Of(Expected, MostExpected)}";
}
