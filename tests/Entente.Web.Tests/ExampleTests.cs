using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Testing;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>The examples of docs/workbench.md, run as they stand there but for the port.</summary>
[Collection(nameof(Served))]
public sealed partial class ExampleTests(Served served)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach (var (language, count) in All().GroupBy(one => one.Language).Select(group => (group.Key, group.Count())))
            for (var at = 0; at < count; at++)
                data.Add(language, at);
        return data;
    }

    private static List<(string Language, string Text)> All() =>
        [
            .. Block()
                .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "workbench.md")))
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value)),
        ];

    [Fact]
    public void There_are_examples_of_each_language() =>
        Assert.Equal(["python", "r", "sh"], All().Select(one => one.Language).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task It_runs_and_says_what_the_server_says(string language, int at)
    {
        var (program, option) = language switch
        {
            "r" => ("/usr/bin/Rscript", "-e"),
            "python" => ("/usr/bin/python3", "-c"),
            _ => ("/bin/sh", "-c"),
        };
        Assert.SkipUnless(File.Exists(program), $"{program} is not on this machine");
        Assert.SkipUnless(language != "sh" || File.Exists("/usr/bin/curl"), "/usr/bin/curl is not on this machine");
        var text = All().Where(one => one.Language == language).ElementAt(at).Text;
        Assert.Contains("localhost:5180", text, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        using var run = Process.Start(
            new ProcessStartInfo(program)
            {
                ArgumentList = { option, text.Replace("localhost:5180", $"localhost:{served.Port}", StringComparison.Ordinal) },
                Environment = { ["ENTENTE_TOKEN"] = Served.Token, ["NO_PROXY"] = "localhost", ["no_proxy"] = "localhost" },
                WorkingDirectory = folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var errors = run.StandardError.ReadToEndAsync(Cancellation);
        var output = await run.StandardOutput.ReadToEndAsync(Cancellation);
        await run.WaitForExitAsync(Cancellation);
        Assert.True(run.ExitCode == 0, await errors);
        if (text.Contains("/sweeps/", StringComparison.Ordinal))
            Assert.Contains("event: over", output, StringComparison.Ordinal);
        else if (text.Contains("/games/", StringComparison.Ordinal))
            Assert.Matches("\nJoins,Turkey,per cent,-?[0-9.]+,", output);
        else
        {
            var income = await Income();
            Assert.Contains(Number().Matches(output), match => double.Parse(match.Value, CultureInfo.InvariantCulture) == income);
        }
        if (text.Contains("/sweeps/", StringComparison.Ordinal))
            Assert.Equal(37, output.Split('\n').Count(line => line.StartsWith("point,", StringComparison.Ordinal) || Row().IsMatch(line)));
    }

    /// <summary>Serbia's change of real income, as the server writes it, to the last digit.</summary>
    private async Task<double> Income()
    {
        using var client = served.Client();
        var table = await client.GetStringAsync(
            new Uri("/api/v1/answers/serbia-2023/countries.csv?case=joins&horizon=short", UriKind.Relative),
            Cancellation
        );
        var header = table.Split('\n')[0].Split(',');
        return double.Parse(
            table.Split('\n').First(line => line.Contains(",SRB,", StringComparison.Ordinal)).Split(',')[
                Array.IndexOf(header, "real_income_pct")
            ],
            CultureInfo.InvariantCulture
        );
    }

    [GeneratedRegex(@"^```(sh|r|python)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"-?\d+\.\d+(e-?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d+,cut-off,short,")]
    private static partial Regex Row();
}
