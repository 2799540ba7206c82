namespace Entente.Numerics;

/// <summary>A x = b by elimination with partial pivoting.</summary>
public static class LinearEquations
{
    /// <param name="a">The matrix; not changed.</param>
    /// <param name="b">The right side; not changed.</param>
    /// <returns>x; not finite where the matrix is singular.</returns>
    public static double[] Solve(double[,] a, double[] b)
    {
        var (m, x, length) = ((double[,])a.Clone(), (double[])b.Clone(), b.Length);
        for (var c = 0; c < length; c++)
        {
            var pivot = Enumerable.Range(c, length - c).MaxBy(r => Math.Abs(m[r, c]));
            (x[c], x[pivot]) = (x[pivot], x[c]);
            for (var k = 0; k < length; k++)
                (m[c, k], m[pivot, k]) = (m[pivot, k], m[c, k]);
            for (var r = c + 1; r < length; r++)
            {
                var factor = m[r, c] / m[c, c];
                for (var k = c; k < length; k++)
                    m[r, k] -= factor * m[c, k];
                x[r] -= factor * x[c];
            }
        }
        for (var r = length - 1; r >= 0; r--)
        {
            for (var k = r + 1; k < length; k++)
                x[r] -= m[r, k] * x[k];
            x[r] /= m[r, r];
        }
        return x;
    }
}
