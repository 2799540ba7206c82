using Entente.Data.Tables;
using Entente.Data.Worlds;
using Entente.Testing;
using Xunit;

namespace Entente.Data.Tests;

/// <summary>SDMX-CSV is read wherever CSV is; its forms, and damaged twins.</summary>
public sealed class SdmxTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("STRUCTURE,STRUCTURE_ID,ACTION,EXPORTER,OBS_VALUE\ndataflow,A:B(1.0.0),I,SRB,5\n")]
    [InlineData("STRUCTURE,STRUCTURE_ID,EXPORTER,OBS_VALUE\ndataflow,A:B(1.0.0),SRB,5\n")]
    [InlineData("\"STRUCTURE[|]\",STRUCTURE_ID,ACTION,EXPORTER,OBS_VALUE\ndataflow,A:B(1.0.0),R,SRB,5\n")]
    [InlineData("STRUCTURE;STRUCTURE_ID;ACTION;EXPORTER;OBS_VALUE\ndataflow;A:B(1.0.0);A;SRB;5\n")]
    [InlineData("STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,EXPORTER: Who sells,OBS_VALUE: Value\ndataflow,A:B(1): N,I,k,SRB: Serbia,5\n")]
    [InlineData("DATAFLOW,EXPORTER,OBS_VALUE\nA:B(1.0),SRB,5\nA:B(1.0),DEU,\n")]
    public void All_forms_have_the_same_columns_and_cells(string text)
    {
        File.WriteAllText(folder.File("t.csv"), text);
        using var table = TableFile.Open(folder.File("t.csv"));
        Assert.Equal(["exporter", "obs_value"], table.Columns);
        Assert.True(table.Read());
        Assert.Equal((2, 2, "SRB"), (table.Line, table.FieldCount, table.Text(0).ToString()));
        Assert.True(table.TryNumber(1, out var value));
        Assert.Equal(5, value);
        // An observation without a value is none.
        Assert.False(table.Read());
    }

    [Theory]
    [InlineData("I,SRB,DEU,5,6\nD,SRB,DEU,5,6", "t.csv:3: a damaged row (action 'D', which deletes; expected I, A, R or M)")]
    [InlineData("I,SRB,DEU,5,6\nI,SRB,FRA,5,3", "t.csv:3: a damaged row (UNIT_MULT 3 after 6; expected one in a table)")]
    [InlineData("I,SRB,DEU,abc,6", "t.csv:2: value 'abc'; expected a number")]
    [InlineData("I,SRB,DEU,6", "t.csv:2: 3 fields; expected 4, as in the header")]
    public void What_cannot_be_read_is_told(string rows, string message)
    {
        var text = string.Join('\n', rows.Split('\n').Select(row => "dataflow," + row));
        File.WriteAllText(folder.File("t.csv"), $"STRUCTURE,ACTION,EXPORTER,IMPORTER,OBS_VALUE,UNIT_MULT\n{text}\n");
        var faults = new FaultList();
        using (var table = TableRows.Open(folder.File("t.csv"), "t.csv", ["exporter", "importer", "value"], ["unit_mult"], faults)!)
            while (table.Read())
                table.Number(2, "value");
        Assert.Contains(faults.Failed<string>().Faults, fault => fault.ToString().StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_world_may_have_its_trade_so()
    {
        var world = SmallWorld.Random(5, 4, 3);
        WorldWriter.Write(world, folder.File("w"));
        var plain = File.ReadAllLines(folder.File("w/trade.csv"));
        Assert.Equal("exporter,importer,sector,value,tariff", plain[0]);
        File.WriteAllLines(
            folder.File("w/trade.csv"),
            plain.Skip(1).Select(row => $"datastructure,X:TRADE(1.0.0),I,{row}")
                .Prepend("STRUCTURE,STRUCTURE_ID,ACTION,EXPORTER,IMPORTER,SECTOR,OBS_VALUE,TARIFF")
        );
        var read = WorldFolder.Read(folder.File("w"));
        Assert.Empty(read.Faults);
        Assert.Equal(world.Trade.Span, read.Value.Trade.Span);
        Assert.Equal(world.Tariffs.Span, read.Value.Tariffs.Span);
    }
}
