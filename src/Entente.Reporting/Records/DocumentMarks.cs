using System.Collections.Immutable;
using Entente.Record.Attributions;
using Entente.Record.Ledger;

namespace Entente.Reporting.Records;

/// <summary>A stretch of a text that looks the same throughout.</summary>
/// <param name="Text">The words.</param>
/// <param name="Classes">How they are marked; empty: not at all.</param>
/// <param name="Begins">Numbers of statements, from 1, whose source begins here.</param>
internal readonly record struct MarkedStretch(string Text, string Classes, ImmutableArray<int> Begins);

/// <summary>The marks of statements and flags in the text of a document.</summary>
internal static class DocumentMarks
{
    /// <summary>The text in stretches, in order; together they are the text.</summary>
    public static IEnumerable<MarkedStretch> Of(RecordedDocument recorded)
    {
        var text = recorded.Document.Text;
        var marks = Marks(recorded).Where(mark => mark.Span.Start >= 0 && mark.Span.Length > 0 && mark.Span.End <= text.Length).ToList();
        var begins = recorded
            .Statements.Select((statement, k) => (statement.Attribution.Source.Span.Start, Number: k + 1))
            .ToLookup(b => b.Start, b => b.Number);
        var ends = marks
            .SelectMany(mark => new[] { mark.Span.Start, mark.Span.End })
            .Concat(begins.Select(b => b.Key))
            .Append(0)
            .Append(text.Length)
            .Where(end => end <= text.Length)
            .Distinct()
            .Order()
            .ToList();
        for (var k = 0; k + 1 < ends.Count; k++)
        {
            var here = new TextSpan(ends[k], ends[k + 1] - ends[k]);
            // Of statements within one another the innermost, whose stretch is the shortest, gives the colour.
            var over = marks.Where(mark => mark.Span.Overlaps(here)).OrderBy(mark => mark.Span.Length).ToList();
            var colour = over.Find(mark => mark.IsContent).Class;
            var others = over.Where(mark => !mark.IsContent).Select(mark => mark.Class).Distinct();
            yield return new MarkedStretch(
                here.Of(text).ToString(),
                string.Join(' ', others.Prepend(colour).OfType<string>()),
                [.. begins[here.Start]]
            );
        }
    }

    /// <summary>The side of a statement as a class.</summary>
    public static string Side(RecordedStatement statement) =>
        statement.Assessment.Stance switch
        {
            < -0.2 => "against",
            > 0.2 => "for",
            _ => "open",
        };

    private static IEnumerable<(TextSpan Span, string Class, bool IsContent)> Marks(RecordedDocument recorded)
    {
        foreach (var statement in recorded.Statements)
        {
            var said = statement.Attribution;
            foreach (var content in said.Content)
                yield return (content, Side(statement), true);
            yield return (said.Source.Span, "source", false);
            if (said.Cue is { } cue)
                yield return (cue, "cue", false);
        }
        foreach (var flag in recorded.Flags)
            yield return (flag.Span, "flag", false);
    }
}
