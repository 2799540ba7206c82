using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Scenarios;

/// <summary>Cases asked year by year: against the closed forms of Anderson, Larch and Yotov (2020), and against single answers.</summary>
public sealed class PathTests
{
    private const double Alpha = 0.4;
    private const double Delta = 0.1;
    private const double Rate = 0.05;

    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    private static readonly ImmutableArray<PathHorizon> LongRun = [new(1, "long")];

    /// <summary>
    /// Y = A K^alpha with labour fixed: k' = (1 - delta + delta alpha) k + delta a in logarithms, so that
    /// k_t = a/(1 - alpha) (1 - (1 - delta (1 - alpha))^(t-1)).
    /// </summary>
    [Fact]
    public void Capital_of_a_country_by_itself_goes_its_known_way()
    {
        var a = Math.Log(0.9);
        var path = Path(
            OneCountry.World(Alpha),
            new Case
            {
                Name = "a",
                Measures = [new Productivity { Countries = ["C0"], Factor = 0.9 }],
                Path = Of(25) with { Depreciation = Delta, Horizons = LongRun },
            }
        );
        var slope = 1 - Delta * (1 - Alpha);
        Assert.True(path.IsComplete);
        Assert.Equal("", path.Trouble);
        double LogCapital(int t) => a / (1 - Alpha) * (1 - Math.Pow(slope, t - 1));
        foreach (var year in path.Years)
        {
            Assert.Equal(LogCapital(year.Year), Math.Log(year.Capital[0]), 1e-9);
            Assert.Equal(a + Alpha * LogCapital(year.Year), Math.Log(year.RealIncome[0]), 1e-9);
        }
        Assert.Equal(a / (1 - Alpha), Math.Log(path.SteadyState[0]), 1e-7);

        var beta = 1 / (1 + Rate);
        Assert.Equal(Alpha * Delta * beta / (1 - beta + Delta * beta), path.Saved[0], 1e-14);
        double Weight(int t) => Math.Pow(beta, t - 1) / (t == 25 ? 1 - beta : 1);
        double LogIncome(int t) => a + Alpha * LogCapital(t);
        var value = Enumerable.Range(1, 25).Sum(t => Weight(t) * (Math.Exp(LogIncome(t)) - 1)) * OneCountry.Income;
        Assert.Equal(value, path.Value!.Income[0], 1e-6);
        Assert.Equal(value * (1 - path.Saved[0]), path.Value.Consumption[0], 1e-6);
        // What all weights add up to is a perpetuity.
        var welfare = (1 - beta) * Enumerable.Range(1, 25).Sum(t => Weight(t) * LogIncome(t));
        Assert.Equal(welfare, Math.Log(path.Value.Welfare[0]), 1e-9);
        Assert.Equal(value * (1 - beta) / OneCountry.Income, path.Value.ConsumptionShare[0], 1e-9);
        // Neither the first year nor the steady state is the welfare of the path.
        Assert.InRange(path.Value.Welfare[0], path.SteadyState[0] + 0.01, path.Years[0].RealIncome[0] - 0.01);
    }

    [Fact]
    public void Capital_that_was_lost_is_saved_again()
    {
        var path = Path(
            OneCountry.World(Alpha),
            new Case
            {
                Name = "a",
                Measures =
                [
                    new CapitalLoss
                    {
                        Countries = ["C0"],
                        Share = 0.2,
                        Phase = new PhaseIn(1, [0.5, 1]),
                    },
                ],
                Path = Of(12) with { Depreciation = Delta, Horizons = LongRun },
            }
        );
        // A tenth in the first year, a further ninth of what the data had in the second.
        var log = Math.Log(0.9);
        foreach (var year in path.Years)
        {
            log += year.Year == 2 ? Math.Log(0.8 / 0.9) : 0;
            Assert.Equal(log, Math.Log(year.Capital[0]), 1e-9);
            Assert.Equal(Alpha * log, Math.Log(year.RealIncome[0]), 1e-9);
            log *= 1 - Delta * (1 - Alpha);
        }
        Assert.Equal(1, path.SteadyState[0], 1e-7);
    }

    [Fact]
    public void What_owners_abroad_took_does_not_come_back_by_saving()
    {
        var loss = new CapitalLoss
        {
            Countries = ["C0"],
            Share = 0.2,
            ForeignOwned = 0.5,
            Phase = new PhaseIn(2, [1]),
        };
        var path = Path(
            SmallWorld.WithFactors(SmallWorld.Random(4, 3, 2), 4),
            new Case
            {
                Name = "a",
                Measures = [loss],
                Path = Of(30) with { Depreciation = 0.5, Horizons = LongRun },
            }
        );
        Assert.Equal(1, path.Years[0].Capital[0], 1e-9);
        Assert.Equal(0.8, path.Years[1].Capital[0], 1e-9);
        // A tenth is gone for good, what was left of the rest is saved up to what real income allows.
        var own = 0.8 / 0.9;
        for (var at = 1; at < 29; at++)
        {
            own = Math.Sqrt(own * path.Years[at].RealIncome[0]);
            Assert.Equal(0.9 * own, path.Years[at + 1].Capital[0], 1e-9);
        }
        Assert.Equal(path.SteadyState[0], path.Years[^1].RealIncome[0], 1e-4);
    }

