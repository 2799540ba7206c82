using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Synthetic;

/// <summary>
/// Invented worlds of any size that look like real ones: few large countries and many small, trade by gravity (Tinbergen
/// 1962) between places on a sphere, comparative advantage, flows over many orders of magnitude, and none where the
/// market is not worth the fixed cost of serving it (Helpman, Melitz and Rubinstein 2008). Production feeds on
/// production by a sparse technology. All accounting identities hold by construction.
/// </summary>
public static class SyntheticWorld
{
    /// <summary>Income of the world.</summary>
    private const double TotalIncome = 1e8;

    /// <summary>Makes a world.</summary>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public static World Create(SyntheticOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequireSense();
        var random = new CounterRandom(options.Seed);
        var kinds = new SectorKinds(options, random.At(1));
        var technology = new TechnologyShares(options, kinds, random.At(2));
        var geography = new Geography(options, random.At(3));
        var tariffs = Tariffs(options, kinds, geography, random.At(4));
        var market = new GravityMarket(options, kinds, technology, geography, tariffs, TotalIncome, random.At(5));
        market.Settle();
        return World
            .Create(
                Identity(options),
                Countries(options),
                kinds.Sectors,
                new WorldTables
                {
                    Trade = market.Trade(),
                    Tariffs = tariffs,
                    ValueAddedShares = technology.ValueAddedShares,
                    InputShares = technology.InputShares,
                    Factors = kinds.Factors(options.Countries),
                }
            )
            .Value;
    }

    private static WorldIdentity Identity(SyntheticOptions options) =>
        new()
        {
            Title = FormattableString.Invariant(
                $"Invented world of {options.Countries} countries and {options.Sectors} sectors, seed {options.Seed}"
            ),
            Unit = "million USD",
            Notes = "No datum of it is real. It serves to measure how the program scales, and to test it.",
        };

    private static ImmutableArray<Country> Countries(SyntheticOptions options) =>
        [
            .. Enumerable
                .Range(1, options.Countries)
                .Select(n => new Country(FormattableString.Invariant($"C{n:000}"), FormattableString.Invariant($"Country {n}"))),
        ];

    /// <summary>On goods only, higher in some countries and sectors than in others, none among near neighbours.</summary>
    private static Cube Tariffs(SyntheticOptions options, SectorKinds kinds, Geography geography, CounterRandom random)
    {
        var (byCountry, bySector) = (random.At(0), random.At(1));
        return Cube.Create(
            options.Countries,
            options.Countries,
            options.Sectors,
            (n, i, j) =>
                n == i || !kinds.IsGood[j] || geography.AreNeighbours(n, i)
                    ? 0
                    : Math.Round(0.05 * Math.Exp(0.6 * byCountry.Normal(n) + 0.5 * bySector.Normal(j)), 4)
        );
    }
}
