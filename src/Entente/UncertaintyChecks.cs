using System.Collections.Immutable;
using System.Globalization;

namespace Entente;

/// <summary>What must be true of the spreads of a world; every fault is told.</summary>
internal static class UncertaintyChecks
{
    /// <summary>A cell that is off by a factor of twenty as a rule is no datum.</summary>
    private const double MostSpread = 3;

    private const double ThetaTolerance = 1e-9;

    /// <summary>What cells of a table can share an error with.</summary>
    public static ImmutableArray<CommonTo> Shared(UncertainTable table) =>
        table switch
        {
            UncertainTable.Trade or UncertainTable.Tariffs or UncertainTable.Energy => Enum.GetValues<CommonTo>().ToImmutableArray(),
            UncertainTable.Exports or UncertainTable.Imports or UncertainTable.ValueAdded => [CommonTo.Country, CommonTo.All],
            UncertainTable.Networks => [CommonTo.Cell, CommonTo.Partner, CommonTo.All],
            _ => [CommonTo.Cell, CommonTo.Country, CommonTo.Sector, CommonTo.All],
        };

    public static void Add(
        List<Fault> faults,
        WorldIdentity identity,
        ImmutableArray<Country> countries,
        ImmutableArray<Sector> sectors,
        WorldTables tables
    )
    {
        for (var at = 0; at < tables.Uncertainty.Cells.Length; at++)
        {
            var (row, place) = (tables.Uncertainty.Cells[at], tables.Locate(WorldPart.Uncertainty, at, 0, 0));
            Countries(faults, row.Countries, place, identity, countries);
            Countries(faults, row.Partners, place, identity, countries);
            Sectors(faults, row.Sectors, place, sectors);
            if (!(row.Spread is >= 0 and <= MostSpread))
                faults.Add(new(place, $"spread {Text(row.Spread)}", $"a standard deviation of a logarithm, from 0 to {MostSpread}"));
            if (!Shared(row.Table).Contains(row.Common))
                faults.Add(
                    new(
                        place,
                        $"an error common to '{Name(row.Common)}' of this table",
                        $"one of {string.Join(", ", Shared(row.Table).Select(Name))}"
                    )
                );
            if (row.Status == EnergyStatus.AtMeanPrice)
                faults.Add(new(place, "a spread of figures at the mean price", "observed, derived or imputed"));
        }
        Totals(faults, sectors, tables);
        Elasticities(faults, sectors, tables);
    }

    /// <summary>Totals are held over sets of sectors that do not overlap.</summary>
    private static void Totals(List<Fault> faults, ImmutableArray<Sector> sectors, WorldTables tables)
    {
        var owner = new string?[sectors.Length];
        for (var at = 0; at < tables.Uncertainty.Cells.Length; at++)
        {
            var row = tables.Uncertainty.Cells[at];
            if (row.Table is not (UncertainTable.Exports or UncertainTable.Imports))
                continue;
            var set = WorldUncertainty.SectorsOf(row.Sectors, sectors).Order().ToList();
            var name = string.Join(';', set.Select(j => sectors[j].Code));
            foreach (var j in set)
            {
                if (owner[j] is { } other && other != name)
                {
                    faults.Add(
                        new(
                            tables.Locate(WorldPart.Uncertainty, at, 0, 0),
                            $"totals over sectors that hold {sectors[j].Code}, which is in other totals too",
                            "each sector in one set of totals"
                        )
                    );
                    break;
                }
                owner[j] = name;
            }
        }
    }

    private static void Elasticities(List<Fault> faults, ImmutableArray<Sector> sectors, WorldTables tables)
    {
        var rows = tables.Uncertainty.Elasticities;
        var seen = new HashSet<int>();
        for (var at = 0; at < rows.Length; at++)
        {
            var (row, place) = (rows[at], tables.Locate(WorldPart.Elasticities, at, 0, 0));
            var sector = sectors[row.Sector];
            if (!seen.Add(row.Sector))
                faults.Add(new(place, $"a second elasticity of {sector.Code}", "each once"));
            if (!(Math.Abs(row.Theta - sector.Theta) <= ThetaTolerance * sector.Theta))
                faults.Add(new(place, $"theta {Text(row.Theta)} of {sector.Code}", $"{Text(sector.Theta)}, as the sectors have it"));
            if (!(row.Spread is >= 0 and <= MostSpread))
                faults.Add(
                    new(
                        place,
                        $"spread {Text(row.Spread)} of {sector.Code}",
                        $"a standard deviation of a logarithm, from 0 to {MostSpread}"
                    )
                );
            if (!(row.Common >= 0 && row.Common <= row.Spread))
                faults.Add(new(place, $"common spread {Text(row.Common)} of {sector.Code}", "from 0 to the whole spread"));
            if (row.Sets < 0)
                faults.Add(new(place, $"{row.Sets} sets for {sector.Code}", "0 or more"));
        }
        if (!rows.IsEmpty)
            foreach (var j in Enumerable.Range(0, sectors.Length).Where(j => !seen.Contains(j)))
                faults.Add(
                    new(tables.Locate(WorldPart.Elasticities, 0, 0, 0), $"no spread for {sectors[j].Code}", "a row for every sector")
                );
    }

    private static void Countries(
        List<Fault> faults,
        string list,
        Place? place,
        WorldIdentity identity,
        ImmutableArray<Country> countries
    )
    {
        var known = countries.Select(c => c.Code).Concat(identity.Groups.Keys).Append(WorldUncertainty.All).ToHashSet();
        foreach (var word in WorldUncertainty.Words(list).Where(word => !known.Contains(word)))
            faults.Add(new(place, $"unknown country '{word}'", Spelling.Expected("a country or group of this world", word, known)));
    }

    private static void Sectors(List<Fault> faults, string list, Place? place, ImmutableArray<Sector> sectors)
    {
        var known = sectors.Select(s => s.Code).Concat(sectors.SelectMany(s => s.Tags)).Append(WorldUncertainty.All).ToHashSet();
        foreach (var word in WorldUncertainty.Words(list).Where(word => !known.Contains(word)))
            faults.Add(new(place, $"unknown sector '{word}'", Spelling.Expected("a sector or tag of this world", word, known)));
    }

    private static string Name(CommonTo common) => common.ToString().ToLowerInvariant();

    private static string Text(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
