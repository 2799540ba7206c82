using Entente.CaliendoParro;
using Entente.Energy;
using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Capacities of pipes, terminals and wires.</summary>
public sealed class NetworkTests
{
    private static readonly SolveOptions Tight = new() { Tolerance = 1e-12 };

    public static TheoryData<int, string> Cases =>
        new(from seed in Enumerable.Range(1, 4) from horizon in new[] { "short", "long" } select (seed, horizon));

    [Theory, MemberData(nameof(Cases))]
    public void Fast_kernels_agree_with_the_plain_equations(int seed, string horizon)
    {
        // Goods that stand in for one another less keep the plain iteration stable.
        var world = NetworkWorld.Random(seed, 1.05, plants: 0.9);
        var baseline = NetworkWorld.At(world, horizon, new("origins", "all", 6), new("line_rent", "all", 0.4));
        var shock = Cut(baseline.World, seed);
        var fast = TradeModel.Solve(baseline.World, shock, Closure.Fixed, Tight, baseline.Behaviour);
        var plain = TradeModel.Solve(
            baseline.World,
            shock,
            Closure.Fixed,
            Tight with
            {
                Method = SolutionMethod.Plain,
                MaxIterations = 20_000,
            },
            baseline.Behaviour
        );

        Assert.Equal((EquilibriumStatus.Converged, EquilibriumStatus.Converged), (fast.Status, plain.Status));
        Near.Equal(plain.Prices.Span, fast.Prices.Span, 1e-9);
        Near.Equal(plain.Trade.Span, fast.Trade.Span, 1e-8);
        Assert.InRange(fast.Certificate!.WalrasGap, 0, 1e-11);
    }