    [Fact]
    public void Each_year_is_the_answer_at_its_horizon_with_its_part_of_the_measures()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(4, 4, 3), 4);
        var tariff = new Tariff { By = ["C0"], On = ["C1"], Rate = 0.4 };
        var path = Path(
            world,
            new Case
            {
                Name = "a",
                Measures = [tariff with { Phase = new PhaseIn(2, [0.5, 1]) }, new TradeCost { From = ["C2"], To = ["C0"], Factor = 1.3 }],
                Path = Of(6) with { Horizons = [new(1, "short"), new(3, "medium"), new(5, "long")], Perpetuity = false },
            }
        );
        var cost = new TradeCost { From = ["C2"], To = ["C0"], Factor = 1.3 };
        Assert.Equal(
            ["short", "short to medium 0.5", "medium", "medium to long 0.5", "long", "long"],
            path.Years.Select(year => year.Horizon)
        );
        Near.Equal(At("short", cost).AsSpan(), path.Years[0].RealIncome.AsSpan(), 1e-9);
        Near.Equal(At("medium", cost, tariff).AsSpan(), path.Years[2].RealIncome.AsSpan(), 1e-9);
        Near.Equal(At("long", cost, tariff).AsSpan(), path.Years[4].RealIncome.AsSpan(), 1e-9);
        Near.Equal(path.Years[4].RealIncome.AsSpan(), path.Years[5].RealIncome.AsSpan(), 1e-9);
        Assert.All(path.Saved, saved => Assert.Equal(0, saved));
        Assert.Equal(path.Value!.Income, path.Value.Consumption);
        var weights = PathEquations.Weights(6, Rate, perpetuity: false);
        Assert.Equal(Math.Pow(1 + Rate, -5), weights[5], 1e-15);
        Assert.Equal(
            weights.Select((omega, t) => omega * (path.Years[t].RealIncome[1] - 1)).Sum() * world.Income[1],
            path.Value.Income[1],
            1e-9
        );

        ImmutableArray<double> At(string horizon, params Measure[] measures) =>
            Baseline
                .Create(world, new BaselineOptions { Horizon = new Horizon(horizon, []), Solve = Tight })
                .Value.Solve(measures)
                .Changes.RealIncome;
    }

    [Fact]
    public void Between_horizons_parameters_go_straight_and_mobility_by_its_inverse()
    {
        var labour = HorizonParameter.All.Single(p => p.Name == "labour_mobility");
        Assert.Equal(1.5, labour.Between("medium", "long", 0));
        Assert.Equal(3, labour.Between("medium", "long", 0.5), 1e-12);
        Assert.Equal(double.PositiveInfinity, labour.Between("medium", "long", 1));
        Assert.Equal(0.25, HorizonParameter.All.Single(p => p.Name == "energy").Between("short", "medium", 0.5), 1e-15);
    }

    [Fact]
    public void A_year_without_an_answer_is_named_and_ends_the_path()
    {
        var path = Path(
            SmallWorld.WithFactors(SmallWorld.Random(4, 4, 3), 4),
            new Case
            {
                Name = "a",
                Measures =
                [
                    new Embargo
                    {
                        From = ["C0"],
                        To = ["all"],
                        Both = true,
                        Phase = new PhaseIn(3, [1]),
                    },
                ],
                Path = Of(5),
            }
        );
        Assert.Equal(3, path.Years.Length);
        Assert.Equal([true, true, false], path.Years.Select(year => year.Converged));
        Assert.Null(path.Value);
        Assert.StartsWith("year 3 has no answer: ", path.Trouble, StringComparison.Ordinal);
        Assert.NotEqual(EquilibriumStatus.Converged, path.Years[2].Status);
    }

    [Fact]
    public void Every_fault_of_a_path_is_found_at_once()
    {
        var scenario = Scenario(
            new Case
            {
                Name = "a",
                After = "b",
                Measures = [new Productivity { Countries = ["C0"], Factor = 0.9, Phase = new PhaseIn(9, [0.5, 1.5]) }],
                Path = Of(0) with
                {
                    Discount = 0,
                    Depreciation = 2,
                    Horizons = [new(3, "short"), new(2, "soon")],
                },
            },
            new Case { Name = "b", Measures = [new Productivity { Countries = ["C0"], Factor = 0.9, Phase = new PhaseIn(1, [1]) }] }
        );
        var faults = ResolvedScenario.Create(scenario, SmallWorld.WithFactors(SmallWorld.Random(4, 3, 2))).Faults.Select(f => f.Found);
        string[] expected =
        [
            "years 0",
            "discount rate 0",
            "depreciation 2",
            "unknown horizon 'soon'",
            "year 2 after year 3",
            "first year 9",
            "part of a measure 1.5",
            "a path of case 'a', that happens after another",
            "a measure phased in, in a case without a path",
        ];
        Assert.Equal(expected.Order(), faults.Order());
        var without = ResolvedScenario.Create(
            Scenario(new Case { Name = "a", Path = Of(3) with { Depreciation = 0.1 } }),
            SmallWorld.Random(4, 3, 2)
        );
        Assert.Contains("accumulation of capital", Assert.Single(without.Faults).Found, StringComparison.Ordinal);
    }

    private static CasePath Of(int years) => new() { Years = years, Discount = Rate };

    private static Scenario Scenario(params Case[] cases) => new() { Title = "Years", Cases = [.. cases] };

    private static PathAnswer Path(World world, Case theCase) =>
        new ScenarioAnswer(ResolvedScenario.Create(Scenario(theCase), world).Value, Tight).Path(0)!;
}
