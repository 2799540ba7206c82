using System.Numerics.Tensors;

namespace Entente.Solvers;

/// <summary>
/// The last few differences of points and residuals, and the least-squares combination of them. The residual differences
/// are held as dF = Q R, Q orthonormal; one column is added a step.
/// </summary>
internal sealed class DifferenceHistory(int length, int memory)
{
    /// <summary>A residual difference that adds less than this share of its length to the span of the others is left out.</summary>
    private const double Independent = 1e-7;

    private readonly double[][] dx = new double[memory][];
    private readonly double[][] df = new double[memory][];
    private readonly double[][] q = new double[memory][];
    private readonly double[,] r = new double[memory, memory];
    private readonly int[] column = new int[memory];
    private readonly double[] weight = new double[memory];
    private readonly double[] lastX = new double[length];
    private readonly double[] lastF = new double[length];
    private int newest = -1;
    private int held;
    private bool hasLast;

    /// <summary>How many differences are held.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Count, newest, held, hasLast) = (0, -1, 0, false);

    /// <summary>Moves x to the next point: x + mixing f - (dX + mixing dF) c, c = argmin |f - dF c|.</summary>
    public void Step(double[] x, double[] f, double mixing)
    {
        if (hasLast)
            Remember(x, f);
        x.CopyTo(lastX, 0);
        f.CopyTo(lastF, 0);
        hasLast = true;
        SetWeights(f);
        TensorPrimitives.MultiplyAdd(f, mixing, x, x);
        for (var h = 0; h < held; h++)
        {
            TensorPrimitives.MultiplyAdd(dx[column[h]], -weight[h], x, x);
            TensorPrimitives.MultiplyAdd(df[column[h]], -weight[h] * mixing, x, x);
        }
    }

    private void Remember(double[] x, double[] f)
    {
        newest = (newest + 1) % memory;
        dx[newest] ??= new double[length];
        df[newest] ??= new double[length];
        TensorPrimitives.Subtract(x, lastX, dx[newest]);
        TensorPrimitives.Subtract(f, lastF, df[newest]);
        if (Count < memory)
        {
            Count++;
            Add(newest);
            return;
        }
        // The oldest is gone: the factors are made anew, newest first.
        held = 0;
        for (var age = 0; age < Count; age++)
            Add((newest - age + memory) % memory);
    }

    /// <summary>One column more, by modified Gram-Schmidt.</summary>
    private void Add(int at)
    {
        var basis = q[held] ??= new double[length];
        df[at].CopyTo(basis, 0);
        var full = TensorPrimitives.Norm<double>(basis);
        for (var h = 0; h < held; h++)
        {
            r[h, held] = TensorPrimitives.Dot(q[h], basis);
            TensorPrimitives.MultiplyAdd(q[h], -r[h, held], basis, basis);
        }
        var left = TensorPrimitives.Norm<double>(basis);
        if (!(left > Independent * full))
            return;
        TensorPrimitives.Multiply(basis, 1 / left, basis);
        (r[held, held], column[held]) = (left, at);
        held++;
    }

    /// <summary>c with R c = Q'f.</summary>
    private void SetWeights(double[] f)
    {
        for (var h = held - 1; h >= 0; h--)
        {
            weight[h] = TensorPrimitives.Dot(q[h], f);
            for (var k = h + 1; k < held; k++)
                weight[h] -= r[h, k] * weight[k];
            weight[h] /= r[h, h];
        }
    }
}
