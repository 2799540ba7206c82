using Entente.Data.Scenarios;
using Entente.Gravity;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Scenarios for structural gravity as people write them, sound and otherwise.</summary>
public sealed class GravityFileTests : IDisposable
{
    private const string Sound = "importer,exporter,Y,E,pta,trade\nA,A,5,4,0,1\nA,B,3,4,0,1\nB,A,5,4,0,1\nB,B,3,4,0,1\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_scenario_brings_a_fitted_world_along()
    {
        var scenario = Read(
            Sound,
            "sigma: 4, reference: B, adjustment: one_step, data: g.csv, coefficients: { pta: 0.5, constant: 2 }"
        ).Value;
        var fit = ((GravityModel)scenario.Model).Setup.Fit!;

        Assert.Equal(
            (Closure.Share, 4.0, Adjustment.OneStep, 1),
            (scenario.Closure, ((GravityModel)scenario.Model).Setup.Sigma, ((GravityModel)scenario.Model).Setup.Adjustment, fit.Reference)
        );
        Assert.Equal(["A", "B"], fit.World.Countries.Select(c => c.Code));
        Assert.Equal((3.0, 1.0, 2.0), (fit.World.Thetas[0], fit.Inward[1], fit.Data.Constant));
        Assert.Equal([4, 4], fit.World.Expenditure.Span.ToArray().Select(e => Math.Round(e, 12)));
        // Output of the data is more than is spent: shares of it are what is sold.
        Assert.Equal([5, 3], fit.World.Output.Span.ToArray().Select(y => Math.Round(y, 12)));
        Assert.Equal([folder.File("s.yaml"), folder.File("g.csv")], ScenarioFile.FilesOf(folder.File("s.yaml")));
        var resolved = ResolvedScenario.Create(scenario, fit.World).Value;
        var shock = resolved.Shock(resolved.Cases[0]).Value;
        Assert.Equal(Math.Exp(-0.5 / 3), shock.TradeCosts![1, 0, 0], 1e-15);
        Assert.Equal(shock.TradeCosts[1, 0, 0], shock.TradeCosts[0, 1, 0]);
    }

    [Theory]
    [InlineData(
        "importer,exporter,Y,pta\nA,A,1,0\n",
        "g.csv:1: header 'importer,exporter,Y,pta' without 'E'; expected the columns exporter, importer, Y, E, pta"
    )]
    [InlineData(
        "importer,exporter,Y,E,pta\nA,B,3,4,0\nB,A,5,4,0\nB,B,3,4,0\n",
        "g.csv: no row for A to itself; expected a row for every pair, sales at home included"
    )]
    [InlineData(
        "importer,exporter,Y,E,pta\nA,A,0,-4,x\nA,A,5,4,0\n",
        "g.csv:2: Y 0 of A; expected a number above 0\ng.csv:2: E -4 of A; expected a number above 0\n"
            + "g.csv:2: pta 'x'; expected a number\ng.csv:3: Y 5 of A; expected 0, as in line 2\n"
            + "g.csv:3: E 4 of A; expected -4, as in line 2\n"
            + "g.csv:3: a second row for A to A, first at line 2; expected each pair once; other years in files of their own"
    )]
    [InlineData("importer,exporter,Y,E,pta\n", "g.csv: no row; expected at least one row")]
    [InlineData(
        "importer,exporter,Y,E,pta\nA,,NaN,,0\n",
        "g.csv:2: an empty exporter; expected a country code\ng.csv:2: Y NaN; expected a finite number\n"
            + "g.csv:2: an empty E; expected a number"
    )]
    public void Every_fault_of_the_data_is_named(string table, string faults) =>
        Assert.Equal(faults, string.Join('\n', Read(table, "data: g.csv, coefficients: { pta: 0.5 }").Faults));

    [Theory]
    [InlineData(
        "sigma: 1, adjustment: ful",
        "s.yaml:3: sigma 1; expected a number above 1\n"
            + "s.yaml:3: adjustment 'ful'; expected one of full, one_step, conditional; did you mean full?"
    )]
    [InlineData("data: g.csv", "s.yaml:3: no coefficients; expected the key 'coefficients' with a number for each variable")]
    [InlineData(
        "data: h.csv, coefficients: { pta: 1 }",
        "s.yaml:3: file 'h.csv', which does not exist; expected a table relative to this file"
    )]
    [InlineData("data: g.csv, coefficients: { pta: 1 }, reference: C", "s.yaml:3: reference 'C'; expected a country of g.csv")]
    [InlineData(
        "output: Y, coefficient: 1",
        "s.yaml:3: unknown key 'coefficient'; expected one of sigma, reference, adjustment, data, coefficients, exporter, importer, "
            + "output, expenditure, year, unit; did you mean coefficients?\n"
            + "s.yaml:3: 'output' without 'data'; expected the key 'data' with a table"
    )]
    public void Every_fault_of_the_question_is_named(string gravity, string faults) =>
        Assert.Equal(faults, string.Join('\n', Read(Sound, gravity).Faults));

