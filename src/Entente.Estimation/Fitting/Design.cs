using Entente.Estimation.Numerics;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Fitting;

/// <summary>Regressors as they are left by the fixed effects under the weights of the moment, with what was taken out.</summary>
internal sealed class Design
{
    private readonly Sample sample;
    private readonly Projection? projection;
    private readonly ParallelOptions parallel;

    public Design(Sample sample, IReadOnlyList<double[]> given, Projection? projection, ParallelOptions parallel)
    {
        (this.sample, this.projection, this.parallel) = (sample, projection, parallel);
        Given = [.. given];
        Left = projection is null ? Given : [.. given.Select(column => (double[])column.Clone())];
        Taken = sample.Grouped is { } grouped ? [.. given.Select(_ => new EffectValues(grouped))] : [];
    }

    public int Count => Given.Length;

    /// <summary>Regressors as they came, by row of the sample.</summary>
    public double[][] Given { get; private set; }

    /// <summary>What is left of them.</summary>
    public double[][] Left { get; private set; }

    /// <summary>The effects that were taken out of them; none without fixed effects.</summary>
    public EffectValues[] Taken { get; private set; }

    /// <summary>Rounds of all projections so far.</summary>
    public int Rounds { get; private set; }

    /// <summary>Takes fixed effects out anew, and out of another column beside.</summary>
    /// <param name="weights">The weights now.</param>
    /// <param name="accuracy">The norm of the means by level that may stay, as part of each regressor's norm.</param>
    /// <param name="beside">A column that is projected too; null if none.</param>
    /// <param name="besideTaken">Where its effects go.</param>
    /// <param name="reduction">By how much its means by level are made smaller.</param>
    /// <returns>Whether all projections converged.</returns>
    public bool Project(
        double[] weights,
        double accuracy,
        double[]? beside = null,
        EffectValues? besideTaken = null,
        double reduction = 0
    )
    {
        if (projection is null)
            return true;
        projection.Weigh(weights);
        var outcomes = new ProjectionOutcome[Count + 1];
        outcomes[Count] = new(0, true);
        Parallel.For(
            0,
            beside is null ? Count : Count + 1,
            parallel,
            k =>
            {
                outcomes[k] =
                    k < Count
                        ? projection.Project(Left[k], Taken[k], 0, accuracy, parallel.CancellationToken)
                        : projection.Project(beside!, besideTaken!, reduction, 1e-13, parallel.CancellationToken);
            }
        );
        Rounds += outcomes.Sum(outcome => outcome.Rounds);
        return outcomes.All(outcome => outcome.Converged);
    }

    /// <summary>Takes fixed effects out of one more column, under the weights of before.</summary>
    public void ProjectBeside(double[] column, EffectValues? taken, double accuracy) =>
        projection?.Project(column, taken!, accuracy, 0, parallel.CancellationToken);

    /// <summary>X'WX of what is left.</summary>
    public double[,] Cross(double[] weights, Chunks chunks)
    {
        var cross = new double[Count, Count];
        for (var i = 0; i < Count; i++)
            for (var j = 0; j <= i; j++)
                cross[i, j] = cross[j, i] = chunks.Product(weights, Left[i], Left[j]);
        return cross;
    }

    /// <summary>Drops regressors of which effects and earlier regressors leave too little.</summary>
    public IReadOnlyList<DroppedRegressor> DropCollinear(
        IReadOnlyList<string> names,
        double[] weights,
        double tolerance,
        Chunks chunks
    )
    {
        var dropped = new List<DroppedRegressor>();
        var cross = Cross(weights, chunks);
        var kept = new List<int>();
        for (var k = 0; k < Count; k++)
        {
            var norm = chunks.Product(weights, Given[k], Given[k]);
            if (cross[k, k] <= tolerance * tolerance * norm || norm == 0)
            {
                dropped.Add(new(names[k], [], projection is not null, IsZero: norm == 0));
                continue;
            }
            var weightsOfKept = Regress(cross, kept, k);
            var left = cross[k, k];
            for (var a = 0; a < kept.Count; a++)
                left -= weightsOfKept[a] * cross[kept[a], k];
            // Squares lose half the digits of what they are the difference of: this says so much and no more.
            if (left <= Math.Max(1e-13, tolerance * tolerance) * cross[k, k] + tolerance * tolerance * norm)
                dropped.Add(new(names[k], Combination(names, kept, weightsOfKept, cross, k), projection is not null));
            else
                kept.Add(k);
        }
        (Given, Left) = (Pick(Given, kept), projection is null ? Pick(Given, kept) : Pick(Left, kept));
        Taken = projection is null ? [] : Pick(Taken, kept);
        return dropped;
    }

    private static double[] Regress(double[,] cross, List<int> on, int k)
    {
        var scaled = new double[on.Count, on.Count];
        var right = new double[on.Count];
        for (var a = 0; a < on.Count; a++)
        {
            var scale = Math.Sqrt(cross[on[a], on[a]]);
            right[a] = cross[on[a], k] / scale;
            for (var b = 0; b < on.Count; b++)
                scaled[a, b] = cross[on[a], on[b]] / scale / Math.Sqrt(cross[on[b], on[b]]);
        }
        var solution = SymmetricMatrix.Solve(scaled, right);
        for (var a = 0; a < on.Count; a++)
            solution[a] /= Math.Sqrt(cross[on[a], on[a]]);
        return solution;
    }

    private static List<(string, double)> Combination(
        IReadOnlyList<string> names,
        List<int> kept,
        double[] weights,
        double[,] cross,
        int k
    )
    {
        var parts = new List<(string, double)>();
        for (var a = 0; a < kept.Count; a++)
            if (Math.Abs(weights[a]) * Math.Sqrt(cross[kept[a], kept[a]]) > 1e-6 * Math.Sqrt(cross[k, k]))
                parts.Add((names[kept[a]], weights[a]));
        return parts;
    }

    private static T[] Pick<T>(T[] all, List<int> which) => [.. which.Select(k => all[k])];
}
