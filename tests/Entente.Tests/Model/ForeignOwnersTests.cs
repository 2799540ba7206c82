using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.CaliendoParro.Search;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Profits of owners abroad: what is paid by hand, whose income it is, what is refused.</summary>
public sealed class ForeignOwnersTests
{
    private const double Share = 0.2;
    private const double Owned = 0.6;
    private const double Tax = 0.15;

    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    private static readonly CapitalLoss Loss = new()
    {
        Countries = ["C0"],
        Share = Share,
        ForeignOwned = Owned,
        ProfitTax = Tax,
        Owners = ["C0", "C1", "C2"],
    };

    /// <summary>
    /// With one good and Cobb-Douglas technology capital earns the share lambda of value added, whatever there is of it: what is left
    /// to the host of its value added is 1 - (1 - t) phi lambda of it, before and after.
    /// </summary>
    [Theory, InlineData("short"), InlineData("medium")]
    public void Of_value_added_the_host_has_what_owners_abroad_leave(string horizon)
    {
        const double lambda = 0.375;
        var world = SmallWorld.WithFactors(SmallWorld.Random(5, 4, 1));
        var after = Solve(world, horizon, Loss, ("factors", 1));
        var (before, now) = (world.ValueAdded[0], after.ValueAdded[0, 0]);
        var left = 1 - (1 - Tax) * Owned * world.Factors[1].Shares[0, 0];
        Assert.Equal(lambda, world.Factors[1].Shares[0, 0], 1e-12);
        Assert.NotEqual(before, now, 1e-3 * before);
        // D' of the data pays for what left the host then.
        var paid = (1 - left) * before;
        Assert.Equal(left * now + paid, now + after.ProfitsKept[0], 1e-9 * before);
        Assert.Equal(left * now + paid + after.TariffRevenue[0] + world.Deficits[0], after.Income[0], 1e-9 * before);
    }

