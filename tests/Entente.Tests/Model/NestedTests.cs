using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Nested CES, factors and their limits.</summary>
public sealed class NestedTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    public static TheoryData<int, Closure> Cases =>
        new(from seed in Enumerable.Range(1, 6) from closure in Enum.GetValues<Closure>() select (seed, closure));

    [Theory, MemberData(nameof(Cases))]
    public void Fast_kernels_agree_with_the_plain_equations(int seed, Closure closure)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 4), seed);
        var behaviour = Behaviours.Random(world, seed);
        foreach (var shock in new[] { Shocks.Mixed(world, seed), Shocks.Embargo(world, 0, [1, 2], 3) })
        {
            var fast = TradeModel.Solve(world, shock, closure, Tight, behaviour);
            var plain = TradeModel.Solve(
                world,
                shock,
                closure,
                Tight with
                {
                    Method = SolutionMethod.Plain,
                    MaxIterations = 20_000,
                },
                behaviour
            );

            Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (fast.Status, plain.Status));
            Near.Equal(plain.Prices.Span, fast.Prices.Span, 1e-11);
            Near.Equal(plain.Trade.Span, fast.Trade.Span, 1e-10);
            for (var f = 0; f < world.Factors.Length; f++)
                Near.Equal(plain.FactorPrices[f].Span, fast.FactorPrices[f].Span, 1e-10);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Elasticities_of_one_and_factors_that_move_are_the_long_run(int seed, Closure closure)
    {
        // Factors in equal parts everywhere: then many that move freely are as one.
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 5, 4));
        var shock = Shocks.Mixed(world, seed);
        var longRun = TradeModel.Solve(world, shock, closure, Tight);

        // An elasticity next to 1 keeps the nested kernels from stepping aside.
        foreach (var sigma in new[] { 1, 1 - 1e-13, 1 + 1e-13 })
        {
            var nested = TradeModel.Solve(world, shock, closure, Tight, Behaviours.Uniform(world, sigma, Mobility.Mobile));
            Assert.Equal(EquilibriumStatus.Converged, nested.Status);
            Near.Equal(longRun.Prices.Span, nested.Prices.Span, 1e-10);
            Near.Equal(longRun.Trade.Span, nested.Trade.Span, 1e-10);
            Near.Equal(longRun.Income.AsSpan(), nested.Income.AsSpan(), 1e-10);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void No_change_is_no_change_at_any_elasticity(int seed, Closure closure)
    {
        if (closure == Closure.Zero)
            return;
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 5, 4), seed);
        var same = TradeModel.Solve(world, Shock.None, closure, Tight, Behaviours.Random(world, seed, 10));

        Assert.Equal(EquilibriumStatus.Converged, same.Status);
        Assert.All(same.Prices.Span.ToArray(), price => Assert.Equal(1, price, 14));
        Near.Equal(world.Income.AsSpan(), same.Income.AsSpan(), 1e-13);
    }

    [Fact]
    public void Partial_mobility_lies_between_stuck_and_mobile_and_meets_both()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(3, 5, 4));
        var shock = Shocks.Embargo(world, 0, [1, 2], 2);
        double Real(double kappa) =>
            new Comparison(
                TradeModel.Solve(world, Shock.None, Closure.Fixed, Tight, Behaviours.Uniform(world, 1, new Mobility(kappa))),
                TradeModel.Solve(world, shock, Closure.Fixed, Tight, Behaviours.Uniform(world, 1, new Mobility(kappa)))
            ).RealIncome[0];

        var mobile = Real(double.PositiveInfinity);
        Assert.Equal(mobile, Real(1000), 1e-3);
        // The gap closes with 1/kappa.
        Assert.Equal(10, (Real(50) - mobile) / (Real(500) - mobile), 0.5);
        Assert.True(Real(1) < Real(1.5) && Real(1.5) < Real(5) && Real(5) < mobile);
        Assert.Equal(Real(1), Real(1 + 1e-9), 8);
    }

    [Fact]
    public void Fixed_proportions_are_fixed()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(5, 4, 4), 5);
        var after = TradeModel.Solve(
            world,
            Shocks.Mixed(world, 5),
            Closure.Fixed,
            Tight,
            Behaviours.Uniform(world, 0, new Mobility(2, 0.01))
        );

        Assert.Equal(EquilibriumStatus.Converged, after.Status);
        for (var n = 0; n < 4; n++)
            for (var j = 0; j < 4; j++)
                for (var k = 0; k < 4; k++)
                {
                    // Quantity of input k over that of output, in units of the data; productivity makes more of the same inputs.
                    var perOutput = after.CostShares[n, k, j] / after.Prices[n, k] * after.UnitCosts[n, j] * after.Given.Productivity[n, j];
                    Assert.Equal(world.CostShares[n, k, j], perOutput, 1e-12);
                }
    }

    [Fact]
    public void The_less_can_be_replaced_the_more_a_cut_costs()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(8, 5, 6), 8);
        var shock = Shocks.Embargo(world, 0, [1, 2, 3], 4);
        var losses = new[] { 3, 1, 0.5, 0.2, 0.1 }
            .Select(sigma =>
            {
                var after = TradeModel.Solve(world, shock, Closure.Fixed, Tight, Behaviours.Uniform(world, sigma, Mobility.Stuck));
                Assert.Equal(EquilibriumStatus.Converged, after.Status);
                return after.Income[0] / after.ConsumerPrices[0];
            })
            .ToList();
        Assert.Equal(losses.OrderDescending(), losses);
    }

    [Fact]
    public void What_can_be_replaced_is_not_missed_for_good()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(4, 4, 3), 4);
        var builder = new ShockBuilder(world);
        // Nobody sells S1 to C0 any more, itself included.
        for (var i = 0; i < 4; i++)
            builder.MultiplyTradeCost(0, i, 1, double.PositiveInfinity);
        var shock = builder.Build();

        var essential = TradeModel.Solve(world, shock, Closure.Fixed, Tight, Behaviours.Uniform(world, 0.9, Mobility.Stuck));
        Assert.Equal(EquilibriumStatus.NoSupplier, essential.Status);

        var replaced = TradeModel.Solve(world, shock, Closure.Fixed, Tight, Behaviours.Uniform(world, 3, Mobility.Stuck));
        var plain = TradeModel.Solve(
            world,
            shock,
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            Behaviours.Uniform(world, 3, Mobility.Stuck)
        );
        Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (replaced.Status, plain.Status));
        Assert.Equal(0, replaced.Expenditure[0, 1]);
        Assert.Equal(0, replaced.CostShares[0, 1, 2]);
        Near.Equal(plain.Trade.Span, replaced.Trade.Span, 1e-10);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_real_wage_that_does_not_fall_leaves_some_without_work(bool mobile)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(6, 4, 4), 6);
        var shock = Shocks.Embargo(world, 0, [1, 2, 3], 3);
        Behaviour With(double floor) =>
            new() { Factors = [new Mobility(mobile ? double.PositiveInfinity : 1, floor), Mobility.Stuck, Mobility.Stuck] };

        var flexible = TradeModel.Solve(world, shock, Closure.Fixed, Tight, With(0));
        var rigid = TradeModel.Solve(world, shock, Closure.Fixed, Tight, With(1));
        var plain = TradeModel.Solve(
            world,
            shock,
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            With(1)
        );

        Assert.Equal(
            (EquilibriumStatus.Converged, EquilibriumStatus.Converged, EquilibriumStatus.Converged),
            (flexible.Status, rigid.Status, plain.Status)
        );
        Near.Equal(plain.Trade.Span, rigid.Trade.Span, 1e-10);
        Near.Equal(plain.Employment[0].Span, rigid.Employment[0].Span, 1e-10);
        for (var n = 0; n < 4; n++)
            for (var j = 0; j < 4; j++)
            {
                var (real, work) = (rigid.FactorPrices[0][n, j] / rigid.ConsumerPrices[n], rigid.Employment[0][n, j]);
                Assert.True(real >= 1 - 1e-12 && work <= 1);
                // Either nobody is without work, or the wage is at its floor.
                Assert.True(work > 1 - 1e-9 || Math.Abs(real - 1) < 1e-9);
            }
        Assert.Contains(rigid.Employment[0].Row(0).ToArray(), work => work < 0.99);
        var paid = rigid.Given.FactorPayments[0].Row(0).ToArray();
        var hat = new Comparison(TradeModel.Solve(world, Shock.None, Closure.Fixed, Tight, With(1)), rigid).Employment[0];
        Assert.Equal(paid.Zip(rigid.Employment[0].Row(0).ToArray(), (p, u) => p * u).Sum() / paid.Sum(), hat, 1e-9);
        Assert.True(rigid.Income[0] / rigid.ConsumerPrices[0] < flexible.Income[0] / flexible.ConsumerPrices[0]);
        // A floor that nobody comes near changes nothing.
        var low = TradeModel.Solve(world, shock, Closure.Fixed, Tight, With(0.01));
        Near.Equal(flexible.Trade.Span, low.Trade.Span, 1e-10);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Contributions_of_sectors_add_up_to_the_change_of_real_income(int seed, Closure closure)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 5), seed);
        foreach (var behaviour in new[] { Behaviour.LongRun, Behaviours.Random(world, seed) })
        {
            var before = TradeModel.Solve(world, Shocks.Embargo(world, 2, [3], 1.5), closure, Tight, behaviour);
            var comparison = new Comparison(before, TradeModel.Solve(world, Shocks.Mixed(world, seed), closure, Tight, behaviour));
            var of = new Contributions(comparison);
            for (var n = 0; n < 4; n++)
            {
                Assert.Equal(Math.Log(comparison.RealIncome[n]), of.OtherIncome[n] + Sum(of.Income.Row(n)), 1e-11);
                Assert.Equal(Math.Log(comparison.RealIncome[n]), Sum(of.Prices.Row(n)), 1e-11);
            }
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
