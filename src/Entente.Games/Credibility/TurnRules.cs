using System.Collections.Immutable;

namespace Entente.Games.Credibility;

/// <summary>In which orders a game is played in turns, and how far sides may pull their levers.</summary>
/// <param name="Orders">The orders, each of all three players once; whoever moves before another is bound by what it did.</param>
/// <param name="Scales">The scales, from 0 to 1, in order.</param>
public sealed record TurnRules(ImmutableArray<ImmutableArray<TurnPlayer>> Orders, ImmutableArray<double> Scales)
{
    /// <summary>
    /// Senders bound by what they announce, and senders who act when the country has chosen; the target answers. Levers at 0, a half and 1.
    /// </summary>
    public static TurnRules Usual { get; } =
        new(
            [
                [TurnPlayer.Senders, TurnPlayer.Pressed, TurnPlayer.Target],
                [TurnPlayer.Pressed, TurnPlayer.Senders, TurnPlayer.Target],
            ],
            [0, 0.5, 1]
        );
}

/// <summary>What it is worth to a player to be bound: to move first instead of last, the others keeping their order.</summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Player">Who.</param>
/// <param name="First">The outcomes where it moves first.</param>
/// <param name="Last">Those where it moves last.</param>
/// <param name="Least">
/// The least that being bound is worth over all of these: money for senders and target, points of real income for the country.
/// </param>
/// <param name="Most">The most; the same as the least where each order has one outcome.</param>
public sealed record CommitmentValue(
    int Pressed,
    int Horizon,
    TurnPlayer Player,
    TurnAnswer First,
    TurnAnswer Last,
    double Least,
    double Most
)
{
    /// <summary>The value of commitment to each player at one horizon; none where a play has no equilibrium.</summary>
    /// <param name="answers">Answers the plays.</param>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon.</param>
    /// <param name="scales">How far levers may be pulled.</param>
    public static ImmutableArray<CommitmentValue> Of(GameAnswers answers, int pressed, int horizon, ImmutableArray<double> scales)
    {
        var found = ImmutableArray.CreateBuilder<CommitmentValue>();
        foreach (var player in Enum.GetValues<TurnPlayer>())
        {
            TurnPlayer[] others = [.. Enum.GetValues<TurnPlayer>().Where(other => other != player)];
            var first = Threats.InTurns(answers, pressed, horizon, [player, .. others], scales);
            var last = Threats.InTurns(answers, pressed, horizon, [.. others, player], scales);
            var (bound, free) = (first.Outcomes.Select(Payoff).ToList(), last.Outcomes.Select(Payoff).ToList());
            if (bound.Concat(free).Any(double.IsNaN) || bound.Count == 0 || free.Count == 0)
                continue;
            found.Add(
                new CommitmentValue(pressed, horizon, player, first, last, bound.Min() - free.Max(), bound.Max() - free.Min())
            );

            double Payoff(TurnOutcome outcome) =>
                player switch
                {
                    TurnPlayer.Senders => outcome.Senders,
                    TurnPlayer.Pressed => outcome.Pressed,
                    _ => outcome.Target,
                };
        }
        return found.ToImmutable();
    }
}
