using System.Globalization;
using System.Text;

namespace Entente;

/// <summary>Texts of inputs as messages show them: one line, without control characters, no longer than can be read.</summary>
public static class Shown
{
    /// <summary>What is kept of the end of a text that is shortened.</summary>
    private const int Tail = 60;

    /// <summary>A text in one line; what is too long loses its middle.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Most characters shown.</param>
    public static string Of(string text, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > most && most > 2 * Tail)
            text = string.Create(
                CultureInfo.InvariantCulture,
                $"{text[..(most - Tail)]} ... ({text.Length:#,0} characters) ... {text[^Tail..]}"
            );
        return text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : Escaped(text);
    }

    private static string Escaped(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                shown.Append(c);
        return shown.ToString();
    }
}
