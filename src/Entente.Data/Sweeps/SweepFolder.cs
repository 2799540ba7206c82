using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Output;

namespace Entente.Data.Sweeps;

/// <summary>
/// The results of a sweep on disk: a manifest, a part for each chunk that is done, and in the end one table. A part
/// stands whole or not at all, so that a run that ends in any way goes on from what stands.
/// </summary>
public sealed class SweepFolder : IDisposable
{
    /// <summary>The table of all rows.</summary>
    public const string ResultsFile = "results.parquet";

    private const string PartsFolder = "parts";
    private const string LockFile = "sweep.lock";
    private const int RowsOfGroup = 50_000;

    private readonly string path;
    private readonly SweepManifest manifest;
    private readonly HeldFile held;
    private readonly int chunks;

    private SweepFolder(string path, SweepManifest manifest, HeldFile held) =>
        (this.path, this.manifest, this.held, chunks) = (path, manifest, held, manifest.Chunks);

    /// <summary>Whether all rows are in one table.</summary>
    public bool IsComplete => File.Exists(Path.Combine(path, ResultsFile));

    /// <summary>Number of chunks.</summary>
    public int Chunks => chunks;

    private string PartsPath => Path.Combine(path, PartsFolder);

    /// <summary>The table of all rows.</summary>
    public string Results => Path.Combine(path, ResultsFile);

