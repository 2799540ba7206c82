using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Batches;

/// <summary>Where a search starts saves iterations and changes no answer.</summary>
public sealed class StartingPointTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_answer_does_not_depend_on_where_its_search_started(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 5, 4), seed);
        var shock = Shocks.Mixed(world, seed);
        var behaviours = new[] { Behaviour.LongRun, Behaviours.Random(world, seed) };
        var far = TradeModel.Solve(world, Shocks.Mixed(world, seed + 100), Closure.Share).Point;
        foreach (var behaviour in behaviours)
        {
            var plain = TradeModel.Solve(world, shock, Closure.Fixed, behaviour: behaviour);
            Assert.True(plain.Converged, plain.Explanation);
            foreach (
                var start in new[] { far, plain.Point, TradeModel.Solve(world, Shock.None, Closure.Fixed, behaviour: behaviours[1]).Point }
            )
            {
                var warm = TradeModel.Solve(world, shock, Closure.Fixed, new SolveOptions { Start = start }, behaviour);
                Assert.True(warm.Converged, warm.Explanation);
                Assert.InRange(warm.Residuals!.Largest, 0, 1e-10);
                Near.Equal(plain.Income.AsSpan(), warm.Income.AsSpan(), 1e-7);
                Near.Equal(plain.ConsumerPrices.AsSpan(), warm.ConsumerPrices.AsSpan(), 1e-7);
            }
        }
    }

    [Fact]
    public void A_search_that_starts_at_its_answer_is_there()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(4, 4, 4), 4);
        var shock = new ShockBuilder(world);
        shock.Limit(new QuantityLimit(0, 1, 0, world.Trade[0, 1, 0] / 2, RentToImporter: true));
        shock.Limit(new QuantityLimit(1, 2, 1, world.Trade[1, 2, 1] * 3, RentToImporter: false));
        shock.TryAddStock(new Stock(0, 0, world.Expenditure[0, 0] * 0.01, 1.001));
        shock.TryAddStock(new Stock(2, 1, world.Expenditure[2, 1] * 0.01, 1.5));
        shock.MultiplyTradeCost(2, 3, 1, 1.3);
        var built = shock.Build();
        var behaviour = Behaviours.Uniform(world, 0.5, new Mobility(1.5, 0.05));

        var cold = TradeModel.Solve(world, built, Closure.Fixed, behaviour: behaviour);
        var warm = TradeModel.Solve(world, built, Closure.Fixed, new SolveOptions { Start = cold.Point }, behaviour);

        Assert.True(cold.Converged, cold.Explanation);
        Assert.True(warm.Converged, warm.Explanation);
        Assert.True(warm.Iterations <= 2, $"{warm.Iterations} iterations, {cold.Iterations} from the data");
        Near.Equal(cold.Income.AsSpan(), warm.Income.AsSpan(), 1e-8);
    }

    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Share), InlineData(Closure.Zero)]
    public void The_long_run_is_there_at_once(Closure closure)
    {
        var world = SmallWorld.Random(5, 6, 5);
        var shock = Shocks.Mixed(world, 5);
        var cold = TradeModel.Solve(world, shock, closure);
        var warm = TradeModel.Solve(world, shock, closure, new SolveOptions { Start = cold.Point });
        Assert.True(warm.Evaluations <= 4, $"{warm.Evaluations} evaluations, {cold.Evaluations} from the data");
        Near.Equal(cold.Income.AsSpan(), warm.Income.AsSpan(), 1e-8);
    }

    [Fact]
    public void The_plain_equations_start_there_too()
    {
        var world = SmallWorld.Random(7, 4, 3);
        var shock = Shocks.Mixed(world, 7);
        var plain = new SolveOptions { Method = SolutionMethod.Plain, MaxIterations = 100_000 };
        var cold = TradeModel.Solve(world, shock, Closure.Fixed, plain);
        var warm = TradeModel.Solve(world, shock, Closure.Fixed, plain with { Start = cold.Point });
        Assert.True(warm.Converged, warm.Explanation);
        Assert.True(warm.Iterations < cold.Iterations / 2, $"{warm.Iterations} of {cold.Iterations}");
        Near.Equal(cold.Income.AsSpan(), warm.Income.AsSpan(), 1e-8);
    }

    [Fact]
    public void A_start_where_goods_had_no_supplier_is_no_trap()
    {
        var world = SmallWorld.Random(3, 4, 3);
        var apart = TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2, 3]), Closure.Zero);
        Assert.True(apart.Converged, apart.Explanation);
        var shock = Shocks.Mixed(world, 3);
        var warm = TradeModel.Solve(world, shock, Closure.Zero, new SolveOptions { Start = apart.Point });
        Near.Equal(TradeModel.Solve(world, shock, Closure.Zero).Income.AsSpan(), warm.Income.AsSpan(), 1e-8);
    }

    [Fact]
    public void A_point_of_another_world_is_refused()
    {
        var point = TradeModel.Solve(SmallWorld.Random(1, 3, 2), Shock.None, Closure.Fixed).Point;
        var world = SmallWorld.Random(1, 3, 3);
        Assert.Throws<ArgumentException>(() => TradeModel.Solve(world, Shock.None, Closure.Fixed, new SolveOptions { Start = point }));
        Assert.Throws<InvalidOperationException>(() => TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2]), Closure.Fixed).Point);
    }
}
