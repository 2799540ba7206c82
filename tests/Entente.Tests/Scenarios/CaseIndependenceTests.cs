using Entente.Horizons;
using Entente.Measures;
using Entente.Models;
using Entente.Scenarios;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Scenarios;

/// <summary>An answer does not depend on which other cases are in a scenario, on their order, or on how many were asked.</summary>
public sealed class CaseIndependenceTests
{
    [Fact]
    public void Each_case_alone_equals_itself_among_the_others_to_the_last_bit()
    {
        var (converged, after, atHorizons) = (0, 0, 0);
        for (var seed = 0; seed < 25; seed++)
        {
            var world = SmallWorld.WithFactors(SmallWorld.Random(seed, 4, 3), seed);
            var scenario = RandomScenario.Of(seed, world);
            var whole = ResolvedScenario.Create(scenario, world).Value;
            var answers = new ScenarioAnswer(whole).All().ToList();
            for (var c = 0; c < whole.Cases.Length; c++)
            {
                var (name, label) = (whole.Cases[c].Case.Name, whole.Cases[c].Horizon.Label);
                Assert.Equal(Bits(answers[c]), Bits(new ScenarioAnswer(whole).Answer(c)));
                var alone = ResolvedScenario.Create(Alone(scenario, name), world).Value;
                var position = alone.Cases.ToList().FindIndex(other => (other.Case.Name, other.Horizon.Label) == (name, label));
                Assert.Equal(Bits(answers[c]), Bits(new ScenarioAnswer(alone).Answer(position)));
                converged += answers[c].Comparison is null ? 0 : 1;
                after += answers[c].Comparison is not null && whole.Cases[c].After is not null ? 1 : 0;
                atHorizons += answers[c].Comparison is not null && label != Horizon.LongRun.Label ? 1 : 0;
            }
        }
        Assert.True(
            converged > 150 && after > 20 && atHorizons > 50,
            $"{converged} answered, {after} after another, {atHorizons} at horizons"
        );
    }

    [Fact]
    public void Two_cases_after_the_same_one_keep_their_own_elasticities()
    {
        var world = SmallWorld.Random(3, 4, 3);
        var embargo = new Embargo
        {
            From = ["C1"],
            To = ["C2"],
            Both = true,
        };
        var first = new Case { Name = "first", Measures = [new Tariff { By = ["C0"], On = ["C1"], Rate = 0.1 }] };
        var plain = new Case { Name = "plain", After = "first", Measures = [embargo] };
        var low = plain with { Name = "low", Parameters = [new ParameterSetting("trade", "all", 0.5)] };
        var whole = Answers(world, first, plain, low);
        Assert.Equal(Bits(Answers(world, first, low)[1]), Bits(whole[2]));
        Assert.NotEqual(whole[1].Comparison!.RealIncome, whole[2].Comparison!.RealIncome);
    }

