using Entente.Record.Assessments;
using Entente.Record.Attributions;

namespace Entente.RecordTraining;

/// <summary>What the library reads from a text, for people.</summary>
internal static class Shown
{
    public static void Print(string text)
    {
        var assessor = new Assessor();
        string Of(TextSpan? span) => span is { } s ? s.Of(text).ToString() : "-";
        foreach (var a in new AttributionReader().Read(text))
        {
            var s = assessor.Assess(text, a);
            Console.WriteLine($"[{Of(a.Source.Span)}] {a.Source.Kind} = {Of(a.Source.Antecedent)} | {Of(a.Cue)} | {a.Kind} {a.Probability:F2}"
                + $" | parent {a.Parent} | negated {a.Negated} | through {string.Join("; ", a.Carriers.Select(c => Of(c.Span)))} | hedges {string.Join(" ", a.Hedges.Select(h => Of(h)))}");
            Console.WriteLine("    " + string.Join(" ... ", a.Content.Select(c => Of(c))));
            Console.WriteLine($"    stance {s.Stance} {s.StanceProbability:F2}, {Of(s.Instrument)} on {Of(s.TargetWords)}, {string.Join(", ", s.Topics.Select(t => $"{t.Key} {t.Value:F2}"))}");
        }
    }
}
