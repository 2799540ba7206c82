using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>The way from one situation to another: approximations at its beginning, attribution along it, and levers.</summary>
public sealed class ShockPathTests
{
    private static readonly SolveOptions Exact = new() { Tolerance = 1e-12 };

    [Fact]
    public void A_way_has_its_two_ends_and_its_direction_is_its_slope()
    {
        var world = SmallWorld.Random(2, 4, 3);
        var (before, after) = (
            new CounterfactualInputs(world, Shocks.Mixed(world, 1), Closure.Fixed),
            new CounterfactualInputs(world, Both(world), Closure.Fixed)
        );
        var (first, last) = (
            TradeModel.Solve(world, before.Shock, Closure.Fixed, Exact),
            TradeModel.Solve(world, after.Shock, Closure.Fixed, Exact)
        );
        var path = new ShockPath(first, last);
        Assert.True(path.HasEmbargo);
        Assert.False(path.Opens || path.HasEdge);
        Assert.True(new ShockPath(last, first).Opens);
        Near.Equal(before.TradeCosts.Span, new CounterfactualInputs(world, path.At(0), Closure.Fixed).TradeCosts.Span, 1e-14);
        var end = new CounterfactualInputs(world, path.At(1), Closure.Fixed);
        for (var f = 0; f < end.TradeCosts.Span.Length; f++)
            Assert.True(
                end.TradeCosts.Span[f] == after.TradeCosts.Span[f]
                    || Math.Abs(end.TradeCosts.Span[f] / after.TradeCosts.Span[f] - 1) < 1e-13
            );

        var (up, down, direction) = (path.At(0.4 + 1e-5), path.At(0.4 - 1e-5), path.DirectionAt(0.4));
        for (var f = 0; f < up.Tariffs!.Span.Length; f++)
        {
            if (double.IsFinite(up.TradeCosts!.Span[f]))
                Assert.Equal(Math.Log(up.TradeCosts.Span[f] / down.TradeCosts!.Span[f]) / 2e-5, direction.LogTradeCosts!.Span[f], 1e-8);
            Assert.Equal((up.Tariffs.Span[f] - down.Tariffs!.Span[f]) / 2e-5, direction.Tariffs!.Span[f], 1e-8);
            Assert.Equal((up.ExportTaxes!.Span[f] - down.ExportTaxes!.Span[f]) / 2e-5, direction.ExportTaxes!.Span[f], 1e-8);
        }
    }

    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Zero), InlineData(Closure.Share)]
    public void Attributions_add_up_to_the_exact_change_embargoes_included(Closure closure)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var world = SmallWorld.Random(seed, 5, 2);
            foreach (var shock in new[] { Shocks.Mixed(world, seed), Shocks.Embargo(world, 0, [1, 2]), Both(world) })
            {
                var comparison = Compare(world, shock, closure);
                var attribution = Attribution
                    .Of(
                        new ShockPath(comparison.Before, comparison.After),
                        comparison,
                        0,
                        TestContext.Current.CancellationToken
                    )
                    .Value;
                Assert.Equal(Math.Log(comparison.RealIncome[0]), attribution.Exact);
                Assert.InRange(Math.Abs(attribution.Remainder), 0, 1e-6 * Math.Abs(attribution.Exact) + 1e-11);
                Assert.Equal(attribution.Exact, attribution.Sum + attribution.Remainder, 1e-14);
                Assert.All(attribution.TradeCosts.Row(3, 4).ToArray(), part => Assert.True(shock.TradeCosts![3, 4, 0] != 1 || part == 0));
            }
        }
    }

    [Fact]
    public void Halving_a_shock_divides_the_error_of_first_order_by_four_and_of_second_order_by_eight()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var world = SmallWorld.Random(seed, 4, 2);
            var (whole, half) = (Errors(world, seed, 0.1), Errors(world, seed, 0.05));
            Assert.InRange(whole.First / half.First, 3, 5.5);
            Assert.InRange(whole.Second / half.Second, 5.5, 11);
            Assert.True(half.Second < 0.2 * half.First);
        }
    }

    [Fact]
    public void An_embargo_has_approximations_by_weight_and_opening_a_flow_has_none()
    {
        var world = SmallWorld.Random(6, 5, 2);
        var comparison = Compare(world, Shocks.Embargo(world, 0, [1, 2]), Closure.Fixed);
        var forth = Approximation
            .Of(new ShockPath(comparison.Before, comparison.After), comparison.Before, TestContext.Current.CancellationToken)
            .Value;
        Assert.True(forth.First[0] < 0);
        var back = Approximation.Of(
            new ShockPath(comparison.After, comparison.Before),
            comparison.After,
            TestContext.Current.CancellationToken
        );
        Assert.Contains("forbidden before", Assert.Single(back.Faults).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Levers_are_ratios_of_what_differences_of_the_model_say()
    {
        var world = SmallWorld.Random(9, 5, 2);
        var before = TradeModel.Solve(world, Shock.None, Closure.Fixed, Exact);
        var linear = new Linearisation(before);
        var levers = Lever.Rank(linear, 0, [1, 2], cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(levers);
        var costly = levers.TakeWhile(l => l.OwnLoss > 0).ToList();
        Assert.NotEmpty(costly);
        Assert.Equal(costly.OrderByDescending(l => l.Ratio), costly);
        Assert.Equal(levers.Where(l => l.OwnLoss <= 0).OrderByDescending(l => l.Harm), levers.Skip(costly.Count));
        Assert.All(levers, l => Assert.Equal((l.OwnLoss <= 0, before.Trade[l.Importer, l.Exporter, l.Sector]), (l.Gains, l.Value)));
        Assert.All(levers, l => Assert.True(l.Harm >= 0.01 * levers.Max(m => m.Harm)));
        Assert.True(Lever.Rank(linear, 0, [1, 2], 0, cancellation: TestContext.Current.CancellationToken).Length >= levers.Length);
        Assert.All(
            Lever.Rank(linear, 0, [], 0, rest: 3, TestContext.Current.CancellationToken),
            l => Assert.NotEqual(3, l.Importer == 0 ? l.Exporter : l.Importer)
        );
        Assert.All(levers, l => Assert.True((l.Importer is 1 or 2) != (l.Exporter is 1 or 2)));
        foreach (var lever in levers.Take(3))
        {
            Assert.Equal(Loss(lever, [0]), lever.Harm, 1e-6 * Math.Abs(lever.Harm) + 1e-6);
            Assert.Equal(Loss(lever, [1, 2]), lever.OwnLoss, 1e-6 * Math.Abs(lever.OwnLoss) + 1e-6);
        }
        var each = Lever.Rank(linear, 0, [], cancellation: TestContext.Current.CancellationToken);
        var one = each.First(l => l.Importer != 0);
        Assert.Equal(Loss(one, [one.Importer]), one.OwnLoss, 1e-6 * Math.Abs(one.OwnLoss) + 1e-6);
        var other = each.First(l => l.Importer == 0);
        Assert.Equal(Loss(other, [other.Exporter]), other.OwnLoss, 1e-6 * Math.Abs(other.OwnLoss) + 1e-6);
        Assert.Throws<ArgumentException>(() => Lever.Rank(linear, 0, [0, 1], cancellation: TestContext.Current.CancellationToken));

        double Loss(Lever lever, int[] of)
        {
            const double step = 1e-4;
            var (up, down) = (Raised(step), Raised(-step));
            return of.Sum(n =>
                -before.Income[n] * Math.Log(up.Income[n] / up.ConsumerPrices[n] / (down.Income[n] / down.ConsumerPrices[n])) / (2 * step)
            );

            Equilibrium Raised(double by)
            {
                var shock = new ShockBuilder(world);
                shock.MultiplyTradeCost(lever.Importer, lever.Exporter, lever.Sector, Math.Exp(by));
                return TradeModel.Solve(world, shock.Build(), Closure.Fixed, Exact);
            }
        }
    }

    [Fact]
    public void Situations_that_have_no_way_between_them_are_refused()
    {
        var world = SmallWorld.Random(4, 3, 2);
        Equilibrium At(Shock shock, Closure closure = Closure.Fixed) => TradeModel.Solve(world, shock, closure);
        var here = At(Shock.None);
        Assert.Throws<ArgumentException>(() => new ShockPath(here, At(Shock.None, Closure.Zero)));
        Assert.Throws<ArgumentException>(() =>
            new ShockPath(here, TradeModel.Solve(SmallWorld.Random(4, 3, 2), Shock.None, Closure.Fixed))
        );
        Assert.Throws<ArgumentException>(() =>
            new ShockPath(here, TradeModel.Solve(world, Shocks.Mixed(world, 1), Closure.Fixed, new SolveOptions { MaxIterations = 1 }))
        );
        var route = At(Shock.None with { Routes = [new Route(0, 1, 0, 0.2)] });
        Assert.Contains("new routes", Assert.Throws<ArgumentException>(() => new ShockPath(here, route)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("limit"), InlineData("stock"), InlineData("both")]
    public void Attributions_add_up_across_places_where_something_begins_to_bind(string kind)
    {
        foreach (var seed in new[] { 5, 6, 8 })
        {
            var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 4), seed);
            var behaviour = Behaviours.Random(world, seed, 1.5);
            // A limit that is as wide as what flows, and binds once others cost more; one that is narrower.
            var dear = new ShockBuilder(world);
            dear.MultiplyTradeCost(0, 1, 0, 1.6);
            dear.MultiplyTradeCost(0, 3, 0, double.PositiveInfinity);
            var shock = dear.Build() with
            {
                Limits =
                    kind == "stock"
                        ? []
                        :
                        [
                            new QuantityLimit(0, 2, 0, 1.02 * world.Trade[0, 2, 0] + 1e-9, true),
                            new QuantityLimit(2, 0, 1, 0.6 * world.Trade[2, 0, 1] + 1e-9, false),
                        ],
                Stocks = kind == "limit" ? [] : [new Stock(0, 0, 0.05 * world.Expenditure[0, 0], 1.01)],
            };
            var comparison = new Comparison(
                TradeModel.Solve(world, Shock.None, Closure.Fixed, Exact, behaviour),
                TradeModel.Solve(world, shock, Closure.Fixed, Exact, behaviour)
            );
            Assert.True(comparison.After.Converged, comparison.After.Explanation);
            var path = new ShockPath(comparison.Before, comparison.After);
            Assert.True(path.HasEdge || world.Trade[2, 0, 1] == 0);
            var attribution = Attribution.Of(path, comparison, 0, TestContext.Current.CancellationToken).Value;
            Assert.InRange(Math.Abs(attribution.Remainder), 0, 1e-6 * Math.Abs(attribution.Exact) + 2e-10);
            Assert.InRange(attribution.Nodes, 4, 100);
            Assert.Equal(attribution.Sum, attribution.ByInstrument().Sum(part => part.Value), 1e-12);
            var approximation = Approximation.Of(path, comparison.Before, TestContext.Current.CancellationToken).Value;
            Assert.True(double.IsFinite(approximation.First[0] + approximation.Second[0]));
        }
    }

    [Fact]
    public void What_is_cancelled_ends_as_cancelled()
    {
        var world = SmallWorld.Random(4, 3, 2);
        var comparison = Compare(world, Shocks.Mixed(world, 1), Closure.Fixed);
        var (path, cancelled) = (new ShockPath(comparison.Before, comparison.After), new CancellationToken(true));
        Assert.ThrowsAny<OperationCanceledException>(() => Attribution.Of(path, comparison, 0, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() => new Linearisation(comparison.Before, cancelled));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Lever.Rank(new Linearisation(comparison.Before, TestContext.Current.CancellationToken), 0, [], cancellation: cancelled)
        );
    }

    private static (double First, double Second) Errors(World world, int seed, double size)
    {
        var random = new Random(seed);
        var shock = new ShockBuilder(world);
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; j < world.Sectors.Length && i != n; j++)
                    shock.MultiplyTradeCost(n, i, j, Math.Exp(size * random.NextDouble()));
        var comparison = Compare(world, shock.Build(), Closure.Fixed);
        var approximation = Approximation
            .Of(new ShockPath(comparison.Before, comparison.After), comparison.Before, TestContext.Current.CancellationToken)
            .Value;
        return (Largest(approximation.First), Largest(approximation.Second));

        double Largest(IEnumerable<double> values) =>
            values.Select((value, n) => Math.Abs(value - Math.Log(comparison.RealIncome[n]))).Max();
    }

    private static Comparison Compare(World world, Shock shock, Closure closure) =>
        new(TradeModel.Solve(world, Shock.None, closure, Exact), TradeModel.Solve(world, shock, closure, Exact));

    /// <summary>Everything at once, and an embargo on top.</summary>
    private static Shock Both(World world)
    {
        var (mixed, embargo) = (Shocks.Mixed(world, 7), Shocks.Embargo(world, 0, [1]));
        return mixed with
        {
            TradeCosts = Cube.Create(
                mixed.TradeCosts!.First,
                mixed.TradeCosts.Second,
                mixed.TradeCosts.Third,
                (n, i, j) => mixed.TradeCosts[n, i, j] * embargo.TradeCosts![n, i, j]
            ),
        };
    }
}
