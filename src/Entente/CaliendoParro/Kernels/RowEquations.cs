using System.Collections.Immutable;
using System.Numerics.Tensors;
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
        var (pi, sectors, costs) = (given.TradeShares, cHat.Columns, CostPowers(given, cHat));
        var (prices, scale, shares) = (new double[cHat.Span.Length], new double[sectors], new double[sectors]);
        var (inverse, kappa) = (given.World.Thetas.Select(theta => -1 / theta).ToArray(), new RaisedCosts(given.World.Thetas));
        var cells = GC.AllocateUninitializedArray<double>(pi.Span.Length);
        for (var n = 0; n < cHat.Rows; n++)
        {
            var price = prices.AsSpan(n * sectors, sectors);
            Array.Clear(shares);
            SetPricePowers(given, pHat, n, scale);
            for (var i = 0; i < cHat.Rows; i++)
            {
                var share = cells.AsSpan((n * cHat.Rows + i) * sectors, sectors);
                VectorKernels.Products(pi.Row(n, i), kappa.Of(given.TradeCosts.Row(n, i)), costs.Row(i), scale, share, price, shares);
            }
            SetPrices(price, shares, inverse);
        }
        return (new Cube(pi.First, pi.Second, pi.Third, cells), new Table(cHat.Rows, sectors, prices));
    }

    /// <summary>PHat_nj^theta_j; 0 where nobody can supply the good.</summary>
    public static void SetPricePowers(CounterfactualInputs given, Table pHat, int n, Span<double> powers)
    {
        TensorPrimitives.Pow(pHat.Row(n), given.World.Thetas.AsSpan(), powers);
        for (var j = 0; j < powers.Length; j++)
            powers[j] = double.IsPositiveInfinity(pHat[n, j]) ? 0 : powers[j];
    }

    /// <summary>From sums of shares at costs to prices; inverse is -1/theta.</summary>
    public static void SetPrices(Span<double> price, ReadOnlySpan<double> shares, ReadOnlySpan<double> inverse)
    {
        // The shares add up to 1 but for rounding, which the division takes out: no change is no change.
        TensorPrimitives.Divide(price, shares, price);
        TensorPrimitives.Pow(price, inverse, price);
        for (var j = 0; j < price.Length; j++)
            price[j] = shares[j] == 0 ? 1 : price[j];
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

    /// <summary>cHat_ij^-theta_j, 0 where the good cannot be made.</summary>
    public static Table CostPowers(CounterfactualInputs given, Table cHat)
    {
        var powers = cHat.Span.ToArray();
        for (var i = 0; i < cHat.Rows; i++)
            Raise(powers.AsSpan(i * cHat.Columns, cHat.Columns), given.World.Thetas.AsSpan());
        return new Table(cHat.Rows, cHat.Columns, powers);
    }

    /// <summary>To the powers -theta_j.</summary>
    public static void Raise(Span<double> costs, ReadOnlySpan<double> thetas)
    {
        TensorPrimitives.Log(costs, costs);
        TensorPrimitives.Multiply(costs, thetas, costs);
        TensorPrimitives.Negate(costs, costs);
        TensorPrimitives.Exp(costs, costs);
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
