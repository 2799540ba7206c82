using Entente.Estimation.Numerics;

namespace Entente.Estimation.Plain;

/// <summary>
/// Poisson pseudo-maximum likelihood as the textbook has it, for reading and to hold fast ways against: reweighted least squares, in each
/// step outcome and regressors freed of one fixed effect after the other, from the start and to the whole tolerance, row by row. No
/// acceleration, no elimination, no order of rows, one thread.
/// </summary>
internal sealed class PlainPoisson
{
    private readonly double[] y;
    private readonly double[][] x;
    private readonly int[][] codes;
    private readonly int[] levels;

    public PlainPoisson(double[] outcome, double[][] regressors, int[][] effects)
    {
        (y, x, codes) = (outcome, regressors, effects);
        levels = [.. effects.Select(codes => codes.Max() + 1)];
    }

    /// <summary>Means to start from; towards the average outcome if not set.</summary>
    public Func<double, double>? Start { get; init; }

    /// <summary>The relative change of the deviance, |D - D'| / (0.1 + |D|), below which the last step was the last.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>The norm of the means by level below which a column counts as free of effects, as part of its own.</summary>
    public double ProjectionTolerance { get; init; } = 1e-10;

    /// <summary>Rounds after which a projection is given up.</summary>
    public int MaxRounds { get; init; } = int.MaxValue;

    public double[] Coefficients { get; private set; } = [];

    /// <summary>The regressors of the last step, projected under its weights.</summary>
    public double[][] Projected { get; private set; } = [];

    /// <summary>Weights of the last step: means before it.</summary>
    public double[] Weights { get; private set; } = [];

    /// <summary>Residuals of the last step's regression.</summary>
    public double[] Residuals { get; private set; } = [];

    public double Deviance { get; private set; }

    public int Steps { get; private set; }

    /// <summary>Rounds of all projections.</summary>
    public long Rounds { get; private set; }

    /// <summary>Steps until the deviance stands.</summary>
    public PlainPoisson Run()
    {
        var average = y.Average();
        var eta = Array.ConvertAll(y, value => Math.Log(Start?.Invoke(value) ?? (value + average) / 2));
        Deviance = double.NaN;
        for (Steps = 1; Steps < 1000; Steps++)
        {
            Weights = Array.ConvertAll(eta, Math.Exp);
            var z = new double[y.Length];
            for (var i = 0; i < y.Length; i++)
                z[i] = eta[i] + (y[i] - Weights[i]) / Weights[i];
            Residuals = Project(z);
            Projected = Array.ConvertAll(x, Project);
            Coefficients = Regress(Residuals);
            for (var k = 0; k < x.Length; k++)
                for (var i = 0; i < y.Length; i++)
                    Residuals[i] -= Coefficients[k] * Projected[k][i];
            for (var i = 0; i < y.Length; i++)
                eta[i] = z[i] - Residuals[i];
            var before = Deviance;
            Deviance = DevianceAt(eta);
            if (Math.Abs(Deviance - before) / (0.1 + Deviance) < Tolerance)
                break;
        }
        return this;
    }

    /// <summary>(X'WX)^-1 of the last step.</summary>
    public double[,] Bread() => SymmetricMatrix.Inverse(Cross());

    /// <summary>A column freed of all effects by alternating projections.</summary>
    public double[] Project(double[] column)
    {
        var left = (double[])column.Clone();
        if (codes.Length == 0)
            return left;
        double size = 0;
        for (var i = 0; i < left.Length; i++)
            size += Weights[i] * left[i] * left[i];
        double taken;
        var round = 0;
        do
        {
            taken = 0;
            for (var q = 0; q < codes.Length; q++)
                taken += TakeMeans(left, q);
            Rounds++;
        } while (taken > ProjectionTolerance * ProjectionTolerance * size && ++round < MaxRounds && codes.Length > 1);
        return left;
    }

    /// <summary>Weights of a projection that is asked for by itself.</summary>
    public void Weigh(double[] weights) => Weights = weights;

    /// <summary>Takes the weighted mean of each level off; the squared norm of what was taken.</summary>
    private double TakeMeans(double[] column, int q)
    {
        var sums = new double[levels[q]];
        var weights = new double[levels[q]];
        for (var i = 0; i < column.Length; i++)
        {
            sums[codes[q][i]] += Weights[i] * column[i];
            weights[codes[q][i]] += Weights[i];
        }
        double taken = 0;
        for (var level = 0; level < sums.Length; level++)
            if (weights[level] > 0)
            {
                taken += sums[level] * sums[level] / weights[level];
                sums[level] /= weights[level];
            }
        for (var i = 0; i < column.Length; i++)
            column[i] -= sums[codes[q][i]];
        return taken;
    }

    private double[] Regress(double[] on)
    {
        var right = new double[x.Length];
        for (var k = 0; k < x.Length; k++)
            for (var i = 0; i < y.Length; i++)
                right[k] += Weights[i] * Projected[k][i] * on[i];
        return SymmetricMatrix.Solve(Cross(), right);
    }

    private double[,] Cross()
    {
        var cross = new double[x.Length, x.Length];
        for (var a = 0; a < x.Length; a++)
            for (var b = 0; b < x.Length; b++)
                for (var i = 0; i < y.Length; i++)
                    cross[a, b] += Weights[i] * Projected[a][i] * Projected[b][i];
        return cross;
    }

    private double DevianceAt(double[] eta)
    {
        double sum = 0;
        for (var i = 0; i < y.Length; i++)
            sum += 2 * ((y[i] > 0 ? y[i] * (Math.Log(y[i]) - eta[i]) - y[i] : 0) + Math.Exp(eta[i]));
        return sum;
    }
}
