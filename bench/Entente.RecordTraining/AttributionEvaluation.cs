using Entente.Record.Attributions;
using Entente.Record.Language;
using Entente.Record.Training;

namespace Entente.RecordTraining;

/// <summary>The spans of one attribution in units of the text.</summary>
internal sealed record Spans(TextSpan[] Source, TextSpan[] Cue, TextSpan[] Content, string Kind);

/// <summary>One document's attributions as annotated and as found.</summary>
internal sealed record Compared(GumDocument Document, Spans[] Gold, Spans[] Found)
{
    public static Spans Of(AnalysedText text, GoldAttribution gold) =>
        new([.. gold.Source.Select(text.Span)], [.. gold.Cue.Select(text.Span)], [.. gold.Content.Select(text.Span)], gold.Kind);

    public static Spans Of(AnalysedText text, FoundAttribution found) =>
        new([text.Span(found.Source)], found.Cue is { } cue ? [text.Span(cue)] : [], [.. found.Content.Select(text.Span)], string.Empty);
}

/// <summary>Scores of components over documents.</summary>
internal static class AttributionEvaluation
{
    public static readonly (string Name, Func<Spans, TextSpan[]> Part)[] Parts =
        [("source", s => s.Source), ("cue", s => s.Cue), ("content", s => s.Content)];

    public static bool Exact(TextSpan[] a, TextSpan[] b) => a.AsSpan().SequenceEqual(b);

    public static bool Overlapping(TextSpan[] a, TextSpan[] b) => a.Any(x => b.Any(x.Overlaps));

    public static Scores Score(Compared one, Func<Spans, TextSpan[]> part, Func<TextSpan[], TextSpan[], bool> same)
    {
        var gold = one.Gold.Select(part).Where(p => p.Length > 0).ToArray();
        var found = one.Found.Select(part).Where(p => p.Length > 0).ToArray();
        return Scores.Match(found, gold, same);
    }

    public static void Print(string title, IReadOnlyList<Compared> documents)
    {
        Console.WriteLine($"{title}: {documents.Count} documents, {documents.Sum(d => d.Gold.Length)} annotated, {documents.Sum(d => d.Found.Length)} found");
        foreach (var (name, part) in Parts)
        {
            foreach (var (how, same) in new (string, Func<TextSpan[], TextSpan[], bool>)[] { ("exact", Exact), ("overlapping", Overlapping) })
            {
                var (total, low, high) = Scores.WithInterval([.. documents.Select(d => Score(d, part, same))]);
                Console.WriteLine(
                    $"  {name,-8} {how,-12} P {total.Precision:F1} R {total.Recall:F1} F1 {total.F1:F1} ({low:F1} to {high:F1}), {total.Right} of {total.Gold}");
            }
        }

        var all = documents.Select(d => Scores.Match(d.Found, d.Gold, (a, b) => Exact(a.Source, b.Source) && Exact(a.Cue, b.Cue) && Exact(a.Content, b.Content)));
        var whole = Scores.WithInterval([.. all]);
        Console.WriteLine($"  whole    exact        P {whole.Total.Precision:F1} R {whole.Total.Recall:F1} F1 {whole.Total.F1:F1}");
    }
}
