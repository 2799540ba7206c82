namespace Entente.WorldBuilding;

/// <summary>The outcome of <see cref="Ras.Balance"/>.</summary>
/// <param name="Matrix">The balanced matrix, rows by columns.</param>
/// <param name="Gap">Largest gap of a row or column total, relative to the sum of all.</param>
/// <param name="Iterations">Passes made.</param>
public sealed record RasResult(double[,] Matrix, double Gap, int Iterations);

/// <summary>
/// Biproportional adjustment (RAS; Deming and Stephan 1940, Stone 1961): the matrix with given row and column totals
/// that adds the least information to a prior one. Zeros stay zeros, nothing turns negative.
/// </summary>
public static class Ras
{
    private const int MostIterations = 20_000;

    /// <summary>Balances a matrix.</summary>
    /// <param name="prior">Where to start; 0 or more.</param>
    /// <param name="rows">Row totals; 0 or more.</param>
    /// <param name="columns">Column totals; 0 or more, with the same sum.</param>
    /// <param name="tolerance">Largest gap accepted, relative to the sum.</param>
    /// <exception cref="ArgumentException">Totals do not agree, or a number is negative or not finite.</exception>
    public static RasResult Balance(double[,] prior, double[] rows, double[] columns, double tolerance = 1e-12)
    {
        Require(prior, rows, columns);
        var matrix = (double[,])prior.Clone();
        var total = rows.Sum();
        for (var iteration = 1; ; iteration++)
        {
            for (var r = 0; r < rows.Length; r++)
                ScaleRow(matrix, r, rows[r]);
            for (var c = 0; c < columns.Length; c++)
                ScaleColumn(matrix, c, columns[c]);
            var gap = LargestRowGap(matrix, rows) / total;
            if (gap <= tolerance || iteration == MostIterations)
                return new RasResult(matrix, gap, iteration);
        }
    }

    private static void ScaleRow(double[,] matrix, int r, double target)
    {
        var sum = 0.0;
        for (var c = 0; c < matrix.GetLength(1); c++)
            sum += matrix[r, c];
        for (var c = 0; sum > 0 && c < matrix.GetLength(1); c++)
            matrix[r, c] *= target / sum;
    }

    private static void ScaleColumn(double[,] matrix, int c, double target)
    {
        var sum = 0.0;
        for (var r = 0; r < matrix.GetLength(0); r++)
            sum += matrix[r, c];
        for (var r = 0; sum > 0 && r < matrix.GetLength(0); r++)
            matrix[r, c] *= target / sum;
    }

    private static double LargestRowGap(double[,] matrix, double[] rows)
    {
        var largest = 0.0;
        for (var r = 0; r < rows.Length; r++)
        {
            var sum = 0.0;
            for (var c = 0; c < matrix.GetLength(1); c++)
                sum += matrix[r, c];
            largest = Math.Max(largest, Math.Abs(sum - rows[r]));
        }
        return largest;
    }

    private static void Require(double[,] prior, double[] rows, double[] columns)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        if (prior.GetLength(0) != rows.Length || prior.GetLength(1) != columns.Length)
            throw new ArgumentException("The totals do not have the shape of the matrix.");
        if (prior.Cast<double>().Concat(rows).Concat(columns).Any(v => !(v >= 0 && double.IsFinite(v))))
            throw new ArgumentException("A number is negative or not finite.");
        if (Math.Abs(rows.Sum() - columns.Sum()) > 1e-9 * rows.Sum())
            throw new ArgumentException($"Rows add up to {rows.Sum()}, columns to {columns.Sum()}.");
    }
}
