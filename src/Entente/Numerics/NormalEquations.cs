using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Entente.Numerics;

/// <summary>Damped least squares by Cholesky factorisation.</summary>
internal static class NormalEquations
{
    private const double Floor = 1e-12;

    /// <summary>The s that solves (J'J + damping diag(J'J)) s = J'f.</summary>
    public static double[] Solve(double[,] jacobian, ReadOnlySpan<double> f, double damping)
    {
        var n = f.Length;
        var (matrix, s) = (new double[n, n], new double[n]);
        var largest = 0.0;
        for (var r = 0; r < n; r++)
        {
            var row = Row(jacobian, r);
            for (var a = 0; a < n; a++)
                AddTimes(row[..(a + 1)], row[a], Row(matrix, a));
            AddTimes(row, f[r], s);
        }
        for (var a = 0; a < n; a++)
            largest = Math.Max(largest, matrix[a, a]);
        for (var a = 0; a < n; a++)
            matrix[a, a] += (damping * matrix[a, a]) + (Floor * largest);
        Factorise(matrix);
        Substitute(matrix, s);
        return s;
    }

    /// <summary>L with L L' = matrix, in its lower triangle.</summary>
    private static void Factorise(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        for (var c = 0; c < n; c++)
            for (var r = c; r < n; r++)
            {
                var sum = matrix[r, c] - TensorPrimitives.Dot<double>(Row(matrix, r)[..c], Row(matrix, c)[..c]);
                matrix[r, c] = r == c ? Math.Sqrt(sum) : sum / matrix[c, c];
            }
    }

    private static void AddTimes(ReadOnlySpan<double> row, double factor, Span<double> sum) =>
        TensorPrimitives.MultiplyAdd(row, factor, sum[..row.Length], sum);

    private static Span<double> Row(double[,] matrix, int r) => MemoryMarshal.CreateSpan(ref matrix[r, 0], matrix.GetLength(1));

    private static void Substitute(double[,] lower, double[] s)
    {
        var n = s.Length;
        for (var r = 0; r < n; r++)
        {
            for (var k = 0; k < r; k++)
                s[r] -= lower[r, k] * s[k];
            s[r] /= lower[r, r];
        }
        for (var r = n - 1; r >= 0; r--)
        {
            for (var k = r + 1; k < n; k++)
                s[r] -= lower[k, r] * s[k];
            s[r] /= lower[r, r];
        }
    }
}
