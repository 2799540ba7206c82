using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Entente.Testing.Wild;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Limited quantities, stocks, new routes, and worlds that a case has led to.</summary>
public sealed class QuantityTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    private static World World(int seed) => SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 4), seed);

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_limit_is_a_tax_that_makes_it_hold(int seed, bool toImporter)
    {
        var world = World(seed);
        var behaviour = Behaviours.Random(world, seed, 1);
        var (n, i, j) = Largest(world);
        var limit = new QuantityLimit(n, i, j, 0.4 * world.Trade[n, i, j], toImporter);
        var after = Solve(world, new Shock { Limits = [limit] }, behaviour);
        var plain = TradeModel.Solve(
            world,
            new Shock { Limits = [limit] },
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            behaviour
        );

        Near.Equal(plain.Trade.Span, after.Trade.Span, 1e-10);
        Assert.Equal(limit.Most, after.LimitedQuantities[0], 1e-9);
        Assert.True(after.Wedges[0] > 1.05);

        var builder = new ShockBuilder(world);
        if (toImporter)
            builder.SetTariff(n, i, j, (1 + world.Tariffs[n, i, j]) * after.Wedges[0] - 1);
        else
            builder.SetExportTax(n, i, j, after.Wedges[0] - 1);
        var taxed = Solve(world, builder.Build(), behaviour);
        Near.Equal(taxed.Trade.Span, after.Trade.Span, 1e-10);
        Near.Equal(taxed.Income.AsSpan(), after.Income.AsSpan(), 1e-10);

        // Whatever is told of trade at the border is the same for a rent as for the tax.
        var before = Solve(world, Shock.None, behaviour);
        var (asLimit, asTax) = (new Comparison(before, after), new Comparison(before, taxed));
        Near.Equal(asTax.TermsOfTrade.AsSpan(), asLimit.TermsOfTrade.AsSpan(), 1e-9);
        Near.Equal(asTax.VolumeOfTrade.AsSpan(), asLimit.VolumeOfTrade.AsSpan(), 1e-9);
        Near.Equal(asTax.Exports.AsSpan(), asLimit.Exports.AsSpan(), 1e-9);
        Near.Equal(asTax.Imports.AsSpan(), asLimit.Imports.AsSpan(), 1e-9);

        var outcome = Assert.Single(LimitOutcome.Of(asLimit));
        Assert.Equal(after.Trade[n, i, j] * (toImporter ? 1 : after.Wedges[0]), outcome.Paid, 1e-9 * outcome.Paid);
        Assert.Equal(after.Wedges[0] - 1, outcome.ShadowPrice);
        // The rent is what the tax would have raised.
        var raised = toImporter
            ? after.Trade[n, i, j] * ((1 + world.Tariffs[n, i, j]) * after.Wedges[0] - 1 - world.Tariffs[n, i, j])
            : after.Trade[n, i, j] * (after.Wedges[0] - 1);
        Assert.Equal(raised, outcome.Rent, 1e-9 * raised);
    }

    [Fact]
    public void A_limit_nobody_reaches_does_nothing_and_one_of_nothing_is_an_embargo()
    {
        var world = World(4);
        var behaviour = Behaviours.Random(world, 4, 1);
        var (n, i, j) = Largest(world);
        var wide = Solve(world, new Shock { Limits = [new(n, i, j, 2 * world.Trade[n, i, j], false)] }, behaviour);
        Assert.Equal(1, wide.Wedges[0]);
        Near.Equal(world.Trade.Span, wide.Trade.Span, 1e-10);

        var ended = Solve(world, new Shock { Limits = [new(n, i, j, 0, false)] }, behaviour);
        var builder = new ShockBuilder(world);
        builder.MultiplyTradeCost(n, i, j, double.PositiveInfinity);
        Assert.Equal(Solve(world, builder.Build(), behaviour).Trade.Span, ended.Trade.Span);
    }

    [Fact]
    public void The_shadow_price_is_what_a_little_more_is_worth()
    {
        // The world gains what users pay above cost, to first order: a limit is the only distortion here.
        var world = World(2);
        var (n, i, j) = Largest(world);
        Equilibrium At(double most) =>
            Solve(world, new Shock { Limits = [new(n, i, j, most * world.Trade[n, i, j], true)] }, Behaviour.LongRun);
        var (less, more) = (At(0.4), At(0.4001));
        Assert.True(less.Wedges[0] > more.Wedges[0]);
        Assert.True(less.Income[n] / less.ConsumerPrices[n] < more.Income[n] / more.ConsumerPrices[n]);
    }

    [Theory, InlineData(0.02), InlineData(0.5)]
    public void Stocks_hold_the_price_down_while_they_last(double share)
    {
        var world = World(3);
        var behaviour = Behaviours.Random(world, 3, 0.8);
        var (n, i, j) = Largest(world);
        var cut = new Shock { Limits = [new(n, i, j, 0.2 * world.Trade[n, i, j], false)] };
        var stock = new Stock(n, j, share * world.Expenditure[n, j], 1.01);
        var without = Solve(world, cut, behaviour);
        var with = Solve(world, cut with { Stocks = [stock] }, behaviour);
        var plain = TradeModel.Solve(
            world,
            cut with
            {
                Stocks = [stock],
            },
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            behaviour
        );

        Near.Equal(plain.Trade.Span, with.Trade.Span, 1e-9);
        double Real(Equilibrium e) => e.Prices[n, j] / e.ConsumerPrices[n];
        Assert.True(Real(with) < Real(without));
        Assert.True(Real(with) >= 1.01 - 1e-9);
        Assert.True(with.Drawn[0] > stock.Amount - 1e-9 || Math.Abs(Real(with) - 1.01) < 1e-9);
        Assert.True(with.Income[n] / with.ConsumerPrices[n] > without.Income[n] / without.ConsumerPrices[n]);
    }

    [Fact]
    public void A_route_takes_its_share_and_the_rest_gives_way()
    {
        var world = World(5);
        var (n, i, j) = Largest(world);
        var given = new CounterfactualInputs(world, new Shock { Routes = [new(n, i, j, 0.7)] }, Closure.Fixed);
        Assert.Equal(0.7, given.TradeShares[n, i, j], 14);
        Assert.Equal(1, Enumerable.Range(0, 4).Sum(m => given.TradeShares[n, m, j]), 14);
        var others = Enumerable
            .Range(0, 4)
            .Where(m => m != i && world.TradeShares[n, m, j] > 0)
            .Select(m => given.TradeShares[n, m, j] / world.TradeShares[n, m, j])
            .ToList();
        Assert.All(others, ratio => Assert.Equal(others[0], ratio, 12));
        Assert.Equal(EquilibriumStatus.Converged, Solve(world, given.Shock, Behaviours.Random(world, 5)).Status);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Two_steps_through_a_world_in_between_lead_where_one_leads(int seed)
    {
        var world = World(seed);
        var behaviour = Behaviours.Random(world, seed, 1.5) with { Factors = [] };
        var (first, second) = (Shocks.Embargo(world, 0, [1], 1.7), Shocks.Embargo(world, 2, [0, 3], 1.4));
        var half = Solve(world, first, behaviour);
        var between = WorldAfter.Of(half).Value;

        Near.Equal(between.Trade.Span, Solve(between, Shock.None, behaviour).Trade.Span, 1e-10);
        var both = Solve(world, new Shock { TradeCosts = Product(first.TradeCosts!, second.TradeCosts!) }, behaviour);
        Near.Equal(both.Trade.Span, Solve(between, second, behaviour).Trade.Span, 1e-9);
    }

    [Fact]
    public void Rents_are_no_data_of_a_world()
    {
        var world = World(1);
        var (n, i, j) = Largest(world);
        var after = Solve(world, new Shock { Limits = [new(n, i, j, 0.5 * world.Trade[n, i, j], false)] }, Behaviour.LongRun);
        Assert.Contains("limited quantities", Assert.Single(WorldAfter.Of(after).Faults).Found, StringComparison.Ordinal);
    }

    private static Equilibrium Solve(World world, Shock shock, Behaviour behaviour)
    {
        var after = TradeModel.Solve(world, shock, Closure.Fixed, Tight, behaviour);
        Assert.True(after.Converged, $"{after.Status}: {after.Explanation}");
        return after;
    }

    private static Cube Product(Cube a, Cube b) => Cube.Create(a.First, a.Second, a.Third, (n, i, j) => a[n, i, j] * b[n, i, j]);

    /// <summary>The largest flow between two countries.</summary>
    private static (int N, int I, int J) Largest(World world) =>
        (
            from n in Enumerable.Range(0, world.Countries.Length)
            from i in Enumerable.Range(0, world.Countries.Length)
            from j in Enumerable.Range(0, world.Sectors.Length)
            where n != i
            orderby world.Trade[n, i, j] descending
            select (n, i, j)
        ).First();

    [Fact]
    public void A_stock_that_is_more_than_what_is_used_is_no_answer()
    {
        var question = WildQuestion.Wild(634);
        // Refilling costs nothing here, so that the search gets as far as to an answer that is none.
        var shock = question.Shock with { Stocks = [.. question.Shock.Stocks.Select(stock => stock with { Refill = 0 })] };
        var after = TradeModel.Solve(question.World, shock, question.Closure, null, question.Behaviour);
        Assert.Equal(EquilibriumStatus.NegativePurchases, after.Status);
        Assert.Throws<InvalidOperationException>(() => after.Trade);
    }
}
