using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>An attribution by places of tokens, before mentions are resolved.</summary>
/// <param name="Anchor">The word that attributes.</param>
/// <param name="Cue">The cue; none for credits.</param>
/// <param name="Source">The source.</param>
/// <param name="Content">The content's stretches.</param>
/// <param name="Probability">That it is an attribution.</param>
/// <param name="Rule">The name of the rule that found it; none where the model did.</param>
internal sealed record FoundAttribution(
    int Anchor,
    TokenRange? Cue,
    TokenRange Source,
    TokenRange[] Content,
    double Probability,
    string? Rule = null
);

/// <summary>
/// Attributions in three steps, each a logistic regression: which words attribute; for each, which phrase is its source; then which
/// stretch is
/// its content.
/// </summary>
internal sealed record AttributionModel(
    LinearModel Cue,
    LinearModel Source,
    LinearModel Content,
    float Threshold,
    float Slope = 1,
    float Shift = 0
)
{
    public List<FoundAttribution> Find(AnalysedText text, QuoteMarks quotes)
    {
        var found = new List<FoundAttribution>();
        var features = new FeatureList();
        for (var i = 0; i < text.Count; i++)
        {
            if (!Anchors.IsCandidate(text, i))
                continue;
            Anchors.Features(text, quotes, i, features);
            var p = Probability(Cue.Score(features.Keys));
            if (p >= Threshold && Complete(text, quotes, i, p, features) is { } one)
                found.Add(one);
        }

        return found;
    }

    /// <summary>Source and content of an attributing word; none where the sentence has no phrase to be the source.</summary>
    public FoundAttribution? Complete(AnalysedText text, QuoteMarks quotes, int anchor, double probability, FeatureList features)
    {
        if (
            BestSource(text, quotes, anchor, features) is not { } source
            || BestContent(text, quotes, anchor, source, features) is not { } content
        )
            return null;
        return new FoundAttribution(anchor, CueOf(text, anchor), source, [content], probability);
    }

    public TokenRange? BestSource(AnalysedText text, QuoteMarks quotes, int anchor, FeatureList features)
    {
        TokenRange? best = null;
        var most = float.NegativeInfinity;
        foreach (var candidate in Sources.Candidates(text, quotes, anchor))
        {
            Sources.Features(text, quotes, anchor, candidate, features);
            var score = Source.Score(features.Keys);
            if (score > most)
                (most, best) = (score, candidate.Range);
        }

        return best;
    }

    public TokenRange? BestContent(AnalysedText text, QuoteMarks quotes, int anchor, TokenRange source, FeatureList features)
    {
        TokenRange? best = null;
        var most = float.NegativeInfinity;
        foreach (var candidate in Contents.Candidates(text, quotes, anchor, source))
        {
            Contents.Features(text, quotes, anchor, source, candidate, features);
            var score = Content.Score(features.Keys);
            if (score > most)
                (most, best) = (score, candidate);
        }

        return best;
    }

    /// <summary>The words of the cue: "according to" whole, nothing for credits, otherwise the word itself.</summary>
    public static TokenRange? CueOf(AnalysedText text, int anchor)
    {
        if (Anchors.IsCredit(text, anchor))
            return null;
        if (Anchors.Class(text, anchor) == ReportingClass.According && anchor + 1 < text.Count && text.Words[anchor + 1] == "to")
            return new TokenRange(anchor, anchor + 1);
        return new TokenRange(anchor, anchor);
    }

    public void Write(BinaryWriter writer)
    {
        Cue.Write(writer);
        Source.Write(writer);
        Content.Write(writer);
        writer.Write(Threshold);
        writer.Write(Slope);
        writer.Write(Shift);
    }

    public static AttributionModel Read(BinaryReader reader) =>
        new(
            LinearModel.Read(reader),
            LinearModel.Read(reader),
            LinearModel.Read(reader),
            reader.ReadSingle(),
            reader.ReadSingle(),
            reader.ReadSingle()
        );

    private double Probability(float score) => 1 / (1 + Math.Exp(-((Slope * score) + Shift)));
}
