using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Models;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>
/// The tables of a run: countries.csv, sectors.csv, flows.csv, and what else there is to tell. Cases without an answer have no rows; a change from
/// zero is an empty cell. Rows keep the world's order.
/// </summary>
public static class RunTables
{
    public static void Write(RunRecord run, string folder)
    {
        ArgumentNullException.ThrowIfNull(run);
        var answered = run
            .Answers.Where(a => a.Answer.Comparison is not null)
            .Select(a => (Name: CsvRows.Cell(a.Name), Horizon: CsvRows.Cell(a.Horizon), Of: a.Answer.Comparison!))
            .ToList();
        var names = new Names(run.World);
        Countries(Path.Combine(folder, "countries.csv"), run, names);
        Sectors(Path.Combine(folder, "sectors.csv"), answered, names, run.Accounts);
        Flows(Path.Combine(folder, "flows.csv"), answered, names);
        foreach (var table in run.Scenario.Scenario.Model.Tables)
            OfModel(Path.Combine(folder, $"{table.Name}.csv"), table, answered, names);
        if (answered.Any(a => !a.Of.After.Given.Shock.Limits.IsEmpty || !a.Of.After.Given.Stocks.IsEmpty))
            QuantityTables.Write(folder, answered, names);
        if (run.World.Energy is not null)
            EnergyRunTable.Write(folder, answered, names, run.Accounts);
    }

    private static void Countries(string path, RunRecord run, Names names)
    {
        var (transfers, worth) = (run.HasTransfers, run.HasCostChanges);
        using var rows = new CsvRows(
            path,
            $"case,country,{string.Join(',', CountryIndicator.All.Select(i => i.Name))}{(transfers ? ",transfer" : "")}{(worth ? ",worth_points,worth" : "")},other_income_contribution,employment_pct,horizon"
        );
        foreach (var timed in run.Answers.Where(a => a.Answer.Comparison is not null))
        {
            var (name, horizon, comparison) = (CsvRows.Cell(timed.Name), CsvRows.Cell(timed.Horizon), timed.Answer.Comparison!);
            var columns = CountryIndicator.All.Select(indicator => indicator.Percent(comparison)).ToList();
            if (transfers)
                columns.Add(comparison.Transfers);
            if (worth)
                columns.AddRange(
                    timed.Answer.CostChange is { } change
                        ?
                        [
                            [.. change.Points.Select(p => 100 * p)],
                            change.Worth,
                        ]
                        : [None(names), None(names)]
                );
            columns.Add([.. run.Accounts.Contributions(comparison).OtherIncome.Select(share => 100 * share)]);
            columns.Add([.. comparison.Employment.Select(hat => 100 * (hat - 1))]);
            for (var n = 0; n < names.Countries.Length; n++)
            {
                rows.Text(name).Text(names.Countries[n]);
                foreach (var column in columns)
                    rows.Number(column[n]);
                rows.Text(horizon).EndRow();
            }
        }
    }

    private static ImmutableArray<double> None(Names names) => [.. names.Countries.Select(_ => double.NaN)];

    private static void Sectors(
        string path,
        List<(byte[] Name, byte[] Horizon, Comparison Of)> answered,
        Names names,
        Accounts accounts
    )
    {
        using var rows = new CsvRows(
            path,
            "case,country,sector,output_pct,price_pct,output_baseline,output_counterfactual,income_contribution,price_contribution,employment_pct,horizon"
        );
        foreach (var (name, horizon, comparison) in answered)
        {
            var (contributions, employment) = (accounts.Contributions(comparison), comparison.SectorEmployment);
            for (var n = 0; n < names.Countries.Length; n++)
                for (var j = 0; j < names.Sectors.Length; j++)
                {
                    rows.Text(name)
                        .Text(names.Countries[n])
                        .Text(names.Sectors[j])
                        .Number(100 * (comparison.Output[n, j] - 1))
                        .Number(100 * (comparison.Prices[n, j] - 1))
                        .Number(comparison.Before.Output[n, j])
                        .Number(comparison.After.Output[n, j])
                        .Number(100 * contributions.Income[n, j])
                        .Number(100 * contributions.Prices[n, j])
                        .Number(100 * (employment[n, j] - 1))
                        .Text(horizon);
                    rows.EndRow();
                }
        }
    }

    private static void Flows(string path, List<(byte[] Name, byte[] Horizon, Comparison Of)> answered, Names names)
    {
        using var rows = new CsvRows(path, "case,exporter,importer,sector,baseline,counterfactual,change_pct,horizon");
        foreach (var (name, horizon, comparison) in answered)
            for (var n = 0; n < names.Countries.Length; n++)
                for (var i = 0; i < names.Countries.Length; i++)
                {
                    var before = comparison.Before.Trade.Row(n, i);
                    var after = comparison.After.Trade.Row(n, i);
                    for (var j = 0; j < names.Sectors.Length; j++)
                    {
                        if (before[j] == 0 && after[j] == 0)
                            continue;
                        rows.Text(name)
                            .Text(names.Countries[i])
                            .Text(names.Countries[n])
                            .Text(names.Sectors[j])
                            .Number(before[j])
                            .Number(after[j])
                            .Number(before[j] == 0 ? double.NaN : 100 * (after[j] / before[j] - 1))
                            .Text(horizon);
                        rows.EndRow();
                    }
                }
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
    }
}
