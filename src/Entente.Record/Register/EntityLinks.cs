using Entente.Record.Attributions;

namespace Entente.Record.Register;

/// <summary>A part of a statement linked to whom it means.</summary>
/// <param name="Role">What part.</param>
/// <param name="Span">The words.</param>
/// <param name="Entity">Who is meant.</param>
/// <param name="Basis">What the link rests on, in a few words.</param>
public sealed record EntityLink(LinkRole Role, TextSpan Span, Entity Entity, string Basis);

/// <summary>Parts of statements that are linked.</summary>
public enum LinkRole
{
    /// <summary>Who it is attributed to.</summary>
    Source,

    /// <summary>Through whom it came.</summary>
    Carrier,

    /// <summary>Whom its action is aimed at.</summary>
    Target,

    /// <summary>A person named among the group it is attributed to: "leaders, including N".</summary>
    Among,
}

/// <summary>Links mentions of one text to the register, and to persons whom the text itself introduces.</summary>
public sealed class EntityLinks
{
    private readonly string text;
    private readonly NameRegister register;
    private readonly List<(string LastName, Entity Entity, string Basis)> persons = [];

    /// <summary>Prepares the links of a text.</summary>
    /// <param name="text">The stored text.</param>
    /// <param name="register">The register.</param>
    public EntityLinks(string text, NameRegister register)
    {
        (this.text, this.register) = (text, register);
        Named = register.Named(text);
        Offices = OfficeMentions.Find(text, register);
        foreach (var office in Offices)
            Introduce(office);
        foreach (var named in Named.Where(n => n.Entity.Kind == EntityKind.Person))
            Add(named.Entity, "named in full");
    }

    /// <summary>All that the text names.</summary>
    public IReadOnlyList<NamedHere> Named { get; }

    /// <summary>Offices that the text gives persons.</summary>
    public IReadOnlyList<OfficeMention> Offices { get; }

    /// <summary>Whom a mention means; always somebody: at least the words themselves.</summary>
    /// <param name="role">The part of the statement.</param>
    /// <param name="mention">The mention.</param>
    public EntityLink Of(LinkRole role, Mention mention)
    {
        ArgumentNullException.ThrowIfNull(mention);
        var span = Head(mention.Antecedent ?? mention.Span);
        var (entity, basis) = Best(span, mention.Kind);
        return new EntityLink(role, mention.Span, entity, mention.Antecedent is null ? basis : $"{basis}, by its antecedent");
    }

    /// <summary>The persons whom a mention of several names as examples, in order: "leaders, including N".</summary>
    /// <param name="mention">The mention.</param>
    public IEnumerable<EntityLink> Among(Mention mention)
    {
        ArgumentNullException.ThrowIfNull(mention);
        var head = Head(mention.Span);
        if (head == mention.Span)
            yield break;
        var after = new TextSpan(head.End, mention.Span.End - head.End);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Words.Of(text, after))
            if (Person(word) is { } person && found.Add(person.Entity.Code))
                yield return new EntityLink(LinkRole.Among, after, person.Entity, $"named among them, {person.Basis}");
    }

    /// <summary>A mention without its examples: those who are "including" or "such as" are not all who are meant.</summary>
    private TextSpan Head(TextSpan span)
    {
        var words = span.Of(text);
        foreach (var example in Examples)
            if (words.IndexOf(example, StringComparison.OrdinalIgnoreCase) is > 0 and var at)
                return new TextSpan(span.Start, words[..at].TrimEnd(" ,(").Length);
        return span;
    }

    private static readonly string[] Examples = [" including ", " such as ", " among them "];

    /// <summary>The state, bloc or body that a stretch names first; null where it names none.</summary>
    public NamedHere? First(TextSpan span) =>
        Named.Where(named => named.Span.Overlaps(span) && named.Entity.Kind is not EntityKind.Person).Cast<NamedHere?>().FirstOrDefault();

    private (Entity, string) Best(TextSpan span, MentionKind kind)
    {
        if (Person(span) is { } person)
            return person;
        if (kind == MentionKind.Unnamed && First(span) is null)
            return (new Entity($"unnamed:{Key(span)}", Said(span), EntityKind.Unnamed, null), "kept back by the text");
        var body = Named
            .Where(named => named.Span.Overlaps(span))
            .OrderBy(named => named.Entity.Kind is EntityKind.State or EntityKind.Bloc)
            .ThenByDescending(named => named.Span.Start == span.Start)
            .Cast<NamedHere?>()
            .FirstOrDefault();
        if (body is { } found)
            return (found.Entity, found.Span == span ? "named" : $"\"{Said(found.Span)}\" in it");
        if (kind == MentionKind.Role && ByTitle(span) is { } office)
            return office;
        if (kind is MentionKind.Role or MentionKind.Group && IsOfState(span) && LastBefore(span) is { } state)
            return (state.Entity, "the state named last before it");
        return kind == MentionKind.Named
            ? (new Entity($"text:{Key(span)}", Said(span), EntityKind.Person, null), "not in the register")
            : (new Entity($"group:{Key(span)}", Said(span), EntityKind.Group, null), "as the text calls it");
    }

    /// <summary>A person known to text or register whose last name stands in a stretch.</summary>
    private (Entity Entity, string Basis)? Person(TextSpan span)
    {
        var words = Words.Of(text, span).Select(word => Words.Key(word.Of(text).ToString())).ToHashSet(StringComparer.Ordinal);
        foreach (var (last, entity, basis) in persons)
            if (words.Contains(last))
                return (entity, basis);
        return null;
    }

    /// <summary>The person last given an office by a title that stands in a stretch.</summary>
    private (Entity, string)? ByTitle(TextSpan span)
    {
        var said = Said(span);
        var office = Offices
            .Where(o => said.Contains(o.Title, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(o => o.Span.Start < span.Start ? o.Span.Start : -o.Span.Start)
            .FirstOrDefault();
        return office is null ? null : (Person(office.Person)!.Value.Item1, $"the {office.Title.ToLowerInvariant()} named last");
    }

    private bool IsOfState(TextSpan span)
    {
        var said = Said(span);
        return Array.Exists(OfState, word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly string[] OfState = ["government", "country", "leadership", "official", "authorities", "cabinet", "parliament"];

    private NamedHere? LastBefore(TextSpan span) =>
        Named.Where(n => n.Entity.Kind == EntityKind.State && n.Span.End <= span.Start).Cast<NamedHere?>().LastOrDefault();

    private void Introduce(OfficeMention office)
    {
        var name = office.Person.Of(text).ToString();
        if (OfficeFlags.PersonOf(name, office.Of, register) is { } code && register.Find(code) is { } known)
            Add(known, "by office and name");
        else
            Add(
                new Entity($"text:{Words.Key(name).Replace(' ', '-').ToLowerInvariant()}", name, EntityKind.Person, office.Of),
                "as the text introduces"
            );
    }

    private void Add(Entity person, string basis)
    {
        var words = person.Name.Split(' ');
        var last = Words.Key(words[^1]);
        if (last.Length > 1 && !persons.Exists(known => known.LastName == last))
            persons.Add((last, person, basis));
    }

    private string Said(TextSpan span) => span.Of(text).ToString();

    private string Key(TextSpan span) => Words.Key(Said(span)).Replace(' ', '-').ToLowerInvariant();
}
