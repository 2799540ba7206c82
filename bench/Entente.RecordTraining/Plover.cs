using Entente.Record.Assessments;
using Entente.Record.Language;
using Entente.Record.Training;
using Sylvan.Data.Csv;

namespace Entente.RecordTraining;

/// <summary>Event types on the gold sentences of PLOVER, in five folds.</summary>
internal static class Plover
{
    private const int Rounds = 20;
    private const float Penalty = 0.01f;

    // Of 47 hits of terms that name a matter, read by hand, 36 were about it.
    private const float NamedByTerm = 0.75f;

    public static TopicModel TrainAndPrint(string path, TextAnalyser analyser)
    {
        var events = new Events();
        var features = new FeatureList();
        var rows = new List<(string Type, string Text, string Context)>();
        using (var reader = CsvDataReader.Create(path, new CsvDataReaderOptions { BufferSize = 1 << 18 }))
        {
            while (reader.Read())
                rows.Add(
                    (
                        reader.GetString(reader.GetOrdinal("event")),
                        reader.GetString(reader.GetOrdinal("text")),
                        reader.GetString(reader.GetOrdinal("context"))
                    )
                );
        }

        string[] classes = [.. rows.Select(r => r.Type).Distinct().Order(StringComparer.Ordinal)];
        var texts = rows.Select(r => analyser.Analyse(r.Text)).ToArray();
        var examples = texts
            .Select(
                (t, i) =>
                {
                    events.Features(t, new TokenRange(0, t.Count - 1), features);
                    return new Example(features.ToArray(), Array.IndexOf(classes, rows[i].Type));
                }
            )
            .ToArray();
        var heldOut = new (double[] Probabilities, int Class)[examples.Length];
        for (var f = 0; f < Folds.Count; f++)
        {
            var model = ClassTraining.Train([.. examples.Where((_, i) => i % Folds.Count != f)], classes, Rounds, Penalty, 2);
            for (var i = f; i < examples.Length; i += Folds.Count)
                heldOut[i] = (model.Probabilities(examples[i].Features), examples[i].Class);
        }

        var temperature = ClassTraining.Temperature(heldOut);
        Console.WriteLine($"events: temperature {temperature:F2}");
        ClassScores.Print(
            "event types, five folds",
            classes,
            [.. heldOut.Select(h => (NewsMtsc.Heated(h.Probabilities, temperature), h.Class))]
        );
        StanceBySentence(rows, texts);
        var table = CodesByHits(rows, texts, [.. heldOut.Select(h => NewsMtsc.Heated(h.Probabilities, temperature))], classes, events);
        return new TopicModel(ModelFile.Copy(ClassTraining.Train(examples, classes, Rounds, Penalty, 2, temperature)), table);
    }

    // Words that take a side, against the side that the type of the event takes.
    private static void StanceBySentence(List<(string Type, string Text, string Context)> rows, AnalysedText[] texts)
    {
        var sides = new SideWords();
        int right = 0,
            wrong = 0,
            silent = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var gold = rows[i].Type switch
            {
                "AGREE" or "SUPPORT" or "COOPERATE" or "CONCEDE" => 1,
                "REJECT" or "DISAPPROVE" or "PROTEST" => -1,
                _ => 0,
            };
            if (gold == 0)
                continue;
            var (side, _) = sides.Side(texts[i], new TokenRange(0, texts[i].Count - 1), needsAction: false);
            right += side == gold ? 1 : 0;
            wrong += side == -gold ? 1 : 0;
            silent += side == 0 ? 1 : 0;
        }

        Console.WriteLine($"sides by words: right {right}, wrong {wrong}, silent {silent}");
    }

    // How often a code is right where its terms stand so many times and the event types it maps to are likely or not.
    private static float[] CodesByHits(
        List<(string Type, string Text, string Context)> rows,
        AnalysedText[] texts,
        double[][] heldOut,
        string[] classes,
        Events events
    )
    {
        var cases = new List<(int Topic, int Hits, bool Likely, bool Right)>();
        for (var i = 0; i < texts.Length; i++)
        {
            var hits = events.Hits(texts[i], new TokenRange(0, texts[i].Count - 1));
            for (var t = 0; t < hits.Length; t++)
            {
                var topic = Codebook.Topics[t];
                var types = TopicModel.Types(topic);
                if (!topic.ByEvents)
                    continue;
                var likely = types.Sum(type => heldOut[i][Array.IndexOf(classes, type)]) > TopicModel.Likely;
                cases.Add((t, Math.Min(hits[t], TopicModel.MostHits), likely, types.Contains(rows[i].Type)));
            }
        }

        var table = new float[TopicModel.Place(Codebook.Topics.Count, 0, false)];
        for (var h = 0; h <= TopicModel.MostHits; h++)
        {
            foreach (var likely in new[] { false, true })
            {
                var all = cases.Where(c => c.Hits == h && c.Likely == likely).ToArray();
                var mean = (all.Count(c => c.Right) + 0.5) / (all.Length + 1);
                Console.WriteLine($"  {h} terms, types {(likely ? "likely" : "unlikely")}: {all.Count(c => c.Right)} of {all.Length}");
                for (var t = 0; t < Codebook.Topics.Count; t++)
                {
                    if (!Codebook.Topics[t].ByEvents)
                    {
                        table[TopicModel.Place(t, h, likely)] = h == 0 ? 0 : NamedByTerm;
                        continue;
                    }

                    var own = all.Where(c => c.Topic == t).ToArray();
                    table[TopicModel.Place(t, h, likely)] = (float)((own.Count(c => c.Right) + (5 * mean)) / (own.Length + 5));
                }
            }
        }

        foreach (var code in cases.GroupBy(c => c.Topic))
        {
            Console.WriteLine(
                $"  {Codebook.Topics[code.Key].Code,-17} gold {code.Count(c => c.Right),3}; right by terms 0..3: "
                    + string.Join(
                        ", ",
                        Enumerable.Range(0, 4).Select(h => $"{code.Count(c => c.Hits == h && c.Right)}/{code.Count(c => c.Hits == h)}")
                    )
            );
        }

        return table;
    }
}
