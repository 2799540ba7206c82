using Entente.Outcomes;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Outcomes;

/// <summary>docs/formats.md says which outcomes there are, and the program which it has.</summary>
public sealed class OutcomeDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "formats.md"));

    private static readonly string[] Rows =
    [
        .. Lines.SkipWhile(line => !line.StartsWith("`run` prints", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_outcome_stands_in_the_document_in_order()
    {
        var tables = OutcomeTable.All.Select(table => $"| {table} | ").ToList();
        var written = Lines.Where(line => tables.Exists(start => line.StartsWith(start, StringComparison.Ordinal)));
        var known = OutcomeSet.All.Outcomes.Select(o => $"| {o.Table} | {Axes(o.Table, ", ")} | `{o.Name}` | {Unit(o.Unit)} | {o.Title} |");
        Assert.Equal(known, written);
    }

    [Fact]
    public void Every_file_has_the_columns_of_its_table()
    {
        foreach (var table in OutcomeTable.All)
        {
            var outcomes = OutcomeSet.All.Of(table).ToLookup(o => o.IsAfterHorizon, o => o.Name);
            string[] columns = ["case", Axes(table, ","), .. outcomes[false], "horizon", .. outcomes[true]];
            var row = Rows.First(line => line.Contains($"`{table}.csv`", StringComparison.Ordinal));
            Assert.Contains($"`{string.Join(',', columns)}`", row, StringComparison.Ordinal);
        }
    }

    private static string Axes(OutcomeTable table, string between) =>
        string.Join(between, table.Axes.Select(axis => axis.ToString().ToLowerInvariant()));

    private static string Unit(OutcomeUnit unit) =>
        unit switch
        {
            OutcomeUnit.Percent => "per cent",
            OutcomeUnit.PercentagePoints => "points of per cent",
            OutcomeUnit.LogPoints => "log points x 100",
            OutcomeUnit.WorldUnit => "unit of the world",
            OutcomeUnit.Terajoules => "terajoules",
            OutcomeUnit.Share => "share",
            OutcomeUnit.CountryCode => "country code",
            _ => throw new InvalidOperationException($"{unit} has no words."),
        };
}
