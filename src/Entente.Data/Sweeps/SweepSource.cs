namespace Entente.Data.Sweeps;

/// <summary>A folder of a sweep that is only read: the chunks in it, as parts or in the whole table.</summary>
internal sealed class SweepSource(string folder, SweepManifest manifest)
{
    private readonly Lazy<SweepTable?> whole = new(() => SweepFolder.TryRead(Path.Combine(folder, SweepFolder.ResultsFile), manifest));

    public string Folder => folder;

    public SweepManifest Manifest => manifest;

    private bool IsComplete => File.Exists(Path.Combine(folder, SweepFolder.ResultsFile));

    /// <summary>Whether a chunk is there, damaged or not.</summary>
    public bool Has(int chunk) => IsComplete || File.Exists(SweepFolder.PartOf(folder, chunk));

    /// <summary>The rows of a chunk; null where it is not there or damaged.</summary>
    public SweepTable? Chunk(int chunk)
    {
        var rows = (int)manifest.PointsOf(chunk) * manifest.Cases.Length;
        var table = IsComplete
            ? whole.Value is { } all && all.Rows == manifest.Rows
                ? all.Slice(chunk * manifest.Chunk * manifest.Cases.Length, rows)
                : null
            : SweepFolder.TryRead(SweepFolder.PartOf(folder, chunk), manifest);
        return table is not null && manifest.IsChunk(chunk, table.Wholes[0]) ? table : null;
    }
}
