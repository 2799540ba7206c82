using Entente.EstimationData.Panels;
using Entente.EstimationData.Sanctions;
using Entente.Testing;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>Panels made of tables that somebody holds: sanctions by the columns of theirs, and sales at home. Episodes are made
/// up.</summary>
public sealed class SanctionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string File(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static string? Code(string text) =>
        text switch
        {
            "Aland" or "AAA" => "AAA",
            "Borduria, Kingdom of" => "BBB",
            "OLD" => "BBB",
            "DEU" or "FRA" or "GBR" => text,
            _ => null,
        };

    private const string Gsdb =
        "sanctioned_state,sanctioning_state,begin,end,descr_trade,financial,travel,arms,military,other\n"
        + "Aland,\"Borduria, Kingdom of\",1990,1997,\"exp_compl,imp_part\",0,1,0,0,0\n"
        + "Aland,\"EEC, Nowhere\",1991,1993,exp_part,1,0,0,0,0\n"
        + "Aland,UN,2000,2004,,0,0,1,0,0\n";

    private SanctionEpisodes Read() =>
        SanctionEpisodes.Read(File("g.csv", Gsdb), "g.csv", SanctionMapping.Gsdb, Code, ["AAA", "BBB", "DEU"]).Value;

    [Fact]
    public void A_table_is_read_by_its_columns_and_groups_are_their_members_of_the_year()
    {
        var read = Read();
        Assert.Equal([("Nowhere", 1)], read.Unknown);
        var first = read.Episodes[0];
        Assert.Equal(("BBB", "AAA", 1990, 1997), (first.Sender, first.Target, first.Begin, first.End));
        Assert.Equal((TradeBan.Complete, TradeBan.Partial), (first.Exports, first.Imports));
        Assert.Equal(["travel"], first.Kinds);
        // Twelve members in 1991; none of them joined later. Of everybody, those of the panel but itself.
        Assert.Equal(12, read.Episodes.Count(e => e.Begin == 1991));
        Assert.Equal(["BBB", "DEU"], read.Episodes.Where(e => e.Begin == 2000).Select(e => e.Sender));
        Assert.Contains(
            "no column 'begin'",
            Assert.Single(
                SanctionEpisodes.Read(
                    File("h.csv", Gsdb.Replace("begin", "start", StringComparison.Ordinal)),
                    "h.csv",
                    SanctionMapping.Gsdb,
                    Code,
                    []
                ).Faults
            ).Found,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "i.csv:2: year 'soon'; expected a year",
            Assert.Single(
                SanctionEpisodes.Read(
                    File("i.csv", Gsdb.Replace("1990", "soon", StringComparison.Ordinal)),
                    "i.csv",
                    SanctionMapping.Gsdb,
                    Code,
                    []
                ).Faults
            ).ToString()
        );
    }

    /// <summary>Three senders side by side, as in EUSANCT's table by case; the cells are made up.</summary>
    [Fact]
    public void Senders_with_columns_of_their_own_are_read_each_for_itself()
    {
        const string text =
            "caseid,targetstate_name,impositionUS,impositionUS_year,endyearUS,impositionEU,impositionEU_year,endyearEU,impositionUN,"
            + "impositionUN_year,endyearUN\n"
            + "1,Aland,1,1990,1995,1.0,1991.0,,0,,\n2,Nowhere,0,,,0,,,1,2000,2001\n";
        var read = SanctionEpisodes
            .Read(
                File("e.csv", text),
                "e.csv",
                SanctionMapping.Eusanct,
                name => name is "USA" ? name : Code(name),
                ["AAA", "BBB"]
            )
            .Value;
        var first = read.Episodes[0];
        Assert.Equal(("USA", "AAA", 1990, 1995), (first.Sender, first.Target, first.Begin, first.End));
        Assert.Equal(12, read.Episodes.Count(e => e.Begin == 1991 && e.End == int.MaxValue));
        Assert.Equal([("Nowhere", 1)], read.Unknown);
        var panel = new PanelTable(
            ["exporter", "importer", "year"],
            [["AAA", "DEU", "1990"], ["AAA", "DEU", "1994"], ["DEU", "BBB", "1994"]]
        );
        var made = SanctionColumns.Add(panel, "p", read.Episodes).Value;
        Assert.Equal(["0", "1", "0"], made.Rows.Select(row => row[made.Find("sanction_imposed")]));
        Assert.All(made.Rows, row => Assert.Equal("0", row[made.Find("sanction_complete")]));
    }

    /// <summary>A name with a comma within a list, a panel with a code of its own, and words and years that cannot be.</summary>
    [Fact]
    public void Names_with_commas_and_codes_of_a_panel_are_known_and_what_cannot_be_is_a_fault()
    {
        const string head = "who,whom,from,to,what\n";
        SanctionMapping mapping = new() { Sender = "who", Target = "whom", Begin = "from", End = "to", Trade = "what" };
        Checked<SanctionEpisodes> Of(string name, string rows) => SanctionEpisodes.Read(File(name, head + rows), name, mapping, Code, []);
        var read = Of("l.csv", "DEU,\"Nowhere, Borduria, Kingdom of, Aland\",1990,1991,\"imp_part, exp_compl\"\n").Value;
        Assert.Equal(["BBB", "AAA"], read.Episodes.Select(e => e.Target));
        Assert.Equal([("Nowhere", 1)], read.Unknown);
        var panel = new PanelTable(["exporter", "importer", "year"], [["DEU", "OLD", "1990"], ["OLD", "DEU", "1990"]]);
        var made = SanctionColumns.Add(panel, "p", read.Episodes, code: Code).Value;
        Assert.Equal(["1", "0"], made.Rows.Select(row => row[made.Find("sanction_complete")]));
        Assert.Equal(["DEU,OLD", "OLD,DEU"], made.Rows.Select(row => $"{row[0]},{row[1]}"));
        Assert.Equal(
            [
                "m.csv:2: an end in 1985, before its beginning in 1990; expected an end at it or after it",
                "m.csv:3: what 'exp_comple'; expected one of exp_compl, exp_part, imp_compl, imp_part; did you mean exp_compl?",
            ],
            Of("m.csv", "DEU,Aland,1990,1985,\nDEU,Aland,1990,NA,exp_comple\n").Faults.Select(f => f.ToString())
        );
    }

    [Fact]
    public void Rows_are_marked_by_direction_and_windows_are_steps_of_the_panel()
    {
        int[] years = [1986, 1990, 1994, 1998, 2002];
        (string, string)[] pairs = [("BBB", "AAA"), ("AAA", "BBB"), ("DEU", "AAA"), ("AAA", "AAA")];
        var panel = new PanelTable(
            ["exporter", "importer", "year"],
            pairs.SelectMany(pair => years.Select(year => new[] { pair.Item1, pair.Item2, $"{year}" }))
        );
        var made = SanctionColumns.Add(panel, "p", Read().Episodes).Value;
        string Column(string name, int pair) => string.Concat(Enumerable.Range(0, 5).Select(y => made.Rows[pair * 5 + y][made.Find(name)]));
        // Borduria's exports are banned whole from 1990 to 1997, its imports in part.
        // Any sanction, either way, that of everybody in the last year among them.
        Assert.Equal("01101", Column("sanction_imposed", 0));
        Assert.Equal("01101", Column("sanction_imposed", 1));
        Assert.Equal("00001", Column("sanction_imposed", 2));
        Assert.Equal("01010", Column("sanction_imposed_before", 2));
        Assert.Equal("01100", Column("sanction_complete", 0));
        Assert.Equal("00000", Column("sanction_partial", 0));
        Assert.Equal("10000", Column("sanction_complete_before", 0));
        Assert.Equal("01000", Column("sanction_complete_first", 0));
        Assert.Equal("00100", Column("sanction_complete_second", 0));
        Assert.Equal("00000", Column("sanction_complete_later", 0));
        Assert.Equal("00010", Column("sanction_complete_after", 0));
        Assert.Equal("01100", Column("sanction_partial", 1));
        Assert.Equal("00000", Column("sanction_complete", 1));
        // Travel is in either direction; arms of everybody.
        Assert.Equal("01100", Column("sanction_travel", 0));
        Assert.Equal("01100", Column("sanction_travel", 1));
        Assert.Equal("00001", Column("sanction_arms", 2));
        // An episode between two years of the panel is in no row, but in the windows around it.
        Assert.Equal("00000", Column("sanction_partial", 2));
        Assert.Equal("01000", Column("sanction_partial_before", 2));
        Assert.Equal("00100", Column("sanction_partial_after", 2));
        Assert.All(made.Columns.Skip(3), name => Assert.Equal("00000", Column(name, 3)));
        Assert.Single(SanctionColumns.Add(made, "p", []).Faults.Take(1));
    }

    [Fact]
    public void Sales_at_home_are_output_less_exports_and_what_cannot_be_is_named()
    {
        var flows = File(
            "f.csv",
            "exporter,importer,year,trade,rta\nA,B,2000,10,0\nA,C,2000,5,1\nB,A,2000,7,0\nC,A,2000,9,1\nA,B,2001,NA,0\n"
        );
        var output = File("o.csv", "country,year,output\nA,2000,40\nC,2000,8\nA,2001,50\nD,2000,1\nB,2000,NA\n");
        var made = DomesticSales.Of(PanelTable.Read(flows, "f").Value, PanelTable.Read(output, "o").Value, "f", "o").Value;
        Assert.Equal(["A,A,2000,25,", "A,A,2001,50,"], made.Panel.Rows.Skip(5).Select(row => string.Join(',', row)));
        Assert.Equal(["B 2000"], made.Holes);
        Assert.Equal([("C 2000", 1.0)], made.Negative);
        Assert.Equal(["D 2000"], made.Unused);
        Assert.Equal(["A 2001 (1)"], made.Partial);
        Assert.Equal(["rta"], made.Empty);
        var wrong = File("w.csv", "exporter,importer,year,trade\nA,A,2000,10\nA,C,2000,-5\n");
        Assert.Equal(
            [
                "f:2: A selling to itself; expected flows between countries: domestic sales are computed",
                "f:3: trade '-5'; expected a number, 0 or more"
            ],
            DomesticSales.Of(
                PanelTable.Read(wrong, "f").Value,
                PanelTable.Read(output, "o").Value,
                "f",
                "o"
            ).Faults.Select(f => f.ToString())
        );
    }

    [Fact]
    public void Pairs_are_named_whichever_way()
    {
        var cut = PanelCut.Of(
            new PanelTable(["importer", "exporter", "x"], [["A", "B", "1"], ["B", "A", "2"], ["B", "B", "3"]]),
            "p",
            ["x"],
            true
        ).Value;
        Assert.Equal(["1,A_B,A_B", "2,A_B,A_B", "3,B_B,home"], cut.Rows.Select(row => string.Join(',', row)));
        Assert.Equal("no column 'y'", PanelCut.Of(cut, "p", ["y"], false).Faults[0].Found);
        Assert.Equal("column 'x' 2 times", PanelCut.Of(cut, "p", ["x", "x"], false).Faults[0].Found);
    }
}
