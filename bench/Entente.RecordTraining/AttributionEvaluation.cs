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
    [
        ("source", s => s.Source),
        ("cue", s => s.Cue),
        ("content", s => s.Content),
    ];

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
        Console.WriteLine(
            $"{title}: {documents.Count} documents, {documents.Sum(d => d.Gold.Length)} annotated, "
                + $"{documents.Sum(d => d.Found.Length)} found"
        );
        foreach (var (name, part) in Parts)
        {
            foreach (
                var (how, same) in new (string, Func<TextSpan[], TextSpan[], bool>)[] { ("exact", Exact), ("overlapping", Overlapping) }
            )
            {
                var (total, low, high) = Scores.WithInterval([.. documents.Select(d => Score(d, part, same))]);
                Console.WriteLine(
                    $"  {name,-8} {how,-12} P {total.Precision:F1} R {total.Recall:F1} F1 {total.F1:F1} "
                        + $"({low:F1} to {high:F1}), {total.Right} of {total.Gold}"
                );
            }
        }

        var all = documents.Select(d =>
            Scores.Match(d.Found, d.Gold, (a, b) => Exact(a.Source, b.Source) && Exact(a.Cue, b.Cue) && Exact(a.Content, b.Content))
        );
        var whole = Scores.WithInterval([.. all]);
        Console.WriteLine($"  whole    exact        P {whole.Total.Precision:F1} R {whole.Total.Recall:F1} F1 {whole.Total.F1:F1}");
    }

    /// <summary>Without what is attributed to a picture's maker ("Image: NAME."): annotated without a cue, or found so.</summary>
    public static Compared WithoutCredits(Compared one) =>
        one with
        {
            Gold = [.. one.Gold.Where(g => g.Cue.Length > 0 || !IsCredit(one, g))],
            Found = [.. one.Found.Where(f => f.Cue.Length > 0)],
        };

    public static void PrintKinds(IReadOnlyList<Compared> documents)
    {
        foreach (var kind in documents.SelectMany(d => d.Gold).Select(g => g.Kind).Distinct().Order(StringComparer.Ordinal))
        {
            var parts = Parts.Select(p =>
            {
                var exact = documents.Aggregate(
                    default(Scores),
                    (s, d) => s + Score(d with { Gold = [.. d.Gold.Where(g => g.Kind == kind)] }, p.Part, Exact)
                );
                var near = documents.Aggregate(
                    default(Scores),
                    (s, d) => s + Score(d with { Gold = [.. d.Gold.Where(g => g.Kind == kind)] }, p.Part, Overlapping)
                );
                return $"{p.Name} {exact.Recall:F1} exact, {near.Recall:F1} overlapping of {exact.Gold}";
            });
            Console.WriteLine($"recall, {kind}: " + string.Join("; ", parts));
        }
    }

    public static void PrintErrors(IReadOnlyList<Compared> documents)
    {
        string Of(Compared d, TextSpan[] spans) => string.Join(" ... ", spans.Select(s => s.Of(d.Document.Text.Text).ToString()));
        foreach (var d in documents)
        {
            foreach (
                var g in d.Gold.Where(g =>
                    !d.Found.Any(f => Overlapping(f.Content, g.Content) && (g.Cue.Length == 0 || Overlapping(f.Cue, g.Cue)))
                )
            )
                Console.WriteLine($"missed {d.Document.Name}: [{Of(d, g.Source)}] [{Of(d, g.Cue)}] {Short(Of(d, g.Content))}");
            foreach (var f in d.Found.Where(f => !d.Gold.Any(g => Overlapping(f.Content, g.Content) && Overlapping(f.Source, g.Source))))
                Console.WriteLine($"too much {d.Document.Name}: [{Of(d, f.Source)}] [{Of(d, f.Cue)}] {Short(Of(d, f.Content))}");
            foreach (var f in d.Found)
            {
                if (d.Gold.FirstOrDefault(g => Overlapping(f.Cue, g.Cue) && Overlapping(f.Content, g.Content)) is not { } g)
                    continue;
                if (!Exact(f.Source, g.Source))
                    Console.WriteLine($"source {d.Document.Name}: [{Of(d, f.Source)}] for [{Of(d, g.Source)}]");
                if (!Exact(f.Content, g.Content))
                    Console.WriteLine($"content {d.Document.Name}: [{Short(Of(d, f.Content))}] for [{Short(Of(d, g.Content))}]");
            }
        }
    }

    private static string Short(string text) => text.Length <= 160 ? text : text[..75] + " [...] " + text[^75..];

    private static bool IsCredit(Compared one, Spans gold)
    {
        var text = one.Document.Text.Text;
        var before = text[Math.Max(0, gold.Source[0].Start - 10)..gold.Source[0].Start];
        return before.Contains("Image", StringComparison.OrdinalIgnoreCase)
            || before.Contains("Video", StringComparison.Ordinal)
            || before.Contains("Audio", StringComparison.Ordinal);
    }
}
