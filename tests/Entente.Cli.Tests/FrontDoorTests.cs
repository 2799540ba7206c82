using System.Text.Json;
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
        Assert.StartsWith(
            "a fault of the program, not of your input: InvalidOperationException: a\\u000ab",
            text,
            StringComparison.Ordinal
        );
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
            "Iran is inside ROW in this world and can be carved out of it",
            Program.Run(folder.Path, "explain", "s.yaml", "--country", "IRN").Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_sweeps_in_one_folder_do_not_harm_each_other()
    {
        var many = Sweep.Replace("[0.1, 0.2, 0.3]", "{ from: 0, to: 1, steps: 2000 }", StringComparison.Ordinal);
        File.WriteAllText(folder.File("sw.yaml"), many);
        using var first = Program.Start(folder.Path, "sweep", "sw.yaml", "--out", "o", "--threads", "1");
        while (!first.HasExited && !Directory.Exists(folder.File("o/parts")))
            Thread.Sleep(5);
        var parts = Directory.EnumerateFiles(folder.File("o/parts")).Count();
        var (code, _, error) = Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "o");
        Assert.False(first.HasExited, "the first sweep ended before the second began");
        Assert.Equal(2, code);
        Assert.Contains("o: a sweep that is at work in this folder", error, StringComparison.Ordinal);
        // Killed, it leaves its lock file, which nobody holds, and what it has done.
        first.Kill();
        first.WaitForExit();
        Assert.True(Directory.EnumerateFiles(folder.File("o/parts")).Count() >= parts);
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "o").Code);
        Assert.Equal(0, Program.Run(folder.Path, "sweep", "sw.yaml", "--out", "alone").Code);
        Assert.Equal(File.ReadAllBytes(folder.File("alone/results.parquet")), File.ReadAllBytes(folder.File("o/results.parquet")));
    }

    [Fact]
    public void What_a_killed_run_left_is_removed_by_the_next()
    {
        Directory.CreateDirectory(folder.File($".out.{Guid.NewGuid():N}"));
        File.WriteAllText(folder.File($".out.{Guid.NewGuid():N}.lock"), "");
        Directory.CreateDirectory(folder.File(".out.mine"));
        Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", "out").Code);
        Assert.Equal([".out.mine"], Directory.EnumerateFileSystemEntries(folder.Path, ".*").Select(Path.GetFileName));
    }

    [Fact]
    public void Results_appear_where_a_link_leads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(folder.File("large"));
        foreach (var (link, target) in new[] { ("there", "large"), ("not-yet", "new") })
        {
            Directory.CreateSymbolicLink(folder.File(link), target);
            Assert.Equal(0, Program.Run(folder.Path, "run", "s.yaml", "--out", link).Code);
            Assert.True(File.Exists(folder.File($"{target}/report.html")));
            Assert.Equal(target, new DirectoryInfo(folder.File(link)).LinkTarget);
        }
    }

    [Fact]
    public void A_full_disk_is_told_in_a_line()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs a device that is full");
        // The screen is full instead of the folder: that takes no rights to mount.
        var (code, error) = Program.RunInto("/dev/full", folder.Path, "run", "s.yaml", "--json");
        Assert.Equal((2, "cannot write or read: No space left on device"), (code, error.Trim().Split(" : ")[0]));
    }

    [Theory]
    [InlineData("kind: embargo, from: C0, to: C0", "s.yaml:5: a measure of kind 'embargo' changes nothing in this world: it meets no flow")]
    [InlineData("kind: tariff, by: C0, on: C1, rate: 60", "s.yaml:5: rate 60 is 6,000 %; 0.6 would be 60 %")]
    public void What_is_hardly_meant_is_remarked_on_on_the_screen_in_the_manifest_and_in_the_report(string measure, string remark)
    {
        File.WriteAllText(folder.File("s.yaml"), $"title: T\nworld: w\ncases:\n  - name: a\n    measures: [ {{ {measure} }} ]\n");
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml", "--out", "o");
        Assert.Equal(0, code);
        Assert.Contains(remark, error, StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(File.ReadAllText(folder.File("o/manifest.json")));
        Assert.Equal([remark], manifest.RootElement.GetProperty("warnings").EnumerateArray().Select(r => r.GetString()));
        var report = System.Net.WebUtility.HtmlDecode(File.ReadAllText(folder.File("o/report.html")));
        Assert.Contains(remark, report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title: t\ntitle: u\nworld: w\ncases:\n  - { name: a }\n", "s.yaml:2: key 'title' for the second time")]
    [InlineData("title: t\nworld: w\ncases:\n\t- { name: a }\n", "s.yaml:4: not YAML")]
    [InlineData("title: &t x\nworld: w\ncases:\n  - { <<: *t, name: a }\n", "s.yaml:4: a merge key '<<'")]
    [InlineData("title: t\ncases: &a [ *a ]\n", "s.yaml:2: alias '*a' within what it stands for")]
    public void Faults_of_yaml_are_told_by_their_line(string text, string message)
    {
        File.WriteAllText(folder.File("s.yaml"), text);
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml");
        Assert.Equal(2, code);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_multiply_are_refused_in_a_line()
    {
        string Nine(char name) => string.Join(',', Enumerable.Repeat(name == 'a' ? "x" : $"*{(char)(name - 1)}", 9));
        var groups = "abcdefghij".Select(name => $"  {name}: &{name} [{Nine(name)}]\n");
        File.WriteAllText(folder.File("s.yaml"), $"title: t\nworld: w\ngroups:\n{string.Concat(groups)}cases: [ *j ]\n");
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml");
        Assert.Equal(2, code);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("aliases that stand for more than", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_of_yaml_and_names_nobody_knows_are_told_at_once()
    {
        File.WriteAllText(
            folder.File("s.yaml"),
            """
            title: T
            title: U
            world: w
            groups: { both: [C0, C9] }
            focus: [CX]
            cases:
              - name: a
                measures:
                  - { kind: tariff, by: both, on: C7, sectors: S8, rate: x }
                  - { kind: tarif, by: C0, on: C1 }
            """
        );
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml");
        Assert.Equal(2, code);
        Assert.Equal(
            [
                "s.yaml:2: key 'title' for the second time",
                "s.yaml:4: unknown country or group 'C9'",
                "s.yaml:5: unknown country or group 'CX'",
                "s.yaml:9: rate 'x'",
                "s.yaml:9: unknown country or group 'C7'",
                "s.yaml:9: unknown sector or tag 'S8'",
                "s.yaml:10: unknown kind 'tarif'",
            ],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';')[0])
        );
    }

    [Fact]
    public void A_case_alone_answers_what_it_does_among_others()
    {
        File.WriteAllText(
            folder.File("after.yaml"),
            """
            title: Two cases after another
            world: w
            cases:
              - name: first
                measures: [ { kind: tariff, by: C0, on: C1, rate: 0.1 } ]
              - name: plain
                after: first
                measures: [ { kind: tariff, by: C1, on: C0, rate: 0.5 } ]
              - name: low
                after: first
                parameters: { trade: 0.5 }
                measures: [ { kind: tariff, by: C1, on: C0, rate: 0.5 } ]
            """
        );
        Assert.Equal(0, Program.Run(folder.Path, "run", "after.yaml", "--out", "whole").Code);
        Assert.Equal(0, Program.Run(folder.Path, "run", "after.yaml", "--out", "alone", "--case", "low").Code);
        Assert.Equal(3, Rows("alone", "low").Length);
        Assert.Equal(Rows("alone", "low"), Rows("whole", "low"));
        Assert.NotEqual(Rows("whole", "plain").Select(row => row.Split(',')[2]), Rows("whole", "low").Select(row => row.Split(',')[2]));
    }

    [Fact]
    public void A_measure_at_fault_in_the_world_a_case_has_led_to_ends_its_case_under_a_name()
    {
        File.WriteAllText(
            folder.File("route.yaml"),
            """
            title: A route that vanishes
            world: world-2014
            cases:
              - name: first
                measures:
                  - { kind: embargo, from: RUS, to: ITA, sectors: GAS }
                  - { kind: trade_cost, from: [ROW, USA], to: ITA, sectors: GAS, factor: 3 }
              - name: then
                after: first
                measures:
                  - { kind: route, from: NOR, to: ITA, sectors: GAS, share: 0.08 }
            """
        );
        var (code, output, _) = Program.Run(folder.Path, "run", "route.yaml", "--out", "o");
        Assert.Equal(1, code);
        Assert.Contains("then: no answer (measure_refused): route.yaml:11: a route with the share 0.08", output, StringComparison.Ordinal);
        Assert.NotEmpty(Rows("o", "first"));
        Assert.Empty(Rows("o", "then"));
    }

    private string[] Rows(string output, string theCase) =>
        [.. File.ReadLines(folder.File($"{output}/countries.csv")).Where(line => line.StartsWith($"{theCase},", StringComparison.Ordinal))];
}
