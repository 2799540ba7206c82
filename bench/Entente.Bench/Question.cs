using Entente.Data.Tables;
using Entente.Data.Worlds;

namespace Entente.Bench;

/// <summary>The questions by which solvers are judged, on published data kept beside the repository.</summary>
/// <param name="Name">Name.</param>
/// <param name="World">The world.</param>
/// <param name="Shock">What changes.</param>
internal sealed record Question(string Name, World World, Shock Shock)
{
    private static readonly string[] Western =
    [
        "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX",
        "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "USA", "CAN", "AUS", "JPN", "NOR", "CHE", "KOR",
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Question> All() => [Nafta(), Embargo()];

    /// <summary>The same world without anything prepared.</summary>
    public World FreshWorld() => World.Create(World.Identity, World.Countries, World.Sectors, new WorldTables
    {
        Trade = World.Trade,
        Tariffs = World.Tariffs,
        ValueAddedShares = World.ValueAddedShares,
        InputShares = World.InputShares,
        Factors = World.Factors,
    }).Value;

    /// <summary>The tariff reductions of NAFTA: 31 countries, 40 sectors.</summary>
    public static Question Nafta()
    {
        var folder = Reference("cp2015");
        var world = WorldFolder.Read(Path.Combine(folder, "world")).Value;
        var shock = new ShockBuilder(world);
        using var tariffs = TableFile.Open(Path.Combine(folder, "nafta-tariffs.csv"));
        while (tariffs.Read())
        {
            if (!tariffs.TryNumber(3, out var rate))
                throw new InvalidDataException("nafta-tariffs.csv: a tariff that is no number.");
            shock.SetTariff(world.Country(tariffs.Text(1).ToString()), world.Country(tariffs.Text(0).ToString()), world.Sector(tariffs.Text(2).ToString()), rate);
        }
        return new Question("NAFTA tariffs", world, shock.Build());
    }

    /// <summary>No trade either way between Russia and 35 Western economies: 44 countries, 50 sectors, true zeros.</summary>
    public static Question Embargo()
    {
        var world = WorldFolder.Read(Path.Combine(Reference("wiod2014"), "world")).Value;
        var shock = new ShockBuilder(world);
        var russia = world.Country("RUS");
        foreach (var other in Western.Select(world.Country))
            for (var j = 0; j < world.Sectors.Length; j++)
            {
                shock.MultiplyTradeCost(russia, other, j, double.PositiveInfinity);
                shock.MultiplyTradeCost(other, russia, j, double.PositiveInfinity);
            }
        return new Question("WIOD embargo", world, shock.Build());
    }

    private static string Reference(string name)
    {
        var root = Root();
        var folder = Path.GetFullPath(Path.Combine(root, "..", "shared", "reference", name));
        return Directory.Exists(folder) ? folder
            : throw new DirectoryNotFoundException($"The published data {Path.GetRelativePath(root, folder)} do not lie beside the repository.");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The benchmarks run from within the repository.");
    }
}
