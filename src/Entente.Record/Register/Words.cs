using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Record.Attributions;

namespace Entente.Record.Register;

/// <summary>Names in texts, compared without the marks on their letters.</summary>
internal static partial class Words
{
    /// <summary>The words of a stretch: letters, digits, and what stands within names.</summary>
    public static IEnumerable<TextSpan> Of(string text, TextSpan within)
    {
        var match = Word().Match(text, within.Start, within.Length);
        for (; match.Success; match = match.NextMatch())
            yield return new TextSpan(match.Index, match.Length);
    }

    /// <summary>Letters without marks: Vucic for Vučić, Djukic for Đukić.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange('\0', '\u007f'))
            return text.ToString();
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
            _ = letter switch
            {
                'đ' => plain.Append("dj"),
                'Đ' => plain.Append("Dj"),
                'ł' => plain.Append('l'),
                'Ł' => plain.Append('L'),
                'ø' => plain.Append('o'),
                'Ø' => plain.Append('O'),
                'ß' => plain.Append("ss"),
                'ı' => plain.Append('i'),
                '’' or 'ʼ' => plain.Append('\''),
                '‑' or '–' => plain.Append('-'),
                _ when CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark => plain,
                _ => plain.Append(Documents.Letters.Base(letter)),
            };
        return plain.ToString();
    }

    /// <summary>What tells a name from others: words without marks, hyphens or capitals.</summary>
    public static string Key(string name) =>
        string.Join(' ', Of(name, new TextSpan(0, name.Length)).Select(word => Plain(word.Of(name)).Replace('-', ' ').ToUpperInvariant()));

    // An apostrophe within a word belongs to it, that of a genitive does not; points within capitals do (U.S.).
    [GeneratedRegex(@"(?:\p{Lu}\.){2,}|[\p{L}\p{N}]+(?:[-‑][\p{L}\p{N}]+|['’](?!s\b)\p{L}+)*")]
    private static partial Regex Word();
}
