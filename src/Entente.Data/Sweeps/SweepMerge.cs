using System.Collections.Immutable;
using System.Globalization;

namespace Entente.Data.Sweeps;

/// <summary>
/// Folders with shares of one sweep, checked to be of the same inputs and to hold every chunk, and joined to what a single run would have
/// written, byte for byte.
/// </summary>
public sealed class SweepMerge
{
    private const int MostNamed = 20;

    private readonly ImmutableArray<SweepSource> sources;

    private SweepMerge(SweepManifest manifest, ImmutableArray<SweepSource> sources) => (Manifest, this.sources) = (manifest, sources);

    /// <summary>What the shares are of.</summary>
    public SweepManifest Manifest { get; }

    /// <summary>Reads and checks the shares.</summary>
    /// <param name="folders">Folders of a sweep, complete or not, in any order; a chunk may lie in several.</param>
    /// <returns>
    /// The shares, with a warning for each damaged part that lies whole elsewhere; or all that is wrong: no folder of a sweep, other
    /// inputs or another version than the first, a chunk that differs between two folders, chunks that are in none.
    /// </returns>
    public static Checked<SweepMerge> Read(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var faults = new List<Fault>();
        var sources = new List<SweepSource>();
        foreach (var folder in folders)
            if (SweepManifest.Of(folder) is { } manifest)
                sources.Add(new SweepSource(folder, manifest));
            else
                faults.Add(new Fault(new Place(folder), $"no {SweepManifest.FileName} that can be read", "the folder of a sweep"));
        foreach (var source in sources.Skip(1))
            if (source.Manifest.Differences(sources[0].Manifest).ToList() is { Count: > 0 } differences)
                faults.Add(
                    new Fault(
                        new Place(source.Folder),
                        $"results of another sweep than {sources[0].Folder}: different are {string.Join(", ", differences)}",
                        "shares of one sweep on one world, answered by one version of the program"
                    )
                );
        if (faults.Count > 0)
            return Checked<SweepMerge>.Invalid(faults);
        var warnings = Check(sources, faults);
        return faults.Count > 0
            ? Checked<SweepMerge>.Invalid(faults, warnings)
            : Checked<SweepMerge>.Valid(new SweepMerge(sources[0].Manifest, [.. sources]), warnings);
    }

    /// <summary>Writes the results of the whole sweep, and its summary.</summary>
    /// <param name="output">Folder of the results: a new one, or one of this sweep.</param>
    /// <param name="isCsv">Whether the table is written as CSV as well.</param>
    /// <returns>What came out, or why the folder is not taken.</returns>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public Checked<SweepSummary> Write(string output, bool isCsv = false)
    {
        var opened = SweepFolder.Open(output, Manifest);
        if (!opened.Success)
            return Checked<SweepSummary>.Invalid(opened.Faults);
        using var folder = opened.Value;
        foreach (var chunk in folder.Missing())
            folder.Add(chunk, sources.Select(source => source.Chunk(chunk)).OfType<SweepTable>().First());
        folder.Complete();
        var summary = folder.Summary();
        summary.Write(output);
        if (isCsv)
            folder.WriteCsv();
        return Checked<SweepSummary>.Valid(summary);
    }

    private static List<string> Check(List<SweepSource> sources, List<Fault> faults)
    {
        var manifest = sources[0].Manifest;
        var (warnings, missing) = (new List<string>(), new List<int>());
        for (var chunk = 0; chunk < manifest.Chunks; chunk++)
        {
            (SweepSource Source, SweepTable Table)? first = null;
            foreach (var source in sources.Where(source => source.Has(chunk)))
                if (source.Chunk(chunk) is not { } table)
                    warnings.Add($"{source.Folder}: chunk {chunk + 1} is damaged and left out");
                else if (first is null)
                    first = (source, table);
                else if (!table.IsSame(first.Value.Table))
                    faults.Add(
                        new Fault(
                            new Place(source.Folder),
                            $"other answers in chunk {chunk + 1} than in {first.Value.Source.Folder}",
                            "the same to the last bit, as machines of one kind give them"
                        )
                    );
            if (first is null)
                missing.Add(chunk + 1);
        }
        if (missing.Count > 0)
            faults.Add(
                new Fault(
                    null,
                    $"{missing.Count} of {manifest.Chunks} chunks in no folder: {Ranges(missing)}",
                    "every chunk; the command that answers a share goes on from what its folder holds"
                )
            );
        return warnings;
    }

    /// <summary>Numbers in words, neighbours together: 1, 4 to 7.</summary>
    public static string Ranges(IReadOnlyList<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers)
            if (ranges.Count > 0 && ranges[^1].Last == number - 1)
                ranges[^1] = (ranges[^1].First, number);
            else
                ranges.Add((number, number));
        var words = ranges
            .Take(MostNamed)
            .Select(r => r.First == r.Last ? Text(r.First) : $"{Text(r.First)} to {Text(r.Last)}");
        return string.Join(", ", words) + (ranges.Count > MostNamed ? ", ..." : "");

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
