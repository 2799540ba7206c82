using System.Collections.Immutable;
using Entente.Batches;
using Entente.CaliendoParro;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Batches;

/// <summary>Every row of a sweep is the answer to its question asked alone.</summary>
public sealed class SweepTests
{
    private static readonly World World = SmallWorld.WithFactors(SmallWorld.Random(11, 4, 3), 11);

    private static readonly Scenario Scenario = new()
    {
        Title = "Some measures",
        Library =
        [
            new Case
            {
                Name = "regime",
                Measures =
                [
                    new Tariff
                    {
                        By = ["C1"],
                        On = ["C2"],
                        Rate = 0.3,
                    },
                ],
            },
        ],
        Cases =
        [
            new Case
            {
                Name = "tariff",
                Includes = ["regime"],
                Horizons = [new("short", []), Horizon.LongRun],
                Measures = [new Tariff { By = ["C0"], Rate = 0.1 }],
            },
            new Case
            {
                Name = "cost",
                RelativeTo = "tariff",
                Measures =
                [
                    new TradeCost
                    {
                        From = ["C0"],
                        To = ["C1"],
                        Factor = 1.1,
                    },
                ],
            },
            new Case
            {
                Name = "not-asked",
                Measures =
                [
                    new Embargo
                    {
                        From = ["C0"],
                        To = ["all"],
                        Both = true,
                    },
                ],
            },
        ],
    };

    private static readonly Sweep Sweep = new()
    {
        Title = "A sweep",
        Scenario = Scenario,
        Cases = ["tariff", "cost"],
        Axes =
        [
            new SweepAxis(
                ["tariff.tariff.rate"],
                [
                    [0.0],
                    [0.2],
                    [0.4],
                ]
            ),
            new SweepAxis(
                ["regime.1.rate", "energy"],
                [
                    [0.1, 0.2],
                    [0.5, 0.9],
                ]
            ),
        ],
        Draws = 3,
        Seed = 42,
        Drawn =
        [
            new SweepDraw("theta.S1", Distribution.LogNormal(4, 0.3)),
            new SweepDraw("cost.trade_cost.factor", Distribution.Uniform(1, 2)),
        ],
        Outcomes = ["real_income_pct:all", "output_pct:C0:S1", "first_order_pct:C2", "price_pct:C1:goods"],
    };

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    public void The_bits_do_not_depend_on_threads(int threads, int chunk)
    {
        var expected = Rows(Sweep, new BatchOptions(), chunk);
        Assert.Equal(Bits(expected), Bits(Rows(Sweep, new BatchOptions { Threads = threads }, chunk)));
        Assert.Equal(3 * 2 * 3 * 3, expected.Length);
        Assert.All(expected, row => Assert.Equal(EquilibriumStatus.Converged, row.Status));
    }

    [Fact]
    public void A_row_is_its_question_asked_alone()
    {
        var sweep = ResolvedSweep.Create(Sweep, World).Value;
        foreach (var row in Rows(Sweep, new BatchOptions(), 5).Where((_, at) => at % 7 == 0))
        {
            // In the order of the columns: tariff.tariff.rate, regime.1.rate, energy, theta.S1, cost.trade_cost.factor.
            var (caseName, horizon) = sweep.Cases[row.Case];
            var world = World.WithThetas(World.Thetas.SetItem(1, row.Values[3]));
            var asked = Scenario with
            {
                Library =
                [
                    Scenario.Library[0] with
                    {
                        Measures =
                        [
                            new Tariff
                            {
                                By = ["C1"],
                                On = ["C2"],
                                Rate = row.Values[1],
                            },
                        ],
                    },
                ],
                Parameters = [new ParameterSetting("energy", "all", row.Values[2])],
                Cases =
                [
                    Scenario.Cases[0] with
                    {
                        Measures = [new Tariff { By = ["C0"], Rate = row.Values[0] }],
                    },
                    Scenario.Cases[1] with
                    {
                        Measures =
                        [
                            new TradeCost
                            {
                                From = ["C0"],
                                To = ["C1"],
                                Factor = row.Values[4],
                            },
                        ],
                    },
                ],
            };
            var resolved = ResolvedScenario.Create(asked, world).Value;
            var position = Enumerable
                .Range(0, resolved.Cases.Length)
                .Single(p => (resolved.Cases[p].Case.Name, resolved.Cases[p].Horizon.Label) == (caseName, horizon));
            var comparison = new ScenarioAnswer(resolved).Answer(position).Comparison!;
            for (var o = 0; o < sweep.Outcomes.Length; o++)
                Assert.Equal(sweep.Outcomes[o].Of(comparison), row.Outcomes[o], 1e-5);
        }
    }

