using Entente.Estimation.Fitting;
using Entente.Estimation.Numerics;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Separations;

/// <summary>
/// The iterative rectifier of Correia, Guimaraes and Zylkin (2019): u, one in rows of outcome zero, is regressed on regressors and effects
/// with large weights where the outcome is above zero; what the regression says below zero is set to zero, and again. Where it ends above
/// zero, rows are separated. It needs projections alone, whatever the size, and may miss rows that are hard to separate.
/// </summary>
internal static class Rectifier
{
    private const int MaxRounds = 200;

    /// <summary>A direction that separates rows, one or more in them; null if none was found.</summary>
    public static Direction? Find(
        EstimationProblem problem,
        EstimationOptions options,
        RowFate[] fates,
        CancellationToken cancellation
    )
    {
        var sample = new Sample(problem with { Weights = null, Offset = null }, fates);
        var parallel = options.Parallel(cancellation);
        var design = new Design(
            sample,
            sample.Regressors,
            Projection.Of(options.Projection, sample.Grouped, options.MaxProjectionRounds),
            parallel
        );
        var y = sample.Outcome;
        double zeros = y.Count(value => value == 0);
        var weights = Array.ConvertAll(y, value => value > 0 ? Math.Max(1e4, zeros) : 1.0);
        var chunks = new Chunks(sample.Rows, parallel);
        design.Project(weights, 1e-10);
        var names = problem.Regressors.Select(regressor => regressor.Name).ToArray();
        var kept = names.Except(design.DropCollinear(names, weights, 1e-7, chunks).Select(d => d.Name)).ToArray();
        var cross = design.Cross(weights, chunks);
        var u = Array.ConvertAll(y, value => value > 0 ? 0.0 : 1);
        for (var round = 0; round < MaxRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = (double[])u.Clone();
            var taken = sample.Grouped is { } grouped ? new EffectValues(grouped) : null;
            design.ProjectBeside(left, taken, 1e-9);
            var right = new double[design.Count];
            for (var k = 0; k < right.Length; k++)
                right[k] = chunks.Product(weights, design.Left[k], left);
            var b = SymmetricMatrix.Solve(cross, right);
            var fitted = (double[])u.Clone();
            for (var i = 0; i < fitted.Length; i++)
            {
                fitted[i] -= left[i];
                for (var k = 0; k < b.Length; k++)
                    fitted[i] += b[k] * design.Left[k][i];
            }
            if (Holds(fitted, y) is { } scale)
                return AsDirection(problem, sample, design, kept, b, taken, scale);
            for (var i = 0; i < u.Length; i++)
                u[i] = y[i] > 0 ? 0 : Math.Max(fitted[i], 0);
            if (u.Max() < 1e-8)
                return null;
        }
        return null;
    }

    /// <summary>By what to multiply it, if it is zero where the outcome is above zero and nowhere below; null if not.</summary>
    private static double? Holds(double[] z, double[] y)
    {
        var largest = z.Max();
        double least = largest;
        for (var i = 0; i < z.Length; i++)
        {
            if (z[i] < -1e-7 * largest || y[i] > 0 && z[i] > 1e-7 * largest)
                return null;
            if (z[i] > 1e-4 * largest)
                least = Math.Min(least, z[i]);
        }
        return largest > 1e-6 ? 1 / least : null;
    }

    private static Direction AsDirection(
        EstimationProblem problem,
        Sample sample,
        Design design,
        string[] kept,
        double[] b,
        EffectValues? taken,
        double scale
    )
    {
        var direction = new Direction(problem);
        for (var k = 0; k < b.Length; k++)
        {
            direction.Regressors[problem.Regressors.ToList().FindIndex(regressor => regressor.Name == kept[k])] = scale * b[k];
            taken?.Add(-b[k], design.Taken[k]);
        }
        for (var place = 0; place < sample.ByLevels.Length; place++)
        {
            var q = sample.ByLevels[place];
            for (var level = 0; level < sample.Levels[q].Length; level++)
                direction.Effects[q][sample.Levels[q][level]] =
                    scale * (place == 0 ? taken!.Eliminated[level] : taken!.Stacked[sample.Grouped!.Offsets[place - 1] + level]);
        }
        return direction;
    }
}
