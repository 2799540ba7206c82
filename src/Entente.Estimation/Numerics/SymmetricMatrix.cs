namespace Entente.Estimation.Numerics;

/// <summary>Small dense symmetric matrices: what regressors make among themselves.</summary>
internal static class SymmetricMatrix
{
    /// <summary>The inverse of a positive definite matrix, by Cholesky; of a singular one, rows that follow from others zero.</summary>
    public static double[,] Inverse(double[,] a, double singular = 1e-14)
    {
        var n = a.GetLength(0);
        var inverse = new double[n, n];
        var factor = Cholesky(a, singular);
        var column = new double[n];
        for (var k = 0; k < n; k++)
        {
            Array.Clear(column);
            column[k] = 1;
            SolveFactored(factor, column);
            for (var i = 0; i < n; i++)
                inverse[i, k] = column[i];
        }
        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
                inverse[i, j] = inverse[j, i] = (inverse[i, j] + inverse[j, i]) / 2;
        return inverse;
    }

    /// <summary>Solves a x = b for positive definite a.</summary>
    public static double[] Solve(double[,] a, ReadOnlySpan<double> b)
    {
        var x = b.ToArray();
        SolveFactored(Cholesky(a), x);
        return x;
    }

    /// <summary>The lower factor L of a = L L'; the diagonal of a column without substance is infinite, its solution zero.</summary>
    public static double[,] Cholesky(double[,] a, double singular = 1e-14)
    {
        var n = a.GetLength(0);
        var factor = new double[n, n];
        for (var j = 0; j < n; j++)
        {
            var pivot = a[j, j];
            for (var k = 0; k < j; k++)
                pivot -= factor[j, k] * factor[j, k];
            factor[j, j] = pivot > singular * a[j, j] ? Math.Sqrt(pivot) : double.PositiveInfinity;
            for (var i = j + 1; i < n; i++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = sum / factor[j, j];
            }
        }
        return factor;
    }

    /// <summary>Solves L L' x = b in place.</summary>
    public static void SolveFactored(double[,] factor, double[] x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= factor[i, k] * x[k];
            x[i] /= factor[i, i];
        }
        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++)
                x[i] -= factor[k, i] * x[k];
            x[i] /= factor[i, i];
        }
    }

    /// <summary>x' a^-1 x.</summary>
    public static double Form(double[,] a, double[] x)
    {
        var solution = Solve(a, x);
        double sum = 0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * solution[i];
        return sum;
    }

    public static double[,] Transpose(double[,] a)
    {
        var turned = new double[a.GetLength(1), a.GetLength(0)];
        for (var i = 0; i < a.GetLength(0); i++)
            for (var j = 0; j < a.GetLength(1); j++)
                turned[j, i] = a[i, j];
        return turned;
    }

    /// <summary>The inverse of Moore and Penrose.</summary>
    public static double[,] PseudoInverse(double[,] a)
    {
        var (values, vectors) = Eigen(a);
        var n = values.Length;
        var inverse = new double[n, n];
        var least = 1e-10 * values.Max();
        for (var k = 0; k < n; k++)
            if (values[k] > least)
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++)
                        inverse[i, j] += vectors[i, k] * vectors[j, k] / values[k];
        return inverse;
    }

    /// <summary>Solves a x = b for any a that can be inverted, by elimination with pivots.</summary>
    public static double[] SolveGeneral(double[,] matrix, double[] right)
    {
        var (a, x, n) = ((double[,])matrix.Clone(), (double[])right.Clone(), right.Length);
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
                pivot = Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]) ? i : pivot;
            for (var j = 0; j < n; j++)
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
            (x[k], x[pivot]) = (x[pivot], x[k]);
            for (var i = k + 1; i < n; i++)
            {
                var times = a[i, k] / a[k, k];
                for (var j = k; j < n; j++)
                    a[i, j] -= times * a[k, j];
                x[i] -= times * x[k];
            }
        }
        for (var k = n - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < n; j++)
                x[k] -= a[k, j] * x[j];
            x[k] /= a[k, k];
        }
        return x;
    }

    /// <summary>The product a b a of symmetric a and b.</summary>
    public static double[,] Sandwich(double[,] a, double[,] b) => Multiply(Multiply(a, b), a);

    public static double[,] Multiply(double[,] a, double[,] b)
    {
        var (n, m, inner) = (a.GetLength(0), b.GetLength(1), a.GetLength(1));
        var product = new double[n, m];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < inner; k++)
                for (var j = 0; j < m; j++)
                    product[i, j] += a[i, k] * b[k, j];
        return product;
    }

    /// <summary>Eigenvalues and, by column, eigenvectors, by Jacobi's rotations.</summary>
    public static (double[] Values, double[,] Vectors) Eigen(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        var a = (double[,])matrix.Clone();
        var vectors = new double[n, n];
        for (var i = 0; i < n; i++)
            vectors[i, i] = 1;
        for (var sweep = 0; sweep < 100 && Rotate(a, vectors, n); sweep++) { }
        return ([.. Enumerable.Range(0, n).Select(i => a[i, i])], vectors);
    }

    private static bool Rotate(double[,] a, double[,] vectors, int n)
    {
        var any = false;
        for (var p = 0; p < n; p++)
            for (var q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) <= 1e-16 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])) || a[p, q] == 0)
                    continue;
                any = true;
                var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                var t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
                var c = 1 / Math.Sqrt(t * t + 1);
                var s = t * c;
                for (var k = 0; k < n; k++)
                    (a[k, p], a[k, q]) = (c * a[k, p] - s * a[k, q], s * a[k, p] + c * a[k, q]);
                for (var k = 0; k < n; k++)
                    (a[p, k], a[q, k]) = (c * a[p, k] - s * a[q, k], s * a[p, k] + c * a[q, k]);
                for (var k = 0; k < n; k++)
                    (vectors[k, p], vectors[k, q]) = (c * vectors[k, p] - s * vectors[k, q], s * vectors[k, p] + c * vectors[k, q]);
                a[p, q] = a[q, p] = 0;
            }
        return any;
    }
}
