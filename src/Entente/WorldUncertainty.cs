using System.Collections.Immutable;

namespace Entente;

/// <summary>The figures of a world that a spread can be said of.</summary>
public enum UncertainTable
{
    /// <summary>Flows between two countries, by exporter, importer and sector.</summary>
    Trade,

    /// <summary>Sales at home against purchases abroad, by country and sector.</summary>
    Home,

    /// <summary>What a country sells abroad in all, over the sectors of a row.</summary>
    Exports,

    /// <summary>What a country buys abroad in all, over the sectors of a row.</summary>
    Imports,

    /// <summary>Value added of a country.</summary>
    ValueAdded,

    /// <summary>Odds of value added against inputs in the cost of a sector, by country and sector.</summary>
    ValueAddedShares,

    /// <summary>Shares of inputs, by country, input and user; sectors of a row are inputs.</summary>
    Inputs,

    /// <summary>Shares of final demand, by country and sector.</summary>
    Final,

    /// <summary>Tariff rates, by exporter, importer and sector.</summary>
    Tariffs,

    /// <summary>Quantities of energy whose status is that of the row.</summary>
    Energy,

    /// <summary>Capacities of pipes, terminals and wires whose status is that of the row.</summary>
    Networks,

    /// <summary>Shares of factors in value added, by country, sector and factor.</summary>
    Factors,
}

/// <summary>Which cells share one error.</summary>
public enum CommonTo
{
    /// <summary>None: each has its own.</summary>
    Cell,

    /// <summary>All sectors of an exporter and an importer.</summary>
    Pair,

    /// <summary>All cells of a country; of trade, tariffs and energy, of an exporter.</summary>
    Country,

    /// <summary>All cells of an importer.</summary>
    Partner,

    /// <summary>All cells of a sector.</summary>
    Sector,

    /// <summary>All cells of the table.</summary>
    All,
}

/// <summary>How far figures of a world may be off (a row of <c>uncertainty.csv</c>).</summary>
/// <param name="Table">The figures.</param>
/// <param name="Countries">Codes or groups, several with semicolons, or <c>all</c>: exporters, or whose figures they are.</param>
/// <param name="Partners">The same for importers; <c>all</c> where there are none.</param>
/// <param name="Sectors">Codes or tags, several with semicolons, or <c>all</c>.</param>
/// <param name="Spread">Standard deviation of the logarithm of a cell; 0 or more.</param>
/// <param name="Common">Which cells share the error.</param>
/// <param name="Status">How the cells are known; of energy and networks it says which rows are meant.</param>
/// <param name="Basis">Where the spread comes from: what measured it, or that it is a judgement.</param>
public sealed record SpreadRow(
    UncertainTable Table,
    string Countries,
    string Partners,
    string Sectors,
    double Spread,
    CommonTo Common,
    EnergyStatus Status,
    string Basis
);

/// <summary>How far a trade elasticity may be off (a row of <c>elasticities.csv</c>).</summary>
/// <param name="Sector">Position j.</param>
/// <param name="Theta">The elasticity of the world, as a check that both belong together.</param>
/// <param name="Spread">Standard deviation of its logarithm; 0 or more.</param>
/// <param name="Common">The part of it, as a standard deviation too, that is common to all sectors; no larger.</param>
/// <param name="Sets">Number of published sets that the spread is that of; 0: a judgement.</param>
/// <param name="Source">Where from.</param>
public sealed record ElasticityRow(int Sector, double Theta, double Spread, double Common, int Sets, string Source);

/// <summary>
/// How sure a world is of its figures: errors are lognormal; of rows of one table and one <see cref="CommonTo"/> the last one
/// that names a cell holds, and errors common to different cells add up. Immutable.
/// </summary>
/// <param name="Cells">Spreads of cells; empty: none are known.</param>
/// <param name="Elasticities">Spreads of trade elasticities; empty: none are known.</param>
public sealed record WorldUncertainty(ImmutableArray<SpreadRow> Cells, ImmutableArray<ElasticityRow> Elasticities)
{
    /// <summary>Nothing is known.</summary>
    public static WorldUncertainty None { get; } = new([], []);

    internal const string All = "all";

    /// <summary>The words of a list with semicolons.</summary>
    internal static string[] Words(string list) => list.Split(';', StringSplitOptions.TrimEntries);

    /// <summary>Positions of the countries of a row: codes, groups of the world (members it lacks are passed over), or all.</summary>
    internal static ImmutableArray<int> CountriesOf(string list, ImmutableArray<Country> countries, WorldIdentity identity)
    {
        var codes = countries.Select((c, n) => (c.Code, n)).ToDictionary(c => c.Code, c => c.n, StringComparer.Ordinal);
        return
        [
            .. Words(list)
                .SelectMany(word => word == All ? codes.Keys : Members(word, identity, []))
                .Where(codes.ContainsKey)
                .Select(code => codes[code])
                .Distinct(),
        ];
    }

    /// <summary>A group that is in itself is passed over the second time.</summary>
    private static IEnumerable<string> Members(string word, WorldIdentity identity, HashSet<string> within) =>
        identity.Groups.TryGetValue(word, out var members) && within.Add(word)
            ? members.SelectMany(member => Members(member, identity, within))
            : [word];

    /// <summary>Positions of the sectors of a row: codes, tags, or all.</summary>
    internal static ImmutableArray<int> SectorsOf(string list, ImmutableArray<Sector> sectors) =>
        [
            .. Words(list)
                .SelectMany(word => Enumerable.Range(0, sectors.Length).Where(j => word == All || IsMeant(word, sectors, j)))
                .Distinct(),
        ];

    /// <summary>A code goes before a tag of the same name.</summary>
    private static bool IsMeant(string word, ImmutableArray<Sector> sectors, int j) =>
        sectors.Any(s => s.Code == word) ? sectors[j].Code == word : sectors[j].Tags.Contains(word, StringComparer.Ordinal);
}
