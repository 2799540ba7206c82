using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Worlds and scenarios are found by name or by path, and never by accident.</summary>
public sealed class CatalogueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Catalogue catalogue;

    public CatalogueTests()
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("root/worlds/world-1999"));
        Directory.CreateDirectory(folder.File("root/scenarios"));
        File.WriteAllText(folder.File("root/scenarios/accession.yaml"), "title: a\ncases: [{ name: b }]\n");
        WorldWriter.Write(SmallWorld.Random(2, 3, 2), folder.File("here/mine"));
        catalogue = new Catalogue(folder.File("root"));
    }

    private string Here => folder.File("here");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Names_are_listed()
    {
        Assert.Equal(["world-1999"], catalogue.Worlds);
        Assert.Equal(["accession"], catalogue.Scenarios);
        Assert.Empty(new Catalogue(folder.File("nowhere")).Worlds);
    }

    [Fact]
    public void A_world_is_found_by_name_and_by_path()
    {
        Assert.Equal(new Located(folder.File("root/worlds/world-1999"), "world-1999"), catalogue.FindWorld("world-1999", Here).Value);
        Assert.Equal(new Located(folder.File("here/mine"), "mine"), catalogue.FindWorld("mine", Here).Value);
    }

    [Theory, InlineData("accession"), InlineData("accession.yaml"), InlineData("scenarios/accession.yaml")]
    public void A_scenario_is_found_with_or_without_folder_and_ending(string name) =>
        Assert.Equal("scenarios/accession.yaml", catalogue.FindScenario(name, Here).Value.Name);

    [Fact]
    public void An_unknown_world_is_told_where_it_is_written()
    {
        Assert.Equal(
            "s.yaml:3: world 'world-1998', which does not exist; expected a folder, or one of world-1999; did you mean world-1999?",
            catalogue.FindWorld("world-1998", Here, new Place("s.yaml", 3)).Faults.Single().ToString()
        );
        Assert.Equal(
            "accesion: no such scenario; expected a file, or one of accession; did you mean accession?",
            catalogue.FindScenario("accesion", Here).Faults.Single().ToString()
        );
    }

    [Fact]
    public void Nothing_is_no_world() =>
        Assert.Equal("no such world; expected a folder, or one of world-1999", catalogue.FindWorld("", Here).Faults.Single().ToString());
}
