using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>Variances and covariances of the coefficients of an estimation.</summary>
public sealed class Covariance
{
    private readonly EstimationResult estimation;
    private readonly double[,] matrix;

    private Covariance(EstimationResult estimation, ErrorRule rule, double[,] matrix)
    {
        (this.estimation, Rule, this.matrix) = (estimation, rule, matrix);
        Repair();
    }

    /// <summary>What was asked for.</summary>
    public ErrorRule Rule { get; }

    /// <summary>Why there is no covariance; null if there is one.</summary>
    public string? Fault { get; private init; }

    /// <summary>Regressors, in the order of rows and columns.</summary>
    public IReadOnlyList<string> Names => estimation.Names;

    /// <summary>Clusters by way; none if errors are not clustered.</summary>
    public IReadOnlyList<int> ClusterCounts { get; private init; } = [];

    /// <summary>What small samples were corrected with.</summary>
    public double Correction { get; private init; } = 1;

    /// <summary>Parameters K that count in it.</summary>
    public int CountedParameters { get; private init; }

    /// <summary>The least eigenvalue before a repair; several ways of clusters can make it negative.</summary>
    public double LeastEigenvalue { get; private set; }

    /// <summary>Whether negative eigenvalues were set to zero, as R's fixest does.</summary>
    public bool IsRepaired { get; private set; }

    /// <summary>Degrees of freedom of t and F; infinite where tests are normal.</summary>
    public double DegreesOfFreedom { get; private init; } = double.PositiveInfinity;

    /// <summary>The covariance of two coefficients by position.</summary>
    /// <exception cref="InvalidOperationException">There is none; <see cref="Fault"/> says why.</exception>
    public double this[int row, int column] => Read()[row, column];

    /// <summary>A copy of the whole matrix.</summary>
    public double[,] ToMatrix() => (double[,])Read().Clone();

    /// <summary>The standard error of a coefficient.</summary>
    public double StandardError(string name) => Math.Sqrt(this[Position(name), Position(name)]);

    /// <summary>The coefficients with errors, tests and intervals.</summary>
    /// <param name="level">Of the intervals.</param>
    public IReadOnlyList<CoefficientTest> Table(double level = 0.95) =>
        [.. estimation.Coefficients.Select((c, k) => CoefficientTest.Of(c, Math.Sqrt(Read()[k, k]), DegreesOfFreedom, level))];

    internal int Position(string name) =>
        Names.ToList().IndexOf(name) is var k and >= 0 ? k : throw new KeyNotFoundException($"No regressor {name}.");

    internal static Covariance Of(EstimationResult estimation, ErrorRule rule)
    {
        var fit = estimation.Fit;
        var clusters = rule.Kind == ErrorKind.Clustered ? Clusters(estimation, rule) : [];
        var codes = clusters.Select(cluster => fit.Sample.Codes(cluster)).ToArray();
        var fault = rule.Kind == ErrorKind.Clustered ? Faulty(clusters, codes) : null;
        var counted = Nesting.Counted(estimation, codes, rule.SmallSample == SmallSample.FixestExact);
        var least = codes.Length == 0 ? 0 : codes.Min(code => code.Levels);
        var correction = fault is null ? SmallSamples.Correction(rule, fit.Sample.Rows, counted, least) : 1;
        var matrix = fault is not null ? new double[0, 0] : Matrix(estimation, rule, codes, correction);
        return new(estimation, rule, matrix)
        {
            Fault = fault,
            ClusterCounts = [.. codes.Select(code => code.Levels)],
            Correction = correction,
            CountedParameters = counted,
            DegreesOfFreedom =
                estimation.Problem.Family != Family.Gaussian ? double.PositiveInfinity
                : least > 0 ? least - 1
                : fit.Sample.Rows - estimation.Parameters,
        };
    }

    /// <summary>Clusters by row of the sample, and how many there are, by way.</summary>
    internal static (int[] Codes, int Levels)[] Codes(EstimationResult estimation, ErrorRule rule) =>
        [.. Clusters(estimation, rule).Select(cluster => estimation.Fit.Sample.Codes(cluster))];

    private static double[,] Matrix(EstimationResult estimation, ErrorRule rule, (int[] Codes, int Levels)[] codes, double correction)
    {
        var fit = estimation.Fit;
        if (rule.Kind == ErrorKind.Classical)
        {
            var scale = estimation.Problem.Family == Family.Gaussian ? fit.Deviance / (fit.Sample.Rows - 1) : 1;
            return Scaled(fit.Bread, scale * correction);
        }
        var scores = Scores.Of(fit);
        var meat = rule.Kind == ErrorKind.Robust ? Scores.Squares(scores) : MultiWay.Meat(scores, codes);
        return Scaled(SymmetricMatrix.Sandwich(fit.Bread, meat), correction);
    }

    private static Grouping[] Clusters(EstimationResult estimation, ErrorRule rule)
    {
        var problem = estimation.Problem;
        return rule.Clusters is null
            ? [.. problem.Clusters]
            : [.. rule.Clusters.Select(name => problem.Named(name) ?? throw new KeyNotFoundException($"No cluster {name}."))];
    }

    private static string? Faulty(Grouping[] clusters, (int[] Codes, int Levels)[] codes)
    {
        if (clusters.Length == 0)
            return "errors were to be clustered, but nothing is named to cluster them by";
        for (var c = 0; c < clusters.Length; c++)
            if (codes[c].Levels < 2)
                return $"all observations lie in one cluster of {clusters[c].Name}: its errors cannot be estimated";
        return null;
    }

    private double[,] Read() => Fault is null ? matrix : throw new InvalidOperationException($"There is no covariance: {Fault}.");

    private void Repair()
    {
        if (matrix.Length == 0)
            return;
        var (values, vectors) = SymmetricMatrix.Eigen(matrix);
        LeastEigenvalue = values.Min();
        if (LeastEigenvalue >= -1e-12 * values.Max())
            return;
        IsRepaired = true;
        var n = values.Length;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                matrix[i, j] = 0;
                for (var k = 0; k < n; k++)
                    matrix[i, j] += Math.Max(values[k], 0) * vectors[i, k] * vectors[j, k];
            }
    }

    private static double[,] Scaled(double[,] a, double by)
    {
        var scaled = (double[,])a.Clone();
        for (var i = 0; i < a.GetLength(0); i++)
            for (var j = 0; j < a.GetLength(1); j++)
                scaled[i, j] *= by;
        return scaled;
    }
}
