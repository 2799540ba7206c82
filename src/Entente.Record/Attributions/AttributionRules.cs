using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>
/// Attributions that the gold shows seldom or never, by named rules: viewpoint, attributed, quoted, voiced, passive, thing,
/// reportedly. They add to what the
/// model found and never take its words.
/// </summary>
internal sealed class AttributionRules(AnalysedText text, AttributionModel model, QuoteMarks quotes)
{
    // Rules have no probability of their own; these say how often each was right where it was tried (docs/record-measured.md).
    private const double Sure = 0.9;
    private const double Likely = 0.75;

    private static readonly HashSet<string> ViewNouns =
    [
        "viewpoint",
        "perspective",
        "view",
        "opinion",
        "standpoint",
        "eye",
        "word",
        "judgment",
        "judgement",
    ];

    private static readonly HashSet<string> SayNouns =
    [
        "statement",
        "claim",
        "remark",
        "comment",
        "word",
        "view",
        "viewpoint",
        "perspective",
        "opinion",
        "assessment",
        "argument",
        "allegation",
        "accusation",
        "assertion",
        "announcement",
        "declaration",
        "speech",
        "rhetoric",
        "narrative",
        "message",
    ];

    private static readonly HashSet<string> ThingVerbs =
    [
        "convey",
        "signal",
        "voice",
        "express",
        "reiterate",
        "emphasize",
        "emphasise",
        "stress",
        "underline",
        "underscore",
        "articulate",
        "frame",
        "present",
        "portray",
        "describe",
        "characterize",
        "characterise",
        "depict",
        "announce",
        "condemn",
        "denounce",
        "criticize",
        "criticise",
        "reject",
        "welcome",
        "deny",
        "dismiss",
        "confirm",
        "predict",
        "highlight",
        "echo",
    ];

    private static readonly HashSet<string> AsVerbs =
    [
        "frame",
        "see",
        "view",
        "describe",
        "portray",
        "present",
        "cite",
        "regard",
        "characterize",
        "characterise",
        "depict",
        "perceive",
        "cast",
        "brand",
        "label",
        "hail",
    ];

    private readonly FeatureList features = new();

    /// <summary>
    /// What the model found, with what the rules find beside it. Where two rules see more than the model does, they come first.
    /// </summary>
    public List<FoundAttribution> Add(IReadOnlyList<FoundAttribution> found)
    {
        var all = new List<FoundAttribution>();
        var taken = new HashSet<int>();
        for (var i = 0; i < text.Count; i++)
        {
            if ((Viewpoint(i) ?? Attributed(i)) is not { } one)
                continue;
            all.Add(one);
            Take(one, taken);
            if (one.Rule == "attributed")
                taken.Add(one.Content[0].First - 1);
        }

        foreach (var one in found.Where(f => !taken.Contains(f.Anchor)))
        {
            var shared = Shared(one, all);
            all.Add(shared);
            Take(shared, taken);
        }

        for (var i = 0; i < text.Count; i++)
        {
            if (taken.Contains(i) || (Quoted(i) ?? Voiced(i) ?? Passive(i, taken) ?? Thing(i) ?? Reportedly(i, all)) is not { } one)
                continue;
            all.Add(one);
            Take(one, taken);
        }

        all.AddRange(DeedsBeside(all, taken));
        return all;
    }

    // What is done is told by the text itself: within what somebody says it is theirs to tell.
    private List<FoundAttribution> DeedsBeside(List<FoundAttribution> said, HashSet<int> taken) =>
        [
            .. Enumerable
                .Range(0, text.Count)
                .Where(i => !taken.Contains(i) && !said.Exists(one => one.Source.Holds(i) || one.Content.Any(range => range.Holds(i))))
                .Select(Deed)
                .OfType<FoundAttribution>(),
        ];

    /// <summary>"Statements from the leadership" as a source is the leadership; "views of X" is X.</summary>
    public TokenRange Refine(TokenRange source, MentionReader mentions)
    {
        var head = mentions.Head(source);
        return Including(SayNouns.Contains(text.Lemmas[head].ToLowerInvariant()) ? Owner(source, head) : source);
    }

