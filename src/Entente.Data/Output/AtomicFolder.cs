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
    /// <param name="marks">Files of which a folder already there must hold one to be replaced, so that nobody's other files are lost.</param>
    /// <exception cref="IOException">The place cannot be written, or holds something else.</exception>
    public AtomicFolder(string target, params string[] marks)
    {
        this.target = System.IO.Path.GetFullPath(target).TrimEnd(System.IO.Path.DirectorySeparatorChar);
        if (File.Exists(this.target))
            throw new IOException($"'{target}' is a file.");
        if (Directory.Exists(this.target) && Directory.EnumerateFileSystemEntries(this.target).Any()
            && !marks.Any(mark => File.Exists(System.IO.Path.Combine(this.target, mark))))
            throw new IOException($"'{target}' holds other files (no {string.Join(" or ", marks)}) and is not replaced.");
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
