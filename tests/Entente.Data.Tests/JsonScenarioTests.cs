using Entente.Data.Runs;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>A scenario in JSON is the scenario of the same keys in YAML, and its faults stand in their lines.</summary>
public sealed class JsonScenarioTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WorldInput world;

    public JsonScenarioTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        world = WorldInput.Read(new Located(folder.File("w"), "w")).Value;
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Numbers_flags_texts_and_lists_are_those_of_yaml()
    {
        File.WriteAllText(
            folder.File("s.yaml"),
            """
            title: "a \"b\" é"
            closure: share
            horizon: [short, long]
            parameters: { energy: 0.1 }
            groups: { both: [C0, C1] }
            cases:
              - name: one
                measures:
                  - { kind: tariff, by: both, on: C2, rate: 0.125, both: true }
              - { name: two, include: one, relative_to: one }
            """
        );
        const string json = """
            { "title": "a \"b\" \u00e9", "closure": "share", "horizon": ["short", "long"], "parameters": {"energy": 1e-1},
              "groups": {"both": ["C0", "C1"]}, "notes": null,
              "cases": [
                {"name": "one", "measures": [{"kind": "tariff", "by": "both", "on": "C2", "rate": 0.125, "both": true}]},
                {"name": "two", "include": ["one"], "relative_to": "one"}
              ] }
            """;
        var yaml = RunInput.ReadOn(world, Catalogue.Default, folder.File("s.yaml"), new RunOverrides()).Value;
        var read = RunInput.ParseJson(json, world, new RunOverrides()).Value;
        Assert.Equal(yaml.AsWritten.Title, read.AsWritten.Title);
        Assert.Equal(yaml.AsWritten.Closure, read.AsWritten.Closure);
        Assert.Equal(
            yaml.Scenario.Cases.Select(c => (c.Case.Name, c.Horizon.Label, c.RelativeTo)),
            read.Scenario.Cases.Select(c => (c.Case.Name, c.Horizon.Label, c.RelativeTo))
        );
        foreach (var (one, other) in yaml.Scenario.Cases.Zip(read.Scenario.Cases))
            Assert.Equal(
                yaml.Scenario.Shock(one).Value.Tariffs?.Span.ToArray(),
                read.Scenario.Shock(other).Value.Tariffs?.Span.ToArray()
            );
    }

    [Fact]
    public void Faults_stand_in_their_lines()
    {
        const string json = """
            {
              "title": "t",
              "cases": [
                { "name": "a", "measures": [
                  { "kind": "tariff", "by": "C9", "on": "C1", "rate": 0.1 },
                  { "kind": "tariff", "by": "C0", "on": "C1", "rate": "x" } ] }
              ]
            }
            """;
        var faults = RunInput.ParseJson(json, world, new RunOverrides()).Faults.Select(fault => fault.ToString()).ToList();
        Assert.Contains(faults, fault => fault.StartsWith("scenario:5: unknown ", StringComparison.Ordinal));
        Assert.Contains("scenario:6: rate 'x'; expected a number", faults);
    }
}
