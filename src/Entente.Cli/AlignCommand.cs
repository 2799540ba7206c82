using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Entente.Data;
using Entente.Data.Output;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
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
    private static readonly Option<bool> DirectMap = new("--direct-map")
    {
        Description = "Solve every play of the frontier, also where fewer tell the rest within a bound",
    };
    private static readonly Option<int> Threads = new Option<int>("--threads")
    {
        Description = "Threads at work; the results do not depend on it",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.Whole(1, 1024);
    private static readonly Option<bool> TimingsTold = new("--timings")
    {
        Description = "Print what the time went to on standard error",
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
            the choice, and what is best at every pressure and retaliation. Stop it in any way and start it again: it goes on.

            Examples:
              entente align serbia-2023
              entente align my-game.yaml --horizon short long --points 21
              entente align serbia-2023 --draws 200 --seed 1
              entente align serbia-2023 --draws 5000 --part 3/20 --out shares/3
              entente align serbia-2023 --draws 5000 --join shares/*
            """
        )
        {
            GameName,
            WorldName,
            Out,
            Horizons,
            Points,
            DirectMap,
            Threads,
            Tolerance,
            TimingsTold,
        };
        AlignDraws.Add(command);
        AlignShares.Add(command);
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
        return Answer(input.Value, output, given, cancellation);
    }

    /// <summary>Answers in the folder of the output, in which every answer is kept as it comes.</summary>
    private static int Answer(GameInput input, string output, ParseResult given, CancellationToken cancellation)
    {
        var draws = AlignDraws.Of(input, given);
        if (draws is { Success: false })
            return Screen.Faults(draws.Faults);
        if (AlignShares.Faults(given, draws?.Value) is { Count: > 0 } faults)
            return Screen.Faults(faults);
        // First, so that nothing is computed for a place that holds somebody's own files.
        using var folder = new AtomicFolder(output, "options.csv", KeptAnswers.Mark);
        var opened = KeptAnswers.Open(output, input, given.GetValue(Tolerance), RunCommand.Version());
        Screen.Warnings(opened.Warnings);
        if (!opened.Success)
            return Screen.Faults(opened.Faults);
        var (clock, stages, step) = (Stopwatch.StartNew(), Timings.FromStart(), new StepProgress());
        AlignmentAnswer answer;
        SectionAnswers sections;
        GameSpread? spread = null;
        ImmutableArray<OtherPayoff> others = [];
        using (var kept = opened.Value)
            try
            {
                if (AlignShares.Join(kept, given) is { Count: > 0 } wrong)
                    return Screen.Faults(wrong);
                answer = stages.Of("plays", () => Plays(input, kept, given, cancellation));
                if (AlignShares.Of(given) is { IsPart: true } share)
                    return AlignShares.Answer(share, answer, draws!.Value, kept, output, given.GetValue(Threads), cancellation);
                sections = stages.Of("sections", () => Sections(answer, given, step, cancellation));
                if (draws is not null)
                {
                    var (inData, threads) = (sections, given.GetValue(Threads));
                    (spread, sections) = stages.Of(
                        "all draws",
                        () => AlignDraws.Answer(answer, inData, draws.Value, kept, threads, stages, cancellation)
                    );
                    step.At("other closures and models");
                    others = stages.Of("other closures and models", () => OtherModels.Of(answer.Answers, threads, cancellation));
                }
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine(
                    $"interrupted; {kept.Count} answers are kept in {Path.Combine(output, kept.Name)}, and the same command goes "
                        + "on from them"
                );
                return CommandLine.Interrupted;
            }
        step.At("tables and brief");
        stages.Of("tables and brief", () => Write(input, answer, sections, spread, others, given, folder));
        Progress.Clear();
        AlignScreen.Show(answer, sections, spread, output, clock.Elapsed);
        if (given.GetValue(TimingsTold))
            Timings.Print(stages);
        return answer.Payoffs.All(row => row.Play.Converged) ? CommandLine.Done : CommandLine.NotSolved;
    }

    private static void Write(
        GameInput input,
        AlignmentAnswer answer,
        SectionAnswers sections,
        GameSpread? spread,
        ImmutableArray<OtherPayoff> others,
        ParseResult given,
        AtomicFolder folder
    )
    {
        GameTables.Write(answer, folder.Path, spread, others);
        SectionTables.Write(sections, folder.Path);
        Brief.Write(
            new GameRecord
            {
                Input = input,
                Answer = answer,
                Sections = sections,
                Spread = spread,
                Others = others,
                Version = RunCommand.Version(),
                Tolerance = given.GetValue(Tolerance),
            },
            folder.Path
        );
        folder.Complete();
    }

    private static AlignmentAnswer Plays(GameInput input, KeptAnswers kept, ParseResult given, CancellationToken cancellation)
    {
        var points = given.GetValue(Points);
        var progress = new WorkProgress("plays", PlayPlan.Count(new GameAnswers(input.Game), points), isSure: false);
        var answers = new GameAnswers(input.Game, kept) { Counted = done => progress.At(done, kept.Count - kept.Before) };
        try
        {
            return AlignmentAnswer.Of(
                input.Game,
                points,
                given.GetValue(Threads),
                answers: answers,
                isDirect: given.GetValue(DirectMap),
                cancellation: cancellation
            );
        }
        finally
        {
            progress.End();
        }
    }

    private static SectionAnswers Sections(
        AlignmentAnswer answer,
        ParseResult given,
        StepProgress step,
        CancellationToken cancellation
    )
    {
        try
        {
            return SectionAnswers.Of(answer.Answers, given.GetValue(Threads), step.At, cancellation);
        }
        finally
        {
            Progress.Clear();
        }
    }
}
