using System.Globalization;
using Entente.Record.Attributions;

namespace Entente.Record.Ledger;

/// <summary>
/// Spans, mentions and probabilities as the ledger writes them: <c>12+5</c>, <c>12+5:Named:3+8</c>, <c>refuse=0.9</c>; lists by semicolon.
/// </summary>
internal static class SpanText
{
    public static string Of(TextSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.Start}+{span.Length}");

    public static string? Of(TextSpan? span) => span is { } there ? Of(there) : null;

    public static string Of(IEnumerable<TextSpan> spans) => string.Join(';', spans.Select(Of));

    public static string Of(Mention mention) => $"{Of(mention.Span)}:{mention.Kind}{(mention.Antecedent is { } a ? $":{Of(a)}" : "")}";

    public static string Of(IEnumerable<Mention> mentions) => string.Join(';', mentions.Select(Of));

    public static string Of(IReadOnlyDictionary<string, double> topics) =>
        string.Join(
            ';',
            topics
                .OrderByDescending(topic => topic.Value)
                .ThenBy(topic => topic.Key, StringComparer.Ordinal)
                .Select(topic => string.Create(CultureInfo.InvariantCulture, $"{topic.Key}={topic.Value:R}"))
        );

    public static TextSpan Span(string text)
    {
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return new(
            int.Parse(text.AsSpan(0, plus), CultureInfo.InvariantCulture),
            int.Parse(text.AsSpan(plus + 1), CultureInfo.InvariantCulture)
        );
    }

    public static TextSpan[] Spans(string text) => [.. Parts(text).Select(Span)];

    public static Mention Mention(string text)
    {
        var parts = text.Split(':');
        return new Mention(Span(parts[0]), Enum.Parse<MentionKind>(parts[1]), parts.Length > 2 ? Span(parts[2]) : null);
    }

    public static Mention[] Mentions(string text) => [.. Parts(text).Select(Mention)];

    public static Dictionary<string, double> Topics(string text) =>
        Parts(text)
            .Select(part => part.Split('='))
            .ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
