using System.Collections.Immutable;

namespace Entente.Games.Exposure;

/// <summary>A country or bloc that others may depend on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Countries">Positions of its countries.</param>
public sealed record Bloc(string Name, ImmutableArray<int> Countries);

/// <summary>Whose exposure to whom a game asks for.</summary>
/// <param name="Of">Positions of the countries that depend.</param>
/// <param name="By">Those they may depend on.</param>
/// <param name="Horizons">Positions of the horizons it is asked at.</param>
public sealed record ExposureQuestion(ImmutableArray<int> Of, ImmutableArray<Bloc> By, ImmutableArray<int> Horizons)
{
    /// <summary>
    /// What is asked where a game does not say: the countries under pressure and the target, exposed to the target and to each sender.
    /// </summary>
    /// <param name="target">Position of the target.</param>
    /// <param name="pressed">Positions of the countries under pressure.</param>
    /// <param name="senders">The senders.</param>
    /// <param name="world">The world.</param>
    /// <param name="horizons">How many horizons there are.</param>
    public static ExposureQuestion Usual(
        int target,
        IEnumerable<int> pressed,
        IEnumerable<Sender> senders,
        World world,
        int horizons
    )
    {
        ArgumentNullException.ThrowIfNull(senders);
        ArgumentNullException.ThrowIfNull(world);
        return new ExposureQuestion(
            [.. pressed.Append(target).Distinct()],
            [new Bloc(world.Countries[target].Code, [target]), .. senders.Select(s => new Bloc(s.Name, s.Countries))],
            [.. Enumerable.Range(0, horizons)]
        );
    }
}
