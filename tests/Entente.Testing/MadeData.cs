using Entente.Estimation;

namespace Entente.Testing;

/// <summary>Data made by known coefficients, the same from the same seed.</summary>
internal static class MadeData
{
    /// <summary>
    /// Counts with three fixed effects of rows / 20, sqrt(rows) and rows^(1/3) levels drawn at random, as the authors of R's fixest measure
    /// by; the coefficient of x1 is 0.5.
    /// </summary>
    public static EstimationProblem ThreeEffects(int rows, int seed)
    {
        var random = new Random(seed);
        int[] levels = [rows / 20, (int)Math.Sqrt(rows), (int)Math.Cbrt(rows)];
        var effects = levels.Select(count => Enumerable.Range(0, count).Select(_ => 0.5 * Normal(random)).ToArray()).ToArray();
        var codes = levels.Select(_ => new int[rows]).ToArray();
        var (x, y) = (new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            var eta = 1.0;
            for (var q = 0; q < levels.Length; q++)
            {
                codes[q][i] = random.Next(levels[q]);
                eta += effects[q][codes[q][i]];
            }
            x[i] = Normal(random) + 0.3 * (eta - 1);
            y[i] = Poisson(random, Math.Exp(eta + 0.5 * x[i]));
        }
        return new()
        {
            Outcome = new("y", y),
            Regressors = [new("x1", x)],
            FixedEffects = [.. codes.Select((code, q) => new Grouping($"d{q + 1}", code, levels[q]))],
        };
    }

    /// <summary>Two fixed effects that touch in a chain: every level has two rows, each shared with one neighbour; b of x is 0.5.</summary>
    public static EstimationProblem Chain(int rows, int seed)
    {
        var random = new Random(seed);
        int[] first = [.. Enumerable.Range(0, rows).Select(i => i / 2)];
        int[] second = [.. Enumerable.Range(0, rows).Select(i => (i + 1) / 2)];
        double[] a = [.. first.Select(_ => 0.3 * Normal(random))];
        double[] x = [.. first.Select(_ => Normal(random))];
        double[] y = [.. first.Select((level, i) => 1 + Poisson(random, Math.Exp(1 + a[level] + a[second[i]] + 0.5 * x[i])))];
        return new()
        {
            Outcome = new("y", y),
            Regressors = [new("x", x)],
            FixedEffects = [new("first", first, rows / 2), new("second", second, rows / 2 + 1)],
        };
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A count of a mean: by its waiting times, or rounded from a normal where they would be many.</summary>
    public static double Poisson(Random random, double mean)
    {
        if (mean > 50)
            return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal(random)));
        var (count, left) = (-1, mean);
        for (; left > 0; count++)
            left += Math.Log(1 - random.NextDouble());
        return count;
    }
}
