namespace Entente.Estimation.Separations;

/// <summary>Rows that no finite coefficients can fit, with what proves it.</summary>
/// <param name="Rows">
/// By row of the problem: whether it is separated; levels whose outcomes are all zero included, of a Poisson problem.
/// </param>
/// <param name="Certificate">
/// By row of the problem: z, a combination of regressors and effects, zero where the outcome is above zero, not negative elsewhere, above
/// zero in separated rows; null if none is. In a logit below zero in separated rows of outcome one, above in those of outcome zero.
/// </param>
/// <param name="Combination">The weights of the regressors in z.</param>
/// <param name="Effects">The values of the fixed effects in z, by effect and level.</param>
/// <param name="IsComplete">Whether it is proved that no other row is separated.</param>
public sealed record SeparationResult(
    ReadOnlyMemory<bool> Rows,
    ReadOnlyMemory<double>? Certificate,
    IReadOnlyList<double> Combination,
    IReadOnlyList<double[]> Effects,
    bool IsComplete
)
{
    /// <summary>What a direction separates; no certificate where that is nothing.</summary>
    internal static SeparationResult Of(bool[] separated, Direction direction, bool isComplete) =>
        new(
            separated,
            separated.Contains(true) ? direction.Values() : (ReadOnlyMemory<double>?)null,
            direction.Regressors,
            direction.Effects,
            isComplete
        );

    /// <summary>The rows that are left, where they were laid out for the search.</summary>
    internal Fitting.Sample? Sample { get; init; }

    /// <summary>How many rows are separated.</summary>
    public int Count => System.Runtime.InteropServices.MemoryMarshal.ToEnumerable(Rows).Count(row => row);
}
