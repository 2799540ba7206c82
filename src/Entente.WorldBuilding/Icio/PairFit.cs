namespace Entente.WorldBuilding.Icio;

/// <summary>
/// A pattern of trade by pair brought to what each country sells and buys. First the pairs of countries carved out, whose
/// totals are facts, by turns; then all others by RAS to what is left. Held pairs stay as they are.
/// </summary>
public static class PairFit
{
    private const int Turns = 500;

    /// <summary>Least part of a total that is left for countries of the table.</summary>
    private const double LeastPart = 0.02;

    /// <summary>Fits a pattern; rows of importers, columns of exporters.</summary>
    /// <param name="pattern">Importer by exporter; the diagonal is not used.</param>
    /// <param name="sold">Total by exporter.</param>
    /// <param name="bought">Total by importer.</param>
    /// <param name="carved">Countries carved out.</param>
    /// <param name="held">Pairs that stay.</param>
    /// <returns>The fitted pairs. What countries of the table buy is scaled to what they sell where the sums differ.</returns>
    public static double[,] Apply(double[,] pattern, double[] sold, double[] bought, bool[] carved, Func<int, int, bool> held)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(sold);
        ArgumentNullException.ThrowIfNull(bought);
        ArgumentNullException.ThrowIfNull(carved);
        ArgumentNullException.ThrowIfNull(held);
        var count = sold.Length;
        var fitted = (double[,])pattern.Clone();
        for (var turn = 0; turn < Turns; turn++)
            for (var c = 0; c < count; c++)
                if (carved[c])
                {
                    Scale(fitted, count, m => (m, c), sold[c], held);
                    Scale(fitted, count, m => (c, m), bought[c], held);
                }
        var prior = new double[count, count];
        var (rows, columns) = (new double[count], new double[count]);
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
                if (n != i && !carved[n] && !carved[i])
                {
                    prior[n, i] = held(n, i) ? 0 : fitted[n, i];
                    (rows[n], columns[i]) = held(n, i) ? (rows[n] - fitted[n, i], columns[i] - fitted[n, i]) : (rows[n], columns[i]);
                }
        for (var c = 0; c < count; c++)
        {
            var (out_, in_) = (0.0, 0.0);
            for (var m = 0; m < count; m++)
                if (m != c && carved[m])
                    (out_, in_) = (out_ + fitted[m, c], in_ + fitted[c, m]);
            columns[c] = carved[c] ? 0 : Math.Max(LeastPart * sold[c], columns[c] + sold[c] - out_);
            rows[c] = carved[c] ? 0 : Math.Max(LeastPart * bought[c], rows[c] + bought[c] - in_);
        }
        var scale = columns.Sum() / rows.Sum();
        var balanced = Ras.Balance(prior, [.. rows.Select(r => r * scale)], columns, 1e-10).Matrix;
        for (var n = 0; n < count; n++)
            for (var i = 0; i < count; i++)
                if (n == i)
                    fitted[n, i] = 0;
                else if (!carved[n] && !carved[i] && !held(n, i))
                    fitted[n, i] = balanced[n, i];
        return fitted;
    }

    private static void Scale(double[,] matrix, int count, Func<int, (int, int)> cell, double total, Func<int, int, bool> held)
    {
        var (free, fixed_) = (0.0, 0.0);
        for (var m = 0; m < count; m++)
        {
            var (n, i) = cell(m);
            if (n != i)
                (free, fixed_) = held(n, i) ? (free, fixed_ + matrix[n, i]) : (free + matrix[n, i], fixed_);
        }
        for (var m = 0; free > 0 && m < count; m++)
        {
            var (n, i) = cell(m);
            if (n != i && !held(n, i))
                matrix[n, i] *= Math.Max(0, total - fixed_) / free;
        }
    }
}
