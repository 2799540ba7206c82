using Entente.Data.Backtests;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>What happened beside what the model says.</summary>
public sealed class BacktestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Shipped => [.. new Catalogue(Repository.Root).Backtests];

    [Theory, MemberData(nameof(Shipped))]
    public void What_the_model_says_is_within_what_happened_or_it_is_said_why_not(string name)
    {
        foreach (var result in Golden.Backtest(name).Results)
        {
            Assert.True(result.Answer is not null, $"{result.Fact.What}: no answer");
            Assert.True(
                result.IsWithin == (result.Fact.Why.Length == 0),
                $"{result.Fact.What}: {result.Answer} of {result.Fact.Least} to {result.Fact.Most}, why: '{result.Fact.Why}'"
            );
        }
    }

    [Fact]
    public void The_page_shows_what_the_model_says() =>
        Assert.Equal(File.ReadAllText(Golden.BacktestFile), Golden.BacktestText(), ignoreLineEndingDifferences: true);

    [Fact]
    public void Facts_are_sums_changes_and_shares_of_outcomes()
    {
        var results = Read(
            """
              - { what: one, case: dear, outcome: "real_income_pct:C0", range: [-inf, 0], source: s }
              - { what: sum, case: dear, outcome: "flows.counterfactual:C1:C0:all", range: [0, inf], source: s }
              - what: change
                case: dear
                outcome: "flows.counterfactual:C1:C0:all"
                from: "flows.baseline:C1:C0:all"
                range: [-inf, 0]
                source: s
              - { what: share, case: dear, share_of: dearer, outcome: "real_income_pct:C0", range: [101, 102], source: s, why: because }
            """
        );
        Assert.Empty(results.Faults);
        var (answers, scenario) = (results.Value.Run(), new ScenarioAnswer(results.Value.Scenario));
        var (dear, dearer) = (scenario.Answer(0).Comparison!, scenario.Answer(1).Comparison!);
        var sum = Enumerable.Range(0, 2).Sum(j => dear.After.Trade[0, 1, j]);
        var before = Enumerable.Range(0, 2).Sum(j => dear.Before.Trade[0, 1, j]);
        Assert.Equal(dear["real_income_pct:C0"], answers[0].Answer!.Value, 1e-12);
        Assert.Equal(sum, answers[1].Answer!.Value, 1e-9 * sum);
        Assert.Equal(100 * (sum / before - 1), answers[2].Answer!.Value, 1e-9);
        Assert.Equal(100 * dear["real_income_pct:C0"] / dearer["real_income_pct:C0"], answers[3].Answer!.Value, 1e-9);
        Assert.Equal([true, true, true, false], answers.Select(a => a.IsWithin));
        Assert.Contains("| share |", BacktestPage.Of(results.Value.Backtest, answers), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told()
    {
        var faults = Read(
                """
                  - { what: a, case: dear, outcome: "real_income_pct:C0", range: [1, 0], source: s }
                  - { case: dear, outcome: "real_income_pct:C0", range: [0, x], source: s, wyh: because }
                """
            )
            .Faults.Select(f => f.Found);
        Assert.Equal(["range [1, 0]", "unknown key 'wyh'", "range 'x'", "no 'what'"], faults);
        faults = Read(
                """
                  - { what: a, case: cheap, outcome: "real_income:C0", range: [0, 1], source: s }
                  - { what: a, case: twice, outcome: "real_income_pct:C9", range: [0, 1], source: s }
                """
            )
            .Faults.Select(f => f.Found);
        Assert.Equal(
            [
                "unknown case 'cheap'",
                "unknown outcome 'real_income'",
                "case 'twice', which is asked more than once",
                "unknown country or group 'C9'",
            ],
            faults
        );
    }

    private Checked<ResolvedBacktest> Read(string facts)
    {
        File.WriteAllText(
            folder.File("b.yaml"),
            $$"""
            title: B
            scenario:
              title: S
              cases:
                - { name: dear, measures: [ { kind: trade_cost, from: C1, to: C0, factor: 1.2 } ] }
                - { name: dearer, measures: [ { kind: trade_cost, from: C1, to: C0, factor: 1.5 } ] }
                - { name: twice, horizon: [short, long], measures: [ { kind: trade_cost, from: C1, to: C0, factor: 1.5 } ] }
            happened:
            {{facts}}
            """
        );
        var read = BacktestFile.Read(folder.File("b.yaml"));
        return read.Success
            ? ResolvedBacktest.Create(read.Value, SmallWorld.WithFactors(SmallWorld.Random(5, 3, 2)))
            : Checked<ResolvedBacktest>.Invalid(read.Faults);
    }
}
