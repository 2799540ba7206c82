namespace Entente.Positions.IdealPoints;

/// <summary>
/// (I4) Filter and smoother of a random walk x_t = x_t-1 + N(0, omega2) seen with precision p_t and score m_t, the sums of b^2 and of
/// b (y* - a) over the votes of session t (Martin and Quinn 2002; Imai, Lo and Olmsted 2016, appendix).
/// </summary>
internal static class RandomWalk
{
    /// <summary>Smoothed means and variances over the sessions of service.</summary>
    /// <param name="precision">p_t.</param>
    /// <param name="score">m_t.</param>
    /// <param name="start">Mean before the first session.</param>
    /// <param name="startVariance">Its variance; the first session adds a step.</param>
    /// <param name="omega2">Variance of a step.</param>
    /// <param name="means">Receives the means.</param>
    /// <param name="variances">Receives the variances.</param>
    public static void Smooth(
        ReadOnlySpan<double> precision,
        ReadOnlySpan<double> score,
        double start,
        double startVariance,
        double omega2,
        Span<double> means,
        Span<double> variances
    )
    {
        var count = precision.Length;
        Span<double> predicted = count <= 128 ? stackalloc double[count] : new double[count];
        var (mean, variance) = (start, startVariance);
        for (var t = 0; t < count; t++)
        {
            predicted[t] = variance + omega2;
            variance = predicted[t] / (1 + precision[t] * predicted[t]);
            mean += variance * (score[t] - precision[t] * mean);
            (means[t], variances[t]) = (mean, variance);
        }
        for (var t = count - 2; t >= 0; t--)
        {
            var gain = variances[t] / predicted[t + 1];
            means[t] += gain * (means[t + 1] - means[t]);
            variances[t] += gain * gain * (variances[t + 1] - predicted[t + 1]);
        }
    }
}
