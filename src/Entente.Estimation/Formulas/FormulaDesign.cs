using System.Collections.Immutable;

namespace Entente.Estimation.Formulas;

/// <summary>What is estimated, beside the formula.</summary>
public sealed record DesignOptions
{
    /// <summary>How the outcome is distributed.</summary>
    public Family Family { get; init; } = Family.Poisson;

    /// <summary>Rows that count; null: all.</summary>
    public Expression? Where { get; init; }

    /// <summary>Weight of each row; null: one.</summary>
    public Expression? Weights { get; init; }

    /// <summary>Added to the index; null: nothing.</summary>
    public Expression? Offset { get; init; }

    /// <summary>What errors are clustered by, beside what the formula says.</summary>
    public ImmutableArray<CrossedColumns> Clusters { get; init; } = [];
}

/// <summary>Rows that were left out before anything was estimated, and why.</summary>
/// <param name="Reason">Why, in words.</param>
/// <param name="Count">How many; a row is counted for the first reason.</param>
public sealed record LeftOut(string Reason, int Count);

/// <summary>A formula made into columns. Columns that no row was dropped from are those of the data, not copies.</summary>
public sealed class FormulaDesign
{
    private const int Chunk = 1 << 16;
    private const int MostLevels = 1000;

    private readonly DataColumns data;
    private readonly DesignOptions options;
    private readonly List<(string Reason, int Count)> leftOut = [];
    private readonly Dictionary<string, Grouping> known = new(StringComparer.Ordinal);
    private byte[]? dropped;
    private int kept;

    private FormulaDesign(DataColumns data, DesignOptions options) => (this.data, this.options, kept) = (data, options, data.Rows);

    /// <summary>What is estimated.</summary>
    public EstimationProblem Problem { get; private set; } = null!;

    /// <summary>Rows left out, by reason.</summary>
    public ImmutableArray<LeftOut> LeftOut => [.. leftOut.Select(l => new LeftOut(l.Reason, l.Count))];

    /// <summary>The row of the data that each row of the problem is.</summary>
    public ReadOnlyMemory<int> Rows { get; private set; }

    /// <summary>Columns of labels of the data, crossed, on the rows of the problem.</summary>
    /// <exception cref="KeyNotFoundException">The data have no such column.</exception>
    public Grouping GroupingOf(ImmutableArray<string> columns) => Of(columns, known);

