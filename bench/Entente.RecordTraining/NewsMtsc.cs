using System.IO.Compression;
using System.Text.Json;
using Entente.Record.Assessments;
using Entente.Record.Language;
using Entente.Record.Training;

namespace Entente.RecordTraining;

/// <summary>One target of NewsMTSC: the article it is from, its features and its polarity.</summary>
internal sealed record PolarityExample(string Article, string Sentence, string Mention, Example Example);

/// <summary>
/// Polarity toward targets: trained on the train part by articles in five folds, tested on the part with several targets a sentence.
/// </summary>
internal static class NewsMtsc
{
    private const int Rounds = 16;
    private const float Penalty = 0.004f;
    private const int SmallestCount = 3;

    public static List<PolarityExample> Read(string path, TextAnalyser analyser)
    {
        var examples = new List<PolarityExample>();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var features = new FeatureList();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var sentence = root.GetProperty("sentence_normalized").GetString()!;
            var tokens = Tokenizer.Tokens(sentence);
            if (tokens.Count == 0)
                continue;
            var text = analyser.Analyse(sentence, tokens, [new TokenRange(0, tokens.Count - 1)]);
            var gid = root.GetProperty("primary_gid").GetString()!.Split('_');
            foreach (var target in root.GetProperty("targets").EnumerateArray())
            {
                int from = target.GetProperty("from").GetInt32(),
                    to = target.GetProperty("to").GetInt32();
                var first = tokens.FindIndex(t => t.End > from);
                var last = tokens.FindLastIndex(t => t.Start < to);
                if (first < 0 || last < first)
                    continue;
                Polarity.Features(text, new TokenRange(first, last), features);
                var polarity = (int)target.GetProperty("polarity").GetDouble();
                examples.Add(
                    new PolarityExample(
                        string.Join('_', gid.Take(3)),
                        sentence,
                        target.GetProperty("mention").GetString()!,
                        new Example(features.ToArray(), (polarity / 2) - 1)
                    )
                );
            }
        }

        return examples;
    }

    public static ClassModel TrainAndPrint(string folder, TextAnalyser analyser)
    {
        var train = Read(Path.Combine(folder, "train.jsonl.gz"), analyser);
        var test = Read(Path.Combine(folder, "devtest_mt.jsonl.gz"), analyser);
        var articles = train
            .Select(e => e.Article)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select((a, i) => (a, i))
            .ToDictionary(p => p.a, p => p.i % Folds.Count);
        var heldOut = new List<(double[] Probabilities, int Class)>[Folds.Count];
        Parallel.For(
            0,
            Folds.Count,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            f =>
            {
                var model = ClassTraining.Train(
                    [.. train.Where(e => articles[e.Article] != f).Select(e => e.Example)],
                    Polarity.Classes,
                    Rounds,
                    Penalty,
                    SmallestCount
                );
                heldOut[f] =
                [
                    .. train.Where(e => articles[e.Article] == f).Select(e => (model.Probabilities(e.Example.Features), e.Example.Class)),
                ];
            }
        );
        var all = heldOut.SelectMany(h => h).ToList();
        var temperature = ClassTraining.Temperature(all);
        Console.WriteLine(
            $"polarity: {train.Count} targets to train, {test.Count} to test, {articles.Count} articles, temperature {temperature:F2}"
        );
        ClassScores.Print(
            "polarity, five folds of train by article",
            Polarity.Classes,
            [.. all.Select(h => (Heated(h.Probabilities, temperature), h.Class))]
        );
        var final = ModelFile.Copy(
            ClassTraining.Train([.. train.Select(e => e.Example)], Polarity.Classes, Rounds, Penalty, SmallestCount, temperature)
        );
        Console.WriteLine($"  rows {final.Weights.RowCount}");
        ClassScores.Print(
            "polarity, test with several targets",
            Polarity.Classes,
            [.. test.Select(e => (final.Probabilities(e.Example.Features), e.Example.Class))]
        );
        return final;
    }

    internal static double[] Heated(double[] p, float temperature)
    {
        var q = p.Select(x => Math.Pow(x, 1 / temperature)).ToArray();
        var total = q.Sum();
        return [.. q.Select(x => x / total)];
    }
}
