using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Plain;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>The joint system and the kernels it is made of, each against what it stands for.</summary>
public sealed class JointSystemTests
{
    public static TheoryData<int, Closure> Cases =>
        new(from seed in Enumerable.Range(1, 8) from closure in Enum.GetValues<Closure>() select (seed, closure));

    [Theory, MemberData(nameof(Cases))]
    public void Its_root_is_that_of_the_nested_system(int seed, Closure closure)
    {
        var given = Question(seed, closure);
        using var joint = new JointSystem(given);
        var together = Anderson.Solve(
            joint.Residual,
            joint.Start(null),
            new SolverOptions { Tolerance = 1e-13, Weights = joint.ResidualWeights }
        );
        var nested = new NestedSystem(given);
        var inside = Fallback.Solve(
            nested.Residual,
            nested.Start(null),
            new SolverOptions { Tolerance = 1e-12 / nested.LargestElasticity }
        );

        Assert.Equal((SolverStatus.Converged, SolverStatus.Converged), (together.Status, inside.Status));
        var (one, other) = (
            new PlainSolution(given, new Incomes(given), joint.State()),
            new PlainSolution(given, new Incomes(given), nested.State())
        );
        Near.Equal(other.UnitCosts.Span, one.UnitCosts.Span, 1e-12);
        Near.Equal(other.Income.AsSpan(), one.Income.AsSpan(), 1e-12);
        Near.Equal(other.Flows.Span, one.Flows.Span, 1e-11);
        joint.Residual(together.Best, new double[joint.Length], 0);
        double[] real = [.. one.Income.Zip(one.ConsumerPrices, (income, price) => income / price)];
        Near.Equal(real, joint.RealIncomes(), 1e-11);
    }

    [Theory, MemberData(nameof(Cases))]
    public void It_starts_at_the_root_it_found_before(int seed, Closure closure)
    {
        var given = Question(seed, closure);
        var found = TradeModel.Solve(given.World, given.Shock, closure, null, given.Behaviour);
        Assert.True(found.Converged);
        using var system = new JointSystem(given);
        var (x, f) = (system.Start(found.Point), new double[system.Length]);
        system.Residual(x, f, 0);
        Assert.InRange(f.Max(Math.Abs), 0, 1e-8);
    }

