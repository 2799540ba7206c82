using Entente.Record.Language;

namespace Entente.Record.Assessments;

/// <summary>
/// How a sentence speaks of a target in it: the words around it, where it hangs in the tree, and words of praise and blame.
/// </summary>
internal static class Polarity
{
    /// <summary>The classes of NewsMTSC in their order.</summary>
    public static readonly string[] Classes = ["negative", "neutral", "positive"];

    private const int Near = 6;

    public static void Features(AnalysedText text, TokenRange target, FeatureList f)
    {
        f.Clear();
        var sentence = text.Sentences[text.SentenceOf[target.First]];
        int good = 0,
            bad = 0,
            goodNear = 0,
            badNear = 0;
        for (var i = sentence.First; i <= sentence.Last; i++)
        {
            if (target.Holds(i))
                continue;
            var away = i < target.First ? target.First - i : i - target.Last;
            var side = i < target.First ? 1UL : 2UL;
            var lemma = text.LemmaKey(i);
            var sign = PolarityWords.Sign(text.Lemmas[i]) * (IsNegated(text, sentence, i) ? -1 : 1);
            good += sign > 0 ? 1 : 0;
            bad += sign < 0 ? 1 : 0;
            if (!text.IsMark(i))
                f.Add(1, lemma);
            if (away <= Near)
            {
                goodNear += sign > 0 ? 1 : 0;
                badNear += sign < 0 ? 1 : 0;
                f.Add(2, lemma, side);
                if (away <= 2)
                    f.Add(3, lemma, side, (ulong)away);
                if (away == 1)
                    f.Add(4, Feature.Of(text.Tags[i]), side);
            }

            if (i + 1 <= sentence.Last && !target.Holds(i + 1) && !text.IsMark(i))
                f.Add(5, lemma, text.LemmaKey(i + 1));
        }

        f.Add(10, (ulong)Math.Min(good, 4) + 1, (ulong)Math.Min(bad, 4) + 1);
        f.Add(11, (ulong)Math.Min(good, 4) + 1);
        f.Add(12, (ulong)Math.Min(bad, 5) + 1);
        f.Add(13, (ulong)Math.Clamp(good - bad + 5, 0, 10) + 1);
        f.Add(14, (ulong)Math.Clamp(goodNear - badNear + 5, 0, 10) + 1);
        f.Add(15, (ulong)Math.Min(goodNear, 3) + 1, (ulong)Math.Min(badNear, 3) + 1);
        f.Add(16, target.First == sentence.First ? 1UL : 2UL);
        Tree(text, target, f);
    }

    private static void Tree(AnalysedText text, TokenRange target, FeatureList f)
    {
        var head = target.Last;
        for (var i = target.First; i <= target.Last; i++)
        {
            if (text.Heads[i] < 0 || !target.Holds(text.Heads[i]))
                head = i;
        }

        f.Add(20, Feature.Of(text.Labels[head]));
        var label = Feature.Of(text.Labels[head]);
        var up = text.Heads[head];
        for (var step = 0; step < 3 && up >= 0; step++)
        {
            var depth = (ulong)step + 1;
            var sign = (ulong)(
                PolarityWords.Sign(text.Lemmas[up]) * (IsNegated(text, text.Sentences[text.SentenceOf[up]], up) ? -1 : 1) + 2
            );
            f.Add(21, label, text.LemmaKey(up), depth);
            f.Add(22, text.LemmaKey(up));
            f.Add(23, label, sign, depth);
            foreach (var c in text.Children(up))
            {
                if (target.Holds(c) || text.Labels[c] is "punct" or "det" or "case")
                    continue;
                var below = (ulong)(PolarityWords.Sign(text.Lemmas[c]) + 2);
                f.Add(24, label, Feature.Of(text.Labels[c]), below, depth);
                f.Add(25, label, text.LemmaKey(c), Feature.Of(text.Labels[c]));
                if (step == 0)
                    f.Add(26, label, text.LemmaKey(up), text.LemmaKey(c));
            }

            label = (label * 31) + Feature.Of(text.Labels[up]);
            up = text.Heads[up];
        }

        foreach (var c in text.Children(head))
        {
            if (target.Holds(c) || text.Labels[c] is "punct" or "det" or "case")
                continue;
            f.Add(27, text.LemmaKey(c), Feature.Of(text.Labels[c]));
            f.Add(28, Feature.Of(text.Labels[c]), (ulong)(PolarityWords.Sign(text.Lemmas[c]) + 2));
        }
    }

    private static bool IsNegated(AnalysedText text, TokenRange sentence, int i)
    {
        for (var k = i - 1; k >= Math.Max(sentence.First, i - 3); k--)
        {
            if (text.Words[k].ToLowerInvariant() is "not" or "n't" or "n’t" or "never" or "no" or "without")
                return true;
        }

        return false;
    }
}
