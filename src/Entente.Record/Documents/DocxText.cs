using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Entente.Record.Documents;

/// <summary>The text of a document of Word: its paragraphs, without what was struck out.</summary>
internal static class DocxText
{
    private const int MostParts = 4000;

    public static RawDocument Read(byte[] bytes, DocumentLimits limits)
    {
        Measure(bytes, limits);
        using var stream = new MemoryStream(bytes, writable: false);
        using var word = WordprocessingDocument.Open(
            stream,
            isEditable: false,
            new OpenSettings { MaxCharactersInPart = limits.Unpacked, AutoSave = false }
        );
        if (word.MainDocumentPart?.Document?.Body is not { } body)
            throw new DocumentRefusal("a packed file without a document of Word", FileKind.Kinds);
        var text = new StringBuilder();
        foreach (var paragraph in body.Descendants<Paragraph>())
        {
            Append(paragraph, text);
            text.Append("\n\n");
            if (text.Length > 2 * limits.Characters)
                throw new DocumentRefusal($"more than {limits.Characters:#,0} characters of text", "a report, not a library");
        }
        var properties = word.PackageProperties;
        return new RawDocument(text.ToString())
        {
            Title = properties.Title ?? "",
            Made = (properties.Created ?? properties.Modified) is { } day ? DateOnly.FromDateTime(day) : null,
        };
    }

    private static void Append(Paragraph paragraph, StringBuilder text)
    {
        foreach (var part in paragraph.Descendants())
            // A paragraph in a box within this one comes by itself.
            if (part.Ancestors<Paragraph>().First() == paragraph && !part.Ancestors<AlternateContentFallback>().Any())
                _ = part switch
                {
                    Text words => text.Append(words.Text),
                    TabChar => text.Append(' '),
                    Break or CarriageReturn => text.Append('\n'),
                    NoBreakHyphen => text.Append('-'),
                    _ => text,
                };
    }

    /// <summary>Sums up what the parts say they unpack to; the library stops at it where they lie.</summary>
    private static void Measure(byte[] bytes, DocumentLimits limits)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (zip.Entries.Count > MostParts)
            throw new DocumentRefusal($"a packed file of {zip.Entries.Count:#,0} parts", $"at most {MostParts:#,0}");
        if (zip.GetEntry("word/document.xml") is null)
            throw new DocumentRefusal("a packed file without a document of Word", FileKind.Kinds);
        var unpacked = zip.Entries.Sum(entry => entry.Length);
        // Small parts of blanks grow much and do no harm.
        var bomb = zip.Entries.Any(entry => entry.Length > 1 << 20 && entry.Length / Math.Max(1, entry.CompressedLength) > limits.Growth);
        if (bomb || unpacked > limits.Unpacked)
            throw new DocumentRefusal($"a packed file that unpacks to {unpacked >> 20} MB", "a document of Word of usual size");
    }
}
