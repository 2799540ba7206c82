using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Uncertainty;
using Xunit;

namespace Entente.Tests.Uncertainty;

/// <summary>Answers over draws.</summary>
public sealed class ScenarioDrawsTests
{
    private const double Theta = 5;
    private const double Spread = 0.3;

    /// <summary>
    /// One sector without inputs cut off from all trade loses 1 - pi_nn^(1 / theta) (Arkolakis, Costinot and Rodriguez-Clare 2012)
    /// draw by draw, so that quantiles over lognormal elasticities have a closed form.
    /// </summary>
    [Fact]
    public void Autarky_over_drawn_elasticities_is_that_of_the_formula()
    {
        const int count = 400;
        var world = OneSector();
        var scenario = Resolved(world);
        var draws = WorldDraws.Create(world, new DrawOptions { World = false, Parameters = false }).Value;
        var asked = new ScenarioDraws(scenario, draws, [0], new SolveOptions());
        var answers = asked.AnswerAll(count);
        for (var k = 0; k < 5; k++)
            Assert.Equal(Loss(world, draws.World(k).Value.Thetas[0]), answers[k].Values[0]!.Value[0], 1e-7);
        var band = asked.Bands(answers, [0], _ => "autarky").Single();
        Assert.Equal((count, 0), (band.Draws, band.WithoutAnswer));
        // Simulation error of the probability below a quantile is sqrt(p (1 - p) / N); four of them on either side.
        foreach (var (found, p) in new[] { (band.Low, 0.05), (band.Median, 0.5), (band.High, 0.95) })
        {
            var error = 4 * Math.Sqrt(p * (1 - p) / count);
            Assert.InRange(found, Quantile(world, Math.Max(1e-9, p - error)), Quantile(world, Math.Min(1 - 1e-9, p + error)));
        }
    }

    [Fact]
    public void Draws_are_the_same_on_one_thread_and_on_several()
    {
        var world = OneSector();
        var draws = WorldDraws.Create(world, new DrawOptions { World = false, Parameters = false }).Value;
        var asked = new ScenarioDraws(Resolved(world), draws, [0], new SolveOptions());
        var (one, four) = (asked.AnswerAll(12, threads: 1), asked.AnswerAll(12, threads: 4));
        for (var k = 0; k < 12; k++)
            Assert.Equal(one[k].Values[0]!.Value.AsEnumerable(), four[k].Values[0]!.Value);
    }

    /// <summary>The larger the elasticity, the smaller the loss: quantiles go through.</summary>
    private static double Quantile(World world, double p) =>
        Loss(world, Entente.Numerics.Distribution.LogNormal(Theta, Spread).Quantile(p));

    private static double Loss(World world, double theta) => 100 * (Math.Pow(world.TradeShares[0, 0, 0], 1 / theta) - 1);

    private static ResolvedScenario Resolved(World world) =>
        ResolvedScenario
            .Create(
                new Scenario
                {
                    Title = "Autarky",
                    Cases =
                    [
                        new Case
                        {
                            Name = "autarky",
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
                },
                world
            )
            .Value;

    private static World OneSector() =>
        World
            .Create(
                new WorldIdentity { Title = "One sector" },
                [new Country("C0", "Country 0"), new Country("C1", "Country 1"), new Country("C2", "Country 2")],
                [new Sector("S0", "Sector 0", ["goods"], Theta)],
                new WorldTables
                {
                    // Balanced trade, so that nothing has to be financed in autarky.
                    Trade = new Cube(3, 3, 1, [70, 20, 10, 20, 150, 30, 10, 30, 200]),
                    Tariffs = Cube.Create(3, 3, 1, (_, _, _) => 0),
                    ValueAddedShares = Table.Filled(3, 1, 1),
                    InputShares = Cube.Create(3, 1, 1, (_, _, _) => 0),
                    Uncertainty = new([], ImmutableArray.Create(new ElasticityRow(0, Theta, Spread, Spread, 3, "invented"))),
                }
            )
            .Value;
}
