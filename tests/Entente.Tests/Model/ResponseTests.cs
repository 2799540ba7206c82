using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.CaliendoParro.Kernels;
using Entente.CaliendoParro.Search;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What steps of the joint system go by, against the sums it stands for, and how far the steps get by themselves.</summary>
public sealed class ResponseTests
{
    [Theory, InlineData(1, false), InlineData(2, true), InlineData(3, false), InlineData(4, true)]
    public void Goods_answer_costs_as_the_sums_over_markets_say(int seed, bool power)
    {
        var given = Question(seed, power);
        var (world, sigma) = (given.World, given.Substitution);
        var response = GoodsResponse.Of(given, ReferencePoint.Of(world))!;
        var (sectors, countries) = (world.Sectors.Length, world.Countries.Length);
        bool IsPower(int j) => sigma.HasPower && sigma.IsPower[j];
        for (var a = 0; a < response.Cells.Length; a++)
            for (var b = 0; b < response.Cells.Length; b++)
            {
                var (i, j) = (response.Cells[a] / sectors, response.Cells[a] % sectors);
                var (l, k) = (response.Cells[b] / sectors, response.Cells[b] % sectors);
                var lost = 0.0;
                for (var n = 0; n < countries; n++)
                {
                    double Spent(int good) => Enumerable.Range(0, countries).Sum(from => world.Trade[n, from, good]);
                    var onPower = Enumerable.Range(0, sectors).Where(IsPower).Sum(Spent);
                    var (flow, share) = (world.Trade[n, i, j], world.TradeShares[n, l, k]);
                    if (j == k)
                        lost += flow * world.Thetas[j] * ((i == l ? 1 : 0) - share);
                    if (IsPower(j) && IsPower(k))
                        lost += flow * (sigma.FinalPower - 1) * share * ((j == k ? 1 : 0) - Spent(k) / onPower);
                }
                Assert.Equal(lost / world.Output[i, j], response[a, b], 1e-4 * (1 + Math.Abs(lost / world.Output[i, j])));
            }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(5)]
    public void Steps_get_near_the_root_by_themselves(int seed)
    {
        var given = Question(seed, power: false);
        using var system = new JointSystem(given);
        var (x, f) = (system.Start(null), new double[system.Length]);
        system.Residual(x, f, 0);
        var before = f.Max(Math.Abs);
        for (var step = 0; step < 12; step++)
        {
            for (var u = 0; u < x.Length; u++)
                x[u] += f[u];
            system.Residual(x, f, 0);
        }
        Assert.InRange(f.Max(Math.Abs), 0, before / 20);
    }

    [Theory, InlineData(1, false), InlineData(2, true), InlineData(3, false), InlineData(4, true)]
    public void Steps_read_backwards_are_the_transpose(int seed, bool power)
    {
        var given = Question(seed, power);
        // Factors that move freely beside others that are stuck, whose prices have a floor.
        var apart = given.Behaviour with
        {
            Factors = [.. given.World.Factors.Select((_, f) => f == 0 ? Mobility.Mobile : new Mobility(1, 0.99))],
        };
        Assert.Contains(Linear(given, apart), linear => AtFloor(linear.System.Markets));
        foreach (var (system, conditioner) in Linear(given, given.Behaviour, apart, Behaviour.LongRun))
        {
            var random = new Random(seed);
            var (gaps, worth) = (Vector(random, system.Length), Vector(random, system.Length));
            var (x, ofGaps) = (new double[system.Length], new double[system.Length]);
            conditioner.Solve(gaps, x);
            conditioner.SolveTransposed(worth, ofGaps);
            var (forwards, backwards) = (Dot(x, worth), Dot(gaps, ofGaps));
            var size = Math.Sqrt(Dot(x, x) * Dot(worth, worth));
            Assert.Equal(forwards, backwards, 1e-5 * size);
            Assert.True(Math.Abs(forwards) > 1e-3 * size);
            // Nothing is left in it of what it was asked before.
            var again = new double[system.Length];
            conditioner.Solve(gaps, again);
            Assert.Equal(x, again);
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(5)]
    public void Small_changes_are_nearly_found_by_steps_themselves(int seed)
    {
        var given = Question(seed, power: false);
        foreach (var (system, conditioner) in Linear(given, given.Behaviour, Behaviour.LongRun))
        {
            var gaps = Vector(new Random(seed), system.Length);
            var (x, rest, step) = (new double[system.Length], (double[])gaps.Clone(), new double[system.Length]);
            for (var at = 0; at < 12; at++)
            {
                conditioner.Solve(rest, step);
                for (var u = 0; u < x.Length; u++)
                    x[u] += step[u];
                system.Follow(x, null, rest);
                for (var u = 0; u < x.Length; u++)
                    rest[u] = gaps[u] - rest[u];
            }
            Assert.InRange(Dot(rest, rest), 0, Dot(gaps, gaps) / 10_000);
        }
    }

    /// <summary>The equations in small changes around answers of several horizons, and steps around the data and the answer.</summary>
    private static IEnumerable<(LinearSystem System, LinearConditioner Conditioner)> Linear(
        CounterfactualInputs given,
        params Behaviour[] behaviours
    )
    {
        foreach (var behaviour in behaviours)
        {
            var answer = TradeModel.Solve(given.World, given.Shock, given.Closure, null, behaviour);
            Assert.True(answer.Converged, answer.Explanation);
            var system = new LinearSystem(new Coefficients(answer), new int[given.World.Countries.Length]);
            yield return (system, new LinearConditioner(system, ReferencePoint.Of(given.World)));
            yield return (system, new LinearConditioner(system, ReferencePoint.Of(answer)));
        }
    }

    private static bool AtFloor(LinearMarkets markets) => Enumerable.Range(0, markets.Length).Any(markets.IsAtFloor);

    private static double[] Vector(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static CounterfactualInputs Question(int seed, bool power)
    {
        var world = NetworkWorld.Random(seed, 2);
        var behaviour = Behaviours.Uniform(world, 0.5, new Mobility(1.5));
        return new CounterfactualInputs(
            world,
            Shock.None with
            {
                TradeCosts = Cube.Create(
                    world.Countries.Length,
                    world.Countries.Length,
                    world.Sectors.Length,
                    (n, i, _) => n == i ? 1 : 1.05
                ),
            },
            Closure.Fixed,
            power ? Behaviours.WithPower(behaviour, seed) : behaviour
        );
    }
}
