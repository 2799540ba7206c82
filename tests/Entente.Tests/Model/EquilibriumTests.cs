using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What holds in every equilibrium, whatever the shock.</summary>
public sealed class EquilibriumTests
{
    public static TheoryData<int, Closure> Cases =>
        new(from seed in Enumerable.Range(1, 4) from closure in Enum.GetValues<Closure>() select (seed, closure));

    [Theory, MemberData(nameof(Cases))]
    public void The_fast_way_and_the_plain_one_agree(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 5, 3);
        foreach (var shock in new[] { Shocks.Mixed(world, seed), Shocks.Embargo(world, 0, [1, 2]) })
        {
            var fast = TradeModel.Solve(world, shock, closure, new SolveOptions { Tolerance = 1e-12 });
            var plain = TradeModel.Solve(
                world,
                shock,
                closure,
                new SolveOptions
                {
                    Tolerance = 1e-12,
                    Method = SolutionMethod.Plain,
                    MaxIterations = 20_000,
                }
            );

            Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (fast.Status, plain.Status));
            Near.Equal(plain.Wages.AsSpan(), fast.Wages.AsSpan(), 1e-11);
            Near.Equal(plain.Prices.Span, fast.Prices.Span, 1e-11);
            Near.Equal(plain.Trade.Span, fast.Trade.Span, 1e-10);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Every_equation_holds_and_the_numeraire_with_it(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 7, 5);
        var after = TradeModel.Solve(world, Shocks.Mixed(world, seed), closure);

        Assert.Equal((EquilibriumStatus.Converged, ""), (after.Status, after.Explanation));
        Assert.InRange(after.Residuals!.Largest, 0, 1e-10);
        var labour = 0.0;
        for (var n = 0; n < 7; n++)
        {
            // Walras: what sectors pay for labour is what labour earns, though no solver imposed it.
            var paid = Enumerable.Range(0, 5).Sum(j => world.ValueAddedShares[n, j] * after.Output[n, j]);
            Assert.Equal(after.Wages[n] * world.ValueAdded[n], paid, 1e-8 * paid);
            labour += after.Wages[n] * world.ValueAdded[n];
        }
        Assert.Equal(world.TotalValueAdded, labour, 1e-9 * labour);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Deficits_follow_the_closure(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var shock = Shocks.Mixed(world, seed) with { Transfers = null, ExportTaxes = null };
        var after = TradeModel.Solve(world, shock, closure, new SolveOptions { Tolerance = 1e-12 });
        var deficits = after.Imports.Zip(after.Exports, (imports, exports) => imports - exports).ToArray();

        Assert.Equal(0, deficits.Sum(), 1e-9 * world.TotalValueAdded);
        if (closure == Closure.Share)
        {
            var gaps = deficits.Select((d, n) => world.Deficits[n] / world.Income[n] - d / after.Income[n]).ToArray();
            Assert.All(gaps, gap => Assert.Equal(gaps[0], gap, 1e-10));
        }
        else
            Near.Equal(closure == Closure.Fixed ? world.Deficits.AsSpan() : new double[6], deficits, 1e-9);
    }

    /// <summary>Lerner (1936): a uniform tax on a country's exports does what a uniform tariff on its imports does.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Export_taxes_and_tariffs_are_symmetric(int seed)
    {
        var world = SmallWorld.Random(seed, 5, 3);
        var (tariff, tax) = (new ShockBuilder(world), new ShockBuilder(world));
        for (var m = 1; m < 5; m++)
            for (var j = 0; j < 3; j++)
            {
                tariff.SetTariff(0, m, j, (1 + world.Tariffs[0, m, j]) * 1.15 - 1);
                tax.SetExportTax(m, 0, j, 0.15);
            }
        var one = TradeModel.Solve(world, tariff.Build(), Closure.Zero);
        var other = TradeModel.Solve(world, tax.Build(), Closure.Zero);

        Near.Equal(
            [.. one.Income.Zip(one.ConsumerPrices, (i, p) => i / p)],
            [.. other.Income.Zip(other.ConsumerPrices, (i, p) => i / p)],
            1e-9
        );
    }

    [Theory, MemberData(nameof(Cases))]
    public void Productivity_lost_is_a_cost_on_all_sales(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 5, 3);
        var (less, costs) = (new ShockBuilder(world), new ShockBuilder(world));
        less.MultiplyProductivity(1, 2, 0.8);
        for (var n = 0; n < 5; n++)
            costs.MultiplyTradeCost(n, 1, 2, 1 / 0.8);

        Near.Equal(
            TradeModel.Solve(world, less.Build(), closure).Trade.Span,
            TradeModel.Solve(world, costs.Build(), closure).Trade.Span,
            1e-8
        );
    }

    [Theory, MemberData(nameof(Cases))]
    public void Burden_sharing_equalises_what_its_members_lose(int seed, Closure closure)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var alone = Shocks.Embargo(world, 0, [1, 2, 3]);
        var shared = alone with
        {
            BurdenSharing =
            [
                [1, 2, 3],
            ],
        };
        var baseline = TradeModel.Solve(world, Shock.None, closure);
        var before = new Comparison(baseline, TradeModel.Solve(world, alone, closure));
        var after = new Comparison(baseline, TradeModel.Solve(world, shared, closure, reference: baseline));

        Assert.True(before.RealIncome[1] != before.RealIncome[2]);
        Assert.Equal(after.RealIncome[1], after.RealIncome[2], 1e-9);
        Assert.Equal(after.RealIncome[1], after.RealIncome[3], 1e-9);
        Assert.InRange(after.RealIncome[1], before.RealIncome[1..4].Min(), before.RealIncome[1..4].Max());
        Assert.Equal(0, after.Transfers.Sum(), 1e-9 * world.TotalValueAdded);
        Assert.Equal((0.0, 0.0), (after.Transfers[0], after.Transfers[4]));
        Assert.True(after.Transfers[1] != 0);
    }

    [Fact]
    public void A_search_cut_short_has_a_status_and_no_numbers()
    {
        var world = SmallWorld.Random(1, 5, 3);
        var after = TradeModel.Solve(world, Shocks.Mixed(world, 1), Closure.Fixed, new SolveOptions { MaxIterations = 1 });

        Assert.Equal(EquilibriumStatus.MaxIterations, after.Status);
        Assert.Equal(1, after.Iterations);
        Assert.NotEmpty(after.Explanation);
        Assert.Throws<InvalidOperationException>(() => after.ConsumerPrices);
        Assert.Throws<InvalidOperationException>(() => new Comparison(after, after));
    }

    [Fact]
    public void The_same_question_has_the_same_answer_to_the_bit()
    {
        var world = SmallWorld.Random(3, 6, 4);
        var one = TradeModel.Solve(world, Shocks.Mixed(world, 2), Closure.Share);
        var other = TradeModel.Solve(world, Shocks.Mixed(world, 2), Closure.Share);

        Assert.Equal(one.Trade.Span.ToArray(), other.Trade.Span.ToArray());
        Assert.Equal(one.Trace, other.Trace);
    }
}
