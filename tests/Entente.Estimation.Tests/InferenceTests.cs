using Entente.Estimation.Inference;
using Entente.Estimation.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>Tests, intervals and bootstraps, against one another and against tables.</summary>
public sealed class InferenceTests
{
    private static readonly ErrorRule ByPair = ErrorRule.Clustered(SmallSample.Stata, "pair");
    private static readonly Lazy<EstimationProblem> Problem = new(() => MadeData.Gravity(14, 14, 4));

    /// <summary>Abramowitz and Stegun (1964), tables 26.1, 26.8, 26.9 and 26.10.</summary>
    [Fact]
    public void Tails_are_those_of_the_tables()
    {
        Assert.Equal(0.05, Tails.TwoSidedNormal(1.959963985), 1e-9);
        Assert.Equal(2.5758293035, Tails.NormalQuantile(0.01), 1e-9);
        Assert.Equal(2.228138852, Tails.TQuantile(0.05, 10), 1e-8);
        Assert.Equal(12.706204736, Tails.TQuantile(0.05, 1), 1e-7);
        Assert.Equal(0.05, Tails.ChiSquared(18.3070380533, 10), 1e-10);
        Assert.Equal(0.05, Tails.F(3.481659, 5, 9), 1e-6);
        Assert.Equal(Math.Log(24), Gamma.Log(5), 1e-13);
        Assert.Equal(0.5 * Math.Log(Math.PI), Gamma.Log(0.5), 1e-13);
    }

    [Fact]
    public void One_restriction_is_the_square_of_its_statistic_and_all_zero_is_joint()
    {
        var estimation = Estimate.Of(Problem.Value);
        var table = estimation.Covariance(ByPair).Table();
        var one = Hypothesis.Joint(estimation, ByPair, "rta");
        Assert.Equal(table[0].Statistic * table[0].Statistic, one.Statistic, 1e-9 * one.Statistic);
        Assert.Equal(table[0].PValue, one.PValue, 1e-9);
        var both = Hypothesis.Joint(estimation, ByPair, "rta", "noise");
        Assert.Equal(2, both.Degrees);
        Assert.True(both.Statistic >= one.Statistic);
        Assert.True(table[0].Low < table[0].Estimate && table[0].Estimate < table[0].High);
        var equal = Hypothesis.Wald(estimation, ByPair, new double[,] { { 1, 0 } }, [estimation["rta"]]);
        Assert.Equal(0, equal.Statistic, 1e-12);
    }

    [Fact]
    public void The_score_test_is_close_to_the_Wald_test_near_the_hypothesis_and_needs_no_estimation_with_it()
    {
        var problem = Problem.Value;
        var without = Estimate.Of(problem with { Regressors = [problem.Regressors[0]] });
        foreach (var rule in new[] { ByPair, ErrorRule.HC0 })
        {
            var score = Hypothesis.Score(without, rule, problem.Regressors[1]);
            var wald = Hypothesis.Joint(Estimate.Of(problem), rule, "noise");
            Assert.Equal(wald.PValue, score.PValue, 0.05);
        }
        var noise = Estimate.Of(problem with { Regressors = [problem.Regressors[1]] });
        Assert.True(Hypothesis.Score(noise, ByPair, problem.Regressors[0]).PValue < 1e-3);
    }

    [Fact]
    public void Several_ways_of_clusters_are_added_and_taken_off()
    {
        var estimation = Estimate.Of(Problem.Value);
        double Variance(params string[] ways) => estimation.Covariance(ErrorRule.Clustered(SmallSample.None, ways))[0, 0];
        // A pair lies within one exporter: both together are pairs, and cancel.
        Assert.Equal(Variance("exporter"), Variance("exporter", "pair"), 1e-12);
        var both = estimation.Covariance(ErrorRule.Clustered(SmallSample.None, "exporter", "importer"));
        Assert.False(both.IsRepaired);
        Assert.Equal(Variance("exporter") + Variance("importer") - Variance("pair"), both[0, 0], 1e-12);
    }

    /// <summary>Two ways whose common clusters vary more than either: what comes of it is no variance, and the repair is told.</summary>
    [Fact]
    public void Negative_variances_are_repaired_and_told()
    {
        const int n = 64;
        var problem = new EstimationProblem
        {
            Family = Family.Gaussian,
            // Sums to nothing along rows and columns of a table, so that either way has no variance, but cells have.
            Outcome = new("y", Enumerable.Range(0, n).Select(i => (i / 8 + i % 8) % 2 == 0 ? 1.0 : -1).ToArray()),
            Regressors = [new("one", Enumerable.Repeat(1.0, n).ToArray())],
            Clusters =
            [
                new("row", Enumerable.Range(0, n).Select(i => i / 8).ToArray(), 8),
                new("column", Enumerable.Range(0, n).Select(i => i % 8).ToArray(), 8),
            ],
        };
        var estimation = Estimate.Of(problem);
        var covariance = estimation.Covariance(ErrorRule.Clustered(SmallSample.None));
        Assert.True(covariance.LeastEigenvalue < 0);
        Assert.True(covariance.IsRepaired);
        Assert.Equal(0, covariance[0, 0]);
    }

    [Fact]
    public void Bootstraps_come_near_the_formula_and_do_not_depend_on_threads()
    {
        // Effects by country alone: those of three ways are drawn to their observations, and the formula knows nothing of it.
        var problem = Problem.Value with { FixedEffects = Problem.Value.Clusters, Clusters = [Problem.Value.FixedEffects[2]] };
        var error = Estimate.Of(problem).Covariance(ByPair).StandardError("rta");
        var pairs = Estimate.Pairs(problem, "pair", 60, seed: 3, threads: 1);
        Assert.Equal(0, pairs.Failed);
        Assert.Equal(1, pairs.StandardError("rta") / error, 0.25);
        var again = Estimate.Pairs(problem, "pair", 60, seed: 3, threads: 4);
        Assert.Equal(pairs.Draws, again.Draws);
        var (low, high) = pairs.Interval("rta");
        Assert.InRange(Estimate.Of(problem)["rta"], low, high);
    }

