using Entente.Estimation.Fitting;

namespace Entente.Estimation.Inference;

/// <summary>What each observation adds to the first-order conditions: w (y - mu) x of the projected regressors.</summary>
internal static class Scores
{
    /// <summary>By regressor, then row of the sample.</summary>
    public static double[][] Of(Fit fit) =>
        [.. fit.Design.Left.Select(x => Of(x, fit))];

    /// <summary>Of one column.</summary>
    public static double[] Of(double[] x, Fit fit)
    {
        var score = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
            score[i] = fit.Sample.Weights[i] * (fit.Sample.Outcome[i] - fit.Mean[i]) * x[i];
        return score;
    }

    /// <summary>Sum of s s' over rows.</summary>
    public static double[,] Squares(double[][] scores)
    {
        var meat = new double[scores.Length, scores.Length];
        for (var a = 0; a < scores.Length; a++)
            for (var b = 0; b <= a; b++)
            {
                double sum = 0;
                for (var i = 0; i < scores[a].Length; i++)
                    sum += scores[a][i] * scores[b][i];
                meat[a, b] = meat[b, a] = sum;
            }
        return meat;
    }

    /// <summary>Sum of w x x' times a scale.</summary>
    public static double[,] Cross(double[][] x, double[] weights, double scale)
    {
        var cross = new double[x.Length, x.Length];
        for (var a = 0; a < x.Length; a++)
            for (var b = 0; b < x.Length; b++)
                for (var i = 0; i < weights.Length; i++)
                    cross[a, b] += scale * weights[i] * x[a][i] * x[b][i];
        return cross;
    }

    /// <summary>Scores summed by cluster.</summary>
    public static double[][] Sums(double[][] scores, int[] codes, int levels)
    {
        var sums = new double[scores.Length][];
        for (var k = 0; k < scores.Length; k++)
        {
            sums[k] = new double[levels];
            for (var i = 0; i < codes.Length; i++)
                sums[k][codes[i]] += scores[k][i];
        }
        return sums;
    }
}
