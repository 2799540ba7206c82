namespace Entente.Record.Language;

/// <summary>
/// Tokens, sentences, tags, lemmas and trees of a text, by models that were trained on a treebank. Safe to share between threads.
/// </summary>
internal sealed class TextAnalyser(Tagger tagger, Lemmatizer lemmatizer, DependencyParser parser)
{
    // Longer runs without a stop are lists or tables; they are cut, so that time grows in proportion to the text.
    private const int LongestSentence = 160;

    public Tagger Tagger => tagger;

    public Lemmatizer Lemmatizer => lemmatizer;

    public DependencyParser Parser => parser;

    public AnalysedText Analyse(string text)
    {
        var tokens = Tokenizer.Tokens(text);
        return Analyse(text, tokens, Cut(SentenceSplitter.Sentences(text, tokens)));
    }

    /// <summary>The same on tokens and sentences that are known.</summary>
    public AnalysedText Analyse(string text, IReadOnlyList<Token> tokens, IReadOnlyList<TokenRange> sentences)
    {
        var analysed = new AnalysedText(text, tokens, sentences);
        foreach (var sentence in sentences)
        {
            tagger.Tag(analysed, sentence);
            for (var i = sentence.First; i <= sentence.Last; i++)
                analysed.SetLemma(i, lemmatizer.Lemma(analysed.Words[i], analysed.Tags[i]));
            parser.Parse(analysed, sentence);
        }

        return analysed;
    }

    public void Write(BinaryWriter writer)
    {
        WriteNames(writer, tagger.Tags);
        tagger.Model.Write(writer);
        writer.Write(lemmatizer.Exceptions.Count);
        foreach (var (word, lemma) in lemmatizer.Exceptions.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            writer.Write(word);
            writer.Write(lemma);
        }

        WriteNames(writer, parser.Labels);
        parser.Model.Write(writer);
    }

    public static TextAnalyser Read(BinaryReader reader)
    {
        var tags = ReadNames(reader);
        var tagger = new Tagger(LinearModel.Read(reader), tags);
        var exceptions = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
            exceptions.Add(reader.ReadString(), reader.ReadString());
        var labels = ReadNames(reader);
        return new TextAnalyser(tagger, new Lemmatizer(exceptions), new DependencyParser(LinearModel.Read(reader), labels));
    }

    private static List<TokenRange> Cut(List<TokenRange> sentences)
    {
        if (sentences.TrueForAll(s => s.Count <= LongestSentence))
            return sentences;
        var cut = new List<TokenRange>();
        foreach (var sentence in sentences)
        {
            for (var first = sentence.First; first <= sentence.Last; first += LongestSentence)
                cut.Add(new TokenRange(first, Math.Min(sentence.Last, first + LongestSentence - 1)));
        }

        return cut;
    }

    private static void WriteNames(BinaryWriter writer, IReadOnlyList<string> names)
    {
        writer.Write(names.Count);
        foreach (var name in names)
            writer.Write(name);
    }

    private static string[] ReadNames(BinaryReader reader)
    {
        var names = new string[reader.ReadInt32()];
        for (var i = 0; i < names.Length; i++)
            names[i] = string.Intern(reader.ReadString());
        return names;
    }
}
