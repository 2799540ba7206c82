using Entente.Data.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>No YAML file ends in anything but faults in a line each, in the line where they are.</summary>
public sealed class DamagedYamlTests : IDisposable
{
    private const string Sound = """
        title: "A title" # a remark
        world: w
        groups: { some: &some [AAA, BBB] }
        focus: [CCC]
        cases:
          - name: one
            measures:
              - { kind: tariff, by: *some, on: CCC, rate: 0.1 }
          - name: two
            horizon: [short, long]
            parameters: { energy: 0.1 }
            notes: |
              Several
              lines
            measures:
              - kind: embargo
                from: AAA
                to: all
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("title: t\ntitle: u\nworld: w\ncases:\n  - { name: a }\n", "s.yaml:2: key 'title' for the second time")]
    [InlineData("title: t\nworld: w\ncases:\n\t- { name: a }\n", "s.yaml:4: not YAML")]
    [InlineData("title: t\ncases:\n  - name: a\n    measures:\n      - { by: *m }\n", "s.yaml:5: alias '*m' of nothing before it")]
    [InlineData("title: &t x\ncases:\n  - { <<: *t, name: a }\n", "s.yaml:3: a merge key '<<', which is not supported")]
    [InlineData("title: t\ncases: &a [ *a ]\n", "s.yaml:2: alias '*a' within what it stands for")]
    [InlineData("title: t\ncases:\n  ? [a, b]\n  : c\n", "s.yaml:3: a list or mapping as a key")]
    [InlineData("title: t\ncases: []\n---\ntitle: u\n", "s.yaml:3: a second document")]
    [InlineData("title: t\ncases: [\0]\n", "s.yaml:2: bytes of no text")]
    [InlineData("# nothing\n", "s.yaml: an empty file")]
    public void Faults_stand_in_their_line(string text, string message)
    {
        var lines = Faults(text);
        Assert.Contains(lines, line => line.StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_merge_key_is_not_taken_for_a_missing_kind() =>
        Assert.DoesNotContain(
            Faults("title: &t x\ncases:\n  - name: a\n    measures:\n      - { <<: *t, rate: 0.1 }\n"),
            line => line.Contains("no 'kind'", StringComparison.Ordinal)
        );

    [Fact]
    public void Aliases_that_multiply_are_refused_in_a_line()
    {
        var names = "abcdefghijkl";
        string Nine(int at) => string.Join(',', Enumerable.Repeat(at == 0 ? "x" : $"*{names[at - 1]}", 9));
        var groups = names.Select((c, at) => $"  {c}: &{c} [{Nine(at)}]\n");
        var line = Assert.Single(Faults($"title: t\ngroups:\n{string.Concat(groups)}cases: [*l]\n"));
        Assert.Contains("aliases that stand for more than", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_files_are_refused_in_a_line(char bracket)
    {
        var line = Assert.Single(Faults($"title: {new string(bracket, 100_000)}"));
        Assert.Contains("s.yaml:1: more than 64 levels", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_files_and_long_values_are_refused_shortly()
    {
        Assert.Contains("more than 4 MB", Assert.Single(Faults(new string('#', 5_000_000))), StringComparison.Ordinal);
        var values = Faults($"title: t\ncases: {new string('x', 1_000_000)}\n{new string('y', 900)}: 1\n");
        Assert.All(values, line => Assert.True(line.Length < 5000));
        Assert.Contains(
            Faults("title: t\ncases: []\n\"\\e[2J\\r\": 1\n"),
            line => line.Contains("unknown key '\\u001b[2J\\u000d'", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_but_never_break_the_reader()
    {
        Assert.Empty(Faults(Sound));
        var random = new Random(1);
        for (var k = 0; k < 1500; k++)
        {
            var text = Damaged(random);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            foreach (var line in Faults(text))
                Assert.DoesNotContain('\n', line);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), text);
        }
    }

    private static string Damaged(Random random)
    {
        var parts = "[ ] { } : - &a *a *some <<: !!str | > \" ' ? # % @ ~ --- , 1e999 NaN \t \n \r \u0007".Split(' ');
        var text = Sound.ToList();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(text.Count);
            switch (random.Next(4))
            {
                case 0:
                    text.RemoveRange(at, Math.Min(random.Next(1, 12), text.Count - at));
                    break;
                case 1:
                    text.RemoveRange(at, text.Count - at);
                    break;
                case 2:
                    text.InsertRange(at, text.Slice(0, Math.Min(text.Count, random.Next(60))));
                    break;
                default:
                    text.InsertRange(at, parts[random.Next(parts.Length)]);
                    break;
            }
            if (text.Count == 0)
                text.Add('x');
        }
        return new string([.. text]);
    }

    private List<string> Faults(string text)
    {
        File.WriteAllText(folder.File("s.yaml"), text);
        return [.. ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Faults.Select(fault => fault.ToString())];
    }
}
