using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Record.Assessments;
using Entente.Record.Attributions;

namespace Entente.RecordTraining;

/// <summary>
/// What the library reads from a text as lines: places and labels, with the words themselves only where they may be shown.
/// </summary>
internal static class StatementLines
{
    public static IEnumerable<string> Of(string text, bool withWords)
    {
        var assessor = new Assessor();
        string At(TextSpan? span) =>
            span is not { } s
                ? "-"
                : string.Create(CultureInfo.InvariantCulture, $"{s.Start}+{s.Length}{(withWords ? $" [{s.Of(text)}]" : string.Empty)}");
        yield return "sha256 " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        foreach (var a in new AttributionReader().Read(text))
        {
            var s = assessor.Assess(text, a);
            yield return $"source {At(a.Source.Span)} {a.Source.Kind}, antecedent {At(a.Source.Antecedent)}";
            yield return $"  cue {At(a.Cue)} {a.Kind}{(a.Negated ? ", negated" : string.Empty)}"
                + (a.Parent is { } p ? $", within {p}" : string.Empty);
            yield return "  content " + string.Join("; ", a.Content.Select(c => At(c)));
            if (a.Carriers.Count > 0)
                yield return "  through " + string.Join("; ", a.Carriers.Select(c => $"{At(c.Span)} {c.Kind}"));
            if (a.Hedges.Count > 0)
                yield return "  hedges " + string.Join("; ", a.Hedges.Select(h => At(h)));
            var stance = s.Stance switch
            {
                null => "not sure",
                < 0 => "against",
                > 0 => "for",
                _ => "neutral",
            };
            yield return $"  stance {stance}; instrument {At(s.Instrument)}; target {At(s.TargetWords)}; "
                + $"topics {string.Join(", ", s.Topics.Keys)}";
        }
    }
}
