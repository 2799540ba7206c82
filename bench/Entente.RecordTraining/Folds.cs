using System.IO.Compression;
using Entente.Record.Language;
using Entente.Record.Training;

namespace Entente.RecordTraining;

/// <summary>Documents in five folds, and per fold the analyser that never saw it.</summary>
internal sealed record Folds(int[] Of, TextAnalyser[] Analysers)
{
    public const int Count = 5;

    /// <summary>News are dealt out first, by name, then the others.</summary>
    public static int[] Deal(GumCorpus corpus)
    {
        var folds = new int[corpus.Documents.Count];
        var order = Enumerable
            .Range(0, folds.Length)
            .OrderBy(d => corpus.Documents[d].Genre == "news" ? 0 : 1)
            .ThenBy(d => corpus.Documents[d].Genre, StringComparer.Ordinal)
            .ThenBy(d => corpus.Documents[d].Name, StringComparer.Ordinal)
            .ToArray();
        for (var k = 0; k < order.Length; k++)
            folds[order[k]] = k % Count;
        return folds;
    }

    /// <summary>Trains the analysers, and one more on everything, or reads them from a folder where they were left.</summary>
    public static (Folds Folds, TextAnalyser All) Make(GumCorpus corpus, string? cache)
    {
        var of = Deal(corpus);
        var files = cache is null ? null : Enumerable.Range(0, Count + 1).Select(f => Path.Combine(cache, $"analyser{f}.br")).ToArray();
        if (files is not null && files.All(File.Exists))
        {
            var read = files.Select(Read).ToArray();
            return (new Folds(of, read[..Count]), read[Count]);
        }

        var analysers = Train(corpus, of);
        if (files is not null)
        {
            Directory.CreateDirectory(cache!);
            for (var f = 0; f <= Count; f++)
                Write(files[f], analysers[f]);
        }

        // What is measured is what ships: weights as they are written.
        var kept = analysers.Select(a => ModelFile.Copy(a)).ToArray();
        return (new Folds(of, kept[..Count]), kept[Count]);
    }

    /// <summary>Each document by the analyser of its fold, on the tokens and sentences of the corpus.</summary>
    public AnalysedText[] Predict(GumCorpus corpus) =>
        [.. corpus.Documents.Select((d, i) => Analysers[Of[i]].Analyse(d.Text.Text, d.Text.Tokens, d.Text.Sentences))];

    private static TextAnalyser[] Train(GumCorpus corpus, int[] of)
    {
        int[] Without(int fold) => [.. Enumerable.Range(0, of.Length).Where(d => of[d] != fold)];
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        var taggers = new Tagger[Count + 1];
        var lemmas = new Lemmatizer[Count + 1];
        Parallel.For(
            0,
            Count + 1,
            two,
            f =>
            {
                taggers[f] = TreebankTraining.Tagger(corpus.Bank, Without(f));
                lemmas[f] = TreebankTraining.Lemmas(corpus.Bank, Without(f));
            }
        );

        // Parsers learn on tags as they will meet them: given by taggers that never saw the document.
        var tagged = corpus
            .Documents.Select(
                (d, i) =>
                {
                    var text = new AnalysedText(d.Text.Text, d.Text.Tokens, d.Text.Sentences);
                    foreach (var sentence in text.Sentences)
                        taggers[of[i]].Tag(text, sentence);
                    return text;
                }
            )
            .ToArray();
        var parsers = new DependencyParser[Count + 1];
        Parallel.For(0, Count + 1, two, f => parsers[f] = TreebankTraining.Parser(corpus.Bank, tagged, Without(f)));
        return [.. Enumerable.Range(0, Count + 1).Select(f => new TextAnalyser(taggers[f], lemmas[f], parsers[f]))];
    }

    private static TextAnalyser Read(string path)
    {
        using var file = new BinaryReader(new BrotliStream(File.OpenRead(path), CompressionMode.Decompress));
        return TextAnalyser.Read(file);
    }

    private static void Write(string path, TextAnalyser analyser)
    {
        using var file = new BinaryWriter(new BrotliStream(File.Create(path), CompressionLevel.Optimal));
        analyser.Write(file);
    }
}
