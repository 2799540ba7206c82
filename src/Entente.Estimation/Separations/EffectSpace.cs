namespace Entente.Estimation.Separations;

/// <summary>
/// The combinations of fixed effects that are zero in some rows: every level as a combination of few free unknowns. Rows are taken up by how
/// many of their levels are not expressed yet, least first: the last of them follows from the others. What a row says of levels that are
/// all expressed eliminates an unknown. Coefficients are small whole numbers, so that the elimination is exact.
/// </summary>
internal sealed class EffectSpace
{
    private readonly int[][] codes;
    private readonly SparseRow?[][] levels;
    private readonly Dictionary<int, SparseRow> eliminated = [];
    private readonly int limit;
    private int unknowns;

    /// <param name="codes">By effect and row; levels from 0.</param>
    /// <param name="counts">Levels of each effect.</param>
    /// <param name="rows">Rows in which the combination is zero.</param>
    /// <param name="limit">How many unknowns may be free at once before it is given up.</param>
    public EffectSpace(int[][] codes, int[] counts, List<int> rows, int limit)
    {
        (this.codes, this.limit) = (codes, limit);
        levels = [.. counts.Select(count => new SparseRow?[count])];
        IsKnown = codes.Length == 0 || Express(rows);
        for (var q = 0; q < levels.Length && IsKnown; q++)
            for (var l = 0; l < levels[q].Length; l++)
                levels[q][l] ??= SparseRow.Unit(unknowns++);
    }

    /// <summary>Whether the space was found within the limit.</summary>
    public bool IsKnown { get; }

    /// <summary>How many unknowns there have been; some are eliminated.</summary>
    public int Unknowns => unknowns;

    /// <summary>The sum of the effects of a row, by free unknowns.</summary>
    public SparseRow Row(int row)
    {
        var sum = new SparseRow();
        for (var q = 0; q < codes.Length; q++)
            sum.Add(1, levels[q][codes[q][row]]!);
        return Reduced(sum);
    }

    /// <summary>Adds the values that levels have where the unknowns have values; those not named are zero.</summary>
    public void AddTo(double[][] values, Dictionary<int, double> by)
    {
        for (var q = 0; q < levels.Length; q++)
            for (var l = 0; l < levels[q].Length; l++)
                foreach (var (unknown, coefficient) in Reduced(levels[q][l]!).Terms)
                    values[q][l] += coefficient * by.GetValueOrDefault(unknown);
    }

    private bool Express(List<int> rows)
    {
        var at = RowsByLevel(rows);
        var open = new int[codes[0].Length];
        var queues = Enumerable.Range(0, codes.Length + 1).Select(_ => new Stack<int>()).ToArray();
        var done = new bool[open.Length];
        for (var k = rows.Count - 1; k >= 0; k--)
            queues[open[rows[k]] = codes.Length].Push(rows[k]);
        while (Next(queues, open, done) is { } row)
        {
            done[row] = true;
            var sum = new SparseRow();
            var missing = new List<(int Effect, int Level)>();
            for (var q = 0; q < codes.Length; q++)
                if (levels[q][codes[q][row]] is { } known)
                    sum.Add(1, known);
                else
                    missing.Add((q, codes[q][row]));
            if (missing.Count == 0)
                Eliminate(Reduced(sum));
            for (var m = 0; m < missing.Count; m++)
            {
                var last = m == missing.Count - 1;
                var expression = last ? Reduced(sum).Copy(-1) : SparseRow.Unit(unknowns++);
                if (!last)
                    sum.Add(1, expression);
                levels[missing[m].Effect][missing[m].Level] = expression;
                foreach (var other in at[missing[m].Effect][missing[m].Level])
                    if (!done[other])
                        queues[--open[other]].Push(other);
            }
            if (unknowns - eliminated.Count > limit)
                return false;
        }
        return true;
    }

    private static int? Next(Stack<int>[] queues, int[] open, bool[] done)
    {
        for (var waiting = 0; waiting < queues.Length; waiting++)
            while (queues[waiting].TryPop(out var row))
                if (!done[row] && open[row] == waiting)
                    return row;
        return null;
    }

    private List<int>[][] RowsByLevel(List<int> rows)
    {
        var at = levels.Select(level => level.Select(_ => new List<int>()).ToArray()).ToArray();
        for (var q = 0; q < codes.Length; q++)
            foreach (var row in rows)
                at[q][codes[q][row]].Add(row);
        return at;
    }

    /// <summary>A combination that is zero: its largest term becomes one of the others.</summary>
    private void Eliminate(SparseRow zero)
    {
        if (zero.IsZero)
            return;
        var (pivot, coefficient) = zero.Terms.MaxBy(term => Math.Abs(term.Value));
        var expression = zero.Copy(-1 / coefficient);
        expression.Terms.Remove(pivot);
        foreach (var other in eliminated.Values)
            if (other.Terms.Remove(pivot, out var times))
                other.Add(times, expression);
        eliminated.Add(pivot, expression);
    }

    private SparseRow Reduced(SparseRow row)
    {
        if (!row.Terms.Keys.Any(eliminated.ContainsKey))
            return row;
        var reduced = new SparseRow();
        foreach (var (unknown, coefficient) in row.Terms)
            if (eliminated.TryGetValue(unknown, out var expression))
                reduced.Add(coefficient, expression);
            else
                reduced.Add(unknown, coefficient);
        return reduced;
    }
}
