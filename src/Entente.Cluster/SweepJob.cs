using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Data;
using Entente.Data.Runs;
using Entente.Data.Sweeps;
using Entente.Models;

namespace Entente.Cluster;

/// <summary>A file of a job: where it lies in it, and the SHA-256 of its bytes.</summary>
/// <param name="Path">Relative, with slashes, never upwards.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record JobFile(string Path, string Sha256);

/// <summary>
/// A sweep as it is sent to workers: what is to be computed, and the files to compute it from by their content. Its name is the hash of
/// that, so that the same sweep is the same job, and what was answered of it before is known.
/// </summary>
/// <param name="Manifest">What is computed, of which version of the program.</param>
/// <param name="Sweep">Path of the sweep file.</param>
/// <param name="World">Path of the folder of the world.</param>
/// <param name="Files">All files.</param>
public sealed record SweepJob(SweepManifest Manifest, string Sweep, string World, JobFile[] Files)
{
    private const int MostFiles = 100_000;

    /// <summary>Name of the job.</summary>
    [JsonIgnore]
    public string Id => Hash(Encoding.UTF8.GetBytes(Text()))[..32];

    /// <summary>Its text, the same for the same job.</summary>
    public string Text() => JsonSerializer.Serialize(this, SweepJobJson.Default.SweepJob);

    /// <summary>The job of a sweep, with the file of each content.</summary>
    /// <param name="input">The sweep on its world.</param>
    /// <param name="manifest">What its results are of.</param>
    /// <returns>The job, and where on this machine the files lie, by hash.</returns>
    public static (SweepJob Job, IReadOnlyDictionary<string, string> Places) Of(SweepInput input, SweepManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(input);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var sweeps = Relative(input.Written.Files);
        var worlds = input.WorldFiles.Select(file => Path.GetRelativePath(Path.GetFullPath(input.World.Path), file)).ToList();
        var files = sweeps
            .Zip(input.Written.Files, (path, file) => File("sweep/" + path, file))
            .Concat(worlds.Zip(input.WorldFiles, (path, file) => File("world/" + path.Replace('\\', '/'), file)))
            .DistinctBy(file => file.Path, StringComparer.Ordinal)
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        return (new SweepJob(manifest, "sweep/" + sweeps[0], "world", [.. files]), places);

        JobFile File(string path, string place)
        {
            var hash = Hash(System.IO.File.ReadAllBytes(place));
            places[hash] = place;
            return new JobFile(path, hash);
        }
    }

    /// <summary>Reads a job that came from elsewhere; null where it is none, or would lay files outside its folder.</summary>
    public static SweepJob? Parse(string text)
    {
        try
        {
            return
                JsonSerializer.Deserialize(text, SweepJobJson.Default.SweepJob) is { Manifest: { Points: > 0, Chunk: > 0 } } job
                && job.Files.Length <= MostFiles
                && job.Files.All(file => IsBelow(file.Path) && IsHash(file.Sha256))
                && IsBelow(job.Sweep)
                && IsBelow(job.World)
                ? job
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Lays the files out, reads the sweep from them, and checks that it is the one that was sent.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="bytes">The bytes of a hash; they are checked.</param>
    /// <param name="catalogue">What comes with the program.</param>
    /// <param name="version">Version of this program.</param>
    /// <returns>The sweep, or why it cannot be answered here.</returns>
    public Checked<SweepInput> Open(string folder, Func<string, byte[]?> bytes, Catalogue catalogue, string version)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (version != Manifest.Version)
            return Wrong($"a job of version {Manifest.Version}", $"version {version}, that of this worker");
        foreach (var file in Files)
        {
            if (bytes(file.Sha256) is not { } content || Hash(content) != file.Sha256)
                return Wrong($"{file.Path} is missing or has other bytes than were sent", $"bytes of SHA-256 {file.Sha256}");
            var place = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.WriteAllBytes(place, content);
        }
        var read = SweepInput.Read(catalogue, Path.Combine(folder, Sweep), Path.Combine(folder, World));
        if (!read.Success)
            return read;
        var here = SweepManifest.Of(read.Value, new SolveOptions { Tolerance = Manifest.Tolerance }, version);
        var differences = here.Differences(Manifest).ToList();
        return differences.Count == 0 ? read : Wrong($"other inputs than were sent: {string.Join(", ", differences)}", "the same");
    }

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static Checked<SweepInput> Wrong(string found, string expected) =>
        Checked<SweepInput>.Invalid([new Fault(null, found, expected)]);

    private static bool IsBelow(string path) =>
        path.Length is > 0 and < 1000
        && !Path.IsPathRooted(path)
        && path.IndexOfAny(['\\', ':', '\0']) < 0
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or ".."));

    /// <summary>Paths from the innermost folder that holds all of them.</summary>
    private static ImmutableArray<string> Relative(ImmutableArray<string> files)
    {
        var root = Path.GetDirectoryName(files[0])!;
        while (!files.All(file => IsBelow(From(root, file))) && Path.GetDirectoryName(root) is { } parent)
            root = parent;
        return [.. files.Select(file => From(root, file))];

        static string From(string root, string file) => Path.GetRelativePath(root, file).Replace('\\', '/');
    }
}

[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SweepJob))]
internal sealed partial class SweepJobJson : JsonSerializerContext;