    /// <summary>Where all that is lost is that of owners abroad, they have of the rest what they have left.</summary>
    [Fact]
    public void What_owners_abroad_have_left_earns_its_part_of_the_rest()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(5, 4, 1));
        var lambda = world.Factors[1].Shares[0, 0];
        var after = Solve(world, "short", Loss with { ForeignLost = 1 }, ("factors", 1));
        var paid = (1 - Tax) * lambda * (Owned - Share) / (1 - Share) * after.ValueAdded[0, 0];
        Assert.Equal((1 - Tax) * lambda * Owned * world.ValueAdded[0] - paid, after.ProfitsKept[0], 1e-9 * world.Income[0]);
    }

    /// <summary>In the long run capital is in a factor that earns the same everywhere: what is left of theirs follows its price.</summary>
    [Fact]
    public void In_the_long_run_the_part_of_capital_in_what_is_one_factor_is_the_base()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(6, 4, 3), 6);
        var after = Solve(world, "long", Loss);
        var earned = Enumerable.Range(0, 3).Sum(j => world.Factors[1].Shares[0, j] * world.ValueAddedShares[0, j] * world.Output[0, j]);
        Assert.Equal(
            (1 - Tax) * Owned * earned * (1 - (1 - Share) * after.Wages[0]),
            after.ProfitsKept[0],
            1e-9 * world.Income[0]
        );
    }

    [Theory, InlineData("short"), InlineData("medium"), InlineData("long")]
    public void What_the_host_keeps_the_countries_of_owners_miss_by_income(string horizon)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(7, 4, 3), 7);
        var after = Solve(world, horizon, Loss);
        Assert.Equal(0, after.ProfitsKept.Sum(), 1e-12 * world.TotalValueAdded);
        Assert.Equal(world.Income[1] / world.Income[2], after.ProfitsKept[1] / after.ProfitsKept[2], 1e-9);
        Assert.Equal(0, after.ProfitsKept[3]);
        Assert.InRange(after.Certificate!.WalrasGap, 0, 1e-10);
        // It pays for what is bought abroad as deficits do, and is no sale.
        var balance = after.Imports.Zip(after.Exports, (bought, sold) => bought - sold).ToArray();
        Near.Equal([.. after.Deficits.Zip(after.ProfitsKept, (deficit, kept) => deficit + kept)], balance, 1e-9);
        // The same as lump sums of the size found.
        var shock = Baseline(world, horizon).ShockOf([Loss]).Value;
        var paid = TradeModel.Solve(
            after.World,
            shock with
            {
                OwnedAbroad = [],
                Transfers = after.ProfitsKept,
            },
            Closure.Fixed,
            Tight,
            after.Given.Behaviour
        );
        Near.Equal(paid.Trade.Span, after.Trade.Span, 1e-9);
        Near.Equal(paid.Income.AsSpan(), after.Income.AsSpan(), 1e-9);
    }

    [Fact]
    public void What_is_kept_is_an_outcome_where_owners_are_named()
    {
        var baseline = Baseline(SmallWorld.WithFactors(SmallWorld.Random(7, 4, 3), 7), "short");
        var (named, none) = (baseline.Solve(Loss), baseline.Solve(Loss with { ForeignOwned = 0 }));
        var column = OutcomeSet.All["profits_kept"];
        Assert.True(column.Exists!(named.Changes));
        Assert.False(column.Exists!(none.Changes));
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(named.Equilibrium.ProfitsKept[n], named[$"profits_kept:C{n}"]);
            Assert.Equal(0, none[$"profits_kept:C{n}"]);
        }
        Assert.NotEqual(0, named["profits_kept:C0"]);
        // Measured from a case that has it, it is the difference.
        var again = baseline.Solve(new Question([Loss]) { RelativeTo = named });
        Assert.Equal(0, again["profits_kept:C0"], 1e-9 * Math.Abs(named["profits_kept:C0"]));
    }

    [Fact]
    public void Without_owners_abroad_or_with_all_taxed_away_nothing_flows()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(8, 4, 2), 8);
        var none = Solve(world, "short", Loss with { ForeignOwned = 0 });
        Assert.Empty(none.ProfitsKept);
        Assert.Null(none.Given.Shock.Transfers);
        var bare = TradeModel.Solve(
            none.World,
            new Shock { FactorSupply = none.Given.Shock.FactorSupply },
            Closure.Fixed,
            Tight,
            none.Given.Behaviour
        );
        Assert.Equal(bare.Trade.Span, none.Trade.Span);
        Assert.Equal(bare.Income, none.Income);
        Assert.Equal(none.Trade.Span, Solve(world, "short", Loss with { ProfitTax = 1 }).Trade.Span);
    }

    [Fact]
    public void Owners_lose_with_every_loss_and_of_theirs_what_is_said()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(9, 4, 2), 9);
        var another = new CapitalLoss { Countries = ["C0"], Sectors = ["S0"], Share = 0.5 };
        var owned = Baseline(world, "short").ShockOf([another, Loss with { ForeignLost = 1 }]).Value.OwnedAbroad;
        var left = 1 - Share / Owned;
        Assert.Equal(0.5 * left, owned.Single(o => o.Sector == 0).Left, 1e-14);
        Assert.Equal(left, owned.Single(o => o.Sector == 1).Left, 1e-14);
        // Twice the same owners are the same owners.
        var twice = Baseline(world, "short").ShockOf([Loss, Loss]).Value.OwnedAbroad;
        Assert.All(twice, o => Assert.Equal((1 - Share) * (1 - Share), o.Left, 1e-14));
        var paid = (1 - Tax) * Owned * world.Factors[1].Shares[0, 1] * world.ValueAddedShares[0, 1] * world.Output[0, 1];
        Assert.Equal(paid, twice.Single(o => o.Sector == 1).Paid, 1e-12 * paid);
    }

    [Fact]
    public void On_the_way_of_a_search_a_part_flows_and_derivatives_refuse_by_name()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(3, 4, 2), 3);
        var after = Solve(world, "long", Loss);
        var half = PartialShock.Of(after.Given, 0.5);
        Assert.Equal(0.5 * after.Given.OwnedAbroad[0].Paid, half.OwnedAbroad[0].Paid, 1e-14);
        Assert.Equal(0.5 * after.Given.OwnedAbroad[0].Paid, PartialShock.Financed(after.Given, 0.5).OwnedAbroad[0].Paid, 1e-14);
        Assert.Equal("profits of owners abroad, losses of capital", Linearisation.WhyNotCovered(after));
        // What is no longer paid is in the deficit of the world that it leads to.
        var next = WorldAfter.Of(after).Value;
        Assert.Equal(world.Deficits[0] + after.ProfitsKept[0], next.Deficits[0], 1e-9 * world.Income[0]);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(3, 4, 2), 3);
        var faults = Baseline(world, "short")
            .ShockOf([
                Loss with { Share = 0.7, ForeignLost = 1 },
                Loss with { Share = 0.7, ForeignLost = 0 },
                Loss with { ForeignLost = 2 },
                Loss with { Owners = ["C0"] },
                Loss with { Sectors = ["S1"] },
                Loss with { Sectors = ["S1"], ForeignOwned = 0.5 },
            ])
            .Faults.Select(fault => fault.Found);
        Assert.Equal(
            [
                "owners abroad of 0.6 of the capital who lose 0.7 of it",
                "owners at home of 0.4 of the capital who lose 0.7 of it",
                "lost share of owners abroad 2",
                "owners abroad of capital of C0 that are itself",
                "other owners of capital of S1 in C0 than another measure says",
            ],
            faults
        );
        var balanced = Entente.Baseline.Create(world, new BaselineOptions { Closure = Closure.Zero }).Value;
        Assert.Contains("pays them nothing", Assert.Single(balanced.ShockOf([Loss]).Faults).Found, StringComparison.Ordinal);
        Assert.True(balanced.ShockOf([Loss with { ForeignOwned = 0 }]).Success);
    }

    [Fact]
    public void Owners_who_are_cut_off_from_their_capital_cannot_be_paid()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(3, 4, 2), 3);
        var answer = Baseline(world, "long").Solve(Loss, new Embargo { From = ["C0"], To = ["all"], Both = true });
        Assert.Equal(EquilibriumStatus.UnfinancedDeficit, answer.Status);
    }

    private static Equilibrium Solve(World world, string horizon, Measure measure, params (string Parameter, double Value)[] settings)
    {
        var answer = Baseline(world, horizon, settings).Solve(measure).Equilibrium;
        Assert.True(answer.Converged, answer.Explanation);
        return answer;
    }

    private static Baseline Baseline(World world, string horizon, params (string Parameter, double Value)[] settings) =>
        Entente
            .Baseline.Create(
                world,
                new BaselineOptions
                {
                    Horizon = new Horizon(horizon, []),
                    Parameters = [.. settings.Select(s => new ParameterSetting(s.Parameter, "all", s.Value))],
                    Solve = Tight,
                }
            )
            .Value;
}
