namespace Entente.Record.Documents;

/// <summary>A document as it is stored: its text, normalised once, to which every offset refers. Immutable.</summary>
public sealed record SourceDocument
{
    /// <summary>The file as the user knows it.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of file it was read from.</summary>
    public required DocumentKind Format { get; init; }

    /// <summary>The title the file gives itself; empty where it gives none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The stored text: line feeds, composed letters, no control characters.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string FileHash { get; init; }

    /// <summary>SHA-256 of the stored text in UTF-8, lower-case hexadecimal.</summary>
    public required string TextHash { get; init; }

    /// <summary>The encoding the text was read by, and why.</summary>
    public required string Encoding { get; init; }

    /// <summary>The language it was taken for.</summary>
    public required string Language { get; init; }

    /// <summary>The day it bears or was given.</summary>
    public required DocumentDate Date { get; init; }
}

/// <summary>The day of a document and where it is from.</summary>
/// <param name="Day">The day.</param>
/// <param name="Basis">Where it is from.</param>
public readonly record struct DocumentDate(DateOnly Day, DateBasis Basis)
{
    /// <summary>The day in a sentence, with what it rests on.</summary>
    public string Words =>
        Basis switch
        {
            DateBasis.Given => $"{Day:yyyy-MM-dd}, as given",
            DateBasis.Text => $"{Day:yyyy-MM-dd}, as the text bears it",
            DateBasis.Properties => $"{Day:yyyy-MM-dd}, by the properties of the file",
            _ => $"{Day:yyyy-MM-dd}, assumed: the text bears no date",
        };
}

/// <summary>Where the day of a document is from.</summary>
public enum DateBasis
{
    /// <summary>A person gave it.</summary>
    Given,

    /// <summary>It stands in the text or its head.</summary>
    Text,

    /// <summary>The file says when it was made.</summary>
    Properties,

    /// <summary>Nothing says it; the day of reading is taken.</summary>
    Assumed,
}

/// <summary>Kinds of files that are read.</summary>
public enum DocumentKind
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>A saved page; its article is read.</summary>
    Html,

    /// <summary>A PDF with text.</summary>
    Pdf,

    /// <summary>A document of Word since 2007.</summary>
    Docx,
}
