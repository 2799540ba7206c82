using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Cluster.Stores;

/// <summary>A store in the PostgreSQL by which the workers find each other; see <c>Entente.sql</c>.</summary>
public sealed class PostgresStore : IJobStore, IDisposable
{
    /// <summary>Number under which one process at a time makes tables.</summary>
    private const long LockOfSchema = 0x456e74656e7465;

    private static readonly string[] OfOrleans = ["PostgreSQL-Main.sql", "PostgreSQL-Clustering.sql", "PostgreSQL-Reminders.sql"];

    private readonly NpgsqlDataSource source;

    /// <param name="connection">Connection string of Npgsql.</param>
    public PostgresStore(string connection) => source = NpgsqlDataSource.Create(connection);

    /// <summary>The scripts that make all tables, as they are run where these are missing.</summary>
    public static IEnumerable<(string Name, string Text)> Scripts =>
        OfOrleans.Append("Entente.sql").Select(name => (name, Script(name)));

    /// <summary>Makes the tables where they are missing; whoever may not make tables has them made beforehand.</summary>
    public async Task Prepare()
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using (var hold = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection, transaction))
        {
            hold.Parameters.AddWithValue(LockOfSchema);
            await hold.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        await using var ask = new NpgsqlCommand(
            "SELECT to_regclass('orleansquery') IS NOT NULL, to_regclass('ententeattempt') IS NOT NULL",
            connection,
            transaction
        );
        bool hasOrleans, hasOurs;
        await using (var answer = await ask.ExecuteReaderAsync().ConfigureAwait(false))
        {
            await answer.ReadAsync().ConfigureAwait(false);
            (hasOrleans, hasOurs) = (answer.GetBoolean(0), answer.GetBoolean(1));
        }
        foreach (var (name, text) in Scripts)
            if (OfOrleans.Contains(name) ? !hasOrleans : !hasOurs)
            {
                await using var make = new NpgsqlCommand(text, connection, transaction);
                await make.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        await transaction.CommitAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    /// <inheritdoc/>
    public async Task<bool> HasBlob(string sha256) =>
        await One("SELECT 1 FROM EntenteBlob WHERE Sha256 = $1", sha256).ConfigureAwait(false) is not null;

    /// <inheritdoc/>
    public Task PutBlob(string sha256, byte[] bytes) =>
        Do("INSERT INTO EntenteBlob (Sha256, Bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING", sha256, bytes);

    /// <inheritdoc/>
    public async Task<byte[]?> Blob(string sha256) =>
        (byte[]?)await One("SELECT Bytes FROM EntenteBlob WHERE Sha256 = $1", sha256).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task OpenJob(string id, string text)
    {
        await Do(
                "INSERT INTO EntenteJob (Id, Job, IsOpen) VALUES ($1, $2, true) "
                    + "ON CONFLICT (Id) DO UPDATE SET IsOpen = true, Opened = now()",
                id,
                text
            )
            .ConfigureAwait(false);
        await Do(
                "INSERT INTO EntenteJobBlob (Job, Sha256) SELECT $1, unnest($2) ON CONFLICT DO NOTHING",
                id,
                SweepJob.Parse(text)!.Files.Select(file => file.Sha256).Distinct().ToArray()
            )
            .ConfigureAwait(false);
        await Do("DELETE FROM EntenteAttempt WHERE Job = $1 AND Failure IS NOT NULL", id).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task CloseJob(string id) => Do("UPDATE EntenteJob SET IsOpen = false WHERE Id = $1", id);

    /// <inheritdoc/>
    public async Task RemoveJob(string id)
    {
        await Do("DELETE FROM EntenteJob WHERE Id = $1", id).ConfigureAwait(false);
        await Do("DELETE FROM EntenteBlob b WHERE NOT EXISTS (SELECT 1 FROM EntenteJobBlob j WHERE j.Sha256 = b.Sha256)")
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> OpenJobs() =>
        All("SELECT Id FROM EntenteJob WHERE IsOpen ORDER BY Opened, Id", row => row.GetString(0));

    /// <inheritdoc/>
    public async Task<string?> Job(string id) => (string?)await One("SELECT Job FROM EntenteJob WHERE Id = $1", id).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<PartKept> PutPart(string id, int chunk, byte[] part, string worker)
    {
        var kept = await Do(
                "INSERT INTO EntentePart (Job, Chunk, Bytes, Worker) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                id,
                chunk,
                part,
                worker
            )
            .ConfigureAwait(false);
        if (kept == 1)
            return PartKept.New;
        var before = await Part(id, chunk).ConfigureAwait(false);
        return part.AsSpan().SequenceEqual(before) ? PartKept.Same : PartKept.Different;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> Part(string id, int chunk) =>
        (byte[]?)await One("SELECT Bytes FROM EntentePart WHERE Job = $1 AND Chunk = $2", id, chunk).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task RemovePart(string id, int chunk) => Do("DELETE FROM EntentePart WHERE Job = $1 AND Chunk = $2", id, chunk);

    /// <inheritdoc/>
    public Task<ImmutableArray<int>> Parts(string id) =>
        All("SELECT Chunk FROM EntentePart WHERE Job = $1 ORDER BY Chunk", row => row.GetInt32(0), id);

    /// <inheritdoc/>
    public Task Begin(string id, ChunkAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return Do(
            "INSERT INTO EntenteAttempt (Job, Chunk, Attempt, Worker) VALUES ($1, $2, $3, $4) ON CONFLICT (Job, Chunk, Attempt) "
                + "DO UPDATE SET Worker = excluded.Worker, Begun = now(), Failure = NULL",
            id,
            attempt.Chunk,
            attempt.Attempt,
            attempt.Worker
        );
    }

    /// <inheritdoc/>
    public Task Ended(string id, ChunkAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.Failure is { } failure
            ? Do(
                "UPDATE EntenteAttempt SET Failure = $4 WHERE Job = $1 AND Chunk = $2 AND Attempt = $3",
                id,
                attempt.Chunk,
                attempt.Attempt,
                failure
            )
            : Do("DELETE FROM EntenteAttempt WHERE Job = $1 AND Chunk = $2 AND Attempt = $3", id, attempt.Chunk, attempt.Attempt);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ChunkAttempt>> Attempts(string id) =>
        All(
            "SELECT Chunk, Attempt, Worker, Failure FROM EntenteAttempt WHERE Job = $1 ORDER BY Chunk, Attempt",
            row => new ChunkAttempt(row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)),
            id
        );

    private static string Script(string name)
    {
        using var stream = typeof(PostgresStore).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private async Task<int> Do(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    private async Task<object?> One(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync().ConfigureAwait(false);
    }

    private async Task<ImmutableArray<T>> All<T>(string sql, Func<NpgsqlDataReader, T> of, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            rows.Add(of(reader));
        return rows.ToImmutable();
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(
                value is byte[] bytes
                    ? new NpgsqlParameter { Value = bytes, NpgsqlDbType = NpgsqlDbType.Bytea }
                    : new NpgsqlParameter { Value = value }
            );
        return command;
    }
}
