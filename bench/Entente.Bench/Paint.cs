using System.Diagnostics;

namespace Entente.Bench;

/// <summary>
/// How long after a move of a lever its answer is painted, in a browser without a window: the program that drives one is that of the tests
/// of the pages, so that nobody else needs it.
/// </summary>
internal static class Paint
{
    private const string Project = "tests/Entente.Browser.Tests";

    /// <summary>Measures; a run over its limit, or no browser, is a failure.</summary>
    /// <returns>0: all in time.</returns>
    public static int Run()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Root() };
        foreach (
            var argument in new[]
            {
                "run", "-c", "Release", "--project", Project, "--",
                "-explicit", "only", "-class", "Entente.Browser.Tests.PaintBench", "-showLiveOutput", "-noColor",
            }
        )
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, Project)))
                return folder.FullName;
        throw new DirectoryNotFoundException($"no {Project} above {AppContext.BaseDirectory}");
    }
}
