namespace Entente.Data.Output;

/// <summary>Where an output that somebody named really comes to lie.</summary>
public static class OutputPlace
{
    /// <summary>More links than this, one leading to the next, lead in a circle.</summary>
    private const int MostLinks = 40;

    /// <summary>The full path of a folder with every symbolic link on the way followed, also one whose target is not there yet.</summary>
    /// <param name="target">What somebody wrote.</param>
    /// <exception cref="IOException">It is no place for a folder: empty, a file, or links in a circle.</exception>
    public static string Of(string target)
    {
        if (string.IsNullOrWhiteSpace(target))
            throw new IOException("an empty name is no place for a folder");
        var path = Followed(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target)), target);
        if (File.Exists(path))
            throw new IOException($"'{target}' is a file");
        return path;
    }

    private static string Followed(string path, string target)
    {
        for (var links = 0; links <= MostLinks; links++)
            if (FirstLink(path) is not var (link, leadsTo))
                return path;
            else
                // What a link says is meant from the folder it lies in.
                path = Path.TrimEndingDirectorySeparator(
                    Path.GetFullPath(Path.Join(Path.GetFullPath(leadsTo, Path.GetDirectoryName(link)!), path[link.Length..]))
                );
        throw new IOException($"'{target}' leads in a circle of links");
    }

    private static (string Link, string LeadsTo)? FirstLink(string path)
    {
        for (var end = Path.GetPathRoot(path)!.Length; end < path.Length; end++)
        {
            end = path.IndexOf(Path.DirectorySeparatorChar, end) is var next and >= 0 ? next : path.Length;
            if (new FileInfo(path[..end]).LinkTarget is { } leadsTo)
                return (path[..end], leadsTo);
        }
        return null;
    }
}
