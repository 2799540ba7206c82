using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Games.Uncertainty;

namespace Entente.Reporting.Games;

/// <summary>
/// What choosing an option means for the country under pressure, with levers pulled so far, at a horizon: a row of <c>choices.csv</c>, and
/// where the numbers of the brief come from.
/// </summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon; null: the present value over all.</param>
/// <param name="Levers">How far levers are pulled; null: however far, each setting being a state of the world.</param>
/// <param name="Payoff">What it gives, in points of real income; not a number without an equilibrium, and where levers are open.</param>
/// <param name="Gain">What it gives more than the first option with the same levers pulled.</param>
/// <param name="GainMoney">The same a year, in the unit of the world.</param>
/// <param name="GainPerHead">The same a head, in the unit of the world; null where inhabitants are not known.</param>
/// <param name="Drawn">The same over draws; null where nothing was drawn.</param>
public sealed record GameChoice(
    int Pressed,
    int Option,
    int? Horizon,
    Pulled? Levers,
    double Payoff,
    double Gain,
    double GainMoney,
    double? GainPerHead,
    OptionChoice? Drawn
)
{
    /// <summary>All rows.</summary>
    public static ImmutableArray<GameChoice> Of(AlignmentAnswer answer, GameSpread? spread)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var game = answer.Answers.Game;
        var drawn = spread?.Choices.ToDictionary(c => (c.Pressed, c.Option, c.Horizon ?? -1, c.Levers is { } l ? (int)l : -1));
        return
        [
            .. from p in Enumerable.Range(0, game.Pressed.Length)
            from horizon in answer.Horizons
            from levers in spread is null ? Settings : [.. Settings, null]
            from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
            select Row(p, o, horizon, levers),
        ];

        GameChoice Row(int p, int o, int? horizon, Pulled? levers)
        {
            var country = game.World.Countries[game.Pressed[p].Country];
            var payoff = PayoffOf(answer, p, o, horizon, levers);
            var gain = payoff - PayoffOf(answer, p, 0, horizon, levers);
            var money = gain / 100 * game.World.Income[game.Pressed[p].Country];
            return new GameChoice(
                p,
                o,
                horizon,
                levers,
                payoff,
                gain,
                money,
                money / country.Population,
                drawn?[(p, o, horizon ?? -1, levers is { } l ? (int)l : -1)]
            );
        }
    }

    private static ImmutableArray<Pulled?> Settings { get; } = [.. Enum.GetValues<Pulled>().Select(levers => (Pulled?)levers)];

    private static double PayoffOf(AlignmentAnswer answer, int pressed, int option, int? horizon, Pulled? levers)
    {
        if (levers is not { } pulled)
            return double.NaN;
        var rows = answer.Payoffs.Where(row => (row.Pressed, row.Option, row.Levers) == (pressed, option, pulled)).ToList();
        return horizon is { } h
            ? rows.Single(row => row.Horizon == h).Payoff
            : rows.Sum(row => answer.Answers.Game.Weights[row.Horizon] * row.Payoff);
    }
}
