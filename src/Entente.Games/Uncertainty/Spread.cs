using Entente.Uncertainty;

namespace Entente.Games.Uncertainty;

/// <summary>How far a number is spread over draws: the 5 and 95 per cent quantiles and the median, with errors of simulation.</summary>
/// <param name="Low">The 5 per cent quantile; not a number without draws, infinite where it is beyond all numbers.</param>
/// <param name="Median">The median.</param>
/// <param name="High">The 95 per cent quantile.</param>
/// <param name="LowError">Standard error of the lower one: half the way between the quantiles a standard error of the rank apart.</param>
/// <param name="HighError">Standard error of the upper one.</param>
/// <param name="Draws">Draws that it rests on.</param>
/// <param name="Without">Draws without an answer, in no quantile.</param>
public sealed record Spread(double Low, double Median, double High, double LowError, double HighError, int Draws, int Without)
{
    /// <summary>How many of the draws it rests on were solved; the others are a surrogate's.</summary>
    public int Exact { get; init; } = Draws;

    /// <summary>The spread of values by draw; one that is not a number is a draw without an answer.</summary>
    public static Spread Of(IEnumerable<double> values) => Of(SampledNumber.OfSolved(values));

    /// <summary>The same of values of which a surrogate may have given some.</summary>
    internal static Spread Of(SampledNumber sampled)
    {
        var all = sampled.Values;
        double[] sorted = [.. all.Where(value => !double.IsNaN(value)).Order()];
        return new Spread(
            At(Quantiles.Low),
            At(0.5),
            At(Quantiles.High),
            Error(Quantiles.Low),
            Error(Quantiles.High),
            sorted.Length,
            all.Count - sorted.Length
        )
        {
            Exact = sampled.Exact,
        };

        double At(double probability)
        {
            var value = Quantiles.Of(sorted, probability);
            // Between two infinite neighbours there is no line.
            return double.IsNaN(value) && sorted.Length > 0 ? sorted[(int)(probability * (sorted.Length - 1))] : value;
        }

        double Error(double probability)
        {
            if (sorted.Length == 0)
                return double.NaN;
            var rank = sampled.ShareError(probability, sorted.Length, At(probability));
            return (At(Math.Min(1, probability + rank)) - At(Math.Max(0, probability - rank))) / 2;
        }
    }
}
