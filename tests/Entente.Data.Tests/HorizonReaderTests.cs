using Entente.Data.Scenarios;
using Entente.Horizons;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Horizons, parameters, and cases in the world that others have led to, as people write them.</summary>
public sealed class HorizonReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_scenario_and_its_cases_set_horizons_and_parameters_and_vary_them()
    {
        var scenario = Read(
            """
            title: t
            horizon: [short, long]
            parameters: { trade: 0.5, inputs: { S0: 0.2, services: 0.3 }, labour_mobility: mobile }
            cases:
              - name: both
              - name: swept
                horizon: medium
                parameters: { trade: 0.6 }
                vary: { energy: [0.1, 1], capital_mobility: [stuck, mobile] }
            """
        );
        var resolved = ResolvedScenario.Create(scenario, SmallWorld.Random(1, 3, 2)).Value;

        Assert.Equal(
            [
                ("both", "short"),
                ("both", "long"),
                ("swept", "medium energy=0.1 capital_mobility=1"),
                ("swept", "medium energy=0.1 capital_mobility=mobile"),
                ("swept", "medium energy=1 capital_mobility=1"),
                ("swept", "medium energy=1 capital_mobility=mobile"),
            ],
            resolved.Cases.Select(c => (c.Case.Name, c.Horizon.Label))
        );
        var (both, swept) = (resolved.Cases[0], resolved.Cases[2]);
        Assert.Equal(0.5 * resolved.World.Thetas[0], both.World.Thetas[0]);
        Assert.Equal(0.6 * resolved.World.Thetas[0], swept.World.Thetas[0]);
        Assert.Equal(0.2, both.Behaviour.Substitution!.Inputs[0]);
        Assert.Equal((0.1, 1.0), (swept.Behaviour.Substitution!.Energy[0], resolved.Cases[4].Behaviour.Substitution!.Energy[0]));
    }

    [Fact]
    public void The_long_run_is_the_model_as_published()
    {
        var resolved = ResolvedScenario
            .Create(Read("{ title: t, cases: [{ name: c }] }"), SmallWorld.WithFactors(SmallWorld.Random(1, 3, 2)))
            .Value;
        Assert.Same(Behaviour.LongRun, resolved.Cases[0].Behaviour);
        Assert.Same(resolved.World, resolved.Cases[0].World);
    }

    [Fact]
    public void What_a_case_builds_on_is_answered_at_its_horizon_even_if_nobody_asked()
    {
        var resolved = ResolvedScenario
            .Create(
                Read(
                    """
                    title: t
                    cases:
                      - { name: base }
                      - { name: led, after: base, horizon: short }
                      - { name: cut, relative_to: base, horizon: short }
                    """
                ),
                SmallWorld.Random(1, 3, 2)
            )
            .Value;

        Assert.Equal(3, resolved.Cases.Length);
        // A world is led to at its own horizon; what is compared is compared at one and the same.
        Assert.Equal("long", resolved.All[resolved.Cases[1].After!.Value].Horizon.Label);
        Assert.Equal("short", resolved.All[resolved.Cases[2].RelativeTo!.Value].Horizon.Label);
    }

    [Fact]
    public void Faults_are_told_all_at_once_with_their_lines()
    {
        var resolved = ResolvedScenario.Create(
            Read(
                """
                title: t
                horizon: soon
                parameters:
                  enrgy: 0.1
                  trade: 0
                  final: { S0: 1 }
                  inputs: { S7: 0.1 }
                cases:
                  - name: a
                    after: b
                  - name: b
                    after: a
                """
            ),
            SmallWorld.Random(1, 3, 2)
        );
        var faults = resolved.Faults.Select(f => f.ToString()).Distinct().ToList();

        Assert.Contains("s.yaml:2: unknown horizon 'soon'; expected short, medium, long", faults);
        Assert.Contains("s.yaml:4: unknown parameter 'enrgy'; expected a parameter of a horizon; did you mean energy?", faults);
        Assert.Contains("s.yaml:5: trade 0; expected a number from 0.001 to 100", faults);
        Assert.Contains("s.yaml:6: 'final' for some sectors; expected one value for all", faults);
        Assert.Contains("s.yaml:7: unknown sector or tag 'S7'; expected one the world has; did you mean S0?", faults);
        Assert.Contains("s.yaml:9: case 'a' that happens after itself; expected a case that does not lead back to it", faults);
    }

    [Fact]
    public void Values_that_are_no_numbers_are_told_when_the_file_is_read()
    {
        File.WriteAllText(
            folder.File("s.yaml"),
            "title: t\nparameters: { energy: little, labour_mobility: free }\nvary: { trade: [much, mobile] }\ncases: [{ name: c }]\n"
        );
        Assert.Equal(
            [
                "s.yaml:2: energy 'little'; expected a number",
                "s.yaml:2: labour_mobility 'free'; expected a number, `mobile` or `stuck`",
                "s.yaml:3: trade 'mobile'; expected a number",
                "s.yaml:3: trade 'much'; expected a number",
            ],
            ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Faults.Select(f => f.ToString()).Order(StringComparer.Ordinal)
        );
    }

    private Scenario Read(string text)
    {
        File.WriteAllText(folder.File("s.yaml"), text);
        return ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Value;
    }
}
