using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>What goes wrong at the front door is told in a line, before work is done, and leaves nothing.</summary>
public sealed class FrontDoorTests : IDisposable
{
    private const string Scenario =
        "title: T\nworld: w\ncases:\n  - name: a\n    measures:\n      - { kind: tariff, by: C0, on: C1, rate: 0.1 }\n";
    private const string Sweep =
        "title: S\nscenario: s.yaml\ngrid: { a.tariff.rate: [0.1, 0.2, 0.3] }\nchunk: 1\noutcomes: [real_income_pct:C0]\n";

    private readonly TemporaryFolder folder = new();

    public FrontDoorTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        File.WriteAllText(folder.File("s.yaml"), Scenario);
        File.WriteAllText(folder.File("sw.yaml"), Sweep);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run", "s.yaml", "--out", "", "--out expects a folder, not an empty text")]
    [InlineData("sweep", "sw.yaml", "--out", " ", "--out expects a folder, not an empty text")]
    [InlineData("world", "import", "x.csv", "--out", "", "--out expects a folder, not an empty text")]
    [InlineData("world", "synthetic", "--out", "", "--out expects a folder, not an empty text")]
    [InlineData("run", "s.yaml", "--world", "", "--world expects a name or a folder, not an empty text")]
    [InlineData("run", "s.yaml", "--case", "", "--case expects a value, not an empty text")]
    [InlineData("run", "s.yaml", "--set", "energy=0,05", "energy '0,05'; expected one value, a number, its decimals after a point")]
    [InlineData("run", "s.yaml", "--vary", "energy=0,05", "energy '05'; expected a number")]
    [InlineData("run", "s.yaml", "--out", "s.yaml", "'s.yaml' is a file")]
    [InlineData("world", "synthetic", "--countries", "3", "--sectors", "2", "--out", "hand", "and is not replaced")]
    public void Told_in_a_line(params string[] argsAndMessage)
    {
        Directory.CreateDirectory(folder.File("hand"));
        File.WriteAllText(folder.File("hand/world.yaml"), "title: mine");
        var (code, _, error) = Program.Run(folder.Path, argsAndMessage[..^1]);
        Assert.Equal(2, code);
        Assert.Contains(argsAndMessage[^1], error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal("title: mine", File.ReadAllText(folder.File("hand/world.yaml")));
    }

    [Theory]
    [InlineData("[0,05, 0.1]")]
    [InlineData("[0,1, 0,2]")]
    [InlineData("[0,1, 2,3]")]
    public void Decimal_commas_in_a_grid_are_no_list(string grid)
    {
        File.WriteAllText(folder.File("sw.yaml"), Sweep.Replace("[0.1, 0.2, 0.3]", grid, StringComparison.Ordinal));
        var (code, _, error) = Program.Run(folder.Path, "sweep", "sw.yaml");
        Assert.Equal(2, code);
        Assert.Contains("its decimals after a point", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_caught_is_told_apart_in_one_line()
    {
        var full = new AggregateException(new IOException("No space left on device"), new IOException("too"));
        Assert.Equal((2, "cannot write or read: No space left on device"), LastWord.Of(full));
        Assert.Equal(2, LastWord.Of(new UnauthorizedAccessException("x")).Code);
        Assert.Equal(2, LastWord.Of(new InsufficientMemoryException()).Code);
        var (code, text) = LastWord.Of(new InvalidOperationException("a\nb"));
        Assert.Equal(3, code);
        Assert.StartsWith("a fault of the program, not of your input: InvalidOperationException: a\\u000ab", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_killed_before_its_manifest_stood_goes_on_and_damaged_parts_are_named()
    {
        Directory.CreateDirectory(folder.File("o/parts"));
        File.WriteAllText(folder.File("o/sweep.json.writing"), "");
        File.WriteAllText(folder.File("o/sweep.lock"), "");
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "o").Code);
        var whole = File.ReadAllBytes(folder.File("o/results.parquet"));
        File.Delete(folder.File("o/results.parquet"));
        Directory.CreateDirectory(folder.File("o/parts"));
        File.WriteAllText(folder.File("o/parts/part-00002.parquet"), "PAR1 nonsense PAR1");
        var (code, _, error) = Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "o");
        Assert.Equal(0, code);
        Assert.Contains("part-00002.parquet is damaged and computed again", error, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(folder.File("o/results.parquet")));
        Assert.False(File.Exists(folder.File("o/sweep.lock")));
    }

    [Fact]
    public void A_sweep_in_a_folder_where_one_is_at_work_is_told_so()
    {
        Directory.CreateDirectory(folder.File("o/parts"));
        using (new FileStream(folder.File("o/sweep.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var (code, _, error) = Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "o");
            Assert.Equal(2, code);
            Assert.Contains("o: a sweep that is at work in this folder", error, StringComparison.Ordinal);
        }
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "o").Code);
    }

    [Fact]
    public void Older_codes_are_the_country_on_the_map_and_one_within_the_rest_is_told_of()
    {
        foreach (var file in Directory.EnumerateFiles(folder.File("w"), "*.csv"))
            File.WriteAllText(
                file,
                File.ReadAllText(file)
                    .Replace("C0", "ROM", StringComparison.Ordinal)
                    .Replace("C1", "XK", StringComparison.Ordinal)
                    .Replace("C2", "ROW", StringComparison.Ordinal)
            );
        File.WriteAllText(
            folder.File("s.yaml"),
            Scenario.Replace("C0", "ROM", StringComparison.Ordinal).Replace("C1", "XK", StringComparison.Ordinal)
        );
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", "o").Code);
        var report = File.ReadAllText(folder.File("o/report.html"));
        Assert.DoesNotContain("Romania: not a country", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Kosovo: not a country", report, StringComparison.Ordinal);
        Assert.Contains("France: not a country of its own<", report, StringComparison.Ordinal);
        Assert.Contains(
            "Iran lies within ROW here and can be carved out of it",
            Program.Run(folder.Path, "explain", "s.yaml", "--country", "IRN").Error,
            StringComparison.Ordinal
        );
    }
}
