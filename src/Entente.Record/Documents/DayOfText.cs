using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Record.Documents;

/// <summary>The day a text bears in its head: a line of its own, or the beginning of the first paragraph before a dash.</summary>
internal static partial class DayOfText
{
    private const int LongestHead = 120;
    private const int MostLines = 12;

    private static readonly string[] Formats = ["d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy"];

    /// <summary>The day; null where the head bears none, or none with a year.</summary>
    public static DateOnly? Find(string text)
    {
        var lines = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace())
                continue;
            if (++lines > MostLines)
                return null;
            if (line.Length <= LongestHead)
            {
                if (In(line.ToString()) is { } own)
                    return own;
                continue;
            }
            // The first paragraph ends the head.
            var start = line[..LongestHead].ToString();
            return Dateline().Match(start) is { Success: true } match ? In(match.Value) : null;
        }
        return null;
    }

    private static DateOnly? In(string line)
    {
        if (Iso().Match(line) is { Success: true } iso && DateOnly.TryParseExact(iso.Value, "yyyy-MM-dd", out var day))
            return day;
        var words = Words().Match(line);
        return
            words.Success
            && DateOnly.TryParseExact(
                words
                    .Value.Replace(",", " ", StringComparison.Ordinal)
                    .Replace(".", " ", StringComparison.Ordinal)
                    .Replace("  ", " ", StringComparison.Ordinal),
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var named
            )
            ? named
            : null;
    }

    [GeneratedRegex(@"\b(?:19|20)\d\d-\d\d-\d\d\b")]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"\b(?:\d{1,2}\.? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? "
            + @"(?:19|20)\d\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2},? (?:19|20)\d\d)\b"
    )]
    private static partial Regex Words();

    [GeneratedRegex(@"^[^.!?]{0,100}?\b(?:19|20)\d\d\b[^.!?]{0,30}(?:[–—]| - |--)")]
    private static partial Regex Dateline();
}
