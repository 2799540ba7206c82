using System.Collections.Immutable;

namespace Entente.Testing;

/// <summary>Small random worlds that say how sure they are.</summary>
internal static class SpreadWorld
{
    /// <summary>Spreads of every table that a small world has.</summary>
    public static ImmutableArray<SpreadRow> Everything { get; } =
        [
            Row(UncertainTable.Trade, 0.2, CommonTo.Pair),
            Row(UncertainTable.Trade, 0.3, CommonTo.Cell),
            Row(UncertainTable.Home, 0.1, CommonTo.Cell),
            Row(UncertainTable.Exports, 0.03, CommonTo.Country, "goods"),
            Row(UncertainTable.Imports, 0.03, CommonTo.Country, "goods"),
            Row(UncertainTable.Exports, 0.05, CommonTo.Country, "services"),
            Row(UncertainTable.Imports, 0.05, CommonTo.Country, "services"),
            Row(UncertainTable.ValueAdded, 0.02, CommonTo.Country),
            Row(UncertainTable.ValueAddedShares, 0.1, CommonTo.Cell),
            Row(UncertainTable.Inputs, 0.3, CommonTo.Cell),
            Row(UncertainTable.Final, 0.3, CommonTo.Cell),
            Row(UncertainTable.Tariffs, 0.2, CommonTo.Partner),
            Row(UncertainTable.Factors, 0.2, CommonTo.Sector),
        ];

    /// <summary>A row that an inventor of worlds has judged.</summary>
    public static SpreadRow Row(UncertainTable table, double spread, CommonTo common, string sectors = "all") =>
        new(table, "all", "all", sectors, spread, common, EnergyStatus.Derived, "invented");

    /// <summary>A spread of 0.5 of every elasticity, 0.3 of it common to all.</summary>
    public static ImmutableArray<ElasticityRow> Thetas(World world) =>
        [.. world.Thetas.Select((theta, j) => new ElasticityRow(j, theta, 0.5, 0.3, 5, "invented"))];

    /// <summary>The world of a seed, with labour, capital and land, and the spreads given.</summary>
    /// <param name="seed">Seed of the world.</param>
    /// <param name="countries">How many countries.</param>
    /// <param name="sectors">How many sectors.</param>
    /// <param name="rows">Spreads of figures.</param>
    /// <param name="elasticities">Whether its elasticities have spreads, too.</param>
    public static World Random(int seed, int countries, int sectors, ImmutableArray<SpreadRow> rows, bool elasticities = false)
    {
        var world = SmallWorld.WithFactors(SmallWorld.Random(seed, countries, sectors), seed);
        return World
            .Create(
                world.Identity,
                world.Countries,
                world.Sectors,
                SmallWorld.TablesOf(world) with
                {
                    Uncertainty = new(rows, elasticities ? Thetas(world) : []),
                }
            )
            .Value;
    }
}
