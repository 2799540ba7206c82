using Entente.Record.Ledger;
using Entente.Record.Register;
using Entente.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Entente.Record.Tests;

/// <summary>The ledger is only added to, whole documents at a time.</summary>
public sealed class LedgerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2025, 4, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Path => folder.File("record.db");

    private RecordLedger Open() => RecordLedger.Open(Path, NameRegister.Shipped, create: true).Value;

    [Fact]
    public void What_is_added_comes_back_the_same()
    {
        var recorded = RecordTexts.Recorded(RecordTexts.Turkey);
        using (var ledger = Open())
            Assert.Equal(new AddedDocument(1, true, 4, 0), ledger.Add(recorded, Now));
        using var again = Open();
        var back = again.Document(1)!;
        Assert.Equal(recorded.Document, back.Document);
        Assert.Equal(recorded.Flags, back.Flags);
        Assert.Equal(recorded.Offices, back.Offices);
        Assert.Equal(recorded.Named, back.Named);
        Assert.Equal(4, back.Statements.Length);
        foreach (var (one, other) in recorded.Statements.Zip(back.Statements))
        {
            Assert.Equal(
                one.Attribution with
                {
                    Content = [],
                    Carriers = [],
                    Hedges = [],
                },
                other.Attribution with
                {
                    Content = [],
                    Carriers = [],
                    Hedges = [],
                }
            );
            Assert.Equal(one.Attribution.Content, other.Attribution.Content);
            Assert.Equal(one.Assessment.Topics, other.Assessment.Topics);
            Assert.Equal(one.Assessment.Stance, other.Assessment.Stance);
            Assert.Equal(one.Links, other.Links);
        }
        var listed = Assert.Single(again.Documents());
        Assert.Equal((4, 0, 0, "2025-04-01T12:00:00Z"), (listed.Statements, listed.Copies, listed.Flags, listed.Added));
    }

    [Theory]
    [InlineData("UPDATE documents SET text = 'x'")]
    [InlineData("DELETE FROM documents")]
    [InlineData("UPDATE statements SET stance = 1")]
    [InlineData("DELETE FROM statements")]
    [InlineData("UPDATE persons SET name = 'x'")]
    [InlineData("DELETE FROM links")]
    [InlineData("UPDATE corrections SET value = 'x'")]
    [InlineData("DELETE FROM sketches")]
    public void Nothing_is_changed_or_taken_away(string sql)
    {
        using (var ledger = Open())
        {
            ledger.Add(RecordTexts.Recorded(RecordTexts.Turkey), Now);
            Assert.Null(ledger.Correct(1, new Correction("stance", "1", "A", "why", "2025")));
        }
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Contains("only added to", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Corrections_are_rows_of_their_own()
    {
        using var ledger = Open();
        ledger.Add(RecordTexts.Recorded(RecordTexts.Turkey), Now);
        Assert.Null(ledger.Correct(1, new Correction("stance", "0.5", "A", "irony", "2025")));
        Assert.Null(ledger.Correct(1, new Correction("target", "RUS", "A", "named before", "2025")));
        Assert.Null(ledger.Correct(2, new Correction(Correction.Retracted, "yes", "A", "a misreading", "2025")));
        var statements = ledger.Statements().ToList();
        Assert.Equal((0.5, "RUS"), (statements[0].Statement.Assessment.Stance, statements[0].Statement.Target!.Code));
        Assert.Equal([false, true, false, false], statements.Select(s => s.IsRetracted));
        Assert.Equal(["stance", "target"], statements[0].Corrections.Select(c => c.Field));
        Assert.NotNull(ledger.Correct(99, new Correction("stance", "1", "A", "", "")));
        Assert.NotNull(ledger.Correct(1, new Correction("stance", "2", "A", "", "")));
        Assert.NotNull(ledger.Correct(1, new Correction("colour", "red", "A", "", "")));
    }

    [Fact]
    public void The_same_file_and_the_same_text_are_added_once()
    {
        using var ledger = Open();
        ledger.Add(RecordTexts.Recorded(RecordTexts.Turkey), Now);
        Assert.Equal(new AddedDocument(1, false, 4, 0), ledger.Add(RecordTexts.Recorded(RecordTexts.Turkey, "b.txt"), Now));
        Assert.Equal(new AddedDocument(1, false, 4, 0), ledger.Add(RecordTexts.Recorded(RecordTexts.Turkey + "\n\n", "c.txt"), Now));
        Assert.Single(ledger.Documents());
    }

    [Fact]
    public void Wire_copies_are_known_again_and_point_to_the_first()
    {
        using var ledger = Open();
        const string Said = "that the country would never agree to the proposal of the large neighbours and would go its own way in trade";
        ledger.Add(RecordTexts.Recorded($"Ana Brnabic said {Said}. It was a long day in the city.", "a.txt"), Now);
        ledger.Add(RecordTexts.Recorded($"Officials said {Said} too. The weather was good in the town.", "b.txt"), Now);
        ledger.Add(
            RecordTexts.Recorded(
                "Officials said that the price of bread and of milk would go up in the spring of the year. So it was.",
                "c.txt"
            ),
            Now
        );
        Assert.Equal([null, 1, null], ledger.Statements().Select(s => s.CopyOf));
        Assert.Equal([0, 1, 0], ledger.Documents().Select(d => d.Copies));
    }

    [Fact]
    public void Sketches_of_statements_that_are_nearly_the_same_share_a_key()
    {
        var random = new Random(1);
        string[] words = [.. Enumerable.Range(0, 400).Select(n => $"word{n}")];
        var found = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var one = Enumerable.Range(0, 40).Select(_ => words[random.Next(400)]).ToArray();
            var other = one.ToArray();
            // One word in the middle spoils three runs of thirty-eight: 35 in common of 41.
            other[20] = "another";
            var (a, b) = (Sketch.Runs(string.Join(' ', one))!, Sketch.Runs(string.Join(' ', other))!);
            Assert.InRange(Sketch.Likeness(a, b), 0.8, 0.9);
            found += Sketch.Keys(a).Intersect(Sketch.Keys(b)).Any() ? 1 : 0;
        }
        Assert.InRange(found, 190, 200);
    }

    [Fact]
    public void A_killed_run_loses_nothing_that_was_confirmed_and_a_second_adds_nothing_twice()
    {
        var files = Enumerable
            .Range(0, 12)
            .Select(n =>
                Write($"r{n:00}.txt", $"Ana Brnabic said that she would meet {n} ministers in the city. It was the day of all days.")
            )
            .ToList();
        var confirmed = 0;
        // A run that is abandoned in its middle: its ledger is never closed, and the next document is half in it.
        var first = Open();
        foreach (var outcome in Adding(first).Add(files, TestContext.Current.CancellationToken))
            if (outcome.Added is { IsNew: true } && ++confirmed == 5)
                break;
        using (var half = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            half.Open();
            using var transaction = half.BeginTransaction();
            using var command = half.CreateCommand();
            command.CommandText =
                "INSERT INTO documents (file_hash, text_hash, name, format, title, encoding, language, day, day_basis, text, added) "
                + "VALUES ('a', 'b', 'half', 'Text', '', '', '', '2025-01-01', 'Given', '', '')";
            command.ExecuteNonQuery();
        }
        using (var second = Open())
        {
            Assert.Equal(5, second.Documents().Count());
            var outcomes = Adding(second).Add(files, TestContext.Current.CancellationToken).ToList();
            Assert.Equal((7, 5), (outcomes.Count(o => o.Added!.IsNew), outcomes.Count(o => !o.Added!.IsNew)));
            Assert.Equal(files.Select(f => f.Name), second.Documents().Select(d => d.Name));
            Assert.Equal(12, second.Statements().Count());
        }
        first.Dispose();
        using var third = Open();
        Assert.All(Adding(third).Add(files, TestContext.Current.CancellationToken), outcome => Assert.False(outcome.Added!.IsNew));
        Assert.Equal(12, third.Documents().Count());
    }

    [Fact]
    public void Files_that_are_refused_leave_the_others_be()
    {
        using var ledger = Open();
        var outcomes = Adding(ledger)
            .Add(
                [Write("a.txt", ""), Write("b.txt", RecordTexts.Turkey), (folder.File("none.txt"), "none.txt")],
                TestContext.Current.CancellationToken
            )
            .ToList();
        Assert.Equal([1, 0, 1], outcomes.Select(o => o.Faults.Count));
        Assert.Single(ledger.Documents());
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_refused()
    {
        File.WriteAllText(Path, "The man said that this is no database at all, and he was right about it.");
        Assert.False(RecordLedger.Open(Path, NameRegister.Shipped, create: true).Success);
        File.Delete(Path);
        Assert.Contains(
            "no such ledger",
            RecordLedger.Open(Path, NameRegister.Shipped, create: false).Faults[0].Found,
            StringComparison.Ordinal
        );
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE mine (a)";
            command.ExecuteNonQuery();
        }
        Assert.Contains(
            "of something else",
            RecordLedger.Open(Path, NameRegister.Shipped, create: true).Faults[0].Found,
            StringComparison.Ordinal
        );
        File.Delete(Path);
        Open().Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }
        Assert.Contains(
            "version 99",
            RecordLedger.Open(Path, NameRegister.Shipped, create: true).Faults[0].Found,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(ExportForm.Csv, "csv")]
    [InlineData(ExportForm.Json, "json")]
    [InlineData(ExportForm.Parquet, "parquet")]
    public void Exports_have_all_rows(ExportForm form, string ending)
    {
        using (var ledger = Open())
        {
            ledger.Add(RecordTexts.Recorded(RecordTexts.Turkey), Now);
            LedgerExport.Write(ledger, folder.Path, form);
        }
        Assert.All(["documents", "statements", "offices", "flags"], table => Assert.True(File.Exists(folder.File($"{table}.{ending}"))));
        if (form == ExportForm.Csv)
            Assert.Equal(4, File.ReadAllLines(folder.File("statements.csv")).Count(line => char.IsAsciiDigit(line[0])));
        if (form == ExportForm.Json)
        {
            using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder.File("statements.json")));
            Assert.Equal(4, json.RootElement.GetArrayLength());
            Assert.Equal("person:recep-tayyip-erdogan", json.RootElement[0].GetProperty("source_code").GetString());
            Assert.Equal(-1, json.RootElement[0].GetProperty("stance").GetDouble());
        }
    }

    private (string Path, string Name) Write(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return (folder.File(name), name);
    }

    private static DocumentAdding Adding(RecordLedger ledger) => new(ledger, RecordTexts.Statements()) { Now = Now, Threads = 2 };
}
