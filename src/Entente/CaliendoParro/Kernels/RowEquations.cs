using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Equations over many flows, row by row with vector instructions, powers taken once and tables that do not change handed
/// on: what every answer is certified by. <see cref="Equations"/> has the same to be read, and a test holds both together.
/// </summary>
internal static class RowEquations
{
    /// <summary>Equations (2), (17) and (18); see <see cref="Equations.UnitCosts"/>.</summary>
    public static (Table UnitCosts, Table ValueAddedShares, Cube CostShares) Users(CounterfactualInputs given, Table vHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        if (given.Substitution.IsCobbDouglas)
            return (
                CobbDouglasUnitCosts(given, vHat, pHat),
                given.World.ValueAddedShares,
                pHat.Span.Contains(double.PositiveInfinity) ? new UserCosts(given, vHat, pHat).CostShares : given.World.CostShares
            );
        var users = new UserCosts(given, vHat, pHat);
        return (users.UnitCosts, users.ValueAddedShares, users.CostShares);
    }

    /// <summary>
    /// Equations (12) and (19); see <see cref="Equations.ConsumerPrices"/> and <see cref="Equations.FinalShares"/>: a bundle says both.
    /// </summary>
    public static (ImmutableArray<double> Prices, Table FinalShares) Households(CounterfactualInputs given, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(pHat);
        if (!TensorPrimitives.IsFiniteAll(pHat.Span))
            return (Equations.ConsumerPrices(given, pHat), Equations.FinalShares(given, pHat));
        var (sectors, prices, shares) = (pHat.Columns, new double[pHat.Rows], new double[pHat.Span.Length]);
        var (logs, nests) = (new double[sectors], given.Substitution.OfHouseholds);
        for (var n = 0; n < pHat.Rows; n++)
        {
            var before = given.World.FinalShares.Row(n);
            TensorPrimitives.Log(pHat.Row(n), logs);
            if (given.Substitution.IsCobbDouglas)
            {
                prices[n] = Math.Exp(TensorPrimitives.Dot<double>(before, logs));
                continue;
            }
            var bundle = new Bundle(before, logs, nests);
            prices[n] = Math.Exp((bundle.EnergyShare + bundle.OtherShare) * bundle.LogPrice);
            for (var j = 0; j < sectors; j++)
                shares[n * sectors + j] = before[j] * bundle.ShareFactor(j, logs[j]);
        }
        return ([.. prices], given.Substitution.IsCobbDouglas ? given.World.FinalShares : new Table(pHat.Rows, sectors, shares));
    }

    /// <summary>Equations (3) and (4); see <see cref="Equations.Prices"/> and <see cref="Equations.TradeShares"/>.</summary>
    /// <param name="given">The data and what changes.</param>
    /// <param name="cHat">Unit costs.</param>
    /// <param name="pHat">The prices that shares are taken at; infinite where nobody can supply a good.</param>
    /// <returns>Shares at those prices, and the prices that follow from costs.</returns>
    public static (Cube TradeShares, Table Prices) Trade(CounterfactualInputs given, Table cHat, Table pHat)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(cHat);
        ArgumentNullException.ThrowIfNull(pHat);
        var (sectors, prices) = (cHat.Columns, new double[cHat.Span.Length]);
        var (cells, suppliers) = (
            GC.AllocateUninitializedArray<double>(given.TradeShares.Span.Length),
            new SupplierShares(given, new EffectiveRows(given), cHat, pHat)
        );
        for (var n = 0; n < cHat.Rows; n++)
            suppliers.Set(n, cells.AsSpan(n * cHat.Span.Length, cHat.Span.Length), prices.AsSpan(n * sectors, sectors));
        return (new Cube(cHat.Rows, cHat.Rows, sectors, cells), new Table(cHat.Rows, sectors, prices));
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
                if (given.HasTariffs)
                    VectorKernels.OverOneAnd(shares.Row(n, i), expenditure.Row(n), given.Tariffs.Row(n, i), flow);
                else
                    TensorPrimitives.Multiply(shares.Row(n, i), expenditure.Row(n), flow);
                if (given.HasExportTaxes)
                {
                    TensorPrimitives.Add(given.ExportTaxes.Row(n, i), 1, factor);
                    TensorPrimitives.Divide(flow, factor, flow);
                }
            }
        );
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
}
