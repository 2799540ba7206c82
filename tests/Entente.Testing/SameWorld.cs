using System.Collections.Immutable;

namespace Entente.Testing;

/// <summary>Worlds made from worlds: the same economy said differently.</summary>
internal static class SameWorld
{
    /// <summary>All values in another unit.</summary>
    public static World Scaled(World world, double factor) =>
        Make(world.Countries, world.Sectors, Tables(world) with { Trade = Map(world.Trade, v => v * factor) });

    /// <summary>Countries in another order: place n holds what was at <paramref name="order"/>[n].</summary>
    public static World CountriesReordered(World world, int[] order) =>
        Make(
            [.. order.Select(n => world.Countries[n])],
            world.Sectors,
            new WorldTables
            {
                Trade = Reorder(world.Trade, order, order, Same(world.Sectors.Length)),
                Tariffs = Reorder(world.Tariffs, order, order, Same(world.Sectors.Length)),
                ValueAddedShares = Table.Create(order.Length, world.Sectors.Length, (n, j) => world.ValueAddedShares[order[n], j]),
                InputShares = Reorder(world.InputShares, order, Same(world.Sectors.Length), Same(world.Sectors.Length)),
            }
        );

    /// <summary>Sectors in another order.</summary>
    public static World SectorsReordered(World world, int[] order) =>
        Make(
            world.Countries,
            [.. order.Select(j => world.Sectors[j])],
            new WorldTables
            {
                Trade = Reorder(world.Trade, Same(world.Countries.Length), Same(world.Countries.Length), order),
                Tariffs = Reorder(world.Tariffs, Same(world.Countries.Length), Same(world.Countries.Length), order),
                ValueAddedShares = Table.Create(world.Countries.Length, order.Length, (n, j) => world.ValueAddedShares[n, order[j]]),
                InputShares = Reorder(world.InputShares, Same(world.Countries.Length), order, order),
            }
        );

    /// <summary>The last sector in two identical halves, the second one added at the end.</summary>
    public static World LastSectorSplit(World world)
    {
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        var last = sectors - 1;
        double Half(int j) => j >= last ? 0.5 : 1;
        int Old(int j) => Math.Min(j, last);
        return Make(
            world.Countries,
            world.Sectors.Add(world.Sectors[last] with { Code = "SPLIT" }),
            new WorldTables
            {
                Trade = Cube.Create(countries, countries, sectors + 1, (n, i, j) => world.Trade[n, i, Old(j)] * Half(j)),
                Tariffs = Cube.Create(countries, countries, sectors + 1, (n, i, j) => world.Tariffs[n, i, Old(j)]),
                ValueAddedShares = Table.Create(countries, sectors + 1, (n, j) => world.ValueAddedShares[n, Old(j)]),
                InputShares = Cube.Create(countries, sectors + 1, sectors + 1, (n, k, j) => world.InputShares[n, Old(k), Old(j)] * Half(k)),
            }
        );
    }

    /// <summary>Makes a world that must be sound.</summary>
    public static World Make(ImmutableArray<Country> countries, ImmutableArray<Sector> sectors, WorldTables tables) =>
        World.Create(new WorldIdentity { Title = "Invented", Unit = "million USD" }, countries, sectors, tables).Value;

    private static WorldTables Tables(World world) =>
        new()
        {
            Trade = world.Trade,
            Tariffs = world.Tariffs,
            ValueAddedShares = world.ValueAddedShares,
            InputShares = world.InputShares,
        };

    private static Cube Map(Cube cube, Func<double, double> value) =>
        Cube.Create(cube.First, cube.Second, cube.Third, (a, b, c) => value(cube[a, b, c]));

    private static Cube Reorder(Cube cube, int[] first, int[] second, int[] third) =>
        Cube.Create(first.Length, second.Length, third.Length, (a, b, c) => cube[first[a], second[b], third[c]]);

    private static int[] Same(int count) => [.. Enumerable.Range(0, count)];
}
