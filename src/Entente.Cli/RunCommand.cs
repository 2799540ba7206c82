using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Entente.Data;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Models;
using Entente.Reporting;
using Entente.Reporting.Figures;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Cli;

/// <summary><c>entente run</c>: answers a scenario.</summary>
internal sealed class RunCommand
{
    private static readonly Dictionary<string, TableForm> TableForms = new(StringComparer.Ordinal)
    {
        ["changed"] = TableForm.Changed,
        ["all"] = TableForm.All,
        ["parquet"] = TableForm.Parquet,
        ["sdmx"] = TableForm.Sdmx,
    };
    private static readonly Dictionary<string, Boundaries> BoundaryForms = new(StringComparer.Ordinal)
    {
        ["neutral"] = Boundaries.Neutral,
        ["un"] = Boundaries.UnitedNations,
        ["de-facto"] = Boundaries.DeFacto,
    };
    private const int MostDraws = 100_000;
    private static readonly string[] Drawable = ["figures", "elasticities", "parameters", "coefficients"];

    private static readonly Argument<string> ScenarioName = new("SCENARIO")
    {
        Description = "A scenario file, or the name of one that comes with the program",
    };
    private static readonly Option<string?> WorldName = new("--world")
    {
        Description = "A world folder, or the name of one that comes with the program; default: the scenario's",
        HelpName = "NAME|DIR",
    };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder of the results; default: out/<scenario name>",
        HelpName = "DIR",
    };
    private static readonly Option<string?> ClosureName = new Option<string?>("--closure")
    {
        Description = "What happens to deficits; default: the scenario's",
    }.AcceptOnlyFromAmong([.. Closures.Names]);
    private static readonly Option<string?> ModelName = new Option<string?>("--model")
    {
        Description = "The model that answers; default: the scenario's",
    }.AcceptOnlyFromAmong([.. KnownModels.Names]);
    private static readonly Option<double> Tolerance = new Option<double>("--tolerance")
    {
        Description = "Largest residual accepted",
        DefaultValueFactory = _ => new SolveOptions().Tolerance,
    }.Number("a number between 0 and 1", value => value is > 0 and < 1);
    private static readonly Option<string[]> Cases = new Option<string[]>("--case")
    {
        Description = "Answer only this case; may be given more than once",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string[]> Horizons = new Option<string[]>("--horizon")
    {
        Description = "Answer every case at this horizon: short, medium, long; may be given more than once",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string[]> Set = new Option<string[]>("--set")
    {
        Description = "Set a parameter of the horizons, such as energy=0.1 or energy.ELGS=0.05; see docs/horizons.md",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string[]> Vary = new Option<string[]>("--vary")
    {
        Description = "Answer every case at each of several values, such as energy=0.01,0.1,1",
        HelpName = "NAME=VALUE,...",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<string?> TableFormName = new Option<string?>("--tables")
    {
        Description = "Rows of flows and energy: those that a case changes (default), all, or all as Parquet; or all tables as SDMX-CSV",
    }.AcceptOnlyFromAmong([.. TableForms.Keys]);
    private static readonly Option<string?> BoundariesName = new Option<string?>("--boundaries")
    {
        Description = "Disputed territory on maps: apart (default), by resolutions of the United Nations, or with who holds it",
    }.AcceptOnlyFromAmong([.. BoundaryForms.Keys]);
    private static readonly Option<int> Draws = new Option<int>("--draws")
    {
        Description = "Answer every case in so many draws of what is not known for sure as well, and tell bands",
        HelpName = "N",
    }.Whole(0, MostDraws);
    private static readonly Option<int> Seed = new Option<int>("--seed")
    {
        Description = "Seed of the draws",
        DefaultValueFactory = _ => new DrawOptions().Seed,
    }.Whole();
    private static readonly Option<string[]> Drawn = new Option<string[]>("--draw")
    {
        Description = "What is drawn: figures, elasticities, parameters, coefficients of estimated effects; default: all there are",
        HelpName = "WHAT",
        AllowMultipleArgumentsPerToken = true,
    }.WithoutOptions();
    private static readonly Option<int> Threads = new Option<int>("--threads")
    {
        Description = "Threads at work on cases and draws; the results do not depend on it",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    }.Whole(1, 1024);
    private static readonly Option<bool> Timed = new("--timings") { Description = "Print what the time goes to, to standard error" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the answers as JSON instead of a table" };

    private readonly Catalogue catalogue;
    private readonly ParseResult given;
    private readonly CancellationToken cancellation;
    private readonly Stages stages = Timings.FromStart();

    private RunCommand(Catalogue catalogue, ParseResult given, CancellationToken cancellation) =>
        (this.catalogue, this.given, this.cancellation) = (catalogue, given, cancellation);

    public static Command Create(Catalogue catalogue)
    {
        ScenarioName.CompletionSources.Add(_ =>
            catalogue.Scenarios.Select(name => new System.CommandLine.Completions.CompletionItem(name))
        );
        WorldName.CompletionSources.Add(_ => catalogue.Worlds.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        var command = new Command(
            "run",
            """
            Answer a scenario: solve its cases, print what they do to real incomes, write tables and a report.

            Examples:
              entente run serbia-2023
              entente run my.yaml --world world-2023 --closure share --case full-embargo --out results
              entente run gravity-example
              entente run serbia-2023 --case joins --horizon short long --set energy=0.05
              entente run serbia-2023 --case joins --draws 100 --seed 1
            """
        )
        {
            ScenarioName,
            WorldName,
            Out,
            ClosureName,
            ModelName,
            Tolerance,
            Cases,
            Horizons,
            Set,
            Vary,
            TableFormName,
            BoundariesName,
            Draws,
            Seed,
            Drawn,
            Threads,
            Timed,
            Json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(new RunCommand(catalogue, parsed, cancellation).Run()));
        return command;
    }

    private int Run()
    {
        // A first answer and a first page take long to get ready for; a core is free while the world is read.
        _ = Task.Run(() => stages.Of("prepared", ScenarioRun.Prepare), CancellationToken.None);
        var question = RunInput.Read(
            catalogue,
            given.GetRequiredValue(ScenarioName),
            given.GetValue(WorldName),
            new RunOverrides
            {
                Closure = given.GetValue(ClosureName),
                Model = given.GetValue(ModelName),
                Cases = given.GetValue(Cases) ?? [],
                Horizons = Horizons.Words(given),
                Set = Set.Words(given),
                Vary = Vary.Words(given),
            },
            stages
        );
        Screen.Warnings(question.Warnings);
        var code = question.Success ? Answer(question.Value) : Screen.Faults(question.Faults);
        if (given.GetValue(Timed))
            Timings.Print(stages);
        return code;
    }

    private int Answer(RunInput question)
    {
        var output = given.GetValue(Out) ?? Path.Combine("out", Path.GetFileNameWithoutExtension(question.ScenarioFile.Name));
        var draws = DrawsOf(question);
        if (draws is { Success: false })
            return Screen.Faults(draws.Faults);
        // The place is tried before the work is done.
        using var folder = new AtomicFolder(output, Manifest.FileName) { Outdated = RunTables.IsOutdated };
        var answers = Solve(question, new SolveOptions { Tolerance = given.GetValue(Tolerance), Cancellation = cancellation });
        if (answers.IsEmpty)
        {
            Console.Error.WriteLine("interrupted before the first case was answered; nothing is written");
            return CommandLine.Interrupted;
        }
        var paths = answers.Length < question.Positions.Length ? [] : stages.Of("paths", () => Paths(question));
        var run = ScenarioRun.Record(
            question,
            answers,
            new SolveOptions { Tolerance = given.GetValue(Tolerance) },
            Version(),
            Arguments(question)
        ) with
        {
            Paths = paths,
            Tables = TableForms[given.GetValue(TableFormName) ?? "changed"],
            Boundaries = BoundaryForms[given.GetValue(BoundariesName) ?? "neutral"],
        };
        if (draws is not null)
            run = stages.Of("draws", () => WithBands(question, run, draws.Value));
        ScenarioRun.Write(run, folder, stages);
        if (given.GetValue(Json))
            Console.Out.WriteLine(RunJson.Text(run, output));
        else
            stages.Of("screen", () => Screen.Answers(run, output, stages));
        if (answers.Length < question.Positions.Length)
        {
            Console.Error.WriteLine($"interrupted after {answers.Length} of {question.Positions.Length} cases; these are written");
            return CommandLine.Interrupted;
        }
        if (paths.Length < ScenarioRun.PathCount(question))
        {
            Console.Error.WriteLine(
                $"interrupted after {paths.Length} of {ScenarioRun.PathCount(question)} paths; these and all cases are written"
            );
            return CommandLine.Interrupted;
        }
        return run.Answers.All(a => a.Answer.Comparison is not null) && paths.All(path => path.IsComplete)
            ? CommandLine.Done
            : CommandLine.NotSolved;
    }

    private ImmutableArray<PathAnswer> Paths(RunInput question)
    {
        var total = Stopwatch.StartNew();
        var paths = ScenarioRun.Paths(
            question,
            new SolveOptions { Tolerance = given.GetValue(Tolerance), Cancellation = cancellation },
            (done, years, title) => Progress.Show(total.Elapsed, done, years, title)
        );
        Progress.Clear();
        return paths;
    }

    /// <summary>What is drawn from; null where nothing is asked to be.</summary>
    private Checked<WorldDraws>? DrawsOf(RunInput question)
    {
        if (given.GetValue(Draws) == 0)
        {
            List<Fault> idle =
            [
                .. new Option[] { Seed, Drawn }
                    .Where(option => given.GetResult(option) is { Implicit: false })
                    .Select(option => new Fault(null, $"{option.Name} without {Draws.Name}", $"{Draws.Name} N, the number of draws")),
            ];
            return idle.Count > 0 ? Checked<WorldDraws>.Invalid(idle) : null;
        }
        var asked = Asked(question);
        List<Fault> unknown =
        [
            .. asked.Except(Drawable).Select(word => new Fault(new Place(Drawn.Name), $"'{word}'", Spelling.OneOf(word, Drawable))),
        ];
        if (asked.Contains(Drawable[3]) && !WorldDraws.HasEstimates(question.Scenario.Scenario))
            unknown.Add(
                new Fault(
                    new Place(Drawn.Name),
                    $"'{Drawable[3]}' of a scenario without estimated effects",
                    "a measure of `kind: estimated` whose coefficient has an error"
                )
            );
        return unknown.Count > 0
            ? Checked<WorldDraws>.Invalid(unknown)
            : WorldDraws.Create(
                question.Scenario.World,
                new DrawOptions
                {
                    World = asked.Contains(Drawable[0]),
                    Elasticities = asked.Contains(Drawable[1]),
                    Parameters = asked.Contains(Drawable[2]),
                    Estimates = asked.Contains(Drawable[3]),
                    Seed = given.GetValue(Seed),
                }
            );
    }

    /// <summary>What is drawn: as asked, or all that the question has.</summary>
    private string[] Asked(RunInput question) =>
        given.GetValue(Drawn) is { Length: > 0 } words ? words
        : WorldDraws.HasEstimates(question.Scenario.Scenario) ? Drawable
        : Drawable[..3];

    /// <summary>The run with bands; without them where it is interrupted.</summary>
    private RunRecord WithBands(RunInput question, RunRecord run, WorldDraws draws)
    {
        var (total, done, count) = (Stopwatch.StartNew(), 0, given.GetValue(Draws));
        try
        {
            var drawn = DrawnRun.Of(
                question,
                run.Answers,
                draws,
                count,
                run.Options with
                {
                    Cancellation = cancellation,
                },
                given.GetValue(Threads),
                () => Progress.Show(total.Elapsed, Interlocked.Increment(ref done), count, "draws")
            );
            Progress.Clear();
            Screen.Warnings(drawn.Trouble);
            return run with { Bands = drawn.Bands, Seed = draws.Options.Seed };
        }
        catch (OperationCanceledException)
        {
            Progress.Clear();
            Console.Error.WriteLine($"interrupted after {done} of {count} draws; no bands are written");
            return run;
        }
    }

    private ImmutableArray<TimedAnswer> Solve(RunInput question, SolveOptions options)
    {
        var total = Stopwatch.StartNew();
        var answers = ScenarioRun.Answer(
            question,
            options,
            (done, title) => Progress.Show(total.Elapsed, done, question.Positions.Length, title),
            given.GetValue(Threads),
            stages
        );
        Progress.Clear();
        return answers;
    }

    /// <summary>What was asked for otherwise than the scenario says, apart from closure and cases.</summary>
    private ImmutableArray<string> Arguments(RunInput question) =>
        [
            .. new[] { Horizons, Set, Vary }.SelectMany(option =>
                given.GetValue(option) is { Length: > 0 } values ? values.Prepend(option.Name) : []
            ),
            .. new[] { TableFormName, BoundariesName }.SelectMany(option =>
                given.GetValue(option) is { } value ? new[] { option.Name, value } : []
            ),
            .. given.GetValue(Draws) is > 0 and var count
                ? new[] { Draws.Name, count.ToString(System.Globalization.CultureInfo.InvariantCulture), Drawn.Name }.Concat(
                    Asked(question)
                )
                : [],
        ];

    internal static string Version() =>
        typeof(RunCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
