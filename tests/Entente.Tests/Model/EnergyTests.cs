using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.Energy;
using Entente.Measures;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Who depends on whom for energy: identities, a small case by hand, a plain way to the same numbers.</summary>
public sealed class EnergyTests
{
    [Fact]
    public void Transit_that_stands_as_extraction_is_named()
    {
        var world = SmallWorld.WithEnergy(SmallWorld.Random(6, 4, 4), 6);
        World With(double passedOn)
        {
            // C1 buys all its S0 of C0 and sells next to nothing at home.
            var rows = new List<EnergyRow>
            {
                new(1, 0, 0, 100, EnergyStatus.Observed, ""),
                new(1, 1, 0, 1, EnergyStatus.Observed, ""),
                new(2, 1, 0, passedOn, EnergyStatus.Observed, ""),
            };
            for (var n = 0; n < 4; n++)
                for (var i = 0; i < 4; i++)
                    if (world.Trade[n, i, 0] > 0 && !rows.Any(r => (r.Importer, r.Exporter) == (n, i)))
                        rows.Add(new(n, i, 0, n == i ? 1000 : i == 1 ? 0.001 : 1, EnergyStatus.Observed, ""));
            return SmallWorld.WithEnergy(world, [.. rows.Where(r => world.Trade[r.Importer, r.Exporter, 0] > 0)]);
        }
        Assert.True(world.Trade[1, 0, 0] > 0 && world.Trade[2, 1, 0] > 0);
        Assert.Contains(EnergyBalance.Of(With(40)).PassedOn(), p => (p.Country, p.Carrier) == (1, 0) && Math.Abs(p.Share - 0.4) < 0.02);
        Assert.DoesNotContain(EnergyBalance.Of(With(0.5)).PassedOn(), p => p.Country == 1);
    }

    private static World World(int seed, int countries = 5) =>
        SmallWorld.WithEnergy(SmallWorld.WithFactors(SmallWorld.Random(seed, countries, 4), seed), seed);

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Shares_add_up_to_one(int seed)
    {
        var of = EnergyDependence.Of(World(seed));
        for (var n = 0; n < 5; n++)
        {
            Assert.Equal(1, Enumerable.Range(0, 5).Sum(s => of.Origin(n, s)), 12);
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(1, Enumerable.Range(0, 5).Sum(s => of.Origin(n, c, s)), 12);
                Assert.All(Enumerable.Range(0, 5), s => Assert.InRange(of.Origin(n, c, s), 0, 1));
                Assert.Equal(1, Enumerable.Range(0, 5).Sum(i => of.ShareInUse(n, i, c)), 12);
                Assert.Equal(of.ImportDependence(n, c), 1 - of.ShareInUse(n, n, c), 12);
                Assert.InRange(of.Concentration(n, c), 1.0 / 4, 1);
                var largest = of.LargestSupplier(n, c);
                Assert.NotEqual(n, largest);
                Assert.All(
                    Enumerable.Range(0, 5).Where(i => i != n),
                    i => Assert.True(of.ShareInImports(n, i, c) <= of.ShareInImports(n, largest, c))
                );
            }
        }
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Following_energy_step_by_step_leads_to_the_same_origins(int seed)
    {
        var of = EnergyDependence.Of(World(seed));
        var balance = of.Balance;
        // made[i, k, S], by repeated substitution.
        var made = new double[5, 3, 5];
        for (var round = 0; round < 4000; round++)
        {
            var next = new double[5, 3, 5];
            for (var i = 0; i < 5; i++)
                for (var k = 0; k < 3; k++)
                {
                    var inputs = Enumerable.Range(0, 3).Sum(c => balance.Conversion[i, c, k]);
                    var own = of.FromNature(i, k);
                    for (var s = 0; s < 5; s++)
                        next[i, k, s] =
                            (
                                (i == s ? own : 0)
                                + Enumerable
                                    .Range(0, 3)
                                    .Sum(c =>
                                        balance.Conversion[i, c, k]
                                        * Enumerable.Range(0, 5).Sum(m => balance.Quantities[i, m, c] / balance.Use[i, c] * made[m, c, s])
                                    )
                            ) / (own + (balance.Energy.Secondary[k] ? inputs : 0));
                }
            made = next;
        }
        for (var n = 0; n < 5; n++)
            for (var c = 0; c < 3; c++)
                for (var s = 0; s < 5; s++)
                    Assert.Equal(
                        Enumerable.Range(0, 5).Sum(i => balance.Quantities[n, i, c] / balance.Use[n, c] * made[i, c, s]),
                        of.Origin(n, c, s),
                        9
                    );
    }

