using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Entente.Numerics;

/// <summary>
/// The last few differences of points and residuals, and the least-squares combination of them. The residual differences
/// are held as dF = Q R, Q orthonormal, oldest first; one column is added a step, and where there are too many the oldest is taken out
/// of the factors by rotations. All are held in single precision, one difference a row: they say in which direction to go on, and what
/// they miss the next step makes good. Points and residuals are not. Differences of one search serve another of a like system.
/// </summary>
internal sealed class DifferenceHistory(int length, int memory)
{
    /// <summary>A residual difference that adds less than this share of its length to the span of the others is left out.</summary>
    private const float Independent = 1e-5f;

    /// <summary>One that adds less than this is made orthogonal a second time (Daniel, Gragg, Kaufman and Stewart 1976).</summary>
    private const float Doubtful = 0.1f;

    /// <summary>Columns that are made orthogonal to together.</summary>
    private const int Group = 4;

    private readonly float[] q = Rows(length, memory);

    // By slot: dF, and dX + dF, the differences of points after a full step.
    private readonly float[] df = Rows(length, memory);
    private readonly float[] dg = Rows(length, memory);
    private readonly float[,] r = new float[memory, memory];

    // By column of the factors, its slot; by rotation, cosine and sine.
    private readonly int[] slot = new int[memory];
    private readonly float[] cosine = new float[memory];
    private readonly float[] sine = new float[memory];
    private readonly float[] weight = new float[memory];
    private readonly float[] weightOfSlot = new float[memory];
    private readonly float[] single = new float[length];
    private readonly double[] wide = new double[length];
    private readonly double[] lastX = new double[length];
    private readonly double[] lastF = new double[length];
    private int used;
    private bool hasLast;

    /// <summary>How many differences are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any of them is of a search before this one.</summary>
    public bool IsInherited { get; private set; }

    /// <summary>Forgets everything.</summary>
    public void Clear() => (Count, used, hasLast, IsInherited) = (0, 0, false, false);

