using Entente.Measures;

namespace Entente.Testing;

/// <summary>Seeded shocks.</summary>
internal static class Shocks
{
    /// <summary>Costs, tariffs, export taxes, productivity and transfers, all at once.</summary>
    public static Shock Mixed(World world, int seed)
    {
        var (random, shock) = (new Random(seed), new ShockBuilder(world));
        var (countries, sectors) = (world.Countries.Length, world.Sectors.Length);
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
                for (var j = 0; j < sectors && i != n; j++)
                {
                    shock.MultiplyTradeCost(n, i, j, 0.8 + random.NextDouble());
                    if (random.Next(3) == 0)
                        shock.SetTariff(n, i, j, random.NextDouble() * 0.4);
                    if (random.Next(4) == 0)
                        shock.SetExportTax(n, i, j, random.NextDouble() * 0.2);
                }
        for (var n = 0; n < countries; n++)
            for (var j = 0; j < sectors; j++)
                shock.MultiplyProductivity(n, j, 0.9 + 0.2 * random.NextDouble());
        shock.AddTransfer(0, -0.02 * world.Income[0]);
        shock.AddTransfer(1, 0.02 * world.Income[0]);
        return shock.Build();
    }

    /// <summary>No trade between one country and some others, either way, or at a finite cost.</summary>
    public static Shock Embargo(World world, int one, IEnumerable<int> others, double cost = double.PositiveInfinity)
    {
        var shock = new ShockBuilder(world);
        foreach (var other in others.Where(n => n != one))
            for (var j = 0; j < world.Sectors.Length; j++)
            {
                shock.MultiplyTradeCost(one, other, j, cost);
                shock.MultiplyTradeCost(other, one, j, cost);
            }
        return shock.Build();
    }

    /// <summary>Costs over two orders of magnitude, tariffs to 100 %, productivity halved or doubled, some flows forbidden.</summary>
    public static Shock Harsh(World world, int seed, double forbidden)
    {
        var (random, shock) = (new Random(seed), new ShockBuilder(world));
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; j < world.Sectors.Length; j++)
                {
                    if (i == n)
                    {
                        shock.MultiplyProductivity(n, j, Math.Exp(1.4 * random.NextDouble() - 0.7));
                        continue;
                    }
                    shock.MultiplyTradeCost(
                        n,
                        i,
                        j,
                        random.NextDouble() < forbidden ? double.PositiveInfinity : Math.Exp(4 * random.NextDouble() - 2)
                    );
                    if (random.Next(3) == 0)
                        shock.SetTariff(n, i, j, random.NextDouble());
                }
        return shock.Build();
    }
}
