using Entente.Measures;
using Entente.Models;
using Entente.Testing.Timed;
using Xunit;

namespace Entente.Tests.Batches;

/// <summary>The trial of draws solved together finds what one search at a time finds.</summary>
public sealed class SideBySideTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Together_is_one_at_a_time(bool costs)
    {
        var world = Invented.Of(5, 6, Invented.Usual).World;
        CounterfactualInputs[] questions =
        [
            .. Enumerable.Range(0, 19).Select(seed => new CounterfactualInputs(world, Drawn(world, seed, costs), Closure.Fixed)),
        ];
        var (one, _) = new OneByOne().Solve(questions, 1e-11);
        var (together, evaluations) = new SideBySide(questions[0], 8, costs).Solve(questions, 1e-11);
        Assert.InRange(evaluations, questions.Length, 40 * questions.Length);
        for (var q = 0; q < questions.Length; q++)
            for (var u = 0; u < one[q].Length; u++)
                Assert.Equal(one[q][u], together[q][u], 1e-8);
    }

    private static Shock Drawn(World world, int seed, bool costs)
    {
        var (countries, sectors, random) = (world.Countries.Length, world.Sectors.Length, new Random(seed));
        var without = Shock.None with { Tariffs = new Cube(countries, countries, sectors, new double[world.Trade.Span.Length]) };
        double Near1() => 0.9 + random.NextDouble() / 5;
        return costs
            ? without with { TradeCosts = Cube.Create(countries, countries, sectors, (n, i, _) => n == i ? 1 : Near1()) }
            : without with { Productivity = Table.Create(countries, sectors, (_, _) => Near1()) };
    }
}
