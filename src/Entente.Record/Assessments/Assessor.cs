using Entente.Record.Attributions;
using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>
/// Topics by the codebook's terms and a model of event types; stance by words that take a side beside a named action and, where they
/// are silent,
/// by a model of polarity toward the action. What is not clear is left open (docs/record-measured.md). Safe to share between threads.
/// </summary>
public sealed class Assessor : IAssessor
{
    // Below these it is "not sure".
    private const double SmallestTopic = 0.3;
    private const double SmallestPolarity = 0.7;

    // Words that take a side were right in 66 of 75 gold sentences where they spoke.
    private const double SideProbability = 0.87;

    // There is no gold of deeds: a judgement (docs/record-measured.md).
    private const double DeedProbability = 0.75;

    private readonly TextAnalyser analyser = EmbeddedModels.Attributions.Analyser;
    private readonly ClassModel polarity = EmbeddedModels.PolarityModel();
    private readonly TopicModel topics = EmbeddedModels.Topics();
    private readonly Events events = new();
    private readonly SideWords sides = new();
    private readonly TermMatcher instruments = new(Instruments());

    /// <inheritdoc/>
    public Assessment Assess(string text, Attribution statement)
    {
        var start = statement.Content.Min(c => c.Start);

        // "rejects any embargo": the cue itself takes the side.
        if (statement.Cue is { } cue && cue.End <= start && start - cue.End <= 1)
            start = cue.Start;
        var end = statement.Content.Max(c => c.End);
        var part = analyser.Analyse(text[start..end]);
        if (part.Count == 0)
            return new Assessment(new Dictionary<string, double>(), null, null, null, 0);
        var all = new TokenRange(0, part.Count - 1);
        var p = topics.Probabilities(part, all, events);
        var found = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var t = 0; t < p.Length; t++)
        {
            if (p[t] >= SmallestTopic)
                found.Add(Codebook.Topics[t].Code, p[t]);
        }

        var instrument = instruments.Find(part, all);
        var (stance, probability) = statement.Kind == AttributionKind.Deed ? (Deed(part), DeedProbability) : Stance(part, all);
        return new Assessment(
            found,
            instrument.Count == 0 ? null : At(part.Span(instrument[0]), start),
            Target(part, all, start),
            stance,
            probability
        );
    }

    private static TextSpan At(TextSpan span, int start) => span with { Start = span.Start + start };

    private static IEnumerable<string> Instruments() =>
        Codebook
            .Topics.Where(t => t.Code is "sanctions" or "energy" or "aid" or "military_support")
            .SelectMany(t => t.Terms)
            .Except(["fund", "supply", "war", "defense", "defence"])
            .Concat(["inducement", "pressure", "lobbying", "coercion", "incentive", "military support"]);

    // Whom it is aimed at: the name behind "against", "on", "at" or "toward", else behind "to" or "with".
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
                if (last < all.Last && part.Tags[last + 1] is "NN" or "NNS")
                    continue;
                return At(part.Span(new TokenRange(n, last)), start);
            }
        }

        return null;
    }

    // The verb of a deed is its cue, which the part begins with.
    private static double? Deed(AnalysedText part) => Deeds.Side(part.Lemmas[0]) is var side and not 0 ? side : null;

    private (double? Stance, double Probability) Stance(AnalysedText part, TokenRange all)
    {
        var (side, action) = sides.Side(part, all);
        if (side != 0)
            return (side, SideProbability);
        if (action is not { } target)
            return (null, 0);
        var features = new FeatureList();
        Polarity.Features(part, target, features);
        var p = polarity.Probabilities(features.Keys);
        var best = Array.IndexOf(p, p.Max());
        return p[best] >= SmallestPolarity ? (best - 1, p[best]) : (null, p[best]);
    }
}
