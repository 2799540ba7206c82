using System.Collections.Immutable;
using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Documents;
using Entente.Record.Register;

namespace Entente.Record.Ledger;

/// <summary>A document of the ledger without its text.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The file as it was called.</param>
/// <param name="Title">The title the file gave itself.</param>
/// <param name="Format">What kind of file it was.</param>
/// <param name="Date">Its day.</param>
/// <param name="FileHash">SHA-256 of the file.</param>
/// <param name="TextHash">SHA-256 of the stored text.</param>
/// <param name="Encoding">The encoding it was read by.</param>
/// <param name="Added">When it was added, ISO 8601 in UTC.</param>
/// <param name="Statements">How many statements it has.</param>
/// <param name="Copies">How many of these were in the ledger already.</param>
/// <param name="Flags">How many of its offices do not fit its date.</param>
public sealed record LedgerDocument(
    long Id,
    string Name,
    string Title,
    DocumentKind Format,
    DocumentDate Date,
    string FileHash,
    string TextHash,
    string Encoding,
    string Added,
    int Statements,
    int Copies,
    int Flags
);

/// <summary>A statement of the ledger, corrections applied.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Document">Number of its document.</param>
/// <param name="Name">The file of the document.</param>
/// <param name="Day">The day of the document.</param>
/// <param name="Number">Its place in the document, from 0.</param>
/// <param name="Statement">The statement.</param>
/// <param name="Words">Its parts as the text has them.</param>
/// <param name="CopyOf">The statement it is a copy of; null: none known.</param>
/// <param name="Corrections">What persons corrected, in order.</param>
public sealed record LedgerStatement(
    long Id,
    long Document,
    string Name,
    DateOnly Day,
    int Number,
    RecordedStatement Statement,
    StatementWords Words,
    long? CopyOf,
    ImmutableArray<Correction> Corrections
)
{
    /// <summary>Whether a person took it back.</summary>
    public bool IsRetracted => Corrections.LastOrDefault(c => c.Field == Correction.Retracted)?.Value == "yes";
}

/// <summary>The parts of a statement as its text has them.</summary>
/// <param name="Source">Who it is attributed to.</param>
/// <param name="Cue">The words that attribute; empty where there are none.</param>
/// <param name="Content">What is attributed; stretches joined by three points.</param>
public sealed record StatementWords(string Source, string Cue, string Content)
{
    /// <summary>The parts of a statement.</summary>
    public static StatementWords Of(string text, Attribution attribution)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        return new(
            attribution.Source.Span.Of(text).ToString(),
            attribution.Cue is { } cue ? cue.Of(text).ToString() : "",
            string.Join(" ... ", attribution.Content.Select(span => span.Of(text).ToString()))
        );
    }
}

/// <summary>What a person corrected of a statement: a new row, which leaves the old one as it is.</summary>
/// <param name="Field">What: topic, stance, source, target or retracted.</param>
/// <param name="Value">What it should be.</param>
/// <param name="By">Who says so.</param>
/// <param name="Why">Why.</param>
/// <param name="Added">When, ISO 8601 in UTC.</param>
public sealed record Correction(string Field, string Value, string By, string Why, string Added)
{
    /// <summary>The field by which a statement is taken back: yes or no.</summary>
    public const string Retracted = "retracted";

    /// <summary>What can be corrected.</summary>
    public static ImmutableArray<string> Fields { get; } = ["source", "target", "topic", "stance", Retracted];

    /// <summary>A statement with this correction applied.</summary>
    internal RecordedStatement On(RecordedStatement statement, Func<string, Entity> find) =>
        Field switch
        {
            "topic" => statement with
            {
                Assessment = statement.Assessment with { Topics = new Dictionary<string, double> { [Value] = 1 } },
            },
            "stance" => statement with { Assessment = WithStance(statement.Assessment) },
            "source" => statement with
            {
                Links = statement
                    .Links.SetItem(0, statement.Links[0] with { Entity = find(Value), Basis = $"corrected by {By}" })
                    .RemoveAll(link => link.Role == LinkRole.Among),
            },
            "target" => statement with
            {
                Links =
                [
                    .. statement.Links.Where(link => link.Role != LinkRole.Target),
                    new EntityLink(
                        LinkRole.Target,
                        statement.Assessment.TargetWords ?? statement.Source.Span,
                        find(Value),
                        $"corrected by {By}"
                    ),
                ],
            },
            _ => statement,
        };

    private Assessment WithStance(Assessment assessment) =>
        assessment with
        {
            Stance = double.Parse(Value, System.Globalization.CultureInfo.InvariantCulture),
            StanceProbability = 1,
        };
}

/// <summary>What became of a document that was to be added.</summary>
/// <param name="Id">Its number in the ledger.</param>
/// <param name="IsNew">Whether it was added; otherwise it, or a file of the same text, was there.</param>
/// <param name="Statements">How many statements it has.</param>
/// <param name="Copies">How many of these were in the ledger already.</param>
public sealed record AddedDocument(long Id, bool IsNew, int Statements, int Copies);
