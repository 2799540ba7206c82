using Entente.Horizons;
using Entente.Measures;

namespace Entente.Reporting;

/// <summary>A question of a few like countries: a model that has answered it has what it needs compiled for any other.</summary>
internal static class SmallQuestion
{
    // More than a vector of the widest registers holds, so that loops over vectors are among what is compiled.
    private const int Size = 17;

    public static void Answer()
    {
        var world = Alike();
        foreach (var horizon in new[] { Horizon.LongRun, new Horizon("short", []) })
            _ = Baseline
                .Create(world, new BaselineOptions { Horizon = horizon })
                .Value.Solve(new Embargo { From = ["C1"], To = ["C0"], Sectors = ["S0"] })
                .Equilibrium.Certificate;
    }

    private static World Alike() =>
        World
            .Create(
                new WorldIdentity { Title = "Alike" },
                [.. Enumerable.Range(0, Size).Select(n => new Country($"C{n}", $"C{n}"))],
                [.. Enumerable.Range(0, Size).Select(j => new Sector($"S{j}", $"S{j}", ["goods"], 4))],
                new WorldTables
                {
                    Trade = Cube.Create(Size, Size, Size, (n, i, _) => n == i ? 100 : 1),
                    Tariffs = new Cube(Size, Size, Size, new double[Size * Size * Size]),
                    InputShares = Cube.Create(Size, Size, Size, (_, _, _) => 1.0 / Size),
                    ValueAddedShares = Table.Filled(Size, Size, 0.5),
                }
            )
            .Value;
}
