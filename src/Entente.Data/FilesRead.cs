using System.Security.Cryptography;
using Entente.Data.Scenarios;
using Entente.Data.Yaml;

namespace Entente.Data;

/// <summary>
/// The files of one reading, hashed as they were read, so that the hash is that of what was read even where a file changes
/// afterwards. For one reading at a time; not safe from several threads.
/// </summary>
public sealed class FilesRead
{
    private readonly Dictionary<string, byte[]> hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlPage> pages = new(StringComparer.Ordinal);

    /// <summary>Full paths of the files, in the order in which they were first read.</summary>
    public IReadOnlyCollection<string> Files => hashes.Keys;

    /// <summary>The names that the scenario among them has.</summary>
    internal NamesWritten Names { get; } = new();

    /// <summary>Hash over names and bytes of files that were read, in the order given.</summary>
    /// <exception cref="ArgumentException">One of them was not read.</exception>
    public string HashOf(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return ContentHash.Of(
            files.Select(file =>
                (
                    file,
                    hashes.GetValueOrDefault(Path.GetFullPath(file))
                        ?? throw new ArgumentException($"{file} was not read.", nameof(files))
                )
            )
        );
    }

    /// <summary>Hash over all that was read, in the order in which it was.</summary>
    internal string HashOfAll() => ContentHash.Of(hashes.Select(file => (file.Key, file.Value)));

    /// <summary>Keeps the hash of a text that is no file.</summary>
    internal void Note(string name, string text) => hashes[name] = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a file whole and keeps the hash of its bytes.</summary>
    internal Stream Open(string path) => new MemoryStream(Bytes(path), writable: false);

    /// <summary>The same, as bytes.</summary>
    internal byte[] Bytes(string path)
    {
        var bytes = File.ReadAllBytes(path);
        hashes[Path.GetFullPath(path)] = SHA256.HashData(bytes);
        return bytes;
    }

    internal void Keep(string path, YamlPage page) => pages[Path.GetFullPath(path)] = page;

    /// <summary>The page of a file; null where it was not read, or held none.</summary>
    internal YamlPage? Page(string path) => pages.GetValueOrDefault(Path.GetFullPath(path));
}
