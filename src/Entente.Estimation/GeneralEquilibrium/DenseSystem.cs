namespace Entente.Estimation.GeneralEquilibrium;

/// <summary>Linear equations with a full matrix, by elimination with the largest pivots of columns.</summary>
internal sealed class DenseSystem
{
    private readonly double[] factors;
    private readonly int[] rows;
    private readonly int count;

    /// <param name="matrix">The matrix, row by row; taken over.</param>
    /// <param name="count">How many equations there are.</param>
    /// <exception cref="InvalidOperationException">It is singular.</exception>
    public DenseSystem(double[] matrix, int count)
    {
        (factors, this.count) = (matrix, count);
        rows = [.. Enumerable.Range(0, count)];
        for (var k = 0; k < count; k++)
        {
            var pivot = k;
            for (var r = k + 1; r < count; r++)
                if (Math.Abs(factors[r * count + k]) > Math.Abs(factors[pivot * count + k]))
                    pivot = r;
            if (factors[pivot * count + k] == 0)
                throw new InvalidOperationException("A singular system of equations.");
            if (pivot != k)
            {
                for (var c = 0; c < count; c++)
                    (factors[k * count + c], factors[pivot * count + c]) = (factors[pivot * count + c], factors[k * count + c]);
                (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
            }
            for (var r = k + 1; r < count; r++)
            {
                var factor = factors[r * count + k] /= factors[k * count + k];
                for (var c = k + 1; factor != 0 && c < count; c++)
                    factors[r * count + c] -= factor * factors[k * count + c];
            }
        }
    }

    /// <summary>The solution for a right-hand side.</summary>
    public double[] Solve(double[] right)
    {
        double[] x = [.. rows.Select(row => right[row])];
        for (var r = 0; r < count; r++)
            for (var c = 0; c < r; c++)
                x[r] -= factors[r * count + c] * x[c];
        for (var r = count - 1; r >= 0; r--)
        {
            for (var c = r + 1; c < count; c++)
                x[r] -= factors[r * count + c] * x[c];
            x[r] /= factors[r * count + r];
        }
        return x;
    }
}
