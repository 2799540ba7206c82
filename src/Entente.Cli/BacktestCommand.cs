using System.CommandLine;
using Entente.Data;
using Entente.Data.Backtests;
using Entente.Data.Runs;

namespace Entente.Cli;

/// <summary><c>entente backtest</c>: what happened beside what the model says, as a page in Markdown.</summary>
internal static class BacktestCommand
{
    private static readonly Argument<string[]> Names = new("BACKTEST")
    {
        Description = "Files, or names of backtests that come with the program; default: all of these",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create(Catalogue catalogue)
    {
        Names.CompletionSources.Add(_ =>
            catalogue.Backtests.Select(name => new System.CommandLine.Completions.CompletionItem(name))
        );
        var command = new Command(
            "backtest",
            """
            Ask the model about the past: what happened beside what it says, how far it is off and why, in Markdown.

            Examples:
              entente backtest
              entente backtest sanctions-2014
            """
        )
        {
            Names,
        };
        command.SetAction(parsed => Run(catalogue, parsed.GetValue(Names) is { Length: > 0 } names ? names : [.. catalogue.Backtests]));
        return command;
    }

    private static int Run(Catalogue catalogue, IEnumerable<string> names)
    {
        var read = names.Select(name => BacktestInput.Read(catalogue, name)).ToList();
        Screen.Warnings([.. read.SelectMany(one => one.Warnings).Distinct()]);
        List<Fault> faults = [.. read.SelectMany(one => one.Faults)];
        if (faults.Count > 0)
            return Screen.Faults(faults);
        var solved = true;
        foreach (var backtest in read.Select(one => one.Value))
        {
            var results = backtest.Run();
            solved &= results.All(result => result.Answer is not null);
            Console.Out.WriteLine(BacktestPage.Of(backtest.Backtest, results));
        }
        return solved ? CommandLine.Done : CommandLine.NotSolved;
    }
}
