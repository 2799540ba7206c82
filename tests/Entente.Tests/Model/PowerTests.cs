using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>One electricity of several sources.</summary>
public sealed class PowerTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    public static TheoryData<int, Closure> Cases =>
        new(from seed in Enumerable.Range(1, 6) from closure in Enum.GetValues<Closure>() select (seed, closure));

    [Theory, MemberData(nameof(Cases))]
    public void Fast_kernels_agree_with_the_plain_equations(int seed, Closure closure)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 7), seed);
        var behaviour = Behaviours.WithPower(Behaviours.Random(world, seed), seed);
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
            Near.Equal(plain.Prices.Span, fast.Prices.Span, 1e-10);
            Near.Equal(plain.Trade.Span, fast.Trade.Span, 1e-9);
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Kernels_of_the_nest_are_the_equations_at_any_prices(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 7), seed);
        var behaviour = Behaviours.WithPower(
            seed % 2 == 0 ? Behaviours.Random(world, seed) : Behaviours.Uniform(world, 1, Mobility.Stuck),
            seed
        );
        var given = new CounterfactualInputs(world, Shocks.Embargo(world, 0, [1, 2]), Closure.Zero, behaviour);
        var (random, technology) = (new Random(seed), Technology.Of(given));
        var prices = Table.Create(
            4,
            7,
            (n, j) => given.Supply.IsAvailable(n, j) ? Math.Exp(4 * random.NextDouble() - 2) : double.PositiveInfinity
        );
        var valueAdded = Table.Create(4, 7, (_, _) => Math.Exp(2 * random.NextDouble() - 1));
        var (costs, consumer) = (Equations.UnitCosts(given, valueAdded, prices), Equations.ConsumerPrices(given, prices));
        var (inputs, final) = (Equations.CostShares(given, valueAdded, prices), Equations.FinalShares(given, prices));
        var (logCosts, consumers) = (new double[4 * 7], new double[4]);
        double[] logV = [.. valueAdded.Span.ToArray().Select(v => Math.Log(v))];
        double[] logP = [.. prices.Span.ToArray().Select(p => double.IsFinite(p) ? Math.Log(p) : 0)];
        technology.SetLogCosts(logV, logP, logCosts);
        technology.SetConsumerPrices(logP, consumers);
        technology.SetShares(logV, logP);
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(Math.Log(consumer[n]), Math.Log(consumers[n]), 12);
            for (var j = 0; j < 7; j++)
                if (given.Supply.CanMake(n, j))
                    Assert.Equal(Math.Log(costs[n, j]), logCosts[n * 7 + j], 12);
            Near.Equal(inputs.Block(n), technology.CostShares(n), 1e-11);
            Near.Equal(final.Row(n), technology.FinalShares.Slice(n * 7, 7), 1e-11);
        }
    }

    [Theory, InlineData(0.3), InlineData(1.0), InlineData(2.5)]
    public void With_the_elasticity_of_fuels_it_is_no_nest(double sigma)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(2, 4, 7), 2);
        var without = Behaviours.Uniform(world, sigma, Mobility.Mobile);
        var nest = Behaviours.WithPower(without, 2);
        nest = nest with { Substitution = nest.Substitution! with { Power = without.Substitution!.Fuels, FinalPower = sigma } };
        var shock = Shocks.Mixed(world, 2);

        var (one, other) = (
            TradeModel.Solve(world, shock, Closure.Fixed, Tight, without),
            TradeModel.Solve(world, shock, Closure.Fixed, Tight, nest)
        );
        Near.Equal(one.Prices.Span, other.Prices.Span, 1e-10);
        Near.Equal(one.Trade.Span, other.Trade.Span, 1e-10);
    }

    [Fact]
    public void Power_lost_of_one_source_is_met_by_the_next_plant()
    {
        var world = Tagged(SmallWorld.WithFactors(SmallWorld.Random(6, 4, 7), 6));
        var harder = new ShockBuilder(world);
        harder.MultiplyProductivity(0, 4, 0.25);
        double Left(string power)
        {
            var baseline = Baseline.Create(
                world,
                new BaselineOptions
                {
                    Horizon = new Horizon("short", []),
                    Parameters = [new("power", "all", double.Parse(power, System.Globalization.CultureInfo.InvariantCulture))],
                }
            ).Value;
            var after = TradeModel.Solve(baseline.World, harder.Build(), Closure.Fixed, Tight, baseline.Behaviour);
            Assert.True(after.Converged, after.Explanation);
            return Enumerable.Range(4, 3).Sum(j => after.Output[0, j] / after.UnitCosts[0, j])
                / Enumerable.Range(4, 3).Sum(j => world.Output[0, j]);
        }

        // In fixed proportions what is left of one source is what is left of all.
        Assert.True(Left("10") > Left("0.2") + 0.05, $"{Left("10")} of power is left, {Left("0.2")} in proportions");
    }

    /// <summary>The same world with S3 as a fuel, S4 to S6 as sources of power.</summary>
    internal static World Tagged(World world) =>
        World
            .Create(
                world.Identity,
                world.Countries,
                [
                    .. world.Sectors.Select((s, j) =>
                        s with
                        {
                            Tags =
                                j >= 4 ? [.. s.Tags, "energy", "power"]
                                : j == 3 ? [.. s.Tags, "energy"]
                                : s.Tags,
                        }
                    ),
                ],
                new WorldTables
                {
                    Trade = world.Trade,
                    Tariffs = world.Tariffs,
                    ValueAddedShares = world.ValueAddedShares,
                    InputShares = world.InputShares,
                    Factors = world.Factors,
                }
            )
            .Value;
}