    [Fact]
    public void A_country_that_buys_no_energy_abroad_depends_on_itself_only()
    {
        var world = SmallWorld.Random(8, 4, 4);
        var closed = WithTrade(world, (n, i, j) => n == 0 && i != 0 && j < 3 ? 0 : world.Trade[n, i, j]);
        var of = EnergyDependence.Of(SmallWorld.WithEnergy(closed, 8));

        Assert.Equal(1, of.Origin(0, 0), 14);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(1, of.Origin(0, c, 0), 14);
            Assert.Equal(0, of.ImportDependence(0, c));
            Assert.Equal(-1, of.LargestSupplier(0, c));
        }
    }

    [Fact]
    public void Countries_in_another_order_have_the_same_dependence()
    {
        int[] order = [3, 0, 4, 1, 2];
        var world = World(9);
        var moved = SmallWorld.WithEnergy(
            SameWorld.CountriesReordered(world, order),
            [
                .. world.Energy!.Rows.Select(r =>
                    r with
                    {
                        Importer = Array.IndexOf(order, r.Importer),
                        Exporter = Array.IndexOf(order, r.Exporter),
                    }
                ),
            ]
        );
        var (one, other) = (EnergyDependence.Of(world), EnergyDependence.Of(moved));
        for (var n = 0; n < 5; n++)
            for (var s = 0; s < 5; s++)
            {
                Assert.Equal(one.Origin(order[n], order[s]), other.Origin(n, s), 12);
                for (var c = 0; c < 3; c++)
                    Assert.Equal(one.Origin(order[n], c, order[s]), other.Origin(n, c, s), 12);
            }
    }

    /// <summary>
    /// C0 extracts 100 of oil, keeps 20 and sells 80 to C1, which extracts 20 itself and puts half of its 100 into fuel. C1
    /// keeps 30 of the fuel and sells 20 to C0, which makes 10 of its own oil. Nobody makes the third carrier.
    /// </summary>
    [Fact]
    public void By_hand()
    {
        var trade = Cube.Create(
            2,
            2,
            4,
            (n, i, j) =>
                (n, i, j) switch
                {
                    (0, 0, 0) => 20,
                    (1, 0, 0) => 80,
                    (1, 1, 0) => 20,
                    (0, 0, 1) => 20,
                    (1, 1, 1) => 60,
                    (0, 1, 1) => 40,
                    (_, _, 3) when n == i => 200,
                    _ => 0,
                }
        );
        // Fuel of C1 costs 100, of which 50 are oil; that of C0 costs 20, of which 10 are oil. Nothing else buys inputs.
        var world = Entente
            .World.Create(
                new WorldIdentity { Title = "By hand" },
                [new("C0", ""), new("C1", "")],
                [.. Enumerable.Range(0, 4).Select(j => new Sector($"S{j}", "", [], 4))],
                new WorldTables
                {
                    Trade = trade,
                    Tariffs = Cube.Create(2, 2, 4, (_, _, _) => 0),
                    ValueAddedShares = Table.Create(2, 4, (_, j) => j == 1 ? 0.5 : 1),
                    InputShares = Cube.Create(2, 4, 4, (_, k, j) => k == 0 && j == 1 ? 1 : 0),
                }
            )
            .Value;
        EnergyRow Row(int i, int n, int j, double quantity) => new(n, i, j, quantity, EnergyStatus.Observed, "");
        var of = EnergyDependence.Of(
            SmallWorld.WithEnergy(
                world,
                Row(0, 0, 0, 20),
                Row(0, 1, 0, 80),
                Row(1, 1, 0, 20),
                Row(0, 0, 1, 10),
                Row(1, 1, 1, 30),
                Row(1, 0, 1, 20)
            )
        );

        Assert.Equal(50, of.Balance.Conversion[1, 0, 1], 12);
        Assert.Equal(10, of.Balance.Conversion[0, 0, 1], 12);
        Assert.Equal(0.8, of.Origin(1, 0, 0), 12);
        // Two thirds of C0's fuel come from C1, whose oil is C0's own for four fifths.
        Assert.Equal(2.0 / 3, of.ImportDependence(0, 1), 12);
        Assert.Equal(2.0 / 3 * 0.2, of.Origin(0, 1, 1), 12);
        Assert.Equal(1 - 2.0 / 3 * 0.2, of.Origin(0, 1, 0), 12);
        // Delivered: 10 of oil and 30 of fuel.
        Assert.Equal((10, 30), (of.Delivered(0, 0), of.Delivered(0, 1)));
        Assert.Equal(30 * (2.0 / 3 * 0.2) / 40, of.Origin(0, 1), 12);
        Assert.Equal(1, of.Concentration(0, 1), 12);
    }

    [Fact]
    public void Power_beyond_the_fuel_that_went_in_comes_from_home_and_refineries_add_nothing()
    {
        var of = EnergyDependence.Of(World(5));
        for (var i = 0; i < 5; i++)
        {
            var fuel = Enumerable.Range(0, 3).Sum(c => of.Balance.Conversion[i, c, 2]);
            Assert.Equal(Math.Max(0, of.Balance.Output[i, 2] - fuel), of.FromNature(i, 2), 9);
            Assert.Equal(of.Balance.Output[i, 0], of.FromNature(i, 0));
            Assert.Equal(0, of.FromNature(i, 1));
        }
    }

    [Fact]
    public void Without_a_shock_quantities_are_those_of_the_data_and_with_one_they_follow_values_over_prices()
    {
        var world = World(2);
        var data = EnergyBalance.Of(world);
        var same = TradeModel.Solve(world, Shock.None, Closure.Fixed);
        Near.Equal(data.Quantities.Span, EnergyBalance.Of(same).Quantities.Span, 1e-9);
        Near.Equal(data.Conversion.Span, EnergyBalance.Of(same).Conversion.Span, 1e-9);
        var after = TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2], 1.5), Closure.Fixed);
        var balance = EnergyBalance.Of(after);
        for (var n = 0; n < 5; n++)
            for (var i = 0; i < 5; i++)
                if (world.Trade[n, i, 1] > 0)
                    Assert.Equal(
                        data.Quantities[n, i, 1] * after.Trade[n, i, 1] / world.Trade[n, i, 1] / after.UnitCosts[i, 1],
                        balance.Quantities[n, i, 1],
                        1e-9 * data.Use[n, 1]
                    );
    }

    [Fact]
    public void Flows_without_a_row_are_taken_at_the_mean_price_of_their_kind()
    {
        var world = World(3);
        var energy = world.Energy!;
        var rows = energy.Rows.Where(r => r.Sector == 0 && r.Importer != r.Exporter).ToList();
        var mean = rows.Sum(r => world.Trade[r.Importer, r.Exporter, 0]) / rows.Sum(r => r.Quantity);
        var missing = (
            from n in Enumerable.Range(0, 5)
            from i in Enumerable.Range(0, 5)
            where n != i && world.Trade[n, i, 0] > 0 && energy.Status(n, i, 0) == EnergyStatus.AtMeanPrice
            select (n, i)
        ).ToList();
        Assert.NotEmpty(missing);
        Assert.All(missing, flow => Assert.Equal(world.Trade[flow.n, flow.i, 0] / mean, energy.Quantities[flow.n, flow.i, 0], 9));
    }

    [Fact]
    public void A_limit_in_terajoules_holds_in_terajoules()
    {
        var world = World(4);
        var (n, i) = Largest(world);
        var terajoules = 0.3 * world.Energy!.Quantities[n, i, 0];
        var answer = Answer(
            world,
            new Case
            {
                Name = "cut",
                Measures =
                [
                    new QuantityLimits
                    {
                        From = [$"C{i}"],
                        To = [$"C{n}"],
                        Sectors = ["S0"],
                        Quantity = terajoules,
                    },
                ],
            }
        )[0];
        Assert.Equal(terajoules, EnergyBalance.Of(answer.Equilibrium).Quantities[n, i, 0], 1e-7 * terajoules);
    }

    [Fact]
    public void Terajoules_are_refused_where_the_world_has_none_and_sizes_must_be_one()
    {
        var world = SmallWorld.Random(1, 3, 4);
        var faults = ResolvedScenario
            .Create(
                new Scenario
                {
                    Title = "",
                    Cases =
                    [
                        new Case
                        {
                            Name = "a",
                            Measures =
                            [
                                new QuantityLimits
                                {
                                    From = ["C0"],
                                    To = ["C1"],
                                    Sectors = ["S0"],
                                    Quantity = 5,
                                },
                                new Stocks
                                {
                                    Countries = ["C1"],
                                    Sectors = ["S0"],
                                    Quantity = 5,
                                },
                                new NewRoute
                                {
                                    From = ["C0"],
                                    To = ["C1"],
                                    Sectors = ["S0"],
                                    Share = 0.2,
                                    Capacity = 5,
                                },
                                new QuantityLimits
                                {
                                    From = ["C0"],
                                    To = ["C1"],
                                    Sectors = ["S0"],
                                    Quantity = 5,
                                    Amount = 2,
                                },
                                new Stocks { Countries = ["C1"], Sectors = ["S0"] },
                                new NewRoute
                                {
                                    From = ["C0"],
                                    To = ["C1"],
                                    Sectors = ["S0"],
                                    Share = 0.2,
                                    Capacity = 5,
                                    Amount = 2,
                                },
                                new NewRoute
                                {
                                    From = ["C0"],
                                    To = ["C1"],
                                    Sectors = ["S0"],
                                    Share = 0.2,
                                    Amount = -2,
                                },
                            ],
                        },
                    ],
                },
                world
            )
            .Faults.Select(f => f.ToString());
        const string notKnown =
            "of which the world has no physical quantities; expected a world with quantities of energy for the sector, "
            + "or an amount in the unit of the world";
        Assert.Equal(
            [
                $"a limit in terajoules on S0, {notKnown}",
                $"a stock in terajoules on S0, {notKnown}",
                $"a route with a capacity in terajoules on S0, {notKnown}",
                "a limit with an amount and a quantity; expected either a share, an amount or a quantity in terajoules",
                "a stock without a size; expected either a share, an amount or a quantity in terajoules",
                "a route with a capacity in terajoules and an amount; expected one of them or none",
                "amount -2; expected a finite number above 0",
            ],
            faults
        );
    }

    [Fact]
    public void The_capacity_of_a_route_lasts_and_being_prepared_is_worth_the_difference_of_costs()
    {
        var world = World(6);
        var (n, i) = Largest(world);
        var other = Enumerable.Range(0, 5).First(m => m != n && m != i && world.Trade[n, m, 0] > 0);
        var room = 3 * world.Energy!.Quantities[n, other, 0];
        var cut = new QuantityLimits
        {
            From = [$"C{i}"],
            To = [$"C{n}"],
            Sectors = ["S0"],
            Share = 0.02,
        };
        var answers = Answer(
            world,
            new Case { Name = "cut", Measures = [cut] },
            new Case
            {
                Name = "route",
                Measures =
                [
                    new NewRoute
                    {
                        From = [$"C{other}"],
                        To = [$"C{n}"],
                        Sectors = ["S0"],
                        Share = 1.2 * world.TradeShares[n, other, 0],
                        Capacity = room,
                    },
                ],
            },
            new Case
            {
                Name = "both",
                After = "route",
                CompareWith = "cut",
                Measures = [cut],
            },
            new Case { Name = "nothing" },
            new Case
            {
                Name = "unprepared",
                After = "nothing",
                CompareWith = "cut",
                Measures = [cut],
            }
        );

        var both = answers[2];
        var limit = Assert.Single(both.Equilibrium.Given.Limits, l => l.Exporter == other);
        var quantity = EnergyBalance.Of(both.Equilibrium).Quantities[n, other, 0];
        Assert.True(quantity <= room * (1 + 1e-7));
        Assert.Equal(room, limit.Most / both.Equilibrium.World.Energy!.UnitValue(n, other, 0), 1e-7 * room);
        Assert.Equal(both.Comparison!.RealIncome[n] - answers[0].Comparison!.RealIncome[n], both.CostChange!.Points[n], 14);
        Assert.Equal(CostChange.Cost(answers[0].Comparison!, n) - CostChange.Cost(both.Comparison, n), both.CostChange.Worth[n], 12);
        // Preparing by nothing is worth nothing.
        Assert.All(answers[4].CostChange!.Points, p => Assert.Equal(0, p, 1e-8));
        Assert.Null(answers[0].CostChange);
    }

    private static CaseAnswer[] Answer(World world, params ImmutableArray<Case> cases)
    {
        var answers = new ScenarioAnswer(ResolvedScenario.Create(new Scenario { Title = "Energy", Cases = cases }, world).Value)
            .All()
            .ToArray();
        Assert.All(answers, a => Assert.True(a.Comparison is not null, a.Equilibrium.Explanation));
        return answers;
    }

    /// <summary>The largest flow of S0 between countries.</summary>
    private static (int Importer, int Exporter) Largest(World world) =>
        (
            from n in Enumerable.Range(0, world.Countries.Length)
            from i in Enumerable.Range(0, world.Countries.Length)
            where n != i
            select (n, i)
        ).MaxBy(f => world.Trade[f.n, f.i, 0]);

    private static World WithTrade(World world, Func<int, int, int, double> cell) =>
        SameWorld.Make(
            world.Countries,
            world.Sectors,
            new WorldTables
            {
                Trade = Cube.Create(world.Countries.Length, world.Countries.Length, world.Sectors.Length, cell),
                Tariffs = world.Tariffs,
                ValueAddedShares = Table.Create(world.Countries.Length, world.Sectors.Length, (_, _) => 0.8),
                InputShares = world.InputShares,
            }
        );
}
