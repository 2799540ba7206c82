using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>Stretches that may be the content, and the features that choose among them.</summary>
internal static class Contents
{
    private const int Farthest = 90;
    private const int LongestRun = 4;

    /// <summary>The candidates for an attributing word and its source (none where it has none).</summary>
    public static List<TokenRange> Candidates(AnalysedText text, QuoteMarks quotes, int anchor, TokenRange? source)
    {
        var number = text.SentenceOf[anchor];
        var sentence = text.Sentences[number];
        var found = new HashSet<TokenRange>();

        // What is said inside a quotation does not leave it.
        var (low, high) = quotes.Around(anchor) is { } around ? (around.First, around.Last) : (0, text.Count - 1);
        var starts = new SortedSet<int>();
        var ends = new SortedSet<int>();
        Boundaries(text, sentence, anchor, source, starts, ends);
        foreach (var s in starts)
        {
            foreach (var e in ends)
            {
                if (e >= s && e - s < Farthest * 2)
                    Add(new TokenRange(s, e));
            }
        }

        Forward(starts);
        Backward(ends);
        return [.. found];

        void Add(TokenRange range)
        {
            if (range.First < low || range.Last > high || IsEmpty(text, range))
                return;
            if (!range.Holds(anchor) && (source is not { } s || !range.Meets(s)))
                found.Add(range);
        }

        void Forward(IEnumerable<int> from)
        {
            foreach (var s in from.Where(s => s > anchor).Append(sentence.Last + 1))
            {
                if (s >= text.Count)
                    continue;
                for (var k = s; k <= Math.Min(s + 2, text.Count - 1); k++)
                {
                    if (quotes.Partner(k) > sentence.Last)
                    {
                        Add(new TokenRange(s, quotes.Partner(k)));
                        Add(new TokenRange(k, quotes.Partner(k)));
                    }
                }

                for (var n = 1; n <= LongestRun && number + n < text.Sentences.Count; n++)
                    Add(new TokenRange(s, text.Sentences[number + n].Last));
            }

            // Quotes that open anywhere in the sentence and close in a later one.
            for (var k = anchor + 1; k <= sentence.Last; k++)
            {
                if (quotes.Partner(k) <= sentence.Last)
                    continue;
                foreach (var s in from.Where(s => s > anchor && s <= k))
                    Add(new TokenRange(s, quotes.Partner(k)));
            }
        }

        void Backward(IEnumerable<int> to)
        {
            foreach (var e in to.Where(e => e < anchor).Append(sentence.First - 1))
            {
                if (e < 0)
                    continue;
                for (var k = e; k >= Math.Max(0, e - 2); k--)
                {
                    if (quotes.Partner(k) >= 0 && quotes.Partner(k) < sentence.First)
                        Add(new TokenRange(quotes.Partner(k), e));
                }

                for (var n = 1; n <= LongestRun && number - n >= 0; n++)
                    Add(new TokenRange(text.Sentences[number - n].First, e));
            }
        }
    }

    private static bool IsEmpty(AnalysedText text, TokenRange range)
    {
        for (var i = range.First; i <= range.Last; i++)
        {
            if (!text.IsMark(i) && !text.IsQuote(i))
                return false;
        }

        return true;
    }

    private static void Boundaries(
        AnalysedText text,
        TokenRange sentence,
        int anchor,
        TokenRange? source,
        SortedSet<int> starts,
        SortedSet<int> ends
    )
    {
        var low = Math.Max(sentence.First, anchor - Farthest);
        var high = Math.Min(sentence.Last, anchor + Farthest);
        starts.Add(low);
        ends.Add(high);
        if (anchor < high)
            starts.Add(anchor + 1);
        if (anchor > low)
            ends.Add(anchor - 1);
        if (source is { } s)
        {
            if (s.Last < high)
                starts.Add(s.Last + 1);
            if (s.First > low)
                ends.Add(s.First - 1);
        }

        for (var k = low; k <= high; k++)
        {
            if (text.IsQuote(k) || text.IsMark(k))
            {
                starts.Add(k);
                ends.Add(k);
                if (k < high)
                    starts.Add(k + 1);
                if (k > low)
                    ends.Add(k - 1);
            }
            else if (text.Tags[k] is "WDT" or "WP" or "WRB" or "CC" || text.Labels[k] is "mark" or "cc")
            {
                starts.Add(k);
                if (k > low)
                    ends.Add(k - 1);
            }
        }

        Edges(text, anchor, starts, ends);
        if (text.Heads[anchor] >= 0)
            Edges(text, text.Heads[anchor], starts, ends);
        starts.Remove(anchor);
        ends.Remove(anchor);
    }

    private static void Edges(AnalysedText text, int i, SortedSet<int> starts, SortedSet<int> ends)
    {
        foreach (var c in text.Children(i))
        {
            if (text.Labels[c] is "punct" or "aux" or "det" or "case" or "mark")
                continue;
            var range = text.Subtree(c);
            starts.Add(range.First);
            ends.Add(range.Last);
        }
    }

