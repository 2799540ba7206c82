using Entente.Record.Language;

namespace Entente.Record.Attributions;

/// <summary>Sorts sources and carriers, and finds the fullest mention of the same one for pronouns, titles and short names.</summary>
internal sealed class MentionReader(AnalysedText text, QuoteMarks quotes, IReadOnlyList<TokenRange>? speakers = null)
{
    private const int Reach = 400;

    private static readonly HashSet<string> Offices = Words(
        """
        ambassador minister president premier chancellor secretary spokesman spokeswoman spokesperson envoy diplomat chairman
        chairwoman chair
        director governor senator leader king queen prince mayor commissioner representative general admiral commander lawmaker
        deputy official
        negotiator analyst economist professor lawyer judge prosecutor chief head mp coach teacher curator patriarch
        """
    );

    private static readonly HashSet<string> Kept = Words(
        """
        observer analyst expert critic source insider people person somebody someone anyone others many some one estimate report official
        commentator witness resident researcher scientist study
        """
    );

    private static readonly HashSet<string> Bodies = Words(
        """
        government leadership parliament opposition administration ministry authority cabinet coalition country kremlin state party team
        """
    );

    private static readonly HashSet<string> Press = Words(
        """
        agency reporter journalist press newspaper radio television tv media channel broadcaster outlet news magazine daily
        correspondent wikinews wire
        """
    );

    /// <summary>The mention of a phrase; the speaker is who speaks where the phrase stands inside a quotation.</summary>
    public Mention Read(TokenRange range, TokenRange? speaker = null)
    {
        var kind = Kind(range);
        return new Mention(
            text.Span(range),
            kind,
            Antecedent(range, kind, speaker) is { } found && found != range ? text.Span(found) : null
        );
    }

    /// <summary>Whether the phrase names press, agencies or other media.</summary>
    public bool IsPress(TokenRange range)
    {
        for (var i = range.First; i <= range.Last; i++)
        {
            if (Press.Contains(text.Lemmas[i].ToLowerInvariant()) || Press.Contains(text.Words[i].ToLowerInvariant()))
                return true;
        }

        var head = Head(range);
        return text.Words[head].Length >= 3
            && text.Words[head].All(char.IsUpper)
            && text.Words[head] is "AFP" or "BBC" or "CNN" or "TASS" or "AP" or "RT";
    }

    public MentionKind Kind(TokenRange range)
    {
        var head = Head(range);
        if (text.Tags[head] is "PRP" or "WP" or "PRP$" or "WDT" || range.Count == 1 && text.Tags[head] == "DT")
            return MentionKind.Pronoun;
        var lemma = text.Lemmas[head].ToLowerInvariant();
        if (HasName(range) && (text.Tags[head] is "NNP" or "NNPS" || Offices.Contains(lemma) && NameAfter(range, head)))
            return MentionKind.Named;
        var named = HasName(range);
        if (IsCapital(range))
            return MentionKind.Named;
        if (!named && !text.Words[range.First].Equals("the", StringComparison.OrdinalIgnoreCase) && lemma is "official" or "source")
            return MentionKind.Unnamed;
        if (
            !named
            && !text.Tags[range.First].StartsWith("JJ", StringComparison.Ordinal)
            && Kept.Contains(lemma)
            && (text.Words[range.First].ToLowerInvariant() is not "the" || text.Tags[head] == "NNS")
        )
            return MentionKind.Unnamed;
        if (Offices.Contains(lemma) && text.Tags[head] != "NNS")
            return text.Words[range.First].ToLowerInvariant() is "a" or "an" or "one" or "another" ? MentionKind.Unnamed : MentionKind.Role;
        return MentionKind.Group;
    }

    /// <summary>The token on which the others of the range hang.</summary>
    public int Head(TokenRange range)
    {
        for (var i = range.First; i <= range.Last; i++)
        {
            if ((text.Heads[i] < 0 || !range.Holds(text.Heads[i])) && text.Labels[i] != "punct")
                return i;
        }

        return range.Last;
    }

    private TokenRange? Antecedent(TokenRange range, MentionKind kind, TokenRange? speaker)
    {
        var head = Head(range);
        return kind switch
        {
            MentionKind.Pronoun => OfPronoun(head, speaker),
            MentionKind.Role => OfRole(head),
            MentionKind.Named => OfName(range, head),
            MentionKind.Group when Bodies.Contains(text.Lemmas[head].ToLowerInvariant()) && !HasName(range) => OfBody(head),
            _ => null,
        };
    }

