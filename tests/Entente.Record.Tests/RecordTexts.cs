using System.Text.RegularExpressions;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Ledger;
using Entente.Record.Register;

namespace Entente.Record.Tests;

/// <summary>Texts of our own and the plainest of readers, by which what comes after reading is tested.</summary>
internal static class RecordTexts
{
    public static readonly DateOnly Today = new(2025, 4, 1);

    /// <summary>A report of our own: Turkey pressed to join measures against Russia.</summary>
    public const string Turkey = """
        ANKARA, 14 March 2025 - The European Union and the United States pressed Turkey on Friday to join sanctions against Russia.
        President Recep Tayyip Erdogan said that Turkey will not join the sanctions. The Russian ambassador to Ankara, Pavel
        Sidorov, said that pressure on Turkey would fail. Officials said that gas supplies must be safe. Former Chancellor Angela
        Merkel said that trade with neighbouring states would suffer.
        """;

    public static SourceDocument Document(string text, string name = "a.txt", DateOnly? given = null) =>
        new DocumentReader().Read(System.Text.Encoding.UTF8.GetBytes(text), name, given, Today).Value;

    public static RecordedDocument Recorded(string text, string name = "a.txt", DateOnly? given = null) =>
        Statements().Read(Document(text, name, given));

    public static StatementReader Statements(NameRegister? register = null) =>
        new(new SaysReader(), new WordAssessor(), register ?? NameRegister.Shipped);
}

/// <summary>Finds "X said that Y." and nothing else.</summary>
internal sealed partial class SaysReader : IAttributionReader
{
    public IReadOnlyList<Attribution> Read(string text) =>
        [
            .. Says()
                .Matches(text)
                .Select(match => new Attribution(
                    new Mention(Span(match.Groups["who"]), KindOf(match.Groups["who"].Value), null),
                    Span(match.Groups["cue"]),
                    [Span(match.Groups["what"])],
                    AttributionKind.Indirect,
                    [],
                    null,
                    false,
                    [],
                    0.9
                )),
        ];

    private static MentionKind KindOf(string who) =>
        who.StartsWith("Officials", StringComparison.Ordinal) ? MentionKind.Unnamed
        : who.StartsWith("The ", StringComparison.Ordinal) ? MentionKind.Role
        : MentionKind.Named;

    private static TextSpan Span(Group group) => new(group.Index, group.Length);

    [GeneratedRegex(@"(?<who>\p{Lu}[\p{L}, \n-]+?),? (?<cue>said) (?<what>that [^.]+)\.")]
    private static partial Regex Says();
}

/// <summary>Topic and stance by two words.</summary>
internal sealed class WordAssessor : IAssessor
{
    public Assessment Assess(string text, Attribution statement)
    {
        var content = statement.Content[0].Of(text).ToString();
        double? stance =
            content.Contains("not join", StringComparison.Ordinal) ? -1
            : content.Contains("join", StringComparison.Ordinal) ? 1
            : null;
        var topics = new Dictionary<string, double>();
        if (content.Contains("join", StringComparison.Ordinal))
            topics["join"] = 0.8;
        return new Assessment(topics, null, null, stance, stance is null ? 0 : 0.8);
    }
}
