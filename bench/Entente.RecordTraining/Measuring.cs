using Entente.Record.Attributions;
using Entente.Record.Language;
using Entente.Record.Training;

namespace Entente.RecordTraining;

/// <summary>Prints what docs/record-measured.md tells.</summary>
internal static class Measuring
{
    public static void Run(string record, string? cache)
    {
        var corpus = GumCorpus.Read(Path.Combine(record, "gum"));
        var (folds, all) = Folds.Make(corpus, cache);
        Language(corpus, folds);
        var attributions = AttributionFolds.Make(corpus, folds);
        Reach(corpus, attributions);
        float[] thresholds = [.. Enumerable.Range(0, Folds.Count).Select(attributions.ThresholdWithout)];
        Console.WriteLine("thresholds by fold: " + string.Join(", ", thresholds.Select(t => $"{t:F2}")));
        var given = new List<Compared>();
        var raw = new List<Compared>();
        var reader = new List<Compared>();
        var rules = new List<(string Rule, bool Right)>();
        for (var d = 0; d < corpus.Documents.Count; d++)
        {
            var document = corpus.Documents[d];
            var fold = folds.Of[d];
            var gold = attributions.Gold(d);
            given.Add(new Compared(document, gold, attributions.Found(d, thresholds[fold])));
            var text = folds.Analysers[fold].Analyse(document.Text.Text);
            var model = attributions.Models[fold] with { Threshold = thresholds[fold] };
            raw.Add(new Compared(document, gold, [.. model.Find(text, new QuoteMarks(text)).Select(f => Compared.Of(text, f))]));
            var read = new AttributionReader(folds.Analysers[fold], model).ReadWithRules(text)
                // The gold has what is said and thought, and no deeds.
                .Where(r => r.Rule != "deed")
                .ToList();
            reader.Add(
                new Compared(
                    document,
                    gold,
                    [
                        .. read.Select(r => new Spans(
                            [r.Attribution.Source.Span],
                            r.Attribution.Cue is { } c ? [c] : [],
                            [.. r.Attribution.Content],
                            string.Empty
                        )),
                    ]
                )
            );
            if (document.Genre == "news")
                rules.AddRange(
                    read.Where(r => r.Rule is not null)
                        .Select(r =>
                            (
                                r.Rule!,
                                gold.Any(g =>
                                    AttributionEvaluation.Overlapping(g.Content, [.. r.Attribution.Content])
                                    && g.Cue.Any(c => r.Attribution.Cue is { } cue && cue.Overlaps(c))
                                )
                            )
                        )
                );
        }

        static Compared[] News(List<Compared> documents) => [.. documents.Where(c => c.Document.Genre == "news")];
        AttributionEvaluation.Print("news, tokens and sentences given", News(given));
        AttributionEvaluation.Print("news, plain text", News(raw));
        AttributionEvaluation.Print("news, plain text, with rules", News(reader));
        AttributionEvaluation.Print(
            "news without picture credits, plain text",
            [.. News(raw).Select(AttributionEvaluation.WithoutCredits)]
        );
        foreach (var rule in rules.GroupBy(r => r.Rule))
            Console.WriteLine($"  rule {rule.Key}: {rule.Count()} found, {rule.Count(r => r.Right)} annotated");
        AttributionEvaluation.Print("all genres, plain text", raw);
        foreach (var genre in raw.GroupBy(c => c.Document.Genre).OrderBy(g => g.Key, StringComparer.Ordinal))
            AttributionEvaluation.Print($"{genre.Key}, plain text", [.. genre]);
        AttributionEvaluation.PrintKinds(News(raw));
        var cases = attributions.Cases().ToArray();
        Console.WriteLine("calibration before:");
        ClassScores.Calibration([.. cases.Select(c => (c.Probability, c.Right))]);
        Console.WriteLine("calibration after, fitted on other folds:");
        var fitted = Enumerable.Range(0, Folds.Count).Select(attributions.CalibrationWithout).ToArray();
        ClassScores.Calibration([
            .. cases.Select(c =>
                (
                    AttributionFolds.Calibrated(
                        Math.Log(c.Probability / Math.Max(1e-9, 1 - c.Probability)),
                        fitted[c.Fold].Slope,
                        fitted[c.Fold].Shift
                    ),
                    c.Right
                )
            ),
        ]);
        AttributionEvaluation.PrintErrors(News(raw));
        NewsMtsc.TrainAndPrint(Path.Combine(record, "newsmtsc"), all);
        Plover.TrainAndPrint(Path.Combine(record, "plover", "plover_gsr.csv"), all);
    }

