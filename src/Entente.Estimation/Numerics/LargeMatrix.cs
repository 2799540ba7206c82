using System.Numerics;
using System.Runtime.InteropServices;

namespace Entente.Estimation.Numerics;

/// <summary>
/// Dense symmetric matrices of thousands of rows, as arrays of rows: loops along rows, by as many threads as there are; each number is
/// summed by one, so that it does not depend on them.
/// </summary>
internal static class LargeMatrix
{
    /// <summary>Columns that a block takes at once.</summary>
    private const int Block = 64;

    /// <summary>The whole inverse of a positive matrix; of a singular one, rows that follow from others zero.</summary>
    /// <param name="lower">Its lower half, row by row; becomes the lower factor of Cholesky.</param>
    /// <param name="singular">Part of the diagonal below which a pivot is nothing.</param>
    public static double[][] Inverse(double[][] lower, double singular)
    {
        Factor(lower, singular);
        var n = lower.Length;
        // Row k is column k of the inverse factor, from its diagonal on.
        var columns = new double[n][];
        Parallel.For(
            0,
            n,
            k =>
            {
                var x = columns[k] = new double[n - k];
                x[0] = 1 / lower[k][k];
                for (var i = k + 1; i < n; i++)
                    x[i - k] = -Dot(lower[i].AsSpan(k, i - k), x.AsSpan(0, i - k)) / lower[i][i];
            }
        );
        var inverse = new double[n][];
        for (var i = 0; i < n; i++)
            inverse[i] = new double[n];
        Parallel.For(
            0,
            n,
            i =>
            {
                for (var j = 0; j <= i; j++)
                    inverse[i][j] = inverse[j][i] = Dot(columns[i], columns[j].AsSpan(i - j));
            }
        );
        return inverse;
    }

    /// <summary>A few rows times a whole symmetric matrix.</summary>
    public static double[][] Multiply(ReadOnlySpan<double[]> rows, double[][] matrix)
    {
        var product = new double[rows.Length][];
        for (var r = 0; r < rows.Length; r++)
            product[r] = new double[matrix.Length];
        for (var k = 0; k < matrix.Length; k++)
            for (var r = 0; r < rows.Length; r++)
                if (rows[r][k] != 0)
                    Add(product[r], rows[r][k], matrix[k]);
        return product;
    }

    /// <summary>Adds a multiple of the first numbers of a row, as many as there are to add to.</summary>
    public static void Add(double[] to, double times, double[] row)
    {
        var target = MemoryMarshal.Cast<double, Vector<double>>(to.AsSpan());
        var source = MemoryMarshal.Cast<double, Vector<double>>(row.AsSpan());
        for (var v = 0; v < target.Length; v++)
            target[v] += times * source[v];
        for (var i = target.Length * Vector<double>.Count; i < to.Length; i++)
            to[i] += times * row[i];
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b);
        var (first, second) = (Vector<double>.Zero, Vector<double>.Zero);
        var v = 0;
        for (; v + 1 < left.Length; v += 2)
        {
            first += left[v] * right[v];
            second += left[v + 1] * right[v + 1];
        }
        if (v < left.Length)
            first += left[v] * right[v];
        var sum = Vector.Sum(first + second);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Cholesky's factor in place, a block of columns after the other, its rows in parallel.</summary>
    private static void Factor(double[][] a, double singular)
    {
        var n = a.Length;
        for (var from = 0; from < n; from += Block)
        {
            var to = Math.Min(from + Block, n);
            for (var j = from; j < to; j++)
                Row(j, j);
            Parallel.For(to, n, i => Row(i, to - 1));

            void Row(int i, int last)
            {
                for (var j = from; j <= last; j++)
                {
                    var left = a[i][j] - Dot(a[i].AsSpan(0, j), a[j].AsSpan(0, j));
                    a[i][j] = i != j ? left / a[j][j]
                        : left > singular * a[i][i] ? Math.Sqrt(left)
                        : double.PositiveInfinity;
                }
            }
        }
    }
}
