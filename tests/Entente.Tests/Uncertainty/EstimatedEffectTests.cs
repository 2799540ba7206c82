using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Testing;
using Entente.Uncertainty;
using Xunit;

namespace Entente.Tests.Uncertainty;

/// <summary>What a regression has found, as a measure: its cost by theta, its faults, its draws.</summary>
public sealed class EstimatedEffectTests
{
    private static readonly World World = SpreadWorld.Random(1, 4, 3, [], elasticities: true);
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<Word>> NoGroups = ImmutableSortedDictionary<
        string,
        ImmutableArray<Word>
    >.Empty;
    private static readonly Estimate Found = Estimate.Create(
        "gravity.json",
        ["sanction", "rta"],
        [-0.4, 0.3],
        [0.04, 0.012, 0.012, 0.01]
    ).Value;

    private static EstimatedEffect Given(double coefficient, double error) =>
        new()
        {
            From = [World.Countries[0].Code],
            To = [World.Countries[1].Code],
            Coefficient = coefficient,
            StandardError = error,
        };

    private static EstimatedEffect Of(string term) =>
        new()
        {
            From = [World.Countries[0].Code],
            To = [World.Countries[1].Code],
            Estimate = Found,
            Term = term,
        };

    [Theory]
    [InlineData(-0.4, 1)]
    [InlineData(0.25, 2)]
    public void Its_cost_is_that_of_the_elasticity_of_each_sector(double coefficient, double change)
    {
        var costs = ShockBuilder.Of(World, NoGroups, [Given(coefficient, 0.1) with { Change = change }]).Value.TradeCosts!;
        for (var j = 0; j < World.Sectors.Length; j++)
        {
            Assert.Equal(Math.Exp(-coefficient * change / World.Thetas[j]), costs[1, 0, j], 1e-14);
            Assert.Equal(1, costs[0, 1, j]);
        }
    }

    [Fact]
    public void A_coefficient_of_an_estimate_is_the_number_itself_and_a_loss_is_that_reduction()
    {
        var (given, named) = (Given(-0.4, 0.2), Of("sanction"));
        Assert.Equal((-0.4, 0.2), (named.Effect, named.Error));
        var reduction = new FlowReduction
        {
            From = given.From,
            To = given.To,
            Share = 1 - Math.Exp(-0.4),
        };
        var costs = new Measure[] { given, named, reduction }
            .Select(measure => ShockBuilder.Of(World, NoGroups, [measure]).Value.TradeCosts!.Span.ToArray())
            .ToList();
        Assert.Equal(costs[0], costs[1]);
        Assert.Equal(costs[0], costs[2]);
    }

