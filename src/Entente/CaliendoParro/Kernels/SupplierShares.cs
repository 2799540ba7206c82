using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>Equations (3) and (4) for one importer at a time. For one thread.</summary>
internal sealed class SupplierShares
{
    private readonly CounterfactualInputs given;
    private readonly EffectiveRows rows;
    private readonly Table pHat;
    private readonly int sectors;
    private readonly double[] costs;
    private readonly RaisedCosts kappa;
    private readonly double[] scale;
    private readonly double[] shares;
    private readonly double[] inverse;

    /// <param name="given">The data and what changes.</param>
    /// <param name="rows">The costs of trade that buyers meet.</param>
    /// <param name="cHat">Unit costs.</param>
    /// <param name="pHat">The prices that shares are taken at; infinite where nobody can supply a good.</param>
    public SupplierShares(CounterfactualInputs given, EffectiveRows rows, Table cHat, Table pHat)
    {
        (this.given, this.rows, this.pHat, sectors) = (given, rows, pHat, cHat.Columns);
        (kappa, scale, shares) = (new RaisedCosts(given.World.Thetas), new double[sectors], new double[sectors]);
        inverse = [.. given.World.Thetas.Select(theta => -1 / theta)];
        // cHat^-theta; 0 where the good cannot be made.
        costs = cHat.Span.ToArray();
        RaisedCosts.Raise(costs, Technology.ForEach(cHat.Rows, given.World.Thetas.AsSpan()));
    }

    /// <summary>Sets the shares of all suppliers in what n spends, and the prices that follow from their costs.</summary>
    /// <param name="n">The importer.</param>
    /// <param name="block">Receives shares, by (i, j).</param>
    /// <param name="price">Receives prices; zeros before.</param>
    public void Set(int n, Span<double> block, Span<double> price)
    {
        Array.Clear(shares);
        // PHat^theta; 0 where nobody can supply the good.
        TensorPrimitives.Pow(pHat.Row(n), given.World.Thetas.AsSpan(), scale);
        for (var j = 0; j < sectors; j++)
            scale[j] = double.IsPositiveInfinity(pHat[n, j]) ? 0 : scale[j];
        for (var at = 0; at < block.Length; at += sectors)
            VectorKernels.Products(
                given.TradeShares.Row(n, at / sectors),
                kappa.Of(rows.TradeCosts(n, at / sectors)),
                costs.AsSpan(at, sectors),
                scale,
                block.Slice(at, sectors),
                price,
                shares
            );
        // The shares add up to 1 but for rounding, which the division takes out: no change is no change.
        TensorPrimitives.Divide(price, shares, price);
        TensorPrimitives.Pow(price, inverse, price);
        for (var j = 0; j < sectors; j++)
            price[j] = shares[j] == 0 ? 1 : price[j];
    }
}
