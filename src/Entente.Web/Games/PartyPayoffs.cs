using System.Collections.Immutable;
using Entente.Data.Output;
using Entente.Games;
using Entente.Web.Answers;

namespace Entente.Web.Games;

/// <summary>What each party gets at each option with levers pulled so far. Immutable.</summary>
/// <param name="Pressure">How far senders pull their levers.</param>
/// <param name="Retaliation">How far the target pulls its own.</param>
/// <param name="Rows">By option: what the country gets in per cent, then senders and the target in the unit of the world.</param>
internal sealed record PartyPayoffs(double Pressure, double Retaliation, ImmutableArray<ImmutableArray<double>> Rows)
{
    /// <summary>Names of the parties, the country first.</summary>
    public static ImmutableArray<string> Parties(AlignmentGame game, int pressed) =>
        [
            game.World.Countries[game.Pressed[pressed].Country].Name,
            .. game.Senders.Select(sender => sender.Title),
            game.World.Countries[game.Target].Name,
        ];

    /// <summary>What <see cref="Of"/> is expected to take where nothing is known yet.</summary>
    public static TimeSpan Cost(OpenGame open, GameQuestion question, Costs costs)
    {
        var game = open.Game;
        return costs.Expected(game.PartsOf(question.Horizon).Select(part => game.Horizons[part.At].Name))
            * game.Pressed[question.Pressed].Options.Length;
    }

    /// <summary>Solves what is not known yet.</summary>
    public static PartyPayoffs Of(OpenGame open, GameQuestion question, double pressure, double retaliation, CancellationToken cancellation)
    {
        var (game, answers) = (open.Game, open.Answers);
        var scales = answers.Scales(question.Pressed, pressure, retaliation);
        var parts = game.PartsOf(question.Horizon);
        return new PartyPayoffs(
            pressure,
            retaliation,
            [
                .. Enumerable
                    .Range(0, game.Pressed[question.Pressed].Options.Length)
                    .Select(option => Row(game.Choice(question.Pressed, option))),
            ]
        );

        ImmutableArray<double> Row(ImmutableArray<int> choice)
        {
            cancellation.ThrowIfCancellationRequested();
            return
            [
                answers.Payoff(question.Pressed, question.Horizon, choice, scales),
                .. game.Senders.Select((_, sender) => parts.Sum(p => p.Weight * answers.SenderPayoff(sender, p.At, choice, scales))),
                parts.Sum(p => p.Weight * answers.TargetPayoff(p.At, choice, scales)),
            ];
        }
    }

    /// <summary>The same as a table: a row for each choice and party, with the intervals that have been drawn.</summary>
    public FlatTable Table(AlignmentGame game, int pressed, PayoffsDrawn? drawn) =>
        new(
            "payoffs",
            ["choice", "party", "unit"],
            ["payoff", "low", "high", "draws"],
            [
                .. from option in Enumerable.Range(0, Rows.Length)
                   from party in Parties(game, pressed).Select((name, at) => (name, at))
                   let title = game.Pressed[pressed].Options[option].Title
                   let unit = party.at == 0 ? "per cent" : game.World.Identity.Unit
                   let spread = drawn?.Of(this, option, party.at)
                   select new FlatRow(
                       [title, party.name, unit],
                       [Rows[option][party.at], spread?.Low ?? double.NaN, spread?.High ?? double.NaN, spread?.Draws ?? double.NaN]
                   ),
            ]
        );

    /// <summary>The option that a party likes best; -1: not all have an answer.</summary>
    public int Best(int party) =>
        Rows.Any(row => double.IsNaN(row[party])) ? -1 : Rows.IndexOf(Rows.MaxBy(row => row[party]));
}
