using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Entente.Record.Attributions;
using Entente.Record.Register;

namespace Entente.Record.Questions;

/// <summary>Words from which a question is proposed, by what they speak of; a table that comes along.</summary>
internal static class QuestionWords
{
    private static readonly Lazy<FrozenDictionary<string, Regex>> Patterns = new(() =>
        RegisterFiles
            .Rows("question-words.csv")
            .ToFrozenDictionary(row => row("kind"), row => Pattern(row("words")), StringComparer.Ordinal)
    );

    /// <summary>The concerns that are looked for.</summary>
    public static IReadOnlyList<string> Concerns { get; } = ["energy", "trade", "neighbours", "investment"];

    /// <summary>Words of a kind within a stretch.</summary>
    public static IEnumerable<TextSpan> Find(string kind, string text, TextSpan within)
    {
        for (var match = Patterns.Value[kind].Match(text, within.Start, within.Length); match.Success; match = match.NextMatch())
            yield return new TextSpan(match.Index, match.Length);
    }

    /// <summary>Whether a text has a word of a kind.</summary>
    public static bool Has(string kind, string text) => Patterns.Value[kind].IsMatch(text);

    private static Regex Pattern(string words)
    {
        var each = words.Split(';').Select(word => Regex.Escape(word).Replace(@"\*", @"\w*", StringComparison.Ordinal));
        return new($@"\b(?:{string.Join('|', each)})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}

/// <summary>The sentences of a text, roughly: enough to see what stands together.</summary>
internal static partial class Sentences
{
    public static IEnumerable<TextSpan> Of(string text)
    {
        var start = 0;
        foreach (Match end in End().Matches(text))
        {
            if (end.Index + end.Length > start)
                yield return new TextSpan(start, end.Index + end.Length - start);
            start = end.Index + end.Length;
        }
        if (start < text.Length)
            yield return new TextSpan(start, text.Length - start);
    }

    [GeneratedRegex(@"[.!?][""”’)]*(?<!\b(?:Mr|Mrs|Ms|Dr|St|U\.S|U\.K|No)\.)(?=\s+[\p{Lu}""“‘(])|\n+")]
    private static partial Regex End();
}
