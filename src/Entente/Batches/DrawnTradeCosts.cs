using Entente.Measures;
using Entente.Numerics;

namespace Entente.Batches;

/// <summary>Trade costs multiplied by factors drawn for one point of a sweep.</summary>
internal sealed record DrawnTradeCosts : FlowMeasure
{
    public required CostUnit Each { get; init; }

    public required Distribution Distribution { get; init; }

    public required CounterRandom Random { get; init; }

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j)
    {
        var (pair, sectors) = ((long)n * shock.World.Countries.Length + i, shock.World.Sectors.Length);
        var position = Each switch
        {
            CostUnit.Pair => pair,
            CostUnit.Sector => j,
            _ => pair * sectors + j,
        };
        shock.MultiplyTradeCost(n, i, j, Distribution.Quantile(Random.Uniform(position)));
    }
}
