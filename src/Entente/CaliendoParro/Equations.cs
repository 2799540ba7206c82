using System.Collections.Immutable;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro;

/// <summary>
/// The model of Caliendo and Parro, "Estimates of the Trade and Welfare Effects of NAFTA" (Review of Economic
/// Studies 82, 2015), in relative changes: xHat = x'/x. One method is one equation, written to be read, with the
/// letters of the paper and the numbers of docs/model.md. The kernels that solve and certify are faster; they are held to these.
/// Axes: importer n, exporter i, sector j, input k.
/// </summary>
public static class Equations
{
    /// <summary>
    /// (1) kappaHat_nij = dHat_nij (1 + tau'_nij)/(1 + tau_nij) (1 + e'_nij): iceberg, tariff and export tax.
    /// Caliendo and Parro (2015), eq. (3) in changes; export taxes enter like tariffs, the revenue goes to the exporter.
    /// </summary>
    public static Cube TradeCosts(World world, Cube? dHat, Cube tariffs, Cube? exportTaxes)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentNullException.ThrowIfNull(tariffs);
        return OverFlows(
            world,
            (n, i, j) =>
                (dHat?[n, i, j] ?? 1) * (1 + tariffs[n, i, j]) / (1 + world.Tariffs[n, i, j]) * (1 + (exportTaxes?[n, i, j] ?? 0))
        );
    }

    /// <summary>
    /// (16) vHat_nj = [ sum_f lambda_njf wHat_njf^(1-sigma) ]^(1/(1-sigma)): the price of value added, sigma that among
    /// factors of sector j.
    /// </summary>
    public static Table ValueAddedPrices(CounterfactualInputs given, ImmutableArray<Table> wHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        // One factor alone is value added itself.
        if (wHat.Length == 1)
            return wHat[0];
        var (shares, logs) = (new double[wHat.Length], new double[wHat.Length]);
        return Table.Create(
            wHat[0].Rows,
            wHat[0].Columns,
            (n, j) =>
            {
                for (var f = 0; f < shares.Length; f++)
                    (shares[f], logs[f]) = (given.Factors[f].Shares[n, j], Math.Log(wHat[f][n, j]));
                return Math.Exp(Ces.LogMean(shares, logs, given.Substitution.Factors[j], _ => true));
            }
        );
    }

    /// <summary>
    /// (2) cHat_nj = CES[ vHat_nj, mHat_nj ] / AHat_nj: the cost of value added and of the input bundle, a CES of
    /// energy and other inputs, each a CES of goods, power of several sources being one of them; with all elasticities 1 it is vHat^gamma
    /// prod_k PHat_nk^gamma_nkj,
    /// Caliendo and Parro (2015), eq. (10). Where shares miss adding up to 1, so does the power.
    /// </summary>
    public static Table UnitCosts(CounterfactualInputs given, Table vHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        return OverGoods(
            given.World,
            (n, j) =>
            {
                var inputs = Inputs(given, n, j, pHat);
                var power = given.World.ValueAddedShares[n, j] + inputs.EnergyShare + inputs.OtherShare;
                return Math.Exp(power * LogUnitCost(given, n, j, vHat, inputs)) / given.Productivity[n, j];
            }
        );
    }

    /// <summary>
    /// (17) gamma'_nj = gamma_nj (vHat_nj / bHat_nj)^(1-sigma): the share of value added in cost, bHat being cHat AHat and
    /// sigma that between value added and inputs.
    /// </summary>
    public static Table ValueAddedShares(CounterfactualInputs given, Table vHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        return OverGoods(
            given.World,
            (n, j) =>
                given.World.ValueAddedShares[n, j]
                * Ces.ShareFactor(
                    Math.Log(vHat[n, j]),
                    LogUnitCost(given, n, j, vHat, Inputs(given, n, j, pHat)),
                    given.Substitution.ValueAdded[j]
                )
        );
    }

    /// <summary>
    /// (18) gamma'_nkj = gamma_nkj (PHat_nk/gHat)^(1-sigma_g) (gHat/mHat)^(1-sigma_e) (mHat/bHat)^(1-sigma_v): the share of
    /// input k in the cost of j, gHat being the price of the nest of k (energy or other inputs), mHat that of all inputs; for
    /// power (PHat_nk/hHat)^(1-sigma_p) (hHat/gHat)^(1-sigma_g) in place of the first factor, hHat being the price of power.
    /// </summary>
    public static Cube CostShares(CounterfactualInputs given, Table vHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        return Cube.Create(
            pHat.Rows,
            pHat.Columns,
            pHat.Columns,
            (n, k, j) =>
            {
                if (given.World.CostShares[n, k, j] == 0)
                    return 0;
                var inputs = Inputs(given, n, j, pHat);
                var (log, sigma) = (LogUnitCost(given, n, j, vHat, inputs), given.Substitution.ValueAdded[j]);
                return given.World.CostShares[n, k, j]
                    * Ces.ShareFactor(inputs.LogPrice, log, sigma)
                    * inputs.ShareFactor(k, Math.Log(pHat[n, k]));
            }
        );
    }

    /// <summary>
    /// (3) PHat_nj = [ sum_i pi_nij (kappaHat_nij cHat_ij)^-theta_j ]^(-1/theta_j): the price of the composite good;
    /// infinite where nobody can supply it, 1 where it was never bought. Caliendo and Parro (2015), eq. (11).
    /// </summary>
    public static Table Prices(CounterfactualInputs given, Table cHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(cHat);
        var (pi, theta) = (given.TradeShares, given.World.Thetas);
        return OverGoods(
            given.World,
            (n, j) =>
            {
                var (sum, shares) = (0.0, 0.0);
                for (var i = 0; i < cHat.Rows; i++)
                {
                    sum += pi[n, i, j] * Math.Pow(given.TradeCosts[n, i, j] * cHat[i, j], -theta[j]);
                    shares += pi[n, i, j];
                }
                // The shares add up to 1 but for rounding, which the division takes out: no change is no change.
                return shares == 0 ? 1 : Math.Pow(sum / shares, -1 / theta[j]);
            }
        );
    }

    /// <summary>
    /// (4) pi'_nij = pi_nij (kappaHat_nij cHat_ij / PHat_nj)^-theta_j: the share of i in the spending of n on j;
    /// exactly 0 where trade is forbidden. Caliendo and Parro (2015), eq. (12).
    /// </summary>
    public static Cube TradeShares(CounterfactualInputs given, Table cHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(cHat);
        ArgumentNullException.ThrowIfNull(pHat);
        return OverFlows(
            given.World,
            (n, i, j) =>
                double.IsPositiveInfinity(pHat[n, j])
                    ? 0
                    : given.TradeShares[n, i, j] * Math.Pow(given.TradeCosts[n, i, j] * cHat[i, j] / pHat[n, j], -given.World.Thetas[j])
        );
    }

    /// <summary>(5) M'_nij = pi'_nij X'_nj / ((1 + tau'_nij)(1 + e'_nij)): flows at producer prices.</summary>
    public static Cube Flows(CounterfactualInputs given, Cube shares, Table expenditure)
    {
        ArgumentNullException.ThrowIfNull(given);
        return OverFlows(
            given.World,
            (n, i, j) => shares[n, i, j] * expenditure[n, j] / (1 + given.Tariffs[n, i, j]) / (1 + given.ExportTaxes[n, i, j])
        );
    }

    /// <summary>(6) Y'_ij = sum_n M'_nij: output is what is sold.</summary>
    public static Table Output(Cube flows) => Accounting.Output(flows);

    /// <summary>(7) R'_n = sum_ij tau'_nij (1 + e'_nij) M'_nij: tariff revenue, levied on the price at the border.</summary>
    public static ImmutableArray<double> TariffRevenue(CounterfactualInputs given, Cube flows)
    {
        ArgumentNullException.ThrowIfNull(given);
        return ByCountry(
            given.World,
            n => SumOf(given.World, (i, j) => given.Tariffs[n, i, j] * (1 + given.ExportTaxes[n, i, j]) * flows[n, i, j])
        );
    }

    /// <summary>(8) E'_i = sum_nj e'_nij M'_nij: export tax revenue.</summary>
    public static ImmutableArray<double> ExportTaxRevenue(CounterfactualInputs given, Cube flows)
    {
        ArgumentNullException.ThrowIfNull(given);
        return ByCountry(given.World, i => SumOf(given.World, (n, j) => given.ExportTaxes[n, i, j] * flows[n, i, j]));
    }

    /// <summary>
    /// (8b) G'_h = sum_nij a_nijh (1 + e'_nij) M'_nij - sum_njk a_nhjk (1 + e'_nhj) M'_nhj: what a country earns from the trade of
    /// others less what others earn from its own sales, a being the part of the value at the border. Adds up to zero.
    /// </summary>
    /// <param name="given">What is given.</param>
    /// <param name="atBorder">(1 + e'_nij) M'_nij, of flows that somebody else earns from.</param>
    public static ImmutableArray<double> MarginsEarned(CounterfactualInputs given, Func<int, int, int, double> atBorder)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(atBorder);
        var earned = new double[given.World.Countries.Length];
        foreach (var m in given.Margins)
        {
            var amount = m.Part * atBorder(m.Importer, m.Exporter, m.Sector);
            earned[m.Earner] += amount;
            earned[m.Exporter] -= amount;
        }
        return [.. earned];
    }

    /// <summary>
    /// (8c) F'_n = sum_j a_nj V_njc (1 - m_nj r'_njf) - sum_hj b_hjn a_hj V_hjc (1 - m_hj r'_hjf),
    /// r'_njf = (1/kappa) V'_njf/(V_njf kHat_njf) + (1 - 1/kappa) sum_j V'_njf / sum_j V_njf kHat_njf: what owners abroad of capital c in
    /// n are paid less than in the data, less what owners in n receive less. a is their part of it after tax, m what is left of theirs,
    /// b whose it is, f the factor that the capital is in. Adds up to zero.
    /// </summary>
    /// <param name="given">What is given.</param>
    /// <param name="factorIncome">V'_njf, equation (21), one table a factor.</param>
    public static ImmutableArray<double> ProfitsKept(CounterfactualInputs given, ImmutableArray<Table> factorIncome)
    {
        ArgumentNullException.ThrowIfNull(given);
        var kept = new double[given.World.Countries.Length];
        if (given.OwnedAbroad.IsEmpty)
            return [.. kept];
        var there = Enumerable.Range(0, given.Factors.Length).Select(f => FactorEndowments(given, f)).ToArray();
        foreach (var owned in given.OwnedAbroad)
        {
            var f = given.FactorOf(owned.Factor);
            var less = owned.Paid * (1 - owned.Left * UnitReturn(given, f, owned.Host, owned.Sector, factorIncome[f], there[f]));
            kept[owned.Host] += less;
            foreach (var owner in owned.Owners)
                kept[owner.Country] -= owner.Part * less;
        }
        return [.. kept];
    }

    /// <summary>r'_njf: a part 1/kappa earns what its sector pays, the rest what the country does.</summary>
    private static double UnitReturn(CounterfactualInputs given, int f, int n, int j, Table earned, Table there)
    {
        var stays = 1 / given.Mobility[f].Kappa;
        var mean = Enumerable.Range(0, earned.Columns).Sum(k => earned[n, k]) / Enumerable.Range(0, there.Columns).Sum(k => there[n, k]);
        return stays * earned[n, j] / there[n, j] + (1 - stays) * mean;
    }

    /// <summary>
    /// (10) X'_nk = sum_j gamma'_nkj Y'_nj + alpha'_nk I'_n: what is spent on k, as input and finally.
    /// Caliendo and Parro (2015), eq. (13).
    /// </summary>
    public static Table Expenditure(Cube costShares, Table finalShares, Table output, ReadOnlySpan<double> income)
    {
        ArgumentNullException.ThrowIfNull(costShares);
        ArgumentNullException.ThrowIfNull(output);
        var final = income.ToArray();
        return Table.Create(
            output.Rows,
            output.Columns,
            (n, k) =>
            {
                var inputs = 0.0;
                for (var j = 0; j < output.Columns; j++)
                    inputs += costShares[n, k, j] * output[n, j];
                return inputs + finalShares[n, k] * final[n];
            }
        );
    }

    /// <summary>
    /// (11) exports'_n + D'_n + T'_n - imports'_n = 0, both at border prices: the trade balance, which clears the
    /// markets. Returned is the left side: above 0 where the world wants more from n than it can pay for with its
    /// wage. Caliendo and Parro (2015), eq. (14).
    /// </summary>
    public static ImmutableArray<double> ExcessDemand(CounterfactualInputs given, Cube flows, ReadOnlySpan<double> inflows)
    {
        ArgumentNullException.ThrowIfNull(given);
        var received = inflows.ToArray();
        return ByCountry(
            given.World,
            n =>
                SumOf(given.World, (m, j) => (1 + given.ExportTaxes[m, n, j]) * flows[m, n, j])
                + received[n]
                - SumOf(given.World, (i, j) => (1 + given.ExportTaxes[n, i, j]) * flows[n, i, j])
        );
    }

    /// <summary>
    /// (12) PHat_n = CES[ PHat_nj ]: the price of final demand, a CES of energy and other goods, each a CES of goods;
    /// with all elasticities 1 it is prod_j PHat_nj^alpha_nj. Goods nobody supplies and nobody wants are left out.
    /// </summary>
    public static ImmutableArray<double> ConsumerPrices(CounterfactualInputs given, Table pHat) =>
        [
            .. Enumerable
                .Range(0, pHat.Rows)
                .Select(n =>
                    Math.Exp(FinalBundle(given, n, pHat) is var bundle ? (bundle.EnergyShare + bundle.OtherShare) * bundle.LogPrice : 0)
                ),
        ];

    /// <summary>(19) alpha'_nj = alpha_nj (PHat_nj/gHat)^(1-sigma_g) (gHat/PHat_n)^(1-sigma_e): shares in final demand.</summary>
    public static Table FinalShares(CounterfactualInputs given, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        var (shares, constant) = (new double[pHat.Rows * pHat.Columns], given.Substitution.IsCobbDouglas);
        for (var n = 0; n < pHat.Rows; n++)
        {
            var bundle = constant ? default : FinalBundle(given, n, pHat);
            for (var j = 0; j < pHat.Columns; j++)
                if (given.Supply.IsAvailable(n, j))
                    shares[n * pHat.Columns + j] =
                        given.World.FinalShares[n, j] * (constant ? 1 : bundle.ShareFactor(j, Math.Log(pHat[n, j])));
        }
        return new Table(pHat.Rows, pHat.Columns, shares);
    }

    /// <summary>
    /// (20) V'_njf = lambda_njf (wHat_njf/vHat_nj)^(1-sigma) gamma'_nj Y'_nj zeta_n: what sector j pays factor f. zeta_n makes
    /// the payments of a country add up to what it earns by its trade balance, and is 1 where cost shares add up to 1.
    /// </summary>
    public static Table FactorDemand(CounterfactualInputs given, int f, Table wHat, Table vHat, Table valueAdded, ReadOnlySpan<double> zeta)
    {
        ArgumentNullException.ThrowIfNull(given);
        var scale = zeta.ToArray();
        return Table.Create(
            wHat.Rows,
            wHat.Columns,
            (n, j) =>
                valueAdded[n, j] == 0
                    ? 0
                    : scale[n]
                        * valueAdded[n, j]
                        * given.Factors[f].Shares[n, j]
                        * (
                            given.Substitution.Factors[j] == 1
                                ? 1
                                : Ces.ShareFactor(Math.Log(wHat[n, j]), Math.Log(vHat[n, j]), given.Substitution.Factors[j])
                        )
        );
    }

    /// <summary>
    /// (21) V_njf kHat_njf: what factor f would earn in sector j at the prices of the data, kHat being the part of its quantity that is
    /// there; where factors that move freely are one, the sum over them.
    /// </summary>
    public static Table FactorEndowments(CounterfactualInputs given, int f)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Shock.FactorSupply.IsEmpty)
            return given.FactorPayments[f];
        var (world, parts) = (given.World, given.Behaviour.PartsOf(given.World, f));
        return OverGoods(
            world,
            (n, j) =>
                parts.Sum(p => world.Factors[p].Shares[n, j] * given.Shock.FactorSupply[p][n, j])
                * world.ValueAddedShares[n, j]
                * world.Output[n, j]
        );
    }

    /// <summary>
    /// (22) WHat_nf = [ sum_j (V_njf kHat_njf/V_nf) wHat_njf^kappa ]^(1/kappa), V_nf = sum_j V_njf kHat_njf: what factor f earns in
    /// country n; sectors that have closed
    /// left out.
    /// </summary>
    public static ImmutableArray<double> FactorReturns(CounterfactualInputs given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(wHat);
        ArgumentNullException.ThrowIfNull(employment);
        var (payments, kappa) = (FactorEndowments(given, f), given.Mobility[f].Kappa);
        return
        [
            .. Enumerable
                .Range(0, wHat.Rows)
                .Select(n =>
                {
                    var (sum, total, largest) = (0.0, 0.0, 0.0);
                    for (var j = 0; j < wHat.Columns; j++)
                        (total, largest) = (
                            total + payments[n, j],
                            payments[n, j] == 0 || employment[n, j] == 0 ? largest : Math.Max(largest, wHat[n, j])
                        );
                    if (total == 0 || largest == 0)
                        return 1;
                    if (double.IsPositiveInfinity(kappa))
                        return largest;
                    for (var j = 0; j < wHat.Columns; j++)
                        sum += employment[n, j] == 0 ? 0 : payments[n, j] * Math.Pow(wHat[n, j] / largest, kappa);
                    return largest * Math.Pow(sum / total, 1 / kappa);
                }),
        ];
    }

    /// <summary>
    /// (21) V'_njf = V_njf kHat_njf wHat_njf^kappa WHat_nf^(1-kappa) u_njf, WHat_nf as in (22): what
    /// factor f earns in sector j by the Roy model with shape kappa (Galle, Rodriguez-Clare and Yi 2023, eq. 6), u being
    /// the part of it that finds work. A factor that moves freely earns V_nf wHat_nf u_nf wherever; its row is spread as in the data.
    /// </summary>
    public static Table FactorSupply(CounterfactualInputs given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        var (payments, kappa) = (FactorEndowments(given, f), given.Mobility[f].Kappa);
        var mean = FactorReturns(given, f, wHat, employment);
        return Table.Create(
            wHat.Rows,
            wHat.Columns,
            (n, j) =>
                payments[n, j] == 0 || employment[n, j] == 0
                    ? 0
                    : payments[n, j]
                        * employment[n, j]
                        * (double.IsPositiveInfinity(kappa) ? wHat[n, j] : wHat[n, j] * Math.Pow(wHat[n, j] / mean[n], kappa - 1))
        );
    }

    /// <summary>
    /// (23) q_nij = M'_nij / cHat_ij: the quantity of a flow that is limited, at baseline prices; for lines of the world's networks
    /// the sum over their flows, in terajoules. Where it is the seller's price that is limited, that price, cHat_ij.
    /// </summary>
    /// <param name="given">What is given.</param>
    /// <param name="cHat">Unit costs.</param>
    /// <param name="flow">M'_nij, of flows that are limited.</param>
    public static ImmutableArray<double> LimitedQuantities(CounterfactualInputs given, Table cHat, Func<int, int, int, double> flow)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(cHat);
        ArgumentNullException.ThrowIfNull(flow);
        return
        [
            .. given.Quotas.Select(quota =>
                quota.IsPriceCap ? cHat[quota.Flows[0].Exporter, quota.Flows[0].Sector]
                : quota.Flows.Sum(l =>
                    flow(l.Importer, l.Exporter, l.Sector) is var sold && sold == 0
                        ? 0
                        : l.PerUnit * (sold / cHat[l.Exporter, l.Sector])
                )
            ),
        ];
    }

    /// <summary>(24) X'_nj - PHat_nj s_nj: what is left to buy where s comes from stocks, at baseline prices.</summary>
    public static Table Purchases(CounterfactualInputs given, Table expenditure, Table pHat, ReadOnlySpan<double> drawn)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(expenditure);
        if (drawn.IsEmpty)
            return expenditure;
        var x = expenditure.Span.ToArray();
        for (var s = 0; s < drawn.Length; s++)
            x[given.Stocks[s].Country * expenditure.Columns + given.Stocks[s].Sector] -=
                drawn[s] * pHat[given.Stocks[s].Country, given.Stocks[s].Sector];
        return new Table(expenditure.Rows, expenditure.Columns, x);
    }

    /// <summary>What user j of country n buys as inputs, at prices pHat.</summary>
    private static Bundle Inputs(CounterfactualInputs given, int n, int j, Table pHat)
    {
        var (shares, logs) = (new double[pHat.Columns], new double[pHat.Columns]);
        for (var k = 0; k < pHat.Columns; k++)
            (shares[k], logs[k]) = (given.World.CostShares[n, k, j], Math.Log(pHat[n, k]));
        return new Bundle(shares, logs, given.Substitution.OfUser(j));
    }

    /// <summary>ln bHat_nj, bHat = CES[ vHat, mHat ].</summary>
    private static double LogUnitCost(CounterfactualInputs given, int n, int j, Table vHat, Bundle inputs) =>
        Ces.LogMean(
            given.World.ValueAddedShares[n, j],
            Math.Log(vHat[n, j]),
            inputs.EnergyShare + inputs.OtherShare,
            inputs.LogPrice,
            given.Substitution.ValueAdded[j]
        );

    private static Bundle FinalBundle(CounterfactualInputs given, int n, Table pHat)
    {
        var sectors = pHat.Columns;
        Span<double> shares = stackalloc double[sectors];
        Span<double> logs = stackalloc double[sectors];
        for (var j = 0; j < sectors; j++)
        {
            shares[j] = given.Supply.IsWanted(n, j) || given.Supply.IsAvailable(n, j) ? given.World.FinalShares[n, j] : 0;
            logs[j] = Math.Log(pHat[n, j]);
        }
        return new Bundle(shares, logs, given.Substitution.OfHouseholds);
    }

    private static Cube OverFlows(World world, Func<int, int, int, double> cell) =>
        Cube.Create(world.Countries.Length, world.Countries.Length, world.Sectors.Length, cell);

    private static Table OverGoods(World world, Func<int, int, double> cell) =>
        Table.Create(world.Countries.Length, world.Sectors.Length, cell);

    private static ImmutableArray<double> ByCountry(World world, Func<int, double> cell) =>
        [.. Enumerable.Range(0, world.Countries.Length).Select(cell)];

    /// <summary>Over all partners and goods.</summary>
    private static double SumOf(World world, Func<int, int, double> term)
    {
        var sum = 0.0;
        for (var i = 0; i < world.Countries.Length; i++)
            for (var j = 0; j < world.Sectors.Length; j++)
                sum += term(i, j);
        return sum;
    }
}
