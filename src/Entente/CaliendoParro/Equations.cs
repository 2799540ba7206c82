using System.Collections.Immutable;

namespace Entente.CaliendoParro;

/// <summary>
/// The model of Caliendo and Parro, "Estimates of the Trade and Welfare Effects of NAFTA" (Review of Economic
/// Studies 82, 2015), in relative changes: xHat = x'/x. One method is one equation, written to be read, with the
/// letters of the paper and the numbers of docs/model.md. Solvers use faster kernels; every answer is checked here.
/// Axes: importer n, exporter i, sector j, input k.
/// </summary>
public static class Equations
{
    /// <summary>
    /// (1) kappaHat_nij = dHat_nij (1 + tau'_nij)/(1 + tau_nij) (1 + e'_nij): iceberg, tariff and export tax.
    /// Caliendo and Parro (2015), eq. (3) in changes; export taxes enter like tariffs, the revenue goes to the exporter.
    /// </summary>
    public static Cube TradeCosts(World world, Cube? dHat, Cube tariffs, Cube exportTaxes)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Cube.Create(tariffs.First, tariffs.Second, tariffs.Third, (n, i, j) =>
            (dHat?[n, i, j] ?? 1) * (1 + tariffs[n, i, j]) / (1 + world.Tariffs[n, i, j]) * (1 + exportTaxes[n, i, j]));
    }

    /// <summary>
    /// (2) cHat_nj = wHat_n^gamma_nj prod_k PHat_nk^gamma_nkj / AHat_nj: the cost of the input bundle.
    /// Caliendo and Parro (2015), eq. (10).
    /// </summary>
    public static Table UnitCosts(Circumstances given, ReadOnlySpan<double> wHat, Table pHat)
    {
        var world = given.World;
        var cHat = new double[pHat.Rows * pHat.Columns];
        for (var n = 0; n < pHat.Rows; n++)
            for (var j = 0; j < pHat.Columns; j++)
            {
                var cost = Math.Pow(wHat[n], world.ValueAddedShares[n, j]);
                for (var k = 0; k < pHat.Columns; k++)
                    cost *= Math.Pow(pHat[n, k], world.CostShares[n, k, j]);
                cHat[n * pHat.Columns + j] = cost / given.Productivity[n, j];
            }
        return new Table(pHat.Rows, pHat.Columns, cHat);
    }

    /// <summary>
    /// (3) PHat_nj = [ sum_i pi_nij (kappaHat_nij cHat_ij)^-theta_j ]^(-1/theta_j): the price of the composite good;
    /// infinite where nobody can supply it, 1 where it was never bought. Caliendo and Parro (2015), eq. (11).
    /// </summary>
    public static Table Prices(Circumstances given, Table cHat)
    {
        var (pi, theta) = (given.World.TradeShares, given.World.Thetas);
        return Table.Create(cHat.Rows, cHat.Columns, (n, j) =>
        {
            var (sum, shares) = (0.0, 0.0);
            for (var i = 0; i < cHat.Rows; i++)
                if (pi[n, i, j] > 0)
                {
                    shares += pi[n, i, j];
                    sum += pi[n, i, j] * Math.Pow(given.TradeCosts[n, i, j] * cHat[i, j], -theta[j]);
                }
            // The shares add up to 1 but for rounding, which the division takes out: no change is no change.
            return shares == 0 ? 1 : Math.Pow(sum / shares, -1 / theta[j]);
        });
    }

    /// <summary>
    /// (4) pi'_nij = pi_nij (kappaHat_nij cHat_ij / PHat_nj)^-theta_j: the share of i in the spending of n on j;
    /// exactly 0 where trade is forbidden. Caliendo and Parro (2015), eq. (12).
    /// </summary>
    public static Cube TradeShares(Circumstances given, Table cHat, Table pHat)
    {
        var (pi, theta) = (given.World.TradeShares, given.World.Thetas);
        return Cube.Create(pi.First, pi.Second, pi.Third, (n, i, j) =>
        {
            var cost = given.TradeCosts[n, i, j] * cHat[i, j];
            return pi[n, i, j] == 0 || double.IsPositiveInfinity(cost) ? 0 : pi[n, i, j] * Math.Pow(cost / pHat[n, j], -theta[j]);
        });
    }

    /// <summary>(5) M'_nij = pi'_nij X'_nj / ((1 + tau'_nij)(1 + e'_nij)): flows at producer prices.</summary>
    public static Cube Flows(Circumstances given, Cube shares, Table expenditure) =>
        Cube.Create(shares.First, shares.Second, shares.Third, (n, i, j) =>
            shares[n, i, j] == 0 ? 0 : shares[n, i, j] * expenditure[n, j] / ((1 + given.Tariffs[n, i, j]) * (1 + given.ExportTaxes[n, i, j])));

    /// <summary>(6) Y'_ij = sum_n M'_nij: output is what is sold.</summary>
    public static Table Output(Cube flows) => Accounting.Output(flows);

    /// <summary>(7) R'_n = sum_ij tau'_nij (1 + e'_nij) M'_nij: tariff revenue, levied on the price at the border.</summary>
    public static ImmutableArray<double> TariffRevenue(Circumstances given, Cube flows) =>
        ByCountry(flows, (n, sum) =>
        {
            for (var i = 0; i < flows.Second; i++)
                for (var j = 0; j < flows.Third; j++)
                    sum += given.Tariffs[n, i, j] * (1 + given.ExportTaxes[n, i, j]) * flows[n, i, j];
            return sum;
        });

    /// <summary>(8) E'_i = sum_nj e'_nij M'_nij: export tax revenue.</summary>
    public static ImmutableArray<double> ExportTaxRevenue(Circumstances given, Cube flows) =>
        ByCountry(flows, (i, sum) =>
        {
            for (var n = 0; n < flows.First; n++)
                for (var j = 0; j < flows.Third; j++)
                    sum += given.ExportTaxes[n, i, j] * flows[n, i, j];
            return sum;
        });

    /// <summary>
    /// (10) X'_nk = sum_j gamma_nkj Y'_nj + alpha_nk I'_n: what is spent on k, as input and finally.
    /// Caliendo and Parro (2015), eq. (13).
    /// </summary>
    public static Table Expenditure(Circumstances given, Table output, ReadOnlySpan<double> income)
    {
        var world = given.World;
        var x = new double[output.Rows * output.Columns];
        for (var n = 0; n < output.Rows; n++)
            for (var k = 0; k < output.Columns; k++)
            {
                var sum = world.FinalShares[n, k] * income[n];
                for (var j = 0; j < output.Columns; j++)
                    sum += world.CostShares[n, k, j] * output[n, j];
                x[n * output.Columns + k] = sum;
            }
        return new Table(output.Rows, output.Columns, x);
    }

    /// <summary>
    /// (11) exports'_n + D'_n + T'_n - imports'_n = 0, both at border prices: the trade balance, which clears the
    /// markets. Returned is the left side: above 0 where the world wants more from n than it can pay for with its
    /// wage. Caliendo and Parro (2015), eq. (14).
    /// </summary>
    public static ImmutableArray<double> ExcessDemand(Circumstances given, Cube flows, ReadOnlySpan<double> inflows)
    {
        var excess = inflows.ToArray();
        for (var n = 0; n < flows.First; n++)
            for (var i = 0; i < flows.Second; i++)
                for (var j = 0; j < flows.Third; j++)
                {
                    var atBorder = flows[n, i, j] * (1 + given.ExportTaxes[n, i, j]);
                    excess[i] += atBorder;
                    excess[n] -= atBorder;
                }
        return [.. excess];
    }

    /// <summary>(12) prod_j PHat_nj^alpha_nj: the price of final demand; goods nobody supplies and nobody wants left out.</summary>
    public static ImmutableArray<double> ConsumerPrices(Circumstances given, Table pHat)
    {
        var alpha = given.World.FinalShares;
        var prices = new double[pHat.Rows];
        for (var n = 0; n < pHat.Rows; n++)
        {
            prices[n] = 1;
            for (var j = 0; j < pHat.Columns; j++)
                if (double.IsFinite(pHat[n, j]))
                    prices[n] *= Math.Pow(pHat[n, j], alpha[n, j]);
        }
        return [.. prices];
    }

    private static ImmutableArray<double> ByCountry(Cube flows, Func<int, double, double> total)
    {
        var totals = new double[flows.First];
        for (var n = 0; n < totals.Length; n++)
            totals[n] = total(n, 0);
        return [.. totals];
    }
}
