using Entente.Estimation.Fitting;
using Entente.Estimation.Numerics;
using Entente.Estimation.Projections;

namespace Entente.Estimation.Separations;

/// <summary>Combinations of regressors that fixed effects explain wholly, in some rows.</summary>
internal sealed class NullBasis
{
    private const double Tolerance = 1e-7;

    /// <summary>What a quick projection must leave of every direction for the exact one to be spared.</summary>
    private const double Ample = 0.01;

    /// <summary>The weight of rows that do not hold, where levels may have no others: nothing, but no division by it.</summary>
    private const double Light = 1e-9;

    private readonly EffectValues[] taken;

    /// <summary>Looks in the rows that hold: others weigh nothing.</summary>
    public NullBasis(Sample sample, double[][] columns, SeparationSide side, EstimationOptions options, CancellationToken cancellation)
    {
        var mask = new double[sample.Rows];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = side[sample.Order[i]] == 0 ? 1 : 0;
        var weights = side.HasBoth ? Array.ConvertAll(mask, holds => Math.Max(holds, Light)) : mask;
        var chunks = new Chunks(sample.Rows, options.Parallel(cancellation));
        double[] scales = [.. columns.Select(column => Math.Sqrt(chunks.Product(mask, column, column)))];
        var projection = Projection.Of(options.Projection, sample.Grouped, options.MaxProjectionRounds);
        var design = new Design(sample, columns, projection, options.Parallel(cancellation));
        var quick = design.Project(weights, 1e-5);
        taken = design.Taken;
        if (quick && IsAmple(design.Cross(mask, chunks), scales))
        {
            Combinations = [];
            return;
        }
        design.Project(weights, 1e-12);
        Combinations = Reduce([.. design.Left.Select(column => Times(column, mask))], scales, Tolerance);
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

    /// <summary>
    /// Gram and Schmidt, twice, the largest column that is left first; columns of which nothing is left are combinations of those before.
    /// </summary>
    private static List<double[]> Reduce(double[][] left, double[] scales, double tolerance)
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
            if (norm <= tolerance)
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

    /// <summary>Whether every column leaves enough beside those before it, by Cholesky's factor of their products.</summary>
    private static bool IsAmple(double[,] cross, double[] scales)
    {
        for (var k = 0; k < scales.Length; k++)
            for (var m = 0; m < scales.Length; m++)
                cross[k, m] /= scales[k] * scales[m];
        var factor = SymmetricMatrix.Cholesky(cross);
        return Array.TrueForAll([.. Enumerable.Range(0, scales.Length)], k => factor[k, k] > Ample && double.IsFinite(factor[k, k]));
    }

    private static double Norm(double[] a) => Math.Sqrt(Dot(a, a));

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static double[] Times(double[] a, double[] b)
    {
        var product = new double[a.Length];
        for (var i = 0; i < product.Length; i++)
            product[i] = a[i] * b[i];
        return product;
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
