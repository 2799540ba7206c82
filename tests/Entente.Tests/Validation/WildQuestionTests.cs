using Entente.CaliendoParro;
using Entente.Models;
using Entente.Testing.Wild;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>A few of the questions of the slow validation, <c>bench/Entente.Validation</c>: none answered wrongly.</summary>
public sealed class QuestionTests
{
    [Theory, InlineData(Closure.Fixed), InlineData(Closure.Zero), InlineData(Closure.Share)]
    public void Wild_questions_have_a_right_answer_or_a_named_reason(Closure closure)
    {
        var (answered, asked) = (0, 0);
        for (var seed = 30_000 + (int)closure; asked < 80; seed += 3, asked++)
        {
            var question = WildQuestion.Wild(seed);
            Assert.Equal(closure, question.Closure);
            var answer = TradeModel.Solve(
                question.World,
                question.Shock,
                question.Closure,
                new SolveOptions { MaxIterations = 300 },
                question.Behaviour
            );
            Assert.True(Judgement.Of(question, answer) is null, $"seed {seed}: {Judgement.Of(question, answer)}");
            answered += answer.Converged ? 1 : 0;
        }
        Assert.InRange(answered, asked / 2, asked);
    }

    [Fact]
    public void The_judgement_sees_what_is_wrong()
    {
        var question = WildQuestion.Harsh(1, Closure.Fixed);
        var (world, answer) = (question.World, TradeModel.Solve(question.World, question.Shock, question.Closure));
        Assert.True(answer.Converged);
        Assert.Null(Judgement.Of(question, answer));
        var closed = World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                new WorldTables
                {
                    Trade = Cube.Create(
                        world.Trade.First,
                        world.Trade.Second,
                        world.Trade.Third,
                        (n, i, j) => n == i ? world.Trade[n, i, j] : 0
                    ),
                    Tariffs = world.Tariffs,
                    InputShares = world.InputShares,
                    ValueAddedShares = Table.Filled(world.Countries.Length, world.Sectors.Length, 1),
                }
            )
            .Value;
        Assert.Equal("a flow that cannot be", Judgement.Of(question with { World = closed }, answer));
        var loose = TradeModel.Solve(world, question.Shock, Closure.Fixed, new SolveOptions { Tolerance = 1e-5 });
        Assert.StartsWith("residual", Judgement.Of(question, loose), StringComparison.Ordinal);
    }
}
