using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Entente.Data.Output;

namespace Entente.Data.Worlds;

/// <summary>Writes a world as a folder that reads back bit for bit.</summary>
public static class WorldWriter
{
    /// <summary>
    /// Writes a world. The same world gives the same bytes: rows in the order of the world, numbers in their shortest
    /// exact form, rows that say nothing (no trade, no input) left out, gzip without time stamps.
    /// </summary>
    /// <param name="world">The world.</param>
    /// <param name="folder">Where it shall appear, whole or not at all.</param>
    /// <param name="compress">Whether the large tables, trade, inputs and energy, go under gzip.</param>
    /// <exception cref="IOException">The place cannot be written, or holds something that this method did not write.</exception>
    public static void Write(World world, string folder, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(world);
        if (WorldMark.WhyNot(folder) is { } reason)
            throw new IOException(reason);
        using var target = new AtomicFolder(folder, WorldFolder.IdentityFile) { Outdated = IsOutdated };
        WriteInto(world, target.Path, compress);
        WorldMark.Write(target.Path);
        target.Complete();
    }

    /// <summary>Whether a file belongs to the world that was there before: its data, and what a build noted of them.</summary>
    internal static bool IsOutdated(string file) => WorldFolder.IsData(file) || file is "cells.csv" or "check.md" or WorldMark.FileName;

    internal static void WriteInto(World world, string folder, bool compress)
    {
        File.WriteAllText(Path.Combine(folder, WorldFolder.IdentityFile), WorldIdentityText.Of(world.Identity));
        Countries(folder, world.Countries);
        Table(
            folder,
            "sectors.csv",
            "sector,name,tags,theta",
            world.Sectors.Select(s => $"{Cell(s.Code)},{Cell(s.Name)},{Cell(string.Join(';', s.Tags))},{Number(s.Theta)}")
        );
        Table(folder, compress ? "trade.csv.gz" : "trade.csv", "exporter,importer,sector,value,tariff", Trade(world));
        Table(folder, "production.csv", "country,sector,value_added_share", Production(world));
        Table(folder, compress ? "inputs.csv.gz" : "inputs.csv", "country,input,user,share", Inputs(world));
        if (world.Factors.Length > 1)
            Table(folder, "factors.csv", "country,sector,factor,share", Factors(world));
        if (world.Energy is { } energy)
            Table(
                folder,
                compress ? "energy.csv.gz" : "energy.csv",
                "exporter,importer,sector,quantity,status,source",
                Energy(world, energy)
            );
        if (world.Networks is { } networks)
            Table(folder, "networks.csv", "importer,exporter,sector,capacity_tj,status,source", Lines(world, networks));
        if (!world.Uncertainty.Cells.IsEmpty)
            Table(folder, "uncertainty.csv", "table,country,partner,sectors,spread,common,status,basis", Spreads(world));
        if (!world.Uncertainty.Elasticities.IsEmpty)
            Table(folder, "elasticities.csv", "sector,theta,spread,common,sets,source", Elasticities(world));
    }

    /// <summary>With inhabitants where any are known.</summary>
    private static void Countries(string folder, ImmutableArray<Country> countries)
    {
        var known = countries.Any(c => c.Population is not null);
        Table(
            folder,
            "countries.csv",
            known ? "country,name,population" : "country,name",
            countries.Select(c =>
                $"{Cell(c.Code)},{Cell(c.Name)}" + (known ? $",{(c.Population is { } people ? Number(people) : "")}" : "")
            )
        );
    }

    /// <summary>One row for all countries where they do not differ.</summary>
    private static IEnumerable<string> Factors(World world)
    {
        for (var j = 0; j < world.Sectors.Length; j++)
        {
            var same = world.Factors.All(f => Enumerable.Range(0, world.Countries.Length).All(n => f.Shares[n, j] == f.Shares[0, j]));
            for (var n = 0; n < (same ? 1 : world.Countries.Length); n++)
                foreach (var factor in world.Factors)
                    yield return $"{(same ? "all" : Cell(world.Countries[n].Code))},{Cell(world.Sectors[j].Code)},"
                        + $"{Cell(factor.Name)},{Number(factor.Shares[n, j])}";
        }
    }

