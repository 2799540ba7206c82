using System.Globalization;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Outcomes;
using Entente.Reporting;
using Spectre.Console;

namespace Entente.Cli;

/// <summary>What people see on the terminal. Results go to standard output, faults and progress to standard error.</summary>
internal static class Screen
{
    private const int MostFaults = 100;
    private const int MostWarning = 4000;
    private const int MostCountries = 16;
    private const int MostCases = 8;
    private const int MostWithBands = 4;

    /// <summary>Lists faults, each as <c>file:line: found; expected</c>.</summary>
    public static int Faults(IReadOnlyCollection<Fault> faults)
    {
        foreach (var fault in faults.Take(MostFaults))
            Console.Error.WriteLine(fault);
        if (faults.Count > MostFaults)
            Console.Error.WriteLine($"and {faults.Count - MostFaults} more");
        if (faults.Any(fault => fault.Remedy.HasFlag(Remedy.CountryOfItsOwn)))
            Console.Error.WriteLine("to carve a country out of the rest of the world: entente world carve --help");
        if (faults.Any(fault => fault.Remedy.HasFlag(Remedy.MendedWorld)))
            Console.Error.WriteLine("to mend a world by a documented rule: entente world repair --help");
        return CommandLine.BadInput;
    }

    public static void Warnings(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            Console.Error.WriteLine($"note: {Shown.Of(warning, MostWarning)}");
    }

    /// <summary>The changes of real income, a row for each country in focus and each most affected, and how long one has waited.</summary>
    public static void Answers(RunRecord run, string output, Stages stages)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        // A pipe has no width of its own.
        if (Console.IsOutputRedirected)
            console.Profile.Width = 200;
        Console.Out.WriteLine(run.Scenario.Scenario.Title);
        var answered = run.Answers.Where(a => a.Answer.Comparison is not null).ToList();
        if (answered.Count > 0)
            console.Write(Table(run, answered));
        foreach (var timed in run.Answers.Where(a => a.Answer.Comparison is null))
            Console.Out.WriteLine($"{timed.Title}: no answer ({StatusNames.Of(timed.Answer.Equilibrium.Status)}): {timed.Trouble}");
        foreach (var timed in answered)
            if (WorthWords.Of(run, timed) is { } worth)
                Console.Out.WriteLine($"{timed.Title}: {worth}");
        PathScreen.Paths(run, console);
        if (!run.Bands.IsEmpty)
            Bands(console, run, answered);
        var worst = run.Answers.Max(a => a.Answer.Equilibrium.Residuals?.Largest ?? double.NaN);
        Console.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Change of real income in %, {(run.Scenario.HasHorizons ? "long run unless said" : "long run")}; deficits "
                    + $"{Entente.Data.Scenarios.Closures.Name(run.Scenario.Scenario.Closure)}; largest residual "
                    + $"{worst:0.0e0}{(run.Model == KnownModels.Default.Name ? "" : $"; {run.Scenario.Scenario.Model.Title}")}; "
                    + $"{stages.Elapsed.TotalSeconds:0.00} s"
            )
        );
        Console.Out.WriteLine($"{Path.Combine(output, "report.html")}");
    }

    /// <summary>Change and band of the countries in focus, case by case.</summary>
    private static void Bands(IAnsiConsole console, RunRecord run, List<TimedAnswer> answered)
    {
        var outcome = OutcomeSet.All["real_income_pct"];
        var focus = run.Scenario.Focus.IsEmpty ? [.. Enumerable.Range(0, run.World.Countries.Length)] : run.Scenario.Focus;
        var shown = focus.Take(MostWithBands).ToList();
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var n in shown)
            table.AddColumn(new TableColumn(run.World.Countries[n].Name.EscapeMarkup()).RightAligned());
        foreach (var timed in answered)
        {
            var values = outcome.Values(timed.Answer.Comparison!);
            table.AddRow([
                timed.Title.EscapeMarkup(),
                .. shown.Select(n => Beside(values[n], run.BandOf(timed, run.World.Countries[n].Code)).EscapeMarkup()),
            ]);
        }
        Console.Out.WriteLine();
        Console.Out.WriteLine(
            $"With bands from the 5 to the 95 per cent quantile of {run.Bands.Max(b => b.Draws + b.WithoutAnswer)} draws, seed {run.Seed}"
        );
        console.Write(table);
        var without = run.Bands.GroupBy(b => b.Case, StringComparer.Ordinal).Select(g => (g.Key, Count: g.Max(b => b.WithoutAnswer)));
        foreach (var (label, count) in without.Where(c => c.Count > 0))
            Console.Out.WriteLine($"{label}: {count} draws without an answer, in no quantile");
    }

    private static string Beside(double value, Band? band) =>
        band is null ? Number(value) : $"{Number(value)} ({Number(band.Low)} to {Number(band.High)})";

    /// <summary>Countries by cases; cases by countries where there are many cases.</summary>
    private static Spectre.Console.Table Table(RunRecord run, List<TimedAnswer> answered)
    {
        var columns = answered.Select(a => OutcomeSet.All["real_income_pct"].Values(a.Answer.Comparison!)).ToList();
        var countries = run.World.Countries;
        var wide = answered.Count > MostCases;
        var shown = run
            .Scenario.Focus.Concat(Enumerable.Range(0, countries.Length).OrderByDescending(n => columns.Max(c => Math.Abs(c[n]))))
            .Distinct()
            .Take(wide ? MostCases : MostCountries)
            .ToList();
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var heading in wide ? shown.Select(n => countries[n].Name) : answered.Select(a => a.Title))
            table.AddColumn(new TableColumn(heading.EscapeMarkup()).RightAligned());
        if (wide)
            for (var at = 0; at < answered.Count; at++)
                table.AddRow([answered[at].Title.EscapeMarkup(), .. shown.Select(n => Number(columns[at][n]))]);
        else
            foreach (var n in shown)
                table.AddRow([
                    $"{countries[n].Name.EscapeMarkup()} [grey]{countries[n].Code.EscapeMarkup()}[/]",
                    .. columns.Select(c => Number(c[n])),
                ]);
        return table;
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
