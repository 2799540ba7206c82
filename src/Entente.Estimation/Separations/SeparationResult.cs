namespace Entente.Estimation.Separations;

/// <summary>Rows that no finite coefficients can fit, with what proves it.</summary>
/// <param name="Rows">By row of the problem: whether it is separated.</param>
/// <param name="Certificate">
/// By row of the problem: z, a combination of regressors and effects, zero where the outcome is above zero, not negative elsewhere, above
/// zero in separated rows; null if none is.
/// </param>
/// <param name="IsComplete">Whether it is proved that no other row is separated.</param>
public sealed record SeparationResult(ReadOnlyMemory<bool> Rows, ReadOnlyMemory<double>? Certificate, bool IsComplete);
