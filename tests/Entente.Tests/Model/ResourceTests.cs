using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Natural resources that stay where they are while everything else moves.</summary>
public sealed class ResourceTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Fixed_in_the_long_run_they_agree_with_the_plain_equations(int seed)
    {
        var world = With(seed, isFixed: true);
        var baseline = Baseline.Create(world).Value;
        Assert.True(baseline.Behaviour.JoinsMobile);
        var shock = Shocks.Mixed(world, seed);
        var fast = TradeModel.Solve(baseline.World, shock, Closure.Fixed, Tight, baseline.Behaviour);
        var plain = TradeModel.Solve(
            baseline.World,
            shock,
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            baseline.Behaviour
        );

        Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (fast.Status, plain.Status));
        Near.Equal(plain.Prices.Span, fast.Prices.Span, 1e-10);
        Near.Equal(plain.Trade.Span, fast.Trade.Span, 1e-9);
        // Labour and capital have one price in a country, what is in the ground one by sector.
        Assert.Equal(2, fast.FactorPrices.Length);
        Assert.Equal(fast.FactorPrices[0][1, 0], fast.FactorPrices[0][1, 2]);
        Assert.NotEqual(fast.FactorPrices[1][1, 0], fast.FactorPrices[1][1, 2], 3);
    }

    [Fact]
    public void A_world_that_says_nothing_and_one_where_they_are_set_mobile_are_the_long_run()
    {
        Assert.Same(Behaviour.LongRun, Baseline.Create(With(4, isFixed: false)).Value.Behaviour);
        Assert.Same(
            Behaviour.LongRun,
            Of(With(4, isFixed: true), new ParameterSetting("resource_mobility", "all", double.PositiveInfinity))
        );
        Assert.True(Of(With(4, isFixed: false), new ParameterSetting("resource_mobility", "all", 1)).JoinsMobile);
    }

    [Fact]
    public void Fixed_they_let_a_sector_grow_less()
    {
        double Growth(bool isFixed)
        {
            var baseline = Baseline.Create(With(5, isFixed)).Value;
            var cut = new ShockBuilder(baseline.World);
            for (var i = 1; i < baseline.World.Countries.Length; i++)
                cut.MultiplyTradeCost(0, i, 0, 1.6);
            var after = TradeModel.Solve(baseline.World, cut.Build(), Closure.Fixed, Tight, baseline.Behaviour);
            return after.Output[0, 0] / after.UnitCosts[0, 0] / baseline.World.Output[0, 0];
        }
        Assert.InRange(Growth(true), 1, Growth(false) - 0.005);
    }

    private static Behaviour Of(World world, ParameterSetting setting) =>
        Baseline.Create(world, new BaselineOptions { Parameters = [setting] }).Value.Behaviour;

    private static World With(int seed, bool isFixed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 4), seed);
        return World
            .Create(
                world.Identity with
                {
                    ResourcesAreFixed = isFixed,
                },
                world.Countries,
                world.Sectors,
                new WorldTables
                {
                    Trade = world.Trade,
                    Tariffs = world.Tariffs,
                    ValueAddedShares = world.ValueAddedShares,
                    InputShares = world.InputShares,
                    Factors = [.. world.Factors.Select(f => f.Name == "land" ? f with { Name = Factor.Resources } : f)],
                }
            )
            .Value;
    }
}
