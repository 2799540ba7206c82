namespace Entente.Estimation;

/// <summary>
/// What is estimated from what: E(y | x, d) = mean of (x b + a_1[d_1] + a_2[d_2] + ... + offset), with any number of fixed effects.
/// All columns have the same number of rows. A constant is a regressor of ones like any other; with fixed effects it is not needed.
/// </summary>
public sealed record EstimationProblem
{
    /// <summary>What is explained, y.</summary>
    public required Regressor Outcome { get; init; }

    /// <summary>What explains it, x; an earlier one is kept where two say the same.</summary>
    public IReadOnlyList<Regressor> Regressors { get; init; } = [];

    /// <summary>Effects that are fixed, d.</summary>
    public IReadOnlyList<Grouping> FixedEffects { get; init; } = [];

    /// <summary>What errors may be clustered by, beside the fixed effects.</summary>
    public IReadOnlyList<Grouping> Clusters { get; init; } = [];

    /// <summary>How often a row counts; all once if null. A row of weight 0 is left out.</summary>
    public ReadOnlyMemory<double>? Weights { get; init; }

    /// <summary>Added to the index of each row with a coefficient of one.</summary>
    public ReadOnlyMemory<double>? Offset { get; init; }

    public Family Family { get; init; } = Family.Poisson;

    /// <summary>Rows that a reader has left out, something missing or not in the sample; told again in <see cref="DroppedRows"/>.</summary>
    public int MissingRows { get; init; }

    /// <summary>The row of the reader's table that each row is, from 0 on, by which faults name it; empty: the same.</summary>
    public ReadOnlyMemory<int> RowsOfTable { get; init; }

    /// <summary>Rows given.</summary>
    public int Rows => Outcome.Values.Length;

    /// <summary>The fixed effect or cluster of a name; null if there is none.</summary>
    public Grouping? Named(string name) => Clusters.Concat(FixedEffects).FirstOrDefault(grouping => grouping.Name == name);

    /// <summary>Columns of different length are an error of the program and not of the data.</summary>
    internal void CheckLengths()
    {
        foreach (var column in Regressors)
            Check(column.Name, column.Values.Length);
        foreach (var grouping in FixedEffects.Concat(Clusters))
            Check(grouping.Name, grouping.Codes.Length);
        Check("weights", Weights?.Length ?? Rows);
        Check("offset", Offset?.Length ?? Rows);
        Check("rows of the table", RowsOfTable.IsEmpty ? Rows : RowsOfTable.Length);
    }

    private void Check(string name, int rows)
    {
        if (rows != Rows)
            throw new ArgumentException($"{name} has {rows} rows, {Outcome.Name} {Rows}.");
    }
}
