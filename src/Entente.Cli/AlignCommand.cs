using System.CommandLine;
using System.Diagnostics;
using Entente.Data;
using Entente.Data.Output;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Models;
using Entente.Reporting.Games;

namespace Entente.Cli;

/// <summary><c>entente align</c>: answers a game.</summary>
internal static class AlignCommand
{
    private static readonly Argument<string> GameName = new("GAME")
    {
        Description = "A game file, or the name of one that comes with the program",
    };
    private static readonly Option<string?> WorldName = new("--world")
    {
        Description = "A world folder, or the name of one that comes with the program; default: the game's",
        HelpName = "NAME|DIR",
    };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results; default: out/<game name>",
        HelpName = "DIR",
    };
    private static readonly Option<string[]> Horizons = new Option<string[]>("--horizon")
    {
        Description = "Horizons in place of the game's: short, medium, long",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<int> Points = new("--points")
    {
        Description = "Scales on each axis of the frontier",
        DefaultValueFactory = _ => 41,
    };
    private static readonly Option<double> Tolerance = new Option<double>("--tolerance")
    {
        Description = "Largest residual accepted",
        DefaultValueFactory = _ => new SolveOptions().Tolerance,
    }.Number("a number between 0 and 1", value => value is > 0 and < 1);

    public static Command Create(Catalogue catalogue)
    {
        GameName.CompletionSources.Add(_ => catalogue.Games.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        Points.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 2 or > 1001)
                result.AddError("--points must be a whole number from 2 to 1001");
        });
        var command = new Command(
            "align",
            """
            Answer a game of alignment: what each option gives everybody, which price makes joining as good as staying out, what tips
            the choice, and what is best at every pressure and retaliation.

            Examples:
              entente align serbia-2023
              entente align my-game.yaml --horizon short long --points 21
            """
        )
        {
            GameName,
            WorldName,
            Out,
            Horizons,
            Points,
            Tolerance,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(catalogue, parsed, cancellation)));
        return command;
    }

    private static int Run(Catalogue catalogue, ParseResult given, CancellationToken cancellation)
    {
        var input = GameInput.Read(
            catalogue,
            given.GetRequiredValue(GameName),
            given.GetValue(WorldName),
            [.. Horizons.Words(given).Select(word => word.Text)],
            new SolveOptions { Tolerance = given.GetValue(Tolerance), Cancellation = cancellation }
        );
        Screen.Warnings(input.Warnings);
        if (!input.Success)
            return Screen.Faults(input.Faults);
        var output = given.GetValue(Out) ?? Path.Combine("out", Path.GetFileNameWithoutExtension(input.Value.File.Name));
        using var folder = new AtomicFolder(output, "options.csv");
        var clock = Stopwatch.StartNew();
        AlignmentAnswer answer;
        SectionAnswers sections;
        try
        {
            answer = AlignmentAnswer.Of(input.Value.Game, given.GetValue(Points), progress: Progress.Step, cancellation: cancellation);
            sections = SectionAnswers.Of(answer.Answers, progress: Progress.Step, cancellation: cancellation);
        }
        catch (OperationCanceledException)
        {
            Progress.Clear();
            Console.Error.WriteLine("interrupted; nothing is written");
            return CommandLine.Interrupted;
        }
        Progress.Clear();
        GameTables.Write(answer, folder.Path);
        SectionTables.Write(sections, folder.Path);
        folder.Complete();
        AlignScreen.Show(answer, sections, output, clock.Elapsed);
        return answer.Payoffs.All(row => row.Play.Converged) ? CommandLine.Done : CommandLine.NotSolved;
    }
}
