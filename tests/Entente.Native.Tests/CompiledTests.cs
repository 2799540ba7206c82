using System.Diagnostics;
using Entente.Testing;
using Xunit;

namespace Entente.Native.Tests;

/// <summary>
/// The library compiled ahead of time, called from C, and the packages for Python and R on it, as <c>tests/native/run</c> tries them:
/// calls that leave nothing behind, these tests on the compiled library, and the numbers of the command line to the last bit.
/// </summary>
public sealed class CompiledTests
{
    [Fact]
    public async Task Library_and_packages_are_built_and_tried()
    {
        Assert.SkipWhen(Api.Compiled is not null, "this is the compiled library already");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux");
        using var process = Process.Start(
            new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "tests", "native", "run")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["ENTENTE_BUILT"] = AppContext.BaseDirectory },
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, said + await errors);
        var skipped = said.Split('\n').Where(line => line.StartsWith("SKIPPED: ", StringComparison.Ordinal)).ToList();
        // What is there has been tried; what is not is told.
        Assert.SkipWhen(skipped.Count > 0, string.Join("; ", skipped));
        Assert.EndsWith("ok", said.TrimEnd(), StringComparison.Ordinal);
    }
}
