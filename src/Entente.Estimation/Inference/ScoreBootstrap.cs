using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>Random weights of clusters, of mean zero and variance one.</summary>
public enum WildWeights
{
    /// <summary>-1 or 1.</summary>
    Rademacher,

    /// <summary>Six points, for few clusters (Webb 2023).</summary>
    Webb,
}

/// <summary>A test of one coefficient by draws.</summary>
/// <param name="Statistic">The sum of the clusters' scores by the root of their sum of squares, at the value tested.</param>
/// <param name="Draws">How many there were; all combinations of signs where they are fewer than asked for.</param>
/// <param name="PValue">The part of the draws at least as far from zero.</param>
public sealed record ScoreBootstrapResult(double Statistic, int Draws, double PValue);

/// <summary>The values of a coefficient that the bootstrap does not reject: an interval around the estimate.</summary>
/// <param name="Low">Its lower end; minus infinity where no value below is rejected, as with very few clusters.</param>
/// <param name="High">Its upper end; infinity where no value above is rejected.</param>
/// <param name="Tests">How many values were tested, each with an estimation of its own.</param>
public sealed record ScoreBootstrapInterval(double Low, double High, int Tests);

/// <summary>
/// The wild bootstrap by scores of clusters (Kline and Santos 2012), the value tested imposed: the coefficient is held, everything else
/// estimated, and the clusters' scores of it, freed of all others, are given random signs. Nothing is estimated anew in a draw.
/// </summary>
public static class ScoreBootstrap
{
    /// <param name="problem">With the regressor in question.</param>
    /// <param name="regressor">Whose coefficient is tested.</param>
    /// <param name="value">What it is if the hypothesis holds.</param>
    /// <param name="cluster">A cluster or fixed effect of the problem.</param>
    /// <param name="draws">How many.</param>
    /// <param name="seed">The same seed, the same draws.</param>
    /// <param name="weights">What clusters are multiplied with.</param>
    /// <param name="options">Of the estimation.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    /// <exception cref="InvalidOperationException">The rest cannot be estimated.</exception>
    public static ScoreBootstrapResult Test(
        EstimationProblem problem,
        string regressor,
        double value,
        string cluster,
        int draws = 999,
        long seed = 1,
        WildWeights weights = WildWeights.Rademacher,
        EstimationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var tested = problem.Regressors.First(x => x.Name == regressor);
        var offset = tested.Values.ToArray();
        for (var i = 0; i < offset.Length; i++)
            offset[i] = value * offset[i] + (problem.Offset is { } given ? given.Span[i] : 0);
        var others = problem with { Regressors = [.. problem.Regressors.Where(x => x.Name != regressor)], Offset = offset };
        var estimation = Estimator.Estimate(others, options, cancellation);
        var scores = Scores.Of(Hypothesis.Left(estimation, tested), estimation.Fit);
        var grouping = problem.Named(cluster) ?? throw new KeyNotFoundException($"No cluster {cluster}.");
        var (codes, levels) = estimation.Fit.Sample.Codes(grouping);
        return Draw(Scores.Sums([scores], codes, levels)[0], draws, seed, weights);
    }

    /// <summary>
    /// The interval of values that the test does not reject, by bisection on either side of the estimate: every value is tested with the
    /// same draws, so that the ends are sharp.
    /// </summary>
    /// <param name="problem">With the regressor in question.</param>
    /// <param name="regressor">Whose coefficient it is of.</param>
    /// <param name="cluster">A cluster or fixed effect of the problem.</param>
    /// <param name="level">What part of the draws may lie farther out than a value that is in it, taken from one: 0.95.</param>
    /// <param name="draws">How many.</param>
    /// <param name="seed">The same seed, the same draws.</param>
    /// <param name="weights">What clusters are multiplied with.</param>
    /// <param name="options">Of the estimations.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    /// <exception cref="InvalidOperationException">It cannot be estimated.</exception>
    /// <exception cref="KeyNotFoundException">There is no such cluster, or the regressor was dropped.</exception>
    public static ScoreBootstrapInterval Interval(
        EstimationProblem problem,
        string regressor,
        string cluster,
        double level = 0.95,
        int draws = 999,
        long seed = 1,
        WildWeights weights = WildWeights.Rademacher,
        EstimationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var estimation = Estimator.Estimate(problem, options, cancellation);
        var (estimate, tests) = (estimation[regressor], 0);
        var error = estimation.Covariance(ErrorRule.Clustered(SmallSample.Stata, cluster)).StandardError(regressor);
        return new(End(-1), End(1), tests);

        double End(int side)
        {
            var (inside, step) = (0.0, 2 * error);
            while (!IsRejected(step))
            {
                (inside, step) = (step, 2 * step);
                if (step > FarthestErrors * error)
                    return side * double.PositiveInfinity;
            }
            while (step - inside > EndErrors * error)
                if ((step + inside) / 2 is var middle && IsRejected(middle))
                    step = middle;
                else
                    inside = middle;
            return estimate + side * (step + inside) / 2;

            bool IsRejected(double distance)
            {
                tests++;
                var value = estimate + side * distance;
                return Test(problem, regressor, value, cluster, draws, seed, weights, options, cancellation).PValue < 1 - level;
            }
        }
    }

    /// <summary>Standard errors beyond which a value counts as never rejected, and how sharp an end is.</summary>
    private const double FarthestErrors = 100;
    private const double EndErrors = 0.002;

    private static ScoreBootstrapResult Draw(double[] sums, int draws, long seed, WildWeights weights)
    {
        var statistic = sums.Sum() / Math.Sqrt(sums.Sum(s => s * s));
        var all = weights == WildWeights.Rademacher && sums.Length < 31 && 1 << sums.Length <= draws;
        var count = all ? 1 << sums.Length : draws;
        var farther = 0;
        for (var d = 0; d < count; d++)
        {
            var draw = new DrawnNumbers(seed, d);
            double sum = 0, square = 0;
            for (var g = 0; g < sums.Length; g++)
            {
                var weight = all ? ((d >> g & 1) == 0 ? -1 : 1) : Weight(weights, draw.Uniform());
                sum += weight * sums[g];
                square += weight * weight * sums[g] * sums[g];
            }
            // What is equal but for rounding is as far.
            farther += Math.Abs(sum / Math.Sqrt(square)) >= Math.Abs(statistic) * (1 - 1e-12) ? 1 : 0;
        }
        return new(statistic, count, (double)farther / count);
    }

    private static double Weight(WildWeights weights, double uniform)
    {
        if (weights == WildWeights.Rademacher)
            return uniform < 0.5 ? -1 : 1;
        var point = (int)(6 * uniform);
        var size = Math.Sqrt((point % 3 + 1) / 2.0);
        return point < 3 ? -size : size;
    }
}
