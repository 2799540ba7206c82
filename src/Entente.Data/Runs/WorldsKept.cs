using System.Collections.Concurrent;

namespace Entente.Data.Runs;

/// <summary>
/// Worlds that have been read, each once, for whoever asks many questions of them; what has changed on disk since is not seen. Safe
/// from several threads.
/// </summary>
public sealed class WorldsKept
{
    private readonly ConcurrentDictionary<string, Lazy<Checked<WorldInput>>> worlds = new(StringComparer.Ordinal);

    /// <summary>The world of a folder; read when first asked for.</summary>
    internal Checked<WorldInput> Of(Located folder, Func<Checked<WorldInput>> read) =>
        worlds.GetOrAdd(Path.GetFullPath(folder.Path), _ => new(read)).Value;
}
