using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What is drawn from a stock is paid for at the price of refilling it.</summary>
public sealed class StockTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    [Theory, InlineData(1, Closure.Fixed), InlineData(2, Closure.Zero), InlineData(3, Closure.Share), InlineData(4, Closure.Fixed)]
    public void It_is_set_aside_and_lent_to_the_world(int seed, Closure closure)
    {
        var (world, shock, behaviour) = CutOff(seed, 0.3, 1.2);
        var after = TradeModel.Solve(world, shock, closure, Tight, behaviour);
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
        Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (after.Status, plain.Status));
        Near.Equal(plain.Income.AsSpan(), after.Income.AsSpan(), 1e-10);
        Assert.True(after.Drawn[0] > 0);

        // Final spending is income, so that the trade balance pays for the refilling; deficits add up to zero all the same.
        Assert.Equal(0, after.Deficits.Sum(), 1e-9 * world.TotalValueAdded);
        var cost = 1.2 * after.Drawn[0] * after.ConsumerPrices[0];
        var lent = cost * (1 - world.Income[0] / world.Income.Sum());
        if (closure == Closure.Fixed)
            Assert.Equal(world.Deficits[0] - lent, after.Deficits[0], 1e-9 * world.TotalValueAdded);
        Assert.InRange(after.Certificate!.WalrasGap, 0, 1e-11);
        var comparison = new Comparison(TradeModel.Solve(world, Shock.None, closure, Tight, behaviour), after);
        Assert.Equal(cost, comparison["refill_cost:C0:S1"], 1e-10 * cost);
        Assert.Equal(comparison["sold:C0:S1"] - cost, comparison["net:C0:S1"], 1e-10 * cost);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void A_cut_off_with_a_stock_makes_nobody_richer_who_draws_it(int seed)
    {
        var (world, shock, behaviour) = CutOff(seed, 0.5, 1);
        var before = TradeModel.Solve(world, Shock.None, Closure.Fixed, Tight, behaviour);
        double Real(double refill)
        {
            var after = TradeModel.Solve(
                world,
                shock with
                {
                    Stocks = [shock.Stocks[0] with { Refill = refill }],
                },
                Closure.Fixed,
                Tight,
                behaviour
            );
            Assert.True(after.Converged && after.Drawn[0] > 0, after.Explanation);
            return new Comparison(before, after).RealIncome[0];
        }

        Assert.InRange(Real(1), 0, 1);
        Assert.True(Real(0) > Real(1));
    }

    private static (World World, Shock Shock, Behaviour Behaviour) CutOff(int seed, double share, double refill)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 5, 4), seed);
        var cut = new ShockBuilder(world);
        for (var i = 1; i < 5; i++)
            cut.MultiplyTradeCost(0, i, 1, double.PositiveInfinity);
        cut.TryAddStock(new Stock(0, 1, share * world.Expenditure[0, 1] * (1 - world.TradeShares[0, 0, 1]), 1.0, refill));
        return (world, cut.Build(), Behaviours.Uniform(world, 0.4, new Mobility(1, 0.01)));
    }
}
