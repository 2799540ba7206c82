using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Horizons;
using Entente.Models;

namespace Entente.Games.Uncertainty;

/// <summary>What an option gives a country under another closure or model.</summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Name of the horizon.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Closure">What happens to deficits.</param>
/// <param name="Levers">How far levers are pulled.</param>
/// <param name="Play">The play.</param>
/// <param name="Payoff">What the country gets, in points of real income.</param>
/// <param name="LeftOut">Measures of the play that the model does not know and that were left out.</param>
public sealed record OtherPayoff(
    int Pressed,
    int Option,
    string Horizon,
    Model Model,
    Closure Closure,
    Pulled Levers,
    Play Play,
    double Payoff,
    int LeftOut
);

/// <summary>
/// The same options under other closures, and under structural gravity of one sector, which knows costs of trade alone: models move answers
/// more than elasticities do.
/// </summary>
public static class OtherModels
{
    /// <summary>All options with all settings of levers; the closure of the game itself among them.</summary>
    /// <param name="answers">The game as it is asked.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static ImmutableArray<OtherPayoff> Of(GameAnswers answers, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var game = answers.Game;
        var asked = (
            from p in Enumerable.Range(0, game.Pressed.Length)
            from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
            from levers in Enum.GetValues<Pulled>()
            select (Pressed: p, Option: o, Levers: levers)
        ).ToList();
        var rows = new List<Func<OtherPayoff>>();
        foreach (var other in Closures(game))
            for (var h = 0; h < game.Horizons.Length; h++)
            {
                var at = h;
                rows.AddRange(asked.Select(row => (Func<OtherPayoff>)(() => Row(other, row.Pressed, row.Option, at, row.Levers))));
            }
        if (GravityOfGame.Of(game) is { } gravity)
            rows.AddRange(asked.Select(row => (Func<OtherPayoff>)(() => Row(answers, gravity, row.Pressed, row.Option, row.Levers))));
        return InParallel.Of(rows.Count, k => rows[k](), threads, cancellation);
    }

    private static IEnumerable<GameAnswers> Closures(AlignmentGame game)
    {
        foreach (var closure in Enum.GetValues<Closure>())
        {
            var made = game.Horizons.Select(h => (h, Baseline: h.Baseline.With(options => options with { Closure = closure }))).ToList();
            if (made.TrueForAll(m => m.Baseline.Success))
                yield return new GameAnswers(game with { Horizons = [.. made.Select(m => m.h with { Baseline = m.Baseline.Value })] });
        }
    }

    private static OtherPayoff Row(GameAnswers other, int pressed, int option, int horizon, Pulled levers)
    {
        var choice = other.Game.Choice(pressed, option);
        var scales = AlignmentAnswer.Scales(other, pressed, levers);
        var at = other.Game.Horizons[horizon];
        return new OtherPayoff(
            pressed,
            option,
            at.Name,
            at.Baseline.Options.Model,
            at.Baseline.Closure,
            levers,
            other.At(horizon, choice, scales),
            other.Payoff(pressed, horizon, choice, scales),
            0
        );
    }

    private static OtherPayoff Row(GameAnswers answers, GravityOfGame gravity, int pressed, int option, Pulled levers)
    {
        var game = answers.Game;
        var measures = game.Measures(game.Choice(pressed, option), AlignmentAnswer.Scales(answers, pressed, levers));
        var (play, leftOut) = gravity.Solve(measures);
        return new OtherPayoff(
            pressed,
            option,
            Horizon.LongRun.Label,
            gravity.Baseline.Options.Model,
            gravity.Baseline.Closure,
            levers,
            play,
            GameAnswers.Percent(play, game.Pressed[pressed].Country) - game.Pressed[pressed].Options[option].Cost,
            leftOut
        );
    }
}
