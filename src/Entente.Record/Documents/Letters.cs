using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Entente.Record.Documents;

/// <summary>
/// Latin letters with marks, put together and taken apart after the Unicode Character Database: the runtime does neither where it is built
/// without tables of cultures, as this program is.
/// </summary>
internal static class Letters
{
    private static readonly Lazy<(FrozenDictionary<(char Base, char Mark), char> Composed, FrozenDictionary<char, char> Base)> Tables = new(
        Read
    );

    /// <summary>A text with letters and marks behind them put together.</summary>
    public static string Composed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\u036f'))
            return text;
        var made = new StringBuilder(text.Length);
        foreach (var letter in text)
            if (
                letter is >= '\u0300' and <= '\u036f'
                && made.Length > 0
                && Tables.Value.Composed.TryGetValue((made[^1], letter), out var both)
            )
                made[^1] = both;
            else
                made.Append(letter);
        return made.ToString();
    }

    /// <summary>A letter without its marks; itself where it has none.</summary>
    public static char Base(char letter)
    {
        while (letter > '\u007f' && Tables.Value.Base.TryGetValue(letter, out var plain))
            letter = plain;
        return letter;
    }

    private static (FrozenDictionary<(char, char), char>, FrozenDictionary<char, char>) Read()
    {
        var (composed, bases) = (new Dictionary<(char, char), char>(), new Dictionary<char, char>());
        using var stream = typeof(Letters).Assembly.GetManifestResourceStream("Entente.Record.letters.csv")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        while (reader.ReadLine()?.Split(',') is [var letter, var plain, var mark])
        {
            composed[(plain[0], (char)int.Parse(mark, NumberStyles.HexNumber, CultureInfo.InvariantCulture))] = letter[0];
            bases[letter[0]] = plain[0];
        }
        return (composed.ToFrozenDictionary(), bases.ToFrozenDictionary());
    }
}
