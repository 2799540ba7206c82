using Entente.Record.Attributions;
using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>
/// Topics by the terms of the codebook; stance by words that take a side beside the action. What is not clear is left open. Safe to share between
/// threads.
/// </summary>
public sealed class Assessor : IAssessor
{
    // A topic below this is left out: "not sure".
    private const double SmallestTopic = 0.5;

    private readonly TextAnalyser analyser = EmbeddedModels.Analyser();
    private readonly TermMatcher[] topics = [.. Codebook.Topics.Select(t => new TermMatcher(t.Terms))];
    private readonly TermMatcher instruments = new(Instruments());
    private readonly TermMatcher actions = new(StanceWords.Actions);
    private readonly TermMatcher against = new(StanceWords.Against);
    private readonly TermMatcher inFavour = new(StanceWords.For);

    /// <inheritdoc/>
    public Assessment Assess(string text, Attribution statement)
    {
        var start = statement.Content.Min(c => c.Start);
        var end = statement.Content.Max(c => c.End);
        var part = analyser.Analyse(text[start..end]);
        var all = new TokenRange(0, part.Count - 1);
        if (part.Count == 0)
            return new Assessment(new Dictionary<string, double>(), null, null, null, 0);
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var t = 0; t < topics.Length; t++)
        {
            var hits = topics[t].Find(part, all).Count;
            var p = hits == 0 ? 0 : 1 - Math.Pow(0.4, hits);
            if (p >= SmallestTopic)
                found.Add(Codebook.Topics[t].Code, p);
        }

        var instrument = instruments.Find(part, all);
        var (stance, probability) = Stance(part, all);
        return new Assessment(found, instrument.Count == 0 ? null : At(part.Span(instrument[0]), start), Target(part, all, start), stance, probability);
    }

    private static TextSpan At(TextSpan span, int start) => span with { Start = span.Start + start };

    private static IEnumerable<string> Instruments() =>
        Codebook.Topics.Where(t => t.Code is "sanctions" or "energy" or "aid" or "military_support").SelectMany(t => t.Terms)
            .Concat(["inducement", "pressure", "lobbying", "coercion", "incentive"]);

    // Whom it is aimed at: the name behind "against", "on", "at", "toward" or "to".
    private static TextSpan? Target(AnalysedText part, TokenRange all, int start)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = all.First; i < all.Last; i++)
            {
                var word = part.Words[i].ToLowerInvariant();
                if (pass == 0 ? word is not ("against" or "at" or "on" or "toward" or "towards") : word is not ("to" or "with"))
                    continue;
                var n = i + 1;
                while (n < all.Last && part.Tags[n] is "DT" or "JJ")
                    n++;
                if (part.Tags[n] is not ("NNP" or "NNPS"))
                    continue;
                var last = n;
                while (last < all.Last && part.Tags[last + 1] is "NNP" or "NNPS")
                    last++;
                return At(part.Span(new TokenRange(n, last)), start);
            }
        }

        return null;
    }

    private (double? Stance, double Probability) Stance(AnalysedText part, TokenRange all)
    {
        if (actions.Find(part, all).Count == 0)
            return (null, 0);
        var no = against.Find(part, all).Count;
        var yes = inFavour.Find(part, all).Count;
        if (no == yes)
            return (null, 0);
        return no > yes ? (-1, 0.7) : (1, 0.7);
    }
}
