using System.Collections.Immutable;

namespace Entente.Games.Credibility;

/// <summary>A move of a game that is played in turns.</summary>
/// <param name="Player">Position of who moves.</param>
/// <param name="Actions">How many things it may do; one at least.</param>
public sealed record GameMove(int Player, int Actions);

/// <summary>An end of a game, with who did what on the way.</summary>
/// <param name="Actions">What was done, by move.</param>
/// <param name="Payoffs">What each player gets.</param>
public sealed record GameOutcome(ImmutableArray<int> Actions, ImmutableArray<double> Payoffs);

/// <summary>
/// A game of perfect information played in a fixed order of moves (Selten 1965). Its outcomes are found by backward induction: an end is
/// an outcome of a subgame-perfect equilibrium in pure strategies where at each move on its way there are equilibria of what would
/// follow the other actions that give whoever moves no more. Ties are kept: there may be several outcomes.
/// </summary>
/// <param name="Moves">The moves, in order.</param>
/// <param name="Payoffs">What each player gets at an end, by the actions of all moves; finite.</param>
public sealed record ExtensiveGame(ImmutableArray<GameMove> Moves, Func<ImmutableArray<int>, ImmutableArray<double>> Payoffs)
{
    /// <summary>The outcomes of all subgame-perfect equilibria in pure strategies.</summary>
    /// <param name="tolerance">A gain of no more than this is a tie.</param>
    public ImmutableArray<GameOutcome> Outcomes(double tolerance = 0) => After([], tolerance);

    /// <summary>The outcomes that follow actions already taken.</summary>
    public ImmutableArray<GameOutcome> After(ImmutableArray<int> taken, double tolerance = 0)
    {
        if (taken.Length == Moves.Length)
            return [new GameOutcome(taken, Payoffs(taken))];
        var move = Moves[taken.Length];
        var following = Enumerable.Range(0, move.Actions).Select(action => After(taken.Add(action), tolerance)).ToList();
        // Whoever moves can be held to the worst of what may follow each other action.
        var held = following.Select(ends => ends.Min(end => end.Payoffs[move.Player])).ToList();
        return
        [
            .. following.SelectMany(
                (ends, action) =>
                    ends.Where(end =>
                        held.Where((_, other) => other != action).All(other => end.Payoffs[move.Player] >= other - tolerance)
                    )
            ),
        ];
    }
}
