namespace Entente.Testing;

/// <summary>Where the repository lies, and the reference data beside it if there are any.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Published results and raw data kept beside the repository; tests that need them are skipped where they are not.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests run from outside the repository.");
    }
}
