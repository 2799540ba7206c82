using Entente.Estimation.Numerics;

namespace Entente.Estimation.Inference;

/// <summary>
/// How much the effects of a pair, by exporter and period and by importer and period, vary together: d V d' for every pair, V an inverse of
/// the information on all effects. It is singular; which inverse does not matter, since what differs among them sums to zero against
/// residuals of a pair. Exporters do not touch each other: they are eliminated, and what is inverted is the Schur complement of importers.
/// </summary>
internal static class EffectSpread
{
    /// <summary>Of a country's information, below which a pivot is nothing.</summary>
    private const double Singular = 1e-9;

    /// <summary>By pair of the panel, period by period.</summary>
    public static double[][,] Of(ThreeWayPanel panel)
    {
        var (t, size) = (panel.Periods, panel.Importers * panel.Periods);
        var of = panel.Pairs.Select((pair, at) => (pair, at)).ToLookup(p => p.pair.Exporter);
        var inverses = new double[panel.Exporters][,];
        // By exporter and period: D^-1 C, over all importers and periods.
        var reduced = new double[panel.Exporters * t][];
        Parallel.For(
            0,
            panel.Exporters,
            e =>
            {
                var own = new double[t, t];
                foreach (var (pair, _) in of[e])
                    Add(own, pair.Information);
                inverses[e] = SymmetricMatrix.Inverse(own, Singular);
                for (var s = 0; s < t; s++)
                {
                    var row = reduced[e * t + s] = new double[size];
                    foreach (var (pair, _) in of[e])
                        for (var v = 0; v < t; v++)
                            for (var u = 0; u < t; u++)
                                row[pair.Importer * t + v] += inverses[e][s, u] * pair.Information[u, v];
                }
            }
        );
        var inverse = LargeMatrix.Inverse(Complement(panel, reduced), Singular);
        var spreads = new double[panel.Pairs.Count][,];
        Parallel.For(
            0,
            panel.Exporters,
            e =>
            {
                // D^-1 C S^-1, of one exporter.
                var turned = LargeMatrix.Multiply(reduced.AsSpan(e * t, t), inverse);
                var own = new double[t, t];
                for (var s = 0; s < t; s++)
                    for (var v = 0; v < t; v++)
                        own[s, v] = inverses[e][s, v] + LargeMatrix.Dot(turned[s], reduced[e * t + v]);
                foreach (var (pair, at) in of[e])
                {
                    var (spread, m) = ((double[,])own.Clone(), pair.Importer * t);
                    for (var s = 0; s < t; s++)
                        for (var v = 0; v < t; v++)
                            spread[s, v] += inverse[m + s][m + v] - turned[s][m + v] - turned[v][m + s];
                    spreads[at] = spread;
                }
            }
        );
        return spreads;
    }

    /// <summary>The information of importers less what exporters take of it: its lower half, row by row.</summary>
    private static double[][] Complement(ThreeWayPanel panel, double[][] reduced)
    {
        var t = panel.Periods;
        var of = panel.Pairs.ToLookup(pair => pair.Importer);
        var complement = new double[panel.Importers * t][];
        Parallel.For(
            0,
            panel.Importers,
            m =>
            {
                for (var s = 0; s < t; s++)
                {
                    var row = complement[m * t + s] = new double[m * t + s + 1];
                    foreach (var pair in of[m])
                        for (var u = 0; u < t; u++)
                        {
                            if (u <= s)
                                row[m * t + u] += pair.Information[s, u];
                            LargeMatrix.Add(row, -pair.Information[s, u], reduced[pair.Exporter * t + u]);
                        }
                }
            }
        );
        return complement;
    }

    private static void Add(double[,] to, double[,] what)
    {
        for (var s = 0; s < to.GetLength(0); s++)
            for (var u = 0; u < to.GetLength(1); u++)
                to[s, u] += what[s, u];
    }
}
