using System.IO.Compression;
using Entente.Testing;
using Entente.WorldBuilding.Importing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Long files of trade in the layouts of their publishers, invented numbers, and damaged twins.</summary>
public sealed class BilateralFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Baci_is_summed_over_products_with_its_country_codes()
    {
        var codes = Write(
            "country_codes.csv",
            "country_code,country_name,country_iso2,country_iso3\n688,Serbia,RS,SRB\n276,Germany,DE,DEU\n"
        );
        var read = Sum(
            Write("BACI.csv", "t,i,j,k,v,q\n2023,688,276,010121,1.5,0.1\n2023,688,276,020110,2.5,NA\n2023,276,688,870323,10,1\n"),
            null,
            codes
        ).Value;

        Assert.Equal(("CEPII BACI", 3L, "thousand USD"), (read.Layout, read.Rows, read.Unit));
        Assert.Equal(4, read.Trade[("SRB", "DEU")]);
        Assert.Equal(10, read.Trade[("DEU", "SRB")]);
    }

    [Fact]
    public void Itpd_and_comtrade_are_told_apart_and_years_are_chosen()
    {
        const string itpd =
            "exporter_iso3,exporter_dynamic_code,importer_iso3,importer_dynamic_code,year,industry_id,industry_descr,broad_sector,trade,"
            + "flag_mirror,flag_zero\n"
            + "SRB,SRB,DEU,DEU,2018,1,\"Wheat, and meslin\",Agriculture,3,0,p\n"
            + "SRB,SRB,DEU,DEU,2019,1,\"Wheat, and meslin\",Agriculture,5,0,p\n";
        var path = folder.File("itpd.csv.gz");
        using (var packed = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
            packed.Write(itpd);
        Assert.Equal(5, Sum(path, 2019).Value.Trade[("SRB", "DEU")]);
        Assert.Contains(
            "2 years, 2018 to 2019; expected one year, or --year",
            Sum(path, null).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
        Assert.Contains("the years 2018, 2019; expected 2023", Sum(path, 2023).Faults.Single().ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "UN Comtrade",
            Sum(
                Write("c.csv", "refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\n2021,SRB,X,RUS,TOTAL,996156026\n"),
                2021
            ).Value.Layout
        );
    }

    /// <summary>Labels, two letters, powers of ten, flows the other way, rows of the world, as the field guide has them.</summary>
    [Theory]
    [InlineData(
        "STRUCTURE;STRUCTURE_ID;ACTION;REF_AREA: Area;TRADE_FLOW;COUNTERPART_AREA: To;COMMODITY;TIME_PERIOD;OBS_VALUE;UNIT_MULT",
        "dataflow;X:IMTS(1.0.0);I;RS: Serbia;M;DE: Germany;_T;2023;4;6",
        "dataflow;X:IMTS(1.0.0);I;DE: Germany;X;RS: Serbia;_T;2023;3;6",
        "dataflow;X:IMTS(1.0.0);I;RS: Serbia;X;DE: Germany;_T;2023;2500;3",
        "dataflow;X:IMTS(1.0.0);I;RS: Serbia;X;RU: Russia;_T;2023;;6",
        "dataflow;X:IMTS(1.0.0);I;RS: Serbia;X;W0: World;_T;2023;9;6"
    )]
    [InlineData(
        "DATAFLOW,freq,reporter,partner,flow,product,TIME_PERIOD,OBS_VALUE",
        "ESTAT:DS(1.0),A,RS,DE,1,TOTAL,2023,4000000",
        "ESTAT:DS(1.0),A,DE,RS,2,TOTAL,2023,3000000",
        "ESTAT:DS(1.0),A,RS,DE,2,TOTAL,2023,2500000",
        "ESTAT:DS(1.0),A,RS,RU,2,TOTAL,2023,",
        "ESTAT:DS(1.0),A,RS,WORLD,2,TOTAL,2023,9000000"
    )]
    public void Sdmx_is_read_as_reports_are(params string[] lines)
    {
        var read = Sum(Write("sdmx.csv", string.Join('\n', lines) + "\n"), 2023);
        Assert.Empty(read.Faults);
        Assert.StartsWith("SDMX-CSV", read.Value.Layout, StringComparison.Ordinal);
        // The importer's own figure stands before the exporter's.
        Assert.Equal(4e6, read.Value.Trade[("DEU", "SRB")]);
        Assert.Equal(2.5e6, read.Value.Trade[("SRB", "DEU")]);
        Assert.Equal(3e6, read.Value.ByExporter![("DEU", "SRB")]);
        Assert.Equal(2, read.Value.Trade.Count);
        Assert.Contains("left out: 1 rows without a value, 0 in all", read.Warnings);
        Assert.Contains(read.Warnings, warning => warning.StartsWith("left out: 1 rows of the whole world", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("D,RS,M,DE,2023,4,6", ":2: action 'D', which deletes; expected I, A, R or M")]
    [InlineData("I,RS,M,DE,2023,4,many", ":2: UNIT_MULT 'many'; expected a power of ten, such as 6")]
    [InlineData("I,RS,M,DE,2023-04,4,6", ":2: TIME_PERIOD '2023-04'; expected a year")]
    public void Sdmx_that_cannot_be_summed_is_told(string row, string message)
    {
        const string header = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TRADE_FLOW,COUNTERPART_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT";
        var path = Write("x.csv", $"{header}\ndataflow,X:Y(1),{row}\n");
        Assert.Contains(Sum(path, null).Faults, fault => fault.ToString() == path + message);
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", ":1: header 'a,b,c'; expected CEPII BACI (t,i,j,v) or ITPD-E")]
    [InlineData("t,i,j,k,v,q\n2023,1,2,3,abc,1\n", ":2: v 'abc'; expected a number, 0 or more")]
    [InlineData("t,i,j,k,v,q\n2023,1,2,3,5,1\nxx,1,2,3,5,1\n", ":3: t 'xx'; expected a year")]
    [InlineData("t,i,j,k,v,q\n2023,1,2,3,-5,1\n", ":2: v '-5'; expected a number, 0 or more")]
    public void Damaged_files_are_told_with_their_line(string text, string message)
    {
        var path = Write("x.csv", text);
        Assert.Contains(path + message, Sum(path, null).Faults.Single().ToString(), StringComparison.Ordinal);
    }

    /// <summary>A million rows in the memory of a few pairs: the file is never held.</summary>
    [Fact]
    public void A_long_file_is_streamed()
    {
        var path = folder.File("long.csv");
        using (var text = new StreamWriter(path))
        {
            text.WriteLine("t,i,j,k,v,q");
            for (var row = 0; row < 1_000_000; row++)
                text.WriteLine($"2023,{row % 7},{row % 11},{row},1,1");
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Sum(path, null).Value;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((1_000_000L, 77), (read.Rows, read.Trade.Count));
        Assert.True(allocated < 5_000_000, $"{allocated} bytes for a file of {new FileInfo(path).Length}");
    }

    private static Checked<BilateralTrade> Sum(string path, int? year, string? codes = null) =>
        BilateralFile.Read(path, year, codes, TestContext.Current.CancellationToken);

    private string Write(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }
}
