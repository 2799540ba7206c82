using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Entente.Record.Documents;

/// <summary>The text of a PDF, in reading order, lines joined to paragraphs.</summary>
internal static class PdfText
{
    public static RawDocument Read(byte[] bytes, DocumentLimits limits)
    {
        using var pdf = Open(bytes);
        if (pdf.NumberOfPages > limits.Pages)
            throw new DocumentRefusal($"{pdf.NumberOfPages} pages", $"at most {limits.Pages}");
        var text = new StringBuilder();
        foreach (var page in pdf.GetPages())
        {
            text.Append(Paragraphs(ContentOrderTextExtractor.GetText(page, addDoubleNewline: true))).Append("\n\n");
            if (text.Length > limits.Characters)
                throw new DocumentRefusal($"more than {limits.Characters:#,0} characters of text", "a report, not a library");
        }
        if (text.ToString().Count(char.IsLetter) < limits.Letters)
            throw new DocumentRefusal("a PDF without text, perhaps pictures of pages", "a PDF whose text can be selected");
        return new RawDocument(text.ToString()) { Title = pdf.Information.Title ?? "", Made = DayOf(pdf.Information.CreationDate) };
    }

    private static PdfDocument Open(byte[] bytes)
    {
        try
        {
            return PdfDocument.Open(bytes);
        }
        catch (Exception e) when (e.GetType().Name.Contains("Encrypted", StringComparison.Ordinal))
        {
            throw new DocumentRefusal("a PDF under a password", "one that opens without");
        }
    }

    /// <summary>Lines of a paragraph become one; words cut at the end of a line are whole again.</summary>
    internal static string Paragraphs(string lines)
    {
        var text = new StringBuilder(lines.Length);
        foreach (var raw in lines.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty)
            {
                if (text.Length > 0 && text[^1] != '\n')
                    text.Append("\n\n");
                continue;
            }
            var isCut = text.Length > 1 && text[^1] == '-' && char.IsLower(text[^2]) && char.IsLower(line[0]);
            if (isCut)
                text.Length--;
            else if (text.Length > 0 && text[^1] != '\n')
                text.Append(' ');
            text.Append(line);
        }
        return text.ToString();
    }

    // D:YYYYMMDD and what follows.
    private static DateOnly? DayOf(string? written)
    {
        var digits = written is null ? "" : new string([.. written.Where(char.IsAsciiDigit).Take(8)]);
        return DateOnly.TryParseExact(digits, "yyyyMMdd", out var day) ? day : null;
    }
}
