using Entente.CaliendoParro;
using Entente.CaliendoParro.Search;
using Entente.Models;
using Entente.Numerics;
using Entente.Testing;
using Entente.Testing.Wild;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>What only the way from no shock to the whole shock, or from no deficits to all of them, can answer or name.</summary>
public sealed class ContinuationTests
{
    [Theory]
    [InlineData(395, Closure.Fixed)]
    [InlineData(747, Closure.Fixed)]
    [InlineData(541, Closure.Share)]
    [InlineData(1101, Closure.Share)]
    public void Answers_where_other_ways_stall_and_tells_its_steps(int seed, Closure closure)
    {
        var question = WildQuestion.Harsh(seed, closure);
        var answer = TradeModel.Solve(question.World, question.Shock, closure);
        Assert.True(answer.Converged, answer.Explanation);
        Assert.Null(Judgement.Of(question, answer));
        Assert.Contains(
            answer.Trace,
            step => step.Step.StartsWith("100 % of ", StringComparison.Ordinal) && step.Step.Contains(": found", StringComparison.Ordinal)
        );
        Assert.All(answer.Trace, step => Assert.NotEmpty(step.Step));
    }

    [Theory]
    [InlineData(395, Closure.Fixed)]
    [InlineData(1101, Closure.Share)]
    public void Leaves_what_it_finds_to_the_searches_that_come_after(int seed, Closure closure)
    {
        var (question, trail) = (WildQuestion.Harsh(seed, closure), new SearchTrail());
        var first = Solved(0);
        Assert.Contains(first.Trace, IsOfAPath);
        Assert.False(trail.IsEmpty);
        var next = Solved(1);
        Assert.DoesNotContain(next.Trace, IsOfAPath);
        Assert.InRange(next.Evaluations, 1, first.Evaluations / 4);
        Near.Equal(first.Income.AsSpan(), next.Income.AsSpan(), 1e-7);

        Equilibrium Solved(double place)
        {
            var options = new SolveOptions { Trail = trail, Place = [place] };
            var answer = TradeModel.Solve(question.World, question.Shock, closure, options);
            Assert.True(answer.Converged, answer.Explanation);
            return answer;
        }

        static bool IsOfAPath(TraceEntry step) => step.Step.Contains(" % of ", StringComparison.Ordinal);
    }

    [Fact]
    public void Says_whose_income_a_deficit_uses_up_and_when()
    {
        var question = WildQuestion.Harsh(4, Closure.Fixed);
        var answer = TradeModel.Solve(question.World, question.Shock, question.Closure);
        Assert.Equal(EquilibriumStatus.NegativeIncome, answer.Status);
        Assert.Matches(@"income of C\d falls to zero at \d+(\.\d)? % of the ", answer.Explanation);
        Assert.Throws<InvalidOperationException>(() => answer.Income);
    }

    [Fact]
    public void Says_how_far_it_got()
    {
        var question = WildQuestion.Harsh(634, Closure.Share);
        var answer = TradeModel.Solve(question.World, question.Shock, question.Closure);
        Assert.Equal(EquilibriumStatus.PathEnds, answer.Status);
        Assert.Matches(@"the path of equilibria ends at \d+(\.\d)? % of the shock", answer.Explanation);
    }

    [Fact]
    public void Keeps_to_the_iterations_allowed()
    {
        var question = WildQuestion.Harsh(395, Closure.Fixed);
        var answer = TradeModel.Solve(question.World, question.Shock, question.Closure, new SolveOptions { MaxIterations = 20 });
        Assert.Equal(EquilibriumStatus.MaxIterations, answer.Status);
        Assert.DoesNotContain(answer.Trace, step => step.Step.Contains(" % of ", StringComparison.Ordinal));
    }

    [Theory, InlineData(0.0), InlineData(0.4), InlineData(1.0)]
    public void The_path_begins_with_the_world_and_ends_with_the_shock(double t)
    {
        var world = SmallWorld.Random(1, 4, 3);
        var shock = Shocks.Mixed(world, 1) with
        {
            TradeCosts = Cube.Create(
                4,
                4,
                3,
                (n, i, _) =>
                    (n, i) == (0, 1) ? double.PositiveInfinity
                    : n == i ? 1
                    : 2
            ),
        };
        var given = new CounterfactualInputs(world, shock, Closure.Zero);
        var at = PartialShock.Of(given, t);
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(Math.Pow(given.TradeCosts[0, 2, j], t), at.TradeCosts[0, 2, j], 12);
            // It costs 1/(1 - t) times as much, and where few give it up for that, so much that 1 - t of its weight is left.
            Assert.Equal(Math.Pow(1 - t, Math.Max(1, world.Thetas[j])), Math.Pow(at.TradeCosts[0, 1, j], -world.Thetas[j]), 12);
            Assert.Equal(
                Math.Pow(1 + world.Tariffs[0, 2, j], 1 - t) * Math.Pow(1 + given.Tariffs[0, 2, j], t),
                1 + at.Tariffs[0, 2, j],
                12
            );
        }
        Assert.Equal((1 - t) * world.Deficits[0], at.Deficits[0], 1e-9);
        Assert.Equal(t * given.Transfers[1], at.Transfers[1], 1e-9);
    }
}
