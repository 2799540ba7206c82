using Entente.Record.Attributions;
using Entente.Record.Training;

namespace Entente.RecordTraining;

/// <summary>Extractors of the five folds, with threshold and calibration chosen on the news of the other folds.</summary>
internal sealed class AttributionFolds
{
    private const float LeastProbability = 0.05f;

    private readonly GumCorpus corpus;
    private readonly Folds folds;
    private readonly List<(FoundAttribution Found, Spans Spans)>[] loose;

    private AttributionFolds(GumCorpus corpus, Folds folds, AnnotatedText[] annotated, AttributionModel[] models)
    {
        (this.corpus, this.folds, Annotated, Models) = (corpus, folds, annotated, models);
        loose =
        [
            .. annotated.Select(
                (a, d) =>
                    (models[folds.Of[d]] with { Threshold = LeastProbability })
                        .Find(a.Text, new QuoteMarks(a.Text))
                        .Select(f => (f, Compared.Of(a.Text, f)))
                        .ToList()
            ),
        ];
    }

    public AnnotatedText[] Annotated { get; }

    public AttributionModel[] Models { get; }

    public static AttributionFolds Make(GumCorpus corpus, Folds folds, AttributionTraining.Options? options = null)
    {
        var predicted = folds.Predict(corpus);
        var annotated = corpus.Documents.Select((d, i) => new AnnotatedText(predicted[i], d.Gold)).ToArray();
        var models = new AttributionModel[Folds.Count];
        Parallel.For(
            0,
            Folds.Count,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            f => models[f] = ModelFile.Copy(AttributionTraining.Train([.. annotated.Where((_, i) => folds.Of[i] != f)], options))
        );
        return new AttributionFolds(corpus, folds, annotated, models);
    }

    /// <summary>What is found in a document at a threshold, on the corpus's tokens.</summary>
    public Spans[] Found(int document, float threshold) =>
        [.. loose[document].Where(f => f.Found.Probability >= threshold).Select(f => f.Spans)];

    public Spans[] Gold(int document) => [.. corpus.Documents[document].Gold.Select(g => Compared.Of(corpus.Documents[document].Text, g))];

    public IEnumerable<int> News() => Enumerable.Range(0, corpus.Documents.Count).Where(d => corpus.Documents[d].Genre == "news");

    /// <summary>The threshold at which source, cue and content (exact) together are found best outside a fold.</summary>
    public float ThresholdWithout(int fold)
    {
        var best = (F1: -1.0, Threshold: 0f);
        for (var t = 0.1f; t < 0.7f; t += 0.05f)
        {
            var compared = Enumerable
                .Range(0, folds.Of.Length)
                .Where(d => folds.Of[d] != fold)
                .Select(d => new Compared(corpus.Documents[d], Gold(d), Found(d, t)))
                .ToArray();
            var f1 = AttributionEvaluation.Parts.Sum(p =>
                compared.Aggregate(default(Scores), (s, c) => s + AttributionEvaluation.Score(c, p.Part, AttributionEvaluation.Exact)).F1
            );
            if (f1 > best.F1)
                best = (f1, t);
        }

        return best.Threshold;
    }

    /// <summary>Found or not, with the probability said; right where source and content share text with one annotated.</summary>
    public IEnumerable<(double Probability, bool Right, int Fold)> Cases() =>
        News()
            .SelectMany(d =>
            {
                var gold = Gold(d);
                return loose[d]
                    .Select(f =>
                        (
                            f.Found.Probability,
                            gold.Any(g =>
                                AttributionEvaluation.Overlapping(g.Source, f.Spans.Source)
                                && AttributionEvaluation.Overlapping(g.Content, f.Spans.Content)
                                && (g.Cue.Length == 0 || f.Spans.Cue.Length == 0 || AttributionEvaluation.Overlapping(g.Cue, f.Spans.Cue))
                            ),
                            folds.Of[d]
                        )
                    );
            });

    /// <summary>Platt's slope and shift on the news outside a fold.</summary>
    public (float Slope, float Shift) CalibrationWithout(int fold)
    {
        var cases = Cases()
            .Where(c => c.Fold != fold)
            .Select(c => (Logit: Math.Log(c.Probability / Math.Max(1e-9, 1 - c.Probability)), c.Right))
            .ToArray();
        var best = (Loss: double.MaxValue, Slope: 1.0, Shift: 0.0);
        for (var slope = 0.2; slope <= 1.5; slope += 0.05)
        {
            for (var shift = -2.0; shift <= 2; shift += 0.1)
            {
                var loss = cases.Sum(c =>
                    -Math.Log(Math.Max(1e-12, c.Right ? Calibrated(c.Logit, slope, shift) : 1 - Calibrated(c.Logit, slope, shift)))
                );
                if (loss < best.Loss)
                    best = (loss, slope, shift);
            }
        }

        return ((float)best.Slope, (float)best.Shift);
    }

    public static double Calibrated(double logit, double slope, double shift) => 1 / (1 + Math.Exp(-((slope * logit) + shift)));
}
