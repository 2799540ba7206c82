using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Entente.CaliendoParro;

/// <summary>
/// The few loops in which a solve of the long run spends its time: products of blocks that stream from memory once, with
/// sums kept in registers. <c>VectorKernelTests</c> holds each against the loops it stands for.
/// </summary>
internal static class VectorKernels
{
    /// <summary>sum_j += sum_i a_ij b_ij over the rows of two blocks of the same shape.</summary>
    public static void AddColumnSums(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> sum)
    {
        var (columns, width, j) = (sum.Length, Vector<double>.Count, 0);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atB = ref MemoryMarshal.GetReference(b);
        for (; j <= columns - 4 * width; j += 4 * width)
        {
            var (s0, s1, s2, s3) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
            for (var at = j; at < a.Length; at += columns)
            {
                s0 = Vector.FusedMultiplyAdd(Load(ref atA, at), Load(ref atB, at), s0);
                s1 = Vector.FusedMultiplyAdd(Load(ref atA, at + width), Load(ref atB, at + width), s1);
                s2 = Vector.FusedMultiplyAdd(Load(ref atA, at + 2 * width), Load(ref atB, at + 2 * width), s2);
                s3 = Vector.FusedMultiplyAdd(Load(ref atA, at + 3 * width), Load(ref atB, at + 3 * width), s3);
            }
            Add(s0, sum[j..]);
            Add(s1, sum[(j + width)..]);
            Add(s2, sum[(j + 2 * width)..]);
            Add(s3, sum[(j + 3 * width)..]);
        }
        for (; j <= columns - width; j += width)
        {
            var s = Vector<double>.Zero;
            for (var at = j; at < a.Length; at += columns)
                s = Vector.FusedMultiplyAdd(Load(ref atA, at), Load(ref atB, at), s);
            Add(s, sum[j..]);
        }
        for (; j < columns; j++)
            for (var at = j; at < a.Length; at += columns)
                sum[j] += a[at] * b[at];
    }

    /// <summary>sum_ij += a_ij x_j for every row i.</summary>
    public static void AddRowsTimes(ReadOnlySpan<double> a, ReadOnlySpan<double> x, Span<double> sum)
    {
        var (columns, width, j) = (x.Length, Vector<double>.Count, 0);
        ref var atA = ref MemoryMarshal.GetReference(a);
        ref var atSum = ref MemoryMarshal.GetReference(sum);
        for (; j <= columns - 2 * width; j += 2 * width)
        {
            var (x0, x1) = (new Vector<double>(x[j..]), new Vector<double>(x[(j + width)..]));
            for (var at = j; at < a.Length; at += columns)
            {
                Vector.FusedMultiplyAdd(Load(ref atA, at), x0, Load(ref atSum, at)).StoreUnsafe(ref atSum, (nuint)at);
                Vector.FusedMultiplyAdd(Load(ref atA, at + width), x1, Load(ref atSum, at + width)).StoreUnsafe(ref atSum, (nuint)(at + width));
            }
        }
        for (; j < columns; j++)
            for (var at = j; at < a.Length; at += columns)
                sum[at] += a[at] * x[j];
    }

