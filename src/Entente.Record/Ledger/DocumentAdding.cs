using System.Security.Cryptography;
using Entente.Record.Documents;

namespace Entente.Record.Ledger;

/// <summary>What became of one file.</summary>
/// <param name="Name">The file.</param>
/// <param name="Added">Its place in the ledger; null where it was refused.</param>
/// <param name="Document">The document as read; null where it was refused or known by its bytes.</param>
/// <param name="Faults">Why it was refused.</param>
/// <param name="Warnings">What was assumed.</param>
public sealed record FileOutcome(
    string Name,
    AddedDocument? Added,
    RecordedDocument? Document,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<string> Warnings
);

/// <summary>
/// Adds many files to a ledger: read on several threads, added one by one in their order, so that the same files give the same ledger. No
/// more
/// than a few documents are in memory at a time.
/// </summary>
public sealed class DocumentAdding
{
    private readonly RecordLedger ledger;
    private readonly StatementReader statements;
    private readonly DocumentReader documents;

    /// <summary>Prepares the adding.</summary>
    /// <param name="ledger">Where to.</param>
    /// <param name="statements">Reads statements.</param>
    /// <param name="documents">Reads documents; null: as usual.</param>
    public DocumentAdding(RecordLedger ledger, StatementReader statements, DocumentReader? documents = null) =>
        (this.ledger, this.statements, this.documents) = (ledger, statements, documents ?? new DocumentReader());

    /// <summary>The day all documents are given; null: the one each bears.</summary>
    public DateOnly? Given { get; init; }

    /// <summary>The time that is noted, whose day is taken where a text bears none.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Threads at work.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Adds files in their order, telling of each when it is in the ledger.</summary>
    /// <param name="files">Path and name of each.</param>
    /// <param name="cancellation">Ends the work between two documents.</param>
    public IEnumerable<FileOutcome> Add(IEnumerable<(string Path, string Name)> files, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var reading = new Queue<Task<(string Name, Checked<SourceDocument>? Read, RecordedDocument? Recorded)>>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (reading.Count >= 2 * Threads)
                yield return Finished(reading.Dequeue().GetAwaiter().GetResult());
            // Asked here, as a ledger is for one thread.
            var isKnown = HashOf(file.Path) is { } hash && ledger.Has(hash);
            reading.Enqueue(
                isKnown
                    ? Task.FromResult((file.Name, (Checked<SourceDocument>?)null, (RecordedDocument?)null))
                    : Task.Run(() => Read(file), cancellation)
            );
        }
        while (reading.TryDequeue(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Finished(next.GetAwaiter().GetResult());
        }
    }

    private (string, Checked<SourceDocument>?, RecordedDocument?) Read((string Path, string Name) file)
    {
        var read = documents.Read(file.Path, file.Name, Given, DateOnly.FromDateTime(Now.UtcDateTime));
        return (file.Name, read, read.Success ? statements.Read(read.Value) : null);
    }

    private FileOutcome Finished((string Name, Checked<SourceDocument>? Read, RecordedDocument? Recorded) file) =>
        file.Recorded is { } recorded
            ? new FileOutcome(file.Name, ledger.Add(recorded, Now), recorded, [], file.Read!.Warnings)
            : new FileOutcome(file.Name, file.Read is null ? new AddedDocument(0, false, 0, 0) : null, null, file.Read?.Faults ?? [], []);

    private static string? HashOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The reader says what is wrong with it.
            return null;
        }
    }
}
