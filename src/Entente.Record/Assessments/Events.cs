using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>
/// Features by which the event type of PLOVER is told from a sentence: its base forms, pairs of them, and terms of the codebook.
/// </summary>
internal sealed class Events
{
    private readonly TermMatcher[] topics = [.. Codebook.Topics.Select(t => new TermMatcher(t.Terms))];

    /// <summary>How often each code's terms stand in a range.</summary>
    public int[] Hits(AnalysedText text, TokenRange range) => Array.ConvertAll(topics, t => t.Find(text, range).Count);

    public void Features(AnalysedText text, TokenRange range, FeatureList f)
    {
        f.Clear();
        f.Add(1);
        for (var i = range.First; i <= range.Last; i++)
        {
            if (text.IsMark(i) || text.Tags[i] is "NNP" or "NNPS" or "CD" or "DT")
                continue;
            f.Add(2, text.LemmaKey(i));
            if (text.IsVerb(i))
                f.Add(3, text.LemmaKey(i));
            if (text.IsVerb(i) && text.Labels[i] == "root")
                f.Add(5, text.LemmaKey(i));
            if (i < range.Last && !text.IsMark(i + 1))
                f.Add(4, text.LemmaKey(i), text.LemmaKey(i + 1));
        }

        var hits = Hits(text, range);
        for (var t = 0; t < hits.Length; t++)
        {
            if (hits[t] > 0)
                f.Add(6, (ulong)t + 1);
            if (hits[t] > 1)
                f.Add(7, (ulong)t + 1);
        }
    }
}
