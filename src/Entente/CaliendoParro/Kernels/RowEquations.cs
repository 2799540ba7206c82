using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Equations over many flows, row by row with vector instructions, powers taken once and tables that do not change handed
/// on: what every answer is certified by. <see cref="Equations"/> has the same to be read, and a test holds both together.
/// </summary>
internal static class RowEquations
{
    /// <summary>Equation (2); see <see cref="Equations.UnitCosts"/>.</summary>
    public static Table UnitCosts(CounterfactualInputs given, Table vHat, Table pHat) =>
        IsCobbDouglas(given)
            ? CobbDouglasUnitCosts(given, vHat, pHat)
            : ByUser(
                given,
                pHat,
                (n, j, inputs, _) =>
                    Math.Exp(Power(given, n, j, inputs) * LogUnitCost(given, n, j, vHat, inputs)) / given.Productivity[n, j]
            );

    /// <summary>Equation (17); see <see cref="Equations.ValueAddedShares"/>.</summary>
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

    /// <summary>Equation (18); see <see cref="Equations.CostShares"/>.</summary>
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

    /// <summary>Equation (3); see <see cref="Equations.Prices"/>.</summary>
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

    /// <summary>Equation (4); see <see cref="Equations.TradeShares"/>.</summary>
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

    /// <summary>Equation (5); see <see cref="Equations.Flows"/>.</summary>
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

    /// <summary>Equation (7); see <see cref="Equations.TariffRevenue"/>.</summary>
    public static ImmutableArray<double> TariffRevenue(CounterfactualInputs given, Cube flows)
    {
        var revenue = new double[flows.First];
        if (given.HasTariffs)
            OverRows(given, flows, (n, i, atBorder) => revenue[n] += TensorPrimitives.Dot(given.Tariffs.Row(n, i), atBorder));
        return [.. revenue];
    }

    /// <summary>Equation (8); see <see cref="Equations.ExportTaxRevenue"/>.</summary>
    public static ImmutableArray<double> ExportTaxRevenue(CounterfactualInputs given, Cube flows)
    {
        var revenue = new double[flows.First];
        for (var n = 0; given.HasExportTaxes && n < flows.First; n++)
            for (var i = 0; i < flows.Second; i++)
                revenue[i] += TensorPrimitives.Dot(given.ExportTaxes.Row(n, i), flows.Row(n, i));
        return [.. revenue];
    }

    /// <summary>Equation (10); see <see cref="Equations.Expenditure"/>.</summary>
    public static Table Expenditure(Cube costShares, Table finalShares, Table output, ReadOnlySpan<double> income)
    {
        ArgumentNullException.ThrowIfNull(costShares);
        var x = new double[output.Rows * output.Columns];
        for (var n = 0; n < output.Rows; n++)
            for (var k = 0; k < output.Columns; k++)
                x[n * output.Columns + k] = TensorPrimitives.Dot(costShares.Row(n, k), output.Row(n)) + finalShares[n, k] * income[n];
        return new Table(output.Rows, output.Columns, x);
    }

    /// <summary>Equation (11); see <see cref="Equations.ExcessDemand"/>.</summary>
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
                    new Bundle(shares, logs, sigma.OfUser(j)),
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

    /// <summary>
    /// Equation (2) where all elasticities are 1: vHat^gamma prod_k PHat_k^gamma_k / AHat; infinite where an input has no
    /// supplier.
    /// </summary>
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