    /// <summary>y_j += sum_k x_k a_kj: the transpose of a matrix times a vector, four rows at a time.</summary>
    public static void AddTransposedTimes<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, INumber<T>
    {
        var (columns, width, k) = (y.Length, Vector<T>.Count, 0);
        ref var atY = ref MemoryMarshal.GetReference(y);
        for (; k <= x.Length - 4; k += 4)
        {
            var (x0, x1, x2, x3, j) = (new Vector<T>(x[k]), new Vector<T>(x[k + 1]), new Vector<T>(x[k + 2]), new Vector<T>(x[k + 3]), 0);
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), k * columns);
            for (; j <= columns - width; j += width)
            {
                var one = Load(ref row, j) * x0 + Load(ref row, j + columns) * x1;
                var other = Load(ref row, j + 2 * columns) * x2 + Load(ref row, j + 3 * columns) * x3;
                (Load(ref atY, j) + one + other).StoreUnsafe(ref atY, (nuint)j);
            }
            for (; j < columns; j++)
                y[j] += a[k * columns + j] * x[k] + a[(k + 1) * columns + j] * x[k + 1] + a[(k + 2) * columns + j] * x[k + 2] + a[(k + 3) * columns + j] * x[k + 3];
        }
        for (; k < x.Length; k++)
            for (var j = 0; j < columns; j++)
                y[j] += a[k * columns + j] * x[k];
    }

    /// <summary>y_k = sum_j a_kj x_j: a matrix times a vector, four rows at a time.</summary>
    public static void Times<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> x, Span<T> y)
        where T : struct, INumber<T>
    {
        var (columns, width, k) = (x.Length, Vector<T>.Count, 0);
        ref var atX = ref MemoryMarshal.GetReference(x);
        for (; k <= y.Length - 4; k += 4)
        {
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), k * columns);
            var (s0, s1, s2, s3, j) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, 0);
            for (; j <= columns - width; j += width)
            {
                var v = Load(ref atX, j);
                s0 += Load(ref row, j) * v;
                s1 += Load(ref row, j + columns) * v;
                s2 += Load(ref row, j + 2 * columns) * v;
                s3 += Load(ref row, j + 3 * columns) * v;
            }
            (y[k], y[k + 1], y[k + 2], y[k + 3]) = (Vector.Sum(s0), Vector.Sum(s1), Vector.Sum(s2), Vector.Sum(s3));
            for (; j < columns; j++)
            {
                y[k] += a[k * columns + j] * x[j];
                y[k + 1] += a[(k + 1) * columns + j] * x[j];
                y[k + 2] += a[(k + 2) * columns + j] * x[j];
                y[k + 3] += a[(k + 3) * columns + j] * x[j];
            }
        }
        for (; k < y.Length; k++)
            y[k] = TensorPrimitives.Dot(a.Slice(k * columns, columns), x);
    }

    /// <summary>
    /// Inverts a square matrix in place (Gauss and Jordan) without exchanging rows, for matrices with a dominant diagonal;
    /// false, and the matrix spoilt, where a pivot all but vanishes.
    /// </summary>
    public static bool Invert<T>(Span<T> a, int order)
        where T : struct, IFloatingPointIeee754<T>
    {
        var least = T.CreateChecked(1e-6);
        for (var p = 0; p < order; p++)
        {
            var pivotRow = a.Slice(p * order, order);
            var pivot = pivotRow[p];
            if (!(T.Abs(pivot) > least && T.IsFinite(pivot)))
                return false;
            pivotRow[p] = T.One;
            TensorPrimitives.Divide(pivotRow, pivot, pivotRow);
            var r = 0;
            for (; r <= order - 4; r += 4)
                SubtractScaled(pivotRow, Factor(a, r, p, order), Factor(a, r + 1, p, order), Factor(a, r + 2, p, order), Factor(a, r + 3, p, order), a.Slice(r * order, 4 * order));
            for (; r < order; r++)
                if (Factor(a, r, p, order) is var factor && factor != T.Zero)
                    for (var j = 0; j < order; j++)
                        a[r * order + j] -= factor * pivotRow[j];
        }
        return true;
    }

    /// <summary>By how much of the pivot row row r is to be lowered; takes it out of the column, which becomes that of the inverse.</summary>
    private static T Factor<T>(Span<T> a, int r, int p, int order)
        where T : struct, INumber<T>
    {
        if (r == p)
            return T.Zero;
        var factor = a[r * order + p];
        a[r * order + p] = T.Zero;
        return factor;
    }

    /// <summary>Lowers four rows by multiples of one.</summary>
    private static void SubtractScaled<T>(ReadOnlySpan<T> x, T by0, T by1, T by2, T by3, Span<T> rows)
        where T : struct, INumber<T>
    {
        ref var atX = ref MemoryMarshal.GetReference(x);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var (f0, f1, f2, f3) = (new Vector<T>(by0), new Vector<T>(by1), new Vector<T>(by2), new Vector<T>(by3));
        var (columns, width, j) = (x.Length, Vector<T>.Count, 0);
        for (; j <= columns - width; j += width)
        {
            var v = Load(ref atX, j);
            (Load(ref row, j) - v * f0).StoreUnsafe(ref row, (nuint)j);
            (Load(ref row, j + columns) - v * f1).StoreUnsafe(ref row, (nuint)(j + columns));
            (Load(ref row, j + 2 * columns) - v * f2).StoreUnsafe(ref row, (nuint)(j + 2 * columns));
            (Load(ref row, j + 3 * columns) - v * f3).StoreUnsafe(ref row, (nuint)(j + 3 * columns));
        }
        for (; j < columns; j++)
        {
            rows[j] -= by0 * x[j];
            rows[j + columns] -= by1 * x[j];
            rows[j + 2 * columns] -= by2 * x[j];
            rows[j + 3 * columns] -= by3 * x[j];
        }
    }

    private static void Add(Vector<double> values, Span<double> to) => (new Vector<double>(to) + values).CopyTo(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T start, int at) => Vector.LoadUnsafe(ref start, (nuint)at);
}
