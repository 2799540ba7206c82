using System.Numerics.Tensors;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>All shares are those of the data; goods that nobody supplies and nobody wants are left out of final demand.</summary>
internal sealed class CobbDouglasTechnology : Technology
{
    private readonly World world;
    private readonly Table finalShares;

    public CobbDouglasTechnology(CounterfactualInputs given)
    {
        world = given.World;
        finalShares = given.Supply.AllAvailable
            ? world.FinalShares
            : Table.Create(
                world.Countries.Length,
                world.Sectors.Length,
                (n, j) => given.Supply.IsAvailable(n, j) ? world.FinalShares[n, j] : 0
            );
    }

    public override void SetLogCosts(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost)
    {
        TensorPrimitives.Multiply(world.ValueAddedShares.Row(n), logV, logCost);
        VectorKernels.AddTransposedTimes(world.CostShares.Block(n), logPrice, logCost);
    }

    public override void SetShares(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice) { }

    public override double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice) => TensorPrimitives.Dot(finalShares.Row(n), logPrice);

    public override ReadOnlySpan<double> CostShares(int n) => world.CostShares.Block(n);

    public override ReadOnlySpan<double> ValueAddedShares(int n) => world.ValueAddedShares.Row(n);

    public override ReadOnlySpan<double> FinalShares(int n) => finalShares.Row(n);
}
