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
        var text = File.ReadAllText(path);
        var found = new Attributions.AttributionReader().Read(text).Select(a => a.Cue!.Value.Of(text).ToString()).ToArray();
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
    }

    private static void Held(string golden, string text, bool withWords) =>
        Assert.Equal(
            File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Entente.Record.Tests", "Golden", golden)),
            StatementLines.Of(text, withWords)
        );
}
