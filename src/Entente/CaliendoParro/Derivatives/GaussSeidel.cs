namespace Entente.CaliendoParro.Derivatives;

/// <summary>GaussSeidel of a contraction, to the last digits.</summary>
internal static class GaussSeidel
{
    private const int Most = 5000;
    private const double Exact = 1e-15;

    /// <param name="sweep">GaussSeidel once; returns the largest value and the largest change of one.</param>
    /// <exception cref="InvalidOperationException">It is no contraction here.</exception>
    public static void Until(Func<(double Largest, double Change)> sweep)
    {
        for (var times = 0; times < Most; times++)
        {
            var (largest, change) = sweep();
            if (change <= Exact * largest)
                return;
            if (!double.IsFinite(change))
                break;
        }
        throw new InvalidOperationException("The linear equations of prices or expenditures are no contraction at this equilibrium.");
    }

    /// <summary>Replaces a row; returns what it comes to and how much it changed.</summary>
    public static void Replace(Span<double> row, ReadOnlySpan<double> by, ref double largest, ref double change)
    {
        for (var at = 0; at < row.Length; at++)
        {
            largest = Math.Max(largest, Math.Abs(by[at]));
            // NaN wins, so that it is seen.
            change = Math.Max(change, Math.Abs(by[at] - row[at]));
            row[at] = by[at];
        }
    }
}
