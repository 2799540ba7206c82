using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>The tokens that may attribute, and the features by which it is told whether they do.</summary>
internal static class Anchors
{
    /// <summary>Verbs, "according", words of credit before a colon, and nouns and adjectives of saying and believing.</summary>
    public static bool IsCandidate(AnalysedText text, int i)
    {
        if (text.IsVerb(i))
            return text.Labels[i] is not ("aux" or "aux:pass" or "cop");
        var kind = ReportingWords.Class(text.Lemmas[i]);
        if (kind == ReportingClass.According)
            return true;
        if (IsCredit(text, i))
            return true;
        if (text.IsNoun(i))
            return kind != ReportingClass.None;
        return text.Words[i]
            is "sure"
                or "clear"
                or "confident"
                or "aware"
                or "afraid"
                or "concerned"
                or "certain"
                or "convinced"
                or "hopeful"
                or "worried"
                or "adamant"
                or "surprised";
    }

    /// <summary>"Image: NAME", "courtesy of NAME".</summary>
    public static bool IsCredit(AnalysedText text, int i)
    {
        if (ReportingWords.Class(text.Words[i]) != ReportingClass.Credit || i + 2 >= text.Count)
            return false;
        var next = text.Words[i + 1];
        return text.SentenceOf[i] == text.SentenceOf[i + 1]
            && (
                next is ":" or ";"
                || text.Words[i].Equals("courtesy", StringComparison.OrdinalIgnoreCase) && next is "of" or "from" or "copyright"
            );
    }

    public static ReportingClass Class(AnalysedText text, int i)
    {
        if (IsCredit(text, i))
            return ReportingClass.Credit;
        var kind = ReportingWords.Class(text.Lemmas[i]);
        return kind switch
        {
            ReportingClass.Credit => ReportingClass.None,
            ReportingClass.Noun when text.IsVerb(i) => ReportingClass.Say,
            ReportingClass.Say or ReportingClass.Belief or ReportingClass.Knowledge when text.IsNoun(i) => ReportingClass.Noun,
            _ => kind,
        };
    }

    public static void Features(AnalysedText text, QuoteMarks quotes, int i, FeatureList f)
    {
        f.Clear();
        var sentence = text.Sentences[text.SentenceOf[i]];
        var kind = (ulong)Class(text, i) + 1;
        var lemma = text.LemmaKey(i);
        var tag = Feature.Of(text.Tags[i]);
        var label = Feature.Of(text.Labels[i]);
        f.Add(1);
        f.Add(2, lemma);
        f.Add(3, kind);
        f.Add(4, tag, kind);
        f.Add(5, label, kind);
        f.Add(6, text.Lower(i));
        f.Add(7, label);
        f.Add(50, tag);
        int subject = -1,
            clause = -1,
            thing = -1,
            auxiliaries = 0;
        var passive = false;
        foreach (var c in text.Children(i))
        {
            var l = text.Labels[c];
            var lk = Feature.Of(l);
            f.Add(8, lk, kind);
            f.Add(9, lk);
            if (l.StartsWith("nsubj", StringComparison.Ordinal))
                subject = c;
            if (l is "ccomp" || l == "parataxis" && c > i)
                clause = c;
            if (l == "obj")
                thing = c;
            passive |= l == "aux:pass";
            if (l is "aux" or "advmod" or "mark")
            {
                f.Add(10, lk, text.LemmaKey(c));
                auxiliaries++;
            }

            if (l is "obl" or "iobj" or "xcomp" or "advcl")
                f.Add(11, lk, kind, text.LemmaKey(c));
        }

        f.Add(12, kind, subject < 0 ? 1UL : 2UL, clause < 0 ? 1UL : 2UL, thing < 0 ? 1UL : 2UL);
        f.Add(13, lemma, clause < 0 ? 1UL : 2UL);
        f.Add(14, lemma, subject < 0 ? 1UL : 2UL);
        f.Add(15, lemma, thing < 0 ? 1UL : 2UL);
        f.Add(16, kind, passive ? 2UL : 1UL, clause < 0 ? 1UL : 2UL);
        if (subject >= 0)
        {
            f.Add(17, text.LemmaKey(subject));
            f.Add(18, Feature.Of(text.Tags[subject]), kind);
            f.Add(19, subject < i ? 1UL : 2UL, kind);
        }

        if (clause >= 0)
            Clause(text, clause, kind, f);
        var head = text.Heads[i];
        if (head >= 0)
        {
            f.Add(20, label, Feature.Of(text.Tags[head]), kind, head < i ? 1UL : 2UL);
            f.Add(21, label, text.LemmaKey(head));
        }

        Around(text, sentence, i, kind, lemma, f);
        Quotes(text, quotes, sentence, i, kind, lemma, f);
    }

    private static void Clause(AnalysedText text, int clause, ulong kind, FeatureList f)
    {
        f.Add(22, kind, Feature.Of(text.Tags[clause]));
        var range = text.Subtree(clause);
        f.Add(23, kind, text.Lower(range.First));
        var withSubject = false;
        foreach (var c in text.Children(clause))
            withSubject |= text.Labels[c].StartsWith("nsubj", StringComparison.Ordinal);
        f.Add(24, kind, withSubject ? 2UL : 1UL);
    }

    private static void Around(AnalysedText text, TokenRange sentence, int i, ulong kind, ulong lemma, FeatureList f)
    {
        for (var d = -3; d <= 3; d++)
        {
            var at = i + d;
            if (d == 0)
                continue;
            var word = sentence.Holds(at) ? text.Lower(at) : 3;
            var tag = sentence.Holds(at) ? Feature.Of(text.Tags[at]) : 3;
            f.Add(25, (ulong)(d + 8), tag);
            f.Add(51, (ulong)(d + 8), tag, kind);
            if (Math.Abs(d) > 2)
                continue;
            f.Add(26, (ulong)(d + 8), word);
            f.Add(27, (ulong)(d + 8), tag, lemma);
            f.Add(28, (ulong)(d + 8), word, kind);
        }

        var edge =
            i == sentence.First ? 1UL
            : i + 1 == sentence.Last ? 2UL
            : i == sentence.Last ? 3UL
            : 4UL;
        f.Add(29, edge, kind);
    }

    private static void Quotes(AnalysedText text, QuoteMarks quotes, TokenRange sentence, int i, ulong kind, ulong lemma, FeatureList f)
    {
        var near = 0UL;
        for (var d = 1; d <= 4; d++)
        {
            if (i - d >= 0 && text.IsQuote(i - d) && quotes.Partner(i - d) >= 0 && quotes.Partner(i - d) < i - d)
                near |= 1;
            if (i + d < text.Count && text.IsQuote(i + d) && quotes.Partner(i + d) > i + d)
                near |= 2;
        }

        var anywhere = 1UL;
        for (var k = sentence.First; k <= sentence.Last; k++)
        {
            if (text.IsQuote(k))
                anywhere = 2;
        }

        f.Add(30, near + 1, kind);
        f.Add(31, near + 1, lemma);
        f.Add(32, anywhere, kind);
        f.Add(33, quotes.Inside(i) ? 2UL : 1UL, kind);
        f.Add(34, quotes.Inside(i) ? 2UL : 1UL);
        f.Add(35, near + 1);
        f.Add(36, near + 1, quotes.Inside(i) ? 2UL : 1UL, text.IsVerb(i) ? 2UL : 1UL);
    }
}
