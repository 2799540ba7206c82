using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Batches;
using Entente.Data.Sweeps;
using Spectre.Console;

namespace Entente.Cli;

/// <summary>The summary of a sweep, for people and for programs.</summary>
internal sealed class SweepScreen(ResolvedSweep sweep, SweepSummary summary, string output, TimeSpan time, int before)
{
    private const int MostRows = 40;

    public string Text()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = Console.IsOutputRedirected ? 200 : Math.Max(80, Console.WindowWidth);
        text.WriteLine(sweep.Sweep.Title);
        console.Write(Table());
        if (summary.Spreads.Length > MostRows)
            text.WriteLine($"and {summary.Spreads.Length - MostRows} more in {Path.Combine(output, "summary.csv")}");
        text.WriteLine($"rows: {string.Join(", ", summary.Statuses.Select(s => $"{s.Count} {s.Status}"))}");
        text.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sweep.Count} points{(before > 0 ? $", {before} of them from before" : "")}; in %; largest residual "
                    + $"{summary.LargestResidual:0.0e0}; {time.TotalSeconds:0.00} s"
            )
        );
        text.Write(Path.Combine(output, SweepFolder.ResultsFile));
        return text.ToString();
    }

    public string Json()
    {
        var answer = new JsonObject
        {
            ["title"] = sweep.Sweep.Title,
            ["points"] = sweep.Count,
            ["points_from_before"] = before,
            ["rows"] = summary.Rows,
            ["statuses"] = new JsonObject(summary.Statuses.Select(s => KeyValuePair.Create(s.Status, (JsonNode?)s.Count))),
            ["largest_residual"] = Number(summary.LargestResidual),
            ["seconds"] = time.TotalSeconds,
            ["out"] = output,
            ["outcomes"] = new JsonArray([.. summary.Spreads.Select(Spread)]),
        };
        return answer.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static JsonObject Spread(OutcomeSpread spread)
    {
        var row = new JsonObject
        {
            ["case"] = spread.Case,
            ["horizon"] = spread.Horizon,
            ["outcome"] = spread.Outcome,
            ["answered"] = spread.Answered,
        };
        for (var q = 0; q < spread.Quantiles.Length; q++)
            row[SweepSummary.Probabilities[q].Name] = Number(spread.Quantiles[q]);
        return row;
    }

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private Spectre.Console.Table Table()
    {
        var table = new Spectre.Console.Table()
            .Border(TableBorder.Simple)
            .AddColumns("case", "horizon", "outcome")
            .AddColumn(new TableColumn("answered").RightAligned());
        foreach (var (name, _) in SweepSummary.Probabilities)
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var spread in summary.Spreads.Take(MostRows))
            table.AddRow([
                spread.Case.EscapeMarkup(),
                spread.Horizon.EscapeMarkup(),
                spread.Outcome.EscapeMarkup(),
                spread.Answered.ToString(CultureInfo.InvariantCulture),
                .. spread.Quantiles.Select(q => double.IsNaN(q) ? "" : q.ToString("0.0000", CultureInfo.InvariantCulture)),
            ]);
        return table;
    }
}
