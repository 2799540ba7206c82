using System.Collections.Immutable;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;

namespace Entente.Uncertainty;

/// <summary>What one draw came to.</summary>
/// <param name="Values">
/// The outcome by case asked and country; null for a case without an answer, and for all where the draw is no world.
/// </param>
/// <param name="Trouble">By case asked, why there is no answer; empty where there is one.</param>
public sealed record DrawnAnswers(ImmutableArray<ImmutableArray<double>?> Values, ImmutableArray<string> Trouble);

/// <summary>
/// The cases of a scenario answered in drawn worlds: every case in the same draws, so that cases are compared draw by draw. What a
/// draw comes to does not depend on the others, on their order or on threads.
/// </summary>
public sealed class ScenarioDraws
{
    private readonly ResolvedScenario scenario;
    private readonly WorldDraws draws;
    private readonly ImmutableArray<int> positions;
    private readonly SolveOptions options;
    private readonly IReadOnlyList<StartingPoint?> starts;

    /// <param name="scenario">The scenario on the world that is drawn from.</param>
    /// <param name="draws">Draws of that world.</param>
    /// <param name="positions">The cases asked, by position in the scenario.</param>
    /// <param name="options">How they are solved.</param>
    /// <param name="starts">Where the search of each case asked starts, by position in the scenario; null: at the data.</param>
    public ScenarioDraws(
        ResolvedScenario scenario,
        WorldDraws draws,
        ImmutableArray<int> positions,
        SolveOptions options,
        IReadOnlyDictionary<int, StartingPoint>? starts = null
    )
    {
        ArgumentNullException.ThrowIfNull(scenario);
        (this.scenario, this.draws, this.positions, this.options) = (scenario, draws, positions, options);
        this.starts = [.. Enumerable.Range(0, scenario.All.Length).Select(position => starts?.GetValueOrDefault(position))];
    }

    /// <summary>The outcome whose bands are told.</summary>
    public static Outcome Told => OutcomeSet.All["real_income_pct"];

    /// <summary>Answers one draw.</summary>
    public DrawnAnswers Answer(int draw)
    {
        var world = draws.World(draw);
        if (!world.Success)
            return None(string.Join("; ", world.Faults));
        var resolved = ResolvedScenario.Create(draws.Scenario(scenario.Scenario, draw), world.Value);
        if (!resolved.Success)
            return None(string.Join("; ", resolved.Faults.Take(3)));
        var answers = new ScenarioAnswer(resolved.Value, options) { Starts = starts };
        var (values, trouble) = (ImmutableArray.CreateBuilder<ImmutableArray<double>?>(), ImmutableArray.CreateBuilder<string>());
        foreach (var position in positions)
        {
            var answer = answers.Answer(position);
            values.Add(answer.Comparison is { } comparison ? [.. Told.Values(comparison)] : null);
            trouble.Add(answer.Comparison is null ? Why(answer) : "");
        }
        return new(values.ToImmutable(), trouble.ToImmutable());
    }

    /// <summary>Answers draws 0 to <paramref name="count"/> - 1 on several threads.</summary>
    /// <param name="count">How many.</param>
    /// <param name="threads">Threads at work; 0: as many as there are processors.</param>
    /// <param name="done">Called after each draw, from several threads.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImmutableArray<DrawnAnswers> AnswerAll(int count, int threads = 0, Action? done = null)
    {
        var answers = new DrawnAnswers[count];
        var settings = new ParallelOptions
        {
            // Without a bound a pool under long work takes on ever more threads, each with a world of its own.
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
            CancellationToken = options.Cancellation,
        };
        Parallel.For(
            0,
            count,
            settings,
            draw =>
            {
                answers[draw] = Answer(draw);
                done?.Invoke();
            }
        );
        return ImmutableArray.Create(answers);
    }

    /// <summary>Bands by case and country, in that order.</summary>
    /// <param name="answers">The draws.</param>
    /// <param name="countries">Positions of the countries told.</param>
    /// <param name="label">Label of a case, by position in the scenario.</param>
    public ImmutableArray<Band> Bands(ImmutableArray<DrawnAnswers> answers, ImmutableArray<int> countries, Func<int, string> label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return
        [
            .. positions.SelectMany(
                (position, c) =>
                    countries.Select(n =>
                        Quantiles.Band(
                            label(position),
                            scenario.World.Countries[n].Code,
                            Told.Name,
                            [.. answers.Select(answer => answer.Values[c] is { } values ? values[n] : double.NaN)]
                        )
                    )
            ),
        ];
    }

    private static string Why(CaseAnswer answer)
    {
        var telling = answer.Equilibrium.Converged ? answer.Before : answer.Equilibrium;
        return telling.Explanation is { Length: > 0 } words ? words : telling.Status.ToString();
    }

    private DrawnAnswers None(string why) =>
        new([.. positions.Select(_ => (ImmutableArray<double>?)null)], [.. positions.Select(_ => why)]);
}
