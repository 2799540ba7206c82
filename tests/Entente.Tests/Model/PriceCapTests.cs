using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Caps on what a seller is paid: the levy that keeps it there, the cap that is not reached, the flow that ends.</summary>
public sealed class PriceCapTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };
    private static readonly SolveOptions Plainly = Tight with { Method = SolutionMethod.Plain, MaxIterations = 20_000 };

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void A_cap_that_binds_is_a_tariff_that_makes_it_hold(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 3), seed);
        var behaviour = Behaviours.Uniform(world, 0.8, new Mobility(1, 0));
        // The seller who depends most on two buyers.
        var (i, j) = (
            from seller in new[] { 2, 3 }
            from good in Enumerable.Range(0, 3)
            orderby (world.Trade[0, seller, good] + world.Trade[1, seller, good]) / world.Output[seller, good] descending
            select (seller, good)
        ).First();
        int[] buyers = [.. new[] { 0, 1 }.Where(n => world.Trade[n, i, j] > 0)];
        var without = Solve(world, Ended(world, buyers, i, j), behaviour).UnitCosts[i, j];
        Assert.True(without < 0.999);
        var cap = new PriceCap([.. buyers], i, j, Math.Sqrt(without));
        var shock = new Shock { PriceCaps = [cap] };

        var after = Solve(world, shock, behaviour);
        Assert.Equal(cap.Most, after.UnitCosts[i, j], 1e-10);
        Assert.Equal(after.UnitCosts[i, j], after.CappedPrices[0], 1e-14);
        Assert.InRange(after.PriceCapWedges[0], 1.001, double.MaxValue);
        var plain = TradeModel.Solve(world, shock, Closure.Fixed, Plainly, behaviour);
        Assert.True(plain.Converged, plain.Explanation);
        Near.Equal(plain.Trade.Span, after.Trade.Span, 1e-9);
        Near.Equal(plain.Income.AsSpan(), after.Income.AsSpan(), 1e-9);

        var builder = new ShockBuilder(world);
        foreach (var n in buyers)
            builder.SetTariff(n, i, j, (1 + world.Tariffs[n, i, j]) * after.PriceCapWedges[0] - 1);
        var taxed = Solve(world, builder.Build(), behaviour);
        Near.Equal(taxed.Trade.Span, after.Trade.Span, 1e-9);
        Near.Equal(taxed.Income.AsSpan(), after.Income.AsSpan(), 1e-9);

        // From the point that it is, it is found at once; and the rent told is what the tariff raises beyond the one before.
        Assert.InRange(TradeModel.Solve(world, shock, Closure.Fixed, new() { Start = after.Point }, behaviour).Iterations, 0, 3);
        var told = LimitOutcome.Of(new Comparison(Solve(world, Shock.None, behaviour), after)).ToList();
        Assert.Equal(buyers, told.Select(o => o.Limit.Importer));
        foreach (var outcome in told)
        {
            var n = outcome.Limit.Importer;
            Assert.Equal((taxed.Tariffs[n, i, j] - world.Tariffs[n, i, j]) * taxed.Trade[n, i, j], outcome.Rent, 1e-8 * outcome.Rent);
            Assert.Equal(cap.Most, outcome.SellerPrice, 1e-10);
        }
    }

    [Fact]
    public void Two_countries_and_one_good_have_the_levy_in_closed_form()
    {
        // Labour alone, no deficits: the capped wage is given, the other follows from the numeraire, and the balance gives the levy.
        var world = TwoCountries();
        var (theta, cap) = (world.Thetas[0], 0.95);
        var after = Solve(world, new Shock { PriceCaps = [new([1], 0, 0, cap)] }, Behaviour.LongRun);
        var other = (world.TotalValueAdded - cap * world.ValueAdded[0]) / world.ValueAdded[1];
        Assert.Equal((cap, other), (after.Wages[0], after.Wages[1]), new Tolerance(1e-10));

        var (pi, omega) = (world.TradeShares, after.PriceCapWedges[0]);
        double Power(double cost) => Math.Pow(cost, -theta);
        var imports = cap * world.ValueAdded[0] * pi[0, 1, 0] * Power(other) / (pi[0, 0, 0] * Power(cap) + pi[0, 1, 0] * Power(other));
        var share = pi[1, 0, 0] * Power(omega * cap) / (pi[1, 0, 0] * Power(omega * cap) + pi[1, 1, 0] * Power(other));
        Assert.Equal(imports, after.Trade[1, 0, 0], 1e-9 * imports);
        Assert.Equal(omega * imports, share * (other * world.ValueAdded[1] + (omega - 1) * imports), 1e-9 * imports);
        Assert.Equal((omega - 1) * imports, after.TariffRevenue[1], 1e-9 * imports);
    }

    [Fact]
    public void A_cap_above_the_price_does_nothing_and_one_that_nobody_sells_at_is_an_embargo()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(1, 4, 3), 1);
        var behaviour = Behaviours.Uniform(world, 0.8, new Mobility(1, 0));
        var wide = Solve(world, new Shock { PriceCaps = [new([0, 1], 2, 1, 1.2)] }, behaviour);
        Assert.Equal(1, wide.PriceCapWedges[0]);
        Near.Equal(world.Trade.Span, wide.Trade.Span, 1e-10);

        int[] buyers = [.. new[] { 0, 1 }.Where(n => world.Trade[n, 2, 1] > 0)];
        var ended = Solve(world, Ended(world, buyers, 2, 1), behaviour);
        var low = new Shock { PriceCaps = [new([0, 1], 2, 1, 0.5 * ended.UnitCosts[2, 1])] };
        foreach (var options in new[] { Tight, Plainly })
        {
            var none = TradeModel.Solve(world, low, Closure.Fixed, options, behaviour);
            Assert.True(none.Converged, none.Explanation);
            Assert.Equal(double.PositiveInfinity, none.PriceCapWedges[0]);
            Assert.All(buyers, n => Assert.Equal(0, none.Trade[n, 2, 1]));
            Near.Equal(ended.Trade.Span, none.Trade.Span, 1e-9);
            Near.Equal(ended.Income.AsSpan(), none.Income.AsSpan(), 1e-9);
            Assert.InRange(none.Certificate!.WalrasGap, 0, 1e-10);
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Caps_of_any_height_on_several_sellers_have_an_answer_that_keeps_to_them(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 5, 4), seed);
        foreach (var behaviour in new[] { Behaviour.LongRun, Behaviours.Random(world, seed) })
            foreach (var most in new[] { 1.05, 0.99, 0.95, 0.85, 0.6 })
            {
                var shock = new Shock { PriceCaps = [new([0, 1, 2], 3, 1, most), new([1, 2], 4, 1, most), new([0], 4, 2, 0.97)] };
                var after = TradeModel.Solve(world, shock, Closure.Fixed, null, behaviour);
                Assert.True(after.Converged, $"{most}: {after.Status}: {after.Explanation}");
                for (var c = 0; c < after.Given.PriceCaps.Length; c++)
                {
                    var (cap, omega, paid) = (after.Given.PriceCaps[c], after.PriceCapWedges[c], after.CappedPrices[c]);
                    Assert.True(omega >= 1);
                    Assert.True(double.IsFinite(omega) ? paid <= cap.Most * (1 + 1e-9) : paid >= cap.Most * (1 - 1e-9));
                    Assert.True(omega == 1 || !double.IsFinite(omega) || Math.Abs(paid / cap.Most - 1) < 1e-9);
                    Assert.All(cap.Importers, n => Assert.Equal(double.IsFinite(omega), after.Trade[n, cap.Exporter, cap.Sector] > 0));
                }
            }
    }

    [Fact]
    public void The_lower_of_two_caps_holds_and_those_without_a_flow_are_left_out()
    {
        var world = SmallWorld.Random(1, 4, 3);
        var builder = new ShockBuilder(world);
        int[] buyers = [.. Enumerable.Range(0, 4).Where(n => n != 2)];
        foreach (var n in buyers)
            builder.CapPrice(n, 2, 1, 0.9);
        builder.CapPrice(3, 2, 1, 0.8);
        builder.CapPrice(3, 2, 1, 0.85);
        builder.MultiplyTradeCost(1, 2, 1, double.PositiveInfinity);
        var given = new CounterfactualInputs(world, builder.Build(), Closure.Fixed);
        int[] Left(params int[] some) => [.. some.Where(n => world.Trade[n, 2, 1] > 0)];
        Assert.Equal(Left(0), given.PriceCaps.Where(cap => cap.Most == 0.9).SelectMany(cap => cap.Importers));
        Assert.Equal(Left(3), given.PriceCaps.Where(cap => cap.Most == 0.8).SelectMany(cap => cap.Importers));
    }

    [Fact]
    public void A_capped_price_is_no_data_of_a_world_and_has_no_derivative()
    {
        var world = SmallWorld.Random(1, 4, 3);
        var after = Solve(world, new Shock { PriceCaps = [new([0, 1], 2, 1, 2)] }, Behaviour.LongRun);
        Assert.Contains("caps on prices", Assert.Single(WorldAfter.Of(after).Faults).Found, StringComparison.Ordinal);
        Assert.Equal("caps on prices", Entente.CaliendoParro.Derivatives.Linearisation.WhyNotCovered(after.Given));
    }

    private static World TwoCountries() =>
        World
            .Create(
                new WorldIdentity { Title = "Two" },
                [new Country("A", "A"), new Country("B", "B")],
                [new Sector("S", "S", ["goods"], 4)],
                new WorldTables
                {
                    Trade = new Cube(2, 2, 1, [80, 20, 20, 100]),
                    Tariffs = new Cube(2, 2, 1, new double[4]),
                    InputShares = new Cube(2, 1, 1, [1, 1]),
                    ValueAddedShares = Table.Filled(2, 1, 1),
                }
            )
            .Value;

    private static Shock Ended(World world, int[] buyers, int i, int j)
    {
        var builder = new ShockBuilder(world);
        foreach (var n in buyers)
            builder.MultiplyTradeCost(n, i, j, double.PositiveInfinity);
        return builder.Build();
    }

    private static Equilibrium Solve(World world, Shock shock, Behaviour behaviour)
    {
        var after = TradeModel.Solve(world, shock, Closure.Fixed, Tight, behaviour);
        Assert.True(after.Converged, $"{after.Status}: {after.Explanation}");
        return after;
    }

    /// <summary>Pairs of numbers that are near.</summary>
    private sealed class Tolerance(double most) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) <= most && Math.Abs(x.Item2 - y.Item2) <= most;

        public int GetHashCode((double, double) pair) => 0;
    }
}
