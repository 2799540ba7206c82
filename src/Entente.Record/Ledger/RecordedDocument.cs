using System.Collections.Immutable;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Register;

namespace Entente.Record.Ledger;

/// <summary>A statement of a document, assessed and linked.</summary>
/// <param name="Attribution">Who says what, by which words.</param>
/// <param name="Assessment">What it is about and which side it takes.</param>
/// <param name="Links">Whom its parts mean: the source first.</param>
public sealed record RecordedStatement(Attribution Attribution, Assessment Assessment, ImmutableArray<EntityLink> Links)
{
    /// <summary>Who it is attributed to.</summary>
    public EntityLink Source => Links[0];

    /// <summary>The state or body its action is aimed at; null where none is named.</summary>
    public Entity? Target => Links.FirstOrDefault(link => link.Role == LinkRole.Target)?.Entity;

    /// <summary>The persons named among the group it is attributed to.</summary>
    public IEnumerable<Entity> Among => Links.Where(link => link.Role == LinkRole.Among).Select(link => link.Entity);

    /// <summary>The likeliest topic; null where it is not sure of any.</summary>
    public string? Topic => Assessment.Topics.Count == 0 ? null : Assessment.Topics.MaxBy(topic => topic.Value).Key;
}

/// <summary>A document with all that was read from it. Immutable.</summary>
/// <param name="Document">The document.</param>
/// <param name="Statements">Its statements, in order; parents refer to places in this list.</param>
/// <param name="Named">Whom the text names, where.</param>
/// <param name="Offices">Offices it gives persons.</param>
/// <param name="Flags">Offices that do not fit its date.</param>
public sealed record RecordedDocument(
    SourceDocument Document,
    ImmutableArray<RecordedStatement> Statements,
    ImmutableArray<NamedHere> Named,
    ImmutableArray<OfficeMention> Offices,
    ImmutableArray<OfficeFlag> Flags
)
{
    /// <summary>The office that the text gives the person a statement is attributed to; null where it gives none.</summary>
    public OfficeMention? OfficeOf(RecordedStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return OfficeOf(statement.Source.Entity);
    }

    /// <summary>The office that the text gives a person; null where it gives none.</summary>
    public OfficeMention? OfficeOf(Entity person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var name = Words.Key(person.Name);
        return person.Kind == EntityKind.Person
            ? Offices.FirstOrDefault(office => Words.Key(office.Person.Of(Document.Text).ToString()) == name)
            : null;
    }
}

/// <summary>Reads documents to statements that are assessed and linked. Safe to share between threads.</summary>
/// <param name="Attributions">Finds statements.</param>
/// <param name="Assessor">Assesses them.</param>
/// <param name="Register">Who is meant.</param>
public sealed record StatementReader(IAttributionReader Attributions, IAssessor Assessor, NameRegister Register)
{
    /// <summary>Reads a document.</summary>
    public RecordedDocument Read(SourceDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var links = new EntityLinks(document.Text, Register);
        var statements = Attributions.Read(document.Text).Select(attribution => Recorded(document.Text, attribution, links));
        return new RecordedDocument(
            document,
            [.. statements],
            [.. links.Named],
            [.. links.Offices],
            [.. OfficeFlags.Of(document.Text, links.Offices, Register, document.Date)]
        );
    }

    private RecordedStatement Recorded(string text, Attribution attribution, EntityLinks links)
    {
        var assessment = Assessor.Assess(text, attribution);
        var all = ImmutableArray.CreateBuilder<EntityLink>();
        all.Add(
            attribution.Cue == attribution.Source.Span ? Nobody(attribution.Source.Span) : links.Of(LinkRole.Source, attribution.Source)
        );
        all.AddRange(links.Among(attribution.Source));
        all.AddRange(attribution.Carriers.Select(carrier => links.Of(LinkRole.Carrier, carrier)));
        if (assessment.TargetWords is { } target && links.First(target) is { } named)
            all.Add(new EntityLink(LinkRole.Target, target, named.Entity, named.Span == target ? "named" : "named in it"));
        return new RecordedStatement(attribution, assessment, all.ToImmutable());
    }

    /// <summary>The source of words in the passive that name none: "is framed as".</summary>
    private static EntityLink Nobody(TextSpan cue) =>
        new(LinkRole.Source, cue, new Entity("unnamed:", "Not named", EntityKind.Unnamed, null), "the text names nobody");
}
