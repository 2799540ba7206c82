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
    /// (16) vHat_nj = [ sum_f lambda_njf wHat_njf^(1-sigma) ]^(1/(1-sigma)): the price of value added, sigma that among
    /// factors of sector j.
    /// </summary>
    public static Table ValueAddedPrices(Circumstances given, ImmutableArray<Table> wHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        var (shares, logs) = (new double[wHat.Length], new double[wHat.Length]);
        return Table.Create(wHat[0].Rows, wHat[0].Columns, (n, j) =>
        {
            for (var f = 0; f < shares.Length; f++)
                (shares[f], logs[f]) = (given.Factors[f].Shares[n, j], Math.Log(wHat[f][n, j]));
            return Math.Exp(Ces.LogMean(shares, logs, given.Substitution.Factors[j], _ => true));
        });
    }

    /// <summary>
    /// (2) cHat_nj = CES[ vHat_nj, mHat_nj ] / AHat_nj: the cost of value added and of the input bundle, a CES of
    /// energy and other inputs, each a CES of goods; with all elasticities 1 it is vHat^gamma prod_k PHat_nk^gamma_nkj,
    /// Caliendo and Parro (2015), eq. (10). Where shares miss adding up to 1, so does the power.
    /// </summary>
    public static Table UnitCosts(Circumstances given, Table vHat, Table pHat) =>
        ByUser(given, pHat, (n, j, inputs) => Math.Exp(Power(given, n, j, inputs) * LogUnitCost(given, n, j, vHat, inputs)) / given.Productivity[n, j]);

    /// <summary>
    /// (17) gamma'_nj = gamma_nj (vHat_nj / bHat_nj)^(1-sigma): the share of value added in cost, bHat being cHat AHat and
    /// sigma that between value added and inputs.
    /// </summary>
    public static Table ValueAddedShares(Circumstances given, Table vHat, Table pHat) =>
        ByUser(given, pHat, (n, j, inputs) =>
            given.World.ValueAddedShares[n, j] * Ces.ShareFactor(Math.Log(vHat[n, j]), LogUnitCost(given, n, j, vHat, inputs), given.Substitution.ValueAdded[j]));

    /// <summary>
    /// (18) gamma'_nkj = gamma_nkj (PHat_nk/gHat)^(1-sigma_g) (gHat/mHat)^(1-sigma_e) (mHat/bHat)^(1-sigma_v): the share of
    /// input k in the cost of j, gHat being the price of the nest of k (energy or other inputs), mHat that of all inputs.
    /// </summary>
    public static Cube CostShares(Circumstances given, Table vHat, Table pHat)
    {
        var sectors = pHat.Columns;
        var shares = new double[pHat.Rows * sectors * sectors];
        _ = ByUser(given, pHat, (n, j, inputs) =>
        {
            var inputsOfCost = Ces.ShareFactor(inputs.LogPrice, LogUnitCost(given, n, j, vHat, inputs), given.Substitution.ValueAdded[j]);
            for (var k = 0; k < sectors; k++)
                if (given.World.CostShares[n, k, j] is var share && share != 0)
                    shares[(n * sectors + k) * sectors + j] = share * inputsOfCost * inputs.ShareFactor(k, Math.Log(pHat[n, k]));
            return 0;
        });
        return new Cube(pHat.Rows, sectors, sectors, shares);
    }

    /// <summary>
    /// (3) PHat_nj = [ sum_i pi_nij (kappaHat_nij cHat_ij)^-theta_j ]^(-1/theta_j): the price of the composite good;
    /// infinite where nobody can supply it, 1 where it was never bought. Caliendo and Parro (2015), eq. (11).
    /// </summary>
    public static Table Prices(Circumstances given, Table cHat)
    {
        var (pi, theta) = (given.TradeShares, given.World.Thetas);
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
        var (pi, theta) = (given.TradeShares, given.World.Thetas);
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
    /// (10) X'_nk = sum_j gamma'_nkj Y'_nj + alpha'_nk I'_n: what is spent on k, as input and finally.
    /// Caliendo and Parro (2015), eq. (13).
    /// </summary>
    public static Table Expenditure(Cube costShares, Table finalShares, Table output, ReadOnlySpan<double> income)
    {
        ArgumentNullException.ThrowIfNull(costShares);
        var x = new double[output.Rows * output.Columns];
        for (var n = 0; n < output.Rows; n++)
            for (var k = 0; k < output.Columns; k++)
            {
                var sum = finalShares[n, k] * income[n];
                for (var j = 0; j < output.Columns; j++)
                    sum += costShares[n, k, j] * output[n, j];
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

    /// <summary>
    /// (12) PHat_n = CES[ PHat_nj ]: the price of final demand, a CES of energy and other goods, each a CES of goods;
    /// with all elasticities 1 it is prod_j PHat_nj^alpha_nj. Goods nobody supplies and nobody wants are left out.
    /// </summary>
    public static ImmutableArray<double> ConsumerPrices(Circumstances given, Table pHat) =>
        [.. Enumerable.Range(0, pHat.Rows).Select(n => Math.Exp(FinalBundle(given, n, pHat) is var bundle ? (bundle.EnergyShare + bundle.OtherShare) * bundle.LogPrice : 0))];

    /// <summary>(19) alpha'_nj = alpha_nj (PHat_nj/gHat)^(1-sigma_g) (gHat/PHat_n)^(1-sigma_e): shares in final demand.</summary>
    public static Table FinalShares(Circumstances given, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(pHat);
        var shares = new double[pHat.Rows * pHat.Columns];
        for (var n = 0; n < pHat.Rows; n++)
        {
            var bundle = FinalBundle(given, n, pHat);
            for (var j = 0; j < pHat.Columns; j++)
                if (given.Supply.IsAvailable(n, j))
                    shares[n * pHat.Columns + j] = given.World.FinalShares[n, j] * bundle.ShareFactor(j, Math.Log(pHat[n, j]));
        }
        return new Table(pHat.Rows, pHat.Columns, shares);
    }

    /// <summary>
    /// (20) V'_njf = lambda_njf (wHat_njf/vHat_nj)^(1-sigma) gamma'_nj Y'_nj zeta_n: what sector j pays factor f. zeta_n makes
    /// the payments of a country add up to what it earns by its trade balance, and is 1 where cost shares add up to 1.
    /// </summary>
    public static Table FactorDemand(Circumstances given, int f, Table wHat, Table vHat, Table valueAdded, ReadOnlySpan<double> zeta)
    {
        ArgumentNullException.ThrowIfNull(given);
        var scale = zeta.ToArray();
        return Table.Create(wHat.Rows, wHat.Columns, (n, j) => valueAdded[n, j] == 0 ? 0 : scale[n] * valueAdded[n, j]
            * given.Factors[f].Shares[n, j] * Ces.ShareFactor(Math.Log(wHat[n, j]), Math.Log(vHat[n, j]), given.Substitution.Factors[j]));
    }

    /// <summary>(22) WHat_nf = [ sum_j (V_njf/V_nf) wHat_njf^kappa ]^(1/kappa): what factor f earns in country n; sectors that have closed left out.</summary>
    public static ImmutableArray<double> FactorReturns(Circumstances given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(wHat);
        ArgumentNullException.ThrowIfNull(employment);
        var (payments, kappa) = (given.FactorPayments[f], given.Mobility[f].Kappa);
        return [.. Enumerable.Range(0, wHat.Rows).Select(n =>
        {
            var (sum, total, largest) = (0.0, 0.0, 0.0);
            for (var j = 0; j < wHat.Columns; j++)
                (total, largest) = (total + payments[n, j], payments[n, j] == 0 || employment[n, j] == 0 ? largest : Math.Max(largest, wHat[n, j]));
            if (total == 0 || largest == 0)
                return 1;
            if (double.IsPositiveInfinity(kappa))
                return largest;
            for (var j = 0; j < wHat.Columns; j++)
                sum += employment[n, j] == 0 ? 0 : payments[n, j] * Math.Pow(wHat[n, j] / largest, kappa);
            return largest * Math.Pow(sum / total, 1 / kappa);
        })];
    }

    /// <summary>
    /// (21) V'_njf = V_njf wHat_njf^kappa WHat_nf^(1-kappa) u_njf, WHat_nf^kappa = sum_j (V_njf/V_nf) wHat_njf^kappa: what
    /// factor f earns in sector j by the Roy model with shape kappa (Galle, Rodriguez-Clare and Yi 2023, eq. 6), u being
    /// the part of it that finds work. A factor that moves freely earns V_nf wHat_nf u_nf wherever; its row is spread as in the data.
    /// </summary>
    public static Table FactorSupply(Circumstances given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        var (payments, kappa) = (given.FactorPayments[f], given.Mobility[f].Kappa);
        var mean = FactorReturns(given, f, wHat, employment);
        return Table.Create(wHat.Rows, wHat.Columns, (n, j) => payments[n, j] == 0 || employment[n, j] == 0 ? 0
            : payments[n, j] * employment[n, j] * (double.IsPositiveInfinity(kappa) ? wHat[n, j] : wHat[n, j] * Math.Pow(wHat[n, j] / mean[n], kappa - 1)));
    }

    /// <summary>(23) q_nij = M'_nij / cHat_ij: the quantity of a flow that is limited, at baseline prices.</summary>
    public static ImmutableArray<double> LimitedQuantities(Circumstances given, Table cHat, Cube flows)
    {
        ArgumentNullException.ThrowIfNull(given);
        return [.. given.Limits.Select(l => flows[l.Importer, l.Exporter, l.Sector] == 0 ? 0
            : flows[l.Importer, l.Exporter, l.Sector] / cHat[l.Exporter, l.Sector])];
    }

    /// <summary>(24) X'_nj - PHat_nj s_nj: what is left to buy where s comes from stocks, at baseline prices.</summary>
    public static Table Purchases(Circumstances given, Table expenditure, Table pHat, ReadOnlySpan<double> drawn)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(expenditure);
        if (drawn.IsEmpty)
            return expenditure;
        var x = expenditure.Span.ToArray();
        for (var s = 0; s < drawn.Length; s++)
            x[given.Stocks[s].Country * expenditure.Columns + given.Stocks[s].Sector] -= drawn[s] * pHat[given.Stocks[s].Country, given.Stocks[s].Sector];
        return new Table(expenditure.Rows, expenditure.Columns, x);
    }

    /// <summary>The inputs of user j in country n, and a number for each.</summary>
    private static Table ByUser(Circumstances given, Table pHat, Func<int, int, Bundle, double> value)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        var (world, sigma, sectors) = (given.World, given.Substitution, pHat.Columns);
        var (shares, logs) = (new double[sectors], new double[sectors]);
        return Table.Create(pHat.Rows, sectors, (n, j) =>
        {
            for (var k = 0; k < sectors; k++)
                (shares[k], logs[k]) = (world.CostShares[n, k, j], Math.Log(pHat[n, k]));
            return value(n, j, new Bundle(shares, logs, sigma.IsEnergy, sigma.Fuels[j], sigma.Inputs[j], sigma.Energy[j]));
        });
    }

    /// <summary>ln bHat_nj.</summary>
    private static double LogUnitCost(Circumstances given, int n, int j, Table vHat, Bundle inputs) =>
        Ces.LogMean(given.World.ValueAddedShares[n, j], Math.Log(vHat[n, j]), inputs.EnergyShare + inputs.OtherShare, inputs.LogPrice, given.Substitution.ValueAdded[j]);

    private static double Power(Circumstances given, int n, int j, Bundle inputs) =>
        given.World.ValueAddedShares[n, j] + inputs.EnergyShare + inputs.OtherShare;

    private static Bundle FinalBundle(Circumstances given, int n, Table pHat)
    {
        var (sectors, sigma) = (pHat.Columns, given.Substitution);
        var (shares, logs) = (new double[sectors], new double[sectors]);
        for (var j = 0; j < sectors; j++)
        {
            shares[j] = given.Supply.IsWanted(n, j) || given.Supply.IsAvailable(n, j) ? given.World.FinalShares[n, j] : 0;
            logs[j] = Math.Log(pHat[n, j]);
        }
        return new Bundle(shares, logs, sigma.IsEnergy, sigma.FinalFuels, sigma.Final, sigma.FinalEnergy);
    }

    private static ImmutableArray<double> ByCountry(Cube flows, Func<int, double, double> total)
    {
        var totals = new double[flows.First];
        for (var n = 0; n < totals.Length; n++)
            totals[n] = total(n, 0);
        return [.. totals];
    }
}
