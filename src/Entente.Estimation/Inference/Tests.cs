using Entente.Estimation.Numerics;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Inference;

/// <summary>Tests of restrictions on coefficients.</summary>
public static class Tests
{
    /// <summary>Wald's test of R b = r: (R b - r)' (R V R')^-1 (R b - r).</summary>
    /// <param name="estimation">Without restrictions.</param>
    /// <param name="rule">Errors that V allows for.</param>
    /// <param name="restrictions">R, by restriction and regressor kept.</param>
    /// <param name="values">r; zeros if null.</param>
    public static TestResult Wald(EstimationResult estimation, ErrorRule rule, double[,] restrictions, double[]? values = null)
    {
        var covariance = estimation.Covariance(rule);
        var b = estimation.Coefficients;
        var count = restrictions.GetLength(0);
        var gap = new double[count];
        for (var i = 0; i < count; i++)
        {
            gap[i] = -(values?[i] ?? 0);
            for (var k = 0; k < b.Count; k++)
                gap[i] += restrictions[i, k] * b[k].Value;
        }
        var variance = SymmetricMatrix.Multiply(
            SymmetricMatrix.Multiply(restrictions, covariance.ToMatrix()),
            SymmetricMatrix.Transpose(restrictions)
        );
        return TestResult.Of(SymmetricMatrix.Form(variance, gap), count, covariance.DegreesOfFreedom);
    }

    /// <summary>Wald's test of coefficients that are zero all together.</summary>
    /// <exception cref="KeyNotFoundException">A name is not that of a regressor kept.</exception>
    public static TestResult Joint(EstimationResult estimation, ErrorRule rule, params IReadOnlyList<string> names)
    {
        var restrictions = new double[names.Count, estimation.Names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            var k = estimation.Names.ToList().IndexOf(names[i]);
            restrictions[i, k >= 0 ? k : throw new KeyNotFoundException($"No regressor {names[i]}.")] = 1;
        }
        return Wald(estimation, rule, restrictions);
    }

    /// <summary>
    /// The score test of regressors that were left out: s' M^-1 s, with s the sum of w (y - mu) z over observations, z being what effects and
    /// regressors leave of those added, and M the sum of squares of its terms, by cluster if so ruled. It needs no estimation with
    /// them. Small samples are not corrected.
    /// </summary>
    /// <param name="estimation">Without them.</param>
    /// <param name="rule">Errors that M allows for.</param>
    /// <param name="added">Columns of the same rows.</param>
    public static TestResult Score(EstimationResult estimation, ErrorRule rule, params IReadOnlyList<Regressor> added)
    {
        var fit = estimation.Fit;
        double[][] columns = [.. added.Select(regressor => Left(estimation, regressor))];
        var scores = columns.Select(column => Scores.Of(column, fit)).ToArray();
        var sums = scores.Select(score => score.Sum()).ToArray();
        var meat = rule.Kind switch
        {
            ErrorKind.Clustered => MultiWay.Meat(scores, Covariance.Codes(estimation, rule)),
            ErrorKind.Robust => Scores.Squares(scores),
            _ => Scores.Cross(columns, fit.Weights, estimation.Problem.Family == Family.Gaussian ? fit.Deviance / fit.Sample.Rows : 1),
        };
        return TestResult.Of(SymmetricMatrix.Form(meat, sums), added.Count, double.PositiveInfinity);
    }

    /// <summary>What effects and regressors leave of a column, under the weights of the estimate.</summary>
    internal static double[] Left(EstimationResult estimation, Regressor regressor)
    {
        var fit = estimation.Fit;
        var column = fit.Sample.Column(regressor.Values.Span);
        if (fit.Projection is { } projection)
            projection.Project(column, new EffectValues(fit.Sample.Grouped!), 1e-11, 0, CancellationToken.None);
        var right = new double[fit.Design.Count];
        for (var k = 0; k < right.Length; k++)
            for (var i = 0; i < column.Length; i++)
                right[k] += fit.Weights[i] * fit.Design.Left[k][i] * column[i];
        for (var k = 0; k < right.Length; k++)
        {
            double weight = 0;
            for (var m = 0; m < right.Length; m++)
                weight += fit.Bread[k, m] * right[m];
            for (var i = 0; i < column.Length; i++)
                column[i] -= weight * fit.Design.Left[k][i];
        }
        return column;
    }
}
