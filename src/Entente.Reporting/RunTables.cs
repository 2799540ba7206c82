using Entente.Data.Output;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// The tables of a run: a file for each table of outcomes, and what else there is to tell. Cases without an answer have no rows;
/// a change from zero is an empty
/// cell. Rows keep the world's order.
/// </summary>
public static class RunTables
{
    /// <summary>Whether a file is a table of an earlier run, which this one may not have or has in another form.</summary>
    public static bool IsOutdated(string file) =>
        file == BandsFile.Name
        || PathTables.Files.Contains(file)
        || OutcomeTable.All.Any(table => file == $"{table}.csv" || file == $"{table}.parquet" || file == OutcomeSdmx.FileOf(table));

    /// <summary>The tables of outcomes that a run has.</summary>
    public static IReadOnlyList<OutcomeTable> Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. Tables(run, Answered(run)).Tables];
    }

    /// <summary>One of them as the file that <see cref="Write(RunRecord, string)"/> makes of it, into a stream, which is closed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="table">One of the tables that it has.</param>
    /// <param name="stream">Where it is written.</param>
    public static void Write(RunRecord run, OutcomeTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        var answered = Answered(run);
        new OutcomeFile(table, [.. Tables(run, answered).Columns(table)], new Names(run.World)).Write(
            stream,
            onlyChanged: run.Tables == TableForm.Changed,
            answered
        );
    }

    private static List<AnsweredCase> Answered(RunRecord run) =>
        [
            .. run
                .Answers.Where(a => a.Answer.Comparison is not null)
                .Select(a => new AnsweredCase(a.Name, a.Horizon, a.Answer.Comparison!.With(a.Answer.CostChange))),
        ];

    private static AnswerTables Tables(RunRecord run, List<AnsweredCase> answered) =>
        new(run.World, [.. answered.Select(a => a.Of)], run.Outcomes);

    /// <summary>All tables of a run as files.</summary>
    public static void Write(RunRecord run, string folder)
    {
        foreach (var (_, write) in Files(run, folder))
            write();
    }

    /// <summary>All tables of a run, each with what writes it into a folder, those that take longest first.</summary>
    internal static IReadOnlyList<(string Name, Action Write)> Files(RunRecord run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        var answered = Answered(run);
        var names = new Names(run.World);
        var tables = Tables(run, answered);
        return
        [
            .. tables.Tables.OrderByDescending(table => table.Axes.Length).Select(table => (table.Name, (Action)(() => Write(table)))),
            ("paths", () => PathTables.Write(run, folder)),
            ("bands", Bands),
            .. run.Scenario.Scenario.Model.Tables.Select(table =>
                (table.Name, (Action)(() => OfModel(Path.Combine(folder, $"{table.Name}.csv"), table, answered, names)))
            ),
        ];

        void Bands()
        {
            if (!run.Bands.IsEmpty)
                BandsFile.Write(run.Bands, Path.Combine(folder, BandsFile.Name));
        }

        void Write(OutcomeTable table)
        {
            List<Outcome> columns = [.. tables.Columns(table)];
            if (run.Tables == TableForm.Sdmx)
                new OutcomeSdmx(table, columns, run.World, names).Write(Path.Combine(folder, OutcomeSdmx.FileOf(table)), answered);
            else if (run.Tables == TableForm.Parquet && table.IsLarge)
                OutcomeParquet.Write(Path.Combine(folder, $"{table}.parquet"), table, columns, run.World, answered);
            else
                new OutcomeFile(table, columns, names).Write(
                    Path.Combine(folder, $"{table}.csv"),
                    onlyChanged: run.Tables == TableForm.Changed,
                    answered
                );
        }
    }

    private static void OfModel(string path, CountryTable table, List<AnsweredCase> answered, Names names)
    {
        using var rows = new CsvRows(path, $"case,country,{string.Join(',', table.Columns)}");
        foreach (var (cell, _, comparison) in answered)
        {
            var name = CsvRows.Cell(cell);
            for (var n = 0; n < names.Countries.Length; n++)
            {
                rows.Text(name).Text(names.Countries[n]);
                foreach (var value in table.Row(comparison.Before, comparison.After, n))
                    rows.Number(value);
                rows.EndRow();
            }
        }
    }

    /// <summary>A case with an answer, as tables name it.</summary>
    internal sealed record AnsweredCase(string Name, string Horizon, Comparison Of);

    /// <summary>Codes as cells.</summary>
    internal sealed class Names(World world)
    {
        public byte[][] Countries { get; } = Cells(OutcomeAxis.Country, world);

        /// <summary>What stands in the column of an axis, by position.</summary>
        public byte[][] Of(OutcomeAxis axis) => Cells(axis, world);

        private static byte[][] Cells(OutcomeAxis axis, World world) => [.. AnswerTables.Codes(axis, world).Select(CsvRows.Cell)];
    }
}
