using Entente.Testing.Timed;
using Xunit;

namespace Entente.Tests.Validation;

/// <summary>The questions that are timed have answers, and the ways that are compared lead to the same one.</summary>
public sealed class BenchQuestionTests
{
    public static TheoryData<string> Shocks => [.. Invented.Shocks];

    [Theory]
    [MemberData(nameof(Shocks))]
    public void Every_way_leads_to_the_same_wages(string shock)
    {
        var question = Invented.Of(6, 4, shock);
        var expected = Way.Default.Go(question).Wages!;

        Assert.All(
            Way.All,
            way =>
            {
                Assert.True(way.Fits(question));
                var found = way.Go(question);
                Assert.True(found.Wages is not null, $"{way.Name}: no answer, residual {found.Residual}");
                Assert.All(expected.Zip(found.Wages), pair => Assert.Equal(1, pair.Second / pair.First, 1e-7));
            }
        );
    }

    [Fact]
    public void Every_horizon_has_an_answer_and_a_fresh_world_gives_the_same_to_the_bit()
    {
        var questions = AtHorizons.All().ToList();
        var answers = questions.ConvertAll(question => question.Solve(question.World));

        Assert.Equal(9, questions.Count);
        Assert.All(answers, answer => Assert.True(answer.Converged, answer.Explanation));
        Assert.Equal(answers[^1].Income, questions[^1].Solve(questions[^1].FreshWorld()).Income);
    }
}
