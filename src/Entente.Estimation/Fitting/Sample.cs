using Entente.Estimation.Projections;

namespace Entente.Estimation.Fitting;

/// <summary>
/// The rows that are estimated on, in the order of the fixed effect with the most levels, then of the next: columns copied once, codes
/// without gaps.
/// </summary>
internal sealed class Sample
{
    private readonly EstimationProblem problem;
    private double[][]? regressors;

    public Sample(EstimationProblem problem, ReadOnlySpan<RowFate> fates)
    {
        this.problem = problem;
        var kept = new int[Count(fates)];
        for (int i = 0, k = 0; i < fates.Length; i++)
            if (fates[i] == RowFate.Kept)
                kept[k++] = i;
        var effects = problem.FixedEffects.Select(effect => Compact(effect, kept)).ToArray();
        ByLevels = [.. Enumerable.Range(0, effects.Length).OrderByDescending(q => effects[q].Original.Length)];
        Order = kept;
        foreach (var q in ByLevels.Take(2).Reverse())
            Order = Sorted(Order, effects[q].Codes, effects[q].Original.Length);
        Levels = [.. effects.Select(effect => effect.Original)];
        Grouped = effects.Length == 0 ? null : Group(effects);
        Outcome = Column(problem.Outcome.Values.Span);
        Weights = problem.Weights is { } weights ? Column(weights.Span) : Filled(1);
        Offset = problem.Offset is { } offset ? Column(offset.Span) : null;
    }

    /// <summary>Rows of the problem, in the order of the sample.</summary>
    public int[] Order { get; }

    public int Rows => Order.Length;

    /// <summary>Fixed effects of the problem in the order of the projections: that with the most levels first.</summary>
    public int[] ByLevels { get; }

    /// <summary>By fixed effect of the problem: the levels that occur.</summary>
    public int[][] Levels { get; }

    /// <summary>Rows by fixed effects; null without any.</summary>
    public GroupedRows? Grouped { get; }

    public double[] Outcome { get; }

    public double[] Weights { get; }

    public double[]? Offset { get; }

    /// <summary>The problem's regressors, in the order of the sample; copied when first asked for.</summary>
    public double[][] Regressors => regressors ??= [.. problem.Regressors.Select(regressor => Column(regressor.Values.Span))];

    /// <summary>A column of the problem, in the order of the sample.</summary>
    public double[] Column(ReadOnlySpan<double> values)
    {
        var column = new double[Order.Length];
        for (var i = 0; i < column.Length; i++)
            column[i] = values[Order[i]];
        return column;
    }

    /// <summary>Levels of a partition by row of the sample, without gaps, and how many there are.</summary>
    public (int[] Codes, int Levels) Codes(Grouping grouping)
    {
        var (codes, original) = Compact(grouping, Order);
        return (InOrder(codes), original.Length);
    }

    private int[] InOrder(int[] codes)
    {
        var sorted = new int[Order.Length];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = codes[Order[i]];
        return sorted;
    }

    private GroupedRows Group((int[] Codes, int[] Original)[] effects)
    {
        var first = effects[ByLevels[0]];
        var starts = new int[first.Original.Length + 1];
        foreach (var row in Order)
            starts[first.Codes[row] + 1]++;
        for (var g = 1; g < starts.Length; g++)
            starts[g] += starts[g - 1];
        var others = ByLevels.Skip(1).Select(q => InOrder(effects[q].Codes)).ToArray();
        return new(starts, others, [.. ByLevels.Skip(1).Select(q => effects[q].Original.Length)]);
    }

    /// <summary>Codes by row of the problem with the levels that occur among some rows numbered anew.</summary>
    private static (int[] Codes, int[] Original) Compact(Grouping grouping, int[] rows)
    {
        var given = grouping.Codes.Span;
        var numbers = new int[grouping.Levels];
        foreach (var row in rows)
            numbers[given[row]] = 1;
        var original = new List<int>(numbers.Length);
        for (var level = 0; level < numbers.Length; level++)
            if (numbers[level] == 1)
            {
                numbers[level] = original.Count;
                original.Add(level);
            }
        // Where all levels occur they keep their numbers, and rows that are left out are not looked at.
        if (original.Count == numbers.Length)
            return (grouping.Whole(), [.. original]);
        var codes = new int[given.Length];
        foreach (var row in rows)
            codes[row] = numbers[given[row]];
        return (codes, [.. original]);
    }

    /// <summary>Rows in the order of their codes, equal ones as they were.</summary>
    private static int[] Sorted(int[] rows, int[] codes, int levels)
    {
        var next = new int[levels + 1];
        foreach (var row in rows)
            next[codes[row] + 1]++;
        for (var level = 1; level <= levels; level++)
            next[level] += next[level - 1];
        var sorted = new int[rows.Length];
        foreach (var row in rows)
            sorted[next[codes[row]]++] = row;
        return sorted;
    }

    private double[] Filled(double value)
    {
        var column = new double[Order.Length];
        Array.Fill(column, value);
        return column;
    }

    private static int Count(ReadOnlySpan<RowFate> fates)
    {
        var count = 0;
        foreach (var fate in fates)
            count += fate == RowFate.Kept ? 1 : 0;
        return count;
    }
}
