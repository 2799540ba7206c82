using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Synthetic;
using Xunit;

namespace Entente.Tests;

/// <summary>Invented worlds look like real ones and hold every identity.</summary>
public sealed class SyntheticWorldTests
{
    private static readonly SyntheticOptions Middle = new()
    {
        Countries = 40,
        Sectors = 12,
        Seed = 3,
    };

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(12, 30, 3)]
    [InlineData(40, 12, 4)]
    public void Every_identity_holds(int countries, int sectors, int seed)
    {
        var world = SyntheticWorld.Create(
            new SyntheticOptions
            {
                Countries = countries,
                Sectors = sectors,
                Seed = seed,
            }
        );
        Assert.Equal((countries, sectors), (world.Countries.Length, world.Sectors.Length));
        Assert.All(IdentityGap.Of(world), gap => Assert.InRange(gap.Largest, 0, 1e-12));
        Assert.All(Enumerable.Range(0, countries), n => Assert.InRange(Math.Abs(world.Deficits[n]) / world.Income[n], 0, 0.3));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_another_world()
    {
        var (one, same, other) = (
            SyntheticWorld.Create(Middle),
            SyntheticWorld.Create(Middle),
            SyntheticWorld.Create(Middle with { Seed = 4 })
        );
        Assert.Equal(one.Trade.Span.ToArray(), same.Trade.Span.ToArray());
        Assert.Equal(one.Tariffs.Span.ToArray(), same.Tariffs.Span.ToArray());
        Assert.NotEqual(one.Trade.Span.ToArray(), other.Trade.Span.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    [InlineData(0.8)]
    public void As_many_flows_are_zero_as_asked(double zeros)
    {
        var world = SyntheticWorld.Create(Middle with { Zeros = zeros });
        var abroad = Flows(world).Select(f => f.Value).ToList();
        Assert.Equal(zeros, abroad.Count(v => v == 0) / (double)abroad.Count, 0.001);
    }

    [Fact]
    public void It_has_few_large_countries_home_bias_heavy_tails_and_trade_that_falls_with_distance()
    {
        var world = SyntheticWorld.Create(Middle);
        var incomes = world.Income.OrderDescending().ToArray();
        Assert.True(incomes[0] > 10 * incomes[20], "the largest country is more than ten times the median one");
        var flows = Flows(world).Select(f => f.Value).Where(v => v > 0).OrderDescending().ToArray();
        Assert.True(flows.Take(flows.Length / 10).Sum() > 0.7 * flows.Sum(), "a tenth of the flows is most of trade");
        Assert.True(flows[0] > 1e4 * flows[^1], "flows lie many orders of magnitude apart");
        var home =
            Enumerable.Range(0, 40).Sum(n => Enumerable.Range(0, 12).Sum(j => world.Trade[n, n, j]))
            / (flows.Sum() + Enumerable.Range(0, 40).Sum(n => Enumerable.Range(0, 12).Sum(j => world.Trade[n, n, j])));
        Assert.InRange(home, 0.5, 0.97);
        // Tariffs are levied on goods only, and not between neighbours: who trades more than size explains is near.
        var between = Flows(world).Where(f => f.J == 0).ToList();
        double Closeness((int N, int I, int J, double Value) f) => f.Value / (world.Output[f.I, 0] * world.Expenditure[f.N, 0]);
        Assert.True(
            Median(between.Where(f => world.Tariffs[f.N, f.I, 0] == 0).Select(Closeness))
                > 2 * Median(between.Where(f => world.Tariffs[f.N, f.I, 0] > 0).Select(Closeness))
        );
    }

    [Fact]
    public void It_can_be_asked()
    {
        var world = SyntheticWorld.Create(Middle);
        var shock = new ShockBuilder(world);
        for (var j = 0; j < 12; j++)
            shock.MultiplyTradeCost(0, 1, j, double.PositiveInfinity);
        var none = TradeModel.Solve(world, Shock.None, Closure.Fixed);
        var solved = TradeModel.Solve(world, shock.Build(), Closure.Fixed);
        Assert.True(solved.Converged, solved.Explanation);
        Assert.Equal(0, none.Iterations);
    }

    [Fact]
    public void Options_without_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticWorld.Create(Middle with { Countries = 1 }));
        Assert.Throws<ArgumentException>(() => SyntheticWorld.Create(Middle with { Zeros = 1 }));
        Assert.Throws<ArgumentException>(() => SyntheticWorld.Create(Middle with { SizeShape = 1 }));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var all ? all[all.Length / 2] : 0;

    private static IEnumerable<(int N, int I, int J, double Value)> Flows(World world) =>
        from n in Enumerable.Range(0, world.Countries.Length)
        from i in Enumerable.Range(0, world.Countries.Length)
        where i != n
        from j in Enumerable.Range(0, world.Sectors.Length)
        select (n, i, j, world.Trade[n, i, j]);
}
