using System.IO.Compression;
using Entente.Testing;
using Xunit;

namespace Entente.Cli.Tests;

/// <summary>
/// Tables of others as they come, damaged or not, on the command line: told in a line, or read as their publishers mean them.
/// </summary>
public sealed class FaultyTableTests : IDisposable
{
    private const string Figaro = """
        rowLabels,AT_A01,AT_C10,DE_A01,DE_C10,AT_P3_S14,DE_P3_S14
        AT_A01,10,20,1,2,60,5
        AT_C10,20,40,2,3,90,6
        DE_A01,1,2,15,20,5,80
        DE_C10,2,3,20,60,6,150

        """;

    private const string Wiod = """
        IndustryCode,IndustryDescription,Country,RNr,Year,AUS1,AUS2,ROW1,ROW2,AUS57,ROW57,TOT
        A,Crops,AUS,1,2014,10,20,1,2,60,5,98
        B,Food,AUS,2,2014,20,40,2,3,90,6,161
        A,Crops,ROW,1,2014,1,2,15,20,5,80,123
        B,Food,ROW,2,2014,2,3,20,60,6,150,241

        """;

    private const string Icio2018 = """
        ,AUS_01T03,ROW_01T03,AUS_HFCE,AUS_P33,ROW_HFCE,ROW_P33,TOTAL
        AUS_01T03,10,2,60,1,5,1,79
        ROW_01T03,1,20,5,1,80,1,108
        AUS_TAXSUB,1,1,1,1,1,1,6
        VALU,66,86,0,0,0,0,152
        OUTPUT,79,108,0,0,0,0,0

        """;

    private const string Flows = "region\t\tAT\tDE\nsector\t\ta\ta\nregion\tsector\t\t\nAT\ta\t10\t2\nDE\ta\t1\t20\n";
    private const string Purchases = "region\t\tAT\tDE\ncategory\t\thh\thh\nregion\tsector\t\t\nAT\ta\t60\t5\nDE\ta\t5\t80\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("AT_A01,10", "AT_A01,0")]
    public void Figaro_and_its_like_become_worlds(string published, string changed) =>
        Becomes("t.csv", published.Length == 0 ? Figaro : Figaro.Replace(published, changed, StringComparison.Ordinal));

    [Fact]
    public void The_edition_of_icio_of_2018_becomes_a_world() => Becomes("t.csv", Icio2018);

    [Fact]
    public void Exiobase_as_published_becomes_a_world_of_iso_codes()
    {
        Zip("t.zip", Flows, Purchases);
        var (code, _, error) = Program.Run(folder.Path, "world", "import", "t.zip", "--out", "o");
        Assert.Equal(0, code);
        Assert.Contains("2 columns of final demand", error, StringComparison.Ordinal);
        Assert.Equal(["country,name", "AUT,AUT", "DEU,DEU"], File.ReadAllLines(folder.File("o/countries.csv")));
    }

    [Fact]
    public void A_good_that_only_firms_buy_beside_flows_of_eight_figures_becomes_a_world() =>
        Becomes(
            "t.csv",
            """
            rowLabels,AT_A01,AT_C10,DE_A01,DE_C10,AT_P3_S14,DE_P3_S14
            AT_A01,0,100,0,2,0,5
            AT_C10,20,40,2,3,90000,6
            DE_A01,0,36004.07421875,15,20,0,80
            DE_C10,2,3,20,60,6,150

            """
        );

    [Fact]
    public void A_header_array_file_with_a_vector_typed_in_by_hand_becomes_a_world()
    {
        string[] regions = ["aaa", "bbb"];
        (string, string[]) comm = ("COMM", ["food", "svc"]),
            acts = ("ACTS", ["food", "svc"]),
            reg = ("REG", regions),
            marg = ("MARG", ["svc"]);
        static double Fob(int k, int i, int n) => k == 1 || i == n ? 0 : 5;
        using (var har = new HarWriter(folder.File("t.har")))
        {
            foreach (var (name, value) in new[] { ("VDFM", 20.0), ("VIFM", 2.0) })
                har.Array(name, [comm, acts, reg], (k, _, _) => name == "VIFM" && k == 1 ? 0 : value);
            foreach (var (name, value) in new[] { ("VDPM", 60.0), ("VIPM", 2.0), ("VDGM", 10.0), ("VIGM", 1.0) })
                har.Array(name, [comm, reg], (k, _) => name[1] == 'I' && k == 1 ? 0 : value);
            har.Array("VXWD", [comm, reg, reg], Fob);
            har.Array("VIWS", [comm, reg, reg], (k, i, n) => 1.1 * Fob(k, i, n));
            har.Array("VIMS", [comm, reg, reg], (k, i, n) => 1.4 * Fob(k, i, n));
            har.Array("VST", [marg, reg], (_, _) => 0.5);
            har.Array("VTWR", [marg, comm, reg, reg], (_, k, i, n) => 0.1 * Fob(k, i, n));
            har.Array("ESBD", [("Unk3", ["1", "2", "3"])], at => 2 + at);
        }
        Becomes("t.har");
    }

