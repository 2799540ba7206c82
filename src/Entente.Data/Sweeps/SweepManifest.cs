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
    internal IEnumerable<string> Differences(SweepManifest other)
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

    internal static SweepManifest? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), SweepManifestJson.Default.SweepManifest);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SweepManifest))]
internal sealed partial class SweepManifestJson : JsonSerializerContext;
