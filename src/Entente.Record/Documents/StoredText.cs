using System.Globalization;
using System.Text;

namespace Entente.Record.Documents;

/// <summary>The one form in which texts are stored.</summary>
internal static class StoredText
{
    /// <summary>
    /// Composed letters, line feeds, plain spaces; no control characters, no marks that are not seen, no space at the ends of lines, at
    /// most one empty line. The same text made so again stays as it is.
    /// </summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in Letters.Composed(WellFormed(text)))
            Append(plain, letter);
        var made = new StringBuilder(plain.Length);
        var empty = 0;
        foreach (var line in plain.ToString().AsSpan().EnumerateLines())
        {
            var trimmed = line.TrimEnd();
            empty = trimmed.IsEmpty ? empty + 1 : 0;
            if (empty > 1 || (trimmed.IsEmpty && made.Length == 0))
                continue;
            made.Append(trimmed).Append('\n');
        }
        return made.ToString().TrimEnd();
    }

    private static void Append(StringBuilder plain, char letter)
    {
        if (letter is '\n' or '\r')
            plain.Append(letter);
        else if (letter is '\u2028' or '\u2029' or '\f' or '\v' or '\u0085')
            plain.Append('\n');
        else if (letter == '\t' || char.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator)
            plain.Append(' ');
        else if (char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            plain.Append(letter);
    }

    /// <summary>Halves of pairs become the sign for what cannot be shown.</summary>
    private static string WellFormed(string text) =>
        text.Any(char.IsSurrogate) ? new string([.. text.EnumerateRunes().SelectMany(rune => rune.ToString())]) : text;
}
