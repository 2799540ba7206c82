using System.Diagnostics;
using Entente.Record.Attributions;
using Entente.Record.Training;
using Entente.RecordTraining;

string? Option(string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();
var record = Path.Combine(Option("--raw") ?? "../shared", "reference", "record");
var watch = Stopwatch.StartNew();
var corpus = GumCorpus.Read(Path.Combine(record, "gum"));
var (folds, all) = Folds.Make(corpus, Option("--cache"));
Console.WriteLine($"five folds and one more, {watch.Elapsed.TotalSeconds:F1} s");
var predicted = folds.Predict(corpus);
long tokens = 0, tags = 0, lemmas = 0, heads = 0, labelled = 0, arcs = 0;
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
}

Console.WriteLine($"tags {100.0 * tags / tokens:F2}, lemmas {100.0 * lemmas / tokens:F2}, UAS {100.0 * heads / arcs:F2}, LAS {100.0 * labelled / arcs:F2}");
var annotated = corpus.Documents.Select((d, i) => new AnnotatedText(predicted[i], d.Gold)).ToArray();
Console.WriteLine($"reach: anchors {annotated.Sum(a => a.Gold.Count(g => AttributionTraining.AnchorOf(a.Text, g) is not null))} of {annotated.Sum(a => a.Gold.Count)}");
int reachSource = 0, reachContent = 0;
foreach (var a in annotated.Where((a, i) => corpus.Documents[i].Genre == "news"))
{
    var quotes = new QuoteMarks(a.Text);
    foreach (var g in a.Gold)
    {
        if (AttributionTraining.AnchorOf(a.Text, g) is not { } anchor)
            continue;
        reachSource += Sources.Candidates(a.Text, anchor).Any(c => c.Range == g.Source[^1]) ? 1 : 0;
        reachContent += Contents.Candidates(a.Text, quotes, anchor, g.Source[^1]).Contains(g.Content[0]) ? 1 : 0;
    }
}

Console.WriteLine($"reach in news: source {reachSource}, content {reachContent}");
if (Option("--write") is { } folder)
{
    Directory.CreateDirectory(folder);
    using var file = new BinaryWriter(new System.IO.Compression.BrotliStream(
        File.Create(Path.Combine(folder, "attribution.br")), System.IO.Compression.CompressionLevel.SmallestSize));
    all.Write(file);
    AttributionTraining.Train(annotated).Write(file);
}

if (Option("--read") is { } path)
{
    var text = File.ReadAllText(path);
    var reader = new AttributionReader(all, ModelFile.Copy(AttributionTraining.Train(annotated)));
    string Of(TextSpan span) => span.Of(text).ToString();
    foreach (var (a, rule) in reader.ReadWithRules(all.Analyse(text)))
    {
        Console.WriteLine($"[{Of(a.Source.Span)}] {a.Source.Kind}{(a.Source.Antecedent is { } w ? " = " + Of(w) : "")} | {(a.Cue is { } c ? Of(c) : "-")} | {a.Kind} {a.Probability:F2} {rule}"
            + $"{(a.Parent is { } p ? $" parent {p}" : "")}{(a.Negated ? " NEG" : "")} carriers {string.Join("; ", a.Carriers.Select(m => Of(m.Span)))} hedges {string.Join(" ", a.Hedges.Select(Of))}");
        Console.WriteLine("      " + string.Join(" ... ", a.Content.Select(Of)));
    }

    return;
}

var models = new AttributionModel[Folds.Count];
Parallel.For(0, Folds.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, f =>
    models[f] = ModelFile.Copy(AttributionTraining.Train([.. annotated.Where((_, i) => folds.Of[i] != f)])));
Console.WriteLine($"attribution models, {watch.Elapsed.TotalSeconds:F1} s");
foreach (var threshold in new[] { 0.25f, 0.35f, 0.45f, 0.55f })
{
    var given = new List<Compared>();
    var raw = new List<Compared>();
    for (var d = 0; d < corpus.Documents.Count; d++)
    {
        var document = corpus.Documents[d];
        if (document.Genre != "news")
            continue;
        var model = models[folds.Of[d]] with { Threshold = threshold };
        Spans[] gold = [.. document.Gold.Select(g => Compared.Of(document.Text, g))];
        given.Add(new Compared(document, gold, [.. model.Find(predicted[d], new QuoteMarks(predicted[d])).Select(f => Compared.Of(predicted[d], f))]));
        var text = folds.Analysers[folds.Of[d]].Analyse(document.Text.Text);
        raw.Add(new Compared(document, gold, [.. model.Find(text, new QuoteMarks(text)).Select(f => Compared.Of(text, f))]));
    }

    AttributionEvaluation.Print($"news at {threshold}, tokens given", given);
    AttributionEvaluation.Print($"news at {threshold}, plain text", raw);
}

Console.WriteLine($"{watch.Elapsed.TotalSeconds:F1} s");
