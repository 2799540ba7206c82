using System.Numerics.Tensors;

namespace Entente.Solvers;

/// <summary>The last few differences of points and residuals, and the least-squares combination of them.</summary>
internal sealed class DifferenceHistory(int length, int memory)
{
    /// <summary>A residual difference that adds less than this share of its length to the span of the others is left out.</summary>
    private const double Independent = 1e-7;

    private readonly double[][] dx = NewRows(memory, length);
    private readonly double[][] df = NewRows(memory, length);
    private readonly double[][] q = NewRows(memory, length);
    private readonly double[][] p = NewRows(memory, length);
    private readonly double[] lastX = new double[length];
    private readonly double[] lastF = new double[length];
    private readonly double[] rest = new double[length];
    private int newest = -1;
    private bool hasLast;

    /// <summary>How many differences are held.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Count, newest, hasLast) = (0, -1, false);

    /// <summary>
    /// Moves x to the next point. With dF the residual differences and dX those of the points, the part of f in the
    /// span of dF is removed together with its image in dX: x + mixing f_rest - dX c, c = argmin |f - dF c|.
    /// </summary>
    public void Step(double[] x, double[] f, double mixing)
    {
        if (hasLast)
        {
            newest = (newest + 1) % memory;
            Count = Math.Min(Count + 1, memory);
            TensorPrimitives.Subtract(x, lastX, dx[newest]);
            TensorPrimitives.Subtract(f, lastF, df[newest]);
        }
        x.CopyTo(lastX, 0);
        f.CopyTo(lastF, 0);
        hasLast = true;

        f.CopyTo(rest, 0);
        var held = 0;
        // Newest first: modified Gram-Schmidt on dF, the same operations done to dX.
        for (var age = 0; age < Count; age++)
        {
            var at = (newest - age + memory) % memory;
            df[at].CopyTo(q[held], 0);
            dx[at].CopyTo(p[held], 0);
            var full = TensorPrimitives.Norm(q[held]);
            for (var h = 0; h < held; h++)
            {
                var along = TensorPrimitives.Dot(q[h], q[held]);
                TensorPrimitives.MultiplyAdd(q[h], -along, q[held], q[held]);
                TensorPrimitives.MultiplyAdd(p[h], -along, p[held], p[held]);
            }
            var left = TensorPrimitives.Norm(q[held]);
            if (!(left > Independent * full))
                continue;
            TensorPrimitives.Multiply(q[held], 1 / left, q[held]);
            TensorPrimitives.Multiply(p[held], 1 / left, p[held]);
            var part = TensorPrimitives.Dot(q[held], rest);
            TensorPrimitives.MultiplyAdd(q[held], -part, rest, rest);
            TensorPrimitives.MultiplyAdd(p[held], -part, x, x);
            held++;
        }
        TensorPrimitives.MultiplyAdd(rest, mixing, x, x);
    }

    private static double[][] NewRows(int count, int length) => [.. Enumerable.Range(0, count).Select(_ => new double[length])];
}
