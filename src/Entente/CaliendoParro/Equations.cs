using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.CaliendoParro.Kernels;

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
    public static Cube TradeCosts(World world, Cube? dHat, Cube tariffs, Cube? exportTaxes)
    {
        ArgumentNullException.ThrowIfNull(world);
        // Where nothing else changes, the cost is that of the iceberg.
        if (dHat is not null && exportTaxes is null && ReferenceEquals(tariffs, world.Tariffs))
            return dHat;
        var before = new double[world.Sectors.Length];
        return Rows(
            tariffs,
            (n, i, kappaHat) =>
            {
                TensorPrimitives.Add(tariffs.Row(n, i), 1, kappaHat);
                TensorPrimitives.Add(world.Tariffs.Row(n, i), 1, before);
                TensorPrimitives.Divide(kappaHat, before, kappaHat);
                if (exportTaxes is not null)
                    TensorPrimitives.MultiplyAdd(kappaHat, exportTaxes.Row(n, i), kappaHat, kappaHat);
                if (dHat is not null)
                    TensorPrimitives.Multiply(kappaHat, dHat.Row(n, i), kappaHat);
            }
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
    /// energy and other inputs, each a CES of goods; with all elasticities 1 it is vHat^gamma prod_k PHat_nk^gamma_nkj,
    /// Caliendo and Parro (2015), eq. (10). Where shares miss adding up to 1, so does the power.
    /// </summary>
    public static Table UnitCosts(CounterfactualInputs given, Table vHat, Table pHat) =>
        IsCobbDouglas(given)
            ? CobbDouglasUnitCosts(given, vHat, pHat)
            : ByUser(
                given,
                pHat,
                (n, j, inputs, _) =>
                    Math.Exp(Power(given, n, j, inputs) * LogUnitCost(given, n, j, vHat, inputs)) / given.Productivity[n, j]
            );

    /// <summary>
    /// (17) gamma'_nj = gamma_nj (vHat_nj / bHat_nj)^(1-sigma): the share of value added in cost, bHat being cHat AHat and
    /// sigma that between value added and inputs.
    /// </summary>
    public static Table ValueAddedShares(CounterfactualInputs given, Table vHat, Table pHat) =>
        IsCobbDouglas(given)
            ? given.World.ValueAddedShares
            : ByUser(
                given,
                pHat,
                (n, j, inputs, _) =>
                    given.World.ValueAddedShares[n, j]
                    * Ces.ShareFactor(Math.Log(vHat[n, j]), LogUnitCost(given, n, j, vHat, inputs), given.Substitution.ValueAdded[j])
            );

    /// <summary>
    /// (18) gamma'_nkj = gamma_nkj (PHat_nk/gHat)^(1-sigma_g) (gHat/mHat)^(1-sigma_e) (mHat/bHat)^(1-sigma_v): the share of
    /// input k in the cost of j, gHat being the price of the nest of k (energy or other inputs), mHat that of all inputs.
    /// </summary>
    public static Cube CostShares(CounterfactualInputs given, Table vHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        if (IsCobbDouglas(given) && !pHat.Span.Contains(double.PositiveInfinity))
            return given.World.CostShares;
        var sectors = pHat.Columns;
        var shares = new double[pHat.Rows * sectors * sectors];
        _ = ByUser(
            given,
            pHat,
            (n, j, inputs, logPrices) =>
            {
                var inputsOfCost = Ces.ShareFactor(
                    inputs.LogPrice,
                    LogUnitCost(given, n, j, vHat, inputs),
                    given.Substitution.ValueAdded[j]
                );
                for (var k = 0; k < sectors; k++)
                    if (given.World.CostShares[n, k, j] is var share && share != 0)
                        shares[(n * sectors + k) * sectors + j] = share * inputsOfCost * inputs.ShareFactor(k, logPrices[k]);
                return 0;
            }
        );
        return new Cube(pHat.Rows, sectors, sectors, shares);
    }

    /// <summary>
    /// (3) PHat_nj = [ sum_i pi_nij (kappaHat_nij cHat_ij)^-theta_j ]^(-1/theta_j): the price of the composite good;
    /// infinite where nobody can supply it, 1 where it was never bought. Caliendo and Parro (2015), eq. (11).
    /// </summary>
    public static Table Prices(CounterfactualInputs given, Table cHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(cHat);
        var (pi, sectors, costs) = (given.TradeShares, cHat.Columns, CostPowers(given, cHat));
        var (prices, shares, row) = (new double[cHat.Span.Length], new double[sectors], new double[sectors]);
        var power = given.World.Thetas.Select(theta => -1 / theta).ToArray();
        for (var n = 0; n < cHat.Rows; n++)
        {
            var price = prices.AsSpan(n * sectors, sectors);
            Array.Clear(shares);
            for (var i = 0; i < cHat.Rows; i++)
            {
                TensorPrimitives.MultiplyAdd(pi.Row(n, i), Powers(given, n, i, cHat, costs, row), price, price);
                TensorPrimitives.Add(shares, pi.Row(n, i), shares);
            }
            // The shares add up to 1 but for rounding, which the division takes out: no change is no change.
            TensorPrimitives.Divide(price, shares, price);
            TensorPrimitives.Pow(price, power, price);
            for (var j = 0; j < sectors; j++)
                price[j] = shares[j] == 0 ? 1 : price[j];
        }
        return new Table(cHat.Rows, sectors, prices);
    }

    /// <summary>
    /// (4) pi'_nij = pi_nij (kappaHat_nij cHat_ij / PHat_nj)^-theta_j: the share of i in the spending of n on j;
    /// exactly 0 where trade is forbidden. Caliendo and Parro (2015), eq. (12).
    /// </summary>
    public static Cube TradeShares(CounterfactualInputs given, Table cHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        var (costs, scale) = (CostPowers(given, cHat), new double[pHat.Columns]);
        return Rows(
            given.TradeShares,
            (n, i, share) =>
            {
                // PHat^theta; 0 where nobody can supply the good.
                if (i == 0)
                    TensorPrimitives.Pow(pHat.Row(n), given.World.Thetas.AsSpan(), scale);
                for (var j = 0; i == 0 && j < scale.Length; j++)
                    scale[j] = double.IsPositiveInfinity(pHat[n, j]) ? 0 : scale[j];
                TensorPrimitives.Multiply(Powers(given, n, i, cHat, costs, share), scale, share);
                TensorPrimitives.Multiply(share, given.TradeShares.Row(n, i), share);
            }
        );
    }

    /// <summary>(5) M'_nij = pi'_nij X'_nj / ((1 + tau'_nij)(1 + e'_nij)): flows at producer prices.</summary>
    public static Cube Flows(CounterfactualInputs given, Cube shares, Table expenditure)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(expenditure);
        var factor = new double[expenditure.Columns];
        return Rows(
            shares,
            (n, i, flow) =>
            {
                TensorPrimitives.Multiply(shares.Row(n, i), expenditure.Row(n), flow);
                if (given.HasTariffs)
                {
                    TensorPrimitives.Add(given.Tariffs.Row(n, i), 1, factor);
                    TensorPrimitives.Divide(flow, factor, flow);
                }
                if (given.HasExportTaxes)
                {
                    TensorPrimitives.Add(given.ExportTaxes.Row(n, i), 1, factor);
                    TensorPrimitives.Divide(flow, factor, flow);
                }
            }
        );
    }

    /// <summary>(6) Y'_ij = sum_n M'_nij: output is what is sold.</summary>
    public static Table Output(Cube flows) => Accounting.Output(flows);

    /// <summary>(7) R'_n = sum_ij tau'_nij (1 + e'_nij) M'_nij: tariff revenue, levied on the price at the border.</summary>
    public static ImmutableArray<double> TariffRevenue(CounterfactualInputs given, Cube flows)
    {
        var revenue = new double[flows.First];
        if (given.HasTariffs)
            OverRows(given, flows, (n, i, atBorder) => revenue[n] += TensorPrimitives.Dot(given.Tariffs.Row(n, i), atBorder));
        return [.. revenue];
    }

    /// <summary>(8) E'_i = sum_nj e'_nij M'_nij: export tax revenue.</summary>
    public static ImmutableArray<double> ExportTaxRevenue(CounterfactualInputs given, Cube flows)
    {
        var revenue = new double[flows.First];
        for (var n = 0; given.HasExportTaxes && n < flows.First; n++)
            for (var i = 0; i < flows.Second; i++)
                revenue[i] += TensorPrimitives.Dot(given.ExportTaxes.Row(n, i), flows.Row(n, i));
        return [.. revenue];
    }

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
                x[n * output.Columns + k] = TensorPrimitives.Dot(costShares.Row(n, k), output.Row(n)) + finalShares[n, k] * income[n];
        return new Table(output.Rows, output.Columns, x);
    }

    /// <summary>
    /// (11) exports'_n + D'_n + T'_n - imports'_n = 0, both at border prices: the trade balance, which clears the
    /// markets. Returned is the left side: above 0 where the world wants more from n than it can pay for with its
    /// wage. Caliendo and Parro (2015), eq. (14).
    /// </summary>
    public static ImmutableArray<double> ExcessDemand(CounterfactualInputs given, Cube flows, ReadOnlySpan<double> inflows)
    {
        var excess = inflows.ToArray();
        OverRows(
            given,
            flows,
            (n, i, atBorder) =>
            {
                var total = TensorPrimitives.Sum(atBorder);
                excess[i] += total;
                excess[n] -= total;
            }
        );
        return [.. excess];
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
        ArgumentNullException.ThrowIfNull(pHat);
        var (shares, constant) = (new double[pHat.Rows * pHat.Columns], IsCobbDouglas(given));
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

    /// <summary>(22) WHat_nf = [ sum_j (V_njf/V_nf) wHat_njf^kappa ]^(1/kappa): what factor f earns in country n; sectors that have closed left out.</summary>
    public static ImmutableArray<double> FactorReturns(CounterfactualInputs given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(wHat);
        ArgumentNullException.ThrowIfNull(employment);
        var (payments, kappa) = (given.FactorPayments[f], given.Mobility[f].Kappa);
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
    /// (21) V'_njf = V_njf wHat_njf^kappa WHat_nf^(1-kappa) u_njf, WHat_nf^kappa = sum_j (V_njf/V_nf) wHat_njf^kappa: what
    /// factor f earns in sector j by the Roy model with shape kappa (Galle, Rodriguez-Clare and Yi 2023, eq. 6), u being
    /// the part of it that finds work. A factor that moves freely earns V_nf wHat_nf u_nf wherever; its row is spread as in the data.
    /// </summary>
    public static Table FactorSupply(CounterfactualInputs given, int f, Table wHat, Table employment)
    {
        ArgumentNullException.ThrowIfNull(given);
        var (payments, kappa) = (given.FactorPayments[f], given.Mobility[f].Kappa);
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

    /// <summary>(23) q_nij = M'_nij / cHat_ij: the quantity of a flow that is limited, at baseline prices.</summary>
    public static ImmutableArray<double> LimitedQuantities(CounterfactualInputs given, Table cHat, Cube flows)
    {
        ArgumentNullException.ThrowIfNull(given);
        return
        [
            .. given.Limits.Select(l =>
                flows[l.Importer, l.Exporter, l.Sector] == 0 ? 0 : flows[l.Importer, l.Exporter, l.Sector] / cHat[l.Exporter, l.Sector]
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

    /// <summary>A number for each user j in country n from its inputs and ln PHat_nk.</summary>
    private static Table ByUser(CounterfactualInputs given, Table pHat, UserNumber number)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        var (world, sigma, sectors) = (given.World, given.Substitution, pHat.Columns);
        var (shares, logs, numbers) = (new double[sectors], new double[sectors], new double[pHat.Span.Length]);
        for (var n = 0; n < pHat.Rows; n++)
        {
            TensorPrimitives.Log(pHat.Row(n), logs);
            for (var j = 0; j < sectors; j++)
            {
                for (var k = 0; k < sectors; k++)
                    shares[k] = world.CostShares[n, k, j];
                numbers[n * sectors + j] = number(
                    n,
                    j,
                    new Bundle(shares, logs, sigma.IsEnergy, sigma.Fuels[j], sigma.Inputs[j], sigma.Energy[j]),
                    logs
                );
            }
        }
        return new Table(pHat.Rows, sectors, numbers);
    }

    /// <summary>What is computed of a user's inputs.</summary>
    private delegate double UserNumber(int n, int j, Bundle inputs, ReadOnlySpan<double> logPrices);

    /// <summary>ln bHat_nj.</summary>
    private static double LogUnitCost(CounterfactualInputs given, int n, int j, Table vHat, Bundle inputs) =>
        Ces.LogMean(
            given.World.ValueAddedShares[n, j],
            Math.Log(vHat[n, j]),
            inputs.EnergyShare + inputs.OtherShare,
            inputs.LogPrice,
            given.Substitution.ValueAdded[j]
        );

    private static double Power(CounterfactualInputs given, int n, int j, Bundle inputs) =>
        given.World.ValueAddedShares[n, j] + inputs.EnergyShare + inputs.OtherShare;

    private static Bundle FinalBundle(CounterfactualInputs given, int n, Table pHat)
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

    /// <summary>Equation (2) where all elasticities are 1: vHat^gamma prod_k PHat_k^gamma_k / AHat; infinite where an input has no supplier.</summary>
    private static Table CobbDouglasUnitCosts(CounterfactualInputs given, Table vHat, Table pHat)
    {
        var (world, sectors, costs) = (given.World, pHat.Columns, new double[pHat.Span.Length]);
        for (var n = 0; n < pHat.Rows; n++)
        {
            var cost = costs.AsSpan(n * sectors, sectors);
            TensorPrimitives.Log(vHat.Row(n), cost);
            TensorPrimitives.Multiply(cost, world.ValueAddedShares.Row(n), cost);
            for (var k = 0; k < sectors; k++)
                if (double.IsFinite(pHat[n, k]))
                    TensorPrimitives.MultiplyAdd(world.CostShares.Row(n, k), Math.Log(pHat[n, k]), cost, cost);
                else
                    for (var j = 0; j < sectors; j++)
                        cost[j] = world.CostShares[n, k, j] == 0 ? cost[j] : pHat[n, k];
            TensorPrimitives.Exp(cost, cost);
            TensorPrimitives.Divide(cost, given.Productivity.Row(n), cost);
        }
        return new Table(pHat.Rows, sectors, costs);
    }

    private static bool IsCobbDouglas(CounterfactualInputs given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given.Substitution.IsCobbDouglas;
    }

    /// <summary>(kappaHat_nij cHat_ij)^-theta_j over sectors j; 0 where trade is forbidden or the good cannot be made.</summary>
    private static ReadOnlySpan<double> Powers(CounterfactualInputs given, int n, int i, Table cHat, Table costs, Span<double> powers)
    {
        var kappaHat = given.TradeCosts.Row(n, i);
        if (!kappaHat.ContainsAnyExcept(1))
            return costs.Row(i);
        TensorPrimitives.Multiply(kappaHat, cHat.Row(i), powers);
        Raise(given, powers);
        return powers;
    }

    /// <summary>cHat_ij^-theta_j, which is what equations (3) and (4) come to where the cost of trade does not change.</summary>
    private static Table CostPowers(CounterfactualInputs given, Table cHat)
    {
        var powers = cHat.Span.ToArray();
        for (var i = 0; i < cHat.Rows; i++)
            Raise(given, powers.AsSpan(i * cHat.Columns, cHat.Columns));
        return new Table(cHat.Rows, cHat.Columns, powers);
    }

    /// <summary>To the powers -theta_j.</summary>
    private static void Raise(CounterfactualInputs given, Span<double> costs)
    {
        TensorPrimitives.Log(costs, costs);
        TensorPrimitives.Multiply(costs, given.World.Thetas.AsSpan(), costs);
        TensorPrimitives.Negate(costs, costs);
        TensorPrimitives.Exp(costs, costs);
    }

    /// <summary>Hands over (1 + e'_nij) M'_nij, what n pays at its border, row by row.</summary>
    private static void OverRows(CounterfactualInputs given, Cube flows, UseOf use)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(flows);
        var atBorder = new double[flows.Third];
        for (var n = 0; n < flows.First; n++)
            for (var i = 0; i < flows.Second; i++)
                if (given.HasExportTaxes)
                {
                    TensorPrimitives.MultiplyAdd(flows.Row(n, i), given.ExportTaxes.Row(n, i), flows.Row(n, i), atBorder);
                    use(n, i, atBorder);
                }
                else
                    use(n, i, flows.Row(n, i));
    }

    /// <summary>A cube of the same shape, every cell of which is set row by row.</summary>
    private static Cube Rows(Cube like, RowOf set)
    {
        ArgumentNullException.ThrowIfNull(like);
        var cells = GC.AllocateUninitializedArray<double>(like.Span.Length);
        for (var n = 0; n < like.First; n++)
            for (var i = 0; i < like.Second; i++)
                set(n, i, cells.AsSpan((n * like.Second + i) * like.Third, like.Third));
        return new Cube(like.First, like.Second, like.Third, cells);
    }

    /// <summary>What is done to a row of a cube.</summary>
    private delegate void RowOf(int n, int i, Span<double> row);

    /// <summary>What a row of a cube is used for.</summary>
    private delegate void UseOf(int n, int i, ReadOnlySpan<double> row);
}
