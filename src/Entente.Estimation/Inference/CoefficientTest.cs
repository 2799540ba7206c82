using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>A coefficient with what is known of its error.</summary>
/// <param name="Name">Of the regressor.</param>
/// <param name="Estimate">Its coefficient.</param>
/// <param name="StandardError">Of the coefficient.</param>
/// <param name="Statistic">Coefficient by standard error.</param>
/// <param name="PValue">Two-sided, of a coefficient of zero; normal, or by t in least squares.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
public sealed record CoefficientTest(
    string Name,
    double Estimate,
    double StandardError,
    double Statistic,
    double PValue,
    double Low,
    double High
)
{
    internal static CoefficientTest Of(Coefficient coefficient, double error, double degrees, double level)
    {
        var statistic = coefficient.Value / error;
        var normal = double.IsPositiveInfinity(degrees);
        var p = normal ? Tails.TwoSidedNormal(statistic) : Tails.TwoSidedT(statistic, degrees);
        var reach = error * (normal ? Tails.NormalQuantile(1 - level) : Tails.TQuantile(1 - level, degrees));
        return new(coefficient.Name, coefficient.Value, error, statistic, p, coefficient.Value - reach, coefficient.Value + reach);
    }
}
