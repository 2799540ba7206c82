namespace Entente.Estimation.Inference;

/// <summary>The factors of <see cref="SmallSample"/>.</summary>
internal static class SmallSamples
{
    /// <param name="rule">Which one.</param>
    /// <param name="n">Observations.</param>
    /// <param name="k">Parameters that count.</param>
    /// <param name="g">Clusters, the fewest of several ways; 0 if errors are not clustered.</param>
    public static double Correction(ErrorRule rule, double n, double k, double g) =>
        (rule.SmallSample, rule.Kind) switch
        {
            (SmallSample.None, _) => 1,
            (SmallSample.Stata, ErrorKind.Clustered) => g / (g - 1),
            (SmallSample.Stata, ErrorKind.Robust) => n / (n - 1),
            (SmallSample.Fixest or SmallSample.FixestExact, ErrorKind.Clustered) => g / (g - 1) * (n - 1) / (n - k),
            (SmallSample.Fixest or SmallSample.FixestExact, ErrorKind.Robust) => n / (n - k),
            _ => (n - 1) / (n - k),
        };
}
