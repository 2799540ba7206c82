namespace Entente.Estimation.Elasticities;

/// <summary>How trade is valued, which decides what a coefficient on tariffs means.</summary>
public enum TradeValue
{
    /// <summary>Before the importer's tariff, as customs see it: its elasticity to 1 + tariff is -(theta + 1).</summary>
    Customs,

    /// <summary>With the tariff, as buyers pay it: its elasticity to 1 + tariff is -theta.</summary>
    Consumer,
}

/// <summary>A trade elasticity with its error.</summary>
/// <param name="Theta">The elasticity; positive where tariffs lower trade as theory has it.</param>
/// <param name="StandardError">Of it.</param>
/// <param name="Observations">What it rests on.</param>
public sealed record ElasticityEstimate(double Theta, double StandardError, int Observations)
{
    /// <summary>The elasticity that a coefficient on log(1 + tariff) means.</summary>
    public static ElasticityEstimate Of(double coefficient, double standardError, int observations, TradeValue value) =>
        new(-coefficient - (value == TradeValue.Customs ? 1 : 0), standardError, observations);
}

/// <summary>
/// Theta of one sector from triads of countries: (X_ni X_ih X_hn) / (X_in X_hi X_nh) = [(t_ni t_ih t_hn) / (t_in t_hi t_nh)]^-theta, t
/// being 1 + tariff; costs that are alike both ways, and all that is a country's own, drop out. Caliendo and Parro (2015), section 4,
/// equation (23). Least squares of the logarithms without a constant.
/// </summary>
public static class TradeTriads
{
    /// <summary>Estimates theta, alike in all periods; a triad is of one period.</summary>
    /// <param name="periods">Of each period: X_ni by importer n and exporter i, row by row, 0 or not a number where there is none, and ad
    /// valorem rates in the same order, not a number where not known.</param>
    /// <param name="countries">How many countries.</param>
    /// <param name="value">How trade is valued.</param>
    /// <returns>
    /// The estimate; null where no triad has trade in all six directions, or tariffs differ nowhere. Errors allow for what triads share by
    /// way of a pair of countries, in one period or in several.
    /// </returns>
    public static ElasticityEstimate? Of(
        IReadOnlyList<(double[] Trade, double[] Tariffs)> periods,
        int countries,
        TradeValue value
    )
    {
        ArgumentNullException.ThrowIfNull(periods);
        var triads = new List<(int A, int B, int C, double X, double Y)>();
        var (xx, xy) = (0.0, 0.0);
        // Periods innermost: those of a triad lie one behind the other.
        for (var n = 0; n < countries; n++)
            for (var i = n + 1; i < countries; i++)
                for (var h = i + 1; h < countries; h++)
                    foreach (var (trade, tariffs) in periods)
                    {
                        var y = Skew(trade, countries, n, i, h, static v => Math.Log(v));
                        var x = Skew(tariffs, countries, n, i, h, static v => Math.Log(1 + v));
                        if (!double.IsFinite(x) || !double.IsFinite(y))
                            continue;
                        triads.Add((n, i, h, x, y));
                        (xx, xy) = (xx + x * x, xy + x * y);
                    }
        if (!(xx > 0))
            return null;
        var b = xy / xx;
        return ElasticityEstimate.Of(b, Math.Sqrt(Meat(triads, b, countries)) / xx, triads.Count, value);
    }

    private static double Skew(double[] values, int countries, int n, int i, int h, Func<double, double> log) =>
        log(values[n * countries + i])
        + log(values[i * countries + h])
        + log(values[h * countries + n])
        - log(values[i * countries + n])
        - log(values[h * countries + i])
        - log(values[n * countries + h]);

    /// <summary>
    /// Sum over triads that share a pair of the products of their scores; each of a triad with itself once, in whichever periods. Two
    /// triads share one pair at most.
    /// </summary>
    private static double Meat(List<(int A, int B, int C, double X, double Y)> triads, double b, int countries)
    {
        var (byPair, own) = (new double[countries * countries], 0.0);
        foreach (var triad in triads.GroupBy(t => (t.A, t.B, t.C)))
        {
            var (a, i, c) = triad.Key;
            var score = triad.Sum(t => t.X * (t.Y - b * t.X));
            own += score * score;
            byPair[a * countries + i] += score;
            byPair[i * countries + c] += score;
            byPair[a * countries + c] += score;
        }
        // Residuals carry the sign with which a pair is in a triad, so that products of scores need none.
        return Math.Max(own, byPair.Sum(s => s * s) - 2 * own);
    }
}
