using System.Collections.Immutable;
using Entente.Measures;
using Entente.Numerics;

namespace Entente.Batches;

/// <summary>Trade costs multiplied by factors drawn for one point of a sweep.</summary>
internal sealed record DrawnTradeCosts : FlowMeasure
{
    public required CostUnit Each { get; init; }

    public required Distribution Distribution { get; init; }

    public required CounterRandom Random { get; init; }

    private protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, ImmutableArray<int> sectors) =>
        shock.MultiplyTradeCosts(n, i, sectors, Draw);

    protected override void Apply(ShockBuilder shock, NameResolver names, int n, int i, int j) => Apply(shock, names, n, i, [j]);

    private void Draw(World world, int n, int i, ImmutableArray<int> sectors, Span<double> factors)
    {
        var pair = (long)n * world.Countries.Length + i;
        for (var at = 0; at < factors.Length; at++)
            factors[at] = Random.Uniform(
                Each switch
                {
                    CostUnit.Pair => pair,
                    CostUnit.Sector => sectors[at],
                    _ => pair * world.Sectors.Length + sectors[at],
                }
            );
        Distribution.Quantiles(factors);
    }
}
