using System.Diagnostics;
using System.Globalization;
using Entente.Testing;
using Entente.Web.Questions;
using Entente.Web.Saved;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>What is saved: versions that are only added, undo of moves, and nothing lost to a kill or to a second page.</summary>
public sealed class ScenarioStoreTests : IDisposable
{
    private const string ChildFile = "ENTENTE_TEST_STORE";

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder.File("data/saved.db");

    public void Dispose() => folder.Dispose();

    private ScenarioStore Open() => ScenarioStore.Open(FilePath, TimeProvider.System).Value;

    private static SavedQuestion Question(int number) =>
        new()
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"number {number}"),
            Note = "ä “note”\n",
            Scenario = "serbia-2023",
            Query = string.Create(CultureInfo.InvariantCulture, $"case=joins&lever.severity=0.{number}"),
            Text = "title: x\n",
            WorldHash = "ab",
            Program = "1.0",
        };

    /// <summary>A file of the first version knew scenarios alone; what lies in it is theirs.</summary>
    [Fact]
    public void A_file_of_the_first_version_is_read_on()
    {
        SavedVersion before;
        using (var store = Open())
            before = store.Save(Question(1)).Version!;
        using (var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE versions DROP COLUMN subject; PRAGMA user_version = 1;";
            command.ExecuteNonQuery();
        }
        using var again = Open();
        Assert.Equal(before, Assert.Single(again.All()));
        var game = Question(2) with { Subject = SavedSubject.Game, Scenario = "turkey-2023", SentText = "title: y\n" };
        Assert.Equal(game, again.Save(game).Version!.Question);
        Assert.Equal(game, again.All()[0].Question);
        Assert.Equal("title: y\n", again.SentGame("turkey-2023"));
        Assert.Null(again.SentText("turkey-2023"));
        Assert.StartsWith("game/turkey-2023?", game.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_are_added_restored_and_removed_and_read_back()
    {
        string item;
        using (var store = Open())
        {
            item = store.Save(Question(1)).Version!.Item;
            Assert.Equal(SaveOutcome.Kept, store.Save(item, 1, Question(2)).Outcome);
            Assert.Equal(SaveOutcome.Kept, store.Restore(item, 2, 1).Outcome);
            Assert.Equal(SaveOutcome.Kept, store.Remove(item, 3).Outcome);
            Assert.Empty(store.All());
            Assert.Equal(SaveOutcome.Missing, store.Remove(item, 4).Outcome);
            Assert.Equal(SaveOutcome.Missing, store.Restore(item, 4, 9).Outcome);
            Assert.Equal(SaveOutcome.Missing, store.Restore("nothing", 1, 1).Outcome);
            Assert.Equal(SaveOutcome.Kept, store.Restore(item, 4, 2).Outcome);
            Assert.Equal(SaveOutcome.Faulty, store.Save(Question(3) with { Name = " " }).Outcome);
            Assert.Equal(SaveOutcome.Faulty, store.Save(Question(3) with { Query = new string('a', 8001) }).Outcome);
        }
        using var again = Open();
        var versions = again.Versions(item);
        Assert.Equal([5, 4, 3, 2, 1], versions.Select(version => version.Number));
        Assert.Equal(["Restored", "Removed", "Restored", "Saved", "Saved"], versions.Select(version => version.Kind.ToString()));
        Assert.Equal([2, null, 1, null, null], versions.Select(version => version.Of));
        Assert.Equal([2, 1, 1, 2, 1], versions.Select(version => Array.IndexOf([Question(0), Question(1), Question(2)], version.Question)));
        Assert.Equal(Question(2), Assert.Single(again.All()).Question);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    /// <summary>Two pages of one server, and of two servers with one file.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Two_who_save_at_once_lose_nothing(int servers)
    {
        using var one = Open();
        using var other = servers == 1 ? one : Open();
        var item = one.Save(Question(0)).Version!.Item;
        var saved = await Task.WhenAll(new[] { one, other }.Select((store, at) => Task.Run(() => Save(store, at))));
        var versions = one.Versions(item);
        Assert.Equal(41, versions.Length);
        Assert.Equal(Enumerable.Range(1, 41).Reverse(), versions.Select(version => version.Number));
        // What either was told is kept stands under the number it was told.
        Assert.All(saved.SelectMany(all => all), told => Assert.Contains(told, versions));
        Assert.Equal(40, saved.Sum(all => all.Count));

        List<SavedVersion> Save(ScenarioStore store, int at)
        {
            var kept = new List<SavedVersion>();
            for (var seen = 1; kept.Count < 20;)
            {
                var answer = store.Save(item, seen, Question(at) with { Note = $"{at}.{kept.Count}" });
                Assert.True(answer.Outcome is SaveOutcome.Kept or SaveOutcome.Conflict, answer.Fault?.ToString());
                if (answer.Outcome == SaveOutcome.Kept)
                    kept.Add(answer.Version!);
                seen = answer.Version!.Number;
            }
            return kept;
        }
    }

    /// <summary>Against a list with a place in it, with a seed.</summary>
    [Fact]
    public void Moves_are_undone_and_done_again_page_by_page()
    {
        var random = new Random(3);
        string[] desks = [ScenarioStore.NewDesk(), ScenarioStore.NewDesk()];
        var plain = desks.ToDictionary(desk => desk, _ => (Moves: new List<PageQuestion>(), At: -1));
        var store = Open();
        for (var step = 0; step < 200; step++)
        {
            var desk = desks[random.Next(2)];
            var (moves, at) = plain[desk];
            switch (random.Next(4))
            {
                case 0 or 1:
                    var question = new PageQuestion { Scenario = "s", Cases = [$"case {random.Next(6)}"] };
                    var isNew = at < 0 || moves[at] != question;
                    Assert.Equal(isNew, store.Move(desk, question));
                    if (isNew)
                        plain[desk] = ([.. moves.Take(at + 1), question], at + 1);
                    break;
                case 2:
                    Assert.Equal(at > 0 ? moves[at - 1] : null, store.Undo(desk));
                    plain[desk] = (moves, at > 0 ? at - 1 : at);
                    break;
                default:
                    Assert.Equal(at + 1 < moves.Count ? moves[at + 1] : null, store.Redo(desk));
                    plain[desk] = (moves, Math.Min(at + 1, moves.Count - 1));
                    break;
            }
            var (now, place) = plain[desk];
            Assert.Equal((place > 0, place + 1 < now.Count), store.Steps(desk));
            if (step % 50 == 49)
            {
                store.Dispose();
                store = Open();
            }
        }
        store.Dispose();
    }

    [Fact]
    public void No_row_is_changed_and_a_file_of_something_else_is_refused()
    {
        using (var store = Open())
        {
            store.Save(Question(1));
            store.Move("desk", new PageQuestion { Scenario = "s" });
        }
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        string[] changes =
        [
            "UPDATE versions SET name = 'x'", "DELETE FROM versions", "UPDATE moves SET desk = 'x'", "DELETE FROM moves",
        ];
        foreach (var sql in changes)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            var thrown = Assert.Throws<SqliteException>(() => command.ExecuteNonQuery());
            Assert.Contains("only added to", thrown.Message, StringComparison.Ordinal);
        }
        using var other = connection.CreateCommand();
        other.CommandText = "PRAGMA application_id = 7;";
        other.ExecuteNonQuery();
        Assert.Contains("something else", ScenarioStore.Open(FilePath, TimeProvider.System).Faults[0].Found, StringComparison.Ordinal);
        File.WriteAllText(folder.File("text.db"), new string('x', 5000));
        Assert.False(ScenarioStore.Open(folder.File("text.db"), TimeProvider.System).Success);
        Assert.False(ScenarioStore.Open(Path.Combine(folder.File("text.db"), "saved.db"), TimeProvider.System).Success);
    }

    [Fact]
    public void A_file_that_is_full_takes_no_more_and_says_so()
    {
        using var store = ScenarioStore.Open(FilePath, TimeProvider.System, 200 << 10).Value;
        var large = Question(1) with { Text = new string('x', 20_000) };
        var answers = Enumerable.Range(0, 12).Select(_ => store.Save(large)).ToList();
        Assert.Equal(SaveOutcome.Kept, answers[0].Outcome);
        Assert.Equal(SaveOutcome.Full, answers[^1].Outcome);
        Assert.Equal(answers.Count(answer => answer.Outcome == SaveOutcome.Kept), store.All().Length);
    }

    /// <summary>Whatever was said to be kept before the process was killed is there, and nothing is half there.</summary>
    [Fact]
    public async Task Killed_while_it_writes_it_has_what_it_said_was_kept()
    {
        using var child = Process.Start(
            new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    typeof(ScenarioStoreTests).Assembly.Location,
                    "-method",
                    $"{typeof(ScenarioStoreTests).FullName}.{nameof(Saves_until_it_is_killed)}",
                    "-explicit",
                    "only",
                },
                Environment = { [ChildFile] = FilePath },
                RedirectStandardOutput = true,
            }
        )!;
        var told = 0;
        while (await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("kept ", StringComparison.Ordinal))
                told = int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture);
            if (told == 40)
                child.Kill();
        }
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(told >= 40, $"{told}");
        using (var store = Open())
        {
            var versions = store.Versions(store.All()[0].Item);
            Assert.InRange(versions.Length, told, told + 1);
            Assert.All(versions, version => Assert.Equal(Question(version.Number), version.Question));
            Assert.NotEqual(SaveOutcome.Full, store.Save(Question(1)).Outcome);
        }
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
    }

    [Fact(Explicit = true)]
    public void Saves_until_it_is_killed()
    {
        using var store = ScenarioStore.Open(Environment.GetEnvironmentVariable(ChildFile)!, TimeProvider.System).Value;
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var item = store.Save(Question(1)).Version!.Item;
        for (var number = 1; number < 100_000; number++)
        {
            output.WriteLine($"kept {number}");
            store.Save(item, number, Question(number + 1));
        }
    }
}
