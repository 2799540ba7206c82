namespace Entente.Games.Alignment;

/// <summary>
/// What an option gives a pressed country at every pressure and every retaliation, from exact plays at some pressures, all of which are
/// asked in a row of rising retaliation, and polynomials in pressure between them. How far those are off is told by exact plays they
/// were not laid through; where it is too far more pressures are asked, in the end all.
/// </summary>
/// <param name="Values">The payoffs; rows pressure, columns retaliation.</param>
/// <param name="Solves">Plays asked for.</param>
/// <param name="Gap">The largest difference from the plays held against it; 0 where all are exact.</param>
/// <param name="HeldAgainst">How many those were.</param>
internal sealed record PayoffSurface(double[][] Values, int Solves, double Gap, int HeldAgainst)
{
    /// <summary>Differences of this many points of real income are let be; tables show a thousandth of a per cent.</summary>
    private const double Allowed = 1e-5;

    /// <summary>Polynomials through more points in equal steps say less than fewer do, and spare little.</summary>
    private const int MostRows = 17;

    /// <summary>Of the plays of a row, one in so many is held against.</summary>
    private const int Stride = 5;

    /// <summary>Exact payoffs at some pressures and retaliations, by their positions among the scales.</summary>
    public delegate double[][] Exact(IReadOnlyList<int> pressures, IReadOnlyList<int> retaliations);

    /// <summary>All plays asked.</summary>
    public static PayoffSurface Whole(Exact exact, int pressures, int retaliations) =>
        new(exact([.. Enumerable.Range(0, pressures)], [.. Enumerable.Range(0, retaliations)]), pressures * retaliations, 0, 0);

    /// <summary>As few plays asked as will do.</summary>
    /// <param name="exact">Answers plays; those asked before should cost nothing.</param>
    /// <param name="points">Scales on each side.</param>
    public static PayoffSurface Of(Exact exact, int points)
    {
        int[] all = [.. Enumerable.Range(0, points)];
        int[] some = [.. all.Where(at => at % Stride == 0 || at == points - 1)];
        var rows = Rows(points, 2);
        for (var finer = Rows(points, 4); finer.Length <= MostRows && finer.Length < points; finer = Rows(points, 2 * (finer.Length - 1)))
        {
            var known = exact(rows, all);
            int[] unseen = [.. finer.Except(rows)];
            var held = exact(unseen, some);
            var gap = 0.0;
            for (var r = 0; r < unseen.Length; r++)
                for (var c = 0; c < some.Length; c++)
                    gap = Math.Max(gap, Math.Abs(Between(rows, known, unseen[r], some[c]) - held[r][c]));
            // Where a play has no answer the gap is not a number, and all plays are asked.
            if (gap <= Allowed)
                return new PayoffSurface(
                    [.. all.Select(r => all.Select(c => Between(rows, known, r, c)).ToArray())],
                    rows.Length * points + unseen.Length * some.Length,
                    gap,
                    unseen.Length * some.Length
                );
            if (double.IsNaN(gap))
                break;
            rows = finer;
        }
        return Whole(exact, points, points);
    }

    /// <summary>Positions of pressures in about equal steps, both ends among them.</summary>
    private static int[] Rows(int points, int steps) =>
        [.. Enumerable.Range(0, steps + 1).Select(k => (int)Math.Round(k * (points - 1) / (double)steps)).Distinct()];

    /// <summary>The polynomial through the payoffs of a column at the rows that are known, at a row (Lagrange).</summary>
    private static double Between(int[] rows, double[][] known, int row, int column)
    {
        var sum = 0.0;
        for (var k = 0; k < rows.Length; k++)
        {
            var weight = 1.0;
            for (var m = 0; m < rows.Length; m++)
                weight *= m == k ? 1 : (row - rows[m]) / (double)(rows[k] - rows[m]);
            sum += weight * known[k][column];
        }
        return sum;
    }
}
