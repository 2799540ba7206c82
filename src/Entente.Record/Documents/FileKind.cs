namespace Entente.Record.Documents;

/// <summary>Tells what kind of file bytes are: by how they begin, then by the ending of the name.</summary>
internal static class FileKind
{
    private static readonly (byte[] Start, string What)[] Refused =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "a document of Word before 2007"),
        ("{\\rtf"u8.ToArray(), "rich text"),
        ([0x1F, 0x8B], "a file under gzip"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        ("GIF8"u8.ToArray(), "a picture"),
        ("SQLite format 3\0"u8.ToArray(), "a database"),
    ];

    public static DocumentKind Of(byte[] bytes, string name)
    {
        if (bytes.Length == 0)
            throw new DocumentRefusal("an empty file", "a document");
        foreach (var (start, what) in Refused)
            if (bytes.AsSpan().StartsWith(start))
                throw new DocumentRefusal(what, Kinds);
        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return DocumentKind.Docx;
        // Some writers put a line of their own before it.
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) >= 0)
            return DocumentKind.Pdf;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".HTML" or ".HTM" or ".XHTML" => DocumentKind.Html,
            ".MD" or ".MARKDOWN" => DocumentKind.Markdown,
            ".PDF" => throw new DocumentRefusal("no PDF under a name that says so", Kinds),
            ".DOCX" => throw new DocumentRefusal("no document of Word under a name that says so", Kinds),
            _ => IsPage(bytes) ? DocumentKind.Html : DocumentKind.Text,
        };
    }

    public const string Kinds = "plain text, Markdown, a saved page (HTML), a PDF or a DOCX";

    private static bool IsPage(byte[] bytes)
    {
        var head = System
            .Text.Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 512))
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\n', '\r', '\t');
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