    [Fact]
    public void Points_are_the_product_of_axes_and_draws_and_draws_are_the_same_in_every_row()
    {
        var rows = Rows(Sweep, new BatchOptions(), 50).Where(r => r.Case == 0).ToList();
        Assert.Equal(Enumerable.Range(0, 18), rows.Select(r => r.Point));
        Assert.Equal([0, 0, 0, 0, 0, 0, 0.2], rows.Take(7).Select(r => r.Values[0]));
        Assert.Equal([0.1, 0.1, 0.1, 0.5], rows.Take(4).Select(r => r.Values[1]));
        Assert.Equal(3, rows.Select(r => r.Values[3]).Distinct().Count());
        Assert.Equal(rows[0].Values[3], rows[15].Values[3]);
        Assert.NotEqual(rows[0].Values[3], Rows(Sweep with { Seed = 43 }, new BatchOptions(), 50)[0].Values[3]);
    }

    [Fact]
    public void Drawn_costs_enter_each_case_once_and_each_flow_by_itself()
    {
        var draw = new CostDraw(["all"], ["all"], ["S0"], CostUnit.Flow, Distribution.LogNormal(1, 0.1), null);
        var scenario = new Scenario
        {
            Title = "Draws",
            Cases = [new Case { Name = "base" }, new Case { Name = "more", Includes = ["base"] }],
        };
        var sweep = new Sweep
        {
            Title = "Draws",
            Scenario = scenario,
            Draws = 4,
            Seed = 1,
            DrawnCosts = [draw],
            Outcomes = ["real_income_pct:all"],
        };
        var rows = Rows(sweep, new BatchOptions(), 4);

        // A case that includes another has the same factors, not their squares.
        for (var point = 0; point < 4; point++)
            Assert.Equal(rows[2 * point].Outcomes, rows[2 * point + 1].Outcomes);
        Assert.Equal(4, rows.Select(r => r.Outcomes[0]).Distinct().Count());
        foreach (var unit in new[] { CostUnit.Pair, CostUnit.Sector })
            Assert.NotEqual(
                rows[0].Outcomes,
                Rows(sweep with { DrawnCosts = [draw with { Each = unit }] }, new BatchOptions(), 4)[0].Outcomes
            );
        // One factor for a sector is the measure with that factor.
        var factor = draw.Distribution.Quantile(new CounterRandom(1).At(2).At(~0L).Uniform(0));
        var shock = new ShockBuilder(World);
        foreach (var (n, i) in from n in Enumerable.Range(0, 4) from i in Enumerable.Range(0, 4) where n != i select (n, i))
            shock.MultiplyTradeCost(n, i, 0, factor);
        var alone = new Comparison(
            TradeModel.Solve(World, Shock.None, Closure.Fixed),
            TradeModel.Solve(World, shock.Build(), Closure.Fixed)
        );
        Assert.Equal(
            100 * (alone.RealIncome[0] - 1),
            Rows(sweep with { DrawnCosts = [draw with { Each = CostUnit.Sector }] }, new BatchOptions(), 4)[4].Outcomes[0],
            1e-6
        );
    }

