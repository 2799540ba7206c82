namespace Entente.Estimation.Separations;

/// <summary>Rows that no finite coefficients can fit, with what proves it.</summary>
/// <param name="Rows">By row of the problem: whether it is separated; levels whose outcomes are all zero included.</param>
/// <param name="Certificate">
/// By row of the problem: z, a combination of regressors and effects, zero where the outcome is above zero, not negative elsewhere, above
/// zero in separated rows; null if none is.
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
    /// <summary>The rows that are left, where they were laid out for the search.</summary>
    internal Fitting.Sample? Sample { get; init; }

    /// <summary>How many rows are separated.</summary>
    public int Count => System.Runtime.InteropServices.MemoryMarshal.ToEnumerable(Rows).Count(row => row);
}
