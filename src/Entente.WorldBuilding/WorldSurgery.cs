using System.Collections.Immutable;
using System.Globalization;
using Entente.Data;
using Entente.Data.Tables;
using Entente.Data.Worlds;

namespace Entente.WorldBuilding;

/// <summary>A world made to meet facts, and how well it meets each.</summary>
public sealed record FittedWorld(World World, IReadOnlyList<FactGap> Gaps);

/// <summary>
/// Worlds made from worlds: aggregated, repaired, moved to another year, with a country carved out. Each keeps the identities by
/// construction
/// and is checked like any other.
/// </summary>
public static class WorldSurgery
{
    /// <summary>Aggregates a world by concordances; elasticities by trade weights, tariffs by values.</summary>
    /// <param name="world">The world.</param>
    /// <param name="countries">CSV with the columns country, to, and optionally name; null: countries stay.</param>
    /// <param name="sectors">CSV with the columns sector, to, and optionally name; null: sectors stay.</param>
    public static Checked<World> Aggregate(World world, string? countries, string? sectors)
    {
        ArgumentNullException.ThrowIfNull(world);
        var faults = new FaultList();
        var toCountry = Concordance(countries, "country", [.. world.Countries.Select(c => c.Code)], faults);
        var toSector = Concordance(sectors, "sector", [.. world.Sectors.Select(s => s.Code)], faults);
        if (faults.Any)
            return faults.Failed<World>();
        var economy = Economy.From(world);
        string[] sectorCodes = [.. world.Sectors.Select(s => toSector[s.Code].To).Distinct()];
        economy = Aggregation.Sectors(economy, sectorCodes, s => toSector[s].To);
        foreach (var (code, (to, _)) in toCountry)
        {
            var into = economy.Country(to) >= 0 ? to : toCountry.First(c => c.Value.To == to && economy.Country(c.Key) >= 0).Key;
            if (code != into && economy.Country(code) >= 0)
                economy = Aggregation.Merge(economy, economy.Country(code), economy.Country(into));
        }
        ImmutableArray<Country> countryList =
        [
            .. economy.Countries.Select(code => new Country(
                toCountry[code].To,
                toCountry[code].Name is { Length: > 0 } name ? name
                    : toCountry[code].To == code ? world.Countries[world.Country(code)].Name
                    : toCountry[code].To
            )
            {
                Population = Together(world.Countries.Where(c => toCountry[c.Code].To == toCountry[code].To)),
            }),
        ];
        ImmutableArray<Sector> sectorList = [.. sectorCodes.Select(code => Sector(world, code, toSector))];
        var groups = world.Identity.Groups.Select(g =>
            KeyValuePair.Create(g.Key, g.Value.Select(c => toCountry.TryGetValue(c, out var to) ? to.To : c).Distinct().ToImmutableArray())
        );
        var (countryAt, sectorAt) = (countryList.Select(c => c.Code).ToList(), sectorCodes.ToList());
        int CountryAfter(int n) => countryAt.IndexOf(toCountry[world.Countries[n].Code].To);
        int SectorAfter(int j) => sectorAt.IndexOf(toSector[world.Sectors[j].Code].To);
        var factors = FactorTables.Merged(world, countryList.Length, sectorList.Length, CountryAfter, SectorAfter);
        return WorldFrom.Economy(
            economy,
            world.Identity with
            {
                Title = $"{world.Identity.Title}, aggregated",
                Groups = groups.ToImmutableSortedDictionary(StringComparer.Ordinal),
            },
            countryList,
            sectorList,
            factors,
            _ => EnergyTables.Merged(world, CountryAfter, SectorAfter)
        );
    }

