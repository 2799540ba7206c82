using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting;
using Xunit;

namespace Entente.Native.Tests;

/// <summary>Answers by the C interface have the numbers of the files that a run writes, to the last bit.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly Api api = new();
    private readonly SmallQuestion small = new();

    public void Dispose() => small.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tables_are_those_of_the_command_line_to_the_last_bit(bool all)
    {
        var input = RunInput.Read(Catalogue.Default, small.Scenario, small.World, new RunOverrides()).Value;
        var run = ScenarioRun.Record(input, ScenarioRun.Answer(input, new SolveOptions()), new SolveOptions(), "1", []);
        using (var output = new AtomicFolder(small.Out, Manifest.FileName))
            ScenarioRun.Write(run with { Tables = all ? TableForm.All : TableForm.Changed }, output);

        var world = api.OpenWorld(small.World).Handle;
        var answer = api.Answer(world, SmallQuestion.Json);
        Assert.Equal((Status.Done, ""), (answer.Status, answer.Message));
        var names = RunTables.Of(run).Select(table => table.Name).ToList();
        Assert.Equal(["countries", "sectors", "flows", "limits", "stocks", "energy"], names);
        foreach (var name in names)
        {
            using var batch = api.Table(answer.Handle, name, all);
            var rows = File.ReadAllLines(Path.Combine(small.Out, $"{name}.csv"));
            Assert.Equal(rows[0].Split(','), batch.Schema.FieldsList.Select(field => field.Name));
            Assert.Equal(rows.Length - 1, batch.Length);
            for (var c = 0; c < batch.ColumnCount; c++)
                Assert.Equal(rows.Skip(1).Select(row => row.Split(',')[c]), Cells(batch.Column(c)));
        }
        Assert.Equal((Status.Done, Status.Done), (api.Close(answer.Handle), api.Close(world)));
    }

    [Fact]
    public void The_table_of_cases_says_how_each_ended()
    {
        var world = api.OpenArchive(small.Archive()).Handle;
        var impossible = SmallQuestion.Json.Replace(
            """{ "kind": "embargo", "from": "C2", "to": "C0", "both": true }""",
            """{ "kind": "embargo", "from": "all", "to": "C0" }, { "kind": "embargo", "from": "C0", "to": "C0" }""",
            StringComparison.Ordinal
        );
        var answer = api.Answer(world, impossible, """{ "horizon": "long", "threads": 1 }""");
        Assert.Equal((Status.Done, ""), (answer.Status, answer.Message));
        using var cases = api.Table(answer.Handle, "cases");
        Assert.Equal(["tariff", "shut"], Cells(cases.Column(0)));
        Assert.Equal(["long", "long"], Cells(cases.Column(2)));
        Assert.Equal("converged", Cells(cases.Column(3)).First());
        using var countries = api.Table(answer.Handle, "countries");
        Assert.Equal(cases.Length - Cells(cases.Column(3)).Count(status => status != "converged"), countries.Length / 4);
        api.Close(answer.Handle);
        api.Close(world);
    }

    [Fact]
    public void A_world_from_bytes_is_that_of_the_folder_and_an_answer_outlives_it()
    {
        var (folder, archive) = (api.OpenWorld(small.World).Handle, api.OpenArchive(small.Archive(), "zipped").Handle);
        using var described = JsonDocument.Parse(api.DescribeWorld(archive).Text);
        using var other = JsonDocument.Parse(api.DescribeWorld(folder).Text);
        Assert.Equal("zipped", described.RootElement.GetProperty("name").GetString());
        foreach (var key in new[] { "title", "unit", "countries", "sectors", "groups" })
            Assert.Equal(other.RootElement.GetProperty(key).GetRawText(), described.RootElement.GetProperty(key).GetRawText());
        var (one, two) = (api.Answer(folder, SmallQuestion.Json).Handle, api.Answer(archive, SmallQuestion.Json).Handle);
        Assert.Equal((Status.Done, Status.Done), (api.Close(folder), api.Close(archive)));
        using var first = api.Table(one, "countries");
        using var second = api.Table(two, "countries");
        for (var c = 0; c < first.ColumnCount; c++)
            Assert.Equal(Cells(first.Column(c)), Cells(second.Column(c)));
        using var answered = JsonDocument.Parse(api.DescribeAnswer(one).Text);
        Assert.Contains("energy", answered.RootElement.GetProperty("tables").EnumerateArray().Select(table => table.GetString()));
        api.Close(one);
        api.Close(two);
    }

    /// <summary>The reader of Parquet asks types at run time, which a library compiled ahead of time may lack.</summary>
    [Fact]
    public void A_world_in_Parquet_is_the_same_world()
    {
        var csv = api.OpenWorld(small.World).Handle;
        var expected = api.Answer(csv, SmallQuestion.Json).Handle;
        small.TradeAsParquet();
        var parquet = api.OpenWorld(small.World);
        Assert.Equal((Status.Done, ""), (parquet.Status, parquet.Message));
        var found = api.Answer(parquet.Handle, SmallQuestion.Json).Handle;
        using var one = api.Table(expected, "sectors");
        using var other = api.Table(found, "sectors");
        for (var c = 0; c < one.ColumnCount; c++)
            Assert.Equal(Cells(one.Column(c)), Cells(other.Column(c)));
        Assert.All(new[] { csv, expected, parquet.Handle, found }, handle => Assert.Equal(Status.Done, api.Close(handle)));
    }

    [Fact]
    public void Scenarios_that_come_along_are_asked_by_name()
    {
        var world = api.OpenWorld("world-2014");
        Assert.Equal((Status.Done, ""), (world.Status, world.Message));
        var answer = api.Answer(world.Handle, """{ "scenario": "russia-2014" }""", """{ "cases": ["nobody"] }""");
        Assert.Equal(Status.Faults, answer.Status);
        Assert.StartsWith("unknown case 'nobody'; expected", answer.Message, StringComparison.Ordinal);
        api.Close(world.Handle);
    }

    /// <summary>The cells of a column as the files have them.</summary>
    internal static IEnumerable<string> Cells(IArrowArray column) =>
        column switch
        {
            DictionaryArray { Indices: Int32Array at, Dictionary: StringArray texts } => at.Select(position =>
                position is { } value ? texts.GetString(value) : ""
            ),
            DoubleArray numbers => numbers.Select(value => value?.ToString("R", CultureInfo.InvariantCulture) ?? ""),
            Int64Array whole => whole.Select(value => value?.ToString(CultureInfo.InvariantCulture) ?? ""),
            _ => throw new NotSupportedException(column.GetType().Name),
        };
}
