using System.Globalization;
using Entente.Games.Alignment;
using Entente.Games.Uncertainty;
using Entente.Reporting.Games;

namespace Entente.Cli;

/// <summary>How sure a game is, on the terminal.</summary>
internal static class SpreadScreen
{
    /// <summary>A band behind a number; empty where nothing was drawn.</summary>
    public static string Band(Spread? spread) =>
        spread is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({spread.Low:0.000} to {spread.High:0.000})");

    public static IEnumerable<string> Lines(AlignmentAnswer answer, GameSpread spread, int pressed)
    {
        var game = answer.Answers.Game;
        var options = spread.Draws.Options;
        int? horizon = game.Horizons.Length == 1 ? 0 : null;
        var when = GameTables.Name(game, horizon).Replace('_', ' ');
        foreach (var choice in spread.ChoicesOf(pressed, horizon, Pulled.None).Skip(1))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{game.Pressed[pressed].Options[choice.Option].Title}, {when}, nobody answering: better than "
                    + $"{game.Pressed[pressed].Options[0].Title} in {100 * choice.Better:0} % of draws (standard error "
                    + $"{100 * choice.BetterError:0.0}), expected {choice.Expected:0.000} %, worst 5 % of draws {choice.Worst:0.000} %"
            );
        foreach (var choice in spread.ChoicesOf(pressed, horizon, null).Where(c => c.IsMinimaxRegret))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Least to regret, {when}, whatever others do: {game.Pressed[pressed].Options[choice.Option].Title} (at most "
                    + $"{choice.MostRegret:0.000} points)"
            );
        var last = game.Pressed[pressed].Options.Length - 1;
        var drivers = spread.Drivers.Where(d => (d.Pressed, d.Horizon, d.Option) == (pressed, horizon, last));
        foreach (var driver in drivers.Where(d => double.IsFinite(d.First)))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Variance of the gain of {game.Pressed[pressed].Options[driver.Option].Title}, {when}: {driver.Source} "
                    + $"{driver.First:0.00} by itself (error {driver.FirstError:0.00}), "
                    + $"{driver.Total:0.00} in all ({driver.TotalError:0.00})"
            );
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Bands are 5 to 95 % of {options.Count} draws of {string.Join(", ", spread.Draws.Sources)} (seed {options.Seed}); "
                + $"prices, what tips, threats, turns and maps of {options.AllOf}; shares of variance of {options.Pairs} pairs"
        );
        if (SurrogateWords.Of(spread) is { Length: > 0 } words)
            yield return words;
        if (spread.Without > 0)
            yield return $"{spread.Without} of {spread.Exact} solved draws without an answer somewhere: "
                + string.Join("; ", spread.Trouble);
    }
}
