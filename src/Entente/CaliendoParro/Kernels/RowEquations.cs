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
        var (inverse, kappa) = (given.World.Thetas.Select(theta => -1 / theta).ToArray(), new RaisedCosts(given));
        var cells = GC.AllocateUninitializedArray<double>(pi.Span.Length);
        for (var n = 0; n < cHat.Rows; n++)
        {
            var price = prices.AsSpan(n * sectors, sectors);
            Array.Clear(shares);
            // PHat^theta; 0 where nobody can supply the good.
            TensorPrimitives.Pow(pHat.Row(n), given.World.Thetas.AsSpan(), scale);
            for (var j = 0; j < sectors; j++)
                scale[j] = double.IsPositiveInfinity(pHat[n, j]) ? 0 : scale[j];
            for (var i = 0; i < cHat.Rows; i++)
            {
                var share = cells.AsSpan((n * cHat.Rows + i) * sectors, sectors);
                VectorKernels.Products(pi.Row(n, i), kappa.Of(n, i), costs.Row(i), scale, share, price, shares);
            }
            // The shares add up to 1 but for rounding, which the division takes out: no change is no change.
            TensorPrimitives.Divide(price, shares, price);
            TensorPrimitives.Pow(price, inverse, price);
            for (var j = 0; j < sectors; j++)
                price[j] = shares[j] == 0 ? 1 : price[j];
        }
        return (new Cube(pi.First, pi.Second, pi.Third, cells), new Table(cHat.Rows, sectors, prices));
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

    /// <summary>kappaHat_nij^-theta_j over sectors j, 0 where trade is forbidden.</summary>
    private sealed class RaisedCosts
    {
        private readonly CounterfactualInputs given;
        private readonly double[] unchanged;
        private readonly double[] raised;
        private (int N, int I) of = (-1, -1);

        public RaisedCosts(CounterfactualInputs given)
        {
            (this.given, raised, unchanged) = (given, new double[given.TradeCosts.Third], new double[given.TradeCosts.Third]);
            Array.Fill(unchanged, 1);
        }

        public ReadOnlySpan<double> Of(int n, int i)
        {
            var kappaHat = given.TradeCosts.Row(n, i);
            if (!kappaHat.ContainsAnyExcept(1))
                return unchanged;
            // Many partners' costs change alike: the power is taken once for a row of such.
            if (of.N < 0 || !given.TradeCosts.Row(of.N, of.I).SequenceEqual(kappaHat))
            {
                kappaHat.CopyTo(raised);
                Raise(given, raised);
                of = (n, i);
            }
            return raised;
        }
    }

    /// <summary>cHat_ij^-theta_j, 0 where the good cannot be made.</summary>
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