    /// <summary>
    /// Raises final demands below the least share of expenditure to it and balances the use of goods (RAS); trade, value added
    /// and tariffs stay.
    /// </summary>
    /// <param name="folder">A world folder whose accounts may be at fault.</param>
    /// <param name="name">The folder as messages shall name it.</param>
    /// <param name="leastFinalShare">Least final demand as a share of expenditure.</param>
    public static Checked<World> Repair(string folder, string name, double leastFinalShare = 0.001)
    {
        var faults = new FaultList();
        if (new WorldReader(folder, name, faults).ReadTables() is not var (identity, countries, sectors, tables))
            return faults.Failed<World>();
        var economy = Economy.From(countries, sectors, tables);
        foreach (var fault in UseBalance.Impossible(economy))
            faults.Add(new Place(name), fault.Found, fault.Expected);
        if (faults.Any)
            return faults.Failed<World>();
        var changes = UseBalance.Apply(economy, leastFinalShare);
        foreach (var change in changes.Where(c => c.Raised.Count > 0))
            faults.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{change.Country}: final demand for {string.Join(", ", change.Raised)} raised by {change.Shortfall:G4}; "
                        + $"{100 * change.Change:0.00} % of the use of goods moved"
                )
            );
        var world = WorldFrom.Economy(economy, identity, countries, sectors, tables.Factors, _ => tables.Energy);
        faults.Add(world.Faults);
        return faults.With(() => world.Value);
    }

    /// <summary>Carves a country out of an aggregate of a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="factsPath">YAML file of the facts; see docs/formats.md.</param>
    public static Checked<FittedWorld> Carve(World world, string factsPath)
    {
        ArgumentNullException.ThrowIfNull(world);
        var faults = new FaultList();
        var facts = CarveFile.Read(factsPath, world, faults);
        if (facts is null || faults.Any)
            return faults.Failed<FittedWorld>();
        Carved carved;
        try
        {
            carved = WorldBuilding.Carve.Apply(
                Economy.From(world),
                facts.Country,
                facts.From,
                s => facts.GroupOf[s],
                s => facts.Services.Contains(s),
                0.001
            );
        }
        // Facts in thousands where the world has millions: no economy holds them.
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            faults.Add(new Place(factsPath), $"facts that {facts.From} has no room for ({e.Message})", Fitting(world));
            return faults.Failed<FittedWorld>();
        }
        var made = WorldFrom.Economy(
            carved.Economy,
            world.Identity with
            {
                Title = $"{world.Identity.Title}, with {facts.Country.Code}",
            },
            world.Countries.Add(new Country(facts.Country.Code, facts.Country.Name)),
            world.Sectors,
            FactorTables.Extended(world, world.Country(facts.From)),
            trade => EnergyTables.AtUnitValues(world, trade, world.Country(facts.From))
        );
        faults.Add(made.Faults);
        return faults.With(() => new FittedWorld(made.Value, carved.Gaps));
    }

    /// <summary>Inhabitants of several countries; null where those of one are not known.</summary>
    private static double? Together(IEnumerable<Country> countries) =>
        countries.Aggregate((double?)0, (sum, country) => sum + country.Population);

    /// <summary>Moves a world to another year.</summary>
    /// <param name="world">The world.</param>
    /// <param name="folder">
    /// Folder with groups.csv (sector, group), accounts.csv (country, group, value), goods.csv (exporter, importer, value)
    /// and services.csv (country, exports), all in the unit of the world.
    /// </param>
    /// <param name="year">The year.</param>
    public static Checked<FittedWorld> Rebase(World world, string folder, int year)
    {
        ArgumentNullException.ThrowIfNull(world);
        var faults = new FaultList();
        var groupOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(folder, "groups.csv", ["sector", "group"], faults))
            if (!world.Sectors.Any(s => s.Code == row.Text("sector")))
                faults.Unknown(row.Place, "sector", row.Text("sector"), world.Sectors.Select(s => s.Code));
            else if (row.Text("group").Length == 0)
                faults.Add(row.Place, $"sector {row.Text("sector")} in no group", "a group of value added");
            else if (!groupOf.TryAdd(row.Text("sector"), row.Text("group")))
                faults.Add(row.Place, $"sector {row.Text("sector")} for the second time", "each sector in one group");
        foreach (var sector in world.Sectors.Where(s => !groupOf.ContainsKey(s.Code)))
            faults.Add(
                new Place("groups.csv"),
                $"no group for sector {sector.Code}",
                "each sector of the world in one group of value added"
            );
        var accounts = Sums(folder, "accounts.csv", "country", "group", faults);
        var goods = Sums(folder, "goods.csv", "exporter", "importer", faults);
        var services = Sums(folder, "services.csv", "country", "country", faults, "exports");
        foreach (var country in world.Countries.Where(c => !accounts.ContainsKey(c.Code)))
            faults.Add(new Place("accounts.csv"), $"no value added of {country.Code}", "value added by group of every country");
        foreach (
            var unknown in accounts.Keys.Concat(goods.Keys).Concat(services.Keys).Distinct().Where(code => !world.TryCountry(code, out _))
        )
            faults.Unknown(new Place(folder), "country", unknown, world.Countries.Select(c => c.Code));
        if (faults.Any)
            return faults.Failed<FittedWorld>();
        var facts = world.Countries.ToDictionary(
            c => c.Code,
            c => new RebaseFacts
            {
                ValueAdded = accounts[c.Code],
                GoodsExports = goods.GetValueOrDefault(c.Code, []),
                ServiceExports = services.TryGetValue(c.Code, out var own) ? own.Values.Sum() : 0,
            },
            StringComparer.Ordinal
        );
        var isService = world.Sectors.Where(s => s.Tags.Contains("services")).Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        (Economy Moved, IReadOnlyList<FactGap> Gaps) rebased;
        try
        {
            var (economy, left, _) = WorldBuilding.Rebase.Apply(
                Economy.From(world),
                facts,
                s => groupOf[s],
                isService.Contains,
                static (_, _, _) => 1,
                [],
                0.001
            );
            rebased = (economy, left);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            faults.Add(new Place(folder), $"facts that no economy holds ({e.Message})", Fitting(world));
            return faults.Failed<FittedWorld>();
        }
        var (moved, gaps) = rebased;
        var made = WorldFrom.Economy(
            moved,
            world.Identity with
            {
                Title = $"{world.Identity.Title}, moved to {year}",
                Year = year,
            },
            world.Countries,
            world.Sectors,
            FactorTables.Of(world),
            trade => EnergyTables.AtUnitValues(world, trade)
        );
        faults.Add(made.Faults);
        if (world.Energy is not null)
            faults.Warn(
                $"quantities of energy: those of before, moved with values at unchanged prices; energy.csv of {year} would be better"
            );
        return faults.With(() => new FittedWorld(made.Value, gaps));
    }

    private static string Fitting(World world) => $"facts in the unit of the world, {world.Identity.Unit}";

    private static Dictionary<string, Dictionary<string, double>> Sums(
        string folder,
        string file,
        string first,
        string second,
        FaultList faults,
        string value = "value"
    )
    {
        var sums = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        foreach (var row in RawTable.Read(folder, file, [.. new[] { first, second, value }.Distinct()], faults))
        {
            if (!sums.TryGetValue(row.Text(first), out var own))
                sums[row.Text(first)] = own = new Dictionary<string, double>(StringComparer.Ordinal);
            var number = row.Number(value);
            if (number < 0)
                faults.Add(row.Place, string.Create(CultureInfo.InvariantCulture, $"{value} {number}"), "a number, 0 or more");
            if (!own.TryAdd(row.Text(second), number))
                faults.Add(row.Place, $"{first} {row.Text(first)}, {second} {row.Text(second)} for the second time", "each row once");
        }
        return sums;
    }

    private static Dictionary<string, (string To, string Name)> Concordance(
        string? file,
        string column,
        IReadOnlyList<string> codes,
        FaultList faults
    )
    {
        var map = codes.ToDictionary(code => code, code => (To: code, Name: ""), StringComparer.Ordinal);
        if (file is null)
            return map;
        using var rows = TableRows.Open(file, file, [column, "to"], ["name"], faults);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (rows?.Read() == true)
            if (!map.ContainsKey(rows.Text(0).ToString()))
                faults.Unknown(rows.Place, column, Quoted.Cell(rows.Text(0)), codes);
            else if (rows.Text(1).IsEmpty)
                faults.Add(rows.Place, $"{column} {rows.Text(0)} to nothing", $"the {column} it shall be part of");
            else if (!lines.TryAdd(rows.Text(0).ToString(), rows.Line))
                faults.Add(
                    rows.Place,
                    $"{column} {rows.Text(0)} for the second time, first at line {lines[rows.Text(0).ToString()]}",
                    "one target each"
                );
            else
                map[rows.Text(0).ToString()] = (rows.Text(1).ToString(), rows.Text(2).ToString());
        return map;
    }

    /// <summary>A sector of sectors: elasticity by trade, tags that all of them have.</summary>
    private static Sector Sector(World world, string code, Dictionary<string, (string To, string Name)> map)
    {
        var parts = Enumerable.Range(0, world.Sectors.Length).Where(j => map[world.Sectors[j].Code].To == code).ToList();
        var weights = parts.Select(j => Abroad(world, j)).ToList();
        var theta =
            weights.Sum() > 0
                ? parts.Zip(weights, (j, w) => world.Thetas[j] * w).Sum() / weights.Sum()
                : parts.Average(j => world.Thetas[j]);
        var tags = parts
            .Skip(1)
            .Aggregate(world.Sectors[parts[0]].Tags.AsEnumerable(), (common, j) => common.Intersect(world.Sectors[j].Tags));
        var name =
            parts.Select(j => map[world.Sectors[j].Code].Name).FirstOrDefault(n => n.Length > 0)
            ?? string.Join("; ", parts.Select(j => world.Sectors[j].Name));
        return parts.Count == 1 ? world.Sectors[parts[0]] with { Code = code } : new Sector(code, name, [.. tags], theta);
    }

    private static double Abroad(World world, int j)
    {
        var sum = 0.0;
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                sum += n == i ? 0 : world.Trade[n, i, j];
        return sum;
    }
}
