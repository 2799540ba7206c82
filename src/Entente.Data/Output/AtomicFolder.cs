namespace Entente.Data.Output;

/// <summary>
/// A folder that appears whole or not at all: written under a temporary name beside its place and moved there when
/// complete. A folder already there is kept until the new one stands; what it holds that is no output stays in it.
/// Symbolic links are followed, and what killed runs left for the same place is removed.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private readonly string target;
    private readonly HeldFile held;
    private readonly List<string> newParents;
    private bool complete;

    /// <summary>Begins a folder.</summary>
    /// <param name="target">Where it shall appear.</param>
    /// <param name="marks">
    /// Files of which a folder already there must hold one to be replaced, so that no other folder is taken for an output.
    /// </param>
    /// <exception cref="IOException">The place cannot be written, or holds something else.</exception>
    public AtomicFolder(string target, params string[] marks)
    {
        this.target = OutputPlace.Of(target);
        var parent = System.IO.Path.GetDirectoryName(this.target) ?? throw new IOException($"'{target}' is no place for a folder");
        if (Directory.Exists(parent))
            Leftovers.Remove(this.target);
        if (
            Directory.Exists(this.target)
            && Directory.EnumerateFileSystemEntries(this.target).Any()
            && !marks.Any(mark => File.Exists(System.IO.Path.Combine(this.target, mark)))
        )
            throw new IOException($"'{target}' holds other files (no {string.Join(" or ", marks)}) and is not replaced");
        newParents = MissingOf(parent);
        Directory.CreateDirectory(parent);
        Path = Leftovers.Hidden(this.target);
        // Held before it is there, so that it is never taken for a leftover.
        held = HeldFile.TryHold(Leftovers.LockOf(Path)) ?? throw new IOException($"'{Leftovers.LockOf(Path)}' is held by another process");
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The folders on the way to one that are not there yet, the innermost first.</summary>
    private static List<string> MissingOf(string folder)
    {
        var missing = new List<string>();
        for (var at = folder; at is not null && !Directory.Exists(at); at = System.IO.Path.GetDirectoryName(at))
            missing.Add(at);
        return missing;
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    /// <summary>
    /// Names of earlier outputs that go although the new folder has no file of that name: a table written plain before
    /// and packed now. Every other entry the new folder does not have is somebody's own, and stays.
    /// </summary>
    public Predicate<string> Outdated { get; init; } = _ => false;

    /// <summary>Moves the folder into its place.</summary>
    public void Complete()
    {
        string? old = null;
        if (Directory.Exists(target))
        {
            old = Leftovers.OldOf(Path);
            Directory.Move(target, old);
        }
        try
        {
            Directory.Move(Path, target);
        }
        catch when (old is not null)
        {
            Directory.Move(old, target);
            throw;
        }
        complete = true;
        if (old is not null)
        {
            KeepWhatIsNotOurs(old);
            Directory.Delete(old, recursive: true);
        }
        Leftovers.Remove(target, KeepWhatIsNotOurs);
    }

    /// <summary>Removes what was written unless it was completed.</summary>
    public void Dispose()
    {
        if (!complete && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
        held.Dispose();
        foreach (var parent in newParents.TakeWhile(parent => !complete && !Directory.EnumerateFileSystemEntries(parent).Any()))
            Directory.Delete(parent);
    }

    private void KeepWhatIsNotOurs(string old)
    {
        foreach (var entry in new DirectoryInfo(old).EnumerateFileSystemInfos().ToList())
        {
            var place = System.IO.Path.Combine(target, entry.Name);
            if (Outdated(entry.Name) || System.IO.Path.Exists(place))
                continue;
            if (entry is DirectoryInfo folder)
                folder.MoveTo(place);
            else
                ((FileInfo)entry).MoveTo(place);
        }
    }
}
