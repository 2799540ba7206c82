namespace Entente;

/// <summary>Finds the name somebody probably meant.</summary>
public static class Spelling
{
    /// <summary>Longer texts are no misspelt names, and to compare them takes long.</summary>
    private const int LongestWord = 100;

    /// <summary>
    /// The known name nearest to a misspelt one by optimal string alignment distance (Damerau 1964), letter case
    /// apart; null where none is near enough to be of help.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length > LongestWord)
            return null;
        var (distance, name) = known
            .Distinct()
            .Where(k => k.Length <= 2 * LongestWord)
            .Select(k => (Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant()), Name: k))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .FirstOrDefault((int.MaxValue, ""));
        return distance <= Math.Max(1, word.Length / 3) ? name : null;
    }

    /// <summary>What was expected in place of a word, with the known name that was probably meant: the one place that says so.</summary>
    /// <param name="expected">What was expected, e.g. <c>a case of the scenario</c>.</param>
    /// <param name="word">What stands there.</param>
    /// <param name="known">The names that would have done.</param>
    public static string Expected(string expected, string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } near ? Meant(expected, near) : expected;

    /// <summary>As <see cref="Expected"/>, where the known names are few enough to be listed.</summary>
    public static string OneOf(string word, IEnumerable<string> known)
    {
        var all = known.Distinct().ToList();
        return Expected($"one of {string.Join(", ", all)}", word, all);
    }

    /// <summary>What was expected, and the name that was probably meant.</summary>
    internal static string Meant(string expected, string name) => $"{expected}; did you mean {name}?";

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
