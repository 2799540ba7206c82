using System.Numerics.Tensors;
using Entente.CaliendoParro.Search;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// What sales lose by steps of ln costs, in value: by their own cost, and where goods stand in for one another nearly perfectly
/// (<see cref="GoodsResponse"/>), by the costs of all that make them. Linear, and read backwards as well. It conditions a search and
/// decides nothing. Not safe for use by several threads.
/// </summary>
internal sealed class LostSales(ReferencePoint at, GoodsResponse? goods)
{
    private readonly float[] costsOfGoods = new float[goods?.Cells.Length ?? 0];
    private readonly float[] lostOfGoods = new float[goods?.Cells.Length ?? 0];

    /// <summary>Sets what is lost; by (n, j).</summary>
    public void Set(ReadOnlySpan<double> costs, Span<double> lost)
    {
        TensorPrimitives.Multiply(at.WageResponse.Sales, costs, lost);
        if (goods is null)
            return;
        for (var a = 0; a < goods.Cells.Length; a++)
            costsOfGoods[a] = (float)costs[goods.Cells[a]];
        VectorKernels.Times<float>(goods.Elasticities, costsOfGoods, lostOfGoods);
        for (var a = 0; a < goods.Cells.Length; a++)
            lost[goods.Cells[a]] = lostOfGoods[a] * at.Output.Span[goods.Cells[a]];
    }

    /// <summary>The transpose: takes off what costs are worth where what is lost is worth this.</summary>
    public void SubtractTransposed(ReadOnlySpan<double> lost, Span<double> costs)
    {
        for (var cell = 0; cell < costs.Length; cell++)
            if (goods is null || goods.Place(cell) < 0)
                costs[cell] -= at.WageResponse.Sales[cell] * lost[cell];
        if (goods is null)
            return;
        for (var a = 0; a < goods.Cells.Length; a++)
            lostOfGoods[a] = (float)(lost[goods.Cells[a]] * at.Output.Span[goods.Cells[a]]);
        Array.Clear(costsOfGoods);
        VectorKernels.AddTransposedTimes<float>(goods.Elasticities, lostOfGoods, costsOfGoods);
        for (var a = 0; a < goods.Cells.Length; a++)
            costs[goods.Cells[a]] -= costsOfGoods[a];
    }
}
