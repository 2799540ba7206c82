namespace Entente.Record.Language;

/// <summary>Base forms of words: a list of exceptions, then endings by tag.</summary>
internal sealed class Lemmatizer(IReadOnlyDictionary<string, string> exceptions)
{
    /// <summary>Words by tag and small letters ("VBD said") with their base forms, where the endings alone give another.</summary>
    public IReadOnlyDictionary<string, string> Exceptions => exceptions;

    public string Lemma(string word, string tag)
    {
        if (tag is "NNP" or "NNPS")
            return word;
        var lower = word.ToLowerInvariant();
        return exceptions.TryGetValue(tag + " " + lower, out var lemma) ? lemma : ByEnding(lower, tag);
    }

    /// <summary>The base form by the ending alone.</summary>
    public static string ByEnding(string word, string tag) =>
        tag switch
        {
            "NNS" => Plural(word),
            "VBZ" => Plural(word),
            "VBD" or "VBN" => Past(word),
            "VBG" => word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal) ? Stem(word[..^3]) : word,
            _ => word,
        };

    private static string Plural(string word)
    {
        if (word.Length < 4 || word[^1] != 's' || word.EndsWith("ss", StringComparison.Ordinal))
            return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
            return word[..^3] + "y";
        if (
            word.EndsWith("sses", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal)
            || word.EndsWith("shes", StringComparison.Ordinal)
            || word.EndsWith("xes", StringComparison.Ordinal)
        )
            return word[..^2];
        return word[..^1];
    }

    private static string Past(string word)
    {
        if (word.Length < 4 || !word.EndsWith("ed", StringComparison.Ordinal))
            return word;
        return word.EndsWith("ied", StringComparison.Ordinal) ? word[..^3] + "y" : Stem(word[..^2]);
    }

    private static string Stem(string stem)
    {
        if (stem.Length < 3)
            return stem;
        char last = stem[^1],
            before = stem[^2];
        if (last == before && last is not ('l' or 's' or 'z' or 'e' or 'o'))
            return stem[..^1];
        var silent =
            last is 'v' or 'c' or 'u' or 'z'
            || last is 'g' && before is not 'n'
            || last == 's' && before != 's' && IsVowel(before)
            || last == 't' && before == 'a' && stem.Length > 3
            || last is 'r' && before is 'i' or 'a' or 'u' && stem.Length > 3 && !IsVowel(stem[^3])
            || last is 'k' or 'm' or 'n' or 'p' or 'd'
                && before is 'i' or 'a' or 'o' or 'u'
                && stem.Length > 3
                && !IsVowel(stem[^3])
                && last != 'n';
        return silent ? stem + "e" : stem;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
