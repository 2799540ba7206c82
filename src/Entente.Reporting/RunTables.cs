using Entente.Data.Output;
using Entente.Gravity;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// The tables of a run: a file for each table of outcomes, and what else there is to tell. Cases without an answer have no rows; a change from
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
        if (run.Scenario.Scenario.Gravity is { } gravity)
            Resistances(Path.Combine(folder, "resistances.csv"), answered, names, gravity.Fit);
    }

    /// <summary>Levels where the flows were fitted to determinants of costs; where they are data, 1 is the world as it is.</summary>
    private static void Resistances(string path, List<(byte[] Name, byte[] Horizon, Comparison Of)> answered, Names names, GravityFit? fit)
    {
        using var rows = new CsvRows(
            path,
            "case,country,inward_before,inward_after,inward_pct,outward_before,outward_after,outward_pct,factory_gate_price_pct"
        );
        foreach (var (name, _, comparison) in answered)
        {
            var (before, after) = (comparison.Before.Resistances!, comparison.After.Resistances!);
            for (var n = 0; n < names.Countries.Length; n++)
            {
                var (inward, outward) = (fit?.Inward[n] ?? 1, fit?.Outward[n] ?? 1);
                rows.Text(name)
                    .Text(names.Countries[n])
                    .Number(inward * before.Inward[n])
                    .Number(inward * after.Inward[n])
                    .Number(100 * (after.Inward[n] / before.Inward[n] - 1))
                    .Number(outward * before.Outward[n])
                    .Number(outward * after.Outward[n])
                    .Number(100 * (after.Outward[n] / before.Outward[n] - 1))
                    .Number(100 * (comparison.After.Wages[n] / comparison.Before.Wages[n] - 1));
                rows.EndRow();
            }
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
                OutcomeAxis.Carrier => [.. world.Energy!.Carriers.Select(j => Sectors[j])],
                _ => Countries,
            };
    }
}
