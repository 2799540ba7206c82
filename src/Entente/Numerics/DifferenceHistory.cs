using System.Buffers;
using System.Numerics.Tensors;

namespace Entente.Numerics;

/// <summary>
/// The last few differences of points and residuals, and the least-squares combination of them. The residual differences
/// are held as dF = Q R, Q orthonormal; one column is added a step. All are held in single precision, one difference a row:
/// they say in which direction to go on, and what they miss the next step makes good. Points and residuals are not.
/// Its largest arrays are lent, and given back when it is disposed of.
/// </summary>
internal sealed class DifferenceHistory(int length, int memory) : IDifferences, IDisposable
{
    /// <summary>A residual difference that adds less than this share of its length to the span of the others is left out.</summary>
    private const float Independent = 1e-5f;

    /// <summary>One that adds less than this is made orthogonal a second time (Daniel, Gragg, Kaufman and Stewart 1976).</summary>
    private const float Doubtful = 0.1f;

    /// <summary>Columns that are made orthogonal to together.</summary>
    private const int Group = 4;

    private readonly float[] df = Rows(length, memory);
    private readonly float[] q = Rows(length, memory);

    // dX + dF, the differences of points after a full step.
    private readonly float[] dg = Rows(length, memory);
    private readonly float[,] r = new float[memory, memory];
    private readonly int[] column = new int[memory];
    private readonly float[] weight = new float[memory];
    private readonly float[] weightOfRow = new float[memory];
    private readonly float[] single = new float[length];
    private readonly double[] wide = new double[length];
    private readonly double[] lastX = new double[length];
    private readonly double[] lastF = new double[length];
    private int newest = -1;
    private int held;
    private bool hasLast;

    /// <summary>How many differences are held.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public bool IsInherited => false;

    /// <summary>Gives the arrays back; nothing may be asked of it any more.</summary>
    public void Dispose()
    {
        foreach (var lent in new[] { df, q, dg })
            ArrayPool<float>.Shared.Return(lent);
    }

    /// <inheritdoc/>
    public void Begin() => Clear();

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
        Array.Clear(single);
        VectorKernels.AddTransposedTimes<float>(dg.AsSpan(0, Count * length), weightOfRow.AsSpan(0, Count), single);
        if (mixing < 1)
        {
            // dX + mixing dF = dG - (1 - mixing) dF.
            TensorPrimitives.Multiply(weightOfRow, (float)(mixing - 1), weightOfRow);
            VectorKernels.AddTransposedTimes<float>(df.AsSpan(0, Count * length), weightOfRow.AsSpan(0, Count), single);
        }
        TensorPrimitives.ConvertTruncating<float, double>(single, wide);
        TensorPrimitives.Subtract(x, wide, x);
    }

    private void Remember(double[] x, double[] f)
    {
        newest = (newest + 1) % memory;
        TensorPrimitives.Subtract(f, lastF, wide);
        TensorPrimitives.ConvertTruncating<double, float>(wide, Row(df, newest));
        TensorPrimitives.Add(wide, x, wide);
        TensorPrimitives.Subtract(wide, lastX, wide);
        TensorPrimitives.ConvertTruncating<double, float>(wide, Row(dg, newest));
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

    /// <summary>One column more, by Gram-Schmidt, modified between groups of columns.</summary>
    private void Add(int at)
    {
        var basis = Row(q, held);
        Row(df, at).CopyTo(basis);
        for (var h = 0; h < held; h++)
            r[h, held] = 0;
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
        (r[held, held], column[held]) = (left, at);
        held++;
    }

    private void MakeOrthogonal(Span<float> basis)
    {
        Span<float> along = stackalloc float[Group];
        for (var h = 0; h < held; h += Group)
        {
            var some = along[..Math.Min(Group, held - h)];
            var columns = q.AsSpan(h * length, some.Length * length);
            VectorKernels.Times<float>(columns, basis, some);
            for (var k = 0; k < some.Length; k++)
                r[h + k, held] += some[k];
            TensorPrimitives.Negate(some, some);
            VectorKernels.AddTransposedTimes<float>(columns, some, basis);
        }
    }

    /// <summary>c with R c = Q'f.</summary>
    private void SetWeights(double[] f)
    {
        TensorPrimitives.ConvertTruncating<double, float>(f, single);
        VectorKernels.Times<float>(q.AsSpan(0, held * length), single, weight.AsSpan(0, held));
        Array.Clear(weightOfRow);
        for (var h = held - 1; h >= 0; h--)
        {
            for (var k = h + 1; k < held; k++)
                weight[h] -= r[h, k] * weight[k];
            weight[h] /= r[h, h];
            weightOfRow[column[h]] = weight[h];
        }
    }

    private Span<float> Row(float[] rows, int at) => rows.AsSpan(at * length, length);

    /// <summary>Room for differences, of which most searches need a part: not touched before it is set.</summary>
    private static float[] Rows(int length, int memory) => ArrayPool<float>.Shared.Rent(length * memory);
}
