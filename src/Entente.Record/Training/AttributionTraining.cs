using Entente.Record.Attributions;
using Entente.Record.Language;

namespace Entente.Record.Training;

/// <summary>A document to learn attributions from: analysed by models that never saw it, and annotated.</summary>
internal sealed record AnnotatedText(AnalysedText Text, IReadOnlyList<GoldAttribution> Gold);

/// <summary>Trains the three steps of the extractor.</summary>
internal static class AttributionTraining
{
    /// <summary>Penalties per step; chosen among nine settings by what the five folds of all genres gave.</summary>
    public sealed record Options(
        float CuePenalty = 0.02f,
        float SourcePenalty = 0.003f,
        float ContentPenalty = 0.003f,
        float Threshold = 0.3f
    )
    {
        public int Rounds { get; init; } = 12;

        public int SmallestCount { get; init; } = 2;
    }

    public static AttributionModel Train(IReadOnlyList<AnnotatedText> documents, Options? options = null)
    {
        options ??= new Options();
        var cues = new List<Choice>();
        var sources = new List<Choice>();
        var contents = new List<Choice>();
        foreach (var document in documents)
            Collect(document, cues, sources, contents);
        return new AttributionModel(
            LogisticRegression.Train(cues, options.Rounds, options.CuePenalty, smallestCount: options.SmallestCount),
            LogisticRegression.Train(sources, options.Rounds, options.SourcePenalty, smallestCount: options.SmallestCount),
            LogisticRegression.Train(contents, options.Rounds, options.ContentPenalty, smallestCount: options.SmallestCount),
            options.Threshold
        );
    }

    /// <summary>
    /// The word that attributes: the verb of the cue or its "according"; where no cue was marked, the credit or the verb of the unit.
    /// </summary>
    public static int? AnchorOf(AnalysedText text, GoldAttribution gold)
    {
        int? best = null;
        foreach (var i in gold.Cue.SelectMany(r => Enumerable.Range(r.First, r.Count)))
        {
            if (Anchors.IsCandidate(text, i) && (best is null || Rank(text, i) >= Rank(text, best.Value)))
                best = i;
        }

        if (best is not null || gold.Cue.Length > 0)
            return best;
        foreach (var i in gold.Unit.SelectMany(r => Enumerable.Range(r.First, r.Count)))
        {
            if (!Anchors.IsCandidate(text, i) || gold.Source.Any(s => s.Holds(i)) || gold.Content.Any(s => s.Holds(i)))
                continue;
            if (best is null || Rank(text, i) >= Rank(text, best.Value))
                best = i;
        }

        return best;
    }

    private static int Rank(AnalysedText text, int i) =>
        Anchors.IsCredit(text, i) || Anchors.Class(text, i) == ReportingClass.According ? 3
        : text.IsVerb(i) ? 2
        : 1;

    private static void Collect(AnnotatedText document, List<Choice> cues, List<Choice> sources, List<Choice> contents)
    {
        var text = document.Text;
        var quotes = new QuoteMarks(text);
        var features = new FeatureList();
        var anchors = new Dictionary<int, GoldAttribution>();
        foreach (var gold in document.Gold)
        {
            if (AnchorOf(text, gold) is { } anchor)
                anchors.TryAdd(anchor, gold);
        }

        for (var i = 0; i < text.Count; i++)
        {
            if (!Anchors.IsCandidate(text, i))
                continue;
            Anchors.Features(text, quotes, i, features);
            cues.Add(new Choice([features.ToArray(), []], anchors.ContainsKey(i) ? 0 : 1));
        }

        foreach (var (anchor, gold) in anchors)
        {
            if (gold.Source.Length == 0)
                continue;
            var source = gold.Source[^1];
            AddChoice(
                Sources.Candidates(text, quotes, anchor),
                c => c.Range,
                source,
                (c, f) => Sources.Features(text, quotes, anchor, c, f),
                sources
            );
            if (gold.Content.Length == 1)
            {
                AddChoice(
                    Contents.Candidates(text, quotes, anchor, source),
                    c => c,
                    gold.Content[0],
                    (c, f) => Contents.Features(text, quotes, anchor, source, c, f),
                    contents
                );
            }
        }
    }

    // The right candidate, or the one that shares most with it; none where the best shares less than half.
    private static void AddChoice<T>(
        List<T> candidates,
        Func<T, TokenRange> range,
        TokenRange gold,
        Action<T, FeatureList> describe,
        List<Choice> choices
    )
    {
        var right = -1;
        var most = 0.5;
        for (var c = 0; c < candidates.Count; c++)
        {
            var shared = Shared(range(candidates[c]), gold);
            if (shared > most)
                (most, right) = (shared, c);
        }

        if (right < 0)
            return;
        var features = new FeatureList();
        choices.Add(
            new Choice(
                [
                    .. candidates.Select(c =>
                    {
                        describe(c, features);
                        return features.ToArray();
                    }),
                ],
                right
            )
        );
    }

    /// <summary>The share of tokens in both among those in either.</summary>
    public static double Shared(TokenRange a, TokenRange b)
    {
        var both = Math.Min(a.Last, b.Last) - Math.Max(a.First, b.First) + 1;
        return both <= 0 ? 0 : (double)both / (a.Count + b.Count - both);
    }
}
