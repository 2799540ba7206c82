using Entente.Data.Tables;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>A large table of outcomes as Parquet: the columns of its CSV, all rows, a group of rows for each case.</summary>
internal static class OutcomeParquet
{
    public static void Write(
        string path,
        OutcomeTable table,
        IReadOnlyList<Outcome> columns,
        World world,
        IEnumerable<RunTables.AnsweredCase> answered
    )
    {
        List<Outcome> numbers = [.. columns.Where(c => !c.IsAfterHorizon), .. columns.Where(c => c.IsAfterHorizon)];
        var horizonAt = columns.Count(c => !c.IsAfterHorizon);
        string[] axes = [.. table.Axes.Select(axis => axis.ToString().ToLowerInvariant()), "horizon"];
        ParquetColumns.Write(
            path,
            ["case", .. axes],
            [.. numbers.Select(column => column.Name)],
            afterNumber: horizonAt,
            answered.Select(theCase => Group(table, numbers, world, theCase))
        );
    }

    private static (string[][] Texts, double?[][] Numbers) Group(
        OutcomeTable table,
        List<Outcome> columns,
        World world,
        RunTables.AnsweredCase theCase
    )
    {
        OutcomePosition[] rows = [.. table.Rows(theCase.Of)];
        var axes = table.Axes.Select(
            (axis, a) =>
            {
                var codes = AnswerTables.Codes(axis, world);
                return Array.ConvertAll(rows, at => codes[a == 0 ? at.First : a == 1 ? at.Second : at.Third]);
            }
        );
        return (
            [Same(theCase.Name, rows.Length), .. axes, Same(theCase.Horizon, rows.Length)],
            [.. columns.Select(column => Numbers(column.Open(theCase.Of), rows))]
        );
    }

    private static double?[] Numbers(OutcomeReader read, OutcomePosition[] rows) =>
        Array.ConvertAll(rows, at => read(at) is var value && double.IsNaN(value) ? (double?)null : value);

    private static string[] Same(string text, int rows)
    {
        var all = new string[rows];
        Array.Fill(all, text);
        return all;
    }
}
