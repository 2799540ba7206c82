using System.Collections.Immutable;
using Entente.Record.Attributions;

namespace Entente.Record.Register;

/// <summary>One of the register where a text names it.</summary>
/// <param name="Span">The words.</param>
/// <param name="Entity">Who is meant.</param>
public readonly record struct NamedHere(TextSpan Span, Entity Entity);

/// <summary>
/// Whom texts may name: states, blocs, bodies and agencies by all their forms, persons by name, and who held which office when. Immutable;
/// safe to share between threads.
/// </summary>
public sealed class NameRegister
{
    /// <summary>Forms by their first word without marks, the longest first.</summary>
    private readonly Dictionary<string, List<(string[] Words, Entity Entity)>> forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entity> byCode = new(StringComparer.Ordinal);
    private readonly ILookup<string, OfficeTerm> termsOfPerson;
    private readonly ILookup<string, OfficeTerm> termsOfBody;

    internal NameRegister(IEnumerable<(Entity Entity, ImmutableArray<string> Forms)> entities, IEnumerable<OfficeTerm> terms)
    {
        Terms = [.. terms];
        termsOfPerson = Terms.ToLookup(term => PersonCode(term.Person), StringComparer.Ordinal);
        termsOfBody = Terms.ToLookup(term => term.Of, StringComparer.Ordinal);
        foreach (var (entity, own) in entities)
        {
            byCode.TryAdd(entity.Code, entity);
            foreach (var form in own)
                Add(form, entity);
        }
        foreach (var person in termsOfPerson)
        {
            var last = person.MaxBy(term => term.Start.First)!;
            var entity = new Entity(person.Key, last.Person, EntityKind.Person, last.Of);
            byCode.TryAdd(entity.Code, entity);
            Add(last.Person, entity);
            // Middle names are left out as often as not.
            if (last.Person.Split(' ') is { Length: > 2 } names && !names[1..^1].Any(name => char.IsLower(name[0])))
                Add($"{names[0]} {names[^1]}", entity);
        }
        foreach (var list in forms.Values)
            list.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    /// <summary>
    /// Who held which office when, in order of reading; a later row of the same office, person and start replaces earlier ones.
    /// </summary>
    public ImmutableArray<OfficeTerm> Terms { get; }

    /// <summary>What comes with the program.</summary>
    public static NameRegister Shipped => RegisterFiles.Shipped.Value;

    /// <summary>What comes with the program and a user's own offices, which are believed first.</summary>
    /// <param name="path">A CSV with the columns person, state, office, start, end; and if wished seen, sources.</param>
    /// <param name="name">The file as the user knows it.</param>
    public static Checked<NameRegister> With(string path, string name) => RegisterFiles.With(path, name);

    /// <summary>The one of a code; null: there is none.</summary>
    public Entity? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The code of a person of a name.</summary>
    public static string PersonCode(string name) => "person:" + Words.Key(name).Replace(' ', '-').ToLowerInvariant();

    /// <summary>The offices of a person, by code.</summary>
    public IEnumerable<OfficeTerm> OfficesOf(string person) => termsOfPerson[person];

    /// <summary>Who held offices of a state or body, by code.</summary>
    public IEnumerable<OfficeTerm> HoldersOf(string body) => termsOfBody[body];

    /// <summary>All that a text names, in order; where names overlap the longest counts.</summary>
    public IReadOnlyList<NamedHere> Named(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? [] : Named(text, new TextSpan(0, text.Length));
    }

    /// <summary>All that a stretch of a text names.</summary>
    public IReadOnlyList<NamedHere> Named(string text, TextSpan within)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<NamedHere>();
        var words = Words.Of(text, within).ToList();
        var plain = words.ConvertAll(word => Words.Plain(word.Of(text)));
        for (var at = 0; at < words.Count; at++)
            if (Longest(text, words, plain, at) is { } form)
            {
                var last = words[at + form.Words.Length - 1];
                found.Add(new(new TextSpan(words[at].Start, last.End - words[at].Start), form.Entity));
                at += form.Words.Length - 1;
            }
        return found;
    }

    private (string[] Words, Entity Entity)? Longest(string text, List<TextSpan> words, List<string> plain, int at)
    {
        if (!char.IsUpper(plain[at][0]) && plain[at] != "the")
            return null;
        if (!forms.TryGetValue(plain[at], out var list) && !forms.TryGetValue(Singular(plain[at]), out list))
            return null;
        foreach (var form in list)
            if (at + form.Words.Length <= words.Count && IsHere(text, words, plain, at, form.Words))
                return form;
        return null;
    }

    /// <summary>Whether the words of a form stand here, with nothing but a blank between them; the last may be a plural.</summary>
    private static bool IsHere(string text, List<TextSpan> words, List<string> plain, int at, string[] form)
    {
        for (var w = 0; w < form.Length; w++)
        {
            var word = plain[at + w];
            if (word != form[w] && (w < form.Length - 1 || Singular(word) != form[w]))
                return false;
            if (w > 0 && words[at + w].Start - words[at + w - 1].End != 1)
                return false;
        }
        return true;
    }

    private static string Singular(string word) => word.Length > 4 && word[^1] == 's' && word[^2] is not 's' ? word[..^1] : word;

    private void Add(string form, Entity entity)
    {
        var words = Words.Of(form, new TextSpan(0, form.Length)).Select(word => Words.Plain(word.Of(form))).ToArray();
        if (words.Length == 0)
            return;
        if (!forms.TryGetValue(words[0], out var list))
            forms[words[0]] = list = [];
        if (!list.Exists(known => known.Words.AsSpan().SequenceEqual(words)))
            list.Add((words, entity));
    }
}
