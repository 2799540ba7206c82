using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>Finds terms (base forms in a row, a star for any ending) among the tokens of a text.</summary>
internal sealed class TermMatcher
{
    private readonly Dictionary<string, List<string[]>> byFirst = new(StringComparer.Ordinal);
    private readonly List<string[]> open = [];

    public TermMatcher(IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            var words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0].EndsWith('*'))
            {
                open.Add(words);
                continue;
            }

            if (!byFirst.TryGetValue(words[0], out var list))
                byFirst.Add(words[0], list = []);
            list.Add(words);
        }
    }

    /// <summary>Where terms stand in a range, the longest at each place.</summary>
    public List<TokenRange> Find(AnalysedText text, TokenRange range)
    {
        var found = new List<TokenRange>();
        for (var i = range.First; i <= range.Last; i++)
        {
            var length = Longest(text, range, i);
            if (length == 0)
                continue;
            found.Add(new TokenRange(i, i + length - 1));
            i += length - 1;
        }

        return found;
    }

    private int Longest(AnalysedText text, TokenRange range, int at)
    {
        var longest = 0;
        var (lemma, word) = text.Small(at);
        if (byFirst.TryGetValue(lemma, out var terms))
            longest = Longest(text, range, at, terms, longest);
        if (word != lemma && byFirst.TryGetValue(word, out terms))
            longest = Longest(text, range, at, terms, longest);
        return Longest(text, range, at, open, longest);
    }

    private static int Longest(AnalysedText text, TokenRange range, int at, List<string[]> terms, int longest)
    {
        foreach (var term in terms)
            longest = Math.Max(longest, Matched(text, range, at, term));
        return longest;
    }

    private static int Matched(AnalysedText text, TokenRange range, int at, string[] term)
    {
        if (at + term.Length - 1 > range.Last)
            return 0;
        for (var k = 0; k < term.Length; k++)
        {
            if (!Same(text.Lemmas[at + k], term[k]) && !Same(text.Words[at + k], term[k]))
                return 0;
        }

        return term.Length;
    }

    private static bool Same(string word, string pattern) =>
        pattern[^1] == '*'
            ? word.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
            : word.Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
