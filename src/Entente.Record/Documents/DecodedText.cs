using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Record.Documents;

/// <summary>Bytes as text: by a byte order mark, as UTF-8, as a page declares, or as windows-1252, which is told.</summary>
/// <param name="Text">The text.</param>
/// <param name="Encoding">Which encoding, and why.</param>
/// <param name="Warnings">What was assumed.</param>
internal sealed partial record DecodedText(string Text, string Encoding, IReadOnlyList<string> Warnings)
{
    /// <summary>One in so many characters may be a control character in a text.</summary>
    private const int TextPerControl = 200;

    public static DecodedText Of(byte[] bytes, bool isPage)
    {
        if (Marked(bytes) is { } marked)
            return Strict(bytes.AsSpan(marked.Length), marked.Encoding) is { } text
                ? Checked(new DecodedText(text, $"{marked.Encoding.WebName}, by its byte order mark", []))
                : throw new DocumentRefusal($"bytes that are no {marked.Encoding.WebName}, whose mark the file has", "a sound text");
        if (Strict(bytes, new UTF8Encoding(false)) is { } utf8)
            return Checked(new DecodedText(utf8, "utf-8", []));
        if (isPage && Declared(bytes) is { } declared && Strict(bytes, declared) is { } page)
            return Checked(new DecodedText(page, $"{declared.WebName}, as the page declares", []));
        var western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return Checked(
            new DecodedText(
                western.GetString(bytes),
                "windows-1252, assumed",
                ["bytes that are no UTF-8 were read as windows-1252; letters may be wrong"]
            )
        );
    }

    private static (Encoding Encoding, int Length)? Marked(byte[] bytes) =>
        bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
            [0xFF, 0xFE, 0, 0, ..] => (new UTF32Encoding(false, false), 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(true, false), 4),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false), 2),
            _ => null,
        };

    private static string? Strict(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding? Declared(byte[] bytes)
    {
        var head = System.Text.Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 4096));
        if (Charset().Match(head) is not { Success: true } match)
            return null;
        try
        {
            var name = match.Groups[1].Value;
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static DecodedText Checked(DecodedText decoded)
    {
        var control = decoded.Text.Count(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f')) || c == '\uFFFD');
        if (decoded.Text.Contains('\0', StringComparison.Ordinal) || control > 2 + decoded.Text.Length / TextPerControl)
            throw new DocumentRefusal("binary data", FileKind.Kinds);
        return decoded;
    }

    [GeneratedRegex("""charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