    /// <summary>
    /// Opens the folder of a sweep, or begins one, and holds it until disposed of: no other process gets at it. What a
    /// killed one left is gone on with.
    /// </summary>
    /// <param name="path">The folder, or a link to it.</param>
    /// <param name="manifest">What is to be computed.</param>
    /// <returns>The folder, or why it is not taken: it is in use, holds something else, or results of other inputs.</returns>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static Checked<SweepFolder> Open(string path, SweepManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(manifest);
        var place = OutputPlace.Of(path);
        if (Directory.Exists(place) && !IsOfSweep(place))
            return Refused(path, $"other files, and no {SweepManifest.FileName}", "a new folder, or that of a sweep");
        Directory.CreateDirectory(place);
        var held = HeldFile.TryHold(Path.Combine(place, LockFile));
        if (held is null)
            return Refused(path, "a sweep that is at work in this folder", "one at a time: wait until it ends, or take another --out");
        var folder = new SweepFolder(place, manifest, held);
        if (folder.WhyNot() is not var (found, expected))
        {
            folder.Begin();
            return Checked<SweepFolder>.Valid(folder, folder.RemoveDamaged().Select(part => $"{part} is damaged and computed again"));
        }
        folder.Dispose();
        return Refused(path, found, expected);
    }

    /// <summary>Lets another process take the folder.</summary>
    public void Dispose() => held.Dispose();

    private static Checked<SweepFolder> Refused(string path, string found, string expected) =>
        Checked<SweepFolder>.Invalid([new Fault(new Place(path), found, expected)]);

    /// <summary>Whether there is nothing in a folder but what a sweep writes before and with its manifest.</summary>
    private static bool IsOfSweep(string place) =>
        File.Exists(Path.Combine(place, SweepManifest.FileName))
        || Directory
            .EnumerateFileSystemEntries(place)
            .Select(Path.GetFileName)
            .All(name => name is PartsFolder or LockFile || name!.StartsWith(SweepManifest.FileName + ".", StringComparison.Ordinal));

    /// <summary>Why the folder cannot be gone on with; null where it can.</summary>
    private (string Found, string Expected)? WhyNot()
    {
        var file = Path.Combine(path, SweepManifest.FileName);
        var before = File.Exists(file) ? SweepManifest.Read(file) : null;
        if (before is not null)
        {
            List<string> differences = [.. manifest.Differences(before)];
            return differences.Count == 0
                ? WhyNotResults()
                : ($"results of another sweep: different are {string.Join(", ", differences)}", "the same inputs, or another --out");
        }
        // Nothing is lost with a manifest that never came to stand, unless there are rows of which nobody knows any more of what.
        return IsComplete || Directory.Exists(PartsPath) && Directory.EnumerateFiles(PartsPath, "*.parquet").Any()
            ? (
                $"results without a {SweepManifest.FileName} that can be read, which says what they are of",
                "the folder of a sweep, or another --out"
            )
            : null;
    }

    private (string Found, string Expected)? WhyNotResults() =>
        IsComplete && !Stands(Results, manifest.Points)
            ? ($"a damaged {ResultsFile}", $"a whole table; without {ResultsFile} the sweep is computed again")
            : null;

    private void Begin()
    {
        Directory.CreateDirectory(PartsPath);
        foreach (var file in Directory.EnumerateFiles(path, "*.writing", SearchOption.AllDirectories))
            File.Delete(file);
        var manifestFile = Path.Combine(path, SweepManifest.FileName);
        if (File.Exists(manifestFile) && SweepManifest.Read(manifestFile) is not null)
            return;
        File.WriteAllText(manifestFile + ".writing", manifest.Text());
        File.Move(manifestFile + ".writing", manifestFile, overwrite: true);
    }

    /// <summary>Removes parts that cannot be read, or are none of this sweep, and names them.</summary>
    private List<string> RemoveDamaged()
    {
        var damaged = Enumerable
            .Range(0, chunks)
            .Where(chunk => File.Exists(PartOf(chunk)) && !Stands(PartOf(chunk), manifest.PointsOf(chunk)))
            .Select(PartOf)
            .ToList();
        foreach (var part in damaged)
            File.Delete(part);
        return [.. damaged.Select(part => Path.Combine(PartsFolder, Path.GetFileName(part)))];
    }

    /// <summary>The chunks still to do, in order.</summary>
    public ImmutableArray<int> Missing() => IsComplete ? [] : [.. Enumerable.Range(0, chunks).Where(chunk => !File.Exists(PartOf(chunk)))];

    /// <summary>Number of points in a chunk.</summary>
    public int PointsOf(int chunk) => (int)manifest.PointsOf(chunk);

    /// <summary>Adds a chunk; safe from several threads.</summary>
    public void Add(ResolvedSweep sweep, int chunk, ImmutableArray<ImmutableArray<SweepRow>> rows) =>
        Add(chunk, SweepTable.Of(sweep, manifest, [.. rows.SelectMany(point => point)]));

    /// <summary>The file of a chunk as <see cref="Add(ResolvedSweep, int, ImmutableArray{ImmutableArray{SweepRow}})"/> writes it.</summary>
    public static byte[] Part(ResolvedSweep sweep, SweepManifest manifest, ImmutableArray<ImmutableArray<SweepRow>> rows) =>
        SweepTable.Bytes(manifest, SweepTable.Of(sweep, manifest, [.. rows.SelectMany(point => point)]));

    /// <summary>Adds the file of a chunk that another machine answered; safe from several threads.</summary>
    /// <returns>Whether it was taken: a file that cannot be read, or has other rows than the chunk, is not.</returns>
    public bool TryAdd(int chunk, ReadOnlySpan<byte> part)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunk);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chunk, chunks);
        var temporary = $"{PartOf(chunk)}.{Guid.NewGuid():N}.writing";
        using (var file = File.Create(temporary))
        {
            file.Write(part);
            file.Flush(flushToDisk: true);
        }
        if (TryRead(temporary, manifest) is not { } table || !manifest.IsChunk(chunk, table.Wholes[0]))
        {
            File.Delete(temporary);
            return false;
        }
        File.Move(temporary, PartOf(chunk), overwrite: true);
        return true;
    }

    internal void Add(int chunk, SweepTable rows) => SweepTable.Write(PartOf(chunk), manifest, [rows]);

    /// <summary>Joins the parts to one table; they go when it stands.</summary>
    public void Complete()
    {
        if (!IsComplete)
            SweepTable.Write(Results, manifest, Grouped());
        if (Directory.Exists(PartsPath))
            Directory.Delete(PartsPath, recursive: true);
    }

    /// <summary>Writes the table as CSV as well.</summary>
    public void WriteCsv()
    {
        var table = All();
        var fields = SweepTable.Fields(manifest);
        var file = Path.Combine(path, "results.csv");
        using (
            var csv = new CsvRows(
                file + ".writing",
                string.Join(',', fields.Select(f => System.Text.Encoding.UTF8.GetString(CsvRows.Cell(f.Name))))
            )
        )
            for (var row = 0; row < table.Rows; row++)
            {
                var (texts, wholes, numbers) = (0, 0, 0);
                foreach (var field in fields)
                    if (field.ClrType == typeof(double))
                        csv.Number(table.Numbers[numbers++][row] ?? double.NaN);
                    else if (field.ClrType == typeof(int))
                        csv.Number(table.Wholes[wholes++][row]);
                    else
                        csv.Text(CsvRows.Cell(table.Texts[texts++][row]));
                csv.EndRow();
            }
        File.Move(file + ".writing", file, overwrite: true);
    }

    /// <summary>What came out, by case, horizon and outcome; of the chunks that are done.</summary>
    public SweepSummary Summary() => SweepSummary.Of(manifest, All());

    /// <summary>The rows of the chunks that are done, point by point, as they were added.</summary>
    public ImmutableArray<SweepRow> Rows(ResolvedSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return All().RowsOf(sweep);
    }

    private SweepTable All() =>
        IsComplete ? SweepTable.Read(Results, manifest) : SweepTable.Together([.. Parts().DefaultIfEmpty(SweepTable.Empty(manifest))]);

    private IEnumerable<SweepTable> Parts() =>
        Enumerable.Range(0, chunks).Select(PartOf).Where(File.Exists).Select(part => SweepTable.Read(part, manifest));

    private IEnumerable<SweepTable> Grouped()
    {
        var (group, rows) = (new List<SweepTable>(), 0);
        foreach (var part in Parts())
        {
            group.Add(part);
            if ((rows += part.Rows) < RowsOfGroup)
                continue;
            yield return SweepTable.Together(group);
            (group, rows) = ([], 0);
        }
        if (group.Count > 0)
            yield return SweepTable.Together(group);
    }

    private string PartOf(int chunk) => PartOf(path, chunk);

    /// <summary>Where a part lies in the folder of a sweep.</summary>
    internal static string PartOf(string folder, int chunk) =>
        Path.Combine(folder, PartsFolder, FormattableString.Invariant($"part-{chunk + 1:00000}.parquet"));

    private bool Stands(string table, long points) => TryRead(table, manifest)?.Rows == points * manifest.Cases.Length;

    /// <summary>A table; null where it cannot be read whole: what a failing disk or a stray hand left is computed again.</summary>
    internal static SweepTable? TryRead(string table, SweepManifest manifest)
    {
        try
        {
            return SweepTable.Read(table, manifest);
        }
        // The reader of Parquet answers damage with exceptions of many kinds.
        catch (Exception e) when (e is not (UnauthorizedAccessException or OutOfMemoryException))
        {
            return null;
        }
    }
}
