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

    /// <summary>Two fixed effects that touch in a chain: every level has four rows, two shared with each neighbour; b of x is 0.5.</summary>
    public static EstimationProblem Chain(int rows, int seed)
    {
        var random = new Random(seed);
        int[] first = [.. Enumerable.Range(0, rows).Select(i => i / 4)];
        int[] second = [.. Enumerable.Range(0, rows).Select(i => (i + 2) / 4)];
        double[] a = [.. first.Select(_ => 0.3 * Normal(random))];
        double[] x = [.. first.Select(_ => Normal(random))];
        double[] y = [.. first.Select((level, i) => 1 + Poisson(random, Math.Exp(1 + a[level] + a[second[i]] + 0.5 * x[i])))];
        return new()
        {
            Outcome = new("y", y),
            Regressors = [new("x", x)],
            FixedEffects = [new("first", first, rows / 4), new("second", second, rows / 4 + 1)],
        };
    }

    /// <summary>
    /// Gravity: flows of exporters to importers over periods with effects by exporter-period, importer-period and pair, overdispersed and with
    /// zeros; agreements (rta, coefficient 0.5) that start for some pairs, and a regressor that does nothing (noise).
    /// </summary>
    public static EstimationProblem Gravity(int exporters, int importers, int periods, int seed = 11)
    {
        var random = new Random(seed);
        var rows = exporters * importers * periods;
        var codes = Enumerable.Range(0, 5).Select(_ => new int[rows]).ToArray();
        var (y, rta, noise) = (new double[rows], new double[rows], new double[rows]);
        double[] Effects(int count, double spread) => [.. Enumerable.Range(0, count).Select(_ => spread * Normal(random))];
        var (from, to) = (Effects(exporters * periods, 0.7), Effects(importers * periods, 0.7));
        var row = 0;
        for (var i = 0; i < exporters; i++)
            for (var j = 0; j < importers; j++)
            {
                var (pair, start) = (Normal(random), random.Next(2 * periods));
                for (var t = 0; t < periods; t++, row++)
                {
                    int[] levels = [i * periods + t, j * periods + t, i * importers + j, i, j];
                    for (var q = 0; q < levels.Length; q++)
                        codes[q][row] = levels[q];
                    (rta[row], noise[row]) = (t >= start ? 1 : 0, Normal(random));
                    var mean = Math.Exp(1 + from[levels[0]] + to[levels[1]] + pair + 0.5 * rta[row]);
                    y[row] = Poisson(random, mean * Math.Exp(0.5 * Normal(random) - 0.125));
                }
            }
        Grouping Group(string name, int q) => new(name, codes[q], codes[q].Max() + 1);
        return new()
        {
            Outcome = new("trade", y),
            Regressors = [new("rta", rta), new("noise", noise)],
            FixedEffects = [Group("exporter^year", 0), Group("importer^year", 1), Group("pair", 2)],
            Clusters = [Group("exporter", 3), Group("importer", 4)],
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
