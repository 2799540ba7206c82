using Entente.Data.Worlds;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>The default world: sound, near the facts of 2023, reproducible.</summary>
public sealed class World2023Tests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "worlds", "world-2023");
    private static readonly Lazy<Checked<World>> Embedded = new(() => WorldFolder.Read(Folder, "world-2023"));

    [Fact]
    public void It_reads_without_a_fault_or_a_warning()
    {
        Assert.Empty(Embedded.Value.Faults);
        Assert.Empty(Embedded.Value.Warnings);
        Assert.Equal((56, 30), (Embedded.Value.Value.Countries.Length, Embedded.Value.Value.Sectors.Length));
        Assert.True(Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length) < 3_000_000);
    }

    [Theory, InlineData("world-2014"), InlineData("world-2023")]
    public void Every_identity_holds_to_a_billionth(string name)
    {
        var world = WorldFolder.Read(Path.Combine(Repository.Root, "worlds", name)).Value;
        foreach (var gap in IdentityGap.Of(world))
            Assert.True(gap.Largest < 1e-9, $"{gap}");
    }

    /// <summary>Goods between Serbia and Russia in 2023: 1,195 and 1,695 million USD; value added of Serbia 69.4 billion.</summary>
    [Fact]
    public void Serbia_trades_and_earns_what_it_did()
    {
        var world = Embedded.Value.Value;
        var (serbia, russia) = (world.Country("SRB"), world.Country("RUS"));

        Assert.Equal(1195, Goods(world, russia, serbia), 2.0);
        Assert.Equal(1695, Goods(world, serbia, russia), 2.0);
        Assert.InRange(world.ValueAdded[serbia], 69_400 * 0.99, 69_400 * 1.01);
        Assert.Equal(1139, world.Trade[serbia, russia, world.Sector("GAS")], 1.0);
        Assert.Equal(0, world.Trade[serbia, russia, world.Sector("CRUDE")]);
        var gas = Enumerable.Range(0, world.Countries.Length).Where(i => i != serbia).Sum(i => world.Trade[serbia, i, world.Sector("GAS")]);
        Assert.InRange(world.Trade[serbia, russia, world.Sector("GAS")] / gas, 0.8, 0.9);
    }

    [Fact]
    public void Measures_in_force_are_in_the_data()
    {
        var world = Embedded.Value.Value;
        var russia = world.Country("RUS");
        foreach (var member in world.Identity.Groups["eu27"])
            Assert.Equal(0, world.Trade[world.Country(member), russia, world.Sector("COAL")]);
        Assert.Equal(0, world.Trade[world.Country("USA"), russia, world.Sector("CRUDE")]);
    }

    [Fact]
    public void The_flagship_solves_and_serbia_loses_more_when_russia_answers()
    {
        var world = Embedded.Value.Value;
        var file = Path.Combine(Repository.Root, "scenarios", "serbia-2023.yaml");
        var scenario = ResolvedScenario.Create(Entente.Data.Scenarios.ScenarioFile.Read(file).Value, world).Value;
        var answers = new ScenarioAnswer(scenario)
            .All()
            .ToDictionary(
                a => a.Case.Horizon.Name.Text == "long" ? a.Case.Case.Name : $"{a.Case.Case.Name}, {a.Case.Horizon.Name}",
                a => a.Comparison!.RealIncome[world.Country("SRB")],
                StringComparer.Ordinal
            );

        Assert.True(answers["joins"] < 1);
        Assert.True(answers["joins-and-russia-answers"] < answers["joins"]);
        Assert.True(answers["abstains-and-the-west-closes"] < answers["abstains-and-the-west-answers"]);
        Assert.True(answers["joins-with-help"] > answers["joins-and-russia-answers"]);
        // The first winter without gas costs several times what the loss of a supplier costs in the end, and less with a second pipeline.
        var (winter, years, end) = (1 - answers["gas-cut-off, short"], 1 - answers["gas-cut-off, medium"], 1 - answers["gas-cut-off"]);
        Assert.True(end > 0 && years > 2 * end && winter > 2 * years, $"{winter} {years} {end}");
        Assert.True(1 - answers["gas-cut-off-with-interconnector, short"] < winter / 2);
        Assert.True(answers["gas-cut-off-pipelines-full, short"] < answers["gas-cut-off-storage, short"]);
    }

    [Fact]
    public void The_pipeline_makes_it_again_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var built = WorldBuild.Run(Path.Combine(Folder, "recipe.yaml"), Reference.Raw, folder.File("again"));

        Assert.Empty(built.Faults);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            Assert.True(
                File.ReadAllBytes(file)
                    .SequenceEqual(File.ReadAllBytes(Path.Combine(folder.File("again"), Path.GetRelativePath(Folder, file)))),
                file
            );
    }

    private static double Goods(World world, int n, int i) =>
        Enumerable.Range(0, world.Sectors.Length).Where(j => !world.Sectors[j].Tags.Contains("services")).Sum(j => world.Trade[n, i, j]);
}