    [Fact]
    public void A_scenario_resolved_like_another_shares_what_has_the_same_parameters_and_answers_alike()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(5, 4, 3), 5);
        var tariff = new Tariff { By = ["C0"], On = ["C1"], Rate = 0.1 };
        var low = new Case { Name = "low", Measures = [tariff], Parameters = [new ParameterSetting("trade", "all", 0.5)] };
        var before = Resolved(world, [new Case { Name = "first", Measures = [tariff] }]);
        Case[] asked = [new Case { Name = "more", Measures = [tariff with { Rate = 0.2 }] }, low];
        var (apart, like) = (Resolved(world, asked), Resolved(world, asked, before));
        Assert.NotSame(before.All[0].Behaviour, apart.All[0].Behaviour);
        Assert.Same(before.All[0].Behaviour, like.All[0].Behaviour);
        Assert.Same(before.All[0].World, like.All[0].World);
        Assert.NotSame(before.All[0].World, like.All[1].World);
        // Nothing is taken from a scenario on another world.
        var elsewhere = SmallWorld.WithFactors(SmallWorld.Random(6, 4, 3), 6);
        Assert.NotSame(before.All[0].Behaviour, Resolved(elsewhere, asked, before).All[0].Behaviour);
        for (var c = 0; c < asked.Length; c++)
            Assert.Equal(Bits(new ScenarioAnswer(apart).Answer(c)), Bits(new ScenarioAnswer(like).Answer(c)));

        static ResolvedScenario Resolved(World world, Case[] cases, ResolvedScenario? like = null)
        {
            var asked = new Scenario { Title = "Like", Cases = [.. cases], Horizons = [new Horizon("short", [])] };
            return ResolvedScenario.Create(asked, world, like).Value;
        }
    }

    [Fact]
    public void A_measure_at_fault_in_the_world_a_case_happens_in_ends_the_case_with_its_place()
    {
        var world = SmallWorld.Random(3, 4, 3);
        var share = world.TradeShares[1, 2, 0];
        Assert.True(share > 0);
        var first = new Case { Name = "first", Measures = [new Embargo { From = ["C0", "C3"], To = ["C1"], Sectors = ["S0"] }] };
        var route = new NewRoute
        {
            From = ["C2"],
            To = ["C1"],
            Sectors = ["S0"],
            Share = share * 1.001,
            Place = new Place("s.yaml", 7),
        };
        var then = new Case { Name = "then", After = "first", Measures = [route] };
        var answer = Answers(world, first, then)[1];
        Assert.Equal(EquilibriumStatus.MeasureRefused, answer.Equilibrium.Status);
        Assert.StartsWith("s.yaml:7: a route with the share", answer.Equilibrium.Explanation, StringComparison.Ordinal);
        Assert.Null(answer.Comparison);
    }

    [Fact]
    public void Equal_parameters_are_one_world_and_equal_questions_are_solved_once()
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(5, 4, 3));
        var model = new CountingModel();
        Case[] cases =
        [
            .. Enumerable
                .Range(0, 6)
                .Select(c => new Case
                {
                    Name = $"c{c}",
                    Measures = [new Tariff { By = ["C0"], On = ["C1"], Rate = 0.1 * c }],
                    RelativeTo = c > 3 ? new Word("c1") : null,
                }),
        ];
        var resolved = ResolvedScenario
            .Create(
                new Scenario
                {
                    Title = "Six",
                    Model = model,
                    Horizons = [new Horizon("short", [])],
                    Cases = [.. cases],
                },
                world
            )
            .Value;
        Assert.Single(resolved.Cases.Select(c => c.World).Distinct());
        Assert.All(new ScenarioAnswer(resolved).All().ToList(), answer => Assert.NotNull(answer.Comparison));
        // One baseline, six cases, none twice.
        Assert.Equal(7, model.Solves);
    }

    private static List<CaseAnswer> Answers(World world, params Case[] cases) =>
        [.. new ScenarioAnswer(ResolvedScenario.Create(new Scenario { Title = "Invented", Cases = [.. cases] }, world).Value).All()];

    /// <summary>The scenario with one case and those it builds on, in reverse where that says the same.</summary>
    private static Scenario Alone(Scenario scenario, string name)
    {
        var needed = new HashSet<string> { name };
        for (var before = 0; before < needed.Count;)
        {
            before = needed.Count;
            foreach (var theCase in scenario.Cases.Where(c => needed.Contains(c.Name)).ToList())
                needed.UnionWith(
                    theCase
                        .Includes.Concat(new[] { theCase.RelativeTo, theCase.After, theCase.CompareWith }.OfType<Word>())
                        .Select(w => w.Text)
                );
        }
        return scenario with { Cases = [.. scenario.Cases.Where(c => needed.Contains(c.Name)).Reverse()] };
    }

    private static IEnumerable<long> Bits(CaseAnswer answer)
    {
        IEnumerable<double> numbers = answer.Comparison is { } comparison
            ? [.. comparison.RealIncome, .. comparison.RealWage, .. comparison.Output.Span, .. comparison.After.Trade.Span]
            : [(double)answer.Equilibrium.Status];
        return [.. numbers.Concat(answer.CostChange?.Points ?? []).Select(BitConverter.DoubleToInt64Bits)];
    }
}
