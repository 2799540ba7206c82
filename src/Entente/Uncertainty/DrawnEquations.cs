using Entente.Measures;

namespace Entente.Uncertainty;

/// <summary>
/// The equations of docs/uncertainty.md as they are written there, one method each. What is fast is written out again in
/// <see cref="DrawnBalance"/>; <see cref="PlainBalance"/> is made of these.
/// </summary>
internal static class DrawnEquations
{
    /// <summary>(U1) ln e = s z - s^2 / 2, the part of one kind of sharing: the mean of e is 1.</summary>
    public static double LogError(double spread, double z) => spread * z - spread * spread / 2;

    /// <summary>(U2) ln theta'_j = ln theta_j + c z + sqrt(s_j^2 - c^2) z_j: the median is theta_j.</summary>
    public static double Theta(double theta, ElasticityRow row, double z, double own) =>
        theta * Math.Exp(row.Common * z + Math.Sqrt(row.Spread * row.Spread - row.Common * row.Common) * own);

    /// <summary>(U3) A parameter at the quantile u of its range; u is the same at all horizons.</summary>
    public static double Parameter(ParameterRange range, double u) => range.Distribution.Quantile(u);

    /// <summary>(U9) b'_k = b_k + sum over l of L_kl z_l, L L' being the covariance of the estimate.</summary>
    public static double Coefficient(Estimate estimate, int term, ReadOnlySpan<double> z)
    {
        var drawn = estimate.Values[term];
        for (var l = 0; l <= term; l++)
            drawn += estimate.Root[term, l] * z[l];
        return drawn;
    }

    /// <summary>
    /// (U4) X_nk = alpha'_nk h_ng (V'_n + R_n + D_n) / norm + sum over j of gamma'_nkj Y_nj, by country and good.
    /// </summary>
    /// <param name="drawn">Technology and value added.</param>
    /// <param name="final">alpha'_nk h_ng, of which norm is the sum over k.</param>
    /// <param name="revenue">R_n.</param>
    /// <param name="deficits">D_n.</param>
    /// <param name="output">Y_nj.</param>
    public static Table Purchases(
        DrawnCells drawn,
        Table final,
        ReadOnlyMemory<double> revenue,
        ReadOnlyMemory<double> deficits,
        Table output
    ) =>
        Table.Create(
            output.Rows,
            output.Columns,
            (n, k) =>
            {
                var (sectors, norm) = (output.Columns, 0.0);
                for (var j = 0; j < sectors; j++)
                    norm += final[n, j];
                var wanted = final[n, k] / norm * (drawn.ValueAdded[n] + revenue.Span[n] + deficits.Span[n]);
                for (var j = 0; j < sectors; j++)
                    wanted +=
                        (1 - drawn.ValueAddedShares[n * sectors + j]) * drawn.InputShares[(n * sectors + k) * sectors + j] * output[n, j];
                return wanted;
            }
        );

    /// <summary>
    /// (U5) M_nij = s_nij a_ig b_ng p_nj, at home s_nnj p_nj, with p_nj = X_nj over the sum of weights with tariffs.
    /// </summary>
    /// <param name="drawn">Weights s and tariffs.</param>
    /// <param name="purchases">X_nj.</param>
    /// <param name="sellers">a by country and sector.</param>
    /// <param name="buyers">b by country and sector.</param>
    public static Cube Flows(DrawnCells drawn, Table purchases, Table sellers, Table buyers)
    {
        var (countries, sectors) = (purchases.Rows, purchases.Columns);
        double Weight(int n, int i, int j) =>
            drawn.Weights[(n * countries + i) * sectors + j] * (n == i ? 1 : sellers[i, j] * buyers[n, j]);
        var price = Table.Create(
            countries,
            sectors,
            (n, j) =>
            {
                var sum = 0.0;
                for (var i = 0; i < countries; i++)
                    sum += Weight(n, i, j) * (1 + drawn.Tariffs[(n * countries + i) * sectors + j]);
                return sum > 0 ? purchases[n, j] / sum : 0;
            }
        );
        return Cube.Create(countries, countries, sectors, (n, i, j) => Weight(n, i, j) * price[n, j]);
    }

    /// <summary>(U6) Exports and imports of the sets of sectors, by set and country.</summary>
    public static (Table Exports, Table Imports) Totals(TotalsSets sets, Cube flows)
    {
        return (Sum((n, other, j) => flows[other, n, j]), Sum((n, other, j) => flows[n, other, j]));

        Table Sum(Func<int, int, int, double> flow) =>
            Table.Create(
                sets.Sectors.Length,
                flows.First,
                (g, n) =>
                    Enumerable
                        .Range(0, flows.First)
                        .Where(other => other != n)
                        .Sum(other => sets.Sectors[g].Sum(j => flow(n, other, j)))
            );
    }

    /// <summary>(U7) The part of a country's purchases that each set of sectors has, by set and country.</summary>
    public static Table Parts(TotalsSets sets, Table purchases) =>
        Table.Create(
            sets.Sectors.Length,
            purchases.Rows,
            (g, n) => sets.Sectors[g].Sum(j => purchases[n, j]) / Enumerable.Range(0, purchases.Columns).Sum(j => purchases[n, j])
        );

    /// <summary>
    /// (U8) A quantity that is a value over a prior price moves with the value, one that is known does not; both have an error.
    /// </summary>
    /// <param name="row">The quantity in the data.</param>
    /// <param name="before">Value of the flow in the data.</param>
    /// <param name="after">Value of the flow drawn.</param>
    /// <param name="error">ln e of the quantity.</param>
    public static double Quantity(EnergyRow row, double before, double after, double error) =>
        row.Quantity * (row.Status == EnergyStatus.Imputed ? after / before : 1) * Math.Exp(error);
}
