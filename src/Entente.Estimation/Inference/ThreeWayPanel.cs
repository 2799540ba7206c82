using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>The observations of a three-way estimation by pair, periods in a row, zeros where a pair has no observation.</summary>
internal sealed class ThreeWayPanel
{
    /// <summary>One pair of exporter and importer.</summary>
    /// <param name="Exporter">Its number.</param>
    /// <param name="Importer">Its number.</param>
    /// <param name="Mean">By period.</param>
    /// <param name="Residual">Outcome less mean.</param>
    /// <param name="X">By regressor and period: what effects leave of it.</param>
    /// <param name="Information">H: diag(mu) - mu mu' / sum mu, the pair's own effect taken out.</param>
    public sealed record Pair(int Exporter, int Importer, double[] Mean, double[] Residual, double[][] X, double[,] Information);

    private ThreeWayPanel(List<Pair> pairs, int exporters, int importers, int periods, int regressors) =>
        (Pairs, Exporters, Importers, Periods, Regressors) = (pairs, exporters, importers, periods, regressors);

    public IReadOnlyList<Pair> Pairs { get; }

    public int Exporters { get; }

    public int Importers { get; }

    public int Periods { get; }

    public int Regressors { get; }

    public static ThreeWayPanel Of(EstimationResult estimation, Grouping exporter, Grouping importer, Grouping period)
    {
        var fit = estimation.Fit;
        var (i, exporters) = fit.Sample.Codes(exporter);
        var (j, importers) = fit.Sample.Codes(importer);
        var (t, periods) = fit.Sample.Codes(period);
        var (byExporter, byImporter) = (new double[exporters, periods], new double[importers, periods]);
        var rows = new Dictionary<(int, int), List<int>>();
        double size = 0;
        for (var row = 0; row < fit.Sample.Rows; row++)
        {
            if (!rows.TryGetValue((i[row], j[row]), out var of))
                rows.Add((i[row], j[row]), of = []);
            of.Add(row);
            var residual = fit.Sample.Outcome[row] - fit.Mean[row];
            byExporter[i[row], t[row]] += residual;
            byImporter[j[row], t[row]] += residual;
            size += fit.Sample.Outcome[row];
        }
        var small = 1e-6 * size;
        if (!Small(byExporter, small) || !Small(byImporter, small))
            throw new ArgumentException("Residuals do not sum to zero by country and period.", nameof(estimation));
        var pairs = rows.Select(pair => OfPair(fit, pair.Key, pair.Value, t, periods)).ToList();
        if (pairs.Exists(pair => Math.Abs(pair.Residual.Sum()) > small))
            throw new ArgumentException("Residuals do not sum to zero by pair.", nameof(estimation));
        return new(pairs, exporters, importers, periods, estimation.Names.Count);
    }

    /// <summary>X'WX over all pairs.</summary>
    public double[,] Cross()
    {
        var cross = new double[Regressors, Regressors];
        foreach (var pair in Pairs)
            for (var a = 0; a < Regressors; a++)
                for (var b = 0; b < Regressors; b++)
                    for (var t = 0; t < Periods; t++)
                        cross[a, b] += pair.Mean[t] * pair.X[a][t] * pair.X[b][t];
        return cross;
    }

    /// <summary>
    /// (I - H (x V x' + d V d'))^-1 e: a pair's residuals as they were, had the pair not drawn coefficients and effects to itself.
    /// </summary>
    /// <param name="pair">The pair.</param>
    /// <param name="effects">d V d': how much the two effects of the pair vary together, by period.</param>
    /// <param name="bread">The inverse of X'WX.</param>
    public double[] Freed(Pair pair, double[,] effects, double[,] bread)
    {
        var spread = (double[,])effects.Clone();
        for (var s = 0; s < Periods; s++)
            for (var t = 0; t < Periods; t++)
                for (var a = 0; a < Regressors; a++)
                    for (var b = 0; b < Regressors; b++)
                        spread[s, t] += pair.X[a][s] * bread[a, b] * pair.X[b][t];
        var pull = SymmetricMatrix.Multiply(pair.Information, spread);
        for (var s = 0; s < Periods; s++)
            for (var t = 0; t < Periods; t++)
                pull[s, t] = (s == t ? 1 : 0) - pull[s, t];
        return SymmetricMatrix.SolveGeneral(pull, pair.Residual);
    }

    private static Pair OfPair(Fitting.Fit fit, (int Exporter, int Importer) key, List<int> rows, int[] period, int periods)
    {
        var (mean, residual) = (new double[periods], new double[periods]);
        var x = fit.Design.Left.Select(_ => new double[periods]).ToArray();
        foreach (var row in rows)
        {
            mean[period[row]] = fit.Mean[row];
            residual[period[row]] = fit.Sample.Outcome[row] - fit.Mean[row];
            for (var k = 0; k < x.Length; k++)
                x[k][period[row]] = fit.Design.Left[k][row];
        }
        var sum = mean.Sum();
        var information = new double[periods, periods];
        for (var s = 0; s < periods; s++)
            for (var t = 0; t < periods; t++)
                information[s, t] = (s == t ? mean[s] : 0) - mean[s] * mean[t] / sum;
        return new(key.Exporter, key.Importer, mean, residual, x, information);
    }

    private static bool Small(double[,] values, double bound)
    {
        foreach (var value in values)
            if (Math.Abs(value) > bound)
                return false;
        return true;
    }
}
