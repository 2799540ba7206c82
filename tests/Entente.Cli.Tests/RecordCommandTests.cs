using Entente.Data;
using Entente.Games.Files;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary><c>entente record</c> as a user meets it.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private const string Report = """
        ANKARA, 14 March 2025 - The European Union and the United States pressed Turkey on Friday to join sanctions against Russia.

        "We will not join the sanctions against Russia," said President Recep Tayyip Erdogan. The Russian ambassador to Ankara, Pavel
        Sidorov, told news agencies that pressure on Turkey would fail. Former President Emmanuel Macron said that trade with Turkey
        was important for all. Officials said that gas supplies must be safe.
        """;

    private readonly TemporaryFolder folder = new();

    public RecordCommandTests()
    {
        Directory.CreateDirectory(folder.File("reports"));
        File.WriteAllText(folder.File("reports/turkey.txt"), Report);
        File.WriteAllText(folder.File("reports/empty.txt"), "");
        File.WriteAllText(
            folder.File("reports/german.txt"),
            "Die Regierung hat am Freitag gesagt, dass sie sich nicht an den Sanktionen beteiligen wird."
        );
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void From_reports_to_a_ledger_and_out_of_it()
    {
        var (code, output, error) = Program.Run(folder.Path, "record", "add", "reports");
        Assert.Equal(2, code);
        Assert.Contains("1 documents added", output, StringComparison.Ordinal);
        Assert.Contains("2 refused", output, StringComparison.Ordinal);
        Assert.Contains("empty.txt: an empty file; expected", error, StringComparison.Ordinal);
        Assert.Contains("german.txt: a text in German; expected English", error, StringComparison.Ordinal);
        Assert.Contains(
            "called former president; the register has Emmanuel Macron as president of France since 2017",
            error,
            StringComparison.Ordinal
        );
        Assert.Contains("0 documents added", Program.Run(folder.Path, "record", "add", "reports/turkey.txt").Out, StringComparison.Ordinal);

        Assert.Contains("turkey.txt", Program.Run(folder.Path, "record", "list").Out, StringComparison.Ordinal);
        var statements = Program.Run(folder.Path, "record", "list", "--document", "1").Out;
        Assert.Contains("Recep Tayyip Erdogan", statements, StringComparison.Ordinal);
        Assert.Contains("Pavel Sidorov", statements, StringComparison.Ordinal);

        Assert.Equal(0, Program.Run(folder.Path, "record", "show", "1", "--out", "page.html").Code);
        var page = File.ReadAllText(folder.File("page.html"));
        Assert.Contains("<mark class=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        Assert.Equal(
            0,
            Program.Run(folder.Path, "record", "correct", "1", "--field", "stance", "--value", "-1", "--by", "A", "--why", "plain").Code
        );
        Assert.Equal(
            2,
            Program.Run(folder.Path, "record", "correct", "1", "--field", "stanse", "--value", "-1", "--by", "A", "--why", "plain").Code
        );
        var check = Program.Run(folder.Path, "record", "check").Out;
        Assert.Contains("1 offices that do not fit", check, StringComparison.Ordinal);
        foreach (var form in new[] { "csv", "json", "parquet" })
        {
            Assert.Equal(0, Program.Run(folder.Path, "record", "export", "--form", form, "--out", form).Code);
            Assert.True(File.Exists(folder.File($"{form}/statements.{form}")));
        }
    }

    [Theory]
    [InlineData("record", "add", "none.txt", "none.txt: no such file or folder")]
    [InlineData("record", "list", "--ledger", "none.db", "none.db: no such ledger")]
    [InlineData("record", "show", "7", "--ledger", "reports/turkey.txt", "is no ledger")]
    [InlineData("record", "ask", "reports/empty.txt", "an empty file")]
    [InlineData("record", "ask", "reports/turkey.txt", "--date", "soon", "--date expects a day as 2025-03-14, not 'soon'")]
    [InlineData("record", "offices", "none", "--out", "x.csv", "no such table")]
    public void Told_in_a_line(params string[] argsAndMessage)
    {
        var (code, _, error) = Program.Run(folder.Path, argsAndMessage[..^1]);
        Assert.Equal(2, code);
        Assert.Contains(argsAndMessage[^1], error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_for_which_everything_is_refused_is_not_made()
    {
        Assert.Equal(2, Program.Run(folder.Path, "record", "add", "reports/empty.txt", "reports/german.txt").Code);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.Equal(2, Program.Run(folder.Path, "record", "add", "reports").Code);
        Assert.True(File.Exists(folder.File("record.db")));
    }

    [Fact]
    public void A_question_is_proposed_as_a_game_that_can_be_asked_and_nothing_is_answered_before_a_person_accepts()
    {
        var (code, output, error) = Program.Run(folder.Path, "record", "ask", "reports/turkey.txt", "--out", "asked");
        Assert.Equal(0, code);
        Assert.Contains("- country: TUR", output, StringComparison.Ordinal);
        Assert.Contains("--game", error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("asked/brief.html")));
        var game = GameInput.Read(Catalogue.Default, folder.File("asked/game.yaml"));
        Assert.True(game.Success, string.Join('\n', game.Faults));
        Assert.Equal("TUR", game.Value.Game.World.Countries[game.Value.Game.Pressed[0].Country].Code);
        Assert.All(game.Value.Game.Senders, sender => Assert.Equal(0, sender.Valuation));
    }
}
