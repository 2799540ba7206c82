using System.Collections.Immutable;
using Entente.Numerics;

namespace Entente.Games.Chosen;

/// <summary>
/// Whether a chooser could do better, found without the search that chose: the gradient at the rates, and a scan of other ones - each rate
/// by itself over its bounds, all rates of the chooser alike, and points drawn at random.
/// </summary>
/// <param name="Chooser">Who.</param>
/// <param name="Step">
/// The largest step that the gradient asks of a rate that is free to move, by the curvatures of the game; in the unit of rates.
/// </param>
/// <param name="Regret">
/// The most that a deviation of the scan would gain, in points of the chooser's income; below 0 where none gains, and then how near the
/// nearest comes.
/// </param>
/// <param name="Best">The rates of that deviation, by variable of the game.</param>
/// <param name="Looked">How many deviations have an equilibrium and were compared.</param>
public sealed record RateDeviations(int Chooser, double Step, double Regret, ImmutableArray<double> Best, int Looked)
{
    private const int Points = 13;
    private const int Draws = 32;

    /// <summary>Whether neither gradient nor scan finds anything better, to a tolerance.</summary>
    /// <param name="step">The largest step of a rate that is none.</param>
    /// <param name="regret">The largest gain that is none, in points.</param>
    public bool IsEquilibrium(double step = 1e-6, double regret = 1e-7) => Step <= step && Regret <= regret;

    /// <summary>Looks for a better reply of a chooser.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rates">All rates; an equilibrium must exist there.</param>
    /// <param name="chooser">Whose are varied.</param>
    /// <param name="threads">How many; 0: as many as there are processors. Nothing depends on it.</param>
    public static RateDeviations Of(RateGame game, ImmutableArray<double> rates, int chooser, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(game);
        int[] own = [.. game.Own(chooser)];
        var here = game.At(rates);
        var (payoff, gradient) = (game.Payoff(chooser, here), game.Gradient(chooser, here));
        double[] slopes = [.. own.Select(v => gradient[v])];
        double[] at = [.. own.Select(v => rates[v])];
        double[] least = [.. own.Select(_ => game.Scope.Least)];
        double[] most = [.. own.Select(_ => game.Scope.Most)];
        var step = BoxMaximum.Left(slopes, BoxMaximum.Free(at, slopes, least, most), [.. own.Select(v => game.Curvature[v])]);
        double[][] others = [.. Others(game, own, at, chooser).Select(reply => RateGame.Placed([.. rates], own, reply))];
        var payoffs = InParallel.Of(
            others.Length,
            k => game.At(others[k]) is { Converged: true } answer ? game.Payoff(chooser, answer) : double.NegativeInfinity,
            threads
        );
        var best = Enumerable.Range(0, others.Length).MaxBy(k => payoffs[k]);
        return new RateDeviations(
            chooser,
            step,
            others.Length == 0 ? double.NegativeInfinity : 100 * (payoffs[best] - payoff) / game.IncomeOf(chooser),
            others.Length == 0 ? rates : [.. others[best]],
            payoffs.Count(double.IsFinite)
        );
    }

    private static IEnumerable<double[]> Others(RateGame game, int[] own, double[] at, int chooser)
    {
        var (least, most) = (game.Scope.Least, game.Scope.Most);
        double[] grid = [.. Enumerable.Range(0, Points).Select(k => least + (most - least) * k / (Points - 1))];
        for (var k = 0; k < own.Length; k++)
            foreach (var rate in grid.Where(rate => rate != at[k]))
                yield return [.. at.Select((value, other) => other == k ? rate : value)];
        if (own.Length < 2)
            yield break;
        foreach (var rate in grid)
            yield return [.. at.Select(_ => rate)];
        var random = new CounterRandom(chooser);
        for (var draw = 0; draw < Draws; draw++)
        {
            var from = random.At(draw);
            yield return [.. at.Select((_, k) => least + (most - least) * from.Uniform(k))];
        }
    }
}
