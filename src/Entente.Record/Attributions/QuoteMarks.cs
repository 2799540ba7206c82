using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>Which quotation marks belong together, and what stands between them.</summary>
internal sealed class QuoteMarks
{
    private const int LongestQuote = 400;

    private readonly int[] partners;
    private readonly bool[] inside;

    public QuoteMarks(AnalysedText text)
    {
        partners = new int[text.Count];
        inside = new bool[text.Count];
        Array.Fill(partners, -1);
        var open = -1;
        for (var i = 0; i < text.Count; i++)
        {
            if (!text.IsQuote(i))
                continue;
            if (open >= 0 && i - open > LongestQuote)
                open = -1;
            if (open < 0)
            {
                // A mark that hangs on the word before it closes something whose opening is missing.
                if (!Closes(text, i))
                    open = i;
                continue;
            }

            if (Opens(text, i))
            {
                open = i;
                continue;
            }

            (partners[open], partners[i]) = (i, open);
            Array.Fill(inside, true, open + 1, i - open - 1);
            open = -1;
        }
    }

    /// <summary>The mark that belongs to this one; -1 for other tokens and lone marks.</summary>
    public int Partner(int i) => partners[i];

    /// <summary>The quotation that a token stands in, with its marks; none outside.</summary>
    public TokenRange? Around(int i)
    {
        if (!inside[i])
            return null;
        var first = i;
        while (partners[first] < 0)
            first--;
        return new TokenRange(first, partners[first]);
    }

    /// <summary>Whether the token stands between two marks.</summary>
    public bool Inside(int i) => inside[i];

    private static bool Opens(AnalysedText text, int i) =>
        text.Words[i] is "“" or "``" || text.Words[i] == "\"" && SpaceBefore(text, i) && !SpaceAfter(text, i);

    private static bool Closes(AnalysedText text, int i) =>
        text.Words[i] is "”" or "''" || text.Words[i] == "\"" && !SpaceBefore(text, i) && SpaceAfter(text, i);

    private static bool SpaceBefore(AnalysedText text, int i) => i == 0 || text.Tokens[i - 1].End < text.Tokens[i].Start;

    private static bool SpaceAfter(AnalysedText text, int i) => i + 1 == text.Count || text.Tokens[i].End < text.Tokens[i + 1].Start;
}