    [Theory]
    [InlineData("DE_C10,2,3,20,60,6,150\n", "DE_C10,2,3,20,60,6,150\nAT_A01,10,20,1,2,60,5\n", "t.csv:6: row AUT A01 for the second time")]
    [InlineData("AT_A01,AT_C10,DE", "AT_A01,AT_A01,DE", "t.csv:1: column AUT A01 2 times")]
    [InlineData("DE_P3_S14\n", "XX_P3_S14\n", "t.csv:1: column XX P3_S14, final demand of a country without industries")]
    [InlineData(",", ";", "separated by semicolons")]
    public void Damaged_tables_are_named_by_row_and_column(string sound, string damaged, string message) =>
        Refused("t.csv", Figaro.Replace(sound, damaged, StringComparison.Ordinal), message);

    [Fact]
    public void A_footnote_is_told_by_its_line() => Refused("t.csv", Wiod + "Source: invented\n", "t.csv:6: row 'Source: invented");

    [Fact]
    public void Exiobase_with_semicolons_or_cut_off_is_told_by_file_and_line()
    {
        Zip("semi.zip", Flows.Replace('\t', ';'), Purchases.Replace('\t', ';'));
        RefusedAsIs("semi.zip", "semi.zip/Z.txt:1: header 'region;;AT;DE' separated by semicolons; expected cells separated by tabs");
        Zip("cut.zip", Flows[..^"E\ta\t1\t20\n".Length], Purchases);
        RefusedAsIs("cut.zip", "cut.zip/Z.txt:5: row 'D");
    }

    [Fact]
    public void A_formula_without_its_value_is_told_by_its_cell_and_with_it_the_workbook_becomes_a_world()
    {
        Workbook("formula.xlsx", "<f>30+30</f>");
        RefusedAsIs("formula.xlsx", "formula '=30+30' in cell E3 without a stored value");
        Workbook("value.xlsx", "<f>30+30</f><v>60</v>");
        Becomes("value.xlsx");
    }

    [Fact]
    public void What_would_take_much_memory_is_refused_and_faults_are_told_to_a_bound()
    {
        Workbook("far.xlsx", "<v>1</v>", "ZZZZZZ1");
        RefusedAsIs("far.xlsx", "cell ZZZZZZ1; expected cells in order");
        Zip("line.zip", string.Concat(Enumerable.Repeat("0\t", 20_000_000)), "x");
        RefusedAsIs("line.zip", "line.zip: a file that cannot be read");
        var wrong = string.Concat(Enumerable.Repeat("AT_A01,x,x,x,x,x,x\n", 1000));
        File.WriteAllText(folder.File("t.csv"), Figaro.Split('\n')[0] + "\n" + wrong);
        var (code, _, error) = Program.Run(folder.Path, "world", "import", "t.csv", "--out", "o");
        Assert.Equal(2, code);
        Assert.InRange(error.Split('\n').Length, 100, 110);
        Assert.Matches("and [0-9]+ more", error);
    }

    private void Becomes(string file, string? text = null)
    {
        if (text is not null)
            File.WriteAllText(folder.File(file), text);
        var (code, _, error) = Program.Run(folder.Path, "world", "import", file, "--out", "o");
        Assert.True(code == 0, error);
        Assert.Equal(0, Program.Run(folder.Path, "world", "check", "o").Code);
    }

    private void Refused(string file, string text, string message)
    {
        File.WriteAllText(folder.File(file), text);
        RefusedAsIs(file, message);
    }

    private void RefusedAsIs(string file, string message)
    {
        var (code, output, error) = Program.Run(folder.Path, "world", "import", file, "--out", "refused");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("refused")));
    }

    private void Zip(string file, string flows, string purchases)
    {
        using var zip = ZipFile.Open(folder.File(file), ZipArchiveMode.Create);
        foreach (var (name, content) in new[] { ("Z", flows), ("Y", purchases) })
        {
            using var text = new StreamWriter(zip.CreateEntry($"IOT/{name}.txt").Open());
            text.Write(content);
        }
    }

    /// <summary>A workbook of two countries with one industry each, whose first purchase of final demand is as given.</summary>
    private void Workbook(string file, string first, string cell = "E3")
    {
        (string At, string Text)[][] rows =
        [
            [("C1", "AUS"), ("D1", "DEU"), ("E1", "AUS"), ("F1", "DEU")],
            [("C2", "c1"), ("D2", "c1"), ("E2", "F1"), ("F2", "F1")],
            [("A3", "AUS"), ("B3", "c1"), ("C3", "10"), ("D3", "2"), (cell, ""), ("F3", "5")],
            [("A4", "DEU"), ("B4", "c1"), ("C4", "1"), ("D4", "20"), ("E4", "5"), ("F4", "80")],
        ];
        string Cell((string At, string Text) c) =>
            c.Text.Length == 0 ? $"<c r=\"{c.At}\">{first}</c>"
            : char.IsAsciiDigit(c.Text[0]) ? $"<c r=\"{c.At}\"><v>{c.Text}</v></c>"
            : $"<c r=\"{c.At}\" t=\"inlineStr\"><is><t>{c.Text}</t></is></c>";
        using var zip = ZipFile.Open(folder.File(file), ZipArchiveMode.Create);
        using var text = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
        text.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        foreach (var (row, at) in rows.Select((row, at) => (row, at + 1)))
            text.Write($"<row r=\"{at}\">{string.Concat(row.Select(Cell))}</row>");
        text.Write("</sheetData></worksheet>");
    }
}
