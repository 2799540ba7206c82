namespace Entente.Estimation;

/// <summary>A named column of numbers, one for each row; what explains and what is explained alike.</summary>
/// <param name="Name">What it is called in results and faults.</param>
/// <param name="Values">One number a row.</param>
public sealed record Regressor(string Name, ReadOnlyMemory<double> Values);
