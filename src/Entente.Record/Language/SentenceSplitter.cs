namespace Entente.Record.Language;

/// <summary>
/// Sentences end behind a stop, a question or an exclamation mark (and the quotes and brackets that close with it) before a word that
/// can begin one; and at ends of lines, unless the text is wrapped by lines of even length.
/// </summary>
internal static class SentenceSplitter
{
    private const int WrapLimit = 110;

    /// <summary>The ranges of tokens, in order, without gaps.</summary>
    public static List<TokenRange> Sentences(string text, IReadOnlyList<Token> tokens)
    {
        var sentences = new List<TokenRange>();
        var wrapped = IsWrapped(text);
        var first = 0;
        var open = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (text[tokens[i].Start] is '"' or '“' or '”')
                open = text[tokens[i].Start] switch
                {
                    '“' => true,
                    '”' => false,
                    _ => !open,
                };
            if (i + 1 < tokens.Count && !Ends(text, tokens, first, i, wrapped, open))
                continue;
            sentences.Add(new TokenRange(first, i));
            first = i + 1;
        }

        return sentences;
    }

    private static bool Ends(string text, IReadOnlyList<Token> tokens, int first, int i, bool wrapped, bool open)
    {
        var next = tokens[i + 1];
        var gap = text.AsSpan(tokens[i].End, next.Start - tokens[i].End);
        var lines = gap.Count('\n');
        if (lines > 1 || lines == 1 && !wrapped)
            return true;
        if (gap.IsEmpty && !IsQuote(text, tokens[i]))
            return false;

        // Back over what closes together with the stop.
        var k = i;
        while (k > first && IsCloser(text, tokens[k]))
            k--;
        var word = text.AsSpan(tokens[k].Start, tokens[k].Length);
        var stops = word is "." or "?" or "!" or "..." or "?!";
        var abbreviation = !stops && Tokenizer.IsAbbreviation(word);
        if (!stops && !abbreviation)
            return false;
        if (k < i && text[tokens[i].Start] == '"' && open)
            return Begins(text, tokens, i + 1) && tokens[i].Start == tokens[k].End && false;
        if (IsCloser(text, next) && text[next.Start] != '"' || text[next.Start] == '"' && gap.IsEmpty)
            return false;
        if (!Begins(text, tokens, i + 1))
            return false;
        return !abbreviation || AfterAbbreviation(text, tokens, i, word);
    }

    private static bool AfterAbbreviation(string text, IReadOnlyList<Token> tokens, int i, ReadOnlySpan<char> word)
    {
        if (word.Length <= 2 || text[tokens[i + 1].Start] is '(' or '[')
            return false;
        if (
            !word.SequenceEqual("U.S.")
            && !word.SequenceEqual("U.K.")
            && !word.SequenceEqual("D.C.")
            && !word.SequenceEqual("p.m.")
            && !word.SequenceEqual("a.m.")
            && !word.SequenceEqual("Inc.")
            && !word.SequenceEqual("U.N.")
        )
            return false;
        return text.AsSpan(tokens[i + 1].Start, tokens[i + 1].Length)
            is "The"
                or "He"
                or "She"
                or "It"
                or "They"
                or "In"
                or "But"
                or "A"
                or "This";
    }

    private static bool Begins(string text, IReadOnlyList<Token> tokens, int at)
    {
        var c = text[tokens[at].Start];
        return char.IsUpper(c) || char.IsDigit(c) || c is '"' or '“' or '‘' or '\'' or '(' or '[' or '—' or '–' or '-' || char.IsSymbol(c);
    }

    private static bool IsQuote(string text, Token token) => text[token.Start] is '"' or '”' or '“';

    private static bool IsCloser(string text, Token token) =>
        token.Length == 1 && text[token.Start] is '"' or '”' or '\'' or '’' or ')' or ']';

    private static bool IsWrapped(string text)
    {
        var longest = 0;
        var breaks = 0;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] != '\n')
                continue;
            longest = Math.Max(longest, i - start);
            var before = i - 1;
            while (before > start && char.IsWhiteSpace(text[before]))
                before--;
            if (i + 1 < text.Length && i - start > 50 && char.IsLetter(text[Math.Max(0, before)]) && char.IsLower(text[i + 1]))
                breaks++;
            start = i + 1;
        }

        return breaks > 0 && longest <= WrapLimit;
    }
}
