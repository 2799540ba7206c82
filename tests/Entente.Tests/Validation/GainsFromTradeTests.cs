using Entente.CaliendoParro;
using Entente.Data.Worlds;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>
/// Autarky of every country, solved, against the formula of Costinot and Rodriguez-Clare (2014), which knows nothing of the solver:
/// real income where it is finite, and the same goods without supplier where it is not.
/// </summary>
public sealed class GainsFromTradeTests
{
    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData("world-2014", 25)]
    [InlineData("world-2023", 55)]
    public void The_embedded_worlds_lose_in_autarky_what_the_formula_says(string name, int finite)
    {
        var world = WorldFolder.Read(Path.Combine(Repository.Root, "worlds", name)).Value;
        Assert.Equal(finite, Compare(world));
    }

    [Fact]
    public void Random_worlds_do_so_with_tariffs_everywhere_and_with_goods_nobody_makes()
    {
        var (finite, lacking) = (0, 0);
        for (var seed = 1; seed <= 12; seed++)
        {
            var world = WithHoles(SmallWorld.Random(seed, 5, 4), seed);
            var here = Compare(world);
            (finite, lacking) = (finite + here, lacking + world.Countries.Length - here);
        }
        // Both kinds must have been met for this to say anything.
        Assert.True(finite > 10 && lacking > 10, $"{finite} finite, {lacking} lacking");
    }

    [Fact]
    public void With_one_sector_it_is_the_formula_of_Arkolakis_Costinot_and_Rodriguez_Clare()
    {
        var world = Entente.Gravity.OneSectorWorld.Of(SmallWorld.Random(3, 4, 2), 5).Value;
        var baseline = TradeModel.Solve(world, Shock.None, Closure.Zero, new SolveOptions { Tolerance = 1e-12 });
        for (var n = 0; n < 4; n++)
            Assert.Equal(Math.Pow(baseline.TradeShares[n, n, 0], 0.25), GainsFromTrade.ByFormula(baseline, n).RealIncome, 1e-11);
    }

    [Fact]
    public void Another_baseline_than_it_is_for_is_refused()
    {
        var baseline = TradeModel.Solve(SmallWorld.Random(1, 3, 2), Shock.None, Closure.Fixed);
        Assert.Throws<ArgumentException>(() => GainsFromTrade.ByFormula(baseline, 0));
    }

    /// <summary>Compares all countries; returns how many have an autarky.</summary>
    private static int Compare(World world)
    {
        var baseline = TradeModel.Solve(world, Shock.None, Closure.Zero);
        var finite = 0;
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var formula = GainsFromTrade.ByFormula(baseline, n);
            var solved = TradeModel.Solve(world, GainsFromTrade.Isolate(world, n), Closure.Zero);
            // Others may lack what only n makes; that is no matter of n's own autarky.
            Assert.Equal(formula.Missing, solved.Given.Supply.Missing.Where(m => m.Country == n).Select(m => m.Sector));
            if (!formula.Missing.IsEmpty)
                Assert.Equal((EquilibriumStatus.NoSupplier, 1.0), (solved.Status, formula.Gains));
            else if (solved.Given.Supply.Missing.IsEmpty)
            {
                Assert.InRange(formula.RealIncome - new Comparison(baseline, solved).RealIncome[n], -Tolerance, Tolerance);
                finite++;
            }
        }
        return finite;
    }

    /// <summary>The same world with domestic tariffs, as aggregates have, and here and there a good that is not sold at home.</summary>
    private static World WithHoles(World world, int seed)
    {
        var random = new Random(seed);
        var trade = Cube.Create(
            world.Trade.First,
            world.Trade.Second,
            world.Trade.Third,
            (n, i, j) => n == i && random.Next(10) == 0 ? 0 : world.Trade[n, i, j]
        );
        var tariffs = Cube.Create(
            world.Trade.First,
            world.Trade.Second,
            world.Trade.Third,
            (n, i, j) => n == i && random.Next(3) == 0 ? 0.1 : world.Tariffs[n, i, j]
        );
        // Little is made of other goods, so that all that is bought leaves something for final demand.
        return World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                new WorldTables
                {
                    Trade = trade,
                    Tariffs = tariffs,
                    ValueAddedShares = Table.Create(
                        world.Countries.Length,
                        world.Sectors.Length,
                        (n, j) => 1 - 0.1 * (1 - world.ValueAddedShares[n, j])
                    ),
                    InputShares = world.InputShares,
                }
            )
            .Value;
    }
}
