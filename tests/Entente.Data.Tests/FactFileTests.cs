using System.Collections.Immutable;
using Entente.Data.Scenarios;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Facts of the world that a scenario puts right: read, written back, refused with every fault at once.</summary>
public sealed class FactFileTests
{
    private const string Cases = """

        cases:
          - name: a
            measures:
              - { kind: embargo, from: SRB, to: RUS, sectors: AGRI }
        """;

    [Fact]
    public void Facts_are_read_and_written_back()
    {
        const string text =
            """
            title: t
            facts:
              - { kind: import_share, from: RUS, to: SRB, sector: GAS, share: 0.6, source: s, note: n }
              - { kind: flow, from: SRB, to: DEU, sector: ELEC, value: 2100 }
              - { kind: elasticity, sector: GAS, theta: 8 }
              - { kind: input_share, country: SRB, input: GAS, sector: CHEM, share: 0.2 }
              - { kind: value_added_share, country: SRB, sector: CHEM, share: 0.3 }
            """ + Cases;
        var facts = Facts(text);
        (FactKind, string?, string?, string, double)[] expected =
        [
            (FactKind.ImportShare, "RUS", "SRB", "GAS", 0.6),
            (FactKind.Flow, "SRB", "DEU", "ELEC", 2100),
            (FactKind.Elasticity, null, null, "GAS", 8),
            (FactKind.InputShare, null, "SRB", "CHEM", 0.2),
            (FactKind.ValueAddedShare, null, "SRB", "CHEM", 0.3),
        ];
        Assert.Equal([null, null, null, "GAS", null], facts.Select(fact => fact.Input?.Text));
        Assert.Equal(expected, facts.Select(fact => (fact.Kind, fact.From?.Text, fact.To?.Text, fact.Sector.Text, fact.Value)));
        Assert.Equal("s", facts[0].Source);

        var written = ScenarioText.Write(text, new CaseEdit("a", ["a"], [], []) { IsAsWritten = true, Facts = facts }).Value.Text;
        Assert.Equal(facts.Select(All), Facts(written).Select(All));
        var without = ScenarioText.Write(text, new CaseEdit("a", ["a"], [], []) { IsAsWritten = true }).Value.Text;
        Assert.DoesNotContain("facts", without, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_that_mean_nothing_are_told_together()
    {
        const string text =
            """
            title: t
            facts:
              - { kind: flwo, from: RUS, to: SRB, sector: GAS, value: 1 }
              - { kind: flow, from: RUS, sector: GAS, value: 1 }
              - { kind: flow, from: RUS, to: SRB, sector: GAS, value: much }
              - { kind: elasticity, sector: GAS, theta: 8, from: RUS }
              - { kind: input_share, country: SRB, sector: GAS, share: 0.1, form: GAS }
            """ + Cases;
        var faults = ScenarioFile.Parse(text, new FilesRead()).Faults.Select(fault => fault.ToString()).ToList();
        Assert.Contains(faults, fault => fault.Contains("kind of fact 'flwo'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("flow", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'to'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("much", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'from'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("no 'input'", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("'form'", StringComparison.Ordinal));
    }

    private static (FactKind, string?, string?, string?, string, double, string) All(WorldFact fact) =>
        (fact.Kind, fact.From?.Text, fact.To?.Text, fact.Input?.Text, fact.Sector.Text, fact.Value, fact.Source);

    private static ImmutableArray<WorldFact> Facts(string text)
    {
        var read = ScenarioFile.Parse(text, new FilesRead());
        Assert.True(read.Success, string.Join("; ", read.Faults));
        return read.Value.Facts;
    }
}
