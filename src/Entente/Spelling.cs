namespace Entente;

/// <summary>Finds the name somebody probably meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The known name nearest to a misspelt one by optimal string alignment distance (Damerau 1964), letter case
    /// apart; null where none is near enough to be of help.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        var (distance, name) = known
            .Distinct()
            .Select(k => (Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant()), Name: k))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .FirstOrDefault((int.MaxValue, ""));
        return distance <= Math.Max(1, word.Length / 3) ? name : null;
    }

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