    // "the leadership, including the president,".
    private TokenRange Including(TokenRange source)
    {
        var sentence = text.Sentences[text.SentenceOf[source.Last]];
        if (source.Last + 3 > sentence.Last || text.Words[source.Last + 1] != "," || text.Words[source.Last + 2] is not "including")
            return source;
        for (var k = source.Last + 3; k <= Math.Min(sentence.Last, source.Last + 12); k++)
        {
            if (text.Words[k] is "," or ";")
                return source with { Last = k - 1 };
        }

        return source;
    }

    private TokenRange Owner(TokenRange source, int head)
    {
        foreach (var c in text.Children(head))
        {
            if (text.Labels[c] is not ("nmod" or "nmod:poss" or "obl" or "acl") || !text.IsNoun(c))
                continue;
            var range = Trimmed(text.Subtree(c));
            if (text.Labels[c] == "nmod:poss")
                return WithoutOwner(range);
            if (text.Words[range.First].ToLowerInvariant() is "from" or "of" or "by" && range.Count > 1)
                return range with { First = range.First + 1 };
        }

        return source;
    }

    private static void Take(FoundAttribution one, HashSet<int> taken)
    {
        taken.Add(one.Anchor);
        if (one.Cue is not { } cue)
            return;
        for (var k = cue.First; k <= cue.Last; k++)
            taken.Add(k);
    }

    // "X said ..., adding ...": who adds is who said.
    private FoundAttribution Shared(FoundAttribution one, List<FoundAttribution> before)
    {
        if (
            text.Tags[one.Anchor] != "VBG"
            || Anchors.Class(text, one.Anchor) == ReportingClass.According
            || one.Source.Last + 1 == one.Anchor
            || one.Anchor == 0
            || text.Words[one.Anchor - 1] is not ("," or "\"" or "”" or "and")
        )
            return one;
        var main = before.FindLast(b =>
            b.Anchor < one.Anchor && text.SentenceOf[b.Anchor] == text.SentenceOf[one.Anchor] && text.Tags[b.Anchor] != "VBG"
        );
        return main is null || one.Content.Any(c => c.Meets(main.Source)) ? one : one with { Source = main.Source };
    }

    // "From X's viewpoint, ...", "in the view of X ...".
    private FoundAttribution? Viewpoint(int i)
    {
        var word = text.Words[i].ToLowerInvariant();
        if (word is not ("from" or "in"))
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        for (var n = i + 1; n <= Math.Min(i + 8, sentence.Last) && !text.IsMark(n); n++)
        {
            if (!ViewNouns.Contains(text.Lemmas[n].ToLowerInvariant()))
                continue;
            if (Owner(i, n) is { } owner)
                return Side(i, owner.Range, new TokenRange(i, owner.Last), sentence);
        }

        return null;
    }

    private (TokenRange Range, int Last)? Owner(int from, int noun)
    {
        for (var k = from + 1; k < noun; k++)
        {
            if (text.Words[k] is "'s" or "’s" or "'" or "’" && k > from + 1)
                return (new TokenRange(from + 1, k - 1), noun);
        }

        if (noun + 2 < text.Count && text.Words[noun + 1] == "of" && text.SentenceOf[noun + 2] == text.SentenceOf[noun])
        {
            var end = noun + 2;
            while (
                end + 1 < text.Count
                && text.SentenceOf[end + 1] == text.SentenceOf[noun]
                && !text.IsMark(end + 1)
                && (text.IsNoun(end + 1) || text.Tags[end] is "DT" or "JJ" || text.Tags[end + 1] is "JJ")
            )
                end++;
            return text.IsNoun(end) ? (new TokenRange(noun + 2, end), noun + 1) : null;
        }

        return null;
    }

