using Entente.CaliendoParro;
using Entente.CaliendoParro.Search;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Goods that go around a measure through a third country, and premiums on the finance of trade.</summary>
public sealed class IntermediaryTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    private const double None = double.PositiveInfinity;

    [Theory]
    [InlineData(None, 0.4, 1.3)]
    [InlineData(1.5, 0.4, 1.3)]
    [InlineData(1.2, 0.4, 1.3)]
    [InlineData(None, 1, 1)]
    public void What_is_diverted_has_the_weight_that_is_said(double barrier, double share, double cost)
    {
        var world = SmallWorld.Random(1, 4, 2);
        var (n, i, j, theta) = (1, 2, 0, world.Thetas[0]);
        var builder = new ShockBuilder(world);
        builder.Divert(n, i, j, 3, share, cost, 0.5 * (cost - 1));
        builder.MultiplyTradeCost(n, i, j, barrier);
        var shock = builder.Build();
        var users = shock.TradeCosts![n, i, j] * (1 + (shock.ExportTaxes?[n, i, j] ?? 0));
        var around = share * Math.Pow(Math.Min(cost, barrier), -theta);
        Assert.Equal((1 - share) * Math.Pow(barrier, -theta) + around, Math.Pow(users, -theta), 1e-12);
        // The hub earns its margin on what goes through it, and nothing where the direct way is no dearer.
        var margin = 0.5 * (cost - 1);
        var expected = cost < barrier && margin > 0 ? around / Math.Pow(users, -theta) * margin / (1 + margin) : 0;
        Assert.Equal(expected, shock.Margins.Sum(m => m.Part), 1e-14);
    }

    [Fact]
    public void A_flow_of_small_weight_arrives_by_the_share_that_is_said()
    {
        // At given prices, which a flow of nearly nothing leaves as they are, rho phi^-theta of it arrives under an embargo.
        var world = SmallWorld.Random(4, 4, 1);
        var (n, i) = (1, 2);
        var tiny = With(world, (m, h, j) => (m, h) == (n, i) ? 1e-7 * world.Trade[n, n, j] : world.Trade[m, h, j]);
        var builder = new ShockBuilder(tiny);
        builder.MultiplyTradeCost(n, i, 0, None);
        builder.Divert(n, i, 0, 3, 0.4, 1.3, 0);
        var (before, after) = (Solve(tiny, Shock.None), Solve(tiny, builder.Build()));
        Assert.Equal(0.4 * Math.Pow(1.3, -tiny.Thetas[0]), after.Trade[n, i, 0] / before.Trade[n, i, 0], 1e-5);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void A_margin_is_an_export_tax_paid_on_to_who_earns_it(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 3), seed);
        var behaviour = seed % 2 == 0 ? Behaviour.LongRun : Behaviours.Random(world, seed);
        var shock = Around(world);
        Assert.NotEmpty(shock.Margins);
        var after = Solve(world, shock, behaviour);
        var plain = TradeModel.Solve(
            world,
            shock,
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            behaviour
        );
        Assert.True(plain.Converged, plain.Explanation);
        Near.Equal(plain.Trade.Span, after.Trade.Span, 1e-9);
        Near.Equal(plain.Margins.AsSpan(), after.Margins.AsSpan(), 1e-9);
        Assert.Equal(0, after.Margins.Sum(), 1e-9);
        Assert.True(after.Margins[3] > 0);
        Assert.InRange(after.Certificate!.WalrasGap, 0, 1e-10);

        // The same taxes, with what they are passed on by as lump sums.
        var passedOn = shock with { Margins = [], Transfers = after.Margins };
        var taxed = Solve(world, passedOn, behaviour);
        Near.Equal(taxed.Trade.Span, after.Trade.Span, 1e-9);
        Near.Equal(taxed.Income.AsSpan(), after.Income.AsSpan(), 1e-9);
        var balance = after.Exports.Zip(after.Imports, (sold, bought) => bought - sold);
        Near.Equal(after.Deficits.AsSpan(), [.. balance], 1e-9);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_premium_is_freight_a_tariff_or_an_export_tax_by_who_earns_it(int seed)
    {
        var world = SmallWorld.Random(seed, 4, 2);
        const double premium = 0.12 * 90 / 365;
        var finance = new TradeFinance
        {
            From = ["C2"],
            To = ["C1"],
            Rate = 0.12,
            Days = 90,
        };
        Assert.Equal(premium, finance.Premium, 1e-15);
        Same(
            finance,
            new TradeCost
            {
                From = ["C2"],
                To = ["C1"],
                Factor = 1 + premium,
            }
        );
        Same(
            finance with
            {
                EarnedBy = ["C2"],
            },
            new ExportTax
            {
                By = ["C2"],
                On = ["C1"],
                Rate = premium,
            }
        );
        var tariffs = new ShockBuilder(world);
        for (var j = 0; j < 2; j++)
            tariffs.SetTariff(1, 2, j, (1 + world.Tariffs[1, 2, j]) * (1 + premium) - 1);
        var asTariff = Solve(world, tariffs.Build());
        var earned = Solve(world, Of(world, finance with { EarnedBy = ["C1"] }));
        Near.Equal(asTariff.Trade.Span, earned.Trade.Span, 1e-9);
        Near.Equal(asTariff.Income.AsSpan(), earned.Income.AsSpan(), 1e-9);

        void Same(Measure one, Measure other)
        {
            var (a, b) = (Solve(world, Of(world, one)), Solve(world, Of(world, other)));
            Near.Equal(b.Trade.Span, a.Trade.Span, 1e-9);
            Near.Equal(b.Income.AsSpan(), a.Income.AsSpan(), 1e-9);
        }
    }

    [Fact]
    public void Measures_come_to_the_same_in_any_order_and_secondary_ones_end_what_they_end()
    {
        var world = SmallWorld.Random(1, 4, 2);
        var embargo = new Embargo { From = ["C2"], To = ["C1"] };
        var diversion = new Diversion
        {
            From = ["C2"],
            To = ["C1"],
            Through = ["C0", "C3", "C2"],
            Share = 0.6,
            Cost = 1.2,
            Margin = 0.1,
        };
        var finance = new TradeFinance
        {
            From = ["C2"],
            To = ["C1"],
            Rate = 0.1,
            EarnedBy = ["C0"],
        };
        var against = new SecondarySanctions
        {
            On = ["C3"],
            Share = 0.5,
            Cost = 1.1,
        };
        Measure[] measures = [embargo, diversion, finance, against];
        var (one, other) = (Of(world, measures), Of(world, [.. measures.Reverse()]));
        Near.Equal(one.TradeCosts!.Span, other.TradeCosts!.Span, 1e-14);
        Near.Equal(one.ExportTaxes!.Span, other.ExportTaxes!.Span, 1e-14);

        // The two sides of the flow are no hubs: C0 and C3 divide it by income.
        var theta = world.Thetas[0];
        var part = world.Income[0] / (world.Income[0] + world.Income[3]);
        var users = one.TradeCosts[1, 2, 0] * (1 + one.ExportTaxes[1, 2, 0]) / 1.1;
        var weight = 0.6 * part * Math.Pow(1.2, -theta) + 0.6 * (1 - part) * 0.5 * Math.Pow(1.2 * 1.1, -theta);
        Assert.Equal(weight, Math.Pow(users, -theta), 1e-12);

        var ended = Of(world, embargo, diversion, against with { On = ["C0", "C3"], Share = 1 });
        Assert.Equal(Of(world, embargo).TradeCosts!.Span, ended.TradeCosts!.Span);
        Assert.Null(ended.ExportTaxes);
        Assert.Empty(ended.Margins);
        // What no measure makes dearer goes directly.
        Assert.All(Of(world, diversion).TradeCosts!.Span.ToArray(), cost => Assert.Equal(1, cost));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_and_what_changes_nothing_remarked_on()
    {
        var world = SmallWorld.Random(1, 4, 2);
        var diversion = new Diversion
        {
            From = ["C2"],
            To = ["C1"],
            Through = ["C3"],
            Share = 0.6,
            Cost = 1.2,
        };
        Assert.Equal(
            ["share 1.5", "cost 0.5", "margin -1"],
            Faults(diversion with { Share = 1.5, Cost = 0.5, Margin = -1 })
        );
        Assert.Equal(["margin 0.3"], Faults(diversion with { Margin = 0.3 }));
        Assert.Equal(["unknown country or group 'C9'"], Faults(diversion with { Through = ["C9"] }));
        Assert.Contains("that take 1.2 of the goods", Faults(diversion, diversion)[0], StringComparison.Ordinal);
        Assert.Equal(
            ["rate -1", "days 0"],
            Faults(
                new TradeFinance
                {
                    From = ["C2"],
                    To = ["C1"],
                    Rate = -1,
                    Days = 0,
                }
            )
        );
        Assert.Equal(
            ["share 2", "cost 0"],
            Faults(
                new SecondarySanctions
                {
                    On = ["C3"],
                    Share = 2,
                    Cost = 0,
                }
            )
        );
        Assert.Equal(
            "secondary sanctions that change nothing: no diversion of the case goes through these countries",
            Assert.Single(Make(world, new SecondarySanctions { On = ["C3"], Share = 0.5 }).Warnings)
        );
        Assert.Throws<ArgumentException>(() =>
            new CounterfactualInputs(world, new Shock { Margins = [new(1, 2, 0, 3, 0.1)] }, Closure.Fixed)
        );

        string[] Faults(params Measure[] measures) => [.. Make(world, measures).Faults.Select(fault => fault.Found)];
    }

    [Theory, InlineData(0.0), InlineData(0.4), InlineData(1.0)]
    public void On_the_way_to_the_whole_shock_parts_are_those_of_the_taxes(double t)
    {
        var world = SmallWorld.Random(1, 4, 3);
        var seller = new[] { 1, 2, 3 }.MaxBy(i => world.Trade[0, i, 1]);
        var shock = Around(world) with { PriceCaps = [new([0], seller, 1, 0.8)] };
        var at = PartialShock.Of(new CounterfactualInputs(world, shock, Closure.Fixed), t);
        var tax = at.ExportTaxes[1, 2, 0];
        Assert.Equal(tax / (1 + tax), at.Margins.Where(m => (m.Importer, m.Exporter, m.Sector) == (1, 2, 0)).Sum(m => m.Part), 1e-14);
        Assert.Equal(Math.Pow(0.8, t), at.PriceCaps[0].Most, 1e-14);
        var whole = Solve(world, shock);
        var followed = Continuation.After(
            new Attempt(whole, new(Entente.Numerics.SolverStatus.Stalled, [], 1, 0, [])),
            true,
            Tight
        );
        Assert.True(followed.Answer.Converged, followed.Answer.Explanation);
        Near.Equal(whole.Trade.Span, followed.Answer.Trade.Span, 1e-9);
    }

    [Fact]
    public void First_order_gains_are_where_the_margin_is_earned()
    {
        var world = SmallWorld.Random(3, 4, 2);
        var finance = new TradeFinance
        {
            From = ["C2"],
            To = ["C1"],
            Rate = 1e-6,
            EarnedBy = ["C3"],
        };
        var comparison = new Comparison(Solve(world, Shock.None), Solve(world, Of(world, finance)));
        for (var n = 0; n < 4; n++)
            Assert.Equal(
                comparison.RealIncome[n] - 1,
                comparison.TermsOfTrade[n] + comparison.VolumeOfTrade[n],
                1e-9
            );
    }

    /// <summary>An embargo on one flow with a hub around it, and a premium on another that two others earn.</summary>
    private static Shock Around(World world)
    {
        var builder = new ShockBuilder(world);
        builder.MultiplyTradeCost(1, 2, 0, None);
        builder.Divert(1, 2, 0, 3, 0.6, 1.2, 0.15);
        builder.Finance(1, 2, 0, 0.03, (0, 1));
        builder.SetExportTax(0, 1, 1, 0.05);
        builder.Finance(0, 1, 1, 0.04, (2, 0.25), (3, 0.75));
        return builder.Build();
    }

    private static Shock Of(World world, params Measure[] measures) => Make(world, measures).Value;

    private static Checked<Shock> Make(World world, params Measure[] measures) =>
        ShockBuilder.Of(
            world,
            System.Collections.Immutable.ImmutableSortedDictionary<
                string,
                System.Collections.Immutable.ImmutableArray<Word>
            >.Empty,
            measures
        );

    private static World With(World world, Func<int, int, int, double> trade) =>
        World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                new WorldTables
                {
                    Trade = Cube.Create(world.Trade.First, world.Trade.Second, world.Trade.Third, trade),
                    Tariffs = world.Tariffs,
                    ValueAddedShares = world.ValueAddedShares,
                    InputShares = world.InputShares,
                }
            )
            .Value;

    private static Equilibrium Solve(World world, Shock shock, Behaviour? behaviour = null)
    {
        var after = TradeModel.Solve(world, shock, Closure.Fixed, Tight, behaviour);
        Assert.True(after.Converged, $"{after.Status}: {after.Explanation}");
        return after;
    }
}
