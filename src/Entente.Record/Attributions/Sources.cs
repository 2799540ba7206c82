using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>A stretch that may be the source.</summary>
/// <param name="Range">Its tokens.</param>
/// <param name="Head">The noun or pronoun it is about.</param>
/// <param name="Cut">The label of what was cut off at its end; empty where nothing was.</param>
internal readonly record struct SourceCandidate(TokenRange Range, int Head, string Cut);

/// <summary>Noun phrases of the sentence, whole and without their tails, and the features that choose among them.</summary>
internal static class Sources
{
    private const int Farthest = 60;

    /// <summary>The candidates for a word that attributes. Who speaks outside a quotation does not stand in one.</summary>
    public static List<SourceCandidate> Candidates(AnalysedText text, QuoteMarks quotes, int anchor)
    {
        var sentence = text.Sentences[text.SentenceOf[anchor]];
        var found = new List<SourceCandidate>();
        var seen = new HashSet<TokenRange>();
        for (var h = Math.Max(sentence.First, anchor - Farthest); h <= Math.Min(sentence.Last, anchor + Farthest); h++)
        {
            if (h != anchor && IsNominal(text, h) && (quotes.Inside(anchor) || !quotes.Inside(h)) && !IsAddressee(text, anchor, h))
                Phrases(text, anchor, h, found, seen);
        }

        if (Anchors.IsCredit(text, anchor) && anchor + 2 <= sentence.Last)
        {
            var last = sentence.Last;
            while (last > anchor + 2 && text.IsMark(last))
                last--;
            if (last >= anchor + 2)
                Add(text, anchor, new SourceCandidate(new TokenRange(anchor + 2, last), anchor + 2, "line"), found, seen);
        }

        return found;
    }

    // "spoke to X", "with X": not who says it.
    private static bool IsAddressee(AnalysedText text, int anchor, int h)
    {
        if (
            Anchors.Class(text, anchor) is not (ReportingClass.Say or ReportingClass.Belief or ReportingClass.Knowledge)
            || text.Labels[h] is not ("obl" or "nmod")
        )
            return false;
        foreach (var c in text.Children(h))
        {
            if (
                text.Labels[c] == "case"
                && text.Words[c].ToLowerInvariant() is "to" or "with" or "in" or "at" or "about" or "against" or "during" or "into"
            )
                return true;
        }

        return false;
    }

    private static bool IsNominal(AnalysedText text, int h)
    {
        if (text.Labels[h] is "case" or "mark" or "det" or "punct" or "flat" or "fixed" or "aux" or "cc")
            return false;
        return text.Tags[h] switch
        {
            "PRP" or "WP" or "CD" or "FW" or "PRP$" => true,
            "DT" or "JJ" or "JJR" or "WDT" => text.Labels[h] is "nsubj" or "nsubj:pass" or "obl" or "obj" or "nmod",
            _ => text.IsNoun(h),
        };
    }

    private static void Phrases(AnalysedText text, int anchor, int h, List<SourceCandidate> found, HashSet<TokenRange> seen)
    {
        var children = text.Children(h);
        var first = h;
        foreach (var c in children)
        {
            if (
                c < h
                && text.Labels[c]
                    is not ("case" or "cc" or "mark" or "punct" or "advmod" or "cop" or "nsubj" or "aux" or "expl" or "cc:preconj")
            )
                first = Math.Min(first, text.Subtree(c).First);
        }

        while (first - 2 >= 0 && IsJoined(text, first - 1))
            first -= 2;

        Chunks(text, anchor, h, found, seen);

        // From the head on, the phrase may stop before any of what hangs to its right.
        var last = h;
        foreach (var c in children)
        {
            if (c <= h)
                continue;
            if (text.Labels[c] != "punct")
                Add(
                    text,
                    anchor,
                    new SourceCandidate(new TokenRange(first, Trim(text, h, text.Subtree(c).First - 1)), h, text.Labels[c]),
                    found,
                    seen
                );
            last = Math.Max(last, text.Subtree(c).Last);
        }

        Add(text, anchor, new SourceCandidate(new TokenRange(first, Trim(text, h, last)), h, string.Empty), found, seen);
        for (var k = h + 1; k < last; k++)
        {
            if (text.Words[k] is "," or "(" or "—" or "–" or "-LRB-")
                Add(text, anchor, new SourceCandidate(new TokenRange(first, Trim(text, h, k - 1)), h, "comma"), found, seen);
        }

        if (first < h && text.Words[first] is "\"" or "“")
            Add(text, anchor, new SourceCandidate(new TokenRange(first + 1, Trim(text, h, last)), h, "quote"), found, seen);
    }