    // The content of an aside: what follows it to the end, or what stands before it.
    private FoundAttribution? Side(int anchor, TokenRange source, TokenRange cue, TokenRange sentence)
    {
        var after = Math.Max(source.Last, cue.Last) + 1;
        if (anchor - sentence.First > 3)
            return Whole(anchor, cue, source, new TokenRange(sentence.First, anchor - 1), "viewpoint", Sure);
        while (after < sentence.Last && text.IsMark(after))
            after++;
        return after > sentence.Last ? null : Whole(anchor, cue, source, new TokenRange(after, sentence.Last), "viewpoint", Sure);
    }

    // "Remarks attributed to X highlight ...": the content is what the remarks do.
    private FoundAttribution? Attributed(int i)
    {
        if (text.Lemmas[i] != "attribute" || i + 2 >= text.Count || text.Words[i + 1] != "to")
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        var first = i + 2;
        var source = Longest(first, sentence);
        if (source is not { } found)
            return null;
        var head = text.Heads[i];
        var isAside = text.Labels[i] is "acl" or "amod" or "advcl" or "nsubj" or "root" && i > sentence.First && text.IsNoun(i - 1);
        var cue = isAside ? new TokenRange(i - 1, i + 1) : new TokenRange(i, i + 1);

        // The verb of the sentence: behind the source and a description between commas.
        var verb = found.Last + 1;
        if (isAside && verb < sentence.Last && text.Words[verb] == ",")
        {
            while (++verb < sentence.Last && text.Words[verb] != ",") { }

            verb++;
        }

        if (isAside && verb < sentence.Last)
            return Whole(i, cue, found, Tail(verb, sentence), "attributed", Sure);
        return head >= 0 && head < i ? Whole(i, cue, found, text.Subtree(head), "attributed", Likely) : null;
    }

    // A verb of saying beside a quotation: "...," the official said.
    private FoundAttribution? Quoted(int i)
    {
        if (text.Tags[i] is not ("VBD" or "VBZ" or "VBP") || Anchors.Class(text, i) != ReportingClass.Say || quotes.Inside(i))
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        for (var k = i - 1; k >= Math.Max(sentence.First, i - 8); k--)
        {
            if (text.IsVerb(k))
                return null;
            if (!text.IsQuote(k))
                continue;
            if (quotes.Partner(k) < 0 || quotes.Partner(k) > k)
                return null;
            var source = k + 1 < i && !text.IsMark(k + 1) ? new TokenRange(k + 1, i - 1) : model.BestSource(text, quotes, i, features);
            return source is { } s && s.First > k
                ? Whole(i, new TokenRange(i, i), s, new TokenRange(quotes.Partner(k), k), "quoted", Sure)
                : null;
        }

        return null;
    }

    // "a narrative voiced in Moscow about ...".
    private FoundAttribution? Voiced(int i)
    {
        if (
            text.Tags[i] is not ("VBN" or "VBD")
            || text.Lemmas[i] is not ("voice" or "express" or "advance" or "articulate" or "repeat")
            || i + 2 >= text.Count
            || text.Words[i + 1] is not ("in" or "by" or "from")
        )
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        if (Longest(i + 2, sentence) is not { } source || source.Last >= sentence.Last)
            return null;
        return Whole(i, new TokenRange(i, i), source, Tail(source.Last, sentence), "voiced", Likely);
    }

    // "is framed as ...", "cited as ...": nobody is named who does so.
    private FoundAttribution? Passive(int i, HashSet<int> taken)
    {
        if (text.Tags[i] is not ("VBN" or "VBD") || !AsVerbs.Contains(text.Lemmas[i]) || i + 2 >= text.Count || text.Words[i + 1] != "as")
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        var be = i - 1;
        while (be > sentence.First && text.Tags[be] == "RB")
            be--;
        var withBe = be >= sentence.First && text.Lemmas[be] == "be";
        if (!withBe && (be < sentence.First || !text.IsNoun(be)))
            return null;

        // Within an aside ("From X's viewpoint, ... is seen as") it is X who sees.
        for (var k = sentence.First; k < i; k++)
        {
            if (taken.Contains(k) && text.Words[k].ToLowerInvariant() is "from" or "in" or "according")
                return null;
        }

        var cue = withBe ? new TokenRange(be, i + 1) : new TokenRange(i, i + 1);
        var end = Clause(i + 2, sentence);
        var start = withBe && be > sentence.First ? Start(be - 1, sentence) : Start(be, sentence);
        TokenRange before = new(start, withBe ? be - 1 : be);
        return new FoundAttribution(
            i,
            cue,
            cue,
            before.Count > 0 ? [before, new TokenRange(i + 2, end)] : [new TokenRange(i + 2, end)],
            Likely,
            "passive"
        );
    }