    [Theory, InlineData(1, false), InlineData(2, true), InlineData(3, false), InlineData(4, true)]
    public void Kernels_of_nests_are_the_equations_at_any_prices(int seed, bool uniform)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 6), seed);
        var behaviour = uniform ? Behaviours.Uniform(world, 0.2 * seed, Mobility.Stuck) : Behaviours.Random(world, seed);
        var given = new CounterfactualInputs(world, Shocks.Embargo(world, 0, [1, 2]), Closure.Zero, behaviour);
        var (random, technology) = (new Random(seed), Technology.Of(given));
        var prices = Table.Create(
            4,
            6,
            (n, j) => given.Supply.IsAvailable(n, j) ? Math.Exp(8 * random.NextDouble() - 4) : double.PositiveInfinity
        );
        var valueAdded = Table.Create(4, 6, (_, _) => Math.Exp(4 * random.NextDouble() - 2));
        var (costs, inputs, final) = (
            Equations.UnitCosts(given, valueAdded, prices),
            Equations.CostShares(given, valueAdded, prices),
            Equations.FinalShares(given, prices)
        );
        var (value, consumer) = (Equations.ValueAddedShares(given, valueAdded, prices), Equations.ConsumerPrices(given, prices));
        var (logCosts, consumers) = (new double[4 * 6], new double[4]);
        double[] logV = [.. valueAdded.Span.ToArray().Select(v => Math.Log(v))];
        double[] logP = [.. prices.Span.ToArray().Select(p => double.IsFinite(p) ? Math.Log(p) : 0)];
        technology.SetLogCosts(logV, logP, logCosts);
        technology.SetConsumerPrices(logP, consumers);
        technology.SetShares(logV, logP);
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(Math.Log(consumer[n]), Math.Log(consumers[n]), 13);
            for (var j = 0; j < 6; j++)
                if (given.Supply.CanMake(n, j))
                    Assert.Equal(Math.Log(costs[n, j]), logCosts[n * 6 + j], 12);
            Near.Equal(inputs.Block(n), technology.CostShares(n), 1e-12);
            Near.Equal(final.Row(n), technology.FinalShares.Slice(n * 6, 6), 1e-12);
            Near.Equal(value.Row(n), technology.ValueAddedShares.Slice(n * 6, 6), 1e-12);
        }
    }

    [Theory, InlineData(0.0), InlineData(0.3), InlineData(1.0), InlineData(1 + 1e-7), InlineData(5.0)]
    public void Nests_of_final_demand_are_the_exact_ones(double sigma)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(3, 4, 7), 3);
        var behaviour = Behaviours.WithPower(Behaviours.Uniform(world, sigma, Mobility.Stuck), 3);
        var given = new CounterfactualInputs(world, Shock.None, Closure.Zero, behaviour);
        var (random, nests, shares, consumers) = (new Random(7), new FinalNests(given), new double[28], new double[4]);
        for (var spread = 1e-6; spread < 1e3; spread *= 10)
        {
            double[] prices = [.. Enumerable.Range(0, 28).Select(_ => spread * (random.NextDouble() - 0.5))];
            nests.SetPrices(prices, consumers);
            nests.SetShares(prices, shares);
            for (var n = 0; n < 4; n++)
            {
                var of = prices.AsSpan(7 * n, 7);
                var exact = new Bundle(world.FinalShares.Row(n), of, given.Substitution.OfHouseholds);
                var all = (exact.EnergyShare + exact.OtherShare) * exact.LogPrice;
                Assert.Equal(all, Math.Log(consumers[n]), 3e-13 * Math.Max(1, spread));
                for (var j = 0; j < 7; j++)
                {
                    var share = world.FinalShares[n, j] * exact.ShareFactor(j, of[j]);
                    Assert.Equal(share, shares[7 * n + j], 1e-11 * Math.Max(1, share));
                }
            }
        }
    }

    [Fact]
    public void Means_of_pairs_are_the_exact_ones()
    {
        var random = new Random(5);
        double[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
        double[] sigma = [0, 0.3, 1, 1 + 1e-7, 1.2, 5, 30];
        var (first, second) = (Draw(14), Draw(14));
        (first[2], second[3], first[9], second[9]) = (0, 0, 0, 0);
        var means = new PairMeans(first, second, sigma);
        for (var spread = 1e-6; spread < 1e3; spread *= 10)
        {
            var (a, b, mean) = (Draw(14), Draw(14), new double[14]);
            for (var at = 0; at < 14; at++)
                (a[at], b[at]) = (spread * (a[at] - 0.5), spread * (b[at] - 0.5));
            means.Set(a, b, mean);
            for (var at = 0; at < 14; at++)
                if (first[at] + second[at] > 0)
                    Assert.Equal(Ces.LogMean(first[at], a[at], second[at], b[at], sigma[at % 7]), mean[at], Math.Max(1, spread) * 1e-14);
        }
    }

    /// <summary>Every kind of factor and nest, with a limit and a stock for every other seed.</summary>
    private static CounterfactualInputs Question(int seed, Closure closure)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 4), seed);
        var shock = Shocks.Mixed(world, seed);
        if (seed % 2 == 0)
            shock = shock with
            {
                Limits =
                [
                    new QuantityLimit(1, 2, 1, 0.6 * world.Trade[1, 2, 1], seed % 4 == 0),
                    new QuantityLimit(0, 3, 2, 2 * world.Trade[0, 3, 2], true),
                ],
                Stocks = [new Stock(1, 1, 0.02 * world.Expenditure[1, 1], 1.02)],
            };
        return new CounterfactualInputs(world, shock, closure, seed % 4 == 3 ? Behaviour.LongRun : Behaviours.Random(world, seed));
    }
}
