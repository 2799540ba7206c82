using System.Collections.Immutable;
using Entente.Data.Runs;
using Entente.Models;
using Entente.Outcomes;
using Entente.Scenarios;
using Entente.Uncertainty;

namespace Entente.Reporting;

/// <summary>How far the answers of a run are spread over draws of what is not known for sure.</summary>
/// <param name="Bands">By case and country.</param>
/// <param name="Trouble">Why draws had no answer, with how often; empty where all had one.</param>
public sealed record DrawnRun(ImmutableArray<Band> Bands, ImmutableArray<string> Trouble)
{
    private const int MostReasons = 5;

    /// <summary>Asks the cases of a run in drawn worlds, each search starting from the answer in the world as it is.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="answers">The answers in the world as it is.</param>
    /// <param name="draws">The draws.</param>
    /// <param name="count">How many.</param>
    /// <param name="options">How they are solved.</param>
    /// <param name="threads">Threads at work; 0: as many as there are processors. Each has a drawn world of its own.</param>
    /// <param name="done">Called after each draw, from several threads.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static DrawnRun Of(
        RunInput input,
        ImmutableArray<TimedAnswer> answers,
        WorldDraws draws,
        int count,
        SolveOptions options,
        int threads = 0,
        Action? done = null
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ImmutableArray<int> positions = [.. input.Positions.Take(answers.Length)];
        var starts = positions
            .Zip(answers)
            .Where(p => p.Second.Answer.Equilibrium.Converged)
            .ToDictionary(p => p.First, p => p.Second.Answer.Equilibrium.Point);
        var drawn = new ScenarioDraws(input.Scenario, draws, positions, options, starts);
        var found = drawn.AnswerAll(count, threads, done);
        return new(
            drawn.Bands(
                found,
                [.. Enumerable.Range(0, input.Scenario.World.Countries.Length)],
                p => Label(input.Scenario, input.Scenario.Cases[p])
            ),
            [
                .. found
                    .SelectMany(draw => draw.Trouble.Where(why => why.Length > 0).Distinct())
                    .GroupBy(why => why, StringComparer.Ordinal)
                    .OrderByDescending(g => g.Count())
                    .Take(MostReasons)
                    .Select(g => $"{g.Count()} of {count} draws: {g.Key}"),
            ]
        );
    }

    /// <summary>Name of a case, with its horizon where it is asked at several.</summary>
    internal static string Label(ResolvedScenario scenario, ResolvedCase own) =>
        scenario.Cases.Count(c => c.Case.Name == own.Case.Name) == 1 ? own.Case.Name : $"{own.Case.Name} {own.Horizon.Label}";
}
