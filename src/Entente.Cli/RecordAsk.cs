using System.CommandLine;
using System.Diagnostics;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Games;
using Entente.Games.Alignment;
using Entente.Games.Files;
using Entente.Games.Uncertainty;
using Entente.Models;
using Entente.Record.Documents;
using Entente.Record.Ledger;
using Entente.Record.Questions;
using Entente.Record.Register;
using Entente.Reporting.Games;
using Entente.Reporting.Records;

namespace Entente.Cli;

/// <summary><c>entente record ask</c>: from a report to the question it raises and, when a person accepts it, to the answer.</summary>
internal static class RecordAsk
{
    /// <summary>Scales on each axis of the maps: a first look.</summary>
    private const int Points = 5;

    private const string GameName = "game.yaml";

    private static readonly Argument<string> Report = new("REPORT")
    {
        Description = "The report: plain text, Markdown, a saved page, PDF, DOCX",
    };
    private static readonly Option<DateOnly?> Day = RecordCommand.Day();
    private static readonly Option<string> WorldName = new("--world")
    {
        Description = "A world folder, or the name of one that comes with the program",
        HelpName = "NAME|DIR",
        DefaultValueFactory = _ => Data.Worlds.Worlds.Default,
    };
    private static readonly Option<string?> Offices = RecordCommand.OfficeFile();
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results; default: out/<report name>",
        HelpName = "DIR",
    };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Ask the question as it is proposed, for a first look" };
    private static readonly Option<string?> Game = new("--game")
    {
        Description = "The game as a person edited it, in place of the one proposed",
        HelpName = "FILE",
    };
    private static readonly Option<int> Draws = new Option<int>("--draws")
    {
        Description = "Draws of what is not known for sure, for intervals; 0: none",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    }.Whole(0, 10_000);

    public static Command Create(Catalogue catalogue)
    {
        var command = new Command(
            "ask",
            """
            Propose the question that a report raises, as a game file with the words behind every line; when you accept it, answer it, and
            set each claim of the report beside what is computed, observed or on record.

            Examples:
              entente record ask report.txt --date 2025-03-14
              entente record ask report.txt --yes
              entente record ask report.txt --game out/report/game.yaml
            """
        )
        {
            Report,
            Day,
            WorldName,
            Offices,
            Out,
            Yes,
            Game,
            Draws,
        };
        command.SetAction((given, cancellation) => Task.FromResult(Run(catalogue, given, cancellation)));
        return command;
    }

    /// <summary>Whether somebody is there to be asked.</summary>
    private static bool IsTerminal => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    private static int Run(Catalogue catalogue, ParseResult given, CancellationToken cancellation)
    {
        var register = RecordCommand.Register(given.GetValue(Offices));
        var world = WorldInput.Read(catalogue, given.GetRequiredValue(WorldName), null, new Located(".", "."));
        var document = Document(given);
        if (
            new[] { register.Faults, world.Faults, document.Faults, [.. GameFaults(given)] }.SelectMany(faults => faults).ToList()
                is { Count: > 0 } wrong
        )
            return Screen.Faults(wrong);
        Screen.Warnings(document.Warnings);
        var recorded = Recorded(given, document.Value, register.Value);
        var question = new QuestionFinder(register.Value, world.Value.World, RegimeOutline.All(catalogue, register.Value)).Find(
            recorded
        );
        if (!question.Success)
            return Screen.Faults(question.Faults);
        var name = Path.GetFileName(given.GetRequiredValue(Report));
        var proposed = new GameText(world.Value.World, given.GetRequiredValue(WorldName), register.Value).Write(question.Value, name);
        var output = given.GetValue(Out) ?? Path.Combine("out", Path.GetFileNameWithoutExtension(name));
        return Accepted(given, output, proposed, recorded) is { } game
            ? Answer(catalogue, given, output, proposed with { Yaml = game }, recorded, cancellation)
            : CommandLine.Done;
    }

    /// <summary>A game that is named and cannot be read.</summary>
    private static IEnumerable<Fault> GameFaults(ParseResult given) =>
        given.GetValue(Game) is { } game && !File.Exists(game)
            ? [new Fault(new Place(game), "no such file", "the game as a person edited it")]
            : [];

    /// <summary>The report; its date is asked for on a terminal where it bears none.</summary>
    private static Checked<SourceDocument> Document(ParseResult given)
    {
        var (reader, path, today) = (new DocumentReader(), given.GetRequiredValue(Report), DateOnly.FromDateTime(DateTime.UtcNow));
        var document = reader.Read(path, path, given.GetValue(Day), today);
        if (document is { Success: true, Value.Date.Basis: DateBasis.Assumed } && IsTerminal && !given.GetValue(Yes))
        {
            Console.Error.Write($"The report bears no date. Its day (YYYY-MM-DD; nothing: {today:yyyy-MM-dd}): ");
            if (DateOnly.TryParseExact(Console.ReadLine()?.Trim(), "yyyy-MM-dd", out var day))
                document = reader.Read(path, path, day, today);
        }
        return document;
    }

    /// <summary>The report with its statements, offices that do not fit told.</summary>
    private static RecordedDocument Recorded(ParseResult given, SourceDocument document, NameRegister register)
    {
        var recorded = RecordCommand.Reader(register).Read(document);
        foreach (var flag in recorded.Flags)
            Console.Error.WriteLine($"{Shown.Of(given.GetRequiredValue(Report))}:{flag.Span.Start}-{flag.Span.End}: {flag.Evidence}");
        return recorded;
    }

    /// <summary>
    /// The game that a person accepts: as proposed, as edited, or as named. Null where nobody was there to accept it, which is told with
    /// how to
    /// go on.
    /// </summary>
    private static string? Accepted(ParseResult given, string output, ProposedGame proposed, RecordedDocument recorded)
    {
        if (given.GetValue(Game) is { } edited)
            return File.ReadAllText(edited);
        if (given.GetValue(Yes))
            return proposed.Yaml;
        using (var folder = new AtomicFolder(output, GameName))
        {
            File.WriteAllText(Path.Combine(folder.Path, GameName), proposed.Yaml);
            RecordPages.WriteDocument(recorded, RunCommand.Version(), Path.Combine(folder.Path, "document.html"));
            folder.Complete();
        }
        var path = Path.Combine(output, GameName);
        Console.Out.Write(proposed.Yaml);
        if (IsTerminal)
        {
            Console.Error.Write($"Written to {path}. Edit it there if you wish. Ask it? (y/n) ");
            if (Console.ReadLine()?.Trim().StartsWith("y", StringComparison.OrdinalIgnoreCase) == true)
                return File.ReadAllText(path);
        }
        Console.Error.WriteLine(
            $"to ask it as it stands or as you edit it: entente record ask {given.GetRequiredValue(Report)} --game {path}"
        );
        return null;
    }

    private static int Answer(
        Catalogue catalogue,
        ParseResult given,
        string output,
        ProposedGame proposed,
        RecordedDocument recorded,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        using var folder = new AtomicFolder(output, GameName);
        File.WriteAllText(Path.Combine(folder.Path, GameName), proposed.Yaml);
        var solve = new SolveOptions { Cancellation = cancellation };
        // An edited game is read where it lies, so that faults have its name and files that it names are found.
        var game = given.GetValue(Game) ?? Path.Combine(folder.Path, GameName);
        var input = GameInput.Read(catalogue, game, given.GetRequiredValue(WorldName), [], solve);
        if (!input.Success)
            return Screen.Faults(input.Faults);
        AlignmentAnswer answer;
        GameSpread? spread;
        try
        {
            answer = Plays(input.Value, cancellation);
            spread = Spread(input.Value, answer, proposed, given.GetValue(Draws), cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("interrupted; nothing is written");
            return CommandLine.Interrupted;
        }
        var record = new GameRecord
        {
            Input = input.Value,
            Answer = answer,
            Spread = spread,
            Version = RunCommand.Version(),
            Tolerance = solve.Tolerance,
        };
        // The tables and the whole report have all prices, maps and threats, of which draws answer only those of the brief of claims.
        GameTables.Write(answer, folder.Path, null, []);
        Brief.Write(record with { Spread = null }, folder.Path);
        RecordPages.WriteDocument(recorded, RunCommand.Version(), Path.Combine(folder.Path, "document.html"));
        var claims = RecordPages.WriteClaims(recorded, proposed, record, given.GetValue(Yes), Path.Combine(folder.Path, "brief.html"));
        folder.Complete();
        foreach (var claim in claims)
            Console.Out.WriteLine($"{RecordPages.Words(claim.Verdict)}: {claim.Who}: {claim.Said.Shown}");
        AlignScreen.Show(answer, Path.Combine(output, "brief.html"), clock.Elapsed);
        return answer.Payoffs.All(row => row.Play.Converged) ? CommandLine.Done : CommandLine.NotSolved;
    }

    private static AlignmentAnswer Plays(GameInput input, CancellationToken cancellation)
    {
        var progress = new WorkProgress("plays", PlayPlan.Count(new GameAnswers(input.Game), Points), isSure: false);
        var answers = new GameAnswers(input.Game) { Counted = done => progress.At(done, done) };
        try
        {
            return AlignmentAnswer.Of(input.Game, Points, answers: answers, cancellation: cancellation);
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>
    /// The draws: every number that the brief of claims prints, from the same ones. Other prices, maps and threats have none.
    /// </summary>
    private static GameSpread? Spread(
        GameInput input,
        AlignmentAnswer answer,
        ProposedGame proposed,
        int count,
        CancellationToken cancellation
    )
    {
        if (count < 2)
            return null;
        var draws = GameDraws.Create(
            input,
            new GameDrawOptions
            {
                Count = count,
                Detailed = count,
                HeadlineAlone = true,
                Shares = false,
            }
        );
        if (!draws.Success)
        {
            Screen.Warnings(draws.Faults.Select(fault => $"no intervals: {fault}"));
            return null;
        }
        var progress = new StagesProgress();
        var asked = new SpreadOfGame(answer, draws.Value)
        {
            Beside = [new ClaimNumbers(input.Game, proposed).Beside],
            Counted = progress.At,
        };
        try
        {
            return asked.Answer(cancellation: cancellation);
        }
        finally
        {
            progress.End();
        }
    }
}
