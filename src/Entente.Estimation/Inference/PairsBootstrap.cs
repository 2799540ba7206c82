using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>What came of estimating on clusters drawn with replacement.</summary>
/// <param name="Names">Regressors.</param>
/// <param name="Draws">Coefficients by draw and regressor, of the draws that converged with all regressors.</param>
/// <param name="Failed">Draws that did not.</param>
public sealed record BootstrapDraws(IReadOnlyList<string> Names, IReadOnlyList<double[]> Draws, int Failed)
{
    /// <summary>The standard deviation of a coefficient over draws.</summary>
    public double StandardError(string name)
    {
        var values = Values(name);
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    /// <summary>The interval of a coefficient between quantiles of the draws.</summary>
    public (double Low, double High) Interval(string name, double level = 0.95)
    {
        var sorted = Values(name).Order().ToArray();
        double Quantile(double p)
        {
            var place = p * (sorted.Length - 1);
            var below = (int)place;
            return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
        }
        return (Quantile((1 - level) / 2), Quantile((1 + level) / 2));
    }

    private double[] Values(string name)
    {
        var k = Names.ToList().IndexOf(name);
        return k >= 0 ? [.. Draws.Select(draw => draw[k])] : throw new KeyNotFoundException($"No regressor {name}.");
    }
}

/// <summary>
/// The pairs bootstrap by clusters: whole clusters are drawn with replacement, and all is estimated anew, a cluster drawn twice counting
/// twice. Levels of effects within it are the same in both: for effects nested in clusters that changes nothing.
/// </summary>
public static class PairsBootstrap
{
    /// <param name="problem">What is estimated.</param>
    /// <param name="cluster">A cluster or fixed effect of the problem; rows by themselves if null.</param>
    /// <param name="draws">How many.</param>
    /// <param name="seed">The same seed, the same draws, whatever the threads.</param>
    /// <param name="options">Of each estimation; its threads are those of the draws.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public static BootstrapDraws Run(
        EstimationProblem problem,
        string? cluster,
        int draws,
        long seed = 1,
        EstimationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new();
        var grouping = cluster is null ? null : problem.Named(cluster) ?? throw new KeyNotFoundException($"No cluster {cluster}.");
        var codes = grouping?.Codes.ToArray() ?? [.. Enumerable.Range(0, problem.Rows)];
        var levels = codes.Distinct().Order().ToArray();
        var names = problem.Regressors.Select(regressor => regressor.Name).ToArray();
        var results = new double[draws][];
        Parallel.For(
            0,
            draws,
            options.Parallel(cancellation),
            d =>
            {
                var estimation = Estimator.Estimate(
                    problem with { Weights = Weights(problem, codes, levels, seed, d) },
                    options with { Threads = 1, Progress = null },
                    cancellation
                );
                results[d] =
                    estimation.IsConverged && estimation.Names.Count == names.Length
                        ? [.. estimation.Coefficients.Select(coefficient => coefficient.Value)]
                        : [];
            }
        );
        var done = results.Where(result => result.Length == names.Length).ToArray();
        return new(names, done, draws - done.Length);
    }

    private static double[] Weights(EstimationProblem problem, int[] codes, int[] levels, long seed, int draw)
    {
        var random = new DrawnNumbers(seed, draw);
        var times = new int[levels[^1] + 1];
        for (var g = 0; g < levels.Length; g++)
            times[levels[random.Below(levels.Length)]]++;
        var weights = new double[codes.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = times[codes[i]] * (problem.Weights is { } given ? given.Span[i] : 1);
        return weights;
    }
}
