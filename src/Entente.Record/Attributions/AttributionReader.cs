using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>
/// Finds attributed statements in English text by the embedded models (docs/record-measured.md) and a few named rules. Everything is
/// read once,
/// when it is made; the same text gives the same statements on every machine. Safe to share between threads.
/// </summary>
public sealed class AttributionReader : IAttributionReader
{
    private static readonly HashSet<string> HedgeWords =
    [
        "may",
        "might",
        "could",
        "reportedly",
        "allegedly",
        "apparently",
        "possibly",
        "perhaps",
        "likely",
        "probably",
        "seemingly",
        "purportedly",
        "supposedly",
        "unlikely",
        "appear",
        "seem",
        "potentially",
        "presumably",
        "arguably",
        "maybe",
    ];

    private readonly TextAnalyser analyser;
    private readonly AttributionModel model;

    /// <summary>With the models that the library carries.</summary>
    public AttributionReader()
    {
        (analyser, model) = EmbeddedModels.Attributions;
    }

    internal AttributionReader(TextAnalyser analyser, AttributionModel model)
    {
        (this.analyser, this.model) = (analyser, model);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Read(string text)
    {
        var analysed = analyser.Analyse(text);
        return [.. ReadWithRules(analysed).Select(r => r.Attribution)];
    }

    /// <summary>The statements, each with the name of the rule that found it (none where the model did).</summary>
    internal List<(Attribution Attribution, string? Rule)> ReadWithRules(AnalysedText text)
    {
        var quotes = new QuoteMarks(text);
        var found = model.Find(text, quotes);
        var rules = new AttributionRules(text, model, quotes);
        found = rules.Add(found);
        found.Sort((a, b) => Order(a).CompareTo(Order(b)));
        var parents = found.Select((f, i) => Parent(found, i)).ToArray();
        var mentions = new MentionReader(text, quotes, [.. found.Where(f => f.Source != f.Cue).Select(f => f.Source)]);
        var statements = new List<(Attribution, string?)>();
        for (var i = 0; i < found.Count; i++)
        {
            var one = found[i];
            TokenRange? speaker = parents[i] is { } p ? found[p].Source : null;
            var source = rules.Refine(one.Source, mentions);
            var mention =
                one.Source == one.Cue ? new Mention(text.Span(source), MentionKind.Unnamed, null) : mentions.Read(source, speaker);
            statements.Add(
                (
                    new Attribution(
                        mention,
                        one.Cue is { } cue ? text.Span(cue) : null,
                        [.. one.Content.Select(text.Span)],
                        Kind(text, quotes, one),
                        Carriers(text, mentions, one),
                        parents[i],
                        IsNegated(text, one),
                        Hedges(text, one),
                        one.Probability
                    ),
                    one.Rule
                )
            );
        }

        return statements;
    }

    private static (int, int) Order(FoundAttribution one) => (one.Cue?.First ?? one.Anchor, one.Anchor);

    private static int? Parent(List<FoundAttribution> found, int i)
    {
        int? best = null;
        var shortest = int.MaxValue;
        for (var k = 0; k < found.Count; k++)
        {
            var content = found[k].Content;
            var length = content.Sum(c => c.Count);
            if (k == i || length >= shortest || !content.Any(c => c.Holds(found[i].Anchor)))
                continue;

            // Two that hold each other: the longer one is above.
            if (found[i].Content.Any(c => c.Holds(found[k].Anchor)) && found[i].Content.Sum(c => c.Count) >= length)
                continue;
            (best, shortest) = (k, length);
        }

        return best;
    }

    private static AttributionKind Kind(AnalysedText text, QuoteMarks quotes, FoundAttribution one)
    {
        var (first, last) = (one.Content[0].First, one.Content[^1].Last);
        var quoted = false;
        foreach (var range in one.Content)
        {
            for (var k = range.First; k <= range.Last; k++)
                quoted |= quotes.Partner(k) > k && quotes.Partner(k) <= last;
        }

        while (first < last && text.IsMark(first))
            first++;
        while (last > first && text.IsMark(last))
            last--;
        if (one.Rule == "deed")
            return AttributionKind.Deed;
        if (quoted)
            return quotes.Partner(first) >= last - 1 ? AttributionKind.Direct : AttributionKind.Mixed;
        return Anchors.Class(text, one.Anchor) switch
        {
            ReportingClass.Belief => AttributionKind.Belief,
            ReportingClass.Knowledge => AttributionKind.Knowledge,
            _ => one.Rule == "viewpoint" ? AttributionKind.Belief : AttributionKind.Indirect,
        };
    }

    // "told news agencies", "conveyed this to news agencies", "in an interview with X".
    private static Mention[] Carriers(AnalysedText text, MentionReader mentions, FoundAttribution one)
    {
        var carriers = new List<Mention>();
        var sentence = text.Sentences[text.SentenceOf[one.Anchor]];
        for (var k = Math.Min(one.Source.First, one.Anchor); k <= Math.Min(sentence.Last, one.Anchor + 14); k++)
        {
            if (k <= one.Anchor && !text.IsNoun(k))
                continue;
            if (!text.IsNoun(k) || k < sentence.Last && text.IsNoun(k + 1))
                continue;
            var range = mentions.Phrase(k);
            var before = range.First - 1;
            if (
                before < sentence.First
                || k <= one.Anchor && text.Lemmas[Math.Max(0, before - 1)] is not ("speak" or "talk" or "interview")
            )
                continue;
            var isTo =
                text.Words[before] is "to" or "with" or "by"
                && (text.Words[before] == "to" || text.Lemmas[Math.Max(0, before - 1)] == "interview");
            var isTold = before == one.Anchor && text.Lemmas[one.Anchor] is "tell" or "inform";
            if ((isTo || isTold) && !range.Meets(one.Source) && mentions.IsPress(range))
                carriers.Add(mentions.Read(range));
        }

        return [.. carriers];
    }

    private static bool IsNegated(AnalysedText text, FoundAttribution one)
    {
        foreach (var c in text.Children(one.Anchor))
        {
            if (text.Words[c].ToLowerInvariant() is "not" or "n't" or "n’t" or "never" or "no")
                return true;
        }

        for (var k = one.Anchor - 1; k >= Math.Max(0, one.Anchor - 3); k--)
        {
            if (text.Words[k].ToLowerInvariant() is "not" or "n't" or "n’t" or "never")
                return text.SentenceOf[k] == text.SentenceOf[one.Anchor];
        }

        return text.Words[one.Source.First].ToLowerInvariant() is "no" or "nobody" or "neither";
    }

    private static TextSpan[] Hedges(AnalysedText text, FoundAttribution one)
    {
        var hedges = new List<TextSpan>();
        var from = Math.Max(text.Sentences[text.SentenceOf[one.Anchor]].First, one.Anchor - 3);
        for (var k = from; k <= one.Anchor; k++)
            Add(k);
        foreach (var range in one.Content)
        {
            for (var k = range.First; k <= range.Last; k++)
                Add(k);
        }

        return [.. hedges.Distinct().OrderBy(h => h.Start)];

        void Add(int k)
        {
            if (HedgeWords.Contains(text.Lemmas[k].ToLowerInvariant()) && text.Tags[k] is not ("NN" or "NNS"))
                hedges.Add(new TextSpan(text.Tokens[k].Start, text.Tokens[k].Length));
        }
    }
}
