using System.Globalization;
using Entente.Reporting;
using Entente.Scenarios;
using Spectre.Console;

namespace Entente.Cli;

/// <summary>What people see of cases that are answered year by year.</summary>
internal static class PathScreen
{
    private const int MostCountries = 8;

    /// <summary>A table for each path: years by countries, and below them what the path is worth.</summary>
    public static void Paths(RunRecord run, IAnsiConsole console)
    {
        foreach (var path in run.Paths)
        {
            Console.Out.WriteLine($"{PathWords.Title(path)}: change of real income in %, {PathWords.Discount(path.Path)}");
            if (path.Years.Any(year => year.Converged))
                console.Write(Table(run, path));
            if (path.Trouble.Length > 0)
                Console.Out.WriteLine($"{PathWords.Title(path)}: {path.Trouble}");
        }
    }

    private static Spectre.Console.Table Table(RunRecord run, PathAnswer path)
    {
        var shown = PathWords.Countries(run, path).Take(MostCountries).ToList();
        var table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumn("");
        foreach (var n in shown)
            table.AddColumn(new TableColumn(run.World.Countries[n].Name.EscapeMarkup()).RightAligned());
        foreach (var (heading, values) in PathWords.Rows(path))
            table.AddRow([
                heading.EscapeMarkup(),
                .. shown.Select(n => values[n].ToString("0.000", CultureInfo.InvariantCulture)),
            ]);
        return table;
    }
}
