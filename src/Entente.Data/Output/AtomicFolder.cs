namespace Entente.Data.Output;

/// <summary>
/// A folder that appears whole or not at all: written under a temporary name beside its place and moved there when
/// complete. A folder already there is kept until the new one stands.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private readonly string target;
    private bool complete;

    /// <summary>Begins a folder.</summary>
    /// <param name="target">Where it shall appear.</param>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public AtomicFolder(string target)
    {
        this.target = System.IO.Path.GetFullPath(target).TrimEnd(System.IO.Path.DirectorySeparatorChar);
        var parent = System.IO.Path.GetDirectoryName(this.target) ?? throw new IOException($"'{target}' is no place for a folder.");
        Directory.CreateDirectory(parent);
        Path = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(this.target)}.{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    /// <summary>Moves the folder into its place.</summary>
    public void Complete()
    {
        string? old = null;
        if (Directory.Exists(target))
        {
            old = Path + ".old";
            Directory.Move(target, old);
        }
        try
        {
            Directory.Move(Path, target);
        }
        catch (IOException) when (old is not null)
        {
            Directory.Move(old, target);
            throw;
        }
        complete = true;
        if (old is not null)
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Removes what was written unless it was completed.</summary>
    public void Dispose()
    {
        if (!complete && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
