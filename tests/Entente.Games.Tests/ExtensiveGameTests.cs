using System.Collections.Immutable;
using Entente.Games.Credibility;
using Entente.Numerics;
using Xunit;

namespace Entente.Games.Tests;

public sealed class ExtensiveGameTests
{
    /// <summary>Entry deterrence (Selten 1978): the threat to fight is not believable, and the entrant comes in.</summary>
    [Fact]
    public void A_threat_that_costs_who_makes_it_deters_nobody()
    {
        // Entrant: out or in; incumbent: yield or fight.
        ImmutableArray<double> Ends(ImmutableArray<int> a) => a is [0, _] ? [1, 5] : a is [1, 0] ? [2, 2] : [0, 0];
        var outcome = Assert.Single(new ExtensiveGame([new(0, 2), new(1, 2)], Ends).Outcomes());
        Assert.Equal([1, 0], outcome.Actions);
        // Who moves first is bound: the incumbent that fights whatever comes keeps the entrant out.
        var committed = new ExtensiveGame([new(1, 2), new(0, 2)], a => Ends([a[1], a[0]]));
        Assert.Equal([1.0, 5.0], Assert.Single(committed.Outcomes()).Payoffs);
    }

    [Fact]
    public void Ties_are_kept()
    {
        // The second does not care; the first does: what it gets depends on what the second does out of indifference.
        var game = new ExtensiveGame([new(0, 2), new(1, 2)], a => a[0] == 0 ? [1, 0] : [a[1] == 0 ? 0 : 2, 7]);
        Assert.Equal(["0,0", "0,1", "1,1"], game.Outcomes().Select(o => string.Join(',', o.Actions)).Order());
    }

    /// <summary>Without ties there is one outcome, that of choosing the best from the end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Without_ties_the_outcome_is_that_of_backward_induction(long seed)
    {
        var random = new CounterRandom(seed);
        ImmutableArray<GameMove> moves = [new(0, 3), new(1, 2), new(2, 4), new(0, 2)];
        ImmutableArray<double> Ends(ImmutableArray<int> a)
        {
            var at = a.Aggregate(random, (draw, action) => draw.At(action));
            return [at.Uniform(0), at.Uniform(1), at.Uniform(2)];
        }
        ImmutableArray<double> Best(ImmutableArray<int> taken) =>
            taken.Length == moves.Length
                ? Ends(taken)
                : Enumerable
                    .Range(0, moves[taken.Length].Actions)
                    .Select(action => Best(taken.Add(action)))
                    .MaxBy(payoffs => payoffs[moves[taken.Length].Player]);
        Assert.Equal(Best([]), Assert.Single(new ExtensiveGame(moves, Ends).Outcomes()).Payoffs);
    }
}
