namespace Entente.Estimation.Fitting;

/// <summary>Loops over rows in chunks of fixed size, sums added in the order of the chunks: the same bits whatever the threads.</summary>
internal sealed class Chunks(int rows, ParallelOptions parallel)
{
    private const int Size = 1 << 15;

    /// <summary>Calls with the first row of each chunk and the row after its last.</summary>
    public void Each(Action<int, int> body)
    {
        var count = (rows + Size - 1) / Size;
        if (count == 1)
            body(0, rows);
        else
            Parallel.For(0, count, parallel, c => body(c * Size, Math.Min(rows, (c + 1) * Size)));
    }

    /// <summary>The sum of what each chunk gives.</summary>
    public double Sum(Func<int, int, double> body)
    {
        var parts = new double[(rows + Size - 1) / Size];
        Each((from, to) => parts[from / Size] = body(from, to));
        double sum = 0;
        foreach (var part in parts)
            sum += part;
        return sum;
    }

    /// <summary>Sum of w a b.</summary>
    public double Product(double[] w, double[] a, double[] b) =>
        Sum(
            (from, to) =>
            {
                double sum = 0;
                for (var i = from; i < to; i++)
                    sum += w[i] * a[i] * b[i];
                return sum;
            }
        );
}
