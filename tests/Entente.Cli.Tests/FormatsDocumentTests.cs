using System.Globalization;
using System.Reflection;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>docs/formats.md names the exit codes of the program, and every file that its commands write.</summary>
public sealed class FormatsDocumentTests : IDisposable
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_exit_codes_are_those_of_the_program()
    {
        var documented = Lines
            .SkipWhile(line => line != "| code | meaning |")
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => int.Parse(line.Split('|')[1], CultureInfo.InvariantCulture));
        var known = typeof(CommandLine)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (int)field.GetRawConstantValue()!);
        Assert.Equal(known.Order(), documented);
    }

    [Fact]
    public void The_files_that_commands_write_are_named()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: T\nworld: w\ncases:\n  - { name: a, measures: [ { kind: tariff, by: C0, on: C1, rate: 0.1 } ] }\n"
        );
        File.WriteAllText(folder.File("sw.yaml"), "title: S\nscenario: s.yaml\noutcomes: [real_income_pct:C0]\n");
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", "written/run").Code);
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "sw.yaml", "--csv", "--out", "written/sweep").Code);
        string[] synthetic = ["world", "synthetic", "--countries", "3", "--sectors", "2", "--out", "written/world"];
        Assert.Equal(0, Program.Run(folder.Path, synthetic).Code);
        var files = Directory.EnumerateFiles(folder.File("written"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).ToList();
        Assert.InRange(files.Count, 12, 30);
        Assert.All(files, file => Assert.Contains(Lines, line => line.Contains($"`{Plain(file!)}`", StringComparison.Ordinal)));
    }

    /// <summary>A table may lie there under gzip.</summary>
    private static string Plain(string file) => file.EndsWith(".gz", StringComparison.Ordinal) ? file[..^3] : file;
}
