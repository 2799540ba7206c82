using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>All shares are those of the data.</summary>
internal sealed class CobbDouglasTechnology(World world) : Technology
{
    private readonly int sectors = world.Sectors.Length;

    public override void SetLogCosts(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost)
    {
        for (var n = 0; n < world.Countries.Length; n++)
        {
            var cost = logCost.Slice(n * sectors, sectors);
            TensorPrimitives.Multiply(world.ValueAddedShares.Row(n), logV.Slice(n * sectors, sectors), cost);
            for (var k = 0; k < sectors; k++)
                TensorPrimitives.MultiplyAdd(world.CostShares.Row(n, k), logPrice[n * sectors + k], cost, cost);
        }
    }

    public override void SetShares(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice)
    {
    }

    public override double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice) =>
        TensorPrimitives.Dot(world.FinalShares.Row(n), logPrice.Slice(n * sectors, sectors));

    public override ReadOnlySpan<double> CostShares(int n, int k) => world.CostShares.Row(n, k);

    public override ReadOnlySpan<double> ValueAddedShares(int n) => world.ValueAddedShares.Row(n);

    public override ReadOnlySpan<double> FinalShares(int n) => world.FinalShares.Row(n);
}