    public static void Features(AnalysedText text, QuoteMarks quotes, int anchor, TokenRange? source, TokenRange range, FeatureList f)
    {
        f.Clear();
        var number = text.SentenceOf[anchor];
        var sentence = text.Sentences[number];
        var kind = (ulong)Anchors.Class(text, anchor) + 1;
        var lemma = text.LemmaKey(anchor);
        int s = range.First,
            e = range.Last;
        var first = text.SentenceOf[s] - number;
        var last = text.SentenceOf[e] - number;
        var side = s > anchor ? 1UL : 2UL;
        var place = side + (ulong)(10 * (3 + Math.Clamp(first, -2, 2))) + (ulong)(100 * (3 + Math.Clamp(last, -2, 2)));
        var after =
            source is { } so && so.First > anchor ? 1UL
            : source is null ? 2UL
            : 3UL;
        f.Add(1, place);
        f.Add(2, place, kind);
        f.Add(3, place, after, kind);
        f.Add(4, side, lemma);

        // Where it starts.
        var atStart =
            s == anchor + 1 ? 1UL
            : source is { } src && s == src.Last + 1 ? 2UL
            : s == text.Sentences[text.SentenceOf[s]].First ? 3UL
            : 4UL;
        var w0 = text.Lower(s);
        var t0 = Feature.Of(text.Tags[s]);
        var p0 = s > 0 ? Kind(text, quotes, s - 1) : 1;
        f.Add(5, atStart, place);
        f.Add(6, atStart, place, kind);
        f.Add(7, w0, side);
        f.Add(8, t0, side);
        f.Add(9, t0, side, kind);
        f.Add(10, p0, side);
        f.Add(11, p0, t0, side);
        f.Add(12, atStart, t0, kind);
        f.Add(13, Kind(text, quotes, s), side, kind, atStart);
        f.Add(14, lemma, atStart, Kind(text, quotes, s));
        f.Add(15, p0, Kind(text, quotes, s), side, kind);

        // Where it ends.
        var atEnd =
            e == text.Sentences[text.SentenceOf[e]].Last ? 1UL
            : e == anchor - 1 ? 2UL
            : source is { } sr && e == sr.First - 1 ? 3UL
            : 4UL;
        var n0 = e + 1 < text.Count ? Kind(text, quotes, e + 1) : 1;
        f.Add(16, atEnd, place);
        f.Add(17, atEnd, place, kind);
        f.Add(18, Kind(text, quotes, e), atEnd);
        f.Add(19, n0, atEnd, side);
        f.Add(20, Kind(text, quotes, e), n0, side);
        f.Add(21, Kind(text, quotes, e), n0, kind, atEnd);
        f.Add(22, e + 1 < text.Count ? text.Lower(e + 1) : 3, side);
        f.Add(23, e + 1 < text.Count ? Feature.Of(text.Tags[e + 1]) : 3, side);
        f.Add(24, Feature.Of(text.Tags[e]), side);
        f.Add(25, Sources.Bucket(range.Count), side);
        f.Add(26, Sources.Bucket(range.Count), kind);
        Tree(text, anchor, range, kind, f);
        QuoteFeatures(text, quotes, sentence, anchor, range, kind, side, f);
        Inside(text, range, kind, f);
    }

    private static void Tree(AnalysedText text, int anchor, TokenRange range, ulong kind, FeatureList f)
    {
        foreach (var c in text.Children(anchor))
        {
            var l = text.Labels[c];
            if (l is "punct" or "aux" or "advmod" || l.StartsWith("nsubj", StringComparison.Ordinal))
                continue;
            var sub = text.Subtree(c);
            var lk = Feature.Of(l);
            var starts =
                sub.First == range.First ? 1UL
                : sub.First < range.First ? 2UL
                : sub.First == range.First + 1 ? 3UL
                : 4UL;
            var ends =
                sub.Last == range.Last ? 1UL
                : sub.Last > range.Last ? 2UL
                : sub.Last == range.Last - 1 ? 3UL
                : 4UL;
            var holds = range.Holds(c) ? 1UL : 2UL;
            f.Add(30, lk, starts, holds);
            f.Add(31, lk, ends, holds);
            f.Add(32, lk, starts, ends, holds);
            f.Add(33, lk, (starts * 10) + ends, holds, kind);
        }

        var head = text.Heads[anchor];
        if (head >= 0)
        {
            f.Add(34, Feature.Of(text.Labels[anchor]), range.Holds(head) ? 1UL : 2UL);
            f.Add(35, Feature.Of(text.Labels[anchor]), range.Holds(head) ? 1UL : 2UL, kind);
        }

        // Heads that point out of the range: one for a clause cut whole.
        int outward = 0,
            root = -1;
        for (var k = range.First; k <= range.Last; k++)
        {
            if (text.Labels[k] != "punct" && (text.Heads[k] < 0 || !range.Holds(text.Heads[k])))
            {
                outward++;
                root = k;
            }
        }

        f.Add(36, (ulong)Math.Min(outward, 4) + 1);
        f.Add(37, (ulong)Math.Min(outward, 4) + 1, kind);
        if (root < 0 || outward != 1)
            return;
        f.Add(38, Feature.Of(text.Tags[root]), kind);
        f.Add(39, Feature.Of(text.Labels[root]));
        var inward = 0;
        for (var k = range.First - 12; k <= range.Last + 12; k++)
        {
            if (
                k >= 0
                && k < text.Count
                && !range.Holds(k)
                && text.Labels[k] != "punct"
                && text.Heads[k] >= 0
                && range.Holds(text.Heads[k])
                && k != anchor
            )
                inward++;
        }

        f.Add(40, (ulong)Math.Min(inward, 3) + 1, kind);
    }

