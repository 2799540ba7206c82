using System.IO.Compression;
using Xunit;

namespace Entente.Testing;

/// <summary>Published inputs and results kept beside the repository. A test that needs them is skipped where they are not.</summary>
internal static class Reference
{
    /// <summary>A folder of published results.</summary>
    public static string Folder(string name) =>
        // What its licence lets pass lies in the repository, so that a fresh clone is held to it too.
        Path.Combine(Repository.Root, "tests", "Fixtures", name) is var kept && Directory.Exists(kept)
            ? kept
            : Need(Path.Combine(Repository.Shared, "reference", name));

    /// <summary>The folder of raw public data.</summary>
    public static string Raw => Need(Path.Combine(Repository.Shared, "data"));

    /// <summary>Opens a file of raw public data: that in the repository, whole or the part tests need, else that beside it.</summary>
    public static Stream OpenRaw(string name)
    {
        var kept = Path.Combine(Repository.Root, "tests", "Fixtures", "data", name);
        return File.Exists(kept) ? File.OpenRead(kept)
            : File.Exists(kept + ".gz") ? new GZipStream(File.OpenRead(kept + ".gz"), CompressionMode.Decompress)
            : File.OpenRead(Path.Combine(Raw, name));
    }

    /// <summary>A file of published results; it is not in the repository where its licence is not known.</summary>
    public static string OutsideFile(string name)
    {
        var file = Path.Combine(Repository.Shared, "reference", name);
        Assert.SkipUnless(File.Exists(file), $"needs {Path.GetRelativePath(Repository.Root, file)} beside the repository");
        return file;
    }

    private static string Need(string folder)
    {
        Assert.SkipUnless(Directory.Exists(folder), $"needs {Path.GetRelativePath(Repository.Root, folder)} beside the repository");
        return folder;
    }
}
