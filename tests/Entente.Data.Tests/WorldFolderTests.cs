using System.IO.Compression;
using Entente.Data.Worlds;
using Entente.Testing;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>A world written is the world read, to the bit, in every form a table may have.</summary>
public sealed class WorldFolderTests
{
    [Theory, InlineData(1, false), InlineData(2, true), InlineData(3, false)]
    public void A_world_survives_the_disk_bit_for_bit(int seed, bool compress)
    {
        using var folder = new TemporaryFolder();
        var world = SmallWorld.Random(seed, 5, 4);
        WorldWriter.Write(world, folder.File("one"), compress);
        var read = WorldFolder.Read(folder.File("one"));

        Assert.Empty(read.Faults);
        SameBits(world, read.Value);
        WorldWriter.Write(read.Value, folder.File("two"), compress);
        foreach (var file in Directory.EnumerateFiles(folder.File("one")))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder.File("two"), Path.GetFileName(file))));
        Assert.Equal(2, Directory.EnumerateDirectories(folder.Path).Count());
    }

    /// <summary>Windows' line ends are read by the careful reader, which must find what the quick one finds.</summary>
    [Theory, InlineData("world-2014"), InlineData("world-2023")]
    public void The_quick_reader_of_large_tables_and_the_careful_one_agree(string name)
    {
        using var folder = new TemporaryFolder();
        var original = Catalogue.Default.FindWorld(name, folder.Path).Value.Path;
        Directory.CreateDirectory(folder.File("w"));
        foreach (var file in WorldFolder.FilesOf(original))
            if (Path.GetFileName(file) is "trade.csv.gz" or "inputs.csv.gz")
            {
                using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
                var text = new StreamReader(packed).ReadToEnd();
                File.WriteAllText(folder.File($"w/{Path.GetFileNameWithoutExtension(file)}"), text.Replace("\n", "\r\n"));
            }
            else
                File.Copy(file, folder.File($"w/{Path.GetFileName(file)}"));

        SameBits(WorldFolder.Read(original).Value, WorldFolder.Read(folder.File("w")).Value);
    }

    /// <summary>What the quick reader of large tables does not take, the careful one reads or names.</summary>
    [Theory]
    [InlineData("0.5", "5e-1", null)]
    [InlineData("0.5", " 0.5 ", null)]
    [InlineData("0.5", "+.5", null)]
    [InlineData("0.5", "\"0.5\"", null)]
    [InlineData("0.5", "0.50000000000000000000", null)]
    [InlineData("0.5", "0.5,0.5", "6 fields")]
    [InlineData("0.5", "1e999", "value 1e999")]
    [InlineData("0.5", "", "an empty value")]
    [InlineData("0.5", "0.5.5", "value '0.5.5'")]
    [InlineData("AAA,BBB,GOOD,0.5,0.25", "AAA,BBB,GOOD,0.5,0.25\n\nAAA,BBB,GOOD,0.5,0.25", "a second row for AAA to BBB in GOOD")]
    [InlineData("AAA,BBB", "AAA,BBB\0", "unknown country")]
    [InlineData("tariff", "rates", null)]
    [InlineData("exporter", "seller", "without 'exporter'")]
    public void What_the_quick_reader_does_not_take_is_read_or_named(string instead, string stands, string? found)
    {
        using var folder = new TemporaryFolder();
        WorldWriter.Write(TwoCountries(), folder.File("w"));
        var table = folder.File("w/trade.csv");
        var text = File.ReadAllText(table);
        Assert.Contains(instead, text, StringComparison.Ordinal);
        File.WriteAllText(table, text.Replace(instead, stands, StringComparison.Ordinal));
        var read = WorldFolder.Read(folder.File("w"));

        if (found is null)
            Assert.Equal(0.5, read.Value.Trade[1, 0, 0]);
        else
            Assert.Contains(read.Faults, fault => fault.Found.Contains(found, StringComparison.Ordinal));
    }

    private static World TwoCountries() =>
        World
            .Create(
                new WorldIdentity { Title = "Two" },
                [new Country("AAA", "One"), new Country("BBB", "Other")],
                [new Sector("GOOD", "Goods", [], 4)],
                new WorldTables
                {
                    Trade = new Cube(2, 2, 1, [3, 0.75, 0.5, 3]),
                    Tariffs = new Cube(2, 2, 1, [0, 0, 0.25, 0]),
                    ValueAddedShares = Table.Filled(2, 1, 1),
                    InputShares = new Cube(2, 1, 1, [0, 0]),
                }
            )
            .Value;

    [Fact]
    public void Identity_survives_whatever_its_text()
    {
        using var folder = new TemporaryFolder();
        var plain = SmallWorld.Random(1, 3, 2);
        var identity = new WorldIdentity
        {
            Title = "A title: with \"quotes\" # and more",
            Year = 2014,
            Unit = "million USD",
            Notes = "First line.\nSecond line: yes",
            Sources = [new Source("Somebody, \"Table\"", "CC BY 4.0", "flows")],
            Groups = plain.Identity.Groups.Add("no", ["C0", "C1"]),
        };
        var world = World
            .Create(
                identity,
                plain.Countries.SetItem(0, new Country("NO", "Norway, \"really\"")),
                plain.Sectors,
                new WorldTables
                {
                    Trade = plain.Trade,
                    Tariffs = plain.Tariffs,
                    ValueAddedShares = plain.ValueAddedShares,
                    InputShares = plain.InputShares,
                }
            )
            .Value;
        WorldWriter.Write(world, folder.File("w"));
        var read = WorldFolder.Read(folder.File("w")).Value;

        Assert.Equal(
            (identity.Title, identity.Year, identity.Unit, identity.Notes),
            (read.Identity.Title, read.Identity.Year, read.Identity.Unit, read.Identity.Notes)
        );
        Assert.Equal(identity.Sources, read.Identity.Sources);
        Assert.Equal(["C0", "C1"], read.Identity.Groups["no"]);
        Assert.Equal(new Country("NO", "Norway, \"really\""), read.Countries[0]);
    }

    [Fact]
    public async Task Gzip_parquet_and_another_column_order_read_the_same()
    {
        using var folder = new TemporaryFolder();
        var world = SmallWorld.Random(4, 4, 3);
        WorldWriter.Write(world, folder.File("w"));
        var trade = Path.Combine(folder.File("w"), "trade.csv");
        await ToParquet(trade, TestContext.Current.CancellationToken);
        var production = Path.Combine(folder.File("w"), "production.csv");
        File.WriteAllLines(
            production,
            File.ReadAllLines(production)
                .Select(line =>
                    string.Join(',', line.Split(',').Reverse()) + (line.StartsWith("country", StringComparison.Ordinal) ? ",remark" : ",x")
                )
        );
        using (var packed = new GZipStream(File.Create(production + ".gz"), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(production));
        File.Delete(production);
        var read = WorldFolder.Read(folder.File("w"), "w");

        Assert.Empty(read.Faults);
        SameBits(world, read.Value);
        Assert.Contains("w/production.csv.gz: column 'remark' is not known and not used", read.Warnings);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Quantities_of_energy_read_back_bit_for_bit(bool compress)
    {
        using var folder = new TemporaryFolder();
        var world = SmallWorld.WithEnergy(SmallWorld.Random(6, 4, 4), 6);
        WorldWriter.Write(world, folder.File("w"), compress);
        var read = WorldFolder.Read(folder.File("w")).Value;

        SameBits(world, read);
        Assert.Equal(world.Energy!.Rows, read.Energy!.Rows);
        Assert.Equal(world.Energy.Quantities.Span.ToArray(), read.Energy.Quantities.Span.ToArray());
        Assert.Equal(
            compress ? "energy.csv.gz" : "energy.csv",
            Path.GetFileName(
                Assert.Single(WorldFolder.FilesOf(folder.File("w")), file => file.Contains("energy", StringComparison.Ordinal))
            )
        );
    }

    [Fact]
    public void Capacities_and_fixed_resources_read_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        var world = NetworkWorld.Random(1, 1.1);
        world = World
            .Create(
                world.Identity with
                {
                    ResourcesAreFixed = true,
                },
                world.Countries,
                world.Sectors,
                SmallWorld.TablesOf(world) with
                {
                    Energy = world.Energy!.Rows,
                    Networks =
                    [
                        .. world.Networks!.Lines.Select(l => l.Row),
                        new([1], [2, 3], "S0", 12.5, EnergyStatus.Observed, "one pipe"),
                        new([0, 1], [2], "S0", 8, EnergyStatus.Imputed, "plants"),
                    ],
                }
            )
            .Value;
        WorldWriter.Write(world, folder.File("w"));
        var read = WorldFolder.Read(folder.File("w")).Value;

        SameBits(world, read);
        Assert.True(read.Identity.ResourcesAreFixed);
        Assert.Equal(world.Networks!.Lines.Select(Text), read.Networks!.Lines.Select(Text));

        static string Text(NetworkLine line) =>
            $"{string.Join(';', line.Row.Importers)} {string.Join(';', line.Row.Exporters)} {line.Row.Carrier} "
            + $"{line.Row.Capacity:R} {line.Row.Status} {line.Row.Source} {line.Used:R}";
    }

    [Fact]
    public void Given_final_shares_are_checked_against_the_derived_ones()
    {
        using var folder = new TemporaryFolder();
        var world = SmallWorld.Random(5, 3, 2);
        WorldWriter.Write(world, folder.File("w"));
        var rows =
            from n in Enumerable.Range(0, 3)
            from j in Enumerable.Range(0, 2)
            select FormattableString.Invariant($"C{n},S{j},{world.FinalShares[n, j] + (n == 1 && j == 1 ? 0.001 : 0):R}");
        File.WriteAllLines(Path.Combine(folder.File("w"), "final.csv"), rows.Prepend("country,sector,share"));
        var fault = Assert.Single(WorldFolder.Read(folder.File("w"), "w").Faults);

        Assert.Equal(new Place("w/final.csv", 5), fault.Place);
    }

    [Theory]
    [InlineData("cp2015/world")]
    [InlineData("wiod2014/world")]
    [InlineData("crc2014/world")]
    [InlineData("fgh2022/world_a_simple_io")]
    [InlineData("fgh2022/world_b_complex_io")]
    [InlineData("fgh2022/world_f_simple_io")]
    [InlineData("fgh2022/world_f_complex_io")]
    public void Published_worlds_read_without_a_fault(string name)
    {
        var read = WorldFolder.Read(Reference.Folder(name), name);
        Assert.Empty(read.Faults);
        using var folder = new TemporaryFolder();
        WorldWriter.Write(read.Value, folder.File("w"), compress: true);
        SameBits(read.Value, WorldFolder.Read(folder.File("w")).Value);
    }

    private static void SameBits(World one, World other)
    {
        Assert.Equal(one.Countries, other.Countries);
        Assert.Equal(
            one.Sectors.Select(s => (s.Code, s.Name, s.Theta, string.Join(';', s.Tags))),
            other.Sectors.Select(s => (s.Code, s.Name, s.Theta, string.Join(';', s.Tags)))
        );
        Assert.Equal(one.Trade.Span.ToArray(), other.Trade.Span.ToArray());
        Assert.Equal(one.Tariffs.Span.ToArray(), other.Tariffs.Span.ToArray());
        Assert.Equal(one.ValueAddedShares.Span.ToArray(), other.ValueAddedShares.Span.ToArray());
        Assert.Equal(one.InputShares.Span.ToArray(), other.InputShares.Span.ToArray());
    }

    private static async Task ToParquet(string csv, CancellationToken cancellation)
    {
        var lines = File.ReadAllLines(csv);
        var names = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        DataField[] fields =
        [
            new DataField<string>(names[0]),
            new DataField<string>(names[1]),
            new DataField<string>(names[2]),
            new DataField<double>(names[3]),
            new DataField<double?>(names[4]),
        ];
        await using (var file = File.Create(csv.Replace(".csv", ".parquet", StringComparison.Ordinal)))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file, cancellationToken: cancellation))
        using (var group = writer.CreateRowGroup())
        {
            for (var c = 0; c < 3; c++)
                await group.WriteAsync(fields[c], rows.Select(row => row[c]).ToArray());
            await group.WriteAsync<double>(
                fields[3],
                rows.Select(row => double.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
                cancellationToken: cancellation
            );
            await group.WriteAsync<double>(
                fields[4],
                rows.Select(row =>
                        row[4].Length == 0 ? null : (double?)double.Parse(row[4], System.Globalization.CultureInfo.InvariantCulture)
                    )
                    .ToArray(),
                cancellationToken: cancellation
            );
            group.CompleteValidate();
        }
        File.Delete(csv);
    }
}
