using System.Collections.Immutable;

namespace Entente.Games.Credibility;

/// <summary>
/// What pulling a lever in full costs whoever pulls it, at an option that the lever answers, and what would make it worth while.
/// </summary>
/// <param name="Lever">Position of the lever.</param>
/// <param name="Option">Position of the option of the country it answers.</param>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Cost">
/// What it costs, in the unit of the world a year; below 0 where it pays by itself; not a number where one of the two plays has no
/// equilibrium.
/// </param>
/// <param name="AddedLoss">What the target loses more because of it; null where the target pulls the lever itself.</param>
/// <param name="Harm">What the country under pressure loses because of it; below 0 for an inducement.</param>
public sealed record ThreatCost(int Lever, int Option, int Horizon, double Cost, double? AddedLoss, double Harm)
{
    /// <summary>Whether whoever pulls it is better off when it comes to it: a threat or promise that needs no commitment.</summary>
    public bool IsCredible => Cost <= 0;

    /// <summary>
    /// What a unit of the target's loss, or, for the target, of harm to the country, would have to be worth to it for pulling to be worth
    /// while; 0 where it is by itself, null where no worth suffices.
    /// </summary>
    public double? ImpliedValuation =>
        Cost <= 0 ? 0
        : (AddedLoss ?? Harm) is > 0 and var gained ? Cost / gained
        : null;
}

/// <summary>The game in turns: senders, then the country under pressure, then the target, or in another order.</summary>
/// <param name="Outcomes">What comes of it: all outcomes of subgame-perfect equilibria.</param>
/// <param name="Order">Who moves when: senders, pressed, target.</param>
public sealed record TurnAnswer(ImmutableArray<TurnOutcome> Outcomes, ImmutableArray<TurnPlayer> Order);

/// <summary>Who moves.</summary>
public enum TurnPlayer
{
    /// <summary>All senders as one, who value what they value together.</summary>
    Senders,

    /// <summary>The country under pressure.</summary>
    Pressed,

    /// <summary>The target.</summary>
    Target,
}

/// <summary>An outcome of the game in turns.</summary>
/// <param name="Option">What the country does.</param>
/// <param name="Pressure">How far senders pull their levers.</param>
/// <param name="Retaliation">How far the target pulls its own.</param>
/// <param name="Senders">What senders get, in the unit of the world.</param>
/// <param name="Pressed">What the country gets, in per cent of real income.</param>
/// <param name="Target">What the target gets, in the unit of the world.</param>
public sealed record TurnOutcome(int Option, double Pressure, double Retaliation, double Senders, double Pressed, double Target);

/// <summary>Whether threats and offers are believable.</summary>
public static class Threats
{
    /// <summary>What every lever costs at every option it answers, at every horizon.</summary>
    public static ImmutableArray<ThreatCost> Of(GameAnswers answers, int pressed)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var game = answers.Game;
        return
        [
            .. from l in Enumerable.Range(0, game.Levers.Length)
            where game.Levers[l].Against == pressed
            from option in game.Levers[l].When
            from h in Enumerable.Range(0, game.Horizons.Length)
            select Cost(answers, pressed, l, option, h),
        ];
    }

    /// <summary>Solves the game in turns at one horizon, each side's levers pulled together on a grid.</summary>
    /// <param name="answers">Answers the plays.</param>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon.</param>
    /// <param name="order">Who moves when; each once. Who moves before the country is bound by what it did.</param>
    /// <param name="scales">How far levers may be pulled.</param>
    public static TurnAnswer InTurns(
        GameAnswers answers,
        int pressed,
        int horizon,
        ImmutableArray<TurnPlayer> order,
        ImmutableArray<double> scales
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        var game = answers.Game;
        var (senders, country) = (order.IndexOf(TurnPlayer.Senders), order.IndexOf(TurnPlayer.Pressed));
        var target = order.IndexOf(TurnPlayer.Target);
        if (order.Length != 3 || senders < 0 || country < 0 || target < 0)
            throw new ArgumentException("Senders, the country and the target move once each.", nameof(order));
        var tree = new ExtensiveGame(
            [
                .. order.Select(player =>
                    new GameMove((int)player, player == TurnPlayer.Pressed ? game.Pressed[pressed].Options.Length : scales.Length)
                ),
            ],
            actions =>
            {
                var play = Play(actions);
                return [play.Senders, play.Pressed, play.Target];
            }
        );
        return new TurnAnswer([.. tree.Outcomes(1e-9).Select(end => Play(end.Actions))], order);

        TurnOutcome Play(ImmutableArray<int> actions)
        {
            var (option, pressure, retaliation) = (actions[country], scales[actions[senders]], scales[actions[target]]);
            var choice = game.Choice(pressed, option);
            var pulled = answers.Scales(pressed, pressure, retaliation);
            return new TurnOutcome(
                option,
                pressure,
                retaliation,
                Enumerable.Range(0, game.Senders.Length).Sum(s => answers.SenderPayoff(s, horizon, choice, pulled)),
                answers.Payoff(pressed, horizon, choice, pulled),
                answers.TargetPayoff(horizon, choice, pulled)
            );
        }
    }

    private static ThreatCost Cost(GameAnswers answers, int pressed, int lever, int option, int horizon)
    {
        var game = answers.Game;
        var choice = game.Choice(pressed, option);
        var (without, with) = (answers.Scales(0), answers.Scales(0).SetItem(lever, 1));
        var (before, after) = (answers.At(horizon, choice, without), answers.At(horizon, choice, with));
        var country = game.Pressed[pressed].Country;
        if (!before.Converged || !after.Converged)
            return new ThreatCost(lever, option, horizon, double.NaN, double.NaN, double.NaN);
        var harm = (before.RealIncome[country] - after.RealIncome[country]) * answers.Incomes[country];
        return game.Levers[lever].Sender is { } sender
            ? new ThreatCost(
                lever,
                option,
                horizon,
                Own(without) - Own(with),
                answers.TargetsLoss(after) - answers.TargetsLoss(before),
                harm
            )
            : new ThreatCost(
                lever,
                option,
                horizon,
                answers.TargetPayoff(horizon, choice, without) - answers.TargetPayoff(horizon, choice, with),
                null,
                harm
            );

        // What the sender loses of its own, whatever it values of the target's loss.
        double Own(ImmutableArray<double> pulled) =>
            answers.IncomeChange(answers.At(horizon, choice, pulled), game.Senders[sender].Countries)
            - pulled[lever] * game.Levers[lever].Cost;
    }
}