    [Theory, MemberData(nameof(Cases))]
    public void No_flow_is_larger_than_what_it_goes_through(int seed, string horizon)
    {
        var world = NetworkWorld.Random(seed, 1.1, plants: 1.02);
        var baseline = NetworkWorld.At(world, horizon);
        var after = TradeModel.Solve(baseline.World, Cut(baseline.World, seed), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(after.Converged, after.Explanation);

        var quantities = EnergyBalance.Of(after);
        foreach (var line in world.Networks!.Lines)
        {
            var came = line.Row.Importers.Sum(n =>
                line.Exporters.Sum(i => line.Sectors.Sum(j => quantities.Quantities[n, i, quantities.Energy.Carrier(j)]))
            );
            Assert.InRange(came, 0, line.Row.Capacity * (1 + 1e-9));
        }
        Assert.Contains(after.LineWedges, wedge => wedge > 1.001);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void An_idle_line_opens_where_the_price_pays_and_terajoules_add_up(int seed)
    {
        var world = NetworkWorld.Random(seed, 50, 2);
        var baseline = NetworkWorld.At(world, "medium");
        var none = baseline.Equilibrium;
        Assert.True(none.Converged);
        // What idle lines have without a shock is next to nothing.
        Near.Equal(world.Income.AsSpan(), none.Income.AsSpan(), 1e-5);

        // All that came from abroad is cut off but for what the idle line brings.
        var cut = new ShockBuilder(baseline.World);
        cut.MultiplyTradeCost(0, 2, 0, double.PositiveInfinity);
        cut.MultiplyTradeCost(0, 3, 0, double.PositiveInfinity);
        cut.MultiplyProductivity(0, 0, 0.4);
        var after = TradeModel.Solve(baseline.World, cut.Build(), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(after.Converged, after.Explanation);
        var balance = EnergyBalance.Of(after);
        Assert.True(balance.Quantities[0, 1, 0] > 0.02 * balance.Use[0, 0], "the line stays idle");

        // Composite good, in terajoules of the data, and what came by origin.
        var used = after.Expenditure[0, 0] / after.Prices[0, 0] / world.Expenditure[0, 0];
        var came = balance.Use[0, 0] / EnergyBalance.Of(world).Use[0, 0];
        Assert.Equal(used, came, 0.05 * used);

        // It is no cheaper than the premium says.
        var dear = new ParameterSetting("line_premium", "all", 3);
        var dearer = NetworkWorld.At(world, "medium", dear);
        var closed = TradeModel.Solve(dearer.World, cut.Build(), Closure.Fixed, Tight, dearer.Behaviour);
        Assert.True(closed.Prices[0, 0] > after.Prices[0, 0]);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void A_network_that_is_never_full_changes_next_to_nothing(int seed)
    {
        var world = NetworkWorld.Random(seed, 1000, 1000);
        var baseline = NetworkWorld.At(world, "long");
        var shock = new ShockBuilder(baseline.World);
        shock.MultiplyTradeCost(1, 2, 5, 1.5);
        var with = TradeModel.Solve(baseline.World, shock.Build(), Closure.Fixed, Tight, baseline.Behaviour);
        var bare = World.Create(
            world.Identity,
            world.Countries,
            world.Sectors,
            SmallWorld.TablesOf(world) with
            {
            }
        );
        var without = TradeModel.Solve(
            bare.Value.WithThetas(baseline.World.Thetas),
            shock.Build(),
            Closure.Fixed,
            Tight,
            baseline.Behaviour
        );
        Near.Equal(without.Income.AsSpan(), with.Income.AsSpan(), 1e-5);
    }

    [Theory, InlineData(0), InlineData(0.5), InlineData(1)]
    public void The_rent_goes_where_the_parameter_says(double part)
    {
        var world = NetworkWorld.Random(2, 1.02, 0.01);
        var baseline = NetworkWorld.At(world, "short", new ParameterSetting("line_rent", "all", part));
        var after = TradeModel.Solve(baseline.World, Cut(baseline.World, 2), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(after.Converged, after.Explanation);
        var l = Enumerable.Range(0, after.LineWedges.Length).MaxBy(at => after.LineWedges[at]);
        var flow = after.Given.Lines[l].Flows[0];
        var under = after.Given.Lines.Where(line =>
            line.Flows.Any(f => f == flow || (f.Exporter, f.Importer, f.Sector) == (flow.Exporter, flow.Importer, flow.Sector))
        );
        var omega = under.Aggregate(1.0, (all, line) => all * after.LineWedges[after.Given.Lines.IndexOf(line)]);
        Assert.True(omega > 1.01);
        var (n, i, j) = (flow.Importer, flow.Exporter, flow.Sector);
        Assert.Equal(Math.Pow(omega, part), (1 + after.Tariffs[n, i, j]) / (1 + world.Tariffs[n, i, j]), 1e-9);
        Assert.Equal(Math.Pow(omega, 1 - part), 1 + after.ExportTaxes[n, i, j], 1e-9);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void What_plants_load_bounds_a_seller_wherever_it_sells_and_the_rent_is_its_own(int seed)
    {
        var world = NetworkWorld.Random(seed, 2, plants: 1.02);
        var baseline = NetworkWorld.At(world, "short");
        var shock = new ShockBuilder(baseline.World);
        foreach (var n in new[] { 1, 2 })
            shock.MultiplyTradeCost(n, 3, 0, 0.97);
        var after = TradeModel.Solve(baseline.World, shock.Build(), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(after.Converged, after.Explanation);

        var l = Enumerable.Range(0, world.Networks!.Lines.Length).Single(at => world.Networks.Lines[at].Row.IsSellers);
        var at = Enumerable.Range(0, after.Given.Lines.Length).Single(q => after.Given.Lines[q].Line == l);
        var (row, omega, quantities) = (world.Networks.Lines[l].Row, after.LineWedges[at], EnergyBalance.Of(after));
        Assert.True(omega > 1.001);
        var shipped = row.Importers.Sum(n => quantities.Quantities[n, 3, quantities.Energy.Carrier(0)]);
        Assert.Equal(1, shipped / row.Capacity, 1e-9);
        // Both pay the seller the same more; its buyers' other lines have room.
        Assert.Equal(omega - 1, after.ExportTaxes[1, 3, 0], 1e-12);
        Assert.Equal(omega - 1, after.ExportTaxes[2, 3, 0], 1e-12);
        Assert.Equal((omega - 1) * (after.Trade[1, 3, 0] + after.Trade[2, 3, 0]), after.ExportTaxRevenue[3], 1e-9 * world.Income[3]);
        Assert.Equal("C3 to 2 countries in S0", world.Networks.Lines[l].Name(world));
        // What it comes to holds what importers levy on it.
        var told = LineOutcome.Of(new Comparison(baseline.Equilibrium, after)).ElementAt(l);
        var paid = row.Importers.Sum(n => (omega - 1) * after.Trade[n, 3, 0] * (1 + after.Tariffs[n, 3, 0]));
        Assert.Equal(double.NaN, told.Importer);
        Assert.Equal(paid, told.Rent, 1e-9 * world.Income[3]);
    }

    [Theory, MemberData(nameof(Cases))]
    public void An_answer_with_full_lines_leads_to_a_world_in_which_they_are_full(int seed, string horizon)
    {
        var world = NetworkWorld.Random(seed, 1.02, 0.01);
        var baseline = NetworkWorld.At(world, horizon);
        // Cheaper to carry to C2, where all that comes is bounded, and back again.
        Shock Carried(World of, double factor)
        {
            var shock = new ShockBuilder(of);
            for (var i = 0; i < 4; i++)
                if (i != 2)
                    shock.MultiplyTradeCost(2, i, 0, factor);
            return shock.Build();
        }
        var after = TradeModel.Solve(baseline.World, Carried(baseline.World, 0.9), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(after.Converged, after.Explanation);
        Assert.Contains(after.LineWedges, wedge => wedge > 1.01);

        var made = WorldAfter.Of(after).Value.WithThetas(baseline.World.Thetas);
        var none = TradeModel.Solve(made, Shock.None, Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(none.Converged, none.Explanation);
        Near.Equal(made.Income.AsSpan(), none.Income.AsSpan(), 1e-8);
        Near.Equal(Positive(after.LineWedges), Positive(none.LineWedges), 1e-8);
        var back = TradeModel.Solve(made, Carried(made, 1 / 0.9), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(back.Converged, back.Explanation);
        for (var n = 0; n < 4; n++)
            Assert.Equal(
                baseline.Equilibrium.Income[n] / baseline.Equilibrium.ConsumerPrices[n],
                back.Income[n] / back.ConsumerPrices[n] / after.ConsumerPrices[n],
                1e-4 * world.Income[n]
            );

        static double[] Positive(IEnumerable<double> wedges) => [.. wedges.Where(w => w > 1)];
    }

    [Theory, InlineData(1), InlineData(3)]
    public void What_became_of_lines_is_told_and_adds_up(int seed)
    {
        var baseline = NetworkWorld.At(NetworkWorld.Random(seed, 1.1), "short");
        var after = TradeModel.Solve(baseline.World, Cut(baseline.World, seed), Closure.Fixed, Tight, baseline.Behaviour);
        Assert.True(after.Converged, after.Explanation);
        var comparison = new Comparison(baseline.Equilibrium, after);

        Assert.Equal(baseline.World.Networks!.Lines.Length, comparison.Lines.Length);
        foreach (var line in comparison.Lines.Where(line => line.Wedge > 1))
            Assert.Equal(line.Capacity, line.Used, 1e-8 * line.Capacity);
        Assert.All(comparison.Lines, line => Assert.True(line.Wedge > 1 == line.Rent > 0));
        // What users pay beyond tariffs, export taxes and the limit of the law is what lines earn.
        var (law, limit, paid) = (after.Given, Assert.Single(after.Given.Limits), 0.0);
        for (var n = 0; n < after.Trade.First; n++)
            for (var i = 0; i < after.Trade.Second; i++)
                for (var j = 0; j < after.Trade.Third; j++)
                {
                    var omega = (n, i, j) == (limit.Importer, limit.Exporter, limit.Sector) ? after.Wedges[0] : 1;
                    var asked = (1 + law.Tariffs[n, i, j]) * (1 + law.ExportTaxes[n, i, j]);
                    paid += after.Trade[n, i, j] * ((1 + after.Tariffs[n, i, j]) * (1 + after.ExportTaxes[n, i, j]) / omega - asked);
                }
        Assert.True(paid > 0);
        Assert.Equal(paid, comparison.Lines.Where(line => line.Wedge > 1).Sum(line => line.Rent), 1e-9 * paid);
        var name = baseline.World.Networks!.Lines[0].Name(baseline.World);
        Assert.Equal(comparison.Lines[0].Used, comparison[$"used_tj:{name}"], 1e-9);
    }

    [Fact]
    public void A_route_of_a_scenario_has_the_capacity_that_it_is_given()
    {
        var world = NetworkWorld.Random(1, 1.1, 0.001);
        var baseline = NetworkWorld.At(world, "short");
        var used = EnergyBalance.Of(world).Use[0, 0];
        var answer = baseline.Solve(
            new NewRoute
            {
                From = ["C1"],
                To = ["C0"],
                Sectors = ["S0"],
                Share = 0.2,
                Capacity = 0.02 * used,
            }
        );
        Assert.True(answer.Equilibrium.Converged, answer.Equilibrium.Explanation);
        Assert.InRange(answer.Comparison!.EnergyAfter.Balance.Quantities[0, 1, 0], 0.0199 * used, 0.020001 * used);
    }

    [Fact]
    public void Faults_of_capacities_are_all_told()
    {
        var world = NetworkWorld.Random(1, 1.1);
        var faults = World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                SmallWorld.TablesOf(world) with
                {
                    Energy = world.Energy!.Rows,
                    Networks =
                    [
                        new([0], [1], "S0", 5, EnergyStatus.Observed, ""),
                        new([0], [1], "S0", 6, EnergyStatus.Observed, ""),
                        new([0], [0], "S0", 6, EnergyStatus.Observed, ""),
                        new([0], [2, 2], "S0", 6, EnergyStatus.Observed, ""),
                        new([0], [], "S1", 6, EnergyStatus.Observed, ""),
                        new([0], [2], "nothing", 6, EnergyStatus.Observed, ""),
                        new([1], [2], "power", double.NaN, EnergyStatus.Observed, ""),
                        new([0, 1], [], "S0", 6, EnergyStatus.Observed, ""),
                    ],
                }
            )
            .Faults.Select(f => f.ToString());
        Assert.Equal(
            [
                "a second capacity of C1 to C0 in S0; expected each once",
                "capacity of C0 to C0 in S0; expected an importer that is not its own exporter",
                "capacity of C2;C2 to C0 in S0; expected each country once",
                "capacity for S1, of which the world has no physical quantities; expected rows of it in energy.csv",
                "capacity for 'nothing'; expected the code of a sector, or a tag that sectors have",
                "capacity NaN of C2 to C1 in power; expected a finite number of terajoules above 0; no row where there is no line",
                "capacity of all to 2 countries in S0; expected sellers by name where several importers share a line",
            ],
            faults
        );
    }

    /// <summary>The largest supplier of S0 to C0 sells a tenth, and imports of S0 and power by others become cheaper to carry.</summary>
    private static Shock Cut(World world, int seed)
    {
        var shock = new ShockBuilder(world);
        var largest = new[] { 2, 3 }.MaxBy(i => world.Trade[0, i, 0]);
        shock.LimitToShare(0, largest, 0, 0.1, true);
        for (var i = 0; i < 4; i++)
            if (i != 2)
                shock.MultiplyTradeCost(2, i, 0, 0.95);
        for (var j = 3; j < 5; j++)
            shock.MultiplyTradeCost(3, 0, j, 0.95 - 0.001 * seed);
        return shock.Build();
    }
}
