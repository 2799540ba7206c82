using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>A test of one or more restrictions.</summary>
/// <param name="Statistic">Of chi-squared, or of F where the denominator's degrees are finite.</param>
/// <param name="Degrees">How many restrictions are tested.</param>
/// <param name="DenominatorDegrees">Of F; infinite for chi-squared.</param>
/// <param name="PValue">The probability of a larger statistic if the restrictions hold.</param>
public sealed record TestResult(double Statistic, int Degrees, double DenominatorDegrees, double PValue)
{
    internal static TestResult Of(double chiSquared, int degrees, double denominator) =>
        double.IsPositiveInfinity(denominator)
            ? new(chiSquared, degrees, denominator, Tails.ChiSquared(chiSquared, degrees))
            : new(chiSquared / degrees, degrees, denominator, Tails.F(chiSquared / degrees, degrees, denominator));
}