    /// <summary>Source, cue and content (exact) on all documents and on news, for settings of the training.</summary>
    public static void Sweep(string record, string? cache)
    {
        var corpus = GumCorpus.Read(Path.Combine(record, "gum"));
        var (folds, _) = Folds.Make(corpus, cache);
        AttributionTraining.Options[] settings =
        [
            new(),
            new(0.005f, 0.003f, 0.003f),
            new(0.05f, 0.03f, 0.03f),
            new(0.1f, 0.08f, 0.08f),
            new(0.2f, 0.2f, 0.2f),
            new() { Rounds = 12 },
            new() { Rounds = 48 },
            new() { SmallestCount = 1 },
            new() { SmallestCount = 4 },
        ];
        foreach (var setting in settings)
        {
            var made = AttributionFolds.Make(corpus, folds, setting);
            Console.WriteLine(setting);
            foreach (var t in new[] { 0.2f, 0.3f, 0.4f })
            {
                foreach (var news in new[] { false, true })
                {
                    var compared = Enumerable
                        .Range(0, corpus.Documents.Count)
                        .Where(d => !news || corpus.Documents[d].Genre == "news")
                        .Select(d => new Compared(corpus.Documents[d], made.Gold(d), made.Found(d, t)))
                        .ToArray();
                    Console.WriteLine(
                        $"  {t:F1} {(news ? "news" : "all ")} "
                            + string.Join(
                                ", ",
                                AttributionEvaluation.Parts.Select(p =>
                                    $"{p.Name} {Exact(compared, p.Part).F1:F1}"
                                )
                            )
                    );
                }
            }
        }
    }

    private static Scores Exact(Compared[] documents, Func<Spans, TextSpan[]> part) =>
        documents.Aggregate(default(Scores), (s, c) => s + AttributionEvaluation.Score(c, part, AttributionEvaluation.Exact));

    private static void Language(GumCorpus corpus, Folds folds)
    {
        var predicted = folds.Predict(corpus);
        long tokens = 0,
            tags = 0,
            lemmas = 0,
            heads = 0,
            labelled = 0,
            arcs = 0;
        var tokenScores = default(Scores);
        var sentenceScores = default(Scores);
        for (var d = 0; d < corpus.Documents.Count; d++)
        {
            var (gold, guess) = (corpus.Documents[d].Text, predicted[d]);
            for (var i = 0; i < gold.Count; i++)
            {
                tokens++;
                tags += gold.Tags[i] == guess.Tags[i] ? 1 : 0;
                lemmas += string.Equals(gold.Lemmas[i], guess.Lemmas[i], StringComparison.OrdinalIgnoreCase) ? 1 : 0;
                if (gold.Labels[i] == "punct")
                    continue;
                arcs++;
                heads += gold.Heads[i] == guess.Heads[i] ? 1 : 0;
                labelled += gold.Heads[i] == guess.Heads[i] && gold.Labels[i] == guess.Labels[i] ? 1 : 0;
            }

            var own = Tokenizer.Tokens(gold.Text);
            var right = gold.Tokens.ToHashSet();
            tokenScores += new Scores(own.Count(right.Contains), own.Count, gold.Count);
            var sentences = SentenceSplitter.Sentences(gold.Text, own).Select(s => own[s.First].To(own[s.Last])).ToArray();
            var goldSentences = gold.Sentences.Select(gold.Span).ToHashSet();
            sentenceScores += new Scores(sentences.Count(goldSentences.Contains), sentences.Length, goldSentences.Count);
        }

        Console.WriteLine(
            $"tokens F1 {tokenScores.F1:F2}, sentences F1 {sentenceScores.F1:F2}; on given tokens: tags {100.0 * tags / tokens:F2}, "
                + $"lemmas {100.0 * lemmas / tokens:F2}, heads {100.0 * heads / arcs:F2}, heads and labels {100.0 * labelled / arcs:F2}"
        );
    }

    private static void Reach(GumCorpus corpus, AttributionFolds attributions)
    {
        int anchors = 0,
            sources = 0,
            contents = 0,
            all = 0;
        foreach (var d in attributions.News())
        {
            var text = attributions.Annotated[d].Text;
            var quotes = new QuoteMarks(text);
            foreach (var gold in corpus.Documents[d].Gold)
            {
                all++;
                if (AttributionTraining.AnchorOf(text, gold) is not { } anchor)
                    continue;
                anchors++;
                sources += gold.Source.Length == 1 && Sources.Candidates(text, quotes, anchor).Any(c => c.Range == gold.Source[0]) ? 1 : 0;
                contents += Contents.Candidates(text, quotes, anchor, gold.Source[^1]).Contains(gold.Content[0]) ? 1 : 0;
            }
        }

        Console.WriteLine($"news within reach of the candidates: {anchors} cues, {sources} sources, {contents} contents of {all}");
    }
}
