using System.IO.Compression;
using System.Text;
using Entente.Estimation.Formulas;
using Entente.EstimationData.Panels;
using Entente.Testing;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>Tables read column by column: the same numbers from every kind of file, and every fault with its line.</summary>
public sealed class PanelReaderTests : IDisposable
{
    private const string Sound = "exporter,importer,year,trade,note\nARG,AUS,1986,1.5,x\nARG,AUT,1986,,\"a,b\"\n"
        + "AUS,ARG,1990,NA,\nAUS,,1990,0.25,\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new GZipStream(System.IO.File.Create(path), CompressionLevel.Fastest);
            packed.Write(Encoding.UTF8.GetBytes(text));
        }
        else
            System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static Checked<DataColumns> Read(string path, string[] numbers, string[] labels) =>
        new PanelReader().Read(path, Path.GetFileName(path), numbers, labels, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("p.csv")]
    [InlineData("p.csv.gz")]
    public void Csv_has_numbers_labels_and_what_is_missing(string name) =>
        Holds(Read(File(name, Sound), ["trade", "year"], ["exporter", "importer", "year"]));

    // Four rows are written before anybody could cancel.
#pragma warning disable xUnit1051
    [Fact]
    public async Task Parquet_in_groups_of_rows_gives_the_same()
    {
        var path = Path.Combine(folder.Path, "p.parquet");
        var fields = new DataField[]
        {
            new DataField<string>("exporter"),
            new DataField<string>("importer"),
            new DataField<int>("year"),
            new DataField<double?>("trade"),
        };
        await using (var file = System.IO.File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file))
            foreach (
                var (exporters, importers, years, trade) in new[]
                {
                    (new[] { "ARG", "ARG" }, new string?[] { "AUS", "AUT" }, new[] { 1986, 1986 }, new double?[] { 1.5, null }),
                    (["AUS", "AUS"], ["ARG", null], [1990, 1990], [null, 0.25]),
                }
            )
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(fields[0], exporters);
                await group.WriteAsync(fields[1], importers);
                await group.WriteAsync<int>(fields[2], years);
                await group.WriteAsync<double>(fields[3], trade);
                group.CompleteValidate();
            }
        Holds(Read(path, ["trade", "year"], ["exporter", "importer", "year"]));
        Assert.Equal("no column 'trad'", Assert.Single(Read(path, ["trad"], []).Faults).Found);
    }
#pragma warning restore xUnit1051

    [Fact]
    public void DuckDb_gives_the_same_and_names_its_tables()
    {
        var path = Path.Combine(folder.Path, "p.duckdb");
        using (var connection = new DuckDB.NET.Data.DuckDBConnection($"Data Source={path}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                "CREATE TABLE flows(exporter VARCHAR, importer VARCHAR, year SMALLINT, trade DOUBLE);"
                + "INSERT INTO flows VALUES ('ARG','AUS',1986,1.5),('ARG','AUT',1986,NULL),('AUS','ARG',1990,NULL),('AUS',NULL,1990,0.25);";
            command.ExecuteNonQuery();
        }
        var reader = new PanelReader(new Entente.DuckDb.DuckDbFormat());
        var token = TestContext.Current.CancellationToken;
        Holds(reader.Read(path, "p.duckdb", ["trade", "year"], ["exporter", "importer", "year"], token));
        Holds(reader.Read(path + "#flows", "p", ["trade", "year"], ["exporter", "importer", "year"], token));
        Assert.Contains(
            "expected one of flows",
            Assert.Single(reader.Read(path + "#flow", "p", ["trade"], [], token).Faults).Found,
            StringComparison.Ordinal
        );
        Assert.Equal("no column 'x'", Assert.Single(reader.Read(path, "p", ["x"], [], token).Faults).Found);
    }

    private static void Holds(Checked<DataColumns> read)
    {
        var data = read.Value;
        Assert.Equal(4, data.Rows);
        Assert.Equal([1.5, double.NaN, double.NaN, 0.25], data.Number("trade").ToArray());
        Assert.Equal([1986, 1986, 1990, 1990], data.Number("year").ToArray());
        Assert.Equal(["ARG", "AUS"], data.Label("exporter").Names);
        Assert.Equal([0, 0, 1, 1], data.Label("exporter").Codes);
        Assert.Equal(["AUS", "AUT", "ARG"], data.Label("importer").Names);
        Assert.Equal([0, 1, 2, -1], data.Label("importer").Codes);
        Assert.Equal(["1986", "1990"], data.Label("year").Names);
    }

    [Fact]
    public void Every_fault_is_named_with_its_line()
    {
        var path = File("bad.csv", "exporter,trade\nARG,12\nAUS,1 000\nAUT,NaN\nBEL,-inf\n\nBGR,x\n");
        Assert.Equal(
            [
                "bad.csv:3: trade '1 000'; expected a number",
                "bad.csv:4: trade NaN; expected a finite number, or an empty cell where it is missing",
                "bad.csv:5: trade -inf; expected a number",
                "bad.csv:7: trade 'x'; expected a number",
            ],
            Read(path, ["trade"], ["exporter"]).Faults.Select(f => f.ToString().Replace("'-inf'", "-inf", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_table_that_cannot_be_one_is_refused()
    {
        Assert.Equal("a file that does not exist", Assert.Single(Read("none.csv", ["a"], []).Faults).Found);
        Assert.Equal("a table without rows", Assert.Single(Read(File("e.csv", "a,b\n"), ["a"], []).Faults).Found);
        Assert.Contains(
            "line 3 has 1 fields",
            Assert.Single(Read(File("f.csv", "a,b\n1,2\n3\n"), ["a"], []).Faults).Found,
            StringComparison.Ordinal
        );
        Assert.Equal("column 'a' for the second time", Read(File("t.csv", "a,a\n1,2\n"), ["a"], []).Faults[0].Found);
        var missing = Assert.Single(Read(File("m.csv", "trade,year\n1,2\n"), ["trde"], []).Faults);
        Assert.Equal("no column 'trde'", missing.Found);
        Assert.EndsWith("did you mean trade?", missing.Expected, StringComparison.Ordinal);
        Assert.Single(Read(File("x.parquet", "this is none"), ["a"], []).Faults);
        var bytes = Path.Combine(folder.Path, "u.csv");
        System.IO.File.WriteAllBytes(bytes, [.. "a\n1\n"u8, 0xFF, 0x0A]);
        Assert.Equal("u.csv:3: bytes that are no UTF-8; expected text in UTF-8", Assert.Single(Read(bytes, ["a"], []).Faults).ToString());
    }
}
