using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.CaliendoParro.Derivatives;
using Entente.CaliendoParro.Search;
using Entente.Gravity;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Losses of capital: closed forms, plain equations, whose income it was.</summary>
public sealed class CapitalTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    [Theory]
    [InlineData("short", 1)]
    [InlineData("short", 0.5)]
    [InlineData("medium", 2)]
    public void A_country_by_itself_loses_what_its_technology_says(string horizon, double sigma)
    {
        const double capital = 0.4;
        const double lost = 0.3;
        var baseline = Of(OneCountry.World(capital), horizon, ("factors", sigma), ("labour_mobility", 1), ("capital_mobility", 1));
        var answer = baseline.Solve(new CapitalLoss { Countries = ["C0"], Share = lost });
        var power = (sigma - 1) / sigma;
        var expected =
            sigma == 1
                ? Math.Pow(1 - lost, capital)
                : Math.Pow(1 - capital + capital * Math.Pow(1 - lost, power), 1 / power);
        Assert.Equal(expected, answer.Changes.RealIncome[0], 1e-10);
    }

    [Fact]
    public void In_the_long_run_labour_and_capital_are_one_and_its_share_is_lost()
    {
        var answer = Of(OneCountry.World(0.4), "long").Solve(new CapitalLoss { Countries = ["C0"], Share = 0.3 });
        Assert.Equal(1 - 0.4 * 0.3, answer.Changes.RealIncome[0], 1e-10);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Fast_kernels_agree_with_the_plain_equations(int seed)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 4), seed);
        var mixed = Shocks.Mixed(world, seed) with
        {
            FactorSupply = Supply(world, seed),
            OwnedAbroad = [new(1, 0, 1, 0.05 * world.Income[0], 0.7, [new(1, 0.4), new(2, 0.6)]), new(1, 2, 0, 3, 0.2, [new(0, 1)])],
        };
        Behaviour[] behaviours =
        [
            Behaviour.LongRun,
            Behaviours.Random(world, seed),
            Behaviour.LongRun with
            {
                Factors = [Mobility.Mobile, Mobility.Mobile, Mobility.Stuck],
                JoinsMobile = true,
            },
            // As where capital is accumulated: apart from labour, both mobile.
            Behaviour.LongRun with
            {
                Factors = [Mobility.Mobile, Mobility.Mobile, Mobility.Stuck],
            },
        ];
        foreach (var behaviour in behaviours)
        {
            var fast = TradeModel.Solve(world, mixed, Closure.Fixed, Tight, behaviour);
            var plain = TradeModel.Solve(
                world,
                mixed,
                Closure.Fixed,
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
            Near.Equal(plain.ProfitsKept.AsSpan(), fast.ProfitsKept.AsSpan(), 1e-9);
            for (var f = 0; f < fast.Given.Factors.Length; f++)
                Near.Equal(Equations.FactorEndowments(fast.Given, f).Span, fast.Given.FactorEndowments[f].Span, 1e-14);
        }
    }

    [Fact]
    public void A_factor_that_moves_freely_has_what_all_sectors_have()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(7, 3, 3));
        var behaviour = Behaviour.LongRun with { Factors = [Mobility.Mobile, Mobility.Mobile, Mobility.Mobile] };
        // The same quantity lost, in one sector or spread over all.
        double Paid(int j) => world.Factors[1].Shares[0, j] * world.ValueAddedShares[0, j] * world.Output[0, j];
        var spread = 0.5 * Paid(0) / Enumerable.Range(0, 3).Sum(Paid);
        var one = Solve((j) => j == 0 ? 0.5 : 1);
        var all = Solve(_ => 1 - spread);
        Near.Equal(one.Trade.Span, all.Trade.Span, 1e-9);

        Equilibrium Solve(Func<int, double> supply) =>
            TradeModel.Solve(
                world,
                new Shock
                {
                    FactorSupply =
                    [
                        Table.Filled(3, 3, 1),
                        Table.Create(3, 3, (n, j) => n == 0 ? supply(j) : 1),
                        Table.Filled(3, 3, 1),
                    ],
                },
                Closure.Fixed,
                Tight,
                behaviour
            );
    }

    /// <summary>The envelope theorem: without taxes the world loses, to first order, what the capital earned, whoever owned it.</summary>
    [Theory, InlineData(0), InlineData(1)]
    public void The_world_loses_what_the_capital_earned(double foreignOwned)
    {
        const double lost = 1e-4;
        var world = Untaxed(SmallWorld.WithFactors(SmallWorld.Random(6, 3, 3), 6));
        var changes = Of(world, "short")
            .Solve(
                new CapitalLoss
                {
                    Countries = ["C0"],
                    Share = lost,
                    ForeignOwned = foreignOwned,
                }
            )
            .Changes;
        var earned = Enumerable.Range(0, 3).Sum(j => world.Factors[1].Shares[0, j] * world.ValueAddedShares[0, j] * world.Output[0, j]);
        var gained = world.Income.Select((income, n) => income * (changes.RealIncome[n] - 1)).Sum();
        Assert.Equal(-1, gained / (lost * earned), 2e-3);
    }

    [Fact]
    public void The_way_to_a_loss_goes_by_its_powers_and_derivatives_and_gravity_refuse_it()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(3, 3, 2), 3);
        var shock = new Shock { FactorSupply = Supply(world, 3) };
        var given = new CounterfactualInputs(world, shock, Closure.Fixed, Behaviours.Random(world, 3));
        var half = PartialShock.Of(given, 0.5);
        Near.Equal(
            given.FactorEndowments[1].Span.ToArray().Zip(given.FactorPayments[1].Span.ToArray(), (e, v) => Math.Sqrt(e * v)).ToArray(),
            half.FactorEndowments[1].Span,
            1e-13
        );
        var longRun = TradeModel.Solve(world, shock, Closure.Fixed);
        Assert.Equal("losses of capital", Linearisation.WhyNotCovered(longRun));
        Assert.NotNull(GravityModel.Default.Refusal(new CapitalLoss { Countries = ["C0"], Share = 0.1 }));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var faults = Of(SmallWorld.WithFactors(SmallWorld.Random(3, 3, 2)), "short")
            .ShockOf([
                new CapitalLoss
                {
                    Countries = ["C0"],
                    Share = 1,
                    ForeignOwned = 2,
                    ProfitTax = -1,
                },
                new CapitalLoss
                {
                    Countries = ["C1"],
                    Share = 0.1,
                    ForeignOwned = 1,
                    Owners = ["C1"],
                },
            ])
            .Faults.Select(fault => fault.Found);
        Assert.Equal(
            ["share 1", "share of owners abroad 2", "tax on profits -1", "owners abroad of capital of C1 that are itself"],
            faults
        );
        var without = Baseline.Create(SmallWorld.Random(3, 3, 2)).Value.ShockOf([new CapitalLoss { Countries = ["C0"], Share = 0.1 }]);
        Assert.Contains("does not tell capital", Assert.Single(without.Faults).Found, StringComparison.Ordinal);
    }

    private static ImmutableArray<Table> Supply(World world, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. world.Factors.Select(_ =>
                Table.Create(world.Countries.Length, world.Sectors.Length, (_, _) => 0.4 + 0.8 * random.NextDouble())
            ),
        ];
    }

    private static World Untaxed(World world) =>
        World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                new WorldTables
                {
                    Trade = world.Trade,
                    Tariffs = Cube.Create(world.Trade.First, world.Trade.Second, world.Trade.Third, (_, _, _) => 0),
                    ValueAddedShares = world.ValueAddedShares,
                    InputShares = world.InputShares,
                    Factors = world.Factors,
                }
            )
            .Value;

    private static Baseline Of(World world, string horizon, params (string Parameter, double Value)[] settings) =>
        Baseline
            .Create(
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
