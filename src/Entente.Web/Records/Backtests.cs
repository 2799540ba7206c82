using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Data.Backtests;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Reporting.Figures;
using Entente.Reporting.Games;
using Entente.Scenarios;
using Entente.Web.Figures;
using Entente.Web.Serving;
using Entente.Web.Work;

namespace Entente.Web.Records;

/// <summary>
/// Backtests that come with the program: read when somebody looks, answered as jobs, as they take longer than one waits for an answer.
/// Safe from several threads.
/// </summary>
internal sealed class Backtests(ServeOptions options, Jobs jobs)
{
    private const string Within = "#5aae9c";
    private const string Off = "#d8893b";

    private readonly ConcurrentDictionary<string, Lazy<Checked<Backtest>>> read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ImmutableArray<BacktestResult>> answered = new(StringComparer.Ordinal);

    /// <summary>Names of the backtests, in order.</summary>
    public ImmutableArray<string> Names { get; } = [.. options.Catalogue.Backtests];

    /// <summary>A backtest as it is written.</summary>
    /// <returns>The backtest, or its faults; where there is none of that name, the names there are.</returns>
    public Checked<Backtest> Find(string name) =>
        Names.Contains(name)
            ? read.GetOrAdd(name, _ => new(() => Read(name))).Value
            : Checked<Backtest>.Invalid([new Fault(null, $"unknown backtest '{name}'", Spelling.OneOf(name, Names))]);

    /// <summary>What happened beside what the model says, once it has been answered; null: it has not.</summary>
    public ImmutableArray<BacktestResult>? Known(string name) => answered.TryGetValue(name, out var known) ? known : null;

    /// <summary>The job that answers one, or has answered it and still has its files; null: none.</summary>
    public Job? Job(string name) => jobs.Useful(Key(name));

    /// <summary>Begins to answer one, or finds the job that does; null: too many wait.</summary>
    public Job? Begin(string name) => jobs.Begin("backtest", name, Key(name), job => Answer(job, name));

    /// <summary>What the model says, with the range that the sources leave open as a thin line where it has two ends.</summary>
    public static BarChart Chart(Backtest backtest, IEnumerable<BacktestResult> results) =>
        new(
            $"{backtest.Title}: what the model says; thin lines: what the sources leave open",
            [
                .. results.Select(result => new Bar(
                    result.Fact.What,
                    result.Answer ?? double.NaN,
                    result.IsWithin ? Within : Off
                )
                {
                    Low = double.IsFinite(result.Fact.Least) && double.IsFinite(result.Fact.Most) ? result.Fact.Least : null,
                    High = double.IsFinite(result.Fact.Least) && double.IsFinite(result.Fact.Most) ? result.Fact.Most : null,
                }),
            ]
        )
        {
            NameLength = AnswerFigures.NameLength,
            BarWidth = AnswerFigures.BarWidth,
        };

    /// <summary>What colours stand for.</summary>
    public static ImmutableArray<LegendEntry> Legend { get; } =
        [new(Within, "the model is within the range"), new(Off, "the model is off")];

    private static string Key(string name) => $"backtest {name}";

    private Checked<Backtest> Read(string name)
    {
        var file = options.Catalogue.FindBacktest(name, AppContext.BaseDirectory);
        return file.Success ? BacktestFile.Read(file.Value.Path, name) : Checked<Backtest>.Invalid(file.Faults);
    }

    private Checked<JobTables> Answer(Job job, string name)
    {
        var input = BacktestInput.Read(options.Catalogue, name);
        if (!input.Success)
            return Checked<JobTables>.Invalid(input.Faults);
        job.Doing("cases");
        var results = input.Value.Run(
            new SolveOptions { Cancellation = job.Stop },
            (done, total) =>
            {
                jobs.Step(job, done, total);
                job.Stop.ThrowIfCancellationRequested();
            }
        );
        answered[name] = results;
        var (backtest, table) = (input.Value.Backtest, BacktestPage.Table(results));
        return Checked<JobTables>.Valid(
            JobTables.Of(folder =>
            {
                table.WriteCsv(folder);
                Workbook.Write([ChartTable.Of(table, backtest.Title)], Path.Combine(folder, "results.xlsx"));
                File.WriteAllText(Path.Combine(folder, "results.svg"), Figure.Svg(Chart(backtest, results)));
                File.WriteAllText(Path.Combine(folder, "page.md"), BacktestPage.Of(backtest, results));
            })
        );
    }
}
