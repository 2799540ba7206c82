using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Entente.Data.Worlds;
using Entente.Gravity;
using Entente.Measures;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;
using Xunit;

namespace Entente.Extending.Tests;

/// <summary>
/// This assembly sees of Entente what everybody sees. What it adds - a model, a kind of measure, an outcome - takes part in
/// everything, and no file of the core knows of it.
/// </summary>
public sealed class ExtendingTests
{
    private const double Sigma = 6;

    private static readonly World World = Worlds.Load("world-2023").Value;

    private static readonly Measure[] Dearer = [new TradeCost { From = ["SRB"], To = ["RUS"], Factor = 1.3, Both = true }];

    [Fact]
    public void Nothing_internal_is_seen_from_here() =>
        Assert.DoesNotContain(
            typeof(World).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>(),
            seen => seen.AssemblyName == typeof(ExtendingTests).Assembly.GetName().Name
        );

    [Fact]
    public void A_third_model_agrees_with_the_gravity_that_it_is()
    {
        var own = Ask(new ArmingtonModel(Sigma));
        var gravity = Ask(new GravityModel(new GravitySetup { Sigma = Sigma, Adjustment = Adjustment.Full }));
        Assert.Equal(EquilibriumStatus.Converged, own.Status);
        Assert.InRange(own.Residual, 0, 1e-10);
        foreach (var country in World.Countries)
            Assert.Equal(gravity[$"real_income_pct:{country.Code}"], own[$"real_income_pct:{country.Code}"], 1e-7);
    }

    [Fact]
    public void Its_refusals_are_told_by_the_door()
    {
        var baseline = Baseline.Create(World, new BaselineOptions { Model = new ArmingtonModel(Sigma), Closure = Closure.Fixed }).Value;
        Assert.Equal(EquilibriumStatus.MeasureRefused, baseline.Solve(new Productivity { Countries = ["SRB"], Factor = 1.1 }).Status);
        Assert.False(Baseline.Create(World, new BaselineOptions { Model = new ArmingtonModel(Sigma), Closure = Closure.Zero }).Success);
    }

    [Fact]
    public void It_answers_scenarios()
    {
        var scenario = new Scenario
        {
            Title = "Dearer",
            Model = new ArmingtonModel(Sigma),
            Closure = Closure.Fixed,
            Cases = [new Case { Name = "dearer", Measures = [.. Dearer] }],
        };
        var answer = new ScenarioAnswer(ResolvedScenario.Create(scenario, World).Value).Answer(0);
        Assert.Equal(Ask(new ArmingtonModel(Sigma)).Changes.RealIncome, answer.Comparison!.RealIncome);
    }

    [Fact]
    public void A_kind_of_measure_and_an_outcome_are_added()
    {
        var answer = Baseline.Create(World).Value.Solve(new Friction { Countries = ["SRB"], PerCent = 10 });
        var same = Baseline.Create(World).Value.Solve(new TradeCost { From = ["SRB"], To = ["all"], Factor = 1.1, Both = true });
        Assert.Equal(same.Changes.RealIncome, answer.Changes.RealIncome);
        var outcome = Outcome.OfCountries(
            "real_income_promille",
            "Real income, per mille",
            OutcomeUnit.Share,
            comparison => [.. comparison.RealIncome.Select(hat => 1000 * (hat - 1))]
        );
        var changes = answer.Changes.With(OutcomeSet.All.With(outcome));
        Assert.Equal(10 * answer["real_income_pct:SRB"], changes["real_income_promille:SRB"], 1e-9);
    }

    private static Counterfactual Ask(Model model) =>
        Baseline.Create(World, new BaselineOptions { Model = model, Closure = Closure.Fixed }).Value.Solve(Dearer);

    /// <summary>Everything countries sell and buy abroad costs more to bring.</summary>
    private sealed record Friction : Measure
    {
        public static MeasureKind Kind { get; } =
            MeasureKind.Of<Friction>(
                "friction",
                [
                    MeasureKey.Countries("countries"),
                    MeasureKey.Number<Friction>("per_cent", "on the cost", NumberRange.NotNegative, (m, x) => m with { PerCent = x }),
                ],
                values => new Friction { Countries = values.Words("countries"), PerCent = values.Number("per_cent") ?? 0 },
                (m, names) => $"Trade of {names.Countries(m.Countries)} dearer by {m.PerCent} per cent",
                m => m.Countries
            );

        public required ImmutableArray<Word> Countries { get; init; }

        public required double PerCent { get; init; }

        public override void Apply(ShockBuilder shock, NameResolver names)
        {
            foreach (var n in names.Countries(Countries))
                foreach (var i in Enumerable.Range(0, shock.World.Countries.Length).Where(i => i != n))
                    for (var j = 0; j < shock.World.Sectors.Length; j++)
                    {
                        shock.MultiplyTradeCost(n, i, j, 1 + PerCent / 100);
                        shock.MultiplyTradeCost(i, n, j, 1 + PerCent / 100);
                    }
        }
    }
}
