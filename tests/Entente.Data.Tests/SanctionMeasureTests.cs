using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Scenarios;
using Entente.Gravity;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>Caps on prices, diversion, finance, payments that end and travel, as a file writes them.</summary>
public sealed class SanctionMeasureTests
{
    private static readonly string[] Measures =
    [
        "{ kind: embargo, from: C2, to: C1, sectors: S0 }",
        "{ kind: diversion, from: C2, to: C1, sectors: S0, through: [C0, C3], share: 0.4, cost: 1.3, margin: 0.15 }",
        "{ kind: secondary_sanctions, on: C3, share: 0.5, cost: 1.1 }",
        "{ kind: trade_finance, from: C0, to: C1, rate: 0.06, days: 90, earned_by: [C3], both: true }",
        "{ kind: price_cap, from: C3, to: [C0, C1], sectors: S0, price: 1.5 }",
        "{ kind: aid_withdrawn, by: C0, on: C1, paid: 2, amount: 1 }",
        "{ kind: remittances, from: C2, to: C1, paid: 3, share: 0.5 }",
        "{ kind: travel, by: [C0, C2], to: C1, sectors: S1, share: 0.8 }",
    ];

    private static readonly World World = SmallWorld.Random(7, 4, 2);

    [Fact]
    public void Each_is_read_solved_and_said()
    {
        var resolved = ResolvedScenario.Create(Read(Measures).Value, World).Value;
        Assert.Empty(resolved.Warnings);
        var after = new ScenarioAnswer(resolved).Answer(0).Equilibrium;
        Assert.True(after.Converged, after.Explanation);
        Assert.True(after.Margins[3] > 0);
        Assert.Equal(-1 - 1.5, after.Transfers[1], 1e-12);
        var names = new MeasureNames(World, ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        Assert.Equal(
            [
                "Up to 40 % of trade from Country 2 to Country 1 through Country 0, Country 3 instead, 30 % dearer, 15 % their margin: "
                    + "Sector 0",
                "Measures against diversion through Country 3: 50 % less of it, 10 % dearer",
                "Finance of trade between Country 0 and Country 1 dearer by 6 % a year, for 90 days, earned by Country 3: "
                    + "all goods and services",
                "A price of no more than 150 % of that in the data, from Country 3 to Country 0, Country 1: Sector 0",
                "Aid of Country 0 not received by Country 1: 1 million USD of 2 million USD a year",
                "Remittances from Country 2 to Country 1 that do not come: 1.5 million USD of 3 million USD a year",
                "80 % less travel at given prices by residents of Country 0, Country 2 to Country 1: Sector 1",
            ],
            resolved.Cases[0].Measures.Skip(1).Select(measure => MeasureKinds.BuiltIn.Of(measure)!.Sentence(measure, names))
        );
    }

    [Fact]
    public void Every_fault_of_all_of_them_is_told_at_once()
    {
        var faults = ResolvedScenario
            .Create(
                Read(
                    "{ kind: diversion, from: C2, to: C1, through: C9, share: 40, cost: 0.3 }",
                    "{ kind: secondary_sanctions, on: C3, share: 50 }",
                    "{ kind: trade_finance, from: C0, to: C1, rate: -1 }",
                    "{ kind: price_cap, from: C3, to: C0, sectors: S9, price: 0 }",
                    "{ kind: aid_withdrawn, by: C0, on: C1, paid: 2, amount: 3 }",
                    "{ kind: remittances, from: C2, to: C2, paid: -3 }",
                    "{ kind: travel, by: C2, to: C1, share: 0.8 }"
                ).Value,
                World
            )
            .Faults;
        Assert.Equal(
            [
                "unknown country or group 'C9'",
                "share 40",
                "cost 0.3",
                "share 50",
                "rate -1",
                "unknown sector or tag 'S9'",
                "price 0",
                "aid: 3 withdrawn of 2",
                "paid -3",
                "remittances of C2 to itself",
                "unknown sector or tag 'travel'",
            ],
            faults.Select(fault => fault.Found)
        );
        Assert.All(faults, fault => Assert.NotNull(fault.Place));
        Assert.Equal(
            ["no 'by'", "no 'on'", "no 'paid'", "unknown key 'from'"],
            Read("{ kind: aid_withdrawn, from: C1 }").Faults.Select(fault => fault.Found).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_number_can_be_swept()
    {
        foreach (var kind in MeasureKinds.BuiltIn.All.SkipWhile(kind => kind.Name != "price_cap"))
            foreach (var key in kind.Keys.Where(key => key.Type == MeasureKeyType.Number))
            {
                var name = $"a.{kind.Name}.{key.Name}";
                double value = key.Name switch
                {
                    "cost" => 1.25,
                    "margin" => 0.1,
                    "paid" => 4,
                    "days" => 30,
                    _ => 0.25,
                };
                var sweep = new Sweep
                {
                    Title = name,
                    Scenario = Read(Measures).Value,
                    Axes = [new SweepAxis([new Word(name)], [[value]])],
                    Outcomes = ["real_income_pct:C1"],
                };
                var rows = new List<SweepRow>();
                var batch = ResolvedSweep.Create(sweep, World).Value.Batch(1, new SolveOptions());
                batch.Run([0], (_, answers) => rows.AddRange(answers.SelectMany(point => point)), new BatchOptions());
                Assert.True(double.IsFinite(Assert.Single(rows).Outcomes[0]), name);
            }
    }

    [Fact]
    public void Gravity_refuses_each_by_name()
    {
        var scenario = Read([.. Measures.Skip(1)]).Value with { Model = GravityModel.Default };
        var faults = ResolvedScenario.Create(scenario, World).Faults;
        Assert.Equal(
            Measures.Length - 1,
            faults.Count(fault => fault.Found.StartsWith("a measure that is no cost of trade", StringComparison.Ordinal))
        );
    }

    private static Checked<Scenario> Read(params string[] measures)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "s.yaml");
        File.WriteAllText(
            path,
            "title: t\ncases:\n  - name: a\n    measures:\n" + string.Concat(measures.Select(measure => $"      - {measure}\n"))
        );
        return ScenarioFile.Read(path, "s.yaml");
    }
}
