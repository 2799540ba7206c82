using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Entente.Cluster.Stores;

/// <summary>
/// A store in a folder that all workers see: <c>blobs/HASH</c>, and for each job <c>jobs/ID/job.json</c>, <c>open</c> while it is,
/// <c>parts/CHUNK.parquet</c> and <c>attempts/CHUNK.ATTEMPT</c>.
/// </summary>
/// <param name="root">The folder.</param>
public sealed class FolderStore(string root) : IJobStore
{
    /// <inheritdoc/>
    public Task Prepare()
    {
        Directory.CreateDirectory(Path.Combine(root, "blobs"));
        Directory.CreateDirectory(Path.Combine(root, "jobs"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> HasBlob(string sha256) => Task.FromResult(File.Exists(BlobFile(sha256)));

    /// <inheritdoc/>
    public Task PutBlob(string sha256, byte[] bytes)
    {
        Write(BlobFile(sha256), bytes);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<byte[]?> Blob(string sha256) => Read(BlobFile(sha256));

    /// <inheritdoc/>
    public Task OpenJob(string id, string text)
    {
        foreach (var folder in new[] { "parts", "attempts" })
            Directory.CreateDirectory(Path.Combine(Folder(id), folder));
        foreach (var (file, attempt) in AttemptFiles(id))
            if (attempt.Failure is not null)
                File.Delete(file);
        Write(Path.Combine(Folder(id), "job.json"), Encoding.UTF8.GetBytes(text));
        Write(Path.Combine(Folder(id), "open"), []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CloseJob(string id)
    {
        if (Directory.Exists(Folder(id)))
            File.Delete(Path.Combine(Folder(id), "open"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task RemoveJob(string id)
    {
        var text = await Job(id).ConfigureAwait(false);
        if (Directory.Exists(Folder(id)))
            Directory.Delete(Folder(id), recursive: true);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var other in Directory.EnumerateDirectories(Path.Combine(root, "jobs")))
            if (await Job(Path.GetFileName(other)).ConfigureAwait(false) is { } its && SweepJob.Parse(its) is { } job)
                named.UnionWith(job.Files.Select(file => file.Sha256));
        foreach (var file in text is null ? [] : SweepJob.Parse(text)?.Files ?? [])
            if (!named.Contains(file.Sha256))
                File.Delete(BlobFile(file.Sha256));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> OpenJobs() =>
        Task.FromResult<ImmutableArray<string>>([
            .. Directory
                .EnumerateDirectories(Path.Combine(root, "jobs"))
                .Where(folder => File.Exists(Path.Combine(folder, "open")))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal),
        ]);

    /// <inheritdoc/>
    public async Task<string?> Job(string id) =>
        await Read(Path.Combine(Folder(id), "job.json")).ConfigureAwait(false) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <inheritdoc/>
    public async Task<PartKept> PutPart(string id, int chunk, byte[] part, string worker)
    {
        var file = PartFile(id, chunk);
        var temporary = Temporary(file);
        File.WriteAllBytes(temporary, part);
        try
        {
            File.Move(temporary, file, overwrite: false);
            return PartKept.New;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(temporary);
            var before = await Part(id, chunk).ConfigureAwait(false);
            return part.AsSpan().SequenceEqual(before) ? PartKept.Same : PartKept.Different;
        }
    }

    /// <inheritdoc/>
    public Task<byte[]?> Part(string id, int chunk) => Read(PartFile(id, chunk));

    /// <inheritdoc/>
    public Task RemovePart(string id, int chunk)
    {
        File.Delete(PartFile(id, chunk));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<int>> Parts(string id) =>
        Task.FromResult<ImmutableArray<int>>([
            .. Directory
                .EnumerateFiles(Path.Combine(Folder(id), "parts"), "*.parquet")
                .Select(file => int.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture))
                .Order(),
        ]);

    /// <inheritdoc/>
    public Task Begin(string id, ChunkAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        Write(AttemptFile(id, attempt), Encoding.UTF8.GetBytes(attempt.Worker + "\n" + attempt.Failure));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Ended(string id, ChunkAttempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempt.Failure is not null)
            return Begin(id, attempt);
        File.Delete(AttemptFile(id, attempt));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ChunkAttempt>> Attempts(string id) =>
        Task.FromResult<ImmutableArray<ChunkAttempt>>([
            .. AttemptFiles(id).Select(f => f.Attempt).OrderBy(a => a.Chunk).ThenBy(a => a.Attempt),
        ]);

    private IEnumerable<(string File, ChunkAttempt Attempt)> AttemptFiles(string id)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Folder(id), "attempts")))
        {
            if (Path.GetFileName(file).Split('.') is not [var chunk, var attempt])
                continue;
            var text = File.ReadAllText(file).Split('\n', 2);
            yield return (
                file,
                new ChunkAttempt(
                    int.Parse(chunk, CultureInfo.InvariantCulture),
                    int.Parse(attempt, CultureInfo.InvariantCulture),
                    text[0],
                    text[1].Length == 0 ? null : text[1]
                )
            );
        }
    }

    private string Folder(string id) =>
        Path.Combine(root, "jobs", id.All(char.IsAsciiHexDigitLower) ? id : throw new ArgumentException("no name of a job", nameof(id)));

    private string BlobFile(string sha256) =>
        Path.Combine(root, "blobs", SweepJob.IsHash(sha256) ? sha256 : throw new ArgumentException("no SHA-256", nameof(sha256)));

    private string PartFile(string id, int chunk) =>
        Path.Combine(Folder(id), "parts", string.Create(CultureInfo.InvariantCulture, $"{chunk}.parquet"));

    private string AttemptFile(string id, ChunkAttempt attempt) =>
        Path.Combine(Folder(id), "attempts", string.Create(CultureInfo.InvariantCulture, $"{attempt.Chunk}.{attempt.Attempt}"));

    private static string Temporary(string file) => $"{file}.{Guid.NewGuid():N}.writing";

    private static void Write(string file, byte[] bytes)
    {
        var temporary = Temporary(file);
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, file, overwrite: true);
    }

    private static async Task<byte[]?> Read(string file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
