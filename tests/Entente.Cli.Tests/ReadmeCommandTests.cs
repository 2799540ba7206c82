using System.Text.RegularExpressions;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Every command that README shows runs, on the files that README and the documents show.</summary>
public sealed partial class ReadmeCommandTests : IDisposable
{
    /// <summary>Commands that cannot be run here, by how they begin, and why.</summary>
    private static readonly Dictionary<string, string> NotRun = new(StringComparer.Ordinal)
    {
        ["world build "] =
            "needs the raw data of the publishers, which are not in the repository; Entente.WorldBuilding.Tests build with them",
    };

    private static readonly string[] Readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Commands => [.. All().Where(command => !NotRun.Keys.Any(start => IsOf(command, start)))];

    [Theory, MemberData(nameof(Commands))]
    public void A_command_of_the_readme_runs(string command)
    {
        Prepare();
        var (code, output, error) = Program.Run(folder.Path, command.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(code == 0, $"{command}: exit code {code}: {error}");
        Assert.NotEmpty(output);
    }

    [Fact]
    public void The_commands_are_found_and_those_not_run_are_among_them()
    {
        var all = All().ToList();
        Assert.True(all.Count >= 16, $"{all.Count} commands");
        Assert.Contains("run serbia-2023", all);
        Assert.Contains("completion bash", all);
        Assert.All(NotRun.Keys, start => Assert.Single(all, command => IsOf(command, start)));
    }

    private static bool IsOf(string command, string start) => command.StartsWith(start, StringComparison.Ordinal);

    /// <summary>The arguments of each line in a block of code that calls the program.</summary>
    private static IEnumerable<string> All()
    {
        var inside = false;
        foreach (var line in Readme)
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = !inside;
            else if (inside && Call().Match(line) is { Success: true } call)
                yield return call.Groups["arguments"].Value;
    }

    /// <summary>
    /// What the commands name: files as shown in README and docs/formats.md, and a world and a table that users would have.
    /// </summary>
    private void Prepare()
    {
        File.WriteAllLines(folder.File("my.yaml"), Block(Readme, "# my.yaml"));
        var formats = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md"));
        File.WriteAllLines(folder.File("facts.yaml"), Block(formats, "country: NEW"));
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("my-world"));
        File.WriteAllText(
            folder.File("matrix_eu-ic-io_ind-by-ind_2023.csv"),
            "rowLabels,AT_A01,DE_A01,AT_P3_S14,DE_P3_S14\nAT_A01,10,2,60,5\nDE_A01,1,20,5,80\n"
        );
    }

    /// <summary>The block of code whose first line begins so.</summary>
    private static IEnumerable<string> Block(string[] lines, string first) =>
        lines
            .SkipWhile(line => !line.StartsWith(first, StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal));

    [GeneratedRegex(@"^(source <\()?(entente|dotnet run --project src/Entente\.Cli --) (?<arguments>[^)]*)\)?$")]
    private static partial Regex Call();
}