    [Fact]
    public void The_wild_bootstrap_by_scores_agrees_with_the_score_test()
    {
        var problem = Problem.Value;
        foreach (var weights in Enum.GetValues<WildWeights>())
        {
            var wild = Estimate.Wild(problem, "noise", 0, "pair", weights);
            var without = Estimate.Of(problem with { Regressors = [problem.Regressors[0]] });
            var score = Hypothesis.Score(without, ByPair, problem.Regressors[1]);
            Assert.Equal(Math.Sqrt(score.Statistic), Math.Abs(wild.Statistic), 1e-6);
            Assert.Equal(score.PValue, wild.PValue, 0.06);
            Assert.Equal(wild, Estimate.Wild(problem, "noise", 0, "pair", weights));
        }
        Assert.True(Estimate.Wild(problem, "rta", 0, "pair").PValue < 0.01);
        Assert.True(Estimate.Wild(problem, "rta", Estimate.Of(problem)["rta"], "pair").PValue > 0.9);
    }

    [Fact]
    public void Few_clusters_are_gone_through_whole()
    {
        var eight = Array.ConvertAll(Problem.Value.Clusters[0].Codes.ToArray(), code => code % 8);
        var problem = Problem.Value with { Clusters = [new("eight", eight, 8)] };
        Assert.Equal(256, Estimate.Wild(problem, "noise", 0, "eight").Draws);
    }

    [Fact]
    public void An_interval_of_the_wild_bootstrap_ends_where_its_test_rejects()
    {
        var problem = MadeData.Gravity(10, 10, 3);
        var interval = Estimate.WildInterval(problem, "noise", "pair");
        var estimation = Estimate.Of(problem);
        var (b, error) = (estimation["noise"], estimation.Covariance(ByPair).StandardError("noise"));
        Assert.InRange(b, interval.Low, interval.High);
        Assert.InRange((interval.High - interval.Low) / (2 * 1.96 * error), 0.8, 1.3);
        foreach (var (end, inward) in new[] { (interval.Low, 1), (interval.High, -1) })
        {
            Assert.True(Estimate.Wild(problem, "noise", end + inward * 0.01 * error, "pair").PValue >= 0.05);
            Assert.True(Estimate.Wild(problem, "noise", end - inward * 0.01 * error, "pair").PValue < 0.05);
        }
        Assert.Equal(interval, Estimate.WildInterval(problem, "noise", "pair"));
        // Sixteen patterns of signs, two of them as they are: no value is ever rejected at five per cent.
        var four = Array.ConvertAll(problem.Clusters[0].Codes.ToArray(), code => code % 4);
        var none = Estimate.WildInterval(problem with { Clusters = [new("four", four, 4)] }, "noise", "four");
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (none.Low, none.High));
    }

    /// <summary>
    /// Three effects of 12 rows, in two parts that do not touch, the third finer than the first: counted as fixest does 3 + 4 + 4 - 2
    /// parameters, whose rank is but 6.
    /// </summary>
    [Fact]
    public void Exact_parameters_are_the_rank_of_the_effects()
    {
        int[] first = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
        int[] second = [0, 1, 0, 1, 0, 1, 0, 1, 2, 3, 2, 3];
        int[] third = [0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 2];
        var random = new Random(4);
        var problem = new EstimationProblem
        {
            Family = Family.Gaussian,
            Outcome = new("y", first.Select(_ => random.NextDouble()).ToArray()),
            Regressors = [new("x", first.Select(_ => random.NextDouble()).ToArray())],
            FixedEffects = [new("first", first, 3), new("second", second, 4), new("third", third, 4)],
        };
        var estimation = Estimate.Of(problem);
        int Counted(SmallSample rule, params string[] clusters) =>
            estimation
                .Covariance(clusters.Length == 0 ? new(ErrorKind.Robust, rule) : ErrorRule.Clustered(rule, clusters))
                .CountedParameters;
        Assert.Equal(1 + 9, Counted(SmallSample.Fixest));
        Assert.Equal(1 + Rank(problem.FixedEffects), Counted(SmallSample.FixestExact));
        // First and third lie in clusters of the first: together they have rank 4, of which one constant is left.
        Assert.Equal(1 + Rank(problem.FixedEffects) - 4 + 1, Counted(SmallSample.FixestExact, "first"));
        Assert.Equal(1 + 9 - 2 - 3, Counted(SmallSample.Fixest, "first"));
    }

    /// <summary>The rank of dummies, by elimination.</summary>
    private static int Rank(IReadOnlyList<Grouping> effects)
    {
        var rows = Enumerable
            .Range(0, effects[0].Codes.Length)
            .Select(i => effects.SelectMany(e => Enumerable.Range(0, e.Levels).Select(l => e.Codes.Span[i] == l ? 1.0 : 0)).ToArray())
            .ToList();
        var rank = 0;
        for (var column = 0; column < rows[0].Length; column++)
        {
            if (rows.Skip(rank).FirstOrDefault(row => Math.Abs(row[column]) > 1e-9) is not { } pivot)
                continue;
            rows.Remove(pivot);
            rows.Insert(rank++, pivot);
            foreach (var row in rows.Skip(rank))
                if (row[column] / pivot[column] is var times and not 0)
                    for (var k = 0; k < row.Length; k++)
                        row[k] -= times * pivot[k];
        }
        return rank;
    }
}
