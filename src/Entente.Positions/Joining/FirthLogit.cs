using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Positions.Joining;

/// <summary>
/// Logit with the penalty of Firth (1993): the score is sum_i (y_i - p_i + h_i (1/2 - p_i)) x_i, with h_i the leverage. Finite where a
/// covariate separates the cases, which with a dozen of them is the rule (Heinze and Schemper 2002).
/// </summary>
/// <param name="Coefficients">Intercept first.</param>
/// <param name="Errors">Their standard errors, from the information.</param>
/// <param name="Converged">Whether the score is 0 to 1e-9.</param>
public sealed record FirthLogit(ImmutableArray<double> Coefficients, ImmutableArray<double> Errors, bool Converged)
{
    private const int MostSteps = 500;
    private const double LongestStep = 2;

    /// <summary>Fits.</summary>
    /// <param name="x">Covariates by case, without the intercept.</param>
    /// <param name="y">Whether it happened.</param>
    public static FirthLogit Fit(IReadOnlyList<ImmutableArray<double>> x, IReadOnlyList<bool> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        double[][] rows = [.. x.Select(row => row.Insert(0, 1).ToArray())];
        var size = rows[0].Length;
        var beta = new double[size];
        for (var step = 0; ; step++)
        {
            var (score, inverse) = Score(rows, y, beta);
            var move = new double[size];
            for (var a = 0; a < size; a++)
                for (var b = 0; b < size; b++)
                    move[a] += inverse[a, b] * score[b];
            var longest = move.Max(Math.Abs);
            var converged = score.Max(Math.Abs) < 1e-9;
            if (converged || step == MostSteps || !double.IsFinite(longest))
                return new FirthLogit([.. beta], [.. Enumerable.Range(0, size).Select(a => Math.Sqrt(inverse[a, a]))], converged);
            for (var a = 0; a < size; a++)
                beta[a] += move[a] * Math.Min(1, LongestStep / longest);
        }
    }

    /// <summary>The probability of a case.</summary>
    public double Probability(ImmutableArray<double> x)
    {
        var along = Coefficients[0];
        for (var k = 0; k < x.Length; k++)
            along += Coefficients[k + 1] * x[k];
        return 1 / (1 + Math.Exp(-along));
    }

    private static (double[] Score, double[,] Inverse) Score(double[][] rows, IReadOnlyList<bool> y, double[] beta)
    {
        var size = beta.Length;
        double[] p = [.. rows.Select(row => 1 / (1 + Math.Exp(-row.Zip(beta, (a, b) => a * b).Sum())))];
        var information = new double[size, size];
        for (var i = 0; i < rows.Length; i++)
            for (var a = 0; a < size; a++)
                for (var b = 0; b < size; b++)
                    information[a, b] += p[i] * (1 - p[i]) * rows[i][a] * rows[i][b];
        var inverse = new double[size, size];
        for (var b = 0; b < size; b++)
        {
            var unit = new double[size];
            unit[b] = 1;
            var column = LinearEquations.Solve(information, unit);
            for (var a = 0; a < size; a++)
                inverse[a, b] = column[a];
        }
        var score = new double[size];
        for (var i = 0; i < rows.Length; i++)
        {
            var leverage = 0.0;
            for (var a = 0; a < size; a++)
                for (var b = 0; b < size; b++)
                    leverage += p[i] * (1 - p[i]) * rows[i][a] * inverse[a, b] * rows[i][b];
            for (var a = 0; a < size; a++)
                score[a] += ((y[i] ? 1 : 0) - p[i] + leverage * (0.5 - p[i])) * rows[i][a];
        }
        return (score, inverse);
    }
}
