using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>All shares are those of the data; goods that nobody supplies and nobody wants are left out of final demand.</summary>
internal sealed class CobbDouglasTechnology : Technology
{
    private readonly World world;
    private readonly Table finalShares;
    private readonly int sectors;

    public CobbDouglasTechnology(CounterfactualInputs given)
        : base(given)
    {
        (world, sectors) = (given.World, given.World.Sectors.Length);
        finalShares = given.Supply.AllAvailable
            ? world.FinalShares
            : Table.Create(
                world.Countries.Length,
                world.Sectors.Length,
                (n, j) => given.Supply.IsAvailable(n, j) ? world.FinalShares[n, j] : 0
            );
    }

    public override ReadOnlySpan<double> ValueAddedShares => world.ValueAddedShares.Span;

    public override ReadOnlySpan<double> FinalShares => finalShares.Span;

    public override void SetLogCosts(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost)
    {
        TensorPrimitives.Multiply(ValueAddedShares, logV, logCost);
        for (var n = 0; n < world.Countries.Length; n++)
            VectorKernels.AddTransposedTimes(
                CostShares(n),
                logPrice.Slice(n * sectors, sectors),
                logCost.Slice(n * sectors, sectors)
            );
    }

    public override void SetShares(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice) { }

    public override void SetConsumerPrices(ReadOnlySpan<double> logPrice, Span<double> consumerPrices)
    {
        for (var n = 0; n < consumerPrices.Length; n++)
            consumerPrices[n] = Math.Exp(TensorPrimitives.Dot(finalShares.Row(n), logPrice.Slice(n * sectors, sectors)));
    }

    public override ReadOnlySpan<double> CostShares(int n) => world.CostShares.Block(n);
}