    // Titles before names are often cut from them in the tree: the words before a name as they stand, and those before an "of" as well.
    private static void Chunks(AnalysedText text, int anchor, int h, List<SourceCandidate> found, HashSet<TokenRange> seen)
    {
        if (!text.IsNoun(h))
            return;
        var low = Math.Max(text.Sentences[text.SentenceOf[h]].First, h - 24);
        var last = h;
        while (last + 1 < text.Count && text.SentenceOf[last + 1] == text.SentenceOf[h] && text.Tags[last + 1] is "NNP" or "NNPS")
            last++;
        var first = h;
        for (var joins = 0; joins < 4; joins++)
        {
            while (first > low && InPhrase(text.Tags[first - 1]) && first - 1 != anchor)
                first--;
            if (first < h || last > h)
                Add(text, anchor, new SourceCandidate(new TokenRange(first, last), h, joins == 0 ? "chunk" : "chunks"), found, seen);
            if (first - 2 < low || text.Words[first - 1].ToLowerInvariant() is not ("of" or "for" or "on" or "to" or "at" or "and" or ","))
                return;
            first -= 2;
            if (!InPhrase(text.Tags[first]))
                return;
        }
    }

    private static bool InPhrase(string tag) =>
        tag is "NN" or "NNS" or "NNP" or "NNPS" or "JJ" or "DT" or "POS" or "PRP$" or "CD" or "HYPH" or "JJR" or "JJS" or "VBN" or "VBG";

    // A hyphen without spaces, as in names of two parts.
    private static bool IsJoined(AnalysedText text, int hyphen) =>
        text.Words[hyphen] == "-"
        && text.Tokens[hyphen - 1].End == text.Tokens[hyphen].Start
        && text.Tokens[hyphen].End == text.Tokens[hyphen + 1].Start
        && text.SentenceOf[hyphen - 1] == text.SentenceOf[hyphen + 1];

    private static int Trim(AnalysedText text, int h, int last)
    {
        while (last > h && (text.IsMark(last) && text.Words[last] is not (")" or "]") || text.IsQuote(last)))
            last--;
        return last;
    }

    private static void Add(AnalysedText text, int anchor, SourceCandidate candidate, List<SourceCandidate> found, HashSet<TokenRange> seen)
    {
        var range = candidate.Range;
        if (range.Last < range.First || range.Holds(anchor) || range.Count > 40 || !seen.Add(range))
            return;
        found.Add(candidate);
    }

    public static void Features(AnalysedText text, QuoteMarks quotes, int anchor, SourceCandidate candidate, FeatureList f)
    {
        f.Clear();
        var (range, h) = (candidate.Range, candidate.Head);
        var sentence = text.Sentences[text.SentenceOf[anchor]];
        var kind = (ulong)Anchors.Class(text, anchor) + 1;
        var before = range.Last < anchor ? 1UL : 2UL;
        var distance = Bucket(range.Last < anchor ? anchor - range.Last : range.First - anchor);
        var path = Path(text, h, anchor);
        var cut = Feature.Of(candidate.Cut);
        var tag = Feature.Of(text.Tags[h]);
        f.Add(1, path);
        f.Add(2, path, kind);
        f.Add(3, path, Feature.Of(text.Tags[anchor]));
        f.Add(4, path, tag);
        f.Add(5, before, distance);
        f.Add(6, before, distance, kind);
        f.Add(7, cut);
        f.Add(8, cut, tag);
        f.Add(9, cut, path);
        f.Add(10, tag);
        f.Add(11, tag, kind, before);
        f.Add(12, text.LemmaKey(h));
        f.Add(13, text.Lower(range.First));
        f.Add(14, Feature.Of(text.Tags[range.First]));
        f.Add(15, Feature.Of(text.Tags[range.Last]));
        f.Add(16, range.Last + 1 <= sentence.Last ? text.Lower(range.Last + 1) : 3, before);
        f.Add(17, range.Last + 1 <= sentence.Last ? Feature.Of(text.Tags[range.Last + 1]) : 3, cut);
        f.Add(18, range.First > sentence.First ? text.Lower(range.First - 1) : 3, before);
        f.Add(19, range.First > sentence.First ? Feature.Of(text.Tags[range.First - 1]) : 3);
        f.Add(20, Bucket(range.Count));
        f.Add(21, Bucket(range.Count), cut);
        f.Add(22, quotes.Inside(h) ? 1UL : 2UL, quotes.Inside(anchor) ? 1UL : 2UL);
        f.Add(23, range.First == sentence.First ? 1UL : 2UL, before);
        int verbs = 0,
            commas = 0,
            names = 0;
        for (var k = range.First; k <= range.Last; k++)
        {
            verbs += text.Tags[k] is "VBD" or "VBZ" or "VBP" or "MD" ? 1 : 0;
            commas += text.Words[k] == "," ? 1 : 0;
            names += text.Tags[k] is "NNP" or "NNPS" ? 1 : 0;
        }

        f.Add(24, (ulong)Math.Min(verbs, 2) + 1);
        f.Add(25, (ulong)Math.Min(commas, 2) + 1, cut);
        f.Add(26, names > 0 ? 1UL : 2UL, tag);
        f.Add(27, (ulong)Math.Min(commas, 2) + 1, names > 0 ? 1UL : 2UL, cut == Feature.Of(string.Empty) ? 1UL : 2UL);
        f.Add(28, Feature.Of(text.Tags[range.First]), range.First > sentence.First ? Feature.Of(text.Tags[range.First - 1]) : 3);
        f.Add(29, range.First > sentence.First && InPhrase(text.Tags[range.First - 1]) ? 1UL : 2UL, names > 0 ? 1UL : 2UL);
        f.Add(35, range.Last < sentence.Last ? Feature.Of(text.Tags[range.Last + 1]) : 3, Feature.Of(text.Tags[range.Last]));
        f.Add(36, path, range.First > sentence.First ? Feature.Of(text.Tags[range.First - 1]) : 3);
        f.Add(37, path, range.Last < sentence.Last ? Feature.Of(text.Tags[range.Last + 1]) : 3);
        Between(text, range, anchor, kind, before, f);
        Complete(text, candidate, f);
    }

