namespace Entente.Testing.Wild;

/// <summary>Seeded worlds at the edge of what data can be.</summary>
internal static class WildWorld
{
    /// <summary>
    /// Two to seven countries over three orders of size, up to five sectors; theta from 0.5 to 30; up to half of all
    /// flows zero, goods that one country alone makes, countries that neither make nor buy a good, deficits from next
    /// to nothing to most of income; labour and capital.
    /// </summary>
    public static World Random(int seed)
    {
        for (var attempt = 0; ; attempt++)
            if (Try(new Random(seed * 31 + attempt * 7_919)) is { } world)
                return world;
    }

    private static World? Try(Random random)
    {
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        var (countries, sectors) = (2 + random.Next(6), 1 + random.Next(5));
        var size = Values(countries, _ => Math.Exp(Between(0, 7)));
        var (zeros, openness, tariffed) = (Between(0, 0.5), Math.Exp(Between(-3, 0.5)), random.NextDouble());
        var monopolist = Values(sectors, _ => random.Next(6) == 0 ? random.Next(countries) : -1);
        var idle = Table.Create(countries, sectors, (n, j) => sectors > 1 && random.Next(12) == 0 ? 1 : 0);
        var trade = Cube.Create(
            countries,
            countries,
            sectors,
            (n, i, j) =>
                idle[n, j] == 1 || (idle[i, j] == 1 && n != i) ? 0
                : monopolist[j] >= 0 && (int)monopolist[j] != i ? 0
                : n == i ? size[n] * Between(0.5, 4)
                : random.NextDouble() < zeros ? 0
                : Math.Sqrt(size[n] * size[i]) * openness * Between(0, 0.5) * (random.Next(10) == 0 ? 20 : 1)
        );
        var tariffs = Cube.Create(countries, countries, sectors, (n, i, _) => n == i || random.NextDouble() > tariffed ? 0 : Between(0, 1));
        var inputs = Normalised(Cube.Create(countries, sectors, sectors, (_, _, _) => random.Next(4) == 0 ? 0 : Between(0.01, 1)));
        var wanted = Table.Create(countries, sectors, (_, _) => Between(0.15, 0.9));
        var labour = Table.Create(countries, sectors, (_, _) => Between(0.1, 0.9));
        var world = World.Create(
            new WorldIdentity { Title = "Invented, wild", Unit = "million USD" },
            [.. Enumerable.Range(0, countries).Select(n => new Country($"C{n}", $"Country {n}"))],
            [.. Enumerable.Range(0, sectors).Select(j => new Sector($"S{j}", $"Sector {j}", [], 0.5 * Math.Pow(60, random.NextDouble())))],
            new WorldTables
            {
                Trade = trade,
                Tariffs = tariffs,
                InputShares = inputs,
                ValueAddedShares = RoomForFinalDemand(trade, inputs, wanted),
                Factors =
                [
                    new Factor("labour", labour),
                    new Factor("capital", Table.Create(countries, sectors, (n, j) => 1 - labour[n, j])),
                ],
            }
        );
        return world.Success ? world.Value : null;
    }

    /// <summary>Value-added shares as wanted, raised by country where intermediate use would eat up what is for sale.</summary>
    private static Table RoomForFinalDemand(Cube trade, Cube inputs, Table wanted)
    {
        var (countries, sectors) = (wanted.Rows, wanted.Columns);
        var ease = Values(
            countries,
            n =>
            {
                var least = 1.0;
                for (var k = 0; k < sectors; k++)
                {
                    var bought = Enumerable.Range(0, countries).Sum(i => trade[n, i, k]);
                    var used = Enumerable
                        .Range(0, sectors)
                        .Sum(j => (1 - wanted[n, j]) * inputs[n, k, j] * Enumerable.Range(0, countries).Sum(m => trade[m, n, j]));
                    if (used > 0)
                        least = Math.Min(least, 0.9 * bought / used);
                }
                return least;
            }
        );
        return Table.Create(countries, sectors, (n, j) => 1 - (1 - wanted[n, j]) * ease[n]);
    }

    private static Cube Normalised(Cube cube) =>
        Cube.Create(
            cube.First,
            cube.Second,
            cube.Third,
            (n, k, j) =>
            {
                var total = Enumerable.Range(0, cube.Second).Sum(other => cube[n, other, j]);
                return total > 0 ? cube[n, k, j] / total
                    : k == 0 ? 1
                    : 0;
            }
        );

    private static double[] Values(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];
}