    private static IEnumerable<string> Trade(World world)
    {
        for (var n = 0; n < world.Countries.Length; n++)
            for (var i = 0; i < world.Countries.Length; i++)
                for (var j = 0; j < world.Sectors.Length; j++)
                    if (world.Trade[n, i, j] != 0 || world.Tariffs[n, i, j] != 0)
                        yield return $"{Cell(world.Countries[i].Code)},{Cell(world.Countries[n].Code)},{Cell(world.Sectors[j].Code)},"
                            + $"{Number(world.Trade[n, i, j])},{NumberOrNothing(world.Tariffs[n, i, j])}";
    }

    private static IEnumerable<string> Production(World world)
    {
        for (var n = 0; n < world.Countries.Length; n++)
            for (var j = 0; j < world.Sectors.Length; j++)
                yield return $"{Cell(world.Countries[n].Code)},{Cell(world.Sectors[j].Code)},{Number(world.ValueAddedShares[n, j])}";
    }

    private static IEnumerable<string> Inputs(World world)
    {
        for (var n = 0; n < world.Countries.Length; n++)
            for (var k = 0; k < world.Sectors.Length; k++)
                for (var j = 0; j < world.Sectors.Length; j++)
                    if (world.InputShares[n, k, j] != 0)
                        yield return $"{Cell(world.Countries[n].Code)},{Cell(world.Sectors[k].Code)},{Cell(world.Sectors[j].Code)},"
                            + Number(world.InputShares[n, k, j]);
    }

    private static IEnumerable<string> Energy(World world, EnergyFlows energy) =>
        energy.Rows.Select(row =>
            $"{Cell(world.Countries[row.Exporter].Code)},{Cell(world.Countries[row.Importer].Code)},"
            + $"{Cell(world.Sectors[row.Sector].Code)},{Number(row.Quantity)},{EnergyText.Word(row.Status)},{Cell(row.Source)}"
        );

    private static IEnumerable<string> Lines(World world, Networks networks) =>
        networks.Lines.Select(line =>
            $"{Cell(Codes(world, line.Row.Importers))},"
            + $"{(line.Row.Exporters.IsEmpty ? "all" : Cell(Codes(world, line.Row.Exporters)))},"
            + $"{Cell(line.Row.Carrier)},{Number(line.Row.Capacity)},{EnergyText.Word(line.Row.Status)},{Cell(line.Row.Source)}"
        );

    private static string Codes(World world, ImmutableArray<int> countries) =>
        string.Join(';', countries.Select(n => world.Countries[n].Code));

    private static IEnumerable<string> Spreads(World world) =>
        world.Uncertainty.Cells.Select(row =>
            $"{UncertaintyText.Word(row.Table)},{Cell(row.Countries)},{Cell(row.Partners)},{Cell(row.Sectors)},{Number(row.Spread)},"
            + $"{UncertaintyText.Word(row.Common)},{EnergyText.Word(row.Status)},{Cell(row.Basis)}"
        );

    private static IEnumerable<string> Elasticities(World world) =>
        world.Uncertainty.Elasticities.Select(row =>
            $"{Cell(world.Sectors[row.Sector].Code)},{Number(row.Theta)},{Number(row.Spread)},{Number(row.Common)},{row.Sets},"
            + Cell(row.Source)
        );

    private static void Table(string folder, string file, string header, IEnumerable<string> rows)
    {
        using Stream stream = File.Create(Path.Combine(folder, file));
        using var packed = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionLevel.SmallestSize) : stream;
        using var text = new StreamWriter(packed, new UTF8Encoding(false)) { NewLine = "\n" };
        text.WriteLine(header);
        foreach (var row in rows)
            text.WriteLine(row);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string NumberOrNothing(double value) => value == 0 ? "" : Number(value);

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
