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

    private static string Need(string folder)
    {
        Assert.SkipUnless(Directory.Exists(folder), $"needs {Path.GetRelativePath(Repository.Root, folder)} beside the repository");
        return folder;
    }
}