    [Fact]
    public void A_point_without_an_answer_is_a_row_without_numbers()
    {
        var rows = Rows(
            Sweep with
            {
                Cases = ["not-asked"],
                Drawn = [],
                Axes =
                [
                    new SweepAxis(
                        ["energy"],
                        [
                            [0.5],
                            [1.0],
                        ]
                    ),
                ],
                Draws = 1,
            },
            new BatchOptions(),
            4
        );
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Equal(EquilibriumStatus.UnfinancedDeficit, row.Status));
        Assert.All(rows, row => Assert.All(row.Outcomes, value => Assert.True(double.IsNaN(value))));
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = ResolvedSweep
            .Create(
                Sweep with
                {
                    Cases = ["tarif"],
                    Axes =
                    [
                        new SweepAxis(
                            ["enrgy"],
                            [
                                [1.0],
                            ]
                        ),
                        new SweepAxis(
                            ["tariff.tariff.share"],
                            [
                                [1.0],
                            ]
                        ),
                        new SweepAxis(
                            ["tariff.embargo.rate"],
                            [
                                [1.0],
                            ]
                        ),
                        new SweepAxis(
                            ["energy"],
                            [
                                [1.0],
                            ]
                        ),
                        new SweepAxis(
                            ["energy"],
                            [
                                [1.0],
                            ]
                        ),
                    ],
                    Outcomes = ["real_income:C0", "output_pct:C0", "real_income_pct:C9", "price_pct:C0:S9"],
                },
                World
            )
            .Faults.Select(f => f.ToString())
            .ToList();
        foreach (
            var expected in new[]
            {
                "unknown case 'tarif'",
                "unknown parameter 'enrgy'",
                "did you mean energy?",
                "parameter 'energy' for the second time",
                "unknown outcome 'real_income'",
                "outcome 'output_pct:C0'; expected an indicator, a country and a sector",
                "unknown country or group 'C9'",
                "unknown sector or tag 'S9'",
            }
        )
            Assert.Contains(faults, fault => fault.Contains(expected, StringComparison.Ordinal));
        var measures = ResolvedSweep
            .Create(
                Sweep with
                {
                    Axes =
                    [
                        new SweepAxis(
                            ["tariff.tariff.share"],
                            [
                                [1.0],
                            ]
                        ),
                        new SweepAxis(
                            ["tariff.2.rate"],
                            [
                                [1.0],
                            ]
                        ),
                    ],
                },
                World
            )
            .Faults;
        Assert.Contains(
            measures,
            f => f.ToString().Contains("key 'share' of a measure in case 'tariff'; expected one of rate", StringComparison.Ordinal)
        );
        Assert.Contains(measures, f => f.ToString().Contains("no measure '2' in case 'tariff'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tariff.tariff.rate", -2, "rate -2; expected a finite rate above -1")]
    [InlineData("energy", -0.5, "energy -0.5; expected a number from 0 to 1000")]
    [InlineData("theta.S0", 0, "theta.S0 of 0; expected trade elasticities above 0 at every point")]
    public void Values_that_make_no_sense_anywhere_are_found_before_the_first_solve(string parameter, double value, string message)
    {
        var place = new Place("sweep.yaml", 7);
        var resolved = ResolvedSweep.Create(
            Sweep with
            {
                Drawn = [],
                Axes =
                [
                    new SweepAxis(
                        [new Word(parameter, place)],
                        [
                            [1.0],
                            [value],
                            [1.0],
                        ]
                    ),
                ],
            },
            World
        );
        Assert.Contains(resolved.Faults, fault => fault.ToString() == $"sweep.yaml:7: {message}");
    }

    [Fact]
    public void A_case_alone_brings_along_all_it_refers_to()
    {
        var scenario = Scenario with
        {
            Cases =
            [
                .. Scenario.Cases,
                new Case
                {
                    Name = "prepared",
                    CompareWith = "cost",
                    Measures = [new Tariff { By = ["C0"], Rate = 0.05 }],
                },
            ],
        };
        var sweep = Sweep with
        {
            Scenario = scenario,
            Cases = ["prepared"],
            Axes =
            [
                new SweepAxis(
                    ["prepared.tariff.rate"],
                    [
                        [0.1],
                        [0.2],
                    ]
                ),
            ],
            Draws = 1,
            Drawn = [],
        };
        Assert.Equal([("prepared", "long")], ResolvedSweep.Create(sweep, World).Value.Cases);
        Assert.Equal(2, Rows(sweep, new BatchOptions(), 4).Length);
    }

