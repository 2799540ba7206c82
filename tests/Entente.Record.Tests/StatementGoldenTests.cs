using Entente.Record.Assessments;
using Entente.Record.Attributions;
using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.RecordTraining;
using Entente.Testing;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>
/// Statements read from two reports, held to files that were gone over by hand. They are written anew by
/// <c>Entente.RecordTraining show FILE</c>, with <c>--places</c> for the text that is not in the repository.
/// </summary>
public sealed class StatementGoldenTests
{
    [Fact]
    public void The_shipped_report_is_read_as_it_was_reviewed() =>
        Held("example-report.txt", File.ReadAllText(Path.Combine(Repository.Root, "examples", "record", "report.txt")), withWords: true);

    [Fact]
    public void The_report_that_shaped_the_project_is_read_as_it_was_reviewed()
    {
        var path = Path.Combine(Repository.Shared, "reference", "record", "report.txt");
        Assert.SkipUnless(File.Exists(path), "The report is not beside the repository.");
        Held("report.txt", File.ReadAllText(path), withWords: false);
    }

    [Fact]
    public void Every_attribution_of_the_report_is_found()
    {
        var path = Path.Combine(Repository.Shared, "reference", "record", "report.txt");
        Assert.SkipUnless(File.Exists(path), "The report is not beside the repository.");
        var recorded = new StatementReader(new AttributionReader(), new Assessor(), NameRegister.Shipped).Read(
            RecordTexts.Document(File.ReadAllText(path), "report.txt", new DateOnly(2025, 3, 14))
        );
        var text = recorded.Document.Text;
        var found = recorded.Statements.Select(s => s.Attribution.Cue!.Value.Of(text).ToString()).ToArray();
        string[] expected =
        [
            "Remarks attributed to",
            "conveyed",
            "stressed",
            "noted",
            "voiced",
            "pursued",
            "signaled",
            "argues",
            "present",
            "suggest",
            "is framed as",
            "note",
            "signaled",
            "From Moscow’s viewpoint",
            "cited as",
            "emphasizes",
        ];
        Assert.Equal(expected, found);
        // Whom each means: the ambassador in four, through agencies in one; states, groups and those kept back.
        const string Ambassador = "text:alexander-botsan-kharchenko";
        string[] sources =
        [
            .. Enumerable.Repeat(Ambassador, 4),
            "RUS",
            "WEST",
            "SRB",
            "SRB",
            "SRB",
            "unnamed:observers",
            "unnamed:",
            "unnamed:analysts",
            "SRB",
            "RUS",
            "unnamed:",
            "RUS",
        ];
        Assert.Equal(sources, recorded.Statements.Select(s => s.Source.Entity.Code));
        Assert.All(recorded.Statements.Take(4), s => Assert.Equal(("Ambassador", "RUS", "SRB"), Office(recorded, s)));
        Assert.All(recorded.Statements.Skip(4), s => Assert.Null(recorded.OfficeOf(s)));
        // The leadership is Serbia's, and the person named among it is linked, though his office is wrong.
        Assert.Equal(["person:aleksandar-vucic"], recorded.Statements[8].Among.Select(person => person.Code));
        Assert.Equal("former", recorded.OfficeOf(recorded.Statements[8].Among.Single())!.Qualifier);
        Assert.All(recorded.Statements.Where((_, at) => at != 8), s => Assert.Empty(s.Among));
        // Stances: who is for (1), against (-1) or not clear.
        double?[] stances = [-1, -1, null, -1, null, 1, -1, null, -1, null, null, null, null, null, null, -1];
        Assert.Equal(stances, recorded.Statements.Select(s => s.Assessment.Stance));
        var carrier = Assert.Single(recorded.Statements[1].Links, link => link.Role == LinkRole.Carrier);
        Assert.Equal("news agencies", carrier.Span.Of(text).ToString());
        var flag = Assert.Single(recorded.Flags);
        Assert.Equal((1449, 33), (flag.Span.Start, flag.Span.Length));
    }

    private static (string, string?, string?) Office(RecordedDocument recorded, RecordedStatement statement)
    {
        var office = recorded.OfficeOf(statement)!;
        return (char.ToUpperInvariant(office.Title[0]) + office.Title[1..], office.Of, office.At);
    }

    private static void Held(string golden, string text, bool withWords) =>
        Assert.Equal(
            File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Entente.Record.Tests", "Golden", golden)),
            StatementLines.Of(text, withWords)
        );
}
