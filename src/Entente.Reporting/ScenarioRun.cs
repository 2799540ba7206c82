using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Data.Output;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Scenarios;

namespace Entente.Reporting;

/// <summary>Answers what was read and records the answers.</summary>
/// <example>
/// <code>
/// var input = RunInput.Read(Catalogue.Default, "serbia-2023", null, new RunOverrides()).Value;
/// var run = ScenarioRun.Record(input, ScenarioRun.Answer(input, new SolveOptions()), new SolveOptions(), "1.0", []);
/// using var folder = new AtomicFolder("out/serbia-2023", Manifest.FileName);
/// ScenarioRun.Write(run, folder);
/// </code>
/// </example>
public static class ScenarioRun
{
    /// <summary>
    /// Gets model and report ready, so that a first answer is found and a first page written sooner: to be called beside other work,
    /// such as reading what is asked.
    /// </summary>
    public static void Prepare()
    {
        SmallQuestion.Answer();
        Report.Prepare();
    }

    /// <summary>Answers the cases that are asked, several at a time, with their certificates.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="options">How it is solved; a cancellation ends it, and the cases that are answered by then are kept.</param>
    /// <param name="begins">Called before each case, with how many are answered and its title; by one thread at a time.</param>
    /// <param name="threads">How many; 0: as many as there are processors. The answers are the same whatever the number.</param>
    /// <param name="stages">Receives how long each case and its certificate take; null: nobody wants to know.</param>
    /// <returns>The answers, in the order of the cases; fewer than were asked where it was cancelled.</returns>
    public static ImmutableArray<TimedAnswer> Answer(
        RunInput input,
        SolveOptions options,
        Action<int, string>? begins = null,
        int threads = 0,
        Stages? stages = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        stages ??= new(default);
        var answers = new ScenarioAnswer(input.Scenario, options);
        var (found, done, turn) = (new TimedAnswer?[input.Positions.Length], 0, new Lock());
        var steps = answers
            .WorldsWithoutMeasures(input.Positions)
            .Select(unshocked => (Action)(() => stages.Of("world without measures", unshocked)))
            .Concat(input.Positions.Select((position, place) => (Action)(() => found[place] = One(position))));
        try
        {
            Parallel.ForEach(
                Partitioner.Create(steps, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
                    CancellationToken = options.Cancellation,
                },
                step => step()
            );
        }
        catch (OperationCanceledException)
        {
            // What is answered is kept.
        }
        return [.. found.OfType<TimedAnswer>()];

        TimedAnswer One(int position)
        {
            var title = TimedAnswer.TitleOf(input.Scenario, input.Scenario.Cases[position]);
            lock (turn)
                begins?.Invoke(done, title);
            var watch = Stopwatch.StartNew();
            var answer = stages.Of($"case {title}", () => answers.Answer(position));
            var timed = new TimedAnswer(answer, watch.Elapsed) { Title = title };
            // Found when first asked for, which whoever writes the manifest would have to wait for.
            _ = stages.Of($"certificate {title}", () => answer.Equilibrium.Certificate);
            lock (turn)
                done++;
            return timed;
        }
    }

    /// <summary>Answers the cases that are asked year by year, where they have a path.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="options">How it is solved; a cancellation ends it after the last path that is answered.</param>
    /// <param name="begins">Called before each year, with how many years are answered, how many there are, and what it is.</param>
    /// <returns>The answers, in the order of the cases; fewer than were asked where it was cancelled.</returns>
    public static ImmutableArray<PathAnswer> Paths(RunInput input, SolveOptions options, Action<int, int, string>? begins = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var positions = PathPositions(input);
        var total = positions.Sum(position => input.Scenario.Cases[position].Path!.Years.Length);
        var (answers, list, done) = (new ScenarioAnswer(input.Scenario, options), new List<PathAnswer>(), 0);
        foreach (var position in positions)
            try
            {
                var title = TimedAnswer.TitleOf(input.Scenario.Cases[position].Case);
                list.Add(answers.Path(position, year => begins?.Invoke(done++, total, $"{title}, year {year.Year}"))!);
            }
            catch (OperationCanceledException)
            {
                // What is answered is kept.
                break;
            }
        return [.. list];
    }

    /// <summary>How many paths are asked.</summary>
    public static int PathCount(RunInput input) => PathPositions(input).Count;

    /// <summary>One position for each case with a path, whatever horizons it is asked at besides.</summary>
    private static List<int> PathPositions(RunInput input) =>
        [.. input.Positions.Where(at => input.Scenario.Cases[at].Path is not null).DistinctBy(at => input.Scenario.Cases[at].Case.Name)];

    /// <summary>The record of a run.</summary>
    /// <param name="input">What was asked.</param>
    /// <param name="answers">The answers; at least one.</param>
    /// <param name="options">How they were solved.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="arguments">By which horizons and parameters were asked for otherwise than the scenario says.</param>
    public static RunRecord Record(
        RunInput input,
        ImmutableArray<TimedAnswer> answers,
        SolveOptions options,
        string version,
        ImmutableArray<string> arguments
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return new RunRecord
        {
            Scenario = input.Scenario,
            ScenarioFile = input.ScenarioFile,
            ScenarioHash = input.ScenarioHash,
            WorldFolder = input.WorldFolder,
            WorldHash = input.WorldHash,
            Options = options,
            Version = version,
            Arguments = arguments,
            Answers = answers,
            Cells = input.Cells,
        };
    }

    /// <summary>Writes tables, manifest and report, several files at a time, and completes the folder.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="stages">Receives how long the files take; null: nobody wants to know.</param>
    /// <exception cref="AggregateException">A file cannot be written.</exception>
    public static void Write(RunRecord run, AtomicFolder folder, Stages? stages = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(folder);
        stages ??= new(default);
        // The report is one piece and takes longest; each file begins when a processor is free for it.
        var files = RunTables
            .Files(run, folder.Path)
            .Select(file => ($"table {file.Name}", file.Write))
            .Prepend(("report", () => Report.Write(run, folder.Path)))
            .Append(("manifest", () => Manifest.Write(run, folder.Path)));
        Parallel.ForEach(
            Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            file => stages.Of(file.Item1, file.Item2)
        );
        stages.Of("folder", folder.Complete);
    }
}
