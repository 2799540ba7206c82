using Entente.Measures;
using Entente.Synthetic;

namespace Entente.Testing.Timed;

/// <summary>Questions asked of invented worlds, which every reader can make; the seed is fixed.</summary>
internal static class Invented
{
    private const int Seed = 1;

    private static readonly int[] Countries = [20, 40, 80, 160];
    private static readonly int[] Sectors = [10, 20, 40, 80, 160];

    /// <summary>The shock of questions that differ in size.</summary>
    public const string Usual = "one x 2";

    /// <summary>
    /// Shocks from small to large. "one": costs of all trade of the largest country, both ways; its embargo spares every
    /// fourth partner, since a country cut off from all has nobody to settle its deficit with. "all": everybody's.
    /// </summary>
    public static IReadOnlyList<string> Shocks =>
        ["one x 1.01", "one x 1.1", Usual, "one x 10", "one embargo", "all tariffs + 0.1", "all x 1.1", "all x 2"];

    /// <summary>One world of each number of countries.</summary>
    public static IEnumerable<TimedQuestion> ByCountries() => Countries.Select(countries => Of(countries, 40, Usual));

    /// <summary>One world of each number of sectors.</summary>
    public static IEnumerable<TimedQuestion> BySectors() => Sectors.Select(sectors => Of(40, sectors, Usual));

    /// <summary>The shocks on one world of the size of published tables.</summary>
    public static IEnumerable<TimedQuestion> ByShock()
    {
        var world = WorldOf(44, 50);
        return Shocks.Select(shock => new TimedQuestion(shock, world, ShockOf(world, shock)));
    }

    public static TimedQuestion Of(int countries, int sectors, string shock)
    {
        var world = WorldOf(countries, sectors);
        return new TimedQuestion(shock, world, ShockOf(world, shock));
    }

    private static World WorldOf(int countries, int sectors) =>
        SyntheticWorld.Create(
            new SyntheticOptions
            {
                Countries = countries,
                Sectors = sectors,
                Seed = Seed,
            }
        );

    private static Shock ShockOf(World world, string name)
    {
        var largest = world.ValueAdded.IndexOf(world.ValueAdded.Max());
        return name switch
        {
            "one x 1.01" => Costs(world, (n, i) => n == largest || i == largest, 1.01),
            "one x 1.1" => Costs(world, (n, i) => n == largest || i == largest, 1.1),
            Usual => Costs(world, (n, i) => n == largest || i == largest, 2),
            "one x 10" => Costs(world, (n, i) => n == largest || i == largest, 10),
            "one embargo" => Costs(world, (n, i) => (n == largest && i % 4 > 0) || (i == largest && n % 4 > 0), double.PositiveInfinity),
            "all x 1.1" => Costs(world, (_, _) => true, 1.1),
            "all x 2" => Costs(world, (_, _) => true, 2),
            "all tariffs + 0.1" => Tariffs(world, 0.1),
            _ => throw new ArgumentException($"No shock is called '{name}'.", nameof(name)),
        };
    }

    private static Shock Costs(World world, Func<int, int, bool> concerns, double factor)
    {
        var shock = new ShockBuilder(world);
        EachForeign(
            world,
            (n, i, j) =>
            {
                if (concerns(n, i))
                    shock.MultiplyTradeCost(n, i, j, factor);
            }
        );
        return shock.Build();
    }

    private static Shock Tariffs(World world, double more)
    {
        var shock = new ShockBuilder(world);
        EachForeign(world, (n, i, j) => shock.SetTariff(n, i, j, shock.GetTariff(n, i, j) + more));
        return shock.Build();
    }

    private static void EachForeign(World world, Action<int, int, int> visit)
    {
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; n != i && j < world.Sectors.Length; j++)
                    visit(n, i, j);
    }
}
