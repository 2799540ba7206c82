namespace Entente.Testing;

/// <summary>Small random worlds that are sound by construction.</summary>
internal static class SmallWorld
{
    /// <summary>A world of C0, C1, ... and S0, S1, ...: home bias, some flows zero, tariffs, input-output links, deficits.</summary>
    public static World Random(int seed, int countries, int sectors)
    {
        var random = new Random(seed);
        double Between(double low, double high) => low + (high - low) * random.NextDouble();
        var size = Values(countries, _ => Math.Exp(Between(2, 5)));
        var trade = Cube.Create(
            countries,
            countries,
            sectors,
            (n, i, _) =>
                n == i ? size[n] * Between(2, 4)
                : random.Next(6) == 0 ? 0
                : Math.Sqrt(size[n] * size[i]) * Between(0.02, 0.3)
        );
        var tariffs = Cube.Create(countries, countries, sectors, (n, i, _) => n == i || random.Next(2) == 0 ? 0 : Between(0, 0.25));
        var inputShares = Normalised(Cube.Create(countries, sectors, sectors, (_, _, _) => random.Next(5) == 0 ? 0 : Between(0.1, 1)));
        var wanted = Table.Create(countries, sectors, (_, _) => Between(0.25, 0.6));
        return World
            .Create(
                new WorldIdentity { Title = $"Invented, seed {seed}", Unit = "million USD" },
                [.. Enumerable.Range(0, countries).Select(n => new Country($"C{n}", $"Country {n}"))],
                [
                    .. Enumerable
                        .Range(0, sectors)
                        .Select(j => new Sector($"S{j}", $"Sector {j}", [j % 2 == 0 ? "goods" : "services"], Between(2, 8))),
                ],
                new WorldTables
                {
                    Trade = trade,
                    Tariffs = tariffs,
                    InputShares = inputShares,
                    ValueAddedShares = RoomForFinalDemand(trade, inputShares, wanted),
                }
            )
            .Value;
    }

    /// <summary>The tables of a world, to make another from with some of them changed; no quantities, networks or spreads.</summary>
    public static WorldTables TablesOf(World world) =>
        new()
        {
            Trade = world.Trade,
            Tariffs = world.Tariffs,
            ValueAddedShares = world.ValueAddedShares,
            InputShares = world.InputShares,
            Factors = world.Factors,
        };

    /// <summary>The same world with labour, capital and land; in equal parts everywhere, or as chance has it.</summary>
    public static World WithFactors(World world, int? seed = null)
    {
        var random = new Random(seed ?? 0);
        var labour = Table.Create(
            world.Countries.Length,
            world.Sectors.Length,
            (_, _) => seed is null ? 0.5 : 0.1 + 0.7 * random.NextDouble()
        );
        return World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                TablesOf(world) with
                {
                    Factors =
                    [
                        new Factor("labour", labour),
                        new Factor("capital", Table.Create(labour.Rows, labour.Columns, (n, j) => (1 - labour[n, j]) * 0.75)),
                        new Factor("land", Table.Create(labour.Rows, labour.Columns, (n, j) => (1 - labour[n, j]) * 0.25)),
                    ],
                }
            )
            .Value;
    }

    /// <summary>
    /// The same world with quantities of energy: S0 is extracted, S1 made of other carriers, S2 both; the rest carries none.
    /// Three in four flows have a row, at prices between 5 and 20.
    /// </summary>
    public static World WithEnergy(World world, int seed)
    {
        var random = new Random(seed);
        var rows = (
            from j in Enumerable.Range(0, 3)
            from n in Enumerable.Range(0, world.Countries.Length)
            from i in Enumerable.Range(0, world.Countries.Length)
            where world.Trade[n, i, j] > 0 && (n == i || random.Next(4) > 0)
            select new EnergyRow(
                n,
                i,
                j,
                world.Trade[n, i, j] * 1000 / (5 + 15 * random.NextDouble()),
                n == i ? EnergyStatus.Imputed : EnergyStatus.Observed,
                "invented"
            )
        ).ToArray();
        return WithEnergy(world, rows);
    }

    /// <summary>The same world with these quantities, S0 being extracted, S1 made of other carriers, S2 both.</summary>
    public static World WithEnergy(World world, params EnergyRow[] rows)
    {
        string[][] tags =
        [
            [EnergyFlows.PrimaryTag],
            [EnergyFlows.SecondaryTag],
            [EnergyFlows.PrimaryTag, EnergyFlows.SecondaryTag],
        ];
        return World
            .Create(
                world.Identity,
                world.Countries,
                [.. world.Sectors.Select((s, j) => j < tags.Length ? s with { Tags = [.. s.Tags, .. tags[j]] } : s)],
                TablesOf(world) with
                {
                    Factors = world.Factors.Length > 1 ? world.Factors : [],
                    Energy = [.. rows],
                }
            )
            .Value;
    }

    /// <summary>Value-added shares as wanted, raised by country where intermediate use would eat up what is for sale.</summary>
    private static Table RoomForFinalDemand(Cube trade, Cube inputShares, Table wanted)
    {
        var (countries, sectors) = (wanted.Rows, wanted.Columns);
        var ease = Values(
            countries,
            n =>
            {
                var least = 1.0;
                for (var k = 0; k < sectors; k++)
                {
                    var bought = Sum(countries, i => trade[n, i, k]);
                    var used = Sum(sectors, j => (1 - wanted[n, j]) * inputShares[n, k, j] * Sum(countries, m => trade[m, n, j]));
                    least = Math.Min(least, 0.8 * bought / used);
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
                var total = Sum(cube.Second, other => cube[n, other, j]);
                return total > 0 ? cube[n, k, j] / total
                    : k == 0 ? 1
                    : 0;
            }
        );

    private static double[] Values(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    private static double Sum(int count, Func<int, double> value) => Enumerable.Range(0, count).Sum(value);
}
