using System.Collections.Immutable;
using Entente.Batches;
using Entente.Data.Scenarios;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>A kind of measure is declared once, and all else follows: here one from outside the core.</summary>
public sealed class MeasureKindTests
{
    private static readonly MeasureKinds WithFreight = MeasureKinds.BuiltIn.With(Freight.Kind);

    private static readonly World World = SmallWorld.Random(7, 4, 2);

    [Fact]
    public void A_kind_from_outside_is_read_applied_and_solved()
    {
        var scenario = Read("{ kind: freight, between: [C0, C1], surcharge: 0.2, note: by sea }").Value;
        var measure = Assert.IsType<Freight>(scenario.Cases[0].Measures.Single());
        Assert.Equal((0.2, "by sea", 5), (measure.Surcharge, measure.Note, measure.Place!.Line));
        var answer = new ScenarioAnswer(ResolvedScenario.Create(scenario, World).Value).Answer(0);
        var same = Baseline
            .Create(World)
            .Value.Solve(
                new TradeCost
                {
                    From = ["C0", "C1"],
                    To = ["C0", "C1"],
                    Factor = 1.2,
                }
            );
        Assert.Equal(same.Changes.RealIncome, answer.Comparison!.RealIncome);
    }

    [Fact]
    public void Its_faults_are_found_by_its_declaration()
    {
        Assert.Equal(
            [
                "no 'between'",
                "no 'surcharge'",
                "unknown key 'surcharg'",
            ],
            Read("{ kind: freight, surcharg: 0.2 }").Faults.Select(f => f.Found).Order(StringComparer.Ordinal)
        );
        var scenario = Read("{ kind: freight, between: [C0, C9], surcharge: -3 }").Value;
        Assert.Equal(
            ["unknown country or group 'C9'", "surcharge -3"],
            ResolvedScenario.Create(scenario, World).Faults.Select(f => f.Found)
        );
        Assert.Contains(
            "unknown kind 'freight'",
            Read("{ kind: freight }", MeasureKinds.BuiltIn).Faults[0].Found,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Its_numbers_can_be_swept()
    {
        var sweep = new Sweep
        {
            Title = "Freight",
            Scenario = Read("{ kind: freight, between: [C0, C1], surcharge: 0.2 }").Value,
            Axes = [new SweepAxis([new Word("a.freight.surcharge")], [[0.1], [0.3]])],
            Outcomes = ["real_income_pct:C0"],
        };
        var rows = new List<SweepRow>();
        var batch = ResolvedSweep.Create(sweep, World).Value.Batch(2, new SolveOptions());
        batch.Run([0], (_, answers) => rows.AddRange(answers.SelectMany(point => point)), new BatchOptions());
        Assert.Equal([0.1, 0.3], rows.Select(row => row.Values[0]));
        Assert.True(Math.Abs(rows[1].Outcomes[0]) > Math.Abs(rows[0].Outcomes[0]));
    }

    [Fact]
    public void It_says_itself_by_names()
    {
        var names = new MeasureNames(World, ImmutableSortedDictionary<string, ImmutableArray<Word>>.Empty);
        var measure = new Freight { Between = ["C0", "C1"], Surcharge = 0.2 };
        Assert.Equal("Freight among Country 0, Country 1 dearer by 20 %", Freight.Kind.Sentence(measure, names));
        Assert.Equal(["C0", "C1"], Freight.Kind.Actors(measure).Select(word => word.Text));
        Assert.Throws<ArgumentException>(() => WithFreight.With(Freight.Kind));
    }

    [Fact]
    public void Measures_that_meet_no_flow_and_rates_that_read_like_per_cent_are_remarked_on()
    {
        var scenario = Read(
            "{ kind: embargo, from: C0, to: C0 }",
            "{ kind: tariff, by: C0, on: C1, rate: 60 }",
            "{ kind: tariff, by: C0, on: C1, rate: 0.6 }",
            "{ kind: transfer, from: C0, to: C1, amount: 0 }"
        ).Value;
        var resolved = ResolvedScenario.Create(scenario, World);
        Assert.Equal(
            [
                "s.yaml:5: a measure of kind 'embargo' changes nothing in this world: it meets no flow",
                "s.yaml:6: rate 60 is 6,000 %; 0.6 would be 60 %",
                "s.yaml:8: a measure of kind 'transfer' changes nothing in this world: it meets no flow",
            ],
            resolved.Warnings
        );
        Assert.Equal(resolved.Warnings.ToArray(), resolved.Value.Warnings.ToArray());
    }

    private static Checked<Scenario> Read(string measure, MeasureKinds kinds) => Read(kinds, measure);

    private static Checked<Scenario> Read(params string[] measures) => Read(WithFreight, measures);

    private static Checked<Scenario> Read(MeasureKinds kinds, params string[] measures)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "s.yaml");
        File.WriteAllText(
            path,
            "title: t\ncases:\n  - name: a\n    measures:\n" + string.Concat(measures.Select(measure => $"      - {measure}\n"))
        );
        return ScenarioFile.Read(path, "s.yaml", null, kinds);
    }

    /// <summary>Sea freight: costs between some countries, in all goods.</summary>
    private sealed record Freight : Measure
    {
        public static MeasureKind Kind { get; } =
            MeasureKind.Of<Freight>(
                "freight",
                [
                    MeasureKey.Countries("between"),
                    MeasureKey.Number<Freight>(
                        "surcharge",
                        "of the cost",
                        NumberRange.NotNegative,
                        (m, value) => m with { Surcharge = value }
                    ),
                ],
                values => new Freight { Between = values.Words("between"), Surcharge = values.Number("surcharge") ?? 0 },
                (m, names) => $"Freight among {names.Countries(m.Between)} dearer by {MeasureNames.Percent(m.Surcharge)}",
                m => m.Between
            );

        public required ImmutableArray<Word> Between { get; init; }

        public required double Surcharge { get; init; }

        public override void Apply(ShockBuilder shock, NameResolver names)
        {
            var members = names.Countries(Between);
            if (!names.Require(NumberRange.NotNegative, Place, "surcharge", Surcharge))
                return;
            foreach (var n in members)
                foreach (var i in members.Where(i => i != n))
                    for (var j = 0; j < shock.World.Sectors.Length; j++)
                        shock.MultiplyTradeCost(n, i, j, 1 + Surcharge);
        }
    }
}
