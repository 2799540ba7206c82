using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>Files of trade as they are downloaded, on the command line: what counts is summed, what does not is said.</summary>
public sealed class TradeFileTests : IDisposable
{
    private const string Codes = """
        country_code,country_name,country_iso2,country_iso3
        276,Germany,DE,DEU
        688,Serbia,RS,SRB
        490,"Other Asia, not elsewhere specified",N/A,N/A

        """;

    private const string Baci = "t,i,j,k,v,q\n2023,688,276,010121,10.5,1\n2023,276,688,010121,20,NA\n2023,490,688,010121,7,1\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_comtrade_counts_each_flow_once()
    {
        var (code, output, error) = Trade(
            """
            typeCode,freqCode,refYear,reporterISO,flowCode,partnerISO,partner2ISO,cmdCode,customsCode,motCode,primaryValue
            C,A,2023,SRB,X,W00,W00,TOTAL,C00,0,1000
            C,A,2023,SRB,X,DEU,W00,TOTAL,C00,0,400
            C,A,2023,SRB,X,DEU,W00,01,C00,0,400
            S,A,2023,SRB,X,DEU,W00,01,C00,0,50
            C,A,2023,SRB,RX,DEU,W00,TOTAL,C00,0,30
            C,A,2023,SRB,M,DEU,W00,TOTAL,C00,0,700
            C,A,2023,DEU,M,SRB,W00,TOTAL,C00,0,410

            """,
            "--country",
            "SRB"
        );
        Assert.Equal(0, code);
        Assert.Equal("goods_exports:|  DEU: 400|goods_imports:|  DEU: 700", Facts(output));
        foreach (var left in new[] { "finer detail", "the whole world", "re-exports", "services" })
            Assert.Contains(left, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_itpde_count_goods()
    {
        var (code, output, error) = Trade(
            "exporter_iso3,importer_iso3,year,industry_id,broad_sector,trade\n"
                + "SRB,DEU,2019,1,Agriculture,100\nSRB,DEU,2019,156,Services,50\nDEU,SRB,2019,1,Agriculture,70\n",
            "--country",
            "SRB"
        );
        Assert.Equal((0, "goods_exports:|  DEU: 100|goods_imports:|  DEU: 70"), (code, Facts(output)));
        Assert.Contains("1 rows of services, 50 in all", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_asia_is_taiwan_and_a_country_may_be_written_small()
    {
        File.WriteAllText(folder.File("codes.csv"), Codes);
        var (code, output, _) = Trade(Baci, "--codes", "codes.csv", "--country", "srb", "--world", "world-2023");
        Assert.Equal((0, "goods_exports:|  DEU: 10.5|goods_imports:|  DEU: 20|  TWN: 7"), (code, Facts(output)));
    }

    [Theory]
    [InlineData(new[] { "--world", "world-2023" }, "no country of the file is in the world")]
    [InlineData(new[] { "--codes", "codes.csv", "--country", "XYZ" }, "--country XYZ, of which the file has no trade")]
    public void Trade_that_would_be_lost_is_a_fault(string[] args, string message)
    {
        File.WriteAllText(folder.File("codes.csv"), Codes);
        var (code, output, error) = Trade(Baci, args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_without_iso_codes_is_a_fault()
    {
        var (code, _, error) = Trade(
            """
            Classification,Year,Trade Flow,Reporter,Reporter ISO,Partner,Partner ISO,Commodity Code,Trade Value (US$)
            HS,2014,Imports,Serbia,,World,,1511,30453298
            HS,2014,Exports,Serbia,,World,,1511,3232246

            """
        );
        Assert.Equal(2, code);
        Assert.Contains("trade.csv: no trade in goods between two countries", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("country_code,iso_2digit_alpha,iso_3digit_alpha\n276,DE,DEU\n688,RS,SRB\n")]
    [InlineData(Codes)]
    public void Code_tables_of_all_years_and_codes_with_blanks_are_read(string codes)
    {
        File.WriteAllText(folder.File("codes.csv"), codes);
        var (code, output, _) = Trade("\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\n2022, 688, 276, 1, 5, 1\n", "--codes", "codes.csv");
        Assert.Equal((0, "exporter,importer,value|SRB,DEU,5"), (code, Facts(output)));
    }

    [Theory]
    [InlineData("country,to\nC1,\n", "map.csv:2: country C1 to nothing")]
    [InlineData("country,to\nC1,X\nC1,C0\n", "map.csv:3: country C1 for the second time")]
    public void A_concordance_without_one_target_each_is_refused(string map, string message)
    {
        WorldWriter.Write(SmallWorld.Random(1, 3, 2), folder.File("w"));
        File.WriteAllText(folder.File("map.csv"), map);
        var (code, _, error) = Program.Run(folder.Path, "world", "aggregate", "w", "--countries", "map.csv", "--out", "a");
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("a")));
    }

    private (int Code, string Out, string Error) Trade(string text, params string[] args)
    {
        File.WriteAllText(folder.File("trade.csv"), text);
        return Program.Run(folder.Path, ["world", "trade", "trade.csv", .. args]);
    }

    /// <summary>The lines that are no remark.</summary>
    private static string Facts(string output) =>
        string.Join('|', output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && line[0] != '#'));
}
