using Entente.CaliendoParro;
using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;

namespace Entente.Testing.Timed;

/// <summary>A question by which solvers are judged; those made here are of published data kept beside the repository.</summary>
/// <param name="Name">Name.</param>
/// <param name="World">The world.</param>
/// <param name="Shock">What changes.</param>
internal sealed record TimedQuestion(string Name, World World, Shock Shock)
{
    /// <summary>Tolerance of all answers.</summary>
    public const double Tolerance = 1e-10;

    private static readonly string[] Western =
    [
        "AUT",
        "BEL",
        "BGR",
        "CYP",
        "CZE",
        "DEU",
        "DNK",
        "ESP",
        "EST",
        "FIN",
        "FRA",
        "GBR",
        "GRC",
        "HRV",
        "HUN",
        "IRL",
        "ITA",
        "LTU",
        "LUX",
        "LVA",
        "MLT",
        "NLD",
        "POL",
        "PRT",
        "ROU",
        "SVK",
        "SVN",
        "SWE",
        "USA",
        "CAN",
        "AUS",
        "JPN",
        "NOR",
        "CHE",
        "KOR",
    ];

    /// <summary>What happens to deficits.</summary>
    public Closure Closure { get; init; } = Closure.Fixed;

    /// <summary>How far all can adjust.</summary>
    public Behaviour Behaviour { get; init; } = Behaviour.LongRun;

    /// <summary>Asks it again and again until the code is compiled as well as it ever will be.</summary>
    public void WarmUp() => Timing.Repeat(() => Solve(FreshWorld()), seconds: 1.5);

    /// <summary>Bytes of the arrays of trade and inputs, N N J + N J J numbers: what a pass reads.</summary>
    public long ArrayBytes => sizeof(double) * ((long)World.Trade.Span.Length + World.CostShares.Span.Length);

    /// <summary>The questions of published data.</summary>
    public static IEnumerable<TimedQuestion> All() => [Nafta(), Embargo()];

    /// <summary>The same world without anything prepared.</summary>
    public World FreshWorld() =>
        World
            .Create(
                World.Identity,
                World.Countries,
                World.Sectors,
                new WorldTables
                {
                    Trade = World.Trade,
                    Tariffs = World.Tariffs,
                    ValueAddedShares = World.ValueAddedShares,
                    InputShares = World.InputShares,
                    Factors = World.Factors,
                }
            )
            .Value.WithThetas(World.Thetas);

    /// <summary>The question, asked of this world or a copy of it.</summary>
    public CounterfactualInputs On(World world) => new(world, Shock, Closure, Behaviour);

    /// <summary>The answer of this world or a copy of it.</summary>
    public Equilibrium Solve(World world, SolutionMethod method = SolutionMethod.Fast) =>
        TradeModel.Solve(world, Shock, Closure, new SolveOptions { Tolerance = Tolerance, Method = method }, Behaviour);

    /// <summary>The tariff reductions of NAFTA: 31 countries, 40 sectors.</summary>
    public static TimedQuestion Nafta()
    {
        var folder = Reference("cp2015");
        var world = WorldFolder.Read(Path.Combine(folder, "world")).Value;
        var shock = new ShockBuilder(world);
        using var tariffs = TableFile.Open(Path.Combine(folder, "nafta-tariffs.csv"));
        while (tariffs.Read())
        {
            if (!tariffs.TryNumber(3, out var rate))
                throw new InvalidDataException("nafta-tariffs.csv: a tariff that is no number.");
            shock.SetTariff(
                world.Country(tariffs.Text(1).ToString()),
                world.Country(tariffs.Text(0).ToString()),
                world.Sector(tariffs.Text(2).ToString()),
                rate
            );
        }
        return new TimedQuestion("NAFTA tariffs", world, shock.Build());
    }

    /// <summary>No trade either way between Russia and 35 Western economies: 44 countries, 50 sectors, true zeros.</summary>
    public static TimedQuestion Embargo()
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
        return new TimedQuestion("WIOD embargo", world, shock.Build());
    }

    private static string Reference(string name)
    {
        var root = Root();
        var folder = Path.GetFullPath(Path.Combine(root, "..", "shared", "reference", name));
        return Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException(
                $"The published data {Path.GetRelativePath(root, folder)} do not lie beside the repository."
            );
    }

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The benchmarks run from within the repository.");
    }
}
