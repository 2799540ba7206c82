using Entente.Horizons;
using Entente.Measures;

namespace Entente.Testing.Wild;

/// <summary>A seeded question to the model: a world, a shock, a closure, a behaviour.</summary>
/// <param name="Seed">Makes the same question again.</param>
/// <param name="World">The world.</param>
/// <param name="Shock">What changes.</param>
/// <param name="Closure">What happens to deficits.</param>
/// <param name="Behaviour">How far all can adjust.</param>
internal sealed record WildQuestion(int Seed, World World, Shock Shock, Closure Closure, Behaviour Behaviour)
{
    /// <summary>What it asks for, in a few words.</summary>
    public string Kind =>
        Behaviour.Factors.IsEmpty && Behaviour.Substitution is null ? "long run"
        : Shock.Limits.IsEmpty && Shock.Stocks.IsEmpty ? "nested"
        : "limits";

    /// <summary>Worlds, shocks, closures and behaviours of every kind.</summary>
    public static WildQuestion Wild(int seed)
    {
        var random = new Random(seed);
        var closure = (Closure)(seed % 3);
        var world =
            random.Next(3) == 0
                ? SmallWorld.WithFactors(SmallWorld.Random(seed, 2 + random.Next(6), 1 + random.Next(5)), seed)
                : WildWorld.Random(seed);
        var behaviour = random.Next(2) == 0 ? Behaviour.LongRun : Behaviours.Random(world, seed, 0.5 + 1.5 * random.NextDouble());
        if (behaviour.Factors.Length > 0 && random.Next(4) == 0)
            behaviour = behaviour with
            {
                Factors = behaviour.Factors.SetItem(0, behaviour.Factors[0] with { RealFloor = 0.7 + 0.3 * random.NextDouble() }),
            };
        var shock = Extreme(world, random);
        return new(seed, world, random.Next(3) == 0 ? WithLimits(world, shock, random) : shock, closure, behaviour);
    }

    /// <summary>The questions of docs/decisions/006: long run, costs over two orders of magnitude, up to 60 % of flows forbidden.</summary>
    public static WildQuestion Harsh(int seed, Closure closure)
    {
        var random = new Random(seed * 7);
        var world = SmallWorld.Random(seed, 2 + random.Next(6), 1 + random.Next(5));
        var forbidden = random.Next(2) == 0 ? 0 : 0.05 + 0.55 * random.NextDouble();
        return new(seed, world, Shocks.Harsh(world, seed, forbidden), closure, Behaviour.LongRun);
    }

    /// <summary>
    /// Costs from a thousandth to a million times as high, or infinite; tariffs and export taxes to 300 %; productivity from a
    /// third to three times; transfers.
    /// </summary>
    private static Shock Extreme(World world, Random random)
    {
        var shock = new ShockBuilder(world);
        var (forbidden, touched, spread) = (random.Next(2) * 0.5 * random.NextDouble(), random.NextDouble(), random.Next(3));
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; j < world.Sectors.Length; j++)
                    if (i == n)
                        shock.MultiplyProductivity(n, j, Math.Pow(3, 2 * random.NextDouble() - 1));
                    else if (random.NextDouble() < touched)
                    {
                        shock.MultiplyTradeCost(n, i, j, random.NextDouble() < forbidden ? double.PositiveInfinity : Cost(random, spread));
                        if (random.Next(3) == 0)
                            shock.SetTariff(n, i, j, 3 * random.NextDouble());
                        if (random.Next(6) == 0)
                            shock.SetExportTax(n, i, j, 3 * random.NextDouble());
                    }
        if (random.Next(4) == 0)
        {
            var amount = 0.3 * random.NextDouble() * world.Income[0];
            shock.AddTransfer(0, -amount);
            shock.AddTransfer(1, amount);
        }
        return shock.Build();
    }

    private static double Cost(Random random, int spread) =>
        spread switch
        {
            0 => 0.8 + random.NextDouble(),
            1 => Math.Exp(4 * random.NextDouble() - 2),
            _ => Math.Pow(10, 9 * random.NextDouble() - 3),
        };

    /// <summary>Some flows limited, from a hundredth of what they were to half as much again, and a stock now and then.</summary>
    private static Shock WithLimits(World world, Shock shock, Random random)
    {
        var flows = (
            from n in Enumerable.Range(0, world.Countries.Length)
            from i in Enumerable.Range(0, world.Countries.Length)
            from j in Enumerable.Range(0, world.Sectors.Length)
            where i != n && world.Trade[n, i, j] > 0 && random.Next(4) == 0
            select new QuantityLimit(n, i, j, Math.Pow(100, random.NextDouble() * 1.1 - 1) * world.Trade[n, i, j], random.Next(2) == 0)
        ).ToList();
        var (country, sector) = (random.Next(world.Countries.Length), random.Next(world.Sectors.Length));
        var stock =
            random.Next(2) == 0 && world.Expenditure[country, sector] > 0
                ?
                [
                    new Stock(
                        country,
                        sector,
                        0.3 * random.NextDouble() * world.Expenditure[country, sector] + 1e-3,
                        1 + random.NextDouble()
                    ),
                ]
                : Array.Empty<Stock>();
        return shock with { Limits = [.. flows], Stocks = [.. stock] };
    }
}
