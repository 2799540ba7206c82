using System.Text.RegularExpressions;
using Entente.Record.Attributions;

namespace Entente.Record.Register;

/// <summary>A person to whom a text gives an office.</summary>
/// <param name="Span">All of it: office and name.</param>
/// <param name="Person">The name.</param>
/// <param name="Title">The office, as the text has it.</param>
/// <param name="TitleSpan">Where it stands.</param>
/// <param name="Qualifier">The word that says how it is held: former, then, acting; empty where there is none.</param>
/// <param name="Of">Code of the state or body whose office it is; null where the text does not say.</param>
/// <param name="At">Code of where it is held: the state an ambassador is sent to; null for others.</param>
public sealed record OfficeMention(
    TextSpan Span,
    TextSpan Person,
    string Title,
    TextSpan TitleSpan,
    string Qualifier,
    string? Of,
    string? At
);

/// <summary>Finds offices given to persons: before the name ("President N"), or behind it ("N, the Russian ambassador to P").</summary>
internal static class OfficeMentions
{
    private const string Name =
        @"(?<name>\p{Lu}[\p{L}'’‑-]+(?: (?:(?:van|von|der|den|de|da|del|al|bin|Al) )*(?:\p{Lu}\.|\p{Lu}[\p{L}'’‑-]+)){0,3})";

    private const string Qualified = @"(?:(?<how>[Ff]ormer|[Ee]x|[Tt]hen|[Oo]utgoing|[Aa]cting|[Ll]ate|[Ii]ncumbent|[Cc]urrent)[ -])?";

    private const string Whose = @"(?:(?<whose>\p{Lu}[\p{L}.]+(?: \p{Lu}\p{L}+)??)(?:['’]s)? )?";

    private const string Place = @"(?:the )?(?<place>\p{Lu}[\p{L}.]+(?: \p{Lu}\p{L}+)*?)";

    public static IReadOnlyList<OfficeMention> Find(string text, NameRegister register)
    {
        var found = new List<OfficeMention>();
        foreach (Match match in Before.Matches(text))
            Add(found, Mention(match, register));
        foreach (Match match in Behind.Matches(text))
            Add(found, Mention(match, register));
        found.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        return found;
    }

    private static void Add(List<OfficeMention> found, OfficeMention? mention)
    {
        if (mention is not null && !found.Exists(known => known.TitleSpan.Overlaps(mention.TitleSpan)))
            found.Add(mention);
    }

    private static OfficeMention? Mention(Match match, NameRegister register)
    {
        var (place, name) = PlaceAndName(match, register);
        var title = match.Groups["title"];
        // What is named may be a place or a body, not a person: "President of Serbia", "Minister Council".
        if (name.Length == 0 || register.Named(name.Value) is [{ Entity.Kind: not EntityKind.Person }, ..])
            return null;
        var whose = Code(match.Groups["whose"].Value, register);
        var isSent = title.Value.Contains("mbassador", StringComparison.Ordinal) || title.Value.Contains("nvoy", StringComparison.Ordinal);
        // "ambassador of Russia in Belgrade", "Russian ambassador to Belgrade", "President of Serbia".
        var of = whose ?? (match.Groups["of"].Success || !isSent ? place : null);
        var at = isSent ? Code(match.Groups["seat"].Value, register) ?? (match.Groups["of"].Success ? null : place) : null;
        return new OfficeMention(
            new TextSpan(match.Index, match.Length),
            new TextSpan(name.Start, name.Length),
            title.Value,
            Span(title),
            match.Groups["how"].Value.ToLowerInvariant(),
            of,
            at
        );
    }

    /// <summary>The code of the place, and the name; where both stand side by side the register tells where one ends.</summary>
    private static (string? Place, (int Start, int Length, string Value) Name) PlaceAndName(Match match, NameRegister register)
    {
        var (place, name) = (match.Groups["place"], match.Groups["name"]);
        var own = (name.Index, name.Length, name.Value);
        if (!place.Success)
            return (null, own);
        var after = name.Index - (place.Index + place.Length);
        if (after is < 0 or > 2)
            return (LongPlace(match, place, register), own);
        var both = match.Value[(place.Index - match.Index)..(name.Index + name.Length - match.Index)];
        if (register.Named(both) is not [{ Span.Start: 0, Entity: { Kind: not EntityKind.Person } entity } named, ..])
            return (null, own);
        var rest = both[named.Span.End..].TrimStart(' ', ',');
        return (entity.Code, (name.Index + name.Length - rest.Length, rest.Length, rest));
    }

    /// <summary>The code of a place behind which no name stands.</summary>
    private static string? LongPlace(Match match, Group place, NameRegister register) =>
        Code(match.Value[(place.Index - match.Index)..], register) ?? Code(place.Value, register);

    private static TextSpan Span(Group group) => new(group.Index, group.Length);

    private static string? Code(string words, NameRegister register) =>
        words.Length == 0 ? null
        : register.Named(words) is [var named, ..] && named.Entity.Kind is not EntityKind.Person ? named.Entity.Code
        : null;

    private static readonly string TitlePattern =
        $"(?<title>(?i:{string.Join('|', Offices.Titles.Select(t => t.Title).OrderByDescending(t => t.Length).Select(Regex.Escape))}))";

    private static readonly Regex Before = new(
        $@"\b{Qualified}{Whose}{TitlePattern}(?: (?<of>of) {Place})?(?: to {Place})?,? {Name}",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10)
    );

    private static readonly Regex Behind = new(
        $@"{Name}(?:,| \() ?(?:(?:the|a|an|who is|who was) )?(?:(?:the) )?{Qualified}{Whose}{TitlePattern}\b(?: (?:(?<of>of)|to|in|for) "
            + $@"{Place})?(?: (?:in|to) (?<seat>\p{{Lu}}\p{{L}}+))?",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10)
    );
}
