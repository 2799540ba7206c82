using Entente.Record.Attributions;

namespace Entente.Record.Language;

/// <summary>
/// A text with its sentences, tokens, tags (Penn Treebank), lemmas and a dependency tree per sentence (Universal Dependencies).
/// </summary>
internal sealed class AnalysedText
{
    private readonly ulong[] lower;
    private readonly ulong[] lemmaKeys;
    private int[][]? children;
    private (string, string)[]? small;

    public AnalysedText(string text, IReadOnlyList<Token> tokens, IReadOnlyList<TokenRange> sentences)
    {
        (Text, Tokens, Sentences) = (text, tokens, sentences);
        var n = tokens.Count;
        Words = new string[n];
        SentenceOf = new int[n];
        Tags = new string[n];
        Lemmas = new string[n];
        Heads = new int[n];
        Labels = new string[n];
        lower = new ulong[n];
        lemmaKeys = new ulong[n];
        for (var i = 0; i < n; i++)
        {
            Words[i] = text.Substring(tokens[i].Start, tokens[i].Length);
            lower[i] = Feature.OfLower(Words[i]);
        }

        for (var s = 0; s < sentences.Count; s++)
        {
            for (var i = sentences[s].First; i <= sentences[s].Last; i++)
                SentenceOf[i] = s;
        }
    }

    public string Text { get; }

    public IReadOnlyList<Token> Tokens { get; }

    public IReadOnlyList<TokenRange> Sentences { get; }

    public int Count => Words.Length;

    public string[] Words { get; }

    public int[] SentenceOf { get; }

    /// <summary>Tags of the Penn Treebank.</summary>
    public string[] Tags { get; }

    public string[] Lemmas { get; }

    /// <summary>The token each hangs on; -1 for the root of a sentence.</summary>
    public int[] Heads { get; }

    /// <summary>How it hangs there.</summary>
    public string[] Labels { get; }

    /// <summary>Key of the word in small letters.</summary>
    public ulong Lower(int i) => lower[i];

    /// <summary>Key of the lemma.</summary>
    public ulong LemmaKey(int i) => lemmaKeys[i];

    public void SetLemma(int i, string lemma)
    {
        Lemmas[i] = lemma;
        lemmaKeys[i] = Feature.OfLower(lemma);
    }

    /// <summary>Lemma and word in small letters; made when first asked for, after the lemmas are known.</summary>
    public (string Lemma, string Word) Small(int i) =>
        (small ??= [.. Lemmas.Zip(Words, (lemma, word) => (lemma.ToLowerInvariant(), word.ToLowerInvariant()))])[i];

    public bool IsVerb(int i) => Tags[i].StartsWith("VB", StringComparison.Ordinal);

    public bool IsNoun(int i) => Tags[i].StartsWith("NN", StringComparison.Ordinal);

    public bool IsQuote(int i) => Words[i] is "\"" or "“" or "”" or "``" or "''";

    public bool IsMark(int i) =>
        Words[i].Length > 0
        && !char.IsLetterOrDigit(Words[i][0])
        && Words[i].Length <= 3
        && !IsQuote(i)
        && Words[i][0] != '$'
        && Words[i][0] != '\''
        && Words[i][0] != '’';

    /// <summary>The tokens that hang on each, in order; made when first asked for, after the tree is complete.</summary>
    public int[] Children(int i) => (children ??= MakeChildren())[i];

    /// <summary>The stretch of a range of tokens.</summary>
    public TextSpan Span(TokenRange range) => Tokens[range.First].To(Tokens[range.Last]);

    /// <summary>The range from the leftmost to the rightmost token under one.</summary>
    public TokenRange Subtree(int i)
    {
        int first = i,
            last = i;
        Widen(i, ref first, ref last);
        return new TokenRange(first, last);
    }

    private void Widen(int i, ref int first, ref int last)
    {
        first = Math.Min(first, i);
        last = Math.Max(last, i);
        foreach (var child in Children(i))
            Widen(child, ref first, ref last);
    }

    private int[][] MakeChildren()
    {
        var lists = new List<int>?[Count];
        for (var i = 0; i < Count; i++)
        {
            if (Heads[i] >= 0)
                (lists[Heads[i]] ??= []).Add(i);
        }

        return Array.ConvertAll(lists, l => l?.ToArray() ?? []);
    }
}
