using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Entente.Horizons;

namespace Entente.Models;

/// <summary>The factors of a world that a behaviour tells apart, made once for both. Safe from several threads.</summary>
internal sealed class FactorsApart
{
    private static readonly ConditionalWeakTable<World, ConditionalWeakTable<Behaviour, FactorsApart>> known = [];

    private FactorsApart(World world, Behaviour behaviour)
    {
        (Factors, Mobility) = behaviour.Apart(world);
        Payments =
        [
            .. Factors.Select(f =>
                Table.Create(
                    world.Countries.Length,
                    world.Sectors.Length,
                    (n, j) => f.Shares[n, j] * world.ValueAddedShares[n, j] * world.Output[n, j]
                )
            ),
        ];
    }

    /// <summary>The factors.</summary>
    public ImmutableArray<Factor> Factors { get; }

    /// <summary>How each moves.</summary>
    public ImmutableArray<Mobility> Mobility { get; }

    /// <summary>What sector j pays each in the data, by (n, j).</summary>
    public ImmutableArray<Table> Payments { get; }

    /// <summary>What stands for a world and a behaviour.</summary>
    public static FactorsApart Of(World world, Behaviour behaviour) =>
        known.GetOrCreateValue(world).GetValue(behaviour, _ => new FactorsApart(world, behaviour));
}
