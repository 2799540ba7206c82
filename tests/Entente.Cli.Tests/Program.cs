using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>
/// The program as users start it: the one that the environment variable ENTENTE_PROGRAM names, as published, or else the one built
/// beside the tests, which compiles itself anew at every start.
/// </summary>
internal static class Program
{
    public static string Dll { get; } =
        Environment.GetEnvironmentVariable("ENTENTE_PROGRAM") is { Length: > 0 } published
            ? published
            : Path.Combine(AppContext.BaseDirectory, "entente.dll");

    /// <summary>Runs the command line in a folder.</summary>
    public static (int Code, string Out, string Error) Run(string folder, params string[] args)
    {
        using var process = Start(folder, args);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Starts the command line in a folder and does not wait for it.</summary>
    public static Process Start(string folder, params string[] args) => Process.Start(Prepared("dotnet", folder, [Dll, .. args]))!;

    /// <summary>Runs the command line in a folder, its output going to a file or device.</summary>
    public static (int Code, string Error) RunInto(string output, string folder, params string[] args)
    {
        using var process = Process.Start(
            Prepared("sh", folder, ["-c", "exec \"$@\" > \"$0\"", output, "dotnet", Dll, .. args])
        )!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    /// <summary>What Ctrl+C sends; a process of its own to send it would come too late on a busy machine.</summary>
    public static void Interrupt(Process process) => Assert.Equal(0, Kill(process.Id, InterruptSignal));

    private const int InterruptSignal = 2;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private static ProcessStartInfo Prepared(string program, string folder, IEnumerable<string> args) =>
        new(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