    // What stands between the phrase and the word that attributes.
    private static void Between(AnalysedText text, TokenRange range, int anchor, ulong kind, ulong before, FeatureList f)
    {
        var (from, to) = range.Last < anchor ? (range.Last + 1, anchor) : (anchor + 1, range.First);
        int verbs = 0,
            nouns = 0,
            quotesBetween = 0;
        for (var k = from; k < to; k++)
        {
            verbs += text.Tags[k] is "VBD" or "VBZ" or "VBP" or "MD" ? 1 : 0;
            nouns += text.IsNoun(k) || text.Tags[k] == "PRP" ? 1 : 0;
            quotesBetween += text.IsQuote(k) ? 1 : 0;
        }

        f.Add(30, (ulong)Math.Min(verbs, 2) + 1, before);
        f.Add(31, (ulong)Math.Min(nouns, 3) + 1, before, kind);
        f.Add(32, (ulong)Math.Min(quotesBetween, 2) + 1, before);
        f.Add(33, to - from == 0 ? 1UL : 2UL, before, kind);
        if (to - from == 1)
            f.Add(34, text.Lower(from), before);
    }

    // What follows the cut, so that titles and names stay together and descriptions fall off.
    private static void Complete(AnalysedText text, SourceCandidate candidate, FeatureList f)
    {
        var next = candidate.Range.Last + 1;
        if (next >= text.Count || candidate.Cut.Length == 0)
            return;
        var cut = Feature.Of(candidate.Cut);
        f.Add(40, cut, Feature.Of(text.Words[next] == "," ? "," : text.Tags[next]));
        f.Add(41, cut, text.Words[next] == "," && next + 1 < text.Count ? Feature.Of(text.Tags[next + 1]) : 2);
        f.Add(42, cut, Feature.Of(text.Tags[candidate.Range.Last]), Feature.Of(text.Tags[next]));
    }

    /// <summary>Key of the way through the tree from one token to another: labels up, then labels down.</summary>
    public static ulong Path(AnalysedText text, int from, int to)
    {
        Span<int> up = stackalloc int[5];
        var steps = 0;
        for (var k = from; k >= 0 && steps < up.Length; k = text.Heads[k])
            up[steps++] = k;
        var key = 17UL;
        for (int depth = 0, k = to; k >= 0 && depth < 4; k = text.Heads[k], depth++)
        {
            var at = up[..steps].IndexOf(k);
            if (at >= 0)
            {
                for (var s = 0; s < at; s++)
                    key = (key * 31) + Feature.Of(text.Labels[up[s]]);
                return (key * 31) + 5;
            }

            key = (key * 37) + Feature.Of(text.Labels[k]);
        }

        return 7;
    }

    internal static ulong Bucket(int count) =>
        count switch
        {
            <= 4 => (ulong)count + 1,
            <= 6 => 6,
            <= 9 => 7,
            <= 14 => 8,
            <= 22 => 9,
            _ => 10,
        };
}
