using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Entente.Batches;
using Entente.Data;
using Entente.Data.Backtests;
using Entente.Data.Runs;
using Entente.Data.Scenarios;
using Entente.Data.Worlds;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;

namespace Entente.Testing;

/// <summary>
/// The answers that shipped scenarios and sweeps are held to, at full precision: of scenarios every country outcome of the
/// countries in focus, of sweeps the outcomes of the first points.
/// </summary>
internal static class Golden
{
    /// <summary>Chunks of a sweep that are kept: ten thousand points take minutes.</summary>
    private const int SweepChunks = 2;

    /// <summary>Names of the scenarios that come with the program.</summary>
    public static IEnumerable<string> Scenarios =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order();

    /// <summary>Names of the sweeps that come with the program.</summary>
    public static IEnumerable<string> Sweeps => Shipped.Sweeps;

    /// <summary>Where the results of backtests are shown.</summary>
    public static string BacktestFile => Path.Combine(Repository.Root, "docs", "backtests.md");

    /// <summary>The page of all backtests as it comes now.</summary>
    public static string BacktestText() =>
        """
        # Backtests

        What happened beside what the model says: `entente backtest`, from `scenarios/backtests`. A test holds this page to the answers and
        every answer to its range, or to a reason why it is off. A range is what the sources leave open, or a margin that is named.


        """ + string.Join("\n", Shipped.Backtests.Select(BacktestText));

    private static string BacktestText(string name)
    {
        var (backtest, results) = Backtest(name);
        return BacktestPage.Of(backtest, results);
    }

    /// <summary>A shipped backtest and what it comes to; answered once for all tests that read it, as some take half a minute.</summary>
    public static (Backtest Backtest, ImmutableArray<BacktestResult> Results) Backtest(string name) =>
        Answered.GetOrAdd(name, own => new(() => Answer(own))).Value;

    private static (Backtest, ImmutableArray<BacktestResult>) Answer(string name)
    {
        var read = BacktestInput.Read(Shipped, Path.Combine(Repository.Root, "scenarios", "backtests", name + ".yaml")).Value;
        return (read.Backtest, read.Run());
    }

    private static ConcurrentDictionary<string, Lazy<(Backtest, ImmutableArray<BacktestResult>)>> Answered { get; } =
        new(StringComparer.Ordinal);

    private static Catalogue Shipped { get; } = new(Repository.Root);

    /// <summary>Where the answers to a scenario are kept.</summary>
    public static string File(string scenario) => Path.Combine(Repository.Root, "scenarios", "golden", scenario + ".csv");

    /// <summary>Where the answers of a sweep are kept.</summary>
    public static string SweepFile(string sweep) => Path.Combine(Repository.Root, "scenarios", "golden", "sweeps", sweep + ".csv");

    /// <summary>The answers of a sweep as they come now: a header, then a line for each of the first points, case and horizon.</summary>
    /// <param name="name">Name of the sweep.</param>
    /// <param name="tolerance">Largest residual accepted.</param>
    public static IEnumerable<string> SweepLines(string name, double tolerance = 1e-10)
    {
        var input = SweepInput.Read(Shipped, Path.Combine(Repository.Root, "scenarios", "sweeps", name + ".yaml"), null).Value;
        var batch = input.Sweep.Batch(input.Written.ChunkSize, new SolveOptions { Tolerance = tolerance });
        // Each chunk is the same whichever others are answered.
        var chunks = new ImmutableArray<ImmutableArray<SweepRow>>[Math.Min(SweepChunks, batch.Chunks)];
        batch.Run(Enumerable.Range(0, chunks.Length), (chunk, rows) => chunks[chunk] = rows, new BatchOptions { Threads = 2 });
        yield return $"point,case,horizon,{string.Join(',', input.Sweep.Outcomes.Select(o => o.Name))}";
        foreach (var row in chunks.SelectMany(chunk => chunk).SelectMany(rows => rows))
        {
            var (theCase, horizon) = input.Sweep.Cases[row.Case];
            var numbers = row.Outcomes.Select(value => value.ToString("R", CultureInfo.InvariantCulture));
            yield return string.Join(',', [(row.Point + 1).ToString(CultureInfo.InvariantCulture), theCase, horizon, .. numbers]);
        }
    }

    /// <summary>The answers as they come now: a header, then a line for each case at each horizon and country.</summary>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="thetas">Factor on all trade elasticities; 1 is the scenario itself.</param>
    public static IEnumerable<string> Lines(string scenario, double thetas = 1)
    {
        var read = ScenarioFile.Read(Path.Combine(Repository.Root, "scenarios", scenario + ".yaml")).Value;
        var data = read.Model.OwnWorld ?? WorldFolder.Read(Path.Combine(Repository.Root, "worlds", read.World ?? "world-2023")).Value;
        var world = thetas == 1 ? data : data.WithThetas([.. data.Thetas.Select(theta => theta * thetas)]);
        var resolved = ResolvedScenario.Create(read, world).Value;
        yield return $"case,horizon,country,{string.Join(',', OutcomeSet.All.Indicators.Select(i => i.Name))}";
        ImmutableArray<int> focus = resolved.Focus.IsEmpty ? [.. Enumerable.Range(0, resolved.World.Countries.Length)] : resolved.Focus;
        foreach (var answer in new ScenarioAnswer(resolved).All())
        {
            var values = OutcomeSet.All.Indicators.Select(i => i.Values(answer.Comparison!)).ToList();
            foreach (var n in focus)
                yield return string.Join(
                    ',',
                    [
                        answer.Case.Case.Name,
                        answer.Case.Horizon.Label,
                        resolved.World.Countries[n].Code,
                        .. values.Select(column => column[n].ToString("R", CultureInfo.InvariantCulture)),
                    ]
                );
        }
    }
}
