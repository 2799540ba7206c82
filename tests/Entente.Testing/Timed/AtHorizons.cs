using Entente.Data;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Horizons;
using Entente.Scenarios;

namespace Entente.Testing.Timed;

/// <summary>Cases of the scenarios that come with the program, each at all horizons.</summary>
internal static class AtHorizons
{
    public static IEnumerable<TimedQuestion> All() =>
        [.. Of("serbia-2023", "joins-and-russia-stops-energy", "gas-cut-off"), .. Of("germany-2014", "pipelines-full")];

    /// <summary>Cases of one scenario in the long, medium and short run.</summary>
    public static IEnumerable<TimedQuestion> Of(string name, params string[] cases)
    {
        var catalogue = new Catalogue(TimedQuestion.Root());
        var file = catalogue.FindScenario(name, TimedQuestion.Root()).Value.Path;
        var scenario = ScenarioFile.Read(file).Value;
        var world = WorldFolder.Read(catalogue.FindWorld(scenario.World!, TimedQuestion.Root()).Value.Path).Value;
        var resolved = ResolvedScenario
            .Create(
                scenario with
                {
                    Cases =
                    [
                        .. scenario.Cases.Select(c =>
                            c with
                            {
                                Horizons = [Horizon.LongRun, new Horizon("medium", []), new Horizon("short", [])],
                            }
                        ),
                    ],
                },
                world
            )
            .Value;
        return resolved
            .Cases.Where(c => cases.Contains(c.Case.Name))
            .Select(c => new TimedQuestion($"{c.Case.Name}, {c.Horizon.Label}", c.World, resolved.Shock(c).Value)
            {
                Closure = scenario.Closure,
                Behaviour = c.Behaviour,
            });
    }
}
