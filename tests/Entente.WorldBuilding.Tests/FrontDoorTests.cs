using System.IO.Compression;
using Entente.Testing;
using Entente.Testing.Wild;
using Entente.WorldBuilding.Importing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Files as others hold them, and ways in which they were read wrongly, refused or ended the program.</summary>
public sealed class FrontDoorTests : IDisposable
{
    private const string Once =
        "rowLabels,AT_A01,AT_C10,DE_A01,DE_C10,AT_P3_S14,DE_P3_S14\nAT_A01,10,20,1,2,60,5\nAT_C10,20,40,2,3,90,6\n"
        + "DE_A01,1,2,15,20,5,80\nDE_C10,2,3,20,60,6,150\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Comtrade_counts_each_flow_once_and_says_what_it_leaves_out()
    {
        var read = Trade(
            """
            typeCode,freqCode,refYear,reporterISO,flowCode,partnerISO,partner2ISO,cmdCode,customsCode,motCode,primaryValue
            C,A,2023,SRB,X,W00,W00,TOTAL,C00,0,1000
            C,A,2023,SRB,X,DEU,W00,TOTAL,C00,0,400
            C,A,2023,SRB,X,DEU,W00,01,C00,0,400
            C,A,2023,SRB,X,DEU,W00,0101,C00,0,400
            C,A,2023,SRB,RX,DEU,W00,TOTAL,C00,0,30
            C,A,2023,SRB,M,DEU,W00,TOTAL,C00,0,700
            S,A,2023,SRB,X,DEU,W00,200,C00,0,55
            C,A,2023,SRB,X,DEU,AUT,TOTAL,C00,0,100
            C,A,2023,SRB,X,S19,W00,01,C00,0,3
            C,A,2023,DEU,M,SRB,W00,TOTAL,C00,0,410
            """
        );
        Assert.Empty(read.Faults);
        Assert.Equal([("DEU", 400.0), ("TWN", 3.0)], read.Value.Exports("SRB"));
        Assert.Equal([("DEU", 700.0)], read.Value.Imports("SRB"));
        Assert.Contains("left out: 1 rows of the whole world, 1000 in all", read.Warnings);
        Assert.Contains("left out: 1 rows of services, 55 in all", read.Warnings);
        Assert.Contains("left out: 1 rows by second partner, 100 in all", read.Warnings);
        Assert.Contains(read.Warnings, w => w.Contains("re-exports", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "Year,Trade Flow,Reporter,Reporter ISO,Partner,Partner ISO,Commodity Code,Trade Value (US$)\n2014,Imports,Serbia,,World,,1511,3\n",
        "no trade in goods between two countries"
    )]
    [InlineData(
        "Year,Trade Flow,Reporter,Reporter ISO,Partner,Partner ISO,Commodity Code,Trade Value (US$)\n"
            + "2014,Imports,Serbia,,Germany,,1511,3\n",
        "no code of the reporter 'Serbia'"
    )]
    [InlineData("t,i,j,k,v,q\n2023,A,B,1,5,1\n2023,A,C,1,5,1\n2023,A,B,1,5,1\n", ":4: A to B, k 1 for the second time")]
    [InlineData("t,i,j,k,v,q\n2023,A,B,1\n", ":2: 4 fields; expected 6")]
    [InlineData("t,i,j,k,v,v\n2023,A,B,1,5,1\n", ":1: column 'v' for the second time")]
    [InlineData("refYear,reporterISO,partnerISO,cmdCode,primaryValue\n2023,SRB,DEU,TOTAL,4\n", "no column that tells imports from exports")]
    public void Trade_that_would_be_lost_or_doubled_is_refused(string text, string message) =>
        Assert.Contains(Trade(text).Faults, f => f.ToString().Contains(message, StringComparison.Ordinal));

    [Fact]
    public void Services_are_no_goods_and_codes_are_found_whatever_their_dress()
    {
        var services = Trade(
            "exporter_iso3,importer_iso3,year,industry_id,broad_sector,trade\n"
                + "SRB,DEU,2019,1,Agriculture,100\nSRB,DEU,2019,156,Services,50\n"
        );
        Assert.Equal(100, services.Value.Trade[("SRB", "DEU")]);
        Assert.Contains("left out: 1 rows of services, 50 in all", services.Warnings);

        File.WriteAllText(folder.File("old.csv"), "country_code,iso_3digit_alpha\n276,DEU\n688,SRB\n490,N/A\n");
        var padded = Trade("\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\n2022, 688, 276, 1, 5, 1\n2022,490,688,1,7,1\n", folder.File("old.csv"));
        Assert.Equal(5, padded.Value.Trade[("SRB", "DEU")]);
        Assert.Equal(7, padded.Value.Trade[("TWN", "SRB")]);
    }

    [Theory]
    [InlineData(
        "AT_A01,10,20,1,2,60,5\nAT_C10",
        "AT_A01,10,20,1,2,60,5\nAT_A01,10,20,1,2,60,5\nAT_C10",
        ":3: row AUT A01 for the second time, first at line 2"
    )]
    [InlineData("AT_A01,AT_C10,DE", "AT_A01,AT_A01,DE", ":1: column AUT A01 2 times")]
    [InlineData("DE_P3_S14\n", "XX_P3_S14\n", ":1: column XX P3_S14, final demand of a country without industries")]
    [InlineData("AT_P3_S14,DE_P3_S14", "AT_C11,DE_P3_S14", ":1: no column of final demand of AUT")]
    [InlineData(",", ";", "separated by semicolons")]
    [InlineData("60", "\u001b[2J", "\\u001B[2J")]
    [InlineData(",60,", ",-5000,", "--repair mends")]
    public void Damaged_tables_are_named(string sound, string damaged, string message)
    {
        var read = Import("x.csv", Once.Replace(sound, damaged, StringComparison.Ordinal));
        Assert.Contains(read.Faults, f => f.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Inventories_beyond_all_purchases_are_mended_or_refused()
    {
        const string header = "rowLabels,AT_A01,DE_A01,AT_P5M,DE_P5M\n";
        var all = Import("x.csv", header + "AT_A01,10,2,-5000,-5000\nDE_A01,1,20,-5000,-5000\n", repair: true);
        Assert.Contains(all.Faults, f => f.Found.StartsWith("AUT buys 0 in all", StringComparison.Ordinal));
        var some = Import("x.csv", header + "AT_A01,10,2,-5000,50\nDE_A01,1,-20,50,500\n", repair: true);
        Assert.Contains(some.Warnings, w => w.StartsWith("mended: 1 flows below zero", StringComparison.Ordinal));
        Assert.Contains(some.Warnings, w => w.StartsWith("mended: 1 inputs below zero", StringComparison.Ordinal));
    }

    [Fact]
    public void What_rounding_does_is_no_fault() =>
        Assert.Empty(
            Import(
                "oil.csv",
                "rowLabels,AT_A01,AT_C10,DE_A01,DE_C10,AT_P3_S14,DE_P3_S14\nAT_A01,0,100,0,2,0,5\nAT_C10,20,40,2,3,90000,6\n"
                    + "DE_A01,0,36004.07421875,15,20,0,80\nDE_C10,2,3,20,60,6,150\n"
            ).Faults
        );

    [Fact]
    public void Icio_of_2018_and_exiobase_as_published_are_read()
    {
        Assert.Empty(
            Import(
                "icio.csv",
                ",AUS_01T03,ROW_01T03,AUS_HFCE,AUS_P33,ROW_HFCE,ROW_P33,TOTAL\nAUS_01T03,10,2,60,1,5,1,79\n"
                    + "ROW_01T03,1,20,5,1,80,1,108\nAUS_TAXSUB,1,1,1,1,1,1,6\nVALU,66,86,0,0,0,0,152\nOUTPUT,79,108,0,0,0,0,0\n"
            ).Faults
        );
        var path = folder.File("e.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            foreach (var (file, header) in new[] { ("Z", "sector"), ("Y", "category") })
            {
                using var text = new StreamWriter(zip.CreateEntry($"IOT/{file}.txt").Open());
                text.Write($"region\t\tAT\tDE\n{header}\t\ta\ta\nregion\tsector\t\t\nAT\ta\t10\t2\nDE\ta\t1\t20\n");
            }
        var read = TableImport.Read(path, new ImportOptions());
        Assert.Equal(["AUT", "DEU"], read.Value.Countries.Select(c => c.Code));
        Assert.Contains("EXIOBASE 3: 2 countries, 1 industries, 2 columns of final demand", read.Warnings);
    }

    [Theory]
    [InlineData("<c r=\"C3\"><f>1+1</f></c>", "formula '=1+1' in cell C3 without a stored value")]
    [InlineData("<c r=\"ZZZZZZ3\"><v>1</v></c>", "cell ZZZZZZ3; expected cells in order, 16384 columns at most")]
    [InlineData("<c r=\"C3\" t=\"b\"><v>1</v></c>", "'TRUE' in column 3")]
    public void Workbooks_hold_what_they_show(string cell, string message)
    {
        var path = folder.File("b.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var text = new StreamWriter(zip.CreateEntry("xl/tables/Moved.xml").Open()))
            text.Write(
                "<x:worksheet xmlns:x=\"y\"><x:sheetData><x:row r=\"1\"><x:c r=\"C1\"><x:v>AUS</x:v></x:c><x:c "
                    + "r=\"D1\"><x:v>AUS</x:v></x:c><x:c r=\"E1\"><x:v>AUS</x:v></x:c></x:row><x:row r=\"2\"><x:c "
                    + "r=\"C2\"><x:v>c1</x:v></x:c><x:c r=\"D2\"><x:v>c2</x:v></x:c><x:c r=\"E2\"><x:v>F1</x:v></x:c></x:row><x:row "
                    + "r=\"3\"><x:c r=\"A3\"><x:v>AUS</x:v></x:c><x:c r=\"B3\"><x:v>c1</x:v></x:c>"
                    + cell.Replace("<c", "<x:c", StringComparison.Ordinal)
                        .Replace("</c", "</x:c", StringComparison.Ordinal)
                        .Replace("<v>", "<x:v>", StringComparison.Ordinal)
                        .Replace("</v>", "</x:v>", StringComparison.Ordinal)
                        .Replace("<f>", "<x:f>", StringComparison.Ordinal)
                        .Replace("</f>", "</x:f>", StringComparison.Ordinal)
                    + "</x:row></x:sheetData></x:worksheet>"
            );
        Assert.Contains(TableImport.Read(path, new ImportOptions()).Faults, f => f.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("country,to\nC1,\n", ":2: country C1 to nothing")]
    [InlineData("country,to\nC1,X\nC1,C0\n", ":3: country C1 for the second time, first at line 2")]
    public void Concordances_have_one_target_each(string text, string message)
    {
        File.WriteAllText(folder.File("c.csv"), text);
        Assert.Contains(
            message,
            WorldSurgery.Aggregate(SmallWorld.Random(1, 3, 2), folder.File("c.csv"), null).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Faults_end_after_some_hundred_and_a_packed_endless_line_is_refused()
    {
        var wrong = "rowLabels,AT_A01,AT_P3_S14\n" + string.Concat(Enumerable.Repeat("AT_A01,x,y\n", 10_000));
        Assert.InRange(Import("x.csv", wrong).Faults.Length, 100, 501);
        var path = folder.File("line.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using (var text = new StreamWriter(zip.CreateEntry("Z.txt").Open()))
                for (var at = 0; at < 60; at++)
                    text.Write(string.Concat(Enumerable.Repeat("0\t", 500_000)));
            using var empty = new StreamWriter(zip.CreateEntry("Y.txt").Open());
        }
        Assert.Matches("would expand from|a line of more than", TableImport.Read(path, new ImportOptions()).Faults.Single().Found);
    }

    [Fact]
    public void Damaged_files_of_every_kind_end_in_faults()
    {
        using var fuzz = new ReaderFuzz();
        Assert.Empty(Enumerable.Range(1, 400).Select(fuzz.Round).OfType<string>());
    }

    private Checked<World> Import(string file, string text, bool repair = false)
    {
        File.WriteAllText(folder.File(file), text);
        return TableImport.Read(folder.File(file), new ImportOptions { Repair = repair });
    }

    private Checked<BilateralTrade> Trade(string text, string? codes = null)
    {
        File.WriteAllText(folder.File("trade.csv"), text);
        return BilateralFile.Read(folder.File("trade.csv"), null, codes, TestContext.Current.CancellationToken);
    }
}
