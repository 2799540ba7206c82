using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>
/// What a round of <see cref="Gmres"/> has learnt of the inverse of its matrix, as a conditioner for others of a matrix nearby or with
/// another right-hand side: where A Z = V H, V orthonormal, what of a vector lies in V H is answered by Z, and the rest as before (the
/// recycling of Krylov spaces; Parks, de Sturler and others 2006, in its simplest form). In single precision, as it decides nothing.
/// Immutable, and safe to share between threads.
/// </summary>
internal sealed class LearntInverse
{
    /// <summary>How many rounds are remembered, one over the other.</summary>
    private const int Most = 3;

    private readonly int count;
    private readonly int length;
    private readonly float[] v;
    private readonly float[] z;

    // H = Q R: R above the diagonal, and the rotations of Q.
    private readonly double[,] r;
    private readonly double[] cosine;
    private readonly double[] sine;

    private readonly LearntInverse? before;
    private readonly int depth;

    /// <param name="v">The basis; one more than directions.</param>
    /// <param name="z">Directions after conditioning.</param>
    /// <param name="r">H after its rotations; upper triangular.</param>
    /// <param name="cosine">Of the rotations.</param>
    /// <param name="sine">Of the rotations.</param>
    /// <param name="before">What was learnt before, by which the round was conditioned; null: nothing.</param>
    public LearntInverse(
        ReadOnlySpan<double[]> v,
        ReadOnlySpan<double[]> z,
        double[,] r,
        ReadOnlySpan<double> cosine,
        ReadOnlySpan<double> sine,
        LearntInverse? before
    )
    {
        this.before = before?.depth < Most ? before : null;
        depth = 1 + (this.before?.depth ?? 0);
        (count, length) = (z.Length, v[0].Length);
        (this.v, this.z) = (Rows(v), Rows(z));
        (this.cosine, this.sine, this.r) = (cosine.ToArray(), sine.ToArray(), new double[count, count]);
        for (var i = 0; i < count; i++)
            for (var j = i; j < count; j++)
                this.r[i, j] = r[i, j];
    }

    /// <summary>Number of unknowns.</summary>
    public int Length => length;

    /// <summary>The conditioner that knows this, and is another one otherwise.</summary>
    public LinearProduct Over(LinearProduct other)
    {
        var otherwise = before?.Over(other) ?? other;
        return (b, into) => Answer(b, into, otherwise);
    }

    private void Answer(ReadOnlySpan<double> b, Span<double> into, LinearProduct otherwise)
    {
        var (inside, answer) = (new float[count + 1], new float[count]);
        var (rest, room) = (new float[length], new double[length]);
        TensorPrimitives.ConvertTruncating<double, float>(b, rest);
        VectorKernels.Times<float>(v, rest, inside);
        SetAnswer(inside, answer);
        // b - V H y, and what is left of it as before.
        TensorPrimitives.Negate<float>(inside, inside);
        VectorKernels.AddTransposedTimes<float>(v, inside, rest);
        TensorPrimitives.ConvertTruncating<float, double>(rest, room);
        otherwise(room, into);
        Array.Clear(rest);
        VectorKernels.AddTransposedTimes<float>(z, answer, rest);
        TensorPrimitives.ConvertTruncating<float, double>(rest, room);
        TensorPrimitives.Add(into, room, into);
    }

    /// <summary>y = argmin |c - H y|, and H y in the place of c.</summary>
    private void SetAnswer(Span<float> c, Span<float> y)
    {
        Span<double> turned = stackalloc double[count + 1];
        TensorPrimitives.ConvertTruncating<float, double>(c, turned);
        for (var i = 0; i < count; i++)
            Turn(ref turned[i], ref turned[i + 1], cosine[i], sine[i]);
        Span<double> solved = stackalloc double[count];
        for (var i = count - 1; i >= 0; i--)
        {
            var value = turned[i];
            for (var j = i + 1; j < count; j++)
                value -= r[i, j] * solved[j];
            solved[i] = r[i, i] == 0 ? 0 : value / r[i, i];
        }
        TensorPrimitives.ConvertTruncating<double, float>(solved, y);
        turned[count] = 0;
        for (var i = count - 1; i >= 0; i--)
            Turn(ref turned[i], ref turned[i + 1], cosine[i], -sine[i]);
        TensorPrimitives.ConvertTruncating<double, float>(turned, c);
    }

    private static void Turn(ref double a, ref double b, double cosine, double sine) =>
        (a, b) = (cosine * a + sine * b, -sine * a + cosine * b);

    private float[] Rows(ReadOnlySpan<double[]> rows)
    {
        var all = new float[rows.Length * length];
        for (var at = 0; at < rows.Length; at++)
            TensorPrimitives.ConvertTruncating<double, float>(rows[at], all.AsSpan(at * length, length));
        return all;
    }
}