    // A verb of saying with its thing: "conveyed this assessment", "signaled its stance".
    private FoundAttribution? Thing(int i)
    {
        if (Noun(i) is { } noun)
            return noun;
        if (!text.IsVerb(i) || !ThingVerbs.Contains(text.Lemmas[i]) || text.Tags[i] is "VBG" or "VBN" && !HasAuxiliary(i))
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        if (i >= sentence.Last || text.IsMark(i + 1) || text.Words[i + 1] is "by" or "in" or "to" or "as")
            return null;
        if (model.BestSource(text, quotes, i, features) is not { } source || source.Last > i || !MaySpeak(source))
            return null;
        return Whole(i, new TokenRange(i, i), source, Tail(i, sentence), "thing", Likely);
    }

    // "The Ukrainian perspective stresses ...", where the tagger took the verb for a noun.
    private FoundAttribution? Noun(int i)
    {
        var sentence = text.Sentences[text.SentenceOf[i]];
        if (
            text.Tags[i] != "NNS"
            || i == sentence.First
            || i == sentence.Last
            || !SayNouns.Contains(text.Lemmas[i - 1].ToLowerInvariant())
            || !ThingVerbs.Contains(Lemmatizer.ByEnding(text.Words[i].ToLowerInvariant(), "VBZ"))
            || text.IsMark(i + 1)
            || text.Tags[i + 1] is "IN"
        )
            return null;
        var first = i - 1;
        while (first > sentence.First && (text.IsNoun(first - 1) || text.Tags[first - 1] is "JJ" or "DT" or "POS" or "PRP$"))
            first--;
        return Whole(i, new TokenRange(i, i), new TokenRange(first, i - 1), Tail(i, sentence), "thing", Likely);
    }

    // "governments have pursued sanctions against ...": a side taken without a word.
    private FoundAttribution? Deed(int i)
    {
        if (!text.IsVerb(i) || !Deeds.IsDeed(text.Lemmas[i]) || text.Tags[i] is "VBG" or "VB" || text.Tags[i] is "VBN" && !HasAuxiliary(i))
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        var noun = i + 1;
        while (noun < sentence.Last && !Deeds.IsAction(text.Lemmas[noun].ToLowerInvariant()))
        {
            if (text.IsMark(noun) || text.IsVerb(noun) || text.Tags[noun] is "IN" or "TO" or "RP")
                return null;
            noun++;
        }
        if (
            !Deeds.IsAction(text.Lemmas[noun].ToLowerInvariant())
            || model.BestSource(text, quotes, i, features) is not { } source
            || source.Last > i
            || !MaySpeak(source)
        )
            return null;
        return Whole(i, new TokenRange(i, i), source, new TokenRange(i + 1, Clause(i + 1, sentence)), "deed", Likely);
    }

    private bool HasAuxiliary(int i)
    {
        for (var k = i - 1; k >= Math.Max(0, i - 4); k--)
        {
            if (text.Lemmas[k] is "have")
                return true;
            if (text.Tags[k] is not ("RB" or "MD"))
                return false;
        }

        return false;
    }

