using Microsoft.Data.Sqlite;

namespace Entente.Web.Saved;

/// <summary>The file of SQLite that holds what is saved: made where there is none, refused where it is something else.</summary>
internal static class StoreFile
{
    /// <summary>A file as large as that takes no more: whoever floods it fills no disk.</summary>
    public const long MostBytes = 256L << 20;

    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens it.</summary>
    /// <param name="path">The file; null: one in memory, which ends with the process.</param>
    /// <param name="most">Most bytes that it grows to.</param>
    public static Checked<SqliteConnection> Open(string? path, long most)
    {
        try
        {
            if (path is not null)
                Make(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Invalid(path!, $"a file that cannot be made ({e.Message})", "a file that may be written");
        }
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path ?? ":memory:",
            Mode = path is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            if (Prepare(connection, most) is { } found)
            {
                connection.Dispose();
                return Invalid(path ?? "memory", found, "a file of saved questions");
            }
            return Checked<SqliteConnection>.Valid(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            return Invalid(path ?? "memory", $"a file that cannot be opened ({e.Message})", "a file of saved questions");
        }
    }

    /// <summary>Nobody else who has an account on this machine reads what its owner saves.</summary>
    private static void Make(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
            return;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        else
        {
            if (!Directory.Exists(Path.GetDirectoryName(full)))
                Directory.CreateDirectory(Path.GetDirectoryName(full)!, Own | UnixFileMode.UserExecute);
            options.UnixCreateMode = Own;
        }
        using var made = new FileStream(full, options);
    }

    /// <summary>Makes the tables where there are none; says what the file is where it is something else.</summary>
    private static string? Prepare(SqliteConnection connection, long most)
    {
        Execute(connection, "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;");
        if (Kind(connection) is (0, 0) && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0)
        {
            Execute(connection, "PRAGMA journal_mode = WAL;");
            using var transaction = connection.BeginTransaction(deferred: false);
            // Another server may have made them while this one waited.
            if (Kind(connection) is (0, 0))
                Execute(connection, StoreSchema.Script);
            transaction.Commit();
        }
        if (Kind(connection) is (StoreSchema.Application, StoreSchema.First))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            if (Kind(connection) is (StoreSchema.Application, StoreSchema.First))
                Execute(connection, StoreSchema.Upgrade);
            transaction.Commit();
        }
        Execute(connection, $"PRAGMA max_page_count = {most / Number(connection, "PRAGMA page_size")};");
        return Kind(connection) switch
        {
            (StoreSchema.Application, StoreSchema.Version) => null,
            (StoreSchema.Application, var version) => $"version {version} of the tables, which this program does not know",
            _ => "a database of something else",
        };
    }

    private static (long, long) Kind(SqliteConnection connection) =>
        (Number(connection, "PRAGMA application_id"), Number(connection, "PRAGMA user_version"));

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static Checked<SqliteConnection> Invalid(string path, string found, string expected) =>
        Checked<SqliteConnection>.Invalid([new Fault(new Place(path), found, expected)]);
}
