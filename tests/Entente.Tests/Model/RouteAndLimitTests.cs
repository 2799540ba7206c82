using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Routes, limits and stocks as measures of one case: what each is measured against, and what is refused.</summary>
public sealed class RouteAndLimitTests
{
    private const string Good = "S0";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_limit_as_a_share_is_one_of_what_the_route_brings_in_either_order(int seed)
    {
        var world = SmallWorld.Random(seed, 4, 2);
        var route = Route(world, 0.25);
        var limits = new QuantityLimits
        {
            From = ["all"],
            To = ["C1"],
            Sectors = [Good],
            Share = 1.2,
            RentToImporter = true,
        };
        var (one, other) = (Shock(world, route, limits), Shock(world, limits, route));

        var brought = route.Share * world.Expenditure[1, 0] / (1 + world.Tariffs[1, 2, 0]);
        foreach (var shock in new[] { one, other })
        {
            Assert.Equal(1.2 * brought, Of(shock, 2).Most, 1e-12 * brought);
            // Those without a route keep the room they have in the data.
            Assert.Equal(1.2 * world.Trade[1, 0, 0], Of(shock, 0).Most, 1e-12 * brought);
        }
        Equilibrium After(Shock shock)
        {
            var after = TradeModel.Solve(world, shock, Closure.Fixed);
            Assert.True(after.Converged, after.Explanation);
            return after;
        }
        Near.Equal(After(one).Trade.Span, After(other).Trade.Span, 1e-9);
        // Limits that nobody reaches leave the route what it is without them.
        Near.Equal(After(Shock(world, route)).Trade.Span, After(Shock(world, route, limits with { Share = 100 })).Trade.Span, 1e-9);
    }

    [Fact]
    public void The_capacity_of_a_route_wins_over_a_share_but_not_over_the_end_of_the_flow()
    {
        var world = SmallWorld.Random(1, 4, 2);
        var route = Route(world, 0.25) with { Amount = 7 };
        var limits = new QuantityLimits
        {
            From = ["C2"],
            To = ["C1"],
            Sectors = [Good],
            Share = 0.01,
        };
        Assert.Equal((7, 7), (Of(Shock(world, route, limits), 2).Most, Of(Shock(world, limits, route), 2).Most));
        Assert.Equal(0, Of(Shock(world, limits with { Share = 0 }, route), 2).Most);
        // Of two amounts the tighter one holds.
        Assert.Equal(5, Of(Shock(world, route, limits with { Share = null, Amount = 5 }), 2).Most);
    }

    [Fact]
    public void A_route_for_less_than_the_supplier_has_is_refused()
    {
        var world = SmallWorld.Random(1, 4, 2);
        var fault = Assert.Single(Resolve(world, Route(world, 0.25) with { Share = world.TradeShares[1, 2, 0] / 2 }).Faults);
        Assert.Contains("of the market already", fault.Found, StringComparison.Ordinal);
        Assert.Equal("a share above that", fault.Expected);
    }

    [Fact]
    public void Stocks_larger_than_a_year_and_second_ones_are_refused()
    {
        var world = SmallWorld.Random(1, 4, 2);
        var stock = new Stocks
        {
            Countries = ["C1"],
            Sectors = [Good],
            Share = 1.5,
        };
        Assert.Equal(
            "a stock of S0 in C1 in years of use, 1.5; expected no more than a year's use, 1",
            Assert.Single(Resolve(world, stock).Faults).ToString()
        );
        Assert.Single(Resolve(world, stock with { Share = null, Amount = 1.01 * world.Expenditure[1, 0] }).Faults);
        Assert.Equal(
            "a second stock of S0 in C1; expected one stock a good and country",
            Assert.Single(Resolve(world, stock with { Share = 0.1 }, stock with { Share = 0.2 }).Faults).ToString()
        );
        Assert.True(Resolve(world, stock with { Share = 0.1 }, stock with { Countries = ["C2"], Share = 0.2 }).Success);
    }

    private static NewRoute Route(World world, double more) =>
        new()
        {
            From = ["C2"],
            To = ["C1"],
            Sectors = [Good],
            Share = world.TradeShares[1, 2, 0] + more,
        };

    private static QuantityLimit Of(Shock shock, int exporter) =>
        shock.Limits.Single(l => (l.Importer, l.Exporter, l.Sector) == (1, exporter, 0));

    private static Shock Shock(World world, params Measure[] measures)
    {
        var resolved = Resolve(world, measures).Value;
        return resolved.Shock(resolved.Cases[0]).Value;
    }

    private static Checked<ResolvedScenario> Resolve(World world, params Measure[] measures) =>
        ResolvedScenario.Create(new Scenario { Title = "A market", Cases = [new Case { Name = "one", Measures = [.. measures] }] }, world);
}