    private TokenRange? OfPronoun(int at, TokenRange? speaker)
    {
        var word = text.Words[at].ToLowerInvariant();
        if (word is "i" or "we" or "me" or "us" or "my" or "our")
            return speaker;
        if (word is "who" or "which" or "that" && text.Heads[at] >= 0)
        {
            var clause = text.Heads[at];
            if (text.Labels[clause] == "acl:relcl" && text.Heads[clause] >= 0)
                return Phrase(text.Heads[clause]);
            var before = at - 1;
            while (before > 0 && text.IsMark(before))
                before--;
            return before >= 0 && text.IsNoun(before) ? Phrase(before) : null;
        }

        if (word is "you")
            return null;
        if (word is "he" or "she" && Speaker(at) is { } person)
            return person;
        TokenRange? second = null;
        for (var i = at - 1; i >= Math.Max(0, at - Reach); i--)
        {
            if (!text.IsNoun(i) || text.Labels[i] is "flat" or "compound" || quotes.Inside(i) != quotes.Inside(at))
                continue;
            if (!Agrees(word, i))
                continue;
            if (text.Labels[i] is "nsubj" or "nsubj:pass" or "root" || i < at && IsSourceOfAccording(i))
                return OfName(Phrase(i), i) ?? Phrase(i);
            second ??= Phrase(i);
        }

        return second;
    }

    // The last one before who is quoted and is a person: a name of two words, a known surname, or an office.
    private TokenRange? Speaker(int at)
    {
        TokenRange? best = null;
        foreach (var range in speakers ?? [])
        {
            if (
                range.Last >= at
                || range.Last < at - Reach
                || best is { } b && range.First < b.First
                || quotes.Inside(range.First) != quotes.Inside(at)
            )
                continue;
            var kind = Kind(range);
            if (
                kind == MentionKind.Role
                || kind == MentionKind.Unnamed && Offices.Contains(text.Lemmas[Head(range)].ToLowerInvariant())
                || kind == MentionKind.Named && IsPerson(range)
            )
                best = range;
        }

        if (best is not { } found)
            return null;
        return Antecedent(found, Kind(found), null) ?? found;
    }

    private bool IsPerson(TokenRange range)
    {
        if (OfName(range, Head(range)) is not null)
            return true;
        for (var i = range.First; i <= range.Last; i++)
        {
            if (
                text.Words[i] is "of" or "the" or "The"
                || Bodies.Contains(text.Lemmas[i].ToLowerInvariant())
                || text.Words[i] == "Ministry"
            )
                return false;
        }

        return range.Count > 1 && !IsPress(range);
    }

    private bool IsSourceOfAccording(int i) => text.Heads[i] >= 0 && Anchors.Class(text, text.Heads[i]) == ReportingClass.According;

    private bool Agrees(string pronoun, int i)
    {
        var lemma = text.Lemmas[i].ToLowerInvariant();
        var isName = text.Tags[i] is "NNP" or "NNPS";
        return pronoun switch
        {
            "he" or "she" or "him" or "her" => isName && !IsPlace(i) || Offices.Contains(lemma) && text.Tags[i] != "NNS",
            "it" => isName || Bodies.Contains(lemma),
            "they" or "them" => text.Tags[i] is "NNS" or "NNPS"
                || Bodies.Contains(lemma)
                || isName && text.Labels[i].StartsWith("nsubj", StringComparison.Ordinal),
            _ => false,
        };
    }

    // A state or a town: it owns, or a preposition of place stands before it.
    private bool IsPlace(int i)
    {
        if (text.Labels[i] is "nmod:poss" or "nmod" or "amod" or "compound")
            return true;
        foreach (var c in text.Children(i))
        {
            if (text.Labels[c] == "case" && text.Words[c].ToLowerInvariant() is "in" or "against" or "from" or "into" or "at")
                return true;
        }

        return false;
    }

    private TokenRange? OfRole(int head)
    {
        var lemma = text.Lemmas[head];
        for (var pass = 0; pass < 2; pass++)
        {
            for (var d = 1; d < text.Count; d++)
            {
                var i = pass == 0 ? head - d : head + d;
                if (i < 0 || i >= text.Count)
                    break;
                if (i == head || !text.Lemmas[i].Equals(lemma, StringComparison.OrdinalIgnoreCase))
                    continue;
                if (NameBeside(i) is { } found)
                    return found;
            }
        }

        return null;
    }

