using System.Text.Json;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Cases year by year as a user sees them.</summary>
public sealed class PathCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PathCommandTests() => WorldWriter.Write(SmallWorld.WithFactors(SmallWorld.Random(1, 3, 2), 1), folder.File("w"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Years_are_shown_and_written()
    {
        Scenario("{ kind: capital_loss, country: C0, share: 0.2, phase: [0.5, 1] }", "years: 3, discount: 0.04, depreciation: 0.06");
        var (code, output, error) = Program.Run(folder.Path, "run", "s.yaml", "--out", "o");
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Loss, by year: change of real income in %, discounted at 4 % a year", output, StringComparison.Ordinal);
        Assert.Contains("welfare: consumption a year", output, StringComparison.Ordinal);
        Assert.Equal(1 + 3 * 3, File.ReadAllLines(folder.File("o/paths.csv")).Length);
        Assert.Equal(1 + 3, File.ReadAllLines(folder.File("o/present_values.csv")).Length);

        var (again, json, _) = Program.Run(folder.Path, "run", "s.yaml", "--out", "o", "--json");
        Assert.Equal(0, again);
        using var told = JsonDocument.Parse(json);
        Assert.Equal(3, told.RootElement.GetProperty("paths")[0].GetProperty("years").GetArrayLength());
    }

    [Fact]
    public void A_year_without_an_answer_is_named_with_exit_code_1()
    {
        Scenario("{ kind: embargo, from: C0, to: all, both: true, from_year: 2 }", "years: 3, discount: 0.04");
        var (code, output, _) = Program.Run(folder.Path, "run", "s.yaml", "--out", "o");
        Assert.Equal(1, code);
        Assert.Contains("Loss, by year: year 2 has no answer: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_years_are_listed_with_their_places()
    {
        Scenario("{ kind: capital_loss, country: C0, share: 0.2, from_year: 9 }", "years: 3, discount: 0");
        var (code, _, error) = Program.Run(folder.Path, "run", "s.yaml", "--out", "o");
        Assert.Equal(2, code);
        Assert.Contains("s.yaml:4: discount rate 0; expected a number above 0, at most 1", error, StringComparison.Ordinal);
        Assert.Contains("s.yaml:4: first year 9; expected 1 to 3", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("o")));
    }

    private void Scenario(string measure, string path) =>
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: Years\nworld: w\ncases:\n  - { name: loss, title: Loss, path: { " + path + " }, measures: [ " + measure + " ] }\n"
        );
}
