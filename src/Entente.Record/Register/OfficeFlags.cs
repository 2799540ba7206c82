using Entente.Record.Attributions;
using Entente.Record.Documents;

namespace Entente.Record.Register;

/// <summary>An office that a text gives somebody and that does not fit its date.</summary>
/// <param name="Span">Office and name in the text.</param>
/// <param name="Evidence">What the text says, what the register has, on which sources, and which date is taken.</param>
public sealed record OfficeFlag(TextSpan Span, string Evidence);

/// <summary>Holds the offices of a text against the register. What neither says is not flagged.</summary>
internal static class OfficeFlags
{
    /// <summary>An office with no known end is held against a text for so long after the sources saw it.</summary>
    private const int MostDaysUnseen = 730;

    public static IEnumerable<OfficeFlag> Of(string text, IEnumerable<OfficeMention> mentions, NameRegister register, DocumentDate date)
    {
        foreach (var mention in mentions)
            if (Evidence(text, mention, register, date.Day) is { } evidence)
                yield return new OfficeFlag(mention.Span, $"{evidence}; the text is dated {date.Words}");
    }

    private static string? Evidence(string text, OfficeMention mention, NameRegister register, DateOnly day)
    {
        if (mention.Qualifier is "then" or "late" or "acting" || Offices.Titles.First(t => Is(t.Title, mention.Title)).Key is not { } key)
            return null;
        var name = mention.Person.Of(text).ToString();
        if (PersonOf(name, mention.Of, register) is not { } person)
            return mention.Of is { } body && mention.Qualifier.Length == 0 ? Other(register, body, key, mention.Title, day) : null;
        var terms = register
            .OfficesOf(person)
            .Where(term => Offices.Key(term.Office) == key && (mention.Of is null || term.Of == mention.Of))
            .ToList();
        var title = mention.Title.ToLowerInvariant();
        if (terms.Count == 0)
            return mention.Of is { } of && mention.Qualifier.Length == 0 ? Other(register, of, key, mention.Title, day) : null;
        if (mention.Qualifier is "former" or "ex")
            return terms.Find(term => term.Covers(day) && IsFresh(term, day)) is { } held
                ? $"called {mention.Qualifier} {title}; the register has {held.Person} as {title} of {Named(register, held.Of)} "
                    + $"{Years(held)}"
                : null;
        if (terms.Exists(term => term.MayCover(day)))
            return null;
        return $"called {title}; the register has {terms[^1].Person} as {title} of {Named(register, terms[^1].Of)} "
            + $"{Years(terms.MaxBy(t => t.Start.First)!)}";
    }

    // The longer ago sources saw somebody in office, the less it says.
    private static bool IsFresh(OfficeTerm term, DateOnly day) =>
        term.End is not null || day.DayNumber <= term.Seen.Last.DayNumber + MostDaysUnseen;

    /// <summary>Another person whom the register surely has in the office on the day.</summary>
    private static string? Other(NameRegister register, string body, string key, string title, DateOnly day) =>
        register.HoldersOf(body).FirstOrDefault(term => Offices.Key(term.Office) == key && term.Covers(day) && IsSeen(term, day))
            is { } other
            ? $"called {title.ToLowerInvariant()} of {Named(register, body)}; the register has {other.Person} {Years(other)}"
            : null;

    // Whoever was in office when the sources stopped may have left since: of another person that is not said.
    private static bool IsSeen(OfficeTerm term, DateOnly day) => term.End is not null || day <= term.Seen.Last;

    private static string Years(OfficeTerm term) =>
        term.End is { } end
            ? $"from {term.Start} to {end} ({term.Sources})"
            : $"since {term.Start} and knows no end ({term.Sources}, as of {term.Seen})";

    private static string Named(NameRegister register, string code) => register.Find(code)?.Name ?? code;

    private static bool Is(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The code of the person of the register who is meant: by the full name, or by a last name that one person alone has.
    /// </summary>
    internal static string? PersonOf(string name, string? body, NameRegister register)
    {
        var code = NameRegister.PersonCode(name);
        if (register.OfficesOf(code).Any())
            return code;
        var last = Words.Key(name);
        if (last.Contains(' ', StringComparison.Ordinal))
            return null;
        var persons = register
            .Terms.Where(term => (body is null || term.Of == body) && Words.Key(term.Person).EndsWith(" " + last, StringComparison.Ordinal))
            .Select(term => NameRegister.PersonCode(term.Person))
            .Distinct()
            .Take(2)
            .ToList();
        return persons is [var only] ? only : null;
    }
}
