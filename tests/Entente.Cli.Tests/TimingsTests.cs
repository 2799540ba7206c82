using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>What a run says of its time is what somebody has waited.</summary>
public sealed partial class TimingsTests
{
    [Fact]
    public void The_seconds_told_are_those_waited_and_stages_lie_within_them()
    {
        using var folder = new TemporaryFolder();
        var watch = Stopwatch.StartNew();
        var (code, output, error) = Program.Run(folder.Path, "run", "russia-2014", "--case", "western-measures-only", "--timings");
        var waited = watch.Elapsed.TotalSeconds;

        Assert.Equal(0, code);
        var told = double.Parse(Seconds().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var lines = error.Split('\n').SkipWhile(line => line != "begins s  takes s  stage").Skip(1).ToList();
        List<(string Name, double Begins, double Ends)> stages =
        [
            .. lines
                .Select(line => Stage().Match(line))
                .TakeWhile(match => match.Success)
                .Select(match => (match.Groups[3].Value, Number(match, 1), Number(match, 1) + Number(match, 2))),
        ];
        string[] wanted = ["start", "scenario", "world", "names and measures", "table flows", "report", "manifest", "screen", "all"];
        foreach (var name in wanted)
            Assert.Contains(stages, stage => stage.Name == name);
        // The start of a process is known to a hundredth of a second.
        Assert.InRange(told, stages.Single(stage => stage.Name == "screen").Begins - 0.01, waited + 0.03);
        Assert.All(stages, stage => Assert.InRange(stage.Ends, 0, waited + 0.03));
        Assert.StartsWith("processor ", lines[stages.Count], StringComparison.Ordinal);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"; ([0-9]+\.[0-9]{2}) s\n")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"^ *([0-9]+\.[0-9]{3}) +([0-9]+\.[0-9]{3})  (.+)$")]
    private static partial Regex Stage();
}
