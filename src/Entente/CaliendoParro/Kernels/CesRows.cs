using System.Numerics.Tensors;
using Entente.Horizons;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What <see cref="Ces"/> has of two parts, for users side by side and as exact near Cobb-Douglas. Logs of prices are finite. For one
/// thread.
/// </summary>
internal sealed class CesRows(int users)
{
    private readonly double[] reference = new double[users];
    private readonly double[] exponent = new double[users];
    private readonly double[] power = new double[users];
    private readonly double[] log = new double[users];

    /// <summary>ln of the mean price of two parts.</summary>
    /// <param name="firstShare">What the first part weighs.</param>
    /// <param name="first">ln of its price.</param>
    /// <param name="secondShare">What the second part weighs.</param>
    /// <param name="second">ln of its price.</param>
    /// <param name="rho">1 less the elasticity.</param>
    /// <param name="mean">Receives the means; 0 where nothing weighs anything.</param>
    public void SetLogMeans(
        ReadOnlySpan<double> firstShare,
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> secondShare,
        ReadOnlySpan<double> second,
        ReadOnlySpan<double> rho,
        Span<double> mean
    )
    {
        // The part with the larger power is the reference, so that the other does not overflow.
        TensorPrimitives.Subtract(second, first, exponent);
        TensorPrimitives.Multiply(exponent, rho, exponent);
        for (var j = 0; j < users; j++)
        {
            (reference[j], var other) = exponent[j] < 0 ? (first[j], secondShare[j]) : (second[j], firstShare[j]);
            mean[j] = other / (firstShare[j] + secondShare[j]);
        }
        MultiplyByExpLess1(mean);
        SetLogOf1Plus(mean);
        TensorPrimitives.Divide(mean, rho, mean);
        TensorPrimitives.Add(mean, reference, mean);
        for (var j = 0; j < users; j++)
            if (rho[j] == 0 || firstShare[j] == 0 || secondShare[j] == 0)
                mean[j] = Ces.LogMean(firstShare[j], first[j], secondShare[j], second[j], 1 - rho[j]);
    }

    /// <summary>By what factor the share of a part changes, times that of the whole it is in: (p/P)^rho.</summary>
    /// <param name="logPrice">ln of the price of the part.</param>
    /// <param name="logMean">ln of that of the whole.</param>
    /// <param name="rho">1 less the elasticity.</param>
    /// <param name="ofWhole">What the share of the whole is multiplied by.</param>
    /// <param name="factors">Receives the factors; may be what the whole is multiplied by.</param>
    public void SetFactors(
        ReadOnlySpan<double> logPrice,
        ReadOnlySpan<double> logMean,
        ReadOnlySpan<double> rho,
        ReadOnlySpan<double> ofWhole,
        Span<double> factors
    )
    {
        TensorPrimitives.Subtract(logPrice, logMean, exponent);
        TensorPrimitives.Multiply(exponent, rho, exponent);
        TensorPrimitives.Exp(exponent, power);
        TensorPrimitives.Multiply(power, ofWhole, factors);
    }

    /// <summary>Times e^x - 1 of the exponents, none above 0 after this, without cancellation (Kahan).</summary>
    private void MultiplyByExpLess1(Span<double> values)
    {
        TensorPrimitives.Abs(exponent, exponent);
        TensorPrimitives.Negate(exponent, exponent);
        TensorPrimitives.Exp(exponent, power);
        TensorPrimitives.Log(power, log);
        for (var j = 0; j < users; j++)
        {
            var less1 = power[j] - 1;
            values[j] *=
                less1 == 0 ? exponent[j]
                : less1 < -0.5 ? less1
                : less1 * (exponent[j] / log[j]);
        }
    }

    /// <summary>ln(1 + y) of each without cancellation (Kahan).</summary>
    private void SetLogOf1Plus(Span<double> values)
    {
        TensorPrimitives.Add(values, 1, power);
        TensorPrimitives.Log(power, log);
        for (var j = 0; j < users; j++)
            if (power[j] != 1)
                values[j] = log[j] * (values[j] / (power[j] - 1));
    }
}
