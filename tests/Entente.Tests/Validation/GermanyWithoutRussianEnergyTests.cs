using Entente.CaliendoParro;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Horizons;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>
/// A German stop of Russian energy against Bachmann et al. (2022): losses of 0.2 to 3 %, more the less can be replaced;
/// docs/horizons.md has the whole curve.
/// </summary>
public sealed class GermanyWithoutRussianEnergyTests
{
    private static readonly Lazy<World> World = new(() =>
        WorldFolder.Read(Path.Combine(Repository.Root, "worlds", "world-2014"), "world-2014").Value
    );

    [Fact]
    public void Losses_lie_in_the_published_range_and_rise_as_the_elasticity_falls()
    {
        var fromOthers = Losses("others-deliver", "short", "energy", 0.01, 0.1, 1);
        var pipelinesFull = Losses("pipelines-full", "short", "energy", 0.01, 0.1, 1);

        foreach (var losses in new[] { fromOthers, pipelinesFull })
        {
            Assert.All(losses, loss => Assert.InRange(loss, 0.5, 3));
            Assert.Equal(losses.OrderDescending(), losses);
        }
        // Where others can deliver, substitution in production matters little; where they cannot, much.
        Assert.True(fromOthers[0] < 1.3 * fromOthers[2]);
        Assert.True(pipelinesFull[0] > 2 * pipelinesFull[2]);
    }

    [Fact]
    public void With_long_run_trade_elasticities_the_loss_is_that_of_the_multi_sector_model() =>
        Assert.InRange(Losses("others-deliver", "short", "trade", 1)[0], 0.2, 0.35);

    [Fact]
    public void The_loss_wears_off()
    {
        var (winter, years, end) = (
            Losses("others-deliver", "short", "energy", 0.1)[0],
            Losses("others-deliver", "medium", "energy", 0.4)[0],
            Losses("others-deliver", "long", "energy", 1)[0]
        );
        Assert.True(winter > 1.5 * years && years > 1.5 * end && end > 0);
    }

    [Fact]
    public void Nearly_no_substitution_and_full_pipelines_for_all_fuels_have_an_answer()
    {
        var scenario = ScenarioFile.Read(Path.Combine(Repository.Root, "scenarios", "germany-2014.yaml")).Value;
        string[] fuels = ["GAS", "CRUDE", "COAL"];
        ParameterSetting[] tight =
        [
            new("fuels", "all", 0.05),
            new("final_energy", "all", 0.1),
            new("final_fuels", "all", 0.05),
            new("energy", "all", 0.01),
        ];
        var resolved = ResolvedScenario
            .Create(
                scenario with
                {
                    Cases =
                    [
                        .. scenario.Cases.Select(c =>
                            c with
                            {
                                Horizons = [c.Name == "pipelines-full" ? new Horizon("short", [.. tight]) : Horizon.LongRun],
                            }
                        ),
                    ],
                },
                World.Value
            )
            .Value;
        var theCase = resolved.Cases.Single(c => c.Case.Name == "pipelines-full");
        var (germany, world) = (World.Value.Country("DEU"), theCase.World);
        var limits =
            from j in fuels.Select(world.Sector)
            from i in Enumerable.Range(0, world.Countries.Length)
            where i != germany && world.Trade[germany, i, j] > 0
            select new QuantityLimit(germany, i, j, 1.05 * world.Trade[germany, i, j], true);

        var answer = TradeModel.Solve(
            world,
            resolved.Shock(theCase).Value with { Limits = [.. limits] },
            Closure.Fixed,
            null,
            theCase.Behaviour
        );

        Assert.True(answer.Converged, answer.Explanation);
    }

    /// <summary>Loss of German real income in per cent at values of a parameter.</summary>
    private static List<double> Losses(string theCase, string horizon, string parameter, params double[] values)
    {
        var scenario = ScenarioFile.Read(Path.Combine(Repository.Root, "scenarios", "germany-2014.yaml")).Value;
        var asked = scenario with
        {
            Cases =
            [
                .. scenario.Cases.Select(c =>
                    c with
                    {
                        Horizons =
                            c.Name == theCase
                                ? [.. values.Select(value => new Horizon(horizon, [new ParameterSetting(parameter, "all", value)]))]
                                : [Horizon.LongRun],
                    }
                ),
            ],
        };
        var resolved = ResolvedScenario.Create(asked, World.Value).Value;
        var answers = new ScenarioAnswer(resolved);
        return
        [
            .. Enumerable
                .Range(0, resolved.Cases.Length)
                .Where(at => resolved.Cases[at].Case.Name == theCase)
                .Select(at => 100 * (1 - answers.Answer(at).Comparison!.RealIncome[World.Value.Country("DEU")])),
        ];
    }
}
