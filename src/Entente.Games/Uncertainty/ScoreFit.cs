namespace Entente.Games.Uncertainty;

/// <summary>
/// A number as a straight function of a few scores, by least squares: scores are measured in their standard deviations, those that do not
/// vary are left out, and a hair of a ridge keeps scores that say the same from fighting each other.
/// </summary>
internal sealed class ScoreFit
{
    private const double Ridge = 1e-6;

    /// <summary>Of its mean, below which a standard deviation is rounding.</summary>
    private const double Rounding = 1e-10;

    private readonly double[] means;
    private readonly double[] deviations;
    private readonly double[] slopes;
    private readonly double constant;

    private ScoreFit(double[] means, double[] deviations, double[] slopes, double constant) =>
        (this.means, this.deviations, this.slopes, this.constant) = (means, deviations, slopes, constant);

    /// <summary>Fits several numbers that are seen with the same scores.</summary>
    /// <param name="scores">By observation, the scores; one observation at least.</param>
    /// <param name="numbers">By number, then by observation.</param>
    public static ScoreFit[] Of(IReadOnlyList<double[]> scores, IReadOnlyList<double[]> numbers)
    {
        var (count, size) = (scores.Count, scores[0].Length);
        double[] means = [.. Enumerable.Range(0, size).Select(s => scores.Average(row => row[s]))];
        double[] deviations = [.. means.Select((mean, s) => Math.Sqrt(scores.Average(row => (row[s] - mean) * (row[s] - mean))))];
        for (var s = 0; s < size; s++)
            if (!(deviations[s] > Rounding * Math.Abs(means[s])))
                deviations[s] = double.PositiveInfinity;
        var factor = Factor(scores, means, deviations);
        return [.. numbers.Select(own => new ScoreFit(means, deviations, Slopes(own), own.Average()))];

        double[] Slopes(double[] own)
        {
            var (mean, right) = (own.Average(), new double[size]);
            for (var k = 0; k < count; k++)
                for (var s = 0; s < size; s++)
                    right[s] += (scores[k][s] - means[s]) / deviations[s] * (own[k] - mean) / count;
            return Solved(factor, right);
        }
    }

    /// <summary>The number at some scores.</summary>
    public double At(ReadOnlySpan<double> scores)
    {
        var sum = constant;
        for (var s = 0; s < slopes.Length; s++)
            sum += slopes[s] * (scores[s] - means[s]) / deviations[s];
        return sum;
    }

    /// <summary>Cholesky's factor of the correlations of scores, with the ridge.</summary>
    private static double[,] Factor(IReadOnlyList<double[]> scores, double[] means, double[] deviations)
    {
        var size = means.Length;
        var factor = new double[size, size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = scores.Average(row => (row[i] - means[i]) / deviations[i] * ((row[j] - means[j]) / deviations[j]));
                // A score that does not vary has a slope of 0.
                if (i == j)
                    sum += double.IsInfinity(deviations[i]) ? 1 : Ridge;
                for (var k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        return factor;
    }

    private static double[] Solved(double[,] factor, double[] right)
    {
        var size = right.Length;
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= factor[i, k] * right[k];
            right[i] /= factor[i, i];
        }
        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
                right[i] -= factor[k, i] * right[k];
            right[i] /= factor[i, i];
        }
        return right;
    }
}
