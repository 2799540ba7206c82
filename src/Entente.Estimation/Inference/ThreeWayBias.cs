using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>
/// The bias of three-way gravity by PPML (effects by exporter and period, importer and period, and pair) and errors that allow for the
/// noise of those effects (Weidner and Zylkin 2021, "Bias and consistency in three-way gravity models", equations 10 to 14). Of order 1/N
/// in the number of countries, as is the standard error, so that intervals without it lie off the middle.
/// </summary>
public sealed class ThreeWayBias
{
    /// <summary>
    /// Effects by country and period up to which errors are corrected. Those of importers are inverted together, which takes memory with
    /// their square and time with their cube.
    /// </summary>
    public const int MostEffects = 10_000;

    private ThreeWayBias(IReadOnlyList<string> names, double[] estimates, double[] bias, double[,]? covariance)
    {
        (Names, Bias, Covariance) = (names, bias, covariance);
        Corrected = [.. estimates.Zip(bias, (b, off) => b - off)];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>By how much the coefficients are off, to be taken from them.</summary>
    public IReadOnlyList<double> Bias { get; }

    /// <summary>Coefficients less their bias.</summary>
    public IReadOnlyList<double> Corrected { get; }

    /// <summary>
    /// Clustered by pair, each pair's outcome freed of its own pull on the effects, G / (G - 1); null with more effects by country and
    /// period than <see cref="MostEffects"/>.
    /// </summary>
    public double[,]? Covariance { get; }

    /// <summary>The corrected standard error of a coefficient by position; NaN if there is none.</summary>
    public double StandardError(int k) => Covariance is null ? double.NaN : Math.Sqrt(Covariance[k, k]);

    /// <summary>Corrects an estimation whose fixed effects are the three of the model.</summary>
    /// <exception cref="ArgumentException">Its residuals do not sum to zero by each of the three: it is not of this model.</exception>
    public static ThreeWayBias Of(EstimationResult estimation, Grouping exporter, Grouping importer, Grouping period)
    {
        var panel = ThreeWayPanel.Of(estimation, exporter, importer, period);
        var x = estimation.Names.Count;
        var cross = SymmetricMatrix.Inverse(panel.Cross());
        var (byExporter, byImporter) = (Terms(panel, pair => pair.Exporter), Terms(panel, pair => pair.Importer));
        var right = new double[x];
        for (var k = 0; k < x; k++)
            right[k] = byExporter[k] * panel.Exporters / (panel.Exporters - 1) + byImporter[k] * panel.Importers / (panel.Importers - 1);
        var bias = new double[x];
        for (var k = 0; k < x; k++)
            for (var m = 0; m < x; m++)
                bias[k] += cross[k, m] * right[m];
        var covariance = (panel.Exporters + panel.Importers) * panel.Periods > MostEffects ? null : Adjusted(panel, cross);
        return new(estimation.Names, [.. estimation.Coefficients.Select(b => b.Value)], bias, covariance);
    }

    /// <summary>
    /// The sum over countries of - tr(H+ sum Hx e') + tr(H+ sum G H+ sum e e') / 2, by regressor: the first from scores that go with
    /// effects, the second from the curvature.
    /// </summary>
    private static double[] Terms(ThreeWayPanel panel, Func<ThreeWayPanel.Pair, int> country)
    {
        var terms = new double[panel.Regressors];
        foreach (var pairs in panel.Pairs.GroupBy(country))
        {
            var inverse = SymmetricMatrix.PseudoInverse(Sum(panel, pairs, pair => pair.Information));
            var squares = Sum(panel, pairs, pair => Outer(pair.Residual, pair.Residual));
            for (var k = 0; k < terms.Length; k++)
            {
                var first = Sum(panel, pairs, pair => Outer(Times(pair.Information, pair.X[k]), pair.Residual));
                var third = Sum(panel, pairs, pair => Third(pair.Information, pair.X[k]));
                var second = SymmetricMatrix.Multiply(SymmetricMatrix.Sandwich(inverse, third), squares);
                terms[k] += Trace(second) / 2 - Trace(SymmetricMatrix.Multiply(first, inverse));
            }
        }
        return terms;
    }

    /// <summary>- (diag(x) H + H diag(x)): what third derivatives of a pair's likelihood come to in sums over a country's pairs.</summary>
    private static double[,] Third(double[,] h, double[] x)
    {
        var third = new double[x.Length, x.Length];
        for (var s = 0; s < x.Length; s++)
            for (var t = 0; t < x.Length; t++)
                third[s, t] = -(x[s] + x[t]) * h[s, t];
        return third;
    }

    private static double[,] Adjusted(ThreeWayPanel panel, double[,] bread)
    {
        var spreads = EffectSpread.Of(panel);
        var meat = new double[panel.Regressors, panel.Regressors];
        foreach (var (at, pair) in panel.Pairs.Index())
        {
            var freed = panel.Freed(pair, spreads[at], bread);
            for (var a = 0; a < panel.Regressors; a++)
                for (var b = 0; b < panel.Regressors; b++)
                {
                    double left = 0, right = 0;
                    for (var t = 0; t < panel.Periods; t++)
                    {
                        left += pair.X[a][t] * freed[t];
                        right += pair.X[b][t] * pair.Residual[t];
                    }
                    meat[a, b] += left * right;
                }
        }
        var clusters = panel.Pairs.Count;
        var variance = SymmetricMatrix.Sandwich(bread, meat);
        for (var a = 0; a < panel.Regressors; a++)
            for (var b = 0; b <= a; b++)
                variance[a, b] = variance[b, a] = (variance[a, b] + variance[b, a]) / 2 * clusters / (clusters - 1.0);
        return variance;
    }

    private static double[,] Sum(ThreeWayPanel panel, IEnumerable<ThreeWayPanel.Pair> pairs, Func<ThreeWayPanel.Pair, double[,]> term)
    {
        var sum = new double[panel.Periods, panel.Periods];
        foreach (var pair in pairs)
        {
            var part = term(pair);
            for (var s = 0; s < panel.Periods; s++)
                for (var t = 0; t < panel.Periods; t++)
                    sum[s, t] += part[s, t];
        }
        return sum;
    }

    private static double[,] Outer(double[] a, double[] b)
    {
        var outer = new double[a.Length, b.Length];
        for (var s = 0; s < a.Length; s++)
            for (var t = 0; t < b.Length; t++)
                outer[s, t] = a[s] * b[t];
        return outer;
    }

    private static double[] Times(double[,] a, double[] b)
    {
        var product = new double[b.Length];
        for (var s = 0; s < b.Length; s++)
            for (var t = 0; t < b.Length; t++)
                product[s] += a[s, t] * b[t];
        return product;
    }

    private static double Trace(double[,] a)
    {
        double sum = 0;
        for (var t = 0; t < a.GetLength(0); t++)
            sum += a[t, t];
        return sum;
    }
}
