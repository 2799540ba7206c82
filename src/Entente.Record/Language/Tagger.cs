namespace Entente.Record.Language;

/// <summary>Gives every token its tag, from left to right, by a linear model over the word, its shape and its neighbours.</summary>
internal sealed class Tagger(LinearModel model, string[] tags)
{
    private const ulong Edge = 77;

    public IReadOnlyList<string> Tags => tags;

    public LinearModel Model => model;

    /// <summary>Tags of one sentence.</summary>
    public void Tag(AnalysedText text, TokenRange sentence)
    {
        var features = new FeatureList();
        Span<float> scores = stackalloc float[tags.Length];
        int before = -1,
            last = -1;
        for (var i = sentence.First; i <= sentence.Last; i++)
        {
            Features(text, sentence, i, before, last, features);
            model.Score(features.Keys, scores);
            var best = 0;
            for (var k = 1; k < scores.Length; k++)
            {
                if (scores[k] > scores[best])
                    best = k;
            }

            text.Tags[i] = tags[best];
            (before, last) = (last, best);
        }
    }

    /// <summary>Features of one token; the two tags before it are places in the list of tags, -1 outside.</summary>
    public static void Features(AnalysedText text, TokenRange sentence, int i, int before, int last, FeatureList f)
    {
        f.Clear();
        var word = text.Words[i].AsSpan();
        var t1 = (ulong)(last + 2);
        var t2 = (ulong)(before + 2);
        var w = text.Lower(i);
        f.Add(1);
        f.Add(2, w);
        f.Add(3, Feature.Of(word));
        for (var k = 1; k <= 4 && k <= word.Length; k++)
            f.Add(3 + k, Feature.OfLower(word[^k..]));
        f.Add(8, word[0]);
        if (word.Length > 2)
            f.Add(9, Feature.OfLower(word[..3]));
        f.Add(10, t1);
        f.Add(11, t1, t2);
        f.Add(12, t1, w);
        f.Add(13, t2);
        var shape = Shape(word);
        f.Add(14, shape);
        f.Add(15, shape, i == sentence.First ? 1UL : 2UL);
        f.Add(16, shape, t1);
        var previous = At(text, sentence, i - 1);
        var next = At(text, sentence, i + 1);
        f.Add(17, previous);
        f.Add(18, next);
        f.Add(19, At(text, sentence, i - 2));
        f.Add(20, At(text, sentence, i + 2));
        f.Add(21, previous, w);
        f.Add(22, w, next);
        if (i + 1 <= sentence.Last)
        {
            var n = text.Words[i + 1].AsSpan();
            f.Add(23, Feature.OfLower(n[^Math.Min(3, n.Length)..]));
            f.Add(24, Shape(n));
            f.Add(26, Feature.OfLower(n[^Math.Min(2, n.Length)..]), t1);
        }

        if (i > sentence.First)
        {
            var p = text.Words[i - 1].AsSpan();
            f.Add(25, Feature.OfLower(p[^Math.Min(3, p.Length)..]));
        }
    }

    private static ulong At(AnalysedText text, TokenRange sentence, int i) => sentence.Holds(i) ? text.Lower(i) : Edge;

    private static ulong Shape(ReadOnlySpan<char> word)
    {
        ulong shape = 1;
        ulong last = 9;
        foreach (var c in word)
        {
            var kind =
                char.IsUpper(c) ? 1UL
                : char.IsLower(c) ? 2UL
                : char.IsDigit(c) ? 3UL
                : c == '-' ? 4UL
                : c == '.' ? 5UL
                : 6UL;
            if (kind == last || shape > 1UL << 40)
                continue;
            shape = (shape * 7) + kind;
            last = kind;
        }

        return shape;
    }
}
