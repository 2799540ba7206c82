using Entente.CaliendoParro;
using Entente.Measures;
using Entente.Models;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>True embargoes: zero flows, autarky, and the cases that have no equilibrium.</summary>
public sealed class EmbargoTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_forbidden_flow_is_exactly_zero(int seed)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var after = TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2]), Closure.Fixed);

        for (var j = 0; j < 4; j++)
            Assert.Equal((0.0, 0.0, 0.0), (after.Trade[0, 1, j], after.Trade[2, 0, j], after.TradeShares[1, 0, j]));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void An_embargo_is_the_limit_of_ever_larger_costs(int seed)
    {
        var world = SmallWorld.Random(seed, 6, 4);
        var limit = RealIncomes(world, double.PositiveInfinity);
        var distance = double.PositiveInfinity;
        foreach (var cost in new[] { 3.0, 10, 100, 1e4, 1e6 })
        {
            var nearer = RealIncomes(world, cost).Zip(limit, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(nearer < distance, $"cost {cost}: {nearer} after {distance}");
            distance = nearer;
        }
        Assert.True(distance < 1e-9, $"{distance}");

        static double[] RealIncomes(World world, double cost)
        {
            var after = TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2, 3], cost), Closure.Fixed);
            return [.. after.Income.Zip(after.ConsumerPrices, (i, p) => i / p)];
        }
    }

    /// <summary>
    /// With all trade of n forbidden, (3) leaves PHat_nj = cHat_nj pi_nnj^(-1/theta_j), so that by (2) log PHat solves
    /// a linear system: log P = Gamma' log P - log(pi_nn)/theta at wHat = 1. Costinot and Rodriguez-Clare (2014), eq. (28).
    /// </summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Autarky_has_its_closed_form(int seed)
    {
        const int n = 2;
        var world = SmallWorld.Random(seed, 5, 4);
        var logPrices = new double[4];
        for (var sweep = 0; sweep < 2000; sweep++)
            logPrices =
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(j =>
                        -Math.Log(world.TradeShares[n, n, j]) / world.Thetas[j]
                        + Enumerable.Range(0, 4).Sum(k => world.CostShares[n, k, j] * logPrices[k])
                    ),
            ];
        var expected = world.ValueAdded[n] / Math.Exp(Enumerable.Range(0, 4).Sum(j => world.FinalShares[n, j] * logPrices[j]));

        var after = TradeModel.Solve(world, Shocks.Embargo(world, n, Enumerable.Range(0, 5)), Closure.Zero);

        Assert.Equal(EquilibriumStatus.Converged, after.Status);
        Assert.Equal(expected, after.Income[n] / after.ConsumerPrices[n], expected * 1e-10);
    }

    [Fact]
    public void A_good_nobody_can_supply_is_named()
    {
        var world = SmallWorld.Random(1, 4, 3);
        var shock = new ShockBuilder(world);
        for (var i = 0; i < 4; i++)
            shock.MultiplyTradeCost(1, i, 2, double.PositiveInfinity);
        var after = TradeModel.Solve(world, shock.Build(), Closure.Fixed);

        Assert.Equal(EquilibriumStatus.NoSupplier, after.Status);
        Assert.Contains((1, 2), after.Given.Supply.Missing);
        Assert.Contains($"{world.Sectors[2].Code} to {world.Countries[1].Code}", after.Explanation);
        Assert.Null(after.Residuals);
        Assert.Throws<InvalidOperationException>(() => after.Income);
        Assert.Throws<InvalidOperationException>(() => after.Trade);
    }

    [Fact]
    public void A_deficit_nobody_finances_is_named()
    {
        var world = SmallWorld.Random(1, 4, 3);
        var after = TradeModel.Solve(world, Shocks.Embargo(world, 0, [1, 2, 3]), Closure.Fixed);

        Assert.Equal(EquilibriumStatus.UnfinancedDeficit, after.Status);
        Assert.Contains(world.Countries[0].Code, after.Explanation);
        Assert.Throws<InvalidOperationException>(() => after.Wages.Length);
    }

    /// <summary>
    /// RAW is an input only; country B has none of its own and is cut off from A's. Its FIN sector, which needs RAW,
    /// closes; its people buy FIN from A. An equilibrium exists, and has exact zeros.
    /// </summary>
    [Fact]
    public void A_sector_without_its_input_closes()
    {
        const int raw = 0,
            fin = 1,
            services = 2;
        var world = RawMaterials(servicesToA: 5);
        var shock = new ShockBuilder(world);
        shock.MultiplyTradeCost(1, 0, raw, double.PositiveInfinity);
        foreach (var method in Enum.GetValues<SolutionMethod>())
        {
            var after = TradeModel.Solve(world, shock.Build(), Closure.Zero, new SolveOptions { Method = method, MaxIterations = 20_000 });

            Assert.Equal((EquilibriumStatus.Converged, ""), (after.Status, after.Explanation));
            Assert.Equal(0, after.Output[1, fin]);
            Assert.Equal(0, after.Expenditure[1, raw], 1e-12);
            Assert.True(after.Trade[1, 0, fin] > world.Trade[1, 0, fin]);
            Assert.True(after.Output[1, services] > 0 && double.IsFinite(after.ConsumerPrices[1]));
        }
    }

    /// <summary>The same, but FIN was all that B ever sold: it can only buy now, and pay with nothing.</summary>
    [Fact]
    public void A_country_that_can_only_buy_is_named()
    {
        var world = RawMaterials(servicesToA: 0);
        var shock = new ShockBuilder(world);
        shock.MultiplyTradeCost(1, 0, 0, double.PositiveInfinity);
        var after = TradeModel.Solve(world, shock.Build(), Closure.Zero);

        Assert.Equal(EquilibriumStatus.UnfinancedDeficit, after.Status);
        Assert.Contains("B", after.Explanation);
    }

    private static World RawMaterials(double servicesToA)
    {
        // Flows (importer, exporter, sector); FIN spends half its cost on inputs, 40 % of them RAW in B and all of it in A.
        var trade = new double[2 * 2 * 3];
        void Flow(int n, int i, int j, double value) => trade[(n * 2 + i) * 3 + j] = value;
        Flow(0, 0, 0, 10);
        Flow(1, 0, 0, 8);
        Flow(0, 0, 1, 40);
        Flow(1, 0, 1, 10);
        Flow(0, 1, 1, 18);
        Flow(1, 1, 1, 22);
        Flow(0, 0, 2, 100);
        Flow(1, 1, 2, 80);
        Flow(0, 1, 2, servicesToA);
        return SameWorld.Make(
            [new Country("A", "A"), new Country("B", "B")],
            [new Sector("RAW", "Raw materials", [], 8), new Sector("FIN", "Final goods", [], 4), new Sector("SRV", "Services", [], 5)],
            new WorldTables
            {
                Trade = new Cube(2, 2, 3, trade),
                Tariffs = new Cube(2, 2, 3, new double[12]),
                // RAW is used by FIN only: A 50 x 0.2 = 10, B 40 x 0.2 = 8.
                ValueAddedShares = Table.Create(2, 3, (_, j) => j == 1 ? 0.8 : 1),
                InputShares = Cube.Create(2, 3, 3, (_, k, _) => k == 0 ? 1 : 0),
            }
        );
    }
}
