using Entente.Estimation.Projections;

namespace Entente.Estimation.Fitting;

/// <summary>
/// Poisson's equations of the effects by themselves, sum over each level w (y - mu) = 0: with m = exp one level's holds exactly once its
/// means are multiplied by sum w y / sum w mu. One effect after the other, each is a maximum by itself, so that the deviance never grows.
/// </summary>
internal static class LevelBalance
{
    /// <summary>Multiplies means by level, every effect once.</summary>
    /// <param name="sample">Outcomes, weights, and rows by effects.</param>
    /// <param name="index">By row; moved.</param>
    /// <param name="mean">By row; multiplied.</param>
    /// <param name="effects">Moved as the index is.</param>
    public static void Sweep(Sample sample, double[] index, double[] mean, EffectValues effects)
    {
        var (rows, y, w) = (sample.Grouped!, sample.Outcome, sample.Weights);
        for (var g = 0; g < rows.Eliminated; g++)
        {
            double outcome = 0, fitted = 0;
            for (var i = rows.Starts[g]; i < rows.Starts[g + 1]; i++)
            {
                outcome += w[i] * y[i];
                fitted += w[i] * mean[i];
            }
            var (factor, move) = Factor(outcome, fitted);
            effects.Eliminated[g] += move;
            for (var i = rows.Starts[g]; i < rows.Starts[g + 1]; i++)
            {
                mean[i] *= factor;
                index[i] += move;
            }
        }
        var (outcomes, sums) = (new double[rows.Stacked], new double[rows.Stacked]);
        for (var q = 0; q < rows.Others; q++)
        {
            var codes = rows.Codes[q];
            for (var i = 0; i < codes.Length; i++)
            {
                outcomes[codes[i]] += w[i] * y[i];
                sums[codes[i]] += w[i] * mean[i];
            }
            var (factors, moves) = (sums, outcomes);
            for (var l = rows.Offsets[q]; l < rows.Offsets[q + 1]; l++)
            {
                (factors[l], moves[l]) = Factor(outcomes[l], sums[l]);
                effects.Stacked[l] += moves[l];
            }
            for (var i = 0; i < codes.Length; i++)
            {
                mean[i] *= factors[codes[i]];
                index[i] += moves[codes[i]];
            }
        }
    }

    /// <summary>What to multiply by, and its logarithm; nothing is moved where either sum is no number above zero.</summary>
    private static (double Factor, double Move) Factor(double outcome, double fitted) =>
        outcome / fitted is var factor && factor > 0 && double.IsFinite(factor) ? (factor, Math.Log(factor)) : (1, 0);
}