    // "NAME, the ambassador" or "Ambassador NAME": the name with its office.
    private TokenRange? NameBeside(int office)
    {
        var h = text.Heads[office];
        if (text.Labels[office] is "appos" or "compound" or "flat" or "nmod:desc" && h >= 0 && text.Tags[h] is "NNP")
            return Phrase(h);
        foreach (var c in text.Children(office))
        {
            if (text.Labels[c] is "appos" or "flat" && text.Tags[c] == "NNP")
                return Phrase(c);
        }

        // By place, where the tree does not say so: a name, a comma, and at most five words of the office.
        for (var i = office - 1; i >= Math.Max(1, office - 5); i--)
        {
            if (text.Words[i] == "," && text.Tags[i - 1] == "NNP")
                return Names(i - 1);
        }

        return office + 1 < text.Count && text.Tags[office + 1] == "NNP" ? NamesFrom(office + 1) : null;
    }

    private TokenRange? OfName(TokenRange range, int head)
    {
        var name = text.Tags[range.Last] == "NNP" ? range.Last : head;
        TokenRange? best = null;
        for (var i = 0; i < text.Count; i++)
        {
            if (range.Holds(i) || text.Tags[i] != "NNP" || text.Words[i] != text.Words[name])
                continue;
            var other = Names(i);
            if (other.Last == i && other.Count > range.Count && (best is null || other.Count > best.Value.Count))
                best = other;
        }

        return best;
    }

    private TokenRange? OfBody(int head)
    {
        foreach (var c in text.Children(head))
        {
            if (text.Labels[c] is "nmod:poss" or "amod" or "nmod" && text.Tags[c] is "NNP" or "JJ")
                return null;
        }

        for (var i = head - 1; i >= Math.Max(0, head - Reach); i--)
        {
            if (text.Tags[i] == "NNP" && text.Labels[i] is "nmod:poss" or "nsubj" && !quotes.Inside(i))
                return Names(i);
        }

        return null;
    }

    /// <summary>The name phrase around a token: its nouns, names and what hangs before them, without descriptions behind.</summary>
    public TokenRange Phrase(int head)
    {
        var first = head;
        var last = head;
        foreach (var c in text.Children(head))
        {
            if (text.Labels[c] is "det" or "amod" or "compound" or "nmod:poss" or "flat" or "nummod" or "nmod:desc")
            {
                var range = text.Subtree(c);
                first = Math.Min(first, range.First);
                last = Math.Max(last, range.Last);
            }
        }

        return new TokenRange(first, last);
    }

    private TokenRange Names(int last)
    {
        var first = last;
        while (
            first > 0
            && text.SentenceOf[first - 1] == text.SentenceOf[last]
            && (text.Tags[first - 1] == "NNP" || text.Words[first - 1] == "-" && first > 1 && text.Tags[first - 2] == "NNP")
        )
            first--;
        return new TokenRange(first, last);
    }

    private TokenRange NamesFrom(int first)
    {
        var last = first;
        while (
            last + 1 < text.Count
            && text.SentenceOf[last + 1] == text.SentenceOf[first]
            && (text.Tags[last + 1] == "NNP" || text.Words[last + 1] == "-" && last + 2 < text.Count && text.Tags[last + 2] == "NNP")
        )
            last++;
        return new TokenRange(first, last);
    }

    private bool HasName(TokenRange range)
    {
        for (var i = range.First; i <= range.Last; i++)
        {
            if (text.Tags[i] is "NNP" or "NNPS")
                return true;
        }

        return false;
    }

    // Every word with a capital, inside the sentence or in two parts: a name, whatever the tagger made of it.
    private bool IsCapital(TokenRange range)
    {
        for (var i = range.First; i <= range.Last; i++)
        {
            if (!char.IsUpper(text.Words[i][0]) && text.Words[i] != "-")
                return false;
        }

        return range.Count > 1 && text.Words[range.First + 1] == "-" || range.First > text.Sentences[text.SentenceOf[range.First]].First;
    }

    private bool NameAfter(TokenRange range, int head) => head < range.Last && text.Tags[head + 1] == "NNP";

    private static HashSet<string> Words(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