    /// <summary>Makes the columns.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="data">The columns it needs.</param>
    /// <param name="options">What else is said.</param>
    /// <param name="faults">Receives what is wrong.</param>
    /// <returns>The design; null where something is wrong.</returns>
    public static FormulaDesign? Create(Formula formula, DataColumns data, DesignOptions options, ICollection<FormulaFault> faults)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(faults);
        var design = new FormulaDesign(data, options);
        var before = faults.Count;
        design.Make(formula, faults);
        return faults.Count > before ? null : design;
    }

    private void Make(Formula formula, ICollection<FormulaFault> faults)
    {
        if (options.Where is { } where)
            Drop(Evaluated(where), $"not in the sample ({where})", static value => value is 0 or double.NaN);
        foreach (var name in formula.Labels.Concat(options.Clusters.SelectMany(c => c.Columns)).Distinct(StringComparer.Ordinal))
            DropMissing(name);
        var outcome = Numbers(formula.Outcome);
        var weights = options.Weights is { } w ? Numbers(w) : null;
        var offset = options.Offset is { } o ? Numbers(o) : null;
        var numbers = formula
            .Terms.SelectMany(t => t.Factors)
            .OfType<NumberFactor>()
            .DistinctBy(f => f.ToString(), StringComparer.Ordinal)
            .ToDictionary(f => f.ToString(), f => Numbers(f.Value), StringComparer.Ordinal);
        outcome = Compressed(outcome);
        foreach (var name in numbers.Keys)
            numbers[name] = Compressed(numbers[name]);
        Rows = KeptRows();
        var groupings = known;
        Problem = new EstimationProblem
        {
            Family = options.Family,
            Outcome = new Regressor(formula.Outcome.ToString(), outcome),
            Regressors = [.. Regressors(formula, numbers, groupings, faults)],
            FixedEffects = [.. formula.FixedEffects.Select(e => Of(e.Columns, groupings))],
            Clusters = [.. formula.Clusters.Concat(options.Clusters).DistinctBy(c => c.ToString()).Select(c => Of(c.Columns, groupings))],
            Weights = weights is null ? (ReadOnlyMemory<double>?)null : Compressed(weights),
            Offset = offset is null ? (ReadOnlyMemory<double>?)null : Compressed(offset),
            MissingRows = data.Rows - kept,
            RowsOfTable = Rows,
        };
    }

    private IEnumerable<Regressor> Regressors(
        Formula formula,
        Dictionary<string, double[]> numbers,
        Dictionary<string, Grouping> groupings,
        ICollection<FormulaFault> faults
    )
    {
        if (formula.HasConstant)
        {
            var ones = new double[kept];
            Array.Fill(ones, 1);
            yield return new Regressor("(Intercept)", ones);
        }
        var absorbs = formula.HasConstant || !formula.FixedEffects.IsEmpty;
        foreach (var term in formula.Terms)
        {
            List<(string Name, double[]? Values)> columns = [("", null)];
            foreach (var factor in term.Factors)
            {
                var parts = factor is NumberFactor number
                    ? [(number.ToString(), numbers[number.ToString()])]
                    : Levels((LevelFactor)factor, absorbs, groupings, faults);
                if (columns.Count * parts.Count > MostLevels)
                {
                    faults.Add(
                        new FormulaFault(
                            1,
                            $"{columns.Count * parts.Count} variables of {term}",
                            $"{MostLevels} at most; more are fixed effects"
                        )
                    );
                    yield break;
                }
                columns =
                [
                    .. columns.SelectMany(
                        c => parts.Select(p => (c.Name.Length == 0 ? p.Item1 : $"{c.Name}:{p.Item1}", Product(c.Values, p.Item2)))
                    ),
                ];
            }
            foreach (var (name, values) in columns)
                yield return new Regressor(name, values!);
        }
    }

    private List<(string Name, double[] Values)> Levels(
        LevelFactor factor,
        bool absorbs,
        Dictionary<string, Grouping> groupings,
        ICollection<FormulaFault> faults
    )
    {
        var grouping = Of(factor.Columns, groupings);
        List<string> names = [.. Enumerable.Range(0, grouping.Levels).Select(grouping.Label)];
        var hasRows = new bool[grouping.Levels];
        foreach (var code in grouping.Codes.Span)
            hasRows[code] = true;
        var levels = LabelColumn.Ordered(names).Where(level => hasRows[level]).ToList();
        if (factor.Reference is { } reference && !levels.Remove(names.IndexOf(reference)))
            faults.Add(
                new FormulaFault(
                    1,
                    $"reference level '{reference}', which {factor.Name} does not have",
                    $"one of {string.Join(", ", levels.Take(20).Select(l => names[l]))}{(levels.Count > 20 ? ", ..." : "")}"
                )
            );
        if (factor is { Reference: null, DropsFirst: true } && absorbs && levels.Count > 0)
            levels.RemoveAt(0);
        if (levels.Count > MostLevels)
        {
            faults.Add(
                new FormulaFault(1, $"{levels.Count} levels of {factor.Name} as variables", $"{MostLevels} at most; more are fixed effects")
            );
            return [];
        }
        var values = levels.ToDictionary(level => level, _ => new double[kept]);
        var codes = grouping.Codes.Span;
        for (var row = 0; row < codes.Length; row++)
            if (values.TryGetValue(codes[row], out var own))
                own[row] = 1;
        return [.. levels.Select(level => (factor.Prefix + names[level], values[level]))];
    }

    /// <summary>The rows that are left, by columns crossed.</summary>
    private Grouping Of(ImmutableArray<string> columns, Dictionary<string, Grouping> groupings)
    {
        var name = string.Join('^', columns);
        if (groupings.TryGetValue(name, out var own))
            return own;
        if (columns.Length == 1)
        {
            var labels = data.Label(name);
            own = new Grouping(name, dropped is null ? labels.Codes : CompressedCodes(labels.Codes), labels.Names.Count, labels.Names);
        }
        else
            own = Grouping.Crossed(name, [.. columns.Select(column => Of([column], groupings))]);
        groupings.Add(name, own);
        return own;
    }

    private double[] Numbers(Expression expression)
    {
        foreach (var name in expression.Numbers)
            Drop(data.Values(name), $"{name} is missing", double.IsNaN);
        foreach (var name in expression.Labels)
            DropMissing(name);
        var values = Evaluated(expression);
        Drop(values, $"{expression} is no finite number", static value => !double.IsFinite(value));
        return values;
    }

    private double[] Evaluated(Expression expression)
    {
        if (expression is Column column)
            return data.Values(column.Name);
        var values = new double[data.Rows];
        for (var first = 0; first < values.Length; first += Chunk)
            expression.Fill(data, first, values.AsSpan(first, Math.Min(Chunk, values.Length - first)));
        return values;
    }

    private void DropMissing(string label)
    {
        var codes = data.Label(label).Codes;
        var count = 0;
        for (var row = 0; row < codes.Length; row++)
            count += codes[row] < 0 && Drop(row) ? 1 : 0;
        Count($"{label} is missing", count);
    }

    private void Drop(double[] values, string reason, Func<double, bool> isOut)
    {
        var count = 0;
        for (var row = 0; row < values.Length; row++)
            count += isOut(values[row]) && Drop(row) ? 1 : 0;
        Count(reason, count);
    }

    /// <summary>Drops a row; whether it was there.</summary>
    private bool Drop(int row)
    {
        dropped ??= new byte[data.Rows];
        if (dropped[row] > 0)
            return false;
        dropped[row] = 1;
        kept--;
        return true;
    }

    private void Count(string reason, int count)
    {
        if (count > 0)
            leftOut.Add((reason, count));
    }

    private double[] Compressed(double[] values)
    {
        if (dropped is null)
            return values;
        var left = new double[kept];
        for (int row = 0, at = 0; row < values.Length; row++)
            if (dropped[row] == 0)
                left[at++] = values[row];
        return left;
    }

    private int[] CompressedCodes(int[] codes)
    {
        var left = new int[kept];
        for (int row = 0, at = 0; row < codes.Length; row++)
            if (dropped![row] == 0)
                left[at++] = codes[row];
        return left;
    }

    private int[] KeptRows()
    {
        var left = new int[kept];
        for (int row = 0, at = 0; row < data.Rows; row++)
            if (dropped is null || dropped[row] == 0)
                left[at++] = row;
        return left;
    }

    private static double[] Product(double[]? one, double[] other)
    {
        if (one is null)
            return other;
        var product = new double[one.Length];
        for (var row = 0; row < product.Length; row++)
            product[row] = one[row] * other[row];
        return product;
    }
}
