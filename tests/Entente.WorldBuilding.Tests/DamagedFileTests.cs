using System.IO.Compression;
using System.Text;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Files that are damaged as files: nothing of them is guessed, dropped or replaced in silence.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DamagedFileTests() => WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));

    public void Dispose() => folder.Dispose();

    [Theory, InlineData("world-2014"), InlineData("world-2021"), InlineData("world-2023")]
    public void A_folder_without_the_raw_tables_is_told_file_by_file_once(string world)
    {
        using var empty = new TemporaryFolder();
        var recipe = Path.Combine(Repository.Root, "worlds", world, "recipe.yaml");

        var faults = WorldBuild.Build(recipe, empty.Path).Faults;

        const string told = "wiod2014_trade_44x50.csv.gz: no such file";
        Assert.Contains(faults, fault => fault.ToString().StartsWith(told, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Found.Contains("generates no electricity", StringComparison.Ordinal));
        Assert.Equal(faults.Length, faults.Distinct().Count());
    }

    [Theory, InlineData(4), InlineData(20), InlineData(60)]
    public void A_packed_table_cut_short_is_told(int missing)
    {
        var packed = Pack("trade");
        File.WriteAllBytes(packed, File.ReadAllBytes(packed)[..^missing]);
        Assert.Contains(
            Faults(),
            fault => fault.StartsWith("w/trade.csv.gz", StringComparison.Ordinal) && fault.Contains("truncated", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_packed_table_with_a_wrong_byte_is_told()
    {
        var packed = Pack("trade");
        var bytes = File.ReadAllBytes(packed);
        bytes[^6] ^= 1;
        File.WriteAllBytes(packed, bytes);
        Assert.Contains(Faults(), fault => fault.StartsWith("w/trade.csv.gz", StringComparison.Ordinal));
    }

    [Theory, InlineData("trade.csv.gz"), InlineData("trade.parquet")]
    public void A_file_that_is_not_what_its_ending_says_is_told(string file)
    {
        File.Delete(Table("trade"));
        File.WriteAllText(Path.Combine(folder.File("w"), file), "neither the one nor the other");
        Assert.StartsWith($"w/{file}: a file that cannot be read (", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_encoding_is_told_with_its_line()
    {
        File.WriteAllText(Table("countries"), "country,name\nC0,A\nC1,Côte d'Ivoire\nC2,C\n", Encoding.Latin1);
        Assert.Contains("w/countries.csv:3: bytes that are no UTF-8; expected text in UTF-8", Faults());
        File.WriteAllText(folder.File("s.yaml"), "title: a\nnotes: Côte d'Ivoire\ncases: [{ name: b }]\n", Encoding.Latin1);
        Assert.Equal(
            "s.yaml:2: bytes that are no UTF-8; expected text in UTF-8",
            ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Faults.Single().ToString()
        );
    }

    [Fact]
    public void A_byte_order_mark_and_foreign_line_ends_do_no_harm()
    {
        foreach (var file in Directory.EnumerateFiles(folder.File("w")))
            File.WriteAllText(file, File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(true));
        Assert.Empty(Faults());
    }

    [Fact]
    public void Lines_are_counted_through_blank_lines_and_quoted_breaks()
    {
        File.WriteAllText(Table("countries"), "country,name\nC0,\"A\nB\nC\"\n\nC1,B\nC2,C\nC2,D");
        Assert.Equal(
            "w/countries.csv:8: country C2 for the second time, first at line 7; expected each code once",
            Assert.Single(Faults())
        );
    }

    [Fact]
    public void A_misspelt_optional_column_is_pointed_out()
    {
        File.WriteAllText(Table("trade"), File.ReadAllText(Table("trade")).Replace(",tariff", ",tarif", StringComparison.Ordinal));
        Assert.Contains(
            "w/trade.csv: column 'tarif' is not known and not used; did you mean tariff?",
            WorldFolder.Read(folder.File("w"), "w").Warnings
        );
    }

    [Fact]
    public void A_second_document_in_a_file_is_not_passed_over()
    {
        File.WriteAllText(folder.File("s.yaml"), "title: a\ncases: [{ name: b }]\n---\ntitle: c\n");
        Assert.Equal(
            "s.yaml:3: a second document; expected one document in each file",
            ScenarioFile.Read(folder.File("s.yaml"), "s.yaml").Faults.Single().ToString()
        );
    }

    private string Table(string table) => Path.Combine(folder.File("w"), table + ".csv");

    private string Pack(string table)
    {
        using (var packed = new GZipStream(File.Create(Table(table) + ".gz"), CompressionLevel.Optimal))
            packed.Write(File.ReadAllBytes(Table(table)));
        File.Delete(Table(table));
        return Table(table) + ".gz";
    }

    private string[] Faults() => [.. WorldFolder.Read(folder.File("w"), "w").Faults.Select(fault => fault.ToString())];
}