    // Somebody who can speak: a name, a pronoun of persons, an office, or words of somebody.
    private bool MaySpeak(TokenRange source)
    {
        var mentions = new MentionReader(text, quotes);
        var head = mentions.Head(source);
        if (SayNouns.Contains(text.Lemmas[head].ToLowerInvariant()))
            return true;
        return mentions.Kind(source) switch
        {
            MentionKind.Named or MentionKind.Role or MentionKind.Unnamed => true,
            MentionKind.Pronoun => text.Words[source.First].ToLowerInvariant() is "he" or "she" or "they" or "we" or "i" or "who",
            _ => text.Lemmas[head].ToLowerInvariant()
                is "government"
                    or "leadership"
                    or "official"
                    or "authority"
                    or "ministry"
                    or "leader"
                    or "parliament"
                    or "opposition"
                    or "capital"
                    or "diplomat",
        };
    }

    // "reportedly": the text keeps back who reports.
    private FoundAttribution? Reportedly(int i, IReadOnlyCollection<FoundAttribution> found)
    {
        if (
            text.Words[i].ToLowerInvariant() is not ("reportedly" or "allegedly" or "purportedly")
            || found.Any(f => f.Content.Any(c => c.Holds(i)))
        )
            return null;
        var sentence = text.Sentences[text.SentenceOf[i]];
        var end = Clause(i + 1 <= sentence.Last ? i + 1 : i, sentence);
        var start = Start(i, sentence);
        var parts = new List<TokenRange>();
        if (start < i)
            parts.Add(new TokenRange(start, i - 1));
        if (end > i)
            parts.Add(new TokenRange(i + 1, end));
        return parts.Count == 0
            ? null
            : new FoundAttribution(i, new TokenRange(i, i), new TokenRange(i, i), [.. parts], Likely, "reportedly");
    }

    // A noun phrase from a token on, with names and descriptions between commas left to the mention's reader.
    private TokenRange? Longest(int first, TokenRange sentence)
    {
        for (var k = first; k <= Math.Min(first + 10, sentence.Last); k++)
        {
            if (
                text.IsMark(k) && text.Words[k] != "-"
                || text.IsVerb(k)
                || text.Tags[k] is "IN" or "MD" or "CC" or "WDT"
                || k == sentence.Last
            )
            {
                var last = k == sentence.Last && text.IsNoun(k) ? k : k - 1;
                return last >= first && (text.IsNoun(last) || text.Tags[last] == "PRP") ? new TokenRange(first, last) : null;
            }
        }

        return null;
    }

    // To the end of the sentence, or to another clause that "but" opens.
    private TokenRange Tail(int verb, TokenRange sentence)
    {
        for (var k = verb + 2; k < sentence.Last; k++)
        {
            if (text.Words[k] is "," or ";" && text.Words[k + 1] is "but" or "yet")
                return new TokenRange(verb + 1, k - 1);
        }

        return new TokenRange(verb + 1, Math.Max(verb + 1, sentence.Last));
    }

    private int Clause(int from, TokenRange sentence)
    {
        for (var k = from; k < sentence.Last; k++)
        {
            if (text.Words[k] is "," or ";" or ":" && k > from)
                return k - 1;
        }

        return text.IsMark(sentence.Last) && sentence.Last > from ? sentence.Last - 1 : sentence.Last;
    }

    private int Start(int at, TokenRange sentence)
    {
        for (var k = at; k > sentence.First; k--)
        {
            if (k - 2 > sentence.First && text.Words[k - 1] is "and" or "but" && text.Words[k - 2] == ",")
                return k;
            if (text.Words[k - 1] is ";" or ":" || text.Words[k - 1] is "includes" or "include")
                return k;
        }

        return sentence.First;
    }

    private static FoundAttribution? Whole(
        int anchor,
        TokenRange cue,
        TokenRange source,
        TokenRange content,
        string rule,
        double probability
    ) =>
        content.Last < content.First || source.Last < source.First
            ? null
            : new FoundAttribution(anchor, cue, source, [content], probability, rule);

    private TokenRange Trimmed(TokenRange range)
    {
        while (range.Count > 1 && text.IsMark(range.Last))
            range = range with { Last = range.Last - 1 };
        return range;
    }

    private TokenRange WithoutOwner(TokenRange range) =>
        range.Count > 1 && text.Words[range.Last] is "'s" or "’s" or "'" or "’" ? range with { Last = range.Last - 1 } : range;
}