    private static void QuoteFeatures(
        AnalysedText text,
        QuoteMarks quotes,
        TokenRange sentence,
        int anchor,
        TokenRange range,
        ulong kind,
        ulong side,
        FeatureList f
    )
    {
        int whole = 0,
            broken = 0,
            missed = 0;
        for (var k = range.First; k <= range.Last; k++)
        {
            var partner = quotes.Partner(k);
            if (partner < 0)
                continue;
            if (range.Holds(partner))
                whole++;
            else
                broken++;
        }

        for (var k = sentence.First; k <= sentence.Last; k++)
        {
            if (quotes.Partner(k) >= 0 && !range.Holds(k))
                missed++;
        }

        var starts = quotes.Partner(range.First) > range.First;
        var ends = quotes.Partner(range.Last) >= 0 && quotes.Partner(range.Last) < range.Last;
        var exact = quotes.Partner(range.First) == range.Last;
        f.Add(50, (ulong)Math.Min(whole, 4) + 1, (ulong)Math.Min(broken, 2) + 1, (ulong)Math.Min(missed, 3) + 1);
        f.Add(51, (ulong)Math.Min(broken, 2) + 1, kind);
        f.Add(52, starts ? 1UL : 2UL, ends ? 1UL : 2UL, exact ? 1UL : 2UL, side);
        f.Add(53, starts ? 1UL : 2UL, ends ? 1UL : 2UL, exact ? 1UL : 2UL, kind);
        f.Add(54, (ulong)Math.Min(missed, 3) + 1, kind, quotes.Inside(anchor) ? 1UL : 2UL);
        f.Add(55, quotes.Inside(anchor) == quotes.Inside(range.First) ? 1UL : 2UL, quotes.Inside(anchor) ? 1UL : 2UL, side);
        f.Add(56, quotes.Inside(anchor) == quotes.Inside(range.Last) ? 1UL : 2UL, quotes.Inside(anchor) ? 1UL : 2UL, side);
        f.Add(
            57,
            text.SentenceOf[range.First] == text.SentenceOf[range.Last] ? 1UL : 2UL,
            exact ? 1UL : 2UL,
            (ulong)Math.Min(broken, 2) + 1
        );
    }

    private static void Inside(AnalysedText text, TokenRange range, ulong kind, FeatureList f)
    {
        int finite = 0,
            subjects = 0,
            reports = 0;
        for (var k = range.First; k <= range.Last; k++)
        {
            finite += text.Tags[k] is "VBD" or "VBZ" or "VBP" or "MD" ? 1 : 0;
            subjects += text.Labels[k].StartsWith("nsubj", StringComparison.Ordinal) ? 1 : 0;
            reports += text.IsVerb(k) && ReportingWords.Class(text.Lemmas[k]) == ReportingClass.Say ? 1 : 0;
        }

        f.Add(60, (ulong)Math.Min(finite, 2) + 1, (ulong)Math.Min(subjects, 2) + 1);
        f.Add(61, (ulong)Math.Min(finite, 2) + 1, kind);
        f.Add(62, (ulong)Math.Min(reports, 2) + 1, kind);
    }

    // A coarse sort of token: marks by themselves, clause openers by themselves, others by tag.
    private static ulong Kind(AnalysedText text, QuoteMarks quotes, int i)
    {
        if (text.IsQuote(i))
            return quotes.Partner(i) > i ? 2UL
                : quotes.Partner(i) >= 0 ? 3UL
                : 4UL;
        if (text.IsMark(i) || text.Tags[i] is "WDT" or "WP" or "WRB" or "CC" or "TO" or "IN")
            return text.Lower(i);
        return text.IsVerb(i) ? 5UL
            : text.IsNoun(i) ? 6UL
            : Feature.Of(text.Tags[i]);
    }
}
