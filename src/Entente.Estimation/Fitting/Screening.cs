namespace Entente.Estimation.Fitting;

/// <summary>What can be said of rows before anything is fitted: numbers that are none, and levels that say nothing.</summary>
internal static class Screening
{
    /// <summary>What is wrong with the data; at most one fault a column.</summary>
    public static IReadOnlyList<EstimationFault> Faults(EstimationProblem problem)
    {
        var faults = new List<EstimationFault>();
        foreach (var column in problem.Regressors.Prepend(problem.Outcome))
            AddNotFinite(faults, problem, column.Name, column.Values.Span);
        AddNotFinite(faults, problem, "the weight", problem.Weights is { } weights ? weights.Span : []);
        AddNotFinite(faults, problem, "the offset", problem.Offset is { } offset ? offset.Span : []);
        var (low, high) = problem.Family switch
        {
            Family.Poisson => (0, double.PositiveInfinity),
            Family.Logit => (0, 1),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        AddOutside(faults, problem, problem.Outcome.Name, problem.Outcome.Values.Span, low, high);
        AddOutside(faults, problem, "the weight", problem.Weights is { } w ? w.Span : [], 0, double.PositiveInfinity);
        return faults;
    }

    /// <summary>Marks rows of no weight, then, until nothing changes, levels with equal outcomes and levels of one row.</summary>
    public static void Drop(EstimationProblem problem, RowFate[] fates, bool singletons)
    {
        while (DropOnce(problem, fates, singletons, static (_, _) => { })) { }
    }

    /// <summary>One round of it; whether a row was dropped.</summary>
    /// <param name="problem">The rows.</param>
    /// <param name="fates">What became of them.</param>
    /// <param name="singletons">Whether levels of one row go.</param>
    /// <param name="zeros">Told of each effect and level that goes since its outcomes are equal.</param>
    public static bool DropOnce(EstimationProblem problem, RowFate[] fates, bool singletons, Action<int, int> zeros)
    {
        if (problem.Weights is { } given)
            for (var i = 0; i < fates.Length; i++)
                if (given.Span[i] == 0)
                    fates[i] = RowFate.NoWeight;
        var y = problem.Outcome.Values.Span;
        var any = false;
        for (var q = 0; q < problem.FixedEffects.Count && !any; q++)
            any = DropBy(problem.FixedEffects[q], y, problem.Family, fates, singletons, level => zeros(q, level));
        return any;
    }

    private static bool DropBy(Grouping effect, ReadOnlySpan<double> y, Family family, RowFate[] fates, bool singletons, Action<int> zeros)
    {
        var codes = effect.Codes.Span;
        var counts = new int[effect.Levels];
        var positive = new int[effect.Levels];
        var whole = new int[effect.Levels];
        for (var i = 0; i < fates.Length; i++)
        {
            if (fates[i] != RowFate.Kept)
                continue;
            counts[codes[i]]++;
            positive[codes[i]] += y[i] > 0 ? 1 : 0;
            whole[codes[i]] += y[i] == 1 ? 1 : 0;
        }
        var any = false;
        for (var i = 0; i < fates.Length; i++)
        {
            var level = codes[i];
            if (fates[i] != RowFate.Kept)
                continue;
            var same = family != Family.Gaussian && positive[level] == 0 || family == Family.Logit && whole[level] == counts[level];
            if (same)
            {
                fates[i] = RowFate.SameOutcomeGroup;
                zeros(level);
            }
            else if (singletons && counts[level] == 1)
                fates[i] = RowFate.Singleton;
            any |= fates[i] != RowFate.Kept;
        }
        return any;
    }

    private static void AddNotFinite(List<EstimationFault> faults, EstimationProblem problem, string name, ReadOnlySpan<double> values)
    {
        var (first, count) = (-1, 0);
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                (first, count) = (count == 0 ? i : first, count + 1);
        if (count > 0)
            faults.Add(new(EstimationStatus.NotFinite, $"{name} is no finite number in {Row(problem, first, count)}"));
    }

    private static void AddOutside(
        List<EstimationFault> faults,
        EstimationProblem problem,
        string name,
        ReadOnlySpan<double> values,
        double low,
        double high
    )
    {
        var (first, count) = (-1, 0);
        for (var i = 0; i < values.Length; i++)
            if (values[i] < low || values[i] > high)
                (first, count) = (count == 0 ? i : first, count + 1);
        if (count == 0)
            return;
        var allowed = double.IsFinite(high) ? $"from {low} to {high}" : $"{low} or more";
        var text = FormattableString.Invariant($"{name} is {values[first]} in {Row(problem, first, count)}, where {allowed} is allowed");
        faults.Add(new(EstimationStatus.OutOfRange, text));
    }

    private static string Row(EstimationProblem problem, int first, int count) =>
        FormattableString.Invariant($"row {(problem.RowsOfTable.IsEmpty ? first : problem.RowsOfTable.Span[first]) + 1}")
        + (count > 1 ? FormattableString.Invariant($" and so in {count - 1} more") : "");
}
