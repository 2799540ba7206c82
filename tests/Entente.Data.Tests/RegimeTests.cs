using Entente.Data.Scenarios;
using Entente.Measures;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Regimes by date: which measures a case takes, and whose they are in which world.</summary>
public sealed class RegimeTests : IDisposable
{
    private const string Regime = """
        title: Regime
        held_from: 2022
        groups: { early: [C0, C1] }
        members: { C1: 2022-02, C2: 2022-09-01, XXX: 2022-01 }
        cases:
          - name: first
            measures:
              - { kind: embargo, from: C3, to: joiner, sectors: S0, since: 2022-03 }
              - { kind: embargo, from: C3, to: "joiner - [C0]", sectors: S1, since: 2022-06-15, until: 2022-12 }
          - name: answer
            extra: true
            measures:
              - { kind: tariff, by: C3, on: joiner, rate: 0.3 }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("as_of: 2022-02", "")]
    [InlineData("as_of: 2022-03-01", "C1 S0")]
    [InlineData("as_of: 2022-06", "C1 S0; C1 - [C0] S1")]
    [InlineData("as_of: 2022-10", "C1, C2 S0; C1 - [C0], C2 - [C0] S1")]
    [InlineData("as_of: 2023", "C1, C2 S0")]
    [InlineData("as_of: 2022-06, joiners: C0", "C1, C0 S0; C1 - [C0], C0 - [C0] S1")]
    [InlineData("as_of: 2022-06, joiners: C0, parts: [answer]", "tariff on C1, C0")]
    [InlineData("as_of: 2022-10, without: C2", "C1 - C2 S0; C1 - C2 - [C0] S1")]
    [InlineData("as_of: 2022-10, joiners: early, without: [C0, C2], parts: answer", "tariff on C1 - C0 - C2, early - C0 - C2")]
    public void Before_the_regime_members_act_by_date_and_joiners_with_them(string use, string expected) =>
        Assert.Equal(expected, Measures(Read(use), 2021));

    [Theory]
    [InlineData("as_of: 2022-10, joiners: C0", "C0 S0; C0 - [C0] S1")]
    [InlineData("as_of: 2023, joiners: [C0, C2], parts: answer", "tariff on C0, C2")]
    public void In_data_that_hold_it_joiners_act_alone_and_it_is_said(string use, string expected)
    {
        Assert.Equal(expected, Measures(Read(use), 2023));
        var resolved = ResolvedScenario.Create(Read(use).Value, World(2023));
        Assert.Contains(resolved.Warnings, w => w.Contains("the data of 2023 hold what members of law do", StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_may_be_taken_to_a_part()
    {
        var resolved = ResolvedScenario.Create(
            Read("as_of: 2022-06, joiners: C0, parts: [first, answer], strengths: { first: 0.25 }").Value,
            World(2023)
        );
        Assert.Equal([0.25, 0.25, 1], resolved.Value.Cases[0].Measures.Select(measure => measure.Strength));
    }

    [Theory]
    [InlineData("strengths: { frist: 0.5 }", "unknown part 'frist'")]
    [InlineData("strengths: { first: 0 }", "strength of 'first' 0; expected a number above 0, at most 1")]
    [InlineData("strengths: { first: 1.5 }", "strength of 'first' 1.5; expected a number above 0, at most 1")]
    public void Strengths_of_no_part_or_of_no_sense_are_faults(string strengths, string expected)
    {
        var resolved = ResolvedScenario.Create(Read($"as_of: 2022-06, joiners: C0, {strengths}").Value, World(2023));
        Assert.Contains(resolved.Faults, fault => fault.ToString().Contains(expected, StringComparison.Ordinal));
    }

    /// <summary>Who is left out of a group takes none of the measures of all who are left.</summary>
    [Fact]
    public void Who_is_left_out_takes_no_measures()
    {
        var names = new NameResolver(World(2021), Read("as_of: 2022-10").Value.Groups);
        var resolved = ResolvedScenario.Create(Read("as_of: 2022-10, joiners: early, without: C0").Value, World(2021));
        var to = ((Embargo)resolved.Value.Cases[0].Measures[0]).To;
        Assert.Equal(["C1", "C2"], names.Countries(to).Select(n => World(2021).Countries[n].Code).Order());
    }

    [Fact]
    public void Members_the_world_does_not_have_are_named()
    {
        var resolved = ResolvedScenario.Create(Read("as_of: 2022-10").Value, World(2021));
        Assert.Contains("XXX take the measures of law and are no countries of this world", resolved.Warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("as_of: 2023", 2023, "regime 'law' without anybody who joins, in a world of 2023, whose data hold it")]
    [InlineData("as_of: 2022-01", 2021, null)]
    [InlineData("as_of: 2021-01", 2021, "regime 'law' at a time when nobody takes its measures")]
    [InlineData("as_of: 2023, joiners: C9", 2023, "unknown country or group 'C9'")]
    [InlineData("as_of: 2022-10, without: C0", 2021, "'C0' left out of regime 'law', whose measures it does not take here")]
    [InlineData("as_of: 2022-10, without: C9", 2021, "unknown country or group 'C9'")]
    [InlineData("as_of: 2022-10, without: [C1, C2]", 2021, "regime 'law' without all who take its measures")]
    [InlineData("as_of: 2023, joiners: C0, without: C1", 2023, "'C1' left out of regime 'law', whose measures it does not take here")]
    [InlineData("as_of: 2023, joiners: C0, parts: frist", 2023, "unknown part 'frist' of regime 'law'")]
    public void What_makes_no_sense_is_a_fault(string use, int year, string? fault)
    {
        var found = ResolvedScenario.Create(Read(use).Value, World(year)).Faults.Select(f => f.Found).Distinct();
        Assert.Equal(fault is null ? ["regime 'law' at a time when nobody takes its measures"] : [fault], found);
    }

    [Theory]
    [InlineData("regime: law", "no 'as_of'")]
    [InlineData("regime: law, as_of: June", "as_of 'June'")]
    [InlineData("regime: law, as_of: 2023, withuot: C1", "unknown key 'withuot'")]
    [InlineData("as_of: 2023, joiners: C0", "'as_of' without 'regime';'joiners' without 'regime'")]
    [InlineData("regime: lore, as_of: 2023", "regime 'lore', which is no file")]
    public void A_use_that_cannot_be_read_is_a_fault(string use, string faults) =>
        Assert.Equal(faults.Split(';'), Scenario($"{{ name: a, {use} }}").Faults.Select(f => f.Found));

    [Fact]
    public void A_regime_that_comes_with_the_program_is_used_by_name()
    {
        var scenario = Scenario("{ name: a, regime: russia-2022, as_of: 2023-12, joiners: SRB }", "");
        Assert.Empty(scenario.Faults);
        Assert.Equal(["russia-2022"], scenario.Value.Regimes.Select(r => r.Name));
        Assert.Contains(scenario.Value.Regimes[0].Members, m => m.Country.Text == "eu27");
        Assert.Contains(ScenarioFile.FilesOf(folder.File("s.yaml")), file => file.EndsWith("russia-2022.yaml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("C0 - C0", "")]
    [InlineData("all - [C0, C3]", "C1, C2")]
    [InlineData("all - C0 - C3", "C1, C2")]
    [InlineData("early - C1", "C0")]
    [InlineData("all - early", "C2, C3")]
    public void A_group_less_some_of_it(string words, string expected)
    {
        var names = new NameResolver(World(2021), Read("as_of: 2023").Value.Groups);
        Assert.Equal(expected, string.Join(", ", names.Countries([words]).Select(n => $"C{n}")));
        Assert.Empty(names.Faults);
        names.Countries(["all - C9", "al - C1"]);
        Assert.Equal(["unknown country or group 'C9'", "unknown country or group 'al'"], names.Faults.Select(f => f.Found));
    }

    /// <summary>A part is done by those who take the measures, or, taken only where it is named, by whoever answers.</summary>
    [Fact]
    public void A_part_may_be_the_answer_of_somebody()
    {
        const string theCase = "{ name: a, regime: law, as_of: 2022-10 }";
        var answered = Regime.Replace("extra: true", "extra: true\n    by: C3", StringComparison.Ordinal);
        var parts = Scenario(theCase, regime: answered).Value.Regimes[0].Parts;
        Assert.Equal([null, "C3"], parts.Select(part => part.By?.Text));
        var usual = Regime.Replace("extra: true", "by: C3", StringComparison.Ordinal);
        Assert.Equal("a part by 'C3' that all take", Assert.Single(Scenario(theCase, regime: usual).Faults).Found);
    }

    private static string Measures(Checked<Scenario> scenario, int year)
    {
        var resolved = ResolvedScenario.Create(scenario.Value, World(year));
        return string.Join(
            "; ",
            resolved.Success
                ? resolved
                    .Value.Cases[0]
                    .Measures.Select(m => m is Embargo e ? $"{List(e.To)} {List(e.Sectors)}" : $"tariff on {List(((Tariff)m).On)}")
                : []
        );

        static string List(IEnumerable<Word> words) => string.Join(", ", words);
    }

    private Checked<Scenario> Read(string use) => Scenario($"{{ name: a, regime: law, {use} }}");

    private Checked<Scenario> Scenario(string theCase, string regimes = "regimes: law.yaml\n", string regime = Regime)
    {
        File.WriteAllText(folder.File("law.yaml"), regime);
        File.WriteAllText(folder.File("s.yaml"), $"title: t\n{regimes}cases:\n  - {theCase}\n");
        return ScenarioFile.Read(folder.File("s.yaml"), "s.yaml");
    }

    private static World World(int year)
    {
        var world = SmallWorld.Random(3, 4, 2);
        return Entente.World.Create(world.Identity with { Year = year }, world.Countries, world.Sectors, Tables(world)).Value;
    }

    private static WorldTables Tables(World world) =>
        new()
        {
            Trade = world.Trade,
            Tariffs = world.Tariffs,
            ValueAddedShares = world.ValueAddedShares,
            InputShares = world.InputShares,
        };
}
