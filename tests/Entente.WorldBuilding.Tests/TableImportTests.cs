using System.Globalization;
using System.IO.Compression;
using Entente.CaliendoParro;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Testing;
using Entente.WorldBuilding.Importing;
using Xunit;

namespace Entente.WorldBuilding.Tests;

/// <summary>Published layouts, filled with invented numbers, and the same files damaged.</summary>
public sealed class TableImportTests : IDisposable
{
    private static readonly string[] Countries = ["AT", "RS", "FIGW1"];
    private static readonly string[] Iso3 = ["AUT", "SRB", "ROW"];
    private static readonly string[] Industries = ["A01", "C10T12", "D35"];
    private static readonly string[] FigaroFinal = ["P3_S13", "P3_S14", "P3_S15", "P51G", "P5M"];
    private static readonly string[] IcioFinal = ["HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Figaro_reads_and_runs()
    {
        var world = Read(Figaro());

        Assert.Equal(Iso3, world.Countries.Select(c => c.Code));
        Assert.Equal(Industries, world.Sectors.Select(s => s.Code));
        // Sales of RS agriculture to AT: three industries and five kinds of final demand.
        Assert.Equal(
            Enumerable.Range(0, 3).Sum(j => Cell(1, 0, 0, j)) + Enumerable.Range(0, 5).Sum(f => Demand(1, 0, 0, f)),
            world.Trade[0, 1, 0],
            5
        );
        Runs(world);
    }

    [Fact]
    public void Oecd_reads_with_old_and_new_labels_and_merges_parts_of_countries()
    {
        var world = Read(Icio(["AUT", "MX1", "MX2"], ["01T02", "10T12", "35"]));

        Assert.Equal(["AUT", "MEX"], world.Countries.Select(c => c.Code));
        Assert.Equal(2 * 2 * 3, world.Trade.Span.Length);
        Assert.Equal(["A01_02", "C10T12", "D"], Read(Icio(["AUT", "SRB", "ROW"], ["A01_02", "C10T12", "D"])).Sectors.Select(s => s.Code));
        Runs(world);
    }

    [Fact]
    public void Wiod_2016_reads_and_runs()
    {
        var path = folder.File("WIOT2014.csv");
        var header =
            "IndustryCode,IndustryDescription,Country,RNr,Year,"
            + string.Join(
                ',',
                Codes(c => Enumerable.Range(1, 3).Select(j => $"{Iso3[c]}{j}"))
                    .Concat(Codes(c => Enumerable.Range(57, 5).Select(j => $"{Iso3[c]}{j}")))
                    .Append("TOT")
            );
        var rows =
            from i in Enumerable.Range(0, 3)
            from k in Enumerable.Range(0, 3)
            select $"{Industries[k]},\"Some, industry\",{Iso3[i]},{k + 1},2014,{Numbers(i, k, 5)},0";
        File.WriteAllLines(
            path,
            [
                header,
                .. rows,
                $"II_fob,Total,TOT,65,2014{string.Concat(Enumerable.Repeat(",1", 25))}",
                $"VA,Value added,TOT,70,2014{string.Concat(Enumerable.Repeat(",1", 25))}",
            ]
        );
        var world = Read(path);

        Assert.Equal(["1", "2", "3"], world.Sectors.Select(s => s.Code));
        Assert.Equal(
            Enumerable.Range(0, 3).Sum(j => Cell(2, 1, 0, j)) + Enumerable.Range(0, 5).Sum(f => Demand(2, 1, 0, f)),
            world.Trade[0, 2, 1],
            5
        );
        Runs(world);
    }

    [Fact]
    public void Exiobase_reads_and_runs()
    {
        var path = folder.File("IOT_2020_ixi.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Write(zip, "IOT_2020_ixi/Z.txt", 3, j => Industries[j], (i, k, c, j) => Cell(i, k, c, j));
            Write(zip, "IOT_2020_ixi/Y.txt", 5, f => $"Demand {f}", (i, k, c, f) => Demand(i, k, c, f));
        }
        var world = Read(path);
        Assert.Equal((3, 3), (world.Countries.Length, world.Sectors.Length));
        Assert.Equal(
            Enumerable.Range(0, 3).Sum(j => Cell(1, 2, 2, j)) + Enumerable.Range(0, 5).Sum(f => Demand(1, 2, 2, f)),
            world.Trade[2, 1, 2],
            5
        );
        Runs(world);

        void Write(ZipArchive zip, string name, int width, Func<int, string> column, Func<int, int, int, int, double> value)
        {
            using var text = new StreamWriter(zip.CreateEntry(name).Open());
            text.WriteLine("region\t\t" + string.Join('\t', Codes(c => Enumerable.Repeat(Countries[c], width))));
            text.WriteLine("sector\t\t" + string.Join('\t', Codes(_ => Enumerable.Range(0, width).Select(column))));
            for (var i = 0; i < 3; i++)
                for (var k = 0; k < 3; k++)
                    text.WriteLine(
                        $"{Countries[i]}\t{Industries[k]}\t"
                            + string.Join('\t', Codes(c => Enumerable.Range(0, width).Select(j => Text(value(i, k, c, j)))))
                    );
        }
    }

    [Theory]
    [InlineData(4, 2, "c37", false)]
    [InlineData(6, 3, "F1", true)]
    public void Workbooks_read_wherever_their_headers_stand(int headerRow, int labelColumn, string firstFinal, bool sharedStrings)
    {
        var path = folder.File("wiot.xlsx");
        var first = int.Parse(firstFinal[1..], CultureInfo.InvariantCulture);
        var finals = Enumerable.Range(first, 5).Select(f => $"{firstFinal[0]}{f}").ToArray();
        string[] Blank(int count) => [.. Enumerable.Repeat("", count)];
        List<string[]> rows = [.. Enumerable.Repeat<string[]>(["A title"], headerRow - 1)];
        rows.Add([
            .. Blank(labelColumn + 1),
            .. Codes(c => Enumerable.Repeat(Iso3[c], 3)),
            .. Codes(c => Enumerable.Repeat(Iso3[c], 5)),
            "TOT",
        ]);
        rows.Add([.. Blank(labelColumn + 1), .. Codes(_ => ["c1", "c2", "c3"]), .. Codes(_ => finals), ""]);
        for (var i = 0; i < 3; i++)
            for (var k = 0; k < 3; k++)
                rows.Add([.. Blank(labelColumn - 1), Iso3[i], $"c{k + 1}", .. Numbers(i, k, 5).Split(','), "99"]);
        rows.Add([.. Blank(labelColumn - 1), "TOT", "r60", .. Enumerable.Repeat("1", 24)]);
        WriteWorkbook(path, rows, sharedStrings);
        var world = Read(path);

        Assert.Equal(Iso3, world.Countries.Select(c => c.Code));
        Assert.Equal(["c1", "c2", "c3"], world.Sectors.Select(s => s.Code));
        Assert.Equal(
            Enumerable.Range(0, 3).Sum(j => Cell(1, 0, 0, j)) + Enumerable.Range(0, 5).Sum(f => Demand(1, 0, 0, f)),
            world.Trade[0, 1, 0],
            5
        );
        Runs(world);
        rows[headerRow + 2][labelColumn + 1] = "much";
        WriteWorkbook(path, rows, sharedStrings);
        Assert.Contains(
            $":{headerRow + 3}: 'much' in column {labelColumn + 2}; expected a number",
            TableImport.Read(path, new ImportOptions()).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
        WriteWorkbook(
            path,
            [
                ["nothing"],
            ],
            sharedStrings
        );
        Assert.Contains(
            "a workbook without industries c1, c2",
            TableImport.Read(path, new ImportOptions()).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
        File.WriteAllText(path, "no zip");
        Assert.Contains(
            "a file that cannot be read",
            TableImport.Read(path, new ImportOptions()).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
    }

    private static void WriteWorkbook(string path, List<string[]> rows, bool sharedStrings)
    {
        File.Delete(path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        var shared = new List<string>();
        const string space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        using (var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open()))
        {
            sheet.Write($"<worksheet {space}><sheetData>");
            for (var r = 0; r < rows.Count; r++)
            {
                sheet.Write($"<row r=\"{r + 1}\">");
                for (var c = 0; c < rows[r].Length; c++)
                    if (rows[r][c].Length > 0)
                        sheet.Write(CellXml(rows[r][c], $"{(c >= 26 ? $"{(char)('A' + c / 26 - 1)}" : "")}{(char)('A' + c % 26)}{r + 1}"));
                sheet.Write("</row>");
            }
            sheet.Write("</sheetData></worksheet>");
        }
        if (sharedStrings)
            using (var text = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml").Open()))
                text.Write($"<sst {space}>{string.Concat(shared.Select(s => $"<si><t>{s}</t></si>"))}</sst>");

        string CellXml(string value, string reference)
        {
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                return $"<c r=\"{reference}\"><v>{value}</v></c>";
            if (!sharedStrings)
                return $"<c r=\"{reference}\" t=\"inlineStr\"><is><t>{value}</t></is></c>";
            if (!shared.Contains(value))
                shared.Add(value);
            return $"<c r=\"{reference}\" t=\"s\"><v>{shared.IndexOf(value)}</v></c>";
        }
    }

    [Fact]
    public void It_says_what_it_saw_and_takes_elasticities()
    {
        File.WriteAllText(folder.File("thetas.csv"), "sector,theta\nA01,3.5\n");
        var read = TableImport.Read(
            Figaro(),
            new ImportOptions
            {
                Thetas = folder.File("thetas.csv"),
                Theta = 6,
                Year = 2023,
                Unit = "million EUR",
            }
        );

        Assert.Contains("FIGARO industry by industry: 3 countries, 3 industries, 15 columns of final demand", read.Warnings);
        Assert.Equal([3.5, 6, 6], read.Value.Thetas);
        Assert.Equal((2023, "million EUR"), (read.Value.Identity.Year, read.Value.Identity.Unit));
        File.WriteAllText(folder.File("thetas.csv"), "sector,theta\nA10,3.5\n");
        Assert.Contains(
            "unknown sector 'A10'",
            TableImport.Read(Figaro(), new ImportOptions { Thetas = folder.File("thetas.csv") }).Faults.Single().ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Runs_on_inventories_are_refused_or_mended_and_told()
    {
        var path = Figaro();
        var lines = File.ReadAllLines(path);
        // The run on inventories of AT in RS agriculture is larger than all else it bought.
        var cells = lines[4].Split(',');
        cells[1 + 9 + 4] = "-500";
        lines[4] = string.Join(',', cells);
        File.WriteAllLines(path, lines);
        Assert.Contains(
            "of SRB A01 to AUT (runs on inventories); expected 0 or more; --repair mends it",
            TableImport.Read(path, new ImportOptions()).Faults[0].ToString(),
            StringComparison.Ordinal
        );
        var mended = TableImport.Read(path, new ImportOptions { Repair = true });

        Assert.Contains(mended.Warnings, warning => warning.StartsWith("mended: 1 flows below zero set to zero", StringComparison.Ordinal));
        Assert.Equal(0, mended.Value.Trade[0, 1, 0]);
        Runs(mended.Value);
    }

    [Theory]
    [InlineData("not a number", ":3: 'x' in column 2 of row AT_C10T12; expected a number")]
    [InlineData("short row", ":3: 3 numbers; expected 24, as in the header")]
    [InlineData("missing row", "no row for AUT C10T12; expected a row for every industry of a column")]
    [InlineData("unknown row", ":3: row AUT X99, which no column names; expected an industry that is a column too")]
    [InlineData("unknown layout", ":1: header 'country,sector,value'; expected FIGARO (rowLabels,AT_A01,...)")]
    [InlineData("unknown column", ":1: 1 columns of FIGARO industry by industry that are not understood: SOMETHING")]
    [InlineData("missing file", "gone.csv: no such file; expected a table")]
    public void Damaged_tables_are_told(string damage, string message)
    {
        var path = Figaro();
        var lines = File.ReadAllLines(path).ToList();
        switch (damage)
        {
            case "not a number":
                lines[2] = "AT_C10T12,x" + lines[2][lines[2].IndexOf(',', 10)..];
                break;
            case "short row":
                lines[2] = "AT_C10T12,1,2,3";
                break;
            case "missing row":
                lines.RemoveAt(2);
                break;
            case "unknown row":
                lines.Insert(2, "AT_X99" + lines[2][lines[2].IndexOf(',', StringComparison.Ordinal)..]);
                break;
            case "unknown layout":
                lines = ["country,sector,value", "a,b,1"];
                break;
            case "unknown column":
                lines[0] = lines[0].Replace("FIGW1_P5M", "SOMETHING", StringComparison.Ordinal);
                break;
            default:
                path = folder.File("gone.csv");
                break;
        }
        if (damage != "missing file")
            File.WriteAllLines(path, lines);
        var read = TableImport.Read(path, new ImportOptions());
        Assert.False(read.Success);
        Assert.Contains(read.Faults, fault => fault.ToString().Contains(message, StringComparison.Ordinal));
    }

    private static World Read(string path)
    {
        var read = TableImport.Read(path, new ImportOptions { Repair = true });
        Assert.Empty(read.Faults);
        return read.Value;
    }

    /// <summary>What is read writes as a world folder, reads back, and a scenario runs on it.</summary>
    private void Runs(World world)
    {
        WorldWriter.Write(world, folder.File("w"), compress: true);
        var back = WorldFolder.Read(folder.File("w"));
        Assert.Empty(back.Faults);
        Assert.Equal(world.Trade.Span.ToArray(), back.Value.Trade.Span.ToArray());
        var after = TradeModel.Solve(back.Value, Shocks.Embargo(back.Value, 0, [1]), Closure.Zero);
        Assert.Contains(after.Status, new[] { EquilibriumStatus.Converged, EquilibriumStatus.UnfinancedDeficit });
    }

    private string Figaro()
    {
        var path = folder.File("matrix_eu-ic-io_ind-by-ind.csv");
        var header =
            "rowLabels,"
            + string.Join(
                ',',
                Codes(c => Industries.Select(j => $"{Countries[c]}_{j}")).Concat(Codes(c => FigaroFinal.Select(f => $"{Countries[c]}_{f}")))
            );
        var rows =
            from i in Enumerable.Range(0, 3)
            from k in Enumerable.Range(0, 3)
            select $"{Countries[i]}_{Industries[k]},{Numbers(i, k, 5)}";
        string[] value = ["W2_D21X31", "W2_D1", "W2_D29X39", "W2_B2A3G"];
        File.WriteAllLines(path, [header, .. rows, .. value.Select(v => v + string.Concat(Enumerable.Repeat(",2", 24)))]);
        return path;
    }

    private string Icio(string[] countries, string[] industries)
    {
        var path = folder.File("ICIO.csv");
        var header =
            "V1,"
            + string.Join(
                ',',
                Codes(c => industries.Select(j => $"{countries[c]}_{j}"))
                    .Concat(Codes(c => IcioFinal.Select(f => $"{countries[c]}_{f}")))
                    .Append("OUT")
            );
        var rows =
            from i in Enumerable.Range(0, 3)
            from k in Enumerable.Range(0, 3)
            select $"{countries[i]}_{industries[k]},{Numbers(i, k, 6)},999";
        File.WriteAllLines(
            path,
            [
                header,
                .. rows,
                "TLS" + string.Concat(Enumerable.Repeat(",1", 28)),
                "VALU" + string.Concat(Enumerable.Repeat(",9", 28)),
                "OUT" + string.Concat(Enumerable.Repeat(",9", 28)),
            ]
        );
        return path;
    }

    private static IEnumerable<string> Codes(Func<int, IEnumerable<string>> ofCountry) => Enumerable.Range(0, 3).SelectMany(ofCountry);

    private static string Numbers(int i, int k, int demands) =>
        string.Join(
            ',',
            Codes(c => Enumerable.Range(0, 3).Select(j => Text(Cell(i, k, c, j))))
                .Concat(Codes(c => Enumerable.Range(0, demands).Select(f => Text(Demand(i, k, c, f)))))
        );

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Cell(int i, int k, int n, int j) => (n == i ? 10 : 1) + 0.1 * k + 0.01 * j + 0.001 * i;

    private static double Demand(int i, int k, int n, int f) => f == 4 ? -0.2 : (n == i ? 20 : 2) + 0.1 * k + 0.01 * f;
}
