using System.Collections.Immutable;
using Entente.Data.Scenarios;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Scenarios as people write them, sound and otherwise.</summary>
public sealed class ScenarioFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_key_and_every_kind_of_measure_is_read()
    {
        File.WriteAllText(folder.File("t.csv"), "exporter,importer,sector,tariff\nC0,C1,S0,0.25\n");
        File.WriteAllText(folder.File("c.csv"), "sector,factor,exporter,importer\nS1,1.5,C2,C0\n");
        var scenario = Read(
            """
            title: All there is
            source: "A paper: its title"
            notes: |
              Remarks.
            world: world-2014
            closure: share
            focus: [C1, west]
            groups:
              west: [C0, C1]
              more: [west, C2]
            cases:
              - name: basis
                title: The basis
                source: An act
                notes: As in force.
                measures:
                  - { kind: tariff, by: west, on: C3, sectors: goods, rate: 0.1, mode: add, both: true, source: Regulation 1, note: Why. }
                  - { kind: tariff_table, file: t.csv }
                  - { kind: trade_cost, from: [C0], to: all, sectors: [S0, services], factor: 1.2 }
                  - { kind: trade_cost_table, file: c.csv }
                  - { kind: embargo, from: C0, to: C1, both: true }
                  - { kind: flow_reduction, from: C0, to: C1, sectors: S1, share: 0.3 }
                  - { kind: export_tax, by: C2, on: west, rate: 0.05 }
                  - { kind: productivity, country: C2, sectors: all, factor: 0.9 }
                  - { kind: transfer, from: C0, to: [C1, C2], amount: 5 }
                  - { kind: transfer, from: west, to: C2, share_of_income: 0.001 }
                  - { kind: burden_sharing, members: west }
              - name: more
                include: basis
                relative_to: basis
            """
        ).Value;

        Assert.Equal(
            ("All there is", "A paper: its title", "Remarks.", "world-2014", Closure.Share),
            (scenario.Title, scenario.Source, scenario.Notes, scenario.World, scenario.Closure)
        );
        Assert.Equal(["C1", "west"], Texts(scenario.Focus));
        Assert.Equal(["west", "C2"], Texts(scenario.Groups["more"]));
        var basis = scenario.Cases[0];
        Assert.Equal(("The basis", "An act", "As in force.", 11), (basis.Title, basis.Source, basis.Notes, basis.Measures.Length));
        var tariff = Assert.IsType<Tariff>(basis.Measures[0]);
        Assert.Equal(
            (0.1, RateMode.Add, true, "Regulation 1", "Why."),
            (tariff.Rate, tariff.Mode, tariff.Both, tariff.Source, tariff.Note)
        );
        Assert.Equal(new Place("s.yaml", 17), tariff.Place);
        Assert.Equal(0.25, Assert.IsType<TariffTable>(basis.Measures[1]).Rows.Single().Value);
        Assert.Equal(["S0", "services"], Texts(Assert.IsType<TradeCost>(basis.Measures[2]).Sectors));
        Assert.Equal(("C2", "C0"), Ends(Assert.IsType<TradeCostTable>(basis.Measures[3]).Rows.Single()));
        Assert.Equal(["all"], Texts(Assert.IsType<Embargo>(basis.Measures[4]).Sectors));
        Assert.Equal(0.3, Assert.IsType<FlowReduction>(basis.Measures[5]).Share);
        Assert.Equal(0.05, Assert.IsType<ExportTax>(basis.Measures[6]).Rate);
        Assert.Equal(0.9, Assert.IsType<Productivity>(basis.Measures[7]).Factor);
        Assert.Equal((5.0, null), (Assert.IsType<Transfer>(basis.Measures[8]).Amount, ((Transfer)basis.Measures[8]).ShareOfIncome));
        Assert.Equal(0.001, Assert.IsType<Transfer>(basis.Measures[9]).ShareOfIncome);
        Assert.Equal(["west"], Texts(Assert.IsType<BurdenSharing>(basis.Measures[10]).Members));
        Assert.Equal(["basis"], Texts(scenario.Cases[1].Includes));
        Assert.Equal("basis", scenario.Cases[1].RelativeTo!.Text);
        var resolved = ResolvedScenario.Create(scenario, SmallWorld.Random(1, 4, 2));
        Assert.Empty(resolved.Faults);
    }

    [Fact]
    public void A_regime_lends_its_cases_and_groups()
    {
        Directory.CreateDirectory(folder.File("regimes"));
        File.WriteAllText(
            folder.File("regimes/r.yaml"),
            """
            title: A regime
            source: Its acts
            groups: { senders: [C0, C1] }
            cases:
              - name: regime-bans
                measures:
                  - { kind: embargo, from: senders, to: C3 }
            """
        );
        var scenario = Read(
            """
            title: Uses it
            regimes: regimes/r.yaml
            cases:
              - { name: now, include: regime-bans }
            """
        ).Value;
        var resolved = ResolvedScenario.Create(scenario, SmallWorld.Random(1, 4, 2)).Value;

        Assert.Equal("Its acts", scenario.Library.Single().Source);
        var costs = resolved.Shock(resolved.Cases.Single()).Value.TradeCosts!;
        Assert.Equal(double.PositiveInfinity, costs[3, 1, 0]);
        Assert.Equal(1, costs[1, 3, 0]);
    }

    [Fact]
    public void A_common_situation_to_compare_with_is_said_once()
    {
        var scenario = Read(
            """
            title: Options
            relative_to: now
            cases:
              - name: now
              - name: join
              - { name: other, relative_to: join }
            """
        ).Value;

        Assert.Equal([null, "now", "join"], scenario.Cases.Select(c => c.RelativeTo?.Text));
    }

    [Theory]
    [InlineData(
        "kind: embrago, from: C0, to: C1",
        "s.yaml:5: unknown kind 'embrago'; expected one of tariff, tariff_table, trade_cost, trade_cost_table, embargo, "
            + "flow_reduction, estimated, export_tax, productivity, capital_loss, transfer, burden_sharing, quantity_limit, stock, route, "
            + "gravity_covariate, price_cap, diversion, secondary_sanctions, trade_finance, aid_withdrawn, remittances, travel; did "
            + "you mean embargo?"
    )]
    [InlineData(
        "kind: embargo, from: C0, to: C1, secotrs: S0",
        "s.yaml:5: unknown key 'secotrs'; expected one of kind, from, to, sectors, both, source, note, since, until, "
            + "from_year, phase; did you mean sectors?"
    )]
    [InlineData("kind: embargo, from: C0", "s.yaml:5: no 'to'; expected the key 'to'")]
    [InlineData("kind: tariff, by: C0, rate: ten", "s.yaml:5: rate 'ten'; expected a number")]
    [InlineData("kind: tariff, by: C0, rate: 0.1, mode: ad", "s.yaml:5: mode 'ad'; expected one of set, add; did you mean add?")]
    [InlineData("kind: embargo, from: C0, to: C1, both: perhaps", "s.yaml:5: both 'perhaps'; expected true or false")]
    [InlineData(
        "kind: tariff_table, file: gone.csv",
        "s.yaml:5: file 'gone.csv', which does not exist; expected a table relative to this file"
    )]
    [InlineData("kind: embargo, from: C0, to: []", "s.yaml:5: nothing under 'to'; expected a text or a list of texts")]
    [InlineData("kind: embargo, from: C0, to: ", "s.yaml:5: nothing under 'to'; expected a text or a list of texts")]
    [InlineData("kind: embargo, from: C0, to: C1, sectors: []", "s.yaml:5: nothing under 'sectors'; expected a text or a list of texts")]
    [InlineData("kind: embargo, from: { a: b }, to: C1", "s.yaml:5: a mapping under 'from'; expected a text or a list of texts")]
    public void A_measure_at_fault_is_told_with_its_line(string measure, string message) =>
        Assert.Equal([message], Messages(OneMeasure(measure)));

    [Theory]
    [InlineData("kind: embargo, from: C0, to: SRV", "s.yaml:5: unknown country or group 'SRV'; expected one the world has")]
    [InlineData("kind: embargo, from: C0, to: c1", "s.yaml:5: unknown country or group 'c1'; expected one the world has; did you mean C1?")]
    [InlineData(
        "kind: embargo, from: C0, to: C1, sectors: godos",
        "s.yaml:5: unknown sector or tag 'godos'; expected one the world has; did you mean goods?"
    )]
    [InlineData("kind: trade_cost, from: C0, to: C1, factor: 0", "s.yaml:5: factor 0; expected a finite number above 0")]
    [InlineData("kind: flow_reduction, from: C0, to: C1, share: 1.5", "s.yaml:5: share 1.5; expected a number from 0 to 1")]
    [InlineData("kind: tariff, by: C0, rate: -1", "s.yaml:5: rate -1; expected a finite rate above -1")]
    [InlineData(
        "kind: transfer, from: C0, to: C1",
        "s.yaml:5: a transfer with neither an amount nor a share of income; expected one of them (`amount` or `share_of_income`)"
    )]
    [InlineData("kind: burden_sharing, members: C1", "s.yaml:5: number of members 1; expected at least 2")]
    public void What_does_not_fit_the_world_is_told_with_its_line(string measure, string message)
    {
        var resolved = ResolvedScenario.Create(Read(OneMeasure(measure)).Value, SmallWorld.Random(1, 4, 2));
        Assert.Equal([message], KeyNames.Added(resolved.Faults).Select(fault => fault.ToString()));
    }

    [Fact]
    public void Faults_of_a_table_carry_its_own_lines()
    {
        File.WriteAllText(
            folder.File("t.csv"),
            "exporter,importer,sector,tariff\nC0,C1,S0,much\nC0,C1,S0,0.1\nC0,C9,S0,0.1\nC2,C2,S0,0.1\n"
        );
        Assert.Equal(
            ["t.csv:2: tariff 'much'; expected a number", "t.csv:3: a second row for C0 to C1 in S0, first at line 2; expected each once"],
            Messages(OneMeasure("kind: tariff_table, file: t.csv"))
        );
        File.WriteAllText(folder.File("t.csv"), "exporter,importer,sector,tariff\nC0,C9,S0,0.1\nC2,C2,S0,0.1\n");
        var resolved = ResolvedScenario.Create(Read(OneMeasure("kind: tariff_table, file: t.csv")).Value, SmallWorld.Random(1, 4, 2));
        Assert.Equal(
            [
                "t.csv:2: unknown country 'C9'; expected one the world has; did you mean C0?",
                "t.csv:3: C2 trading with itself; expected two different countries",
            ],
            resolved.Faults.Select(fault => fault.ToString())
        );
    }

    [Fact]
    public void A_file_at_fault_in_many_ways_tells_all_of_them() =>
        Assert.Equal(
            [
                "s.yaml:1: no 'title'; expected the key 'title'",
                "s.yaml:2: regime 'gone.yaml', which is no file; expected a YAML file relative to this one, or one of "
                    + "russia-2014, russia-2022",
                "s.yaml:3: unknown key 'closur'; expected one of title, source, notes, world, model, gravity, closure, groups, "
                    + "focus, regimes, relative_to, horizon, parameters, vary, cases, facts; did you mean closure?",
                "s.yaml:5: no 'name'; expected the key 'name'",
                "s.yaml:6: unknown kind 'x'; expected one of tariff, tariff_table, trade_cost, trade_cost_table, embargo, "
                    + "flow_reduction, estimated, export_tax, productivity, capital_loss, transfer, burden_sharing, "
                    + "quantity_limit, stock, route, "
                    + "gravity_covariate, price_cap, diversion, secondary_sanctions, trade_finance, aid_withdrawn, remittances, travel",
            ],
            Messages(
                """
                source: somebody
                regimes: gone.yaml
                closur: fixed
                cases:
                  - measures:
                    - { kind: x }
                """
            ),
            StringComparer.Ordinal
        );

    [Fact]
    public void Empty_missing_and_broken_files_are_told()
    {
        Assert.Equal(["s.yaml: an empty file; expected keys and values"], Messages(""));
        Assert.Equal(
            ["x.yaml: no such file; expected a YAML file"],
            ScenarioFile.Read(folder.File("x.yaml"), "x.yaml").Faults.Select(f => f.ToString())
        );
        Assert.StartsWith("s.yaml:2: not YAML", Messages("title: a\n\tcases: b").Single(), StringComparison.Ordinal);
        Assert.Equal(["s.yaml:1: no 'cases'; expected the key 'cases' with at least one case"], Messages("title: a"));
        Assert.Equal(
            ["s.yaml:2: closure 'fix'; expected one of fixed, zero, share"],
            Messages("title: a\nclosure: fix\ncases: [{ name: b }]")
        );
    }

    [Theory]
    [InlineData("C1", "s.yaml:2: group 'C1', which has the name of a country; expected a name of its own")]
    [InlineData("all", "s.yaml:2: group 'all', which has the name of the group of all countries; expected a name of its own")]
    public void A_group_does_not_take_the_place_of_a_country(string group, string message)
    {
        var resolved = ResolvedScenario.Create(
            Read(
                $$"""
                title: A group
                groups: { {{group}}: [C2] }
                cases: [{ name: one, measures: [{ kind: embargo, from: C0, to: {{group}} }] }]
                """
            ).Value,
            SmallWorld.Random(1, 4, 2)
        );
        Assert.Equal([message], resolved.Faults.Select(fault => fault.ToString()));
    }

    [Fact]
    public void A_group_of_nobody_is_told_but_no_includes_and_no_focus_are_fine()
    {
        Assert.Equal(
            ["s.yaml:2: nothing under 'g'; expected a text or a list of texts"],
            Messages("title: a\ngroups: { g: [] }\ncases: [{ name: b }]")
        );
        Assert.Empty(Messages("title: a\nfocus: []\nregimes: []\ncases: [{ name: b, include: [] }]"));
    }

    [Fact]
    public void A_table_without_a_row_is_told()
    {
        File.WriteAllText(folder.File("t.csv"), "exporter,importer,sector,tariff\n");
        Assert.Equal(["t.csv: no row; expected at least one row"], Messages(OneMeasure("kind: tariff_table, file: t.csv")));
    }

    [Fact]
    public void Terajoules_capacities_and_comparisons_are_read_and_checked()
    {
        var scenario = Read(
            """
            title: Energy
            cases:
              - name: cut
                measures:
                  - { kind: quantity_limit, from: C0, to: C1, sectors: S0, quantity: 120, rent: to }
                  - { kind: stock, country: C1, sectors: S0, quantity: 30 }
              - name: route
                measures:
                  - { kind: route, from: C2, to: C1, sectors: S0, share: 0.2, capacity: 90, rent: to }
              - { name: after, after: route, compare_with: cut, include: cut }
              - { name: lost, compare_with: cutt }
              - { name: same, compare_with: same }
            """
        ).Value;
        var limit = Assert.IsType<QuantityLimits>(scenario.Cases[0].Measures[0]);
        Assert.Equal((120, null, true), (limit.Quantity, limit.Amount, limit.RentToImporter));
        Assert.Equal(30, Assert.IsType<Stocks>(scenario.Cases[0].Measures[1]).Quantity);
        var route = Assert.IsType<NewRoute>(scenario.Cases[1].Measures[0]);
        Assert.Equal((90, null, true), (route.Capacity, route.Amount, route.RentToImporter));
        Assert.Equal("cut", scenario.Cases[2].CompareWith!.Text);

        var faults = ResolvedScenario
            .Create(scenario, SmallWorld.WithEnergy(SmallWorld.Random(1, 4, 3), 1))
            .Faults.Select(f => f.ToString())
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "s.yaml:11: unknown case 'cutt'; expected a case of the scenario; did you mean cut?",
                "s.yaml:12: case 'same' compared with itself; expected another case",
            ],
            faults
        );
        Assert.Equal(
            ["s.yaml:5: rent 'both'; expected one of from, to"],
            Messages(OneMeasure("kind: route, from: C0, to: C1, sectors: S0, share: 0.2, rent: both"))
        );
    }

    [Fact]
    public void Circles_and_doubles_are_told()
    {
        var resolved = ResolvedScenario.Create(
            Read(
                """
                title: Circles
                groups: { a: [b], b: [a] }
                cases:
                  - { name: one, include: two }
                  - { name: two, include: one }
                  - { name: two, relative_to: thre }
                  - { name: three, relative_to: four }
                  - { name: four, relative_to: three }
                """
            ).Value,
            SmallWorld.Random(1, 4, 2)
        );
        var messages = resolved.Faults.Select(fault => fault.ToString()).ToList();

        Assert.Contains("s.yaml:2: group 'a' that contains itself; expected groups without circles", messages);
        Assert.Contains("s.yaml:4: case 'one' that includes itself; expected includes without circles", messages);
        Assert.Contains("s.yaml:6: case 'two' for the second time; expected each name once", messages);
        Assert.Contains("s.yaml:6: unknown case 'thre'; expected a case of the scenario; did you mean three?", messages);
        Assert.Contains("s.yaml:7: case 'three' that is measured from itself; expected a case that does not lead back to it", messages);
    }

    private static string OneMeasure(string measure) =>
        $$"""
            title: One measure
            cases:
              - name: one
                measures:
                  - { {{measure}} }
            """;

    private Checked<Scenario> Read(string text)
    {
        File.WriteAllText(folder.File("s.yaml"), text);
        return ScenarioFile.Read(folder.File("s.yaml"), "s.yaml");
    }

    private IEnumerable<string> Messages(string text) => [.. Read(text).Faults.Select(fault => fault.ToString())];

    private static IEnumerable<string> Texts(ImmutableArray<Word> words) => words.Select(word => word.Text);

    private static (string, string) Ends(FlowRow row) => (row.Exporter.Text, row.Importer.Text);
}
