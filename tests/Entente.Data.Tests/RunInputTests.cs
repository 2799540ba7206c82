using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>What a run starts from is read from any program that uses the library, and hashed as it was read.</summary>
public sealed class RunInputTests : IDisposable
{
    private const string Scenario = """
        title: Tables and regimes
        world: w
        regimes: regime.yaml
        cases:
          - name: dear
            measures: [{ kind: trade_cost_table, file: costs.csv }]
          - { name: both, include: [dear, shut] }
        """;

    private readonly TemporaryFolder folder = new();

    public RunInputTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        File.WriteAllText(folder.File("s.yaml"), Scenario);
        File.WriteAllText(
            folder.File("regime.yaml"),
            "title: r\ncases: [{ name: shut, measures: [{ kind: embargo, from: C0, to: C1 }] }]\n"
        );
        File.WriteAllText(folder.File("costs.csv"), "exporter,importer,sector,factor\nC0,C2,S0,1.1\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Worlds_come_with_every_program_that_uses_the_library()
    {
        Assert.Contains("world-2023", Worlds.Worlds.Names);
        Assert.Contains("serbia-2023", Catalogue.Default.Scenarios);
        Assert.NotEmpty(Catalogue.Default.Sweeps);
        var world = Worlds.Worlds.Load("world-2023").Value;
        Assert.Equal("SRB", world.Countries[world.Country("SRB")].Code);
        var fault = Assert.Single(Worlds.Worlds.Load("world-2032").Faults);
        Assert.Contains("did you mean world-2023?", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_is_that_of_what_was_read()
    {
        var (file, world) = (folder.File("s.yaml"), folder.File("w"));
        var (before, worldBefore) = (ContentHash.OfFiles(ScenarioFile.FilesOf(file)), ContentHash.OfFiles(WorldFolder.FilesOf(world)));
        Assert.Equal(3, ScenarioFile.FilesOf(file).Count());
        var input = RunInput.Read(Catalogue.Default, file, null, new RunOverrides()).Value;
        Assert.Equal((before, worldBefore), (input.ScenarioHash, input.WorldHash));

        var read = new FilesRead();
        Assert.Empty(ScenarioFile.Read(file, null, read).Faults);
        foreach (var changed in ScenarioFile.FilesOf(file).ToList())
            File.WriteAllText(changed, "changed meanwhile");
        Assert.Equal(before, read.HashOf(ScenarioFile.FilesOf(file, read)));
        Assert.Throws<ArgumentException>(() => read.HashOf([folder.File("w/world.yaml")]));
    }

    [Fact]
    public void What_the_core_says_in_words_comes_with_the_key_of_the_file()
    {
        File.WriteAllText(
            folder.File("words.yaml"),
            "title: t\nworld: w\ncases:\n  - { name: a, measures: [{ kind: stock, country: C0, sectors: S0 }] }\n"
        );
        var fault = Assert.Single(RunInput.Read(Catalogue.Default, folder.File("words.yaml"), null, new RunOverrides()).Faults);
        Assert.Equal(
            "a stock without a size; expected either a share, an amount or a quantity in terajoules (`share`, `amount` or `quantity`)",
            (fault with { Place = null }).ToString()
        );
    }

    [Fact]
    public void Wishes_change_the_scenario_and_faults_name_their_place()
    {
        var wishes = new RunOverrides
        {
            Closure = "share",
            Cases = ["both"],
            Horizons = ["short", "long"],
            Set = ["energy=0.2"],
        };
        var input = RunInput.Read(Catalogue.Default, folder.File("s.yaml"), null, wishes).Value;
        Assert.Equal(Closure.Share, input.Scenario.Scenario.Closure);
        Assert.Equal(["both", "both"], input.Positions.Select(p => input.Scenario.Cases[p].Case.Name));

        var wrong = new RunOverrides
        {
            Closure = "shar",
            Cases = ["bot"],
            Set = [new Word("enrgy=0.2", new Place("--set"))],
        };
        var faults = string.Join('\n', RunInput.Read(Catalogue.Default, folder.File("s.yaml"), null, wrong).Faults);
        Assert.Contains("did you mean both?", faults, StringComparison.Ordinal);
        Assert.Contains("closure 'shar'", faults, StringComparison.Ordinal);
        Assert.Contains("--set", faults, StringComparison.Ordinal);
    }
}
