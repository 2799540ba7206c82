using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Output;

namespace Entente.Data.Sweeps;

/// <summary>
/// The results of a sweep on disk: a manifest, a part for each chunk that is done, and in the end one table. A part
/// stands whole or not at all, so that a run that ends in any way goes on from what stands.
/// </summary>
public sealed class SweepFolder
{
    /// <summary>The table of all rows.</summary>
    public const string ResultsFile = "results.parquet";

    private const string PartsFolder = "parts";
    private const int RowsOfGroup = 50_000;

    private readonly string path;
    private readonly SweepManifest manifest;
    private readonly int chunks;

    private SweepFolder(string path, SweepManifest manifest) =>
        (this.path, this.manifest, chunks) = (path, manifest, (int)(((long)manifest.Points + manifest.Chunk - 1) / manifest.Chunk));

    /// <summary>Whether all rows are in one table.</summary>
    public bool IsComplete => File.Exists(Path.Combine(path, ResultsFile));

    /// <summary>The table of all rows.</summary>
    public string Results => Path.Combine(path, ResultsFile);

    /// <summary>Opens the folder of a sweep, or begins one.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="manifest">What is to be computed.</param>
    /// <returns>The folder, or why it is not taken: it holds something else, or results of other inputs.</returns>
    public static Checked<SweepFolder> Open(string path, SweepManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(manifest);
        var file = Path.Combine(path, SweepManifest.FileName);
        if (File.Exists(file))
        {
            var before = SweepManifest.Read(file);
            List<string> differences = before is null ? ["its manifest, which cannot be read"] : [.. manifest.Differences(before)];
            if (differences.Count > 0)
                return Checked<SweepFolder>.Invalid([
                    new Fault(
                        new Place(path),
                        $"results of another sweep: different are {string.Join(", ", differences)}",
                        "the same inputs, or another --out"
                    ),
                ]);
        }
        else if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            return Checked<SweepFolder>.Invalid([
                new Fault(new Place(path), $"other files, and no {SweepManifest.FileName}", "a new folder, or that of a sweep"),
            ]);
        Directory.CreateDirectory(Path.Combine(path, PartsFolder));
        if (!File.Exists(file))
        {
            File.WriteAllText(file + ".writing", manifest.Text());
            File.Move(file + ".writing", file);
        }
        var folder = new SweepFolder(path, manifest);
        folder.RemoveUnfinished();
        return Checked<SweepFolder>.Valid(folder);
    }

    /// <summary>The chunks still to do, in order.</summary>
    public ImmutableArray<int> Missing() => IsComplete ? [] : [.. Enumerable.Range(0, chunks).Where(chunk => !Stands(PartOf(chunk)))];

    /// <summary>Adds a chunk; safe from several threads.</summary>
    public void Add(ResolvedSweep sweep, int chunk, ImmutableArray<ImmutableArray<SweepRow>> rows) =>
        SweepTable.Write(PartOf(chunk), manifest, [SweepTable.Of(sweep, manifest, [.. rows.SelectMany(point => point)])]);

    /// <summary>Joins the parts to one table; they go when it stands.</summary>
    public void Complete()
    {
        if (!IsComplete)
            SweepTable.Write(Results, manifest, Grouped());
        if (Directory.Exists(Path.Combine(path, PartsFolder)))
            Directory.Delete(Path.Combine(path, PartsFolder), recursive: true);
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

    private SweepTable All() =>
        IsComplete ? SweepTable.Read(Results, manifest) : SweepTable.Together([.. Parts().DefaultIfEmpty(SweepTable.Empty(manifest))]);

    private IEnumerable<SweepTable> Parts() =>
        Enumerable.Range(0, chunks).Select(PartOf).Where(Stands).Select(part => SweepTable.Read(part, manifest));

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

    private string PartOf(int chunk) => Path.Combine(path, PartsFolder, FormattableString.Invariant($"part-{chunk + 1:00000}.parquet"));

    /// <summary>Whether a part is there whole; what a failing disk left is computed again.</summary>
    private static bool Stands(string part)
    {
        if (!File.Exists(part))
            return false;
        using var file = File.OpenRead(part);
        Span<byte> end = stackalloc byte[4];
        if (file.Length < 8)
            return false;
        file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(end);
        return end.SequenceEqual("PAR1"u8);
    }

    private void RemoveUnfinished()
    {
        foreach (var file in Directory.EnumerateFiles(path, "*.writing", SearchOption.AllDirectories))
            File.Delete(file);
    }
}