    [Fact]
    public void A_model_nobody_knows_and_gravity_beside_another_are_faults()
    {
        File.WriteAllText(folder.File("s.yaml"), "title: T\nmodel: gravty\ncases: [{ name: a }]\n");
        Assert.Equal(
            "s.yaml:2: model 'gravty'; expected one of caliendo_parro, gravity; did you mean gravity?",
            ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Faults.Single().ToString()
        );
        File.WriteAllText(folder.File("s.yaml"), "title: T\nmodel: caliendo_parro\ngravity: { sigma: 4 }\ncases: [{ name: a }]\n");
        Assert.Equal(
            "s.yaml:3: 'gravity' under `model: caliendo_parro`; expected `model: gravity`",
            ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Faults.Single().ToString()
        );
    }

    [Fact]
    public void What_gravity_cannot_see_is_refused_by_name()
    {
        File.WriteAllText(
            folder.File("s.yaml"),
            """
            title: T
            model: gravity
            gravity: { adjustment: one_step }
            closure: zero
            cases:
              - name: a
                horizon: short
                measures:
                  - { kind: tariff, by: C0, on: C1, rate: 0.1 }
                  - { kind: embargo, from: C0, to: C1, sectors: S1 }
                  - { kind: gravity_covariate, variable: pta, from: C0, to: C1, value: 1 }
              - { name: b, after: a }
            """
        );
        var faults = ResolvedScenario.Create(ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Value, SmallWorld.Random(1, 3, 2)).Faults;

        Assert.Equal(
            [
                "closure zero with an adjustment that leaves trade balances open",
                "case 'a' at a horizon or with its parameters, in structural gravity",
                "a measure that is no cost of trade, in structural gravity",
                "a measure on 'S1' in structural gravity, which sees one sector",
                "case 'b' that happens after another, in structural gravity",
                "variable 'pta' in a world that was not fitted to any",
            ],
            faults.Select(f => f.Found)
        );
        // What the core says in words, the reader of files says in keys as well.
        const string elsewhere = "the model of Caliendo and Parro answers it";
        Assert.Equal(
            [
                "the closure share, or full adjustment (`closure: share`, or `adjustment: full`)",
                $"the long run; {elsewhere} (`model: caliendo_parro`)",
                $"costs of trade, embargoes, reductions of flows, or variables that flows were fitted to; {elsewhere} "
                    + "(`trade_cost`, `trade_cost_table`, `embargo`, `flow_reduction`, `estimated`, `gravity_covariate`; "
                    + "`model: caliendo_parro`)",
                $"all sectors; {elsewhere} (`model: caliendo_parro`)",
                $"cases on the world as it is; {elsewhere} (`model: caliendo_parro`)",
                "flows that gravity was fitted to (`gravity: { data: ... }`)",
            ],
            KeyNames.Added(faults).Select(f => f.Expected)
        );
    }

    [Fact]
    public void An_unknown_variable_is_named()
    {
        var scenario = Read(Sound, "data: g.csv, coefficients: { pta: 0.5 }", "ptaa").Value;
        Assert.Equal(
            "s.yaml:6: unknown variable 'ptaa'; expected one of pta; did you mean pta?",
            ResolvedScenario.Create(scenario, ((GravityModel)scenario.Model).Setup.Fit!.World).Faults.Single().ToString()
        );
    }

    private Checked<Scenario> Read(string table, string gravity, string variable = "pta")
    {
        File.WriteAllText(folder.File("g.csv"), table);
        File.WriteAllText(
            folder.File("s.yaml"),
            $$"""
            title: Example
            model: gravity
            gravity: { {{gravity}} }
            cases:
              - name: agreement
                measures: [{ kind: gravity_covariate, variable: {{variable}}, from: A, to: B, both: true, value: 1 }]
            """
        );
        return ScenarioFile.Read(folder.File("s.yaml"), "s.yaml");
    }
}
