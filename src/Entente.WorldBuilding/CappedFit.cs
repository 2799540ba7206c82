namespace Entente.WorldBuilding;

/// <summary>
/// A prior matrix brought to row totals by biproportional steps under upper bounds on cells and columns. Where the
/// bounds leave no room for a row, it falls short, and says by how much.
/// </summary>
internal static class CappedFit
{
    private const int MostSweeps = 500;
    private const double Close = 1e-10;

    /// <summary>Fits in place; returns by how much each row falls short of its total.</summary>
    public static double[] Apply(double[,] matrix, double[] rows, double[,] cellCaps, double[] columnCaps)
    {
        var (count, width) = (rows.Length, columnCaps.Length);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var moved = 0.0;
            for (var r = 0; r < count; r++)
                moved = Math.Max(moved, FillRow(matrix, r, rows[r], cellCaps));
            for (var c = 0; c < width; c++)
                moved = Math.Max(moved, HoldColumn(matrix, c, columnCaps[c]));
            if (moved < Close)
                break;
        }
        return [.. Enumerable.Range(0, count).Select(r => rows[r] - Enumerable.Range(0, width).Sum(c => matrix[r, c]))];
    }

    /// <summary>Brings a row to its total: down in proportion, or up in proportion among the cells below their bounds.</summary>
    private static double FillRow(double[,] matrix, int r, double total, double[,] caps)
    {
        var width = matrix.GetLength(1);
        var largest = 0.0;
        for (var pass = 0; pass <= width; pass++)
        {
            var (held, free) = (0.0, 0.0);
            for (var c = 0; c < width; c++)
                if (matrix[r, c] >= caps[r, c])
                    held += matrix[r, c] = caps[r, c];
                else
                    free += matrix[r, c];
            var (down, scale) = (
                held + free > total,
                held + free > total ? total / (held + free)
                : free > 0 ? (total - held) / free
                : 1
            );
            largest = Math.Max(largest, Math.Abs(scale - 1));
            for (var c = 0; c < width; c++)
                if (down || matrix[r, c] < caps[r, c])
                    matrix[r, c] *= scale;
            if (down || free <= 0 || !Enumerable.Range(0, width).Any(c => matrix[r, c] > caps[r, c]))
                return largest;
        }
        return largest;
    }

    private static double HoldColumn(double[,] matrix, int c, double cap)
    {
        var sum = 0.0;
        for (var r = 0; r < matrix.GetLength(0); r++)
            sum += matrix[r, c];
        if (sum <= cap)
            return 0;
        for (var r = 0; r < matrix.GetLength(0); r++)
            matrix[r, c] *= cap / sum;
        return sum / Math.Max(cap, double.Epsilon) - 1;
    }
}
