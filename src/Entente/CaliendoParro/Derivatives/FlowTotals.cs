using static System.Numerics.Tensors.TensorPrimitives;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>What changes of flows come to in output, revenue and trade balances, at given tax rates.</summary>
internal sealed class FlowTotals
{
    private FlowTotals(int countries, int cells) =>
        (Output, Tariffs, ExportTaxes, Balance) = (new double[cells], new double[countries], new double[countries], new double[countries]);

    /// <summary>d Y'_nj.</summary>
    public double[] Output { get; }

    /// <summary>d R'_n.</summary>
    public double[] Tariffs { get; }

    /// <summary>d E'_n.</summary>
    public double[] ExportTaxes { get; }

    /// <summary>d of exports less imports, at border prices.</summary>
    public double[] Balance { get; }

    /// <summary>
    /// (D5) d Y'_ij = sum_n d M'_nij, d R'_n = sum_ij [ tau' (1 + e') d M' + M' d(tau' (1 + e')) ], d E'_i = sum_nj [ e' d M' + M' d e' ],
    /// and d of exports less imports, both sum (1 + e') d M' + M' d e'.
    /// </summary>
    public static FlowTotals Of(Coefficients of, double[] flows, DirectEffects? push)
    {
        var totals = new FlowTotals(of.Countries, of.Cells);
        var (countries, sectors) = (of.Countries, of.Sectors);
        for (var n = 0; n < countries; n++)
            for (var i = 0; i < countries; i++)
            {
                var output = of.Row(totals.Output, i);
                Add(of.Flow(flows, n, i), output, output);
                for (var (j, f) = (0, (n * countries + i) * sectors); j < sectors; j++, f++)
                {
                    var (tau, e, t, levied) = (of.Tau[f], of.E[f], push?.LogTariffs[f] ?? 0, of.M[f] * (push?.LogExportTaxes[f] ?? 0));
                    var border = (1 + e) * (flows[f] + levied);
                    totals.Tariffs[n] += tau * border + of.M[f] * (1 + tau) * (1 + e) * t;
                    totals.ExportTaxes[i] += e * flows[f] + (1 + e) * levied;
                    totals.Balance[i] += border;
                    totals.Balance[n] -= border;
                }
            }
        return totals;
    }
}
