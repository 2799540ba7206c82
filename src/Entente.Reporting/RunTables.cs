using Entente.Data.Output;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// The tables of a run: a file for each table of outcomes, and what else there is to tell. Cases without an answer have no rows;
/// a change from
/// zero is an empty cell. Rows keep the world's order.
/// </summary>
public static class RunTables
{
    public static void Write(RunRecord run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        var answered = run
            .Answers.Where(a => a.Answer.Comparison is not null)
            .Select(a => (Name: CsvRows.Cell(a.Name), Horizon: CsvRows.Cell(a.Horizon), Of: a.Answer.Comparison!.With(a.Answer.CostChange)))
            .ToList();
        var names = new Names(run.World);
        var hasQuantities = answered.Exists(a => !a.Of.After.Given.Shock.Limits.IsEmpty || !a.Of.After.Given.Stocks.IsEmpty);
        foreach (var table in OutcomeTable.All.Where(table => table.IsOf(run.World)))
        {
            // The two come together.
            if ((table == OutcomeTable.Limits || table == OutcomeTable.Stocks) && !hasQuantities)
                continue;
            var columns = run.Outcomes.Of(table).Where(o => o.Exists is null || answered.Exists(a => o.Exists(a.Of))).ToList();
            new OutcomeFile(table, columns, names).Write(Path.Combine(folder, $"{table}.csv"), answered);
        }
        foreach (var table in run.Scenario.Scenario.Model.Tables)
            OfModel(Path.Combine(folder, $"{table.Name}.csv"), table, answered, names);
    }

    private static void OfModel(string path, CountryTable table, List<(byte[] Name, byte[] Horizon, Comparison Of)> answered, Names names)
    {
        using var rows = new CsvRows(path, $"case,country,{string.Join(',', table.Columns)}");
        foreach (var (name, _, comparison) in answered)
            for (var n = 0; n < names.Countries.Length; n++)
            {
                rows.Text(name).Text(names.Countries[n]);
                foreach (var value in table.Row(comparison.Before, comparison.After, n))
                    rows.Number(value);
                rows.EndRow();
            }
    }

    /// <summary>Codes as cells.</summary>
    internal sealed class Names(World world)
    {
        public byte[][] Countries { get; } = [.. world.Countries.Select(c => CsvRows.Cell(c.Code))];

        public byte[][] Sectors { get; } = [.. world.Sectors.Select(s => CsvRows.Cell(s.Code))];

        /// <summary>What stands in the column of an axis, by position.</summary>
        public byte[][] Of(OutcomeAxis axis) =>
            axis switch
            {
                OutcomeAxis.Sector => Sectors,
                OutcomeAxis.Line => [.. world.Networks!.Lines.Select(line => CsvRows.Cell(line.Name(world)))],
                OutcomeAxis.Carrier => [.. world.Energy!.Carriers.Select(j => Sectors[j])],
                _ => Countries,
            };
    }
}