    /// <summary>Another search begins, which has these differences to begin with.</summary>
    public void Begin() => (hasLast, IsInherited) = (false, Count > 0);

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
        Array.Clear(single);
        VectorKernels.AddTransposedTimes<float>(dg.AsSpan(0, used * length), weightOfSlot.AsSpan(0, used), single);
        if (mixing < 1)
        {
            // dX + mixing dF = dG - (1 - mixing) dF.
            TensorPrimitives.Multiply(weightOfSlot, (float)(mixing - 1), weightOfSlot);
            VectorKernels.AddTransposedTimes<float>(df.AsSpan(0, used * length), weightOfSlot.AsSpan(0, used), single);
        }
        TensorPrimitives.ConvertTruncating<float, double>(single, wide);
        TensorPrimitives.Subtract(x, wide, x);
    }

    private void Remember(double[] x, double[] f)
    {
        var free = Count < used ? slot[Count] : used;
        if (Count == memory)
        {
            free = slot[0];
            RemoveOldest();
        }
        used = Math.Max(used, free + 1);
        TensorPrimitives.Subtract(f, lastF, wide);
        TensorPrimitives.ConvertTruncating<double, float>(wide, Row(df, free));
        TensorPrimitives.Add(wide, x, wide);
        TensorPrimitives.Subtract(wide, lastX, wide);
        TensorPrimitives.ConvertTruncating<double, float>(wide, Row(dg, free));
        slot[Count] = free;
        Add(free);
    }

    /// <summary>One column more, by Gram-Schmidt, modified between groups of columns.</summary>
    private void Add(int at)
    {
        var basis = Row(q, Count);
        Row(df, at).CopyTo(basis);
        for (var h = 0; h < Count; h++)
            r[h, Count] = 0;
        var full = TensorPrimitives.Norm<float>(basis);
        MakeOrthogonal(basis);
        var left = TensorPrimitives.Norm<float>(basis);
        if (left < Doubtful * full)
        {
            MakeOrthogonal(basis);
            left = TensorPrimitives.Norm<float>(basis);
        }
        if (!(left > Independent * full))
            return;
        TensorPrimitives.Multiply(basis, 1 / left, basis);
        r[Count, Count] = left;
        Count++;
    }

    private void MakeOrthogonal(Span<float> basis)
    {
        Span<float> along = stackalloc float[Group];
        for (var h = 0; h < Count; h += Group)
        {
            var some = along[..Math.Min(Group, Count - h)];
            var columns = q.AsSpan(h * length, some.Length * length);
            VectorKernels.Times<float>(columns, basis, some);
            for (var k = 0; k < some.Length; k++)
                r[h + k, Count] += some[k];
            TensorPrimitives.Negate(some, some);
            VectorKernels.AddTransposedTimes<float>(columns, some, basis);
        }
    }

    /// <summary>
    /// Takes the first column out of the factors: what is left of R has one number below the diagonal in each column, which rotations of
    /// two neighbouring rows each bring to nothing.
    /// </summary>
    private void RemoveOldest()
    {
        Count--;
        for (var k = 0; k < Count; k++)
        {
            slot[k] = slot[k + 1];
            for (var h = 0; h <= k + 1; h++)
                r[h, k] = r[h, k + 1];
        }
        for (var k = 0; k < Count; k++)
        {
            var size = MathF.Sqrt(r[k, k] * r[k, k] + r[k + 1, k] * r[k + 1, k]);
            (cosine[k], sine[k]) = (r[k, k] / size, r[k + 1, k] / size);
            for (var h = k; h < Count; h++)
                (r[k, h], r[k + 1, h]) = (
                    cosine[k] * r[k, h] + sine[k] * r[k + 1, h],
                    cosine[k] * r[k + 1, h] - sine[k] * r[k, h]
                );
        }
        Rotate();
    }

    /// <summary>The rotations of R, of the rows of Q: all of them for a few numbers of each row at a time, so that these stay at hand.</summary>
    private void Rotate()
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(q);
        var (at, width) = (0, Vector<float>.Count);
        for (; at <= length - 2 * width; at += 2 * width)
        {
            var (a, b) = (VectorKernels.Load(ref rows, at), VectorKernels.Load(ref rows, at + width));
            for (var k = 0; k < Count; k++)
            {
                var (c, s) = (new Vector<float>(cosine[k]), new Vector<float>(sine[k]));
                ref var here = ref Unsafe.Add(ref rows, k * length);
                var (nextA, nextB) = (VectorKernels.Load(ref here, length + at), VectorKernels.Load(ref here, length + at + width));
                VectorKernels.Store(VectorKernels.MultiplyAdd(s, nextA, c * a), ref here, at);
                VectorKernels.Store(VectorKernels.MultiplyAdd(s, nextB, c * b), ref here, at + width);
                (a, b) = (VectorKernels.MultiplyAdd(c, nextA, -s * a), VectorKernels.MultiplyAdd(c, nextB, -s * b));
            }
        }
        for (; at < length; at++)
        {
            var a = q[at];
            for (var k = 0; k < Count; k++)
            {
                var next = q[(k + 1) * length + at];
                (q[k * length + at], a) = (cosine[k] * a + sine[k] * next, cosine[k] * next - sine[k] * a);
            }
        }
    }

    /// <summary>c with R c = Q'f.</summary>
    private void SetWeights(double[] f)
    {
        TensorPrimitives.ConvertTruncating<double, float>(f, single);
        VectorKernels.Times<float>(q.AsSpan(0, Count * length), single, weight.AsSpan(0, Count));
        Array.Clear(weightOfSlot);
        for (var h = Count - 1; h >= 0; h--)
        {
            for (var k = h + 1; k < Count; k++)
                weight[h] -= r[h, k] * weight[k];
            weight[h] /= r[h, h];
            weightOfSlot[slot[h]] = weight[h];
        }
    }

    private Span<float> Row(float[] rows, int at) => rows.AsSpan(at * length, length);

    /// <summary>Room for differences, of which most searches need a part: not touched before it is set.</summary>
    private static float[] Rows(int length, int memory) => GC.AllocateUninitializedArray<float>(length * memory);
}