    [Theory]
    [InlineData("limited.quantity_limit.share")]
    [InlineData("limited.quantity_limit.amount")]
    [InlineData("limited.stock.share")]
    [InlineData("limited.stock.amount")]
    [InlineData("limited.stock.reservation")]
    [InlineData("limited.transfer.amount")]
    [InlineData("limited.transfer.share_of_income")]
    public void A_number_takes_the_place_of_the_one_it_excludes(string parameter)
    {
        // Written in terajoules, which this world has none of: only the number of the sweep can be what is asked.
        var written = parameter.Contains("stock", StringComparison.Ordinal) && !parameter.EndsWith("reservation", StringComparison.Ordinal);
        var scenario = new Scenario
        {
            Title = "Numbers that exclude each other",
            Cases =
            [
                new Case
                {
                    Name = "limited",
                    Measures =
                    [
                        new QuantityLimits
                        {
                            From = ["C0"],
                            To = ["C1"],
                            Sectors = ["S0"],
                            Quantity = parameter.Contains("quantity", StringComparison.Ordinal) ? 5 : null,
                            Share = parameter.Contains("quantity", StringComparison.Ordinal) ? null : 0.5,
                        },
                        new Stocks
                        {
                            Countries = ["C1"],
                            Sectors = ["S0"],
                            Quantity = written ? 5 : null,
                            Share = written ? null : 0.1,
                        },
                        new Transfer
                        {
                            From = ["C0"],
                            To = ["C1"],
                            Amount = parameter.EndsWith("income", StringComparison.Ordinal) ? 1 : null,
                            ShareOfIncome = parameter.EndsWith("income", StringComparison.Ordinal) ? null : 0.01,
                        },
                    ],
                },
            ],
        };
        var sweep = new Sweep
        {
            Title = "Numbers",
            Scenario = scenario,
            Axes =
            [
                new SweepAxis(
                    [parameter],
                    [
                        [0.2],
                        [0.4],
                    ]
                ),
            ],
            Outcomes = ["real_income_pct:C1"],
        };
        Assert.Empty(ResolvedSweep.Create(sweep, World).Faults);
    }

    [Fact]
    public void Outcomes_are_written_as_they_are_read()
    {
        var outcomes = OutcomeQuery.Parse(World, "output_pct:C1:S2").Value;
        Assert.Equal(
            ("output_pct:C1:S2", "output_pct", new OutcomePosition(1, 2)),
            (outcomes[0].Name, outcomes[0].Outcome.Name, outcomes[0].Position)
        );
        Assert.Equal(4, OutcomeQuery.Parse(World, "exports_pct:all").Value.Count);
        var comparison = new Comparison(
            TradeModel.Solve(World, Shock.None, Closure.Fixed),
            TradeModel.Solve(World, Shocks.Mixed(World, 1), Closure.Fixed)
        );
        foreach (var indicator in OutcomeSet.All.Indicators)
            Assert.Equal(indicator.Values(comparison)[2], OutcomeQuery.Parse(World, $"{indicator.Name}:C2").Value[0].Of(comparison));
        Assert.Equal(100 * (comparison.Output[1, 2] - 1), outcomes[0].Of(comparison));
    }

    private static ImmutableArray<SweepRow> Rows(Sweep sweep, BatchOptions options, int chunk) =>
        [.. ResolvedSweep.Create(sweep, World).Value.Batch(chunk, new SolveOptions()).All(options).SelectMany(rows => rows)];

    private static IEnumerable<long> Bits(ImmutableArray<SweepRow> rows) =>
        rows.SelectMany(row => row.Outcomes.Append(row.Residual).Append(row.Iterations).Select(BitConverter.DoubleToInt64Bits));
}
