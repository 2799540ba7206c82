using Entente.Estimation.Inference;
using Entente.Estimation.Plain;
using Entente.Testing;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>
/// Every way of projection gives what the plain reference gives; where effects touch in a chain, the graph's factor gets there.
/// </summary>
public sealed class ProjectionTests
{
    public static IEnumerable<TheoryDataRow<ProjectionMethod>> Methods =>
        Enum.GetValues<ProjectionMethod>().Select(method => new TheoryDataRow<ProjectionMethod>(method));

    [Theory]
    [MemberData(nameof(Methods))]
    public void All_ways_agree_with_the_plain_one(ProjectionMethod method)
    {
        var made = MadeData.Gravity(12, 8, 4);
        // Without zeros nothing is dropped.
        var problem = made with { Outcome = new("trade", Array.ConvertAll(made.Outcome.Values.ToArray(), y => y + 1)) };
        var options = new EstimationOptions { Projection = method, DropSingletons = false };
        var estimation = Estimate.Of(problem, options);
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(0, estimation.DroppedRows.Total);
        var plain = Plain(problem);
        for (var k = 0; k < 2; k++)
        {
            Assert.Equal(plain.Coefficients[k], estimation.Coefficients[k].Value, 1e-8);
            var variance = estimation.Covariance(ErrorRule.Classical with { SmallSample = SmallSample.None })[k, k];
            Assert.Equal(1, variance / plain.Bread()[k, k], 1e-7);
        }
        Assert.True(estimation.Certificate.LargestScore < 1e-8);
        Assert.True(estimation.Certificate.Orthogonality < 1e-8);
        Assert.Equal(plain.Deviance, estimation.Deviance, 1e-7 * plain.Deviance);
    }

    [Fact]
    public void Effects_and_coefficients_make_the_index()
    {
        var problem = MadeData.Gravity(12, 8, 4);
        var estimation = Estimate.Of(problem);
        var effects = estimation.FixedEffects();
        var index = estimation.Index();
        for (var i = 0; i < problem.Rows; i++)
        {
            if (double.IsNaN(index[i]))
                continue;
            var sum = problem.Regressors.Select((x, k) => estimation.Coefficients[k].Value * x.Values.Span[i]).Sum();
            sum += problem.FixedEffects.Select((effect, q) => effects[q][effect.Codes.Span[i]]).Sum();
            Assert.Equal(sum, index[i], 1e-9);
        }
        foreach (var values in effects.Skip(1))
            Assert.Equal(0, values.Where(value => !double.IsNaN(value)).Average(), 1e-12);
    }

    [Fact]
    public void Numbers_do_not_depend_on_threads()
    {
        var problem = MadeData.ThreeEffects(100_000, 5);
        var one = Estimate.Of(problem, new() { Threads = 1 });
        var four = Estimate.Of(problem, new() { Threads = 4 });
        Assert.Equal(one["x1"], four["x1"]);
        Assert.Equal(one.FittedValues(), four.FittedValues());
        Assert.Equal(0.5, one["x1"], 0.01);
        Assert.Equal(one.Covariance(ErrorRule.HC1).StandardError("x1"), four.Covariance(ErrorRule.HC1).StandardError("x1"));
        // A chain goes by the factor of its graph, which is another way.
        var chain = MadeData.Chain(20_000, 2);
        Assert.Equal(Estimate.Of(chain, new() { Threads = 1 })["x"], Estimate.Of(chain, new() { Threads = 4 })["x"]);
    }

    /// <summary>20,000 rows in a chain: alternating projections would take millions of rounds; the factor is exact on a chain.</summary>
    [Fact]
    public void A_chain_of_effects_is_solved_and_certified()
    {
        var problem = MadeData.Chain(20_000, 2);
        var estimation = Estimate.Of(problem);
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.True(estimation.Certificate.LargestScore < 1e-8);
        Assert.Equal(0.5, estimation["x"], 0.1);
        // 200 rows are few enough for the plain way to end.
        var small = MadeData.Chain(200, 2);
        var plain = Plain(small);
        Assert.Equal(plain.Coefficients[0], Estimate.Of(small, new() { DropSingletons = false })["x"], 1e-6);
    }

    private static PlainPoisson Plain(EstimationProblem problem) =>
        new PlainPoisson(
            problem.Outcome.Values.ToArray(),
            [.. problem.Regressors.Select(x => x.Values.ToArray())],
            [.. problem.FixedEffects.Select(effect => effect.Codes.ToArray())]
        )
        {
            Tolerance = 1e-13,
            ProjectionTolerance = 1e-11,
        }.Run();
}
