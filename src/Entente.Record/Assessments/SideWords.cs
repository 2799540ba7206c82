using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>
/// The side that words take by themselves: for each action that is named, the nearest word for or against it. "Against" wins over
/// "for" in one
/// stretch ("refuses to support"), and a denied "for" counts against.
/// </summary>
internal sealed class SideWords
{
    private const int Reach = 12;

    private readonly TermMatcher actions = new(StanceWords.Actions);
    private readonly TermMatcher against = new(StanceWords.Against);
    private readonly TermMatcher inFavour = new(StanceWords.For);

    /// <summary>-1, 1, or 0 where no word takes a side or they balance; and the first action.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">Where to look.</param>
    /// <param name="needsAction">Whether only words near a named action count.</param>
    public (int Side, TokenRange? Action) Side(AnalysedText text, TokenRange range, bool needsAction = true)
    {
        var named = actions.Find(text, range);

        // "sanctions against X" names whom they are aimed at, and no side.
        var no = against
            .Find(text, range)
            .Where(n =>
                !text.Words[n.First].Equals("against", StringComparison.OrdinalIgnoreCase) || !named.Exists(a => a.Last == n.First - 1)
            )
            .ToList();
        var yes = inFavour.Find(text, range).Where(y => !no.Exists(n => n.Meets(y))).ToList();
        if (!needsAction)
            return (Math.Sign(Sum(text, no, yes)), named.Count > 0 ? named[0] : null);
        var total = 0;
        foreach (var action in named)
        {
            var near = Nearest(text, no, action);
            var nearYes = Nearest(text, yes, action);
            if (
                near is { } n
                && (nearYes is not { } other || Away(n, action) <= Away(other, action) || n.Last < other.First && other.First - n.Last <= 4)
            )
                total -= IsDenied(text, n) ? -1 : 1;
            else if (nearYes is { } y)
                total += IsDenied(text, y) ? -1 : 1;
        }

        return (Math.Sign(total), named.Count > 0 ? named[0] : null);
    }

    private static int Sum(AnalysedText text, List<TokenRange> no, List<TokenRange> yes) =>
        no.Sum(n => IsDenied(text, n) ? 1 : -1) + yes.Sum(y => IsDenied(text, y) ? -1 : 1);

    private static TokenRange? Nearest(AnalysedText text, List<TokenRange> words, TokenRange action)
    {
        TokenRange? best = null;
        var least = Reach + 1;
        foreach (var word in words)
        {
            if (word.Meets(action) || IsParted(text, word, action) || Away(word, action) >= least)
                continue;
            (least, best) = (Away(word, action), word);
        }

        return best;
    }

    private static int Away(TokenRange word, TokenRange action) =>
        word.Last < action.First ? action.First - word.Last : word.First - action.Last;

    // "but" or a semicolon between them: two clauses, two sides.
    private static bool IsParted(AnalysedText text, TokenRange a, TokenRange b)
    {
        for (var k = Math.Min(a.Last, b.Last) + 1; k < Math.Max(a.First, b.First); k++)
        {
            if (text.Words[k] is "but" or ";" or "yet")
                return true;
        }

        return false;
    }

    private static bool IsDenied(AnalysedText text, TokenRange word)
    {
        for (var k = word.First - 1; k >= Math.Max(0, word.First - 3); k--)
        {
            if (text.IsMark(k))
                return false;
            if (text.Words[k].ToLowerInvariant() is "not" or "n't" or "n’t" or "never" or "no")
                return true;
        }

        return false;
    }
}
