namespace Entente.Estimation.Separations;

/// <summary>
/// The combinations of fixed effects that are zero in some rows: every level as a combination of few free unknowns. Rows are taken up by
/// how many of their levels are not expressed yet, one first: it follows from the others. What a row says of levels that
/// are all expressed eliminates an unknown. Coefficients are small whole numbers, so that the elimination is exact.
/// </summary>
internal sealed class EffectSpace
{
    private readonly int[][] codes;
    private readonly SparseRow?[][] levels;
    private readonly int[][] simple;
    private readonly Dictionary<int, SparseRow> eliminated = [];
    private readonly int limit;
    private int unknowns;

    // How a level is expressed: not yet (0), by nothing, by more than one unknown, or by one unknown u: 2 + 2 u if plus, 3 + 2 u if minus.
    private const int Nothing = 1;
    private const int Complex = -1;

    /// <param name="codes">By effect and row; levels from 0.</param>
    /// <param name="counts">Levels of each effect.</param>
    /// <param name="rows">Rows in which the combination is zero.</param>
    /// <param name="limit">How many unknowns may be free at once before it is given up.</param>
    public EffectSpace(int[][] codes, int[] counts, int[] rows, int limit)
    {
        (this.codes, this.limit) = (codes, limit);
        levels = [.. counts.Select(count => new SparseRow?[count])];
        simple = [.. counts.Select(count => new int[count])];
        IsKnown = codes.Length == 0 || Express(rows);
        for (var q = 0; q < levels.Length && IsKnown; q++)
            for (var l = 0; l < levels[q].Length; l++)
                // Every other effect the other way: rows of two free levels are differences then.
                levels[q][l] ??= q % 2 == 0 ? SparseRow.Unit(unknowns++) : SparseRow.Unit(unknowns++).Copy(-1);
    }

    /// <summary>Whether the space was found within the limit.</summary>
    public bool IsKnown { get; }

    /// <summary>
    /// Whether nothing is free but one constant of each effect but the first, which together are zero in every row. Seen from few rows,
    /// more cannot change it.
    /// </summary>
    public bool IsTrivial { get; private set; }

    /// <summary>How many unknowns are free: by how much the effects' rank falls short of their levels in these rows.</summary>
    public int Free => unknowns - eliminated.Count;

    /// <summary>Whether the effects of a row cancel as they stand; what is true of most rows is seen so without arithmetic.</summary>
    public bool Cancels(int row)
    {
        Span<int> left = stackalloc int[codes.Length];
        var count = 0;
        for (var q = 0; q < codes.Length; q++)
        {
            var code = simple[q][codes[q][row]];
            if (code is 0 or Complex)
                return false;
            if (code == Nothing)
                continue;
            var opposite = left[..count].IndexOf(code ^ 1);
            if (opposite >= 0)
                left[opposite] = left[--count];
            else
                left[count++] = code;
        }
        return count == 0;
    }

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

    private bool Express(int[] rows)
    {
        var at = codes.Select((code, q) => new RowsByLevel(code, levels[q].Length, rows)).ToArray();
        var open = new int[codes[0].Length];
        var queues = Enumerable.Range(0, codes.Length + 1).Select(k => new Stack<int>(k == codes.Length ? rows.Length : 0)).ToArray();
        var done = new bool[open.Length];
        var left = at.Sum(effect => effect.Occupied);
        for (var k = rows.Length - 1; k >= 0; k--)
            queues[open[rows[k]] = codes.Length].Push(rows[k]);
        while (Next(queues, open, done) is { } row)
        {
            done[row] = true;
            if (open[row] == 0 && Cancels(row))
                continue;
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
                var (effect, level) = missing[m];
                (levels[effect][level], simple[effect][level]) = (expression, Encoded(expression));
                left--;
                foreach (var other in at[effect].Of(level))
                    if (!done[other])
                        queues[--open[other]].Push(other);
            }
            if (unknowns - eliminated.Count > limit)
                return false;
            IsTrivial = left == 0 && unknowns - eliminated.Count == codes.Length - 1;
            if (IsTrivial)
                return true;
        }
        return true;
    }

    private static int Encoded(SparseRow expression)
    {
        if (expression.IsZero)
            return Nothing;
        var (unknown, coefficient) = expression.Terms.First();
        return expression.Terms.Count > 1 || Math.Abs(coefficient) != 1 ? Complex : 2 + 2 * unknown + (coefficient < 0 ? 1 : 0);
    }

    private static int? Next(Stack<int>[] queues, int[] open, bool[] done)
    {
        // Rows with one open level first, then those that say something of what is expressed, then those that set unknowns free.
        for (var k = 0; k < queues.Length; k++)
        {
            var waiting = k < 2 ? 1 - k : k;
            while (queues[waiting].TryPop(out var row))
                if (!done[row] && open[row] == waiting)
                    return row;
        }
        return null;
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
