using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Entente.Web.Saved;

/// <summary>
/// Questions that somebody keeps, with all their versions, and the last moves of each page: a file of SQLite to which rows are only added.
/// What was confirmed outlives a killed process; several servers may use one file. Safe from several threads.
/// </summary>
/// <example>
/// <code>
/// using var store = ScenarioStore.Open("saved.db", TimeProvider.System).Value;
/// var first = store.Save(question).Version!;
/// store.Save(first.Item, first.Number, question with { Note = "with help" });
/// store.Restore(first.Item, expected: 2, number: 1);
/// </code>
/// </example>
public sealed partial class ScenarioStore : IDisposable
{
    private const int KeyBytes = 8;
    private const int SqliteFull = 13;

    private const string Columns =
        "item, number, kind, of, name, note, scenario, query, text, sent_text, world_hash, program, added, subject";

    private readonly Lock turn = new();
    private readonly SqliteConnection connection;
    private readonly TimeProvider clock;

    private ScenarioStore(SqliteConnection connection, TimeProvider clock) => (this.connection, this.clock) = (connection, clock);

    /// <summary>Where the questions of the user who starts the program are kept unless another file is named.</summary>
    public static string DefaultPath
    {
        get
        {
            var folder = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify
            );
            return Path.Combine(folder, "entente", "saved.db");
        }
    }

    /// <summary>Opens a file, which is made where there is none.</summary>
    /// <param name="path">The file; null: nothing outlives the process.</param>
    /// <param name="clock">Says when something is saved.</param>
    /// <returns>What is saved there, or why that cannot be known.</returns>
    public static Checked<ScenarioStore> Open(string? path, TimeProvider clock) => Open(path, clock, StoreFile.MostBytes);

    /// <summary>Opens a file that grows to so many bytes.</summary>
    internal static Checked<ScenarioStore> Open(string? path, TimeProvider clock, long most)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var opened = StoreFile.Open(path, most);
        return opened.Success
            ? Checked<ScenarioStore>.Valid(new ScenarioStore(opened.Value, clock))
            : Checked<ScenarioStore>.Invalid(opened.Faults);
    }

    /// <summary>What is kept: the last version of each thing that was not removed, the last saved first.</summary>
    public ImmutableArray<SavedVersion> All()
    {
        lock (turn)
            return Read(
                $"SELECT {Columns} FROM versions v WHERE kind <> 'Removed' AND number = "
                    + "(SELECT max(number) FROM versions WHERE item = v.item) ORDER BY id DESC"
            );
    }

    /// <summary>All versions of a thing, the last first; empty where there is no such thing.</summary>
    public ImmutableArray<SavedVersion> Versions(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (turn)
            return Read($"SELECT {Columns} FROM versions WHERE item = $item ORDER BY number DESC", ("$item", item));
    }

    /// <summary>The last version of a thing; null where there is none.</summary>
    public SavedVersion? Last(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        lock (turn)
            return LastOf(item);
    }

    /// <summary>The text of a scenario that was sent and of which something was saved, by its key; null where there is none.</summary>
    public string? SentText(string key) => SentText(key, SavedSubject.Scenario);

    /// <summary>The same of a game.</summary>
    public string? SentGame(string key) => SentText(key, SavedSubject.Game);

    private string? SentText(string key, SavedSubject subject)
    {
        ArgumentNullException.ThrowIfNull(key);
        lock (turn)
        {
            using var command = Command(
                "SELECT sent_text FROM versions WHERE scenario = $key AND subject = $subject AND sent_text IS NOT NULL "
                    + "ORDER BY id DESC LIMIT 1",
                ("$key", key),
                ("$subject", subject.ToString())
            );
            return command.ExecuteScalar() as string;
        }
    }

    /// <summary>Saves a question as a new thing.</summary>
    public SaveAnswer Save(SavedQuestion question) => Written(question, () => Insert(Drawn(), 1, SavedKind.Saved, null, question));

    /// <summary>Saves a question as the next version of a thing, unless somebody else has done so meanwhile.</summary>
    /// <param name="item">The key of the thing.</param>
    /// <param name="expected">The last version that whoever saves has seen.</param>
    /// <param name="question">What is saved.</param>
    public SaveAnswer Save(string item, int expected, SavedQuestion question) =>
        Written(question, () => Next(item, expected, SavedKind.Saved, null, _ => question));

    /// <summary>Takes an earlier version back into use, also of a thing that was removed: it is repeated as the next version.</summary>
    /// <param name="item">The key of the thing.</param>
    /// <param name="expected">The last version that whoever restores has seen.</param>
    /// <param name="number">The version that is wanted back.</param>
    public SaveAnswer Restore(string item, int expected, int number) =>
        Written(null, () => Next(item, expected, SavedKind.Restored, number, _ => Of(item, number)?.Question));

    /// <summary>Removes a thing: a version is added that says so.</summary>
    /// <param name="item">The key of the thing.</param>
    /// <param name="expected">The last version that whoever removes has seen.</param>
    public SaveAnswer Remove(string item, int expected) =>
        Written(null, () => Next(item, expected, SavedKind.Removed, null, last => last.Kind == SavedKind.Removed ? null : last.Question));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (turn)
            connection.Dispose();
    }

    private SaveAnswer Next(string item, int expected, SavedKind kind, int? of, Func<SavedVersion, SavedQuestion?> question)
    {
        if (LastOf(item) is not { } last)
            return new(SaveOutcome.Missing, null, new Fault(new Place(item), "nothing saved", "the key of something saved"));
        if (last.Number != expected)
            return new(
                SaveOutcome.Conflict,
                last,
                new Fault(new Place(item), $"version {last.Number}, which was saved meanwhile", $"version {expected}")
            );
        return question(last) is { } given
            ? Insert(item, last.Number + 1, kind, of, given)
            : new(SaveOutcome.Missing, null, new Fault(new Place(item), "no such version", $"one from 1 to {last.Number}"));
    }

    /// <summary>Writes whole or not at all.</summary>
    private SaveAnswer Written(SavedQuestion? question, Func<SaveAnswer> write)
    {
        if (question is not null && FaultOf(question) is { } fault)
            return new(SaveOutcome.Faulty, null, fault);
        lock (turn)
            try
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var answer = write();
                if (answer.Outcome == SaveOutcome.Kept)
                    transaction.Commit();
                return answer;
            }
            catch (SqliteException e)
            {
                return new(SaveOutcome.Full, null, Trouble(e));
            }
    }

    private static Fault Trouble(SqliteException e) =>
        e.SqliteErrorCode == SqliteFull
            ? new Fault(null, "no room for what is to be saved", "less, or another file")
            : new Fault(null, $"a file that cannot be written now ({e.Message})", "one that can");

    private static Fault? FaultOf(SavedQuestion question) =>
        string.IsNullOrWhiteSpace(question.Name) ? new Fault(new Place("name"), "an empty name", "a name")
        : question.Name.Length > SavedQuestion.MostName ? Long("name", question.Name.Length, SavedQuestion.MostName)
        : question.Note.Length > SavedQuestion.MostNote ? Long("note", question.Note.Length, SavedQuestion.MostNote)
        : question.Query.Length > SavedQuestion.MostQuery ? Long("query", question.Query.Length, SavedQuestion.MostQuery)
        : null;

    private static Fault Long(string place, int found, int most) =>
        new(new Place(place), $"{found} letters", $"at most {most}");

    private SaveAnswer Insert(string item, int number, SavedKind kind, int? of, SavedQuestion question)
    {
        var added = clock.GetUtcNow();
        Run(
            $"""
            INSERT INTO versions ({Columns})
            VALUES ($item, $number, $kind, $of, $name, $note, $scenario, $query, $text, $sent, $world, $program, $added, $subject)
            """,
            ("$item", item),
            ("$number", number),
            ("$kind", kind.ToString()),
            ("$of", of),
            ("$name", question.Name),
            ("$note", question.Note),
            ("$scenario", question.Scenario),
            ("$query", question.Query),
            ("$text", question.Text),
            ("$sent", question.SentText),
            ("$world", question.WorldHash),
            ("$program", question.Program),
            ("$added", Written(added)),
            ("$subject", question.Subject.ToString())
        );
        return new(SaveOutcome.Kept, new SavedVersion(item, number, kind, of, question, added), null);
    }

    private SavedVersion? LastOf(string item) =>
        Read($"SELECT {Columns} FROM versions WHERE item = $item ORDER BY number DESC LIMIT 1", ("$item", item)).FirstOrDefault();

    private SavedVersion? Of(string item, int number) =>
        Read($"SELECT {Columns} FROM versions WHERE item = $item AND number = $number", ("$item", item), ("$number", number))
            .FirstOrDefault();

    private ImmutableArray<SavedVersion> Read(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sql, values);
        using var row = command.ExecuteReader();
        var found = ImmutableArray.CreateBuilder<SavedVersion>();
        while (row.Read())
            found.Add(
                new SavedVersion(
                    row.GetString(0),
                    row.GetInt32(1),
                    Enum.Parse<SavedKind>(row.GetString(2)),
                    row.IsDBNull(3) ? null : row.GetInt32(3),
                    new SavedQuestion
                    {
                        Name = row.GetString(4),
                        Note = row.GetString(5),
                        Subject = Enum.Parse<SavedSubject>(row.GetString(13)),
                        Scenario = row.GetString(6),
                        Query = row.GetString(7),
                        Text = row.IsDBNull(8) ? null : row.GetString(8),
                        SentText = row.IsDBNull(9) ? null : row.GetString(9),
                        WorldHash = row.GetString(10),
                        Program = row.GetString(11),
                    },
                    DateTimeOffset.Parse(row.GetString(12), CultureInfo.InvariantCulture)
                )
            );
        return found.ToImmutable();
    }

    private static string Written(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Drawn() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    private void Run(string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