    [Fact]
    public void What_is_missing_or_too_much_is_named()
    {
        (Measure Measure, string Found)[] wrong =
        [
            (Given(1, 1) with { Coefficient = null }, "an estimated effect without a coefficient"),
            (Given(1, 1) with { StandardError = null }, "a coefficient without its standard error"),
            (Given(1, 1) with { StandardError = -1 }, "standard error -1"),
            (Given(1, 1) with { Term = "rta" }, "the name 'rta' without an estimate"),
            (Of("rta") with { Term = null }, "the estimate gravity.json without the name of a coefficient"),
            (Of("rta") with { StandardError = 1 }, "numbers beside an estimate"),
            (Of("rtas"), "coefficient 'rtas', which gravity.json does not have"),
        ];
        foreach (var (measure, found) in wrong)
            Assert.Equal(found, Assert.Single(ShockBuilder.Of(World, NoGroups, [measure]).Faults).Found);
        Assert.Contains(
            "did you mean rta?",
            ShockBuilder.Of(World, NoGroups, [Of("rtas")]).Faults[0].Expected,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_estimate_that_none_can_be_is_refused()
    {
        Assert.False(Estimate.Create("x", [], [], []).Success);
        Assert.False(Estimate.Create("x", ["a", "a"], [1, 2], [1, 0, 0, 1]).Success);
        Assert.False(Estimate.Create("x", ["a", "b"], [1, 2], [1, 0, 1]).Success);
        Assert.False(Estimate.Create("x", ["a", "b"], [1, 2], [1, 0.5, 0.4, 1]).Success);
        Assert.False(Estimate.Create("x", ["a", "b"], [1, 2], [1, 2, 2, 1]).Success);
        Assert.False(Estimate.Create("x", ["a"], [double.NaN], [1]).Success);
        // One that is the other's multiple has no error of its own.
        Assert.True(Estimate.Create("x", ["a", "b", "c"], [1, 2, 3], [1, 2, 0, 2, 4, 0, 0, 0, 0]).Success);
    }

    [Fact]
    public void Coefficients_of_one_estimate_are_drawn_together_with_its_covariance()
    {
        const int count = 4000;
        var scenario = Scenario(Of("sanction"), Of("rta"), Given(-1, 0.5), Given(-1, 0.5));
        var drawn = Enumerable
            .Range(0, count)
            .Select(k => WorldDraws.WithEstimates(scenario, k, 7).Cases[0].Measures.Cast<EstimatedEffect>().Select(m => m.Effect).ToArray())
            .ToList();
        double[] means = [.. Enumerable.Range(0, 4).Select(m => drawn.Average(d => d[m]))];
        double Covariance(int a, int b) => drawn.Average(d => (d[a] - means[a]) * (d[b] - means[b]));
        // Four simulation errors: s / sqrt(N) of a mean, sqrt((s1^2 s2^2 + c^2) / N) of a covariance.
        Assert.InRange(means[0], -0.4 - 4 * 0.2 / Math.Sqrt(count), -0.4 + 4 * 0.2 / Math.Sqrt(count));
        Assert.InRange(means[1], 0.3 - 4 * 0.1 / Math.Sqrt(count), 0.3 + 4 * 0.1 / Math.Sqrt(count));
        foreach (var (a, b, expected) in new[] { (0, 0, 0.04), (0, 1, 0.012), (1, 1, 0.01), (2, 2, 0.25), (0, 2, 0.0) })
        {
            double Variance(int m) => m switch { 0 => 0.04, 1 => 0.01, _ => 0.25 };
            var error = 4 * Math.Sqrt((Variance(a) * Variance(b) + expected * expected) / count);
            Assert.InRange(Covariance(a, b), expected - error, expected + error);
        }
        // The same numbers of the same source are one coefficient, wherever they stand.
        Assert.All(drawn, d => Assert.Equal(d[2], d[3]));
        // A draw is the same whatever else there is.
        var alone = WorldDraws.WithEstimates(Scenario(Of("rta")), 5, 7).Cases[0].Measures.Cast<EstimatedEffect>().Single();
        Assert.Equal(drawn[5][1], alone.Effect);
    }

    /// <summary>
    /// In one sector, cut off but for one flow, real income is a function of the coefficient and theta: every draw is the answer to the
    /// scenario with the drawn numbers written into it, on the drawn world.
    /// </summary>
    [Fact]
    public void A_draw_is_the_answer_with_its_coefficient_in_the_world_with_its_elasticities()
    {
        var scenario = Scenario(Of("sanction") with { To = ["all"], Both = true });
        var draws = WorldDraws.Create(World, new DrawOptions { World = false, Parameters = false }).Value;
        var asked = new ScenarioDraws(ResolvedScenario.Create(scenario, World).Value, draws, [0], new SolveOptions());
        var answers = asked.AnswerAll(3);
        for (var k = 0; k < 3; k++)
        {
            var effect = (EstimatedEffect)draws.Scenario(scenario, k).Cases[0].Measures[0];
            Assert.NotEqual(-0.4, effect.Effect);
            var written = new FlowReduction
            {
                From = effect.From,
                To = effect.To,
                Both = true,
                Share = 1 - Math.Exp(effect.Effect),
            };
            var alone = new ScenarioAnswer(ResolvedScenario.Create(Scenario(written), draws.World(k).Value).Value, new SolveOptions());
            Assert.Equal(ScenarioDraws.Told.Values(alone.Answer(0).Comparison!), answers[k].Values[0]!.Value);
        }
    }

    private static Scenario Scenario(params ImmutableArray<Measure> measures) =>
        new() { Title = "Estimated", Cases = [new Case { Name = "a", Measures = measures }] };
}
