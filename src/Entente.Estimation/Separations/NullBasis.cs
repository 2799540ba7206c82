using Entente.Estimation.Fitting;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Separations;

/// <summary>Combinations of regressors that fixed effects explain wholly, in some rows.</summary>
internal sealed class NullBasis
{
    private const double Tolerance = 1e-7;
    private readonly EffectValues[] taken;

    public NullBasis(Sample sample, double[][] columns, EstimationOptions options, CancellationToken cancellation)
    {
        var scales = columns.Select(Norm).ToArray();
        var design = new Design(sample, columns, Projection.Of(options.Projection, sample.Grouped, options.MaxProjectionRounds), options.Parallel(cancellation));
        design.Project(sample.Weights, 1e-12);
        taken = design.Taken;
        Combinations = Reduce([.. design.Left.Select(column => (double[])column.Clone())], scales);
    }

    /// <summary>Weights of the regressors, by combination.</summary>
    public List<double[]> Combinations { get; }

    /// <summary>The effects that explain a combination; null without effects.</summary>
    public EffectValues? Explained(double[] combination)
    {
        if (taken.Length == 0)
            return null;
        var sum = taken[0].Zero();
        for (var k = 0; k < combination.Length; k++)
            if (combination[k] != 0)
                sum.Add(combination[k], taken[k]);
        return sum;
    }

    /// <summary>Gram and Schmidt, twice, the largest column that is left first; columns of which nothing is left are combinations of those before.</summary>
    private static List<double[]> Reduce(double[][] left, double[] scales)
    {
        var count = left.Length;
        var weights = new double[count][];
        for (var k = 0; k < count; k++)
        {
            weights[k] = new double[count];
            weights[k][k] = scales[k] > 0 ? 1 / scales[k] : 1;
            Scale(left[k], weights[k][k]);
        }
        var open = Enumerable.Range(0, count).ToList();
        while (open.Count > 0)
        {
            var pivot = open.MaxBy(k => Norm(left[k]));
            var norm = Norm(left[pivot]);
            if (norm <= Tolerance)
                break;
            open.Remove(pivot);
            for (var pass = 0; pass < 2; pass++)
                foreach (var k in open)
                {
                    var times = Dot(left[k], left[pivot]) / (norm * norm);
                    Subtract(left[k], times, left[pivot]);
                    Subtract(weights[k], times, weights[pivot]);
                }
        }
        return [.. open.Select(k => weights[k])];
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Scale(double[] a, double by)
    {
        for (var i = 0; i < a.Length; i++)
            a[i] *= by;
    }

    private static void Subtract(double[] from, double times, double[] what)
    {
        for (var i = 0; i < from.Length; i++)
            from[i] -= times * what[i];
    }
}
