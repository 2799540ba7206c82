using Entente.CaliendoParro;
using Entente.CaliendoParro.Kernels;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Entente.Testing.Wild;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What an answer knows of itself beyond its residuals.</summary>
public sealed class CertificateTests
{
    [Theory, InlineData(1, false), InlineData(2, false), InlineData(3, true), InlineData(4, true)]
    public void The_distance_to_the_exact_answer_is_what_it_turns_out_to_be(int seed, bool nested)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 5, 3), seed);
        var behaviour = nested ? Behaviours.Random(world, seed, 1.5) : Behaviour.LongRun;
        var exact = TradeModel.Solve(world, Shocks.Mixed(world, seed), Closure.Fixed, new SolveOptions { Tolerance = 1e-13 }, behaviour);
        var loose = TradeModel.Solve(world, Shocks.Mixed(world, seed), Closure.Fixed, new SolveOptions { Tolerance = 1e-4 }, behaviour);
        var distance = Enumerable
            .Range(0, 5)
            .Max(n => Math.Abs(loose.Income[n] / loose.ConsumerPrices[n] / (exact.Income[n] / exact.ConsumerPrices[n]) - 1));

        Assert.True(distance > 1e-10, "the loose answer is exact, so that there is nothing to estimate");
        Assert.InRange(loose.Certificate!.RealIncomeError!.Value, distance / 2, distance * 2);
        Assert.InRange(exact.Certificate!.RealIncomeError!.Value, 0, 1e-10);
        Assert.InRange(exact.Certificate.WalrasGap, 0, 1e-12);
        Assert.InRange(loose.Certificate.WalrasGap, 1e-13, 1e-3);
    }

    [Fact]
    public void In_wild_worlds_the_distance_is_of_the_order_it_says()
    {
        var (asked, near, found) = (0, 0, 0);
        for (var seed = 1; seed <= 60; seed++)
        {
            var question = WildQuestion.Wild(seed);
            var loose = TradeModel.Solve(
                question.World,
                question.Shock,
                question.Closure,
                new SolveOptions { Tolerance = 1e-6, MaxIterations = 300 },
                question.Behaviour
            );
            if (!loose.Converged)
                continue;
            var exact = TradeModel.Solve(
                question.World,
                question.Shock,
                question.Closure,
                new SolveOptions
                {
                    Tolerance = 1e-12,
                    MaxIterations = 300,
                    Start = loose.Point,
                },
                question.Behaviour
            );
            var distance = exact.Converged
                ? Enumerable
                    .Range(0, loose.Income.Length)
                    .Max(n => Math.Abs(loose.Income[n] / loose.ConsumerPrices[n] / (exact.Income[n] / exact.ConsumerPrices[n]) - 1))
                : 0;
            if (distance < 1e-10)
                continue;
            asked++;
            found += loose.Certificate!.RealIncomeError is null ? 0 : 1;
            near += loose.Certificate.RealIncomeError / distance is > 0.1 and < 10 ? 1 : 0;
        }
        Assert.True(asked >= 30, $"{asked} answers that are not exact");
        Assert.True(
            found >= 0.95 * asked && near >= 0.95 * found,
            $"of {asked} answers {found} have an estimate, {near} of the right order"
        );
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Without_inputs_tariffs_and_deficits_labour_of_different_countries_are_gross_substitutes(int seed)
    {
        var world = WithoutInputs(SmallWorld.Random(seed, 5, 3));
        var shock = Shocks.Embargo(world, 0, [1], 1.7);
        Assert.Equal(Uniqueness.GrossSubstitutes, TradeModel.Solve(world, shock, Closure.Zero).Certificate!.Uniqueness);

        // The condition of the theorem, at wages that are no equilibrium: demand for labour rises in every wage but its own.
        var system = new NestedSystem(new CounterfactualInputs(world, shock, Closure.Zero));
        var random = new Random(seed);
        var (x, f, raised) = (new double[5], new double[5], new double[5]);
        for (var draw = 0; draw < 20; draw++)
        {
            for (var n = 0; n < 5; n++)
                x[n] = 4 * random.NextDouble() - 2;
            system.Residual(x, f, 1e-13);
            for (var m = 0; m < 5; m++)
            {
                double[] other = [.. x];
                other[m] += 0.01;
                system.Residual(other, raised, 1e-13);
                for (var i = 0; i < 5; i++)
                    Assert.True(i == m ? raised[i] < f[i] : raised[i] >= f[i] - 1e-11, $"wage of {m}, demand for {i}");
            }
        }
    }

    [Fact]
    public void One_sector_that_uses_itself_alike_everywhere_is_a_case_of_universal_gravity()
    {
        var world = OneSector(0.6, 0.6);
        Assert.Equal(Uniqueness.UniversalGravity, Of(world, Closure.Zero));
        Assert.Equal(Uniqueness.NotCertified, Of(world, Closure.Fixed));
        Assert.Equal(Uniqueness.NotCertified, Of(OneSector(0.6, 0.5), Closure.Zero));
    }

    [Fact]
    public void Nothing_is_said_of_what_no_theorem_covers()
    {
        var world = WithoutInputs(SmallWorld.Random(1, 4, 2));
        Assert.Equal(Uniqueness.NotCertified, Of(SmallWorld.Random(1, 4, 2), Closure.Zero));
        Assert.Equal(Uniqueness.NotCertified, Of(world, Closure.Share));
        Assert.Equal(Uniqueness.NotCertified, TradeModel.Solve(world, Shocks.Mixed(world, 1), Closure.Zero).Certificate!.Uniqueness);
        var split = Shocks.Embargo(world, 0, [1, 2, 3]);
        Assert.Equal(Uniqueness.NotCertified, TradeModel.Solve(world, split, Closure.Zero).Certificate!.Uniqueness);
        var limited = new Shock { Limits = [new(1, 0, 0, 0.5 * world.Trade[1, 0, 0], true)] };
        Assert.Equal(Uniqueness.NotCertified, TradeModel.Solve(world, limited, Closure.Zero).Certificate!.Uniqueness);
    }

    [Fact]
    public void Without_an_answer_there_is_no_certificate()
    {
        var world = SmallWorld.Random(1, 4, 2);
        var none = TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2, 3]), Closure.Fixed);
        Assert.False(none.Converged);
        Assert.Null(none.Certificate);
    }

    private static Uniqueness Of(World world, Closure closure) => TradeModel.Solve(world, Shock.None, closure).Certificate!.Uniqueness;

    private static World WithoutInputs(World world) =>
        World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                new WorldTables
                {
                    Trade = world.Trade,
                    Tariffs = Cube.Create(world.Countries.Length, world.Countries.Length, world.Sectors.Length, (_, _, _) => 0),
                    InputShares = world.InputShares,
                    ValueAddedShares = Table.Filled(world.Countries.Length, world.Sectors.Length, 1),
                }
            )
            .Value;

    private static World OneSector(double first, double others) =>
        SmallWorld.Random(3, 4, 1) is var world
            ? World
                .Create(
                    world.Identity,
                    world.Countries,
                    world.Sectors,
                    new WorldTables
                    {
                        Trade = world.Trade,
                        Tariffs = Cube.Create(4, 4, 1, (_, _, _) => 0),
                        InputShares = Cube.Create(4, 1, 1, (_, _, _) => 1),
                        ValueAddedShares = Table.Create(4, 1, (n, _) => n == 0 ? first : others),
                    }
                )
                .Value
            : throw new InvalidOperationException();
}
