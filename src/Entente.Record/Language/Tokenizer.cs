namespace Entente.Record.Language;

/// <summary>
/// Cuts text into tokens as the Penn Treebank and GUM do: clitics stand alone, marks stand alone, hyphens between words stand alone
/// unless the first part is a prefix ("co-founder", "Al-Maeena") or a number.
/// </summary>
internal static class Tokenizer
{
    private static readonly HashSet<string> Prefixes = new(StringComparer.OrdinalIgnoreCase)
    {
        "al",
        "el",
        "anti",
        "co",
        "counter",
        "cyber",
        "de",
        "e",
        "ex",
        "extra",
        "hyper",
        "in",
        "inter",
        "intra",
        "mid",
        "micro",
        "mini",
        "multi",
        "neo",
        "non",
        "over",
        "post",
        "pre",
        "pro",
        "pseudo",
        "re",
        "semi",
        "sub",
        "super",
        "trans",
        "u",
        "ultra",
        "un",
        "under",
        "vice",
        "x",
    };

    private static readonly string[] Clitics = ["'s", "'re", "'ve", "'ll", "'d", "'m", "n't"];

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "gen.",
        "lt.",
        "col.",
        "sgt.",
        "capt.",
        "sen.",
        "rep.",
        "gov.",
        "rev.",
        "hon.",
        "st.",
        "jr.",
        "sr.",
        "inc.",
        "ltd.",
        "co.",
        "corp.",
        "vs.",
        "etc.",
        "no.",
        "fig.",
        "al.",
        "e.g.",
        "i.e.",
        "u.s.",
        "u.k.",
        "u.n.",
        "e.u.",
        "d.c.",
        "a.m.",
        "p.m.",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sep.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
        "mt.",
        "ft.",
        "maj.",
        "cmdr.",
        "adm.",
        "ph.d.",
        "approx.",
        "dept.",
        "est.",
        "min.",
        "max.",
        "spokesm.",
        "p.",
        "pp.",
        "v.",
    };

    /// <summary>The tokens in order.</summary>
    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>(text.Length / 5);
        var i = 0;
        while (i < text.Length)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            Cut(text, i, end, tokens);
            i = end;
        }

        return tokens;
    }

    /// <summary>Whether the token, with its stop, is an abbreviation behind which a sentence rarely ends.</summary>
    public static bool IsAbbreviation(ReadOnlySpan<char> token) =>
        token.Length > 1
        && token[^1] == '.'
        && (IsInitials(token) || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(token));

    private static bool IsInitials(ReadOnlySpan<char> token)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsUpper(token[i]) : token[i] != '.')
                return false;
        }

        return true;
    }

    private static void Cut(string text, int start, int end, List<Token> tokens)
    {
        while (start < end && IsOpening(text[start]))
        {
            var run = RunLength(text, start, end);
            tokens.Add(new Token(start, run));
            start += run;
        }

        var stop = end;
        while (stop > start && IsClosing(text, start, stop))
            stop -= ClosingLength(text, start, stop);
        if (stop > start)
            Words(text, start, stop, tokens);
        while (stop < end)
        {
            var run = RunLength(text, stop, end);
            tokens.Add(new Token(stop, run));
            stop += run;
        }
    }

    private static bool IsOpening(char c) =>
        !char.IsLetterOrDigit(c)
        && c is not ('$' or '#' or '@' or '&' or '%' or '+' or '.' or '/')
        && !char.IsSurrogate(c)
        && !char.IsSymbol(c);

    private static bool IsClosing(string text, int start, int stop)
    {
        var c = text[stop - 1];
        if (c == '.')
            return !IsAbbreviation(text.AsSpan(start, stop - start)) && stop - start > 1;
        return !char.IsLetterOrDigit(c) && c is not ('$' or '#' or '@' or '&' or '/' or '+') && !char.IsSurrogate(c);
    }

    private static int ClosingLength(string text, int start, int stop)
    {
        var c = text[stop - 1];
        var length = 1;
        while (c is '.' or '-' && stop - length > start && text[stop - length - 1] == c)
            length++;
        return length;
    }

    private static int RunLength(string text, int start, int end)
    {
        var c = text[start];
        var length = 1;
        while (c is '.' or '-' && start + length < end && text[start + length] == c)
            length++;
        return length;
    }

    private static void Words(string text, int start, int end, List<Token> tokens)
    {
        var from = start;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            var inside = i > from && i + 1 < end;
            if (
                c == '-' && inside && text[i + 1] == '-'
                || c is '–' or '—'
                || c is '"' or '“' or '”' or '(' or ')' or ';' or '[' or ']' && inside
            )
            {
                Word(text, from, i, tokens);
                var run = RunLength(text, i, end);
                tokens.Add(new Token(i, run));
                i += run - 1;
                from = i + 1;
            }
            else if (
                c == '-'
                && inside
                && char.IsLetter(text[i - 1])
                && char.IsLetter(text[i + 1])
                && !Prefixes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(from, i - from))
            )
            {
                Word(text, from, i, tokens);
                tokens.Add(new Token(i, 1));
                from = i + 1;
            }
            else if (c == ',' && inside && !(char.IsDigit(text[i - 1]) && char.IsDigit(text[i + 1])))
            {
                Word(text, from, i, tokens);
                tokens.Add(new Token(i, 1));
                from = i + 1;
            }
        }

        Word(text, from, end, tokens);
    }

    private static void Word(string text, int start, int end, List<Token> tokens)
    {
        if (end <= start)
            return;
        foreach (var clitic in Clitics)
        {
            var at = end - clitic.Length;
            if (at > start && Matches(text.AsSpan(at, clitic.Length), clitic))
            {
                tokens.Add(new Token(start, at - start));
                tokens.Add(new Token(at, clitic.Length));
                return;
            }
        }

        if (end - start == 6 && text.AsSpan(start, 6).Equals("cannot", StringComparison.OrdinalIgnoreCase))
        {
            tokens.Add(new Token(start, 3));
            tokens.Add(new Token(start + 3, 3));
            return;
        }

        tokens.Add(new Token(start, end - start));
    }

    private static bool Matches(ReadOnlySpan<char> end, string clitic)
    {
        for (var i = 0; i < clitic.Length; i++)
        {
            var c = end[i] == '’' ? '\'' : char.ToLowerInvariant(end[i]);
            if (c != clitic[i])
                return false;
        }

        return true;
    }
}
