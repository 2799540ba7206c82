using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Models;

namespace Entente.Data.Sweeps;

/// <summary>
/// What a folder of sweep results was computed from. Two that are equal have the same results, bit for bit, on the same
/// processor.
/// </summary>
public sealed record SweepManifest(
    string Title,
    string Sweep,
    string SweepSha256,
    string World,
    string WorldSha256,
    string Closure,
    int Seed,
    string Version,
    double Tolerance,
    int Points,
    int Chunk,
    string[] Cases,
    string[] Parameters,
    string[] Outcomes
)
{
    /// <summary>The file that makes a folder that of a sweep.</summary>
    public const string FileName = "sweep.json";

    /// <summary>Rows of results: one for each point, case and horizon.</summary>
    [JsonIgnore]
    public int Rows => Points * Cases.Length;

    /// <summary>Number of chunks.</summary>
    [JsonIgnore]
    public int Chunks => (int)(((long)Points + Chunk - 1) / Chunk);

    /// <summary>Number of points in a chunk, from 0.</summary>
    public long PointsOf(int chunk) => Math.Min(Chunk, Points - (long)chunk * Chunk);

    /// <summary>Whether the numbers of points, as a table has them from 1, are those of a chunk.</summary>
    internal bool IsChunk(int chunk, int[] points)
    {
        if (points.Length != PointsOf(chunk) * Cases.Length)
            return false;
        for (var row = 0; row < points.Length; row++)
            if (points[row] != chunk * Chunk + row / Cases.Length + 1)
                return false;
        return true;
    }

    /// <summary>That of a folder; null where there is none that can be read.</summary>
    public static SweepManifest? Of(string folder) =>
        Path.Combine(folder, FileName) is var file && File.Exists(file) && Read(file) is { Points: > 0, Chunk: > 0 } read ? read : null;

    /// <summary>Reads a text; null where it is none of a sweep.</summary>
    public static SweepManifest? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SweepManifestJson.Default.SweepManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The manifest of a sweep on a world.</summary>
    public static SweepManifest Of(SweepInput input, SolveOptions options, string version)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        var sweep = input.Sweep;
        return new(
            sweep.Sweep.Title,
            input.File.Name,
            input.Written.Sha256,
            input.World.Name,
            input.WorldHash,
            Closures.Name(sweep.Sweep.Scenario.Closure),
            sweep.Sweep.Seed,
            version,
            options.Tolerance,
            sweep.Count,
            input.Written.ChunkSize,
            [.. sweep.Cases.Select(c => $"{c.Case}, {c.Horizon}")],
            [.. sweep.Sweep.Parameters.Select(p => p.Text)],
            [.. sweep.Outcomes.Select(o => o.Name)]
        );
    }

    /// <summary>Its text, the same for the same manifest.</summary>
    public string Text() => JsonSerializer.Serialize(this, SweepManifestJson.Default.SweepManifest) + "\n";

    /// <summary>In what another manifest differs, in words; file names do not count, contents do.</summary>
    public IEnumerable<string> Differences(SweepManifest other)
    {
        if (SweepSha256 != other.SweepSha256)
            yield return "the sweep file or a file it names";
        if (WorldSha256 != other.WorldSha256)
            yield return "the world";
        if (Version != other.Version)
            yield return $"the version of the program ({other.Version}, now {Version})";
        if (Tolerance != other.Tolerance)
            yield return FormattableString.Invariant($"the tolerance ({other.Tolerance}, now {Tolerance})");
        if (
            Closure != other.Closure
            || Points != other.Points
            || Chunk != other.Chunk
            || Seed != other.Seed
            || !Cases.SequenceEqual(other.Cases)
            || !Parameters.SequenceEqual(other.Parameters)
            || !Outcomes.SequenceEqual(other.Outcomes)
        )
            yield return "what is asked";
    }

    internal static SweepManifest? Read(string path) => Parse(File.ReadAllText(path));
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(SweepManifest))]
internal sealed partial class SweepManifestJson : JsonSerializerContext;
