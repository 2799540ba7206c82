using System.Globalization;
using System.Text;

namespace Entente.Data;

/// <summary>Words of an input as a message repeats them: short, and without characters that move the cursor.</summary>
internal static class Quoted
{
    private const int MostCharacters = 400;
    private const int Head = 280;
    private const int Tail = 100;

    /// <summary>The text with control characters as <c>\u001B</c>, its middle left out where it is long.</summary>
    public static string Short(string text)
    {
        if (text.Length > MostCharacters)
            text = $"{text[..Head]}...{text[^Tail..]}";
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.Any(Hidden))
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
            if (Hidden(letter))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
            else
                escaped.Append(letter);
        return escaped.ToString();
    }

    /// <summary>A cell of a table, short enough to stand in the middle of a sentence.</summary>
    public static string Cell(ReadOnlySpan<char> cell) => Short(cell.Length > 60 ? $"{cell[..50]}..." : cell.ToString());

    // Control characters, marks that turn the direction of writing, halves of pairs, and what a decoder put for bytes it did not know.
    private static bool Hidden(char letter) =>
        char.GetUnicodeCategory(letter)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || letter == '\uFFFD';
}
