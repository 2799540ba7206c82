namespace Entente.Positions.IdealPoints;

/// <summary>Correlations.</summary>
public static class Correlation
{
    /// <summary>Pearson's, of two rows of equal length.</summary>
    public static double Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (meanA, meanB) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            meanA += a[i] / a.Length;
            meanB += b[i] / a.Length;
        }
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.Sqrt(aa * bb);
    }

    /// <summary>Spearman's: Pearson's of ranks, equal values sharing theirs.</summary>
    public static double OfRanks(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Of(Ranks(a), Ranks(b));

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        var from = 0;
        while (from < sorted.Length)
        {
            var to = from;
            while (to + 1 < sorted.Length && sorted[to + 1] == sorted[from])
                to++;
            for (var at = from; at <= to; at++)
                ranks[order[at]] = (from + to) / 2.0;
            from = to + 1;
        }
        return ranks;
    }
}
