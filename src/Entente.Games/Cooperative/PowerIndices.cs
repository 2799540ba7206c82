using System.Collections.Immutable;
using System.Numerics;

namespace Entente.Games.Cooperative;

/// <summary>
/// What each player adds: alone, last, on average over orders (Shapley 1953) and over coalitions (Banzhaf 1965). All in the
/// unit of the game, by player.
/// </summary>
/// <param name="Unilateral">v({i}).</param>
/// <param name="LastToJoin">v(N) - v(N without i).</param>
/// <param name="Shapley">The mean of what i adds over all orders of joining; adds up to v(N).</param>
/// <param name="Banzhaf">The mean of what i adds over all coalitions of the others, each as likely.</param>
public sealed record PowerIndices(
    ImmutableArray<double> Unilateral,
    ImmutableArray<double> LastToJoin,
    ImmutableArray<double> Shapley,
    ImmutableArray<double> Banzhaf
)
{
    /// <summary>The indices of a game, from all of its coalitions.</summary>
    public static PowerIndices Of(CooperativeGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var players = game.Players;
        var weights = OrderWeights(players);
        var (shapley, banzhaf) = (new double[players], new double[players]);
        for (var i = 0; i < players; i++)
        {
            var bit = 1 << i;
            for (var s = 0; s <= game.Everybody; s++)
                if ((s & bit) == 0)
                {
                    var added = game[s | bit] - game[s];
                    shapley[i] += weights[BitOperations.PopCount((uint)s)] * added;
                    banzhaf[i] += added;
                }
            banzhaf[i] /= 1 << (players - 1);
        }
        return new PowerIndices(
            [.. Enumerable.Range(0, players).Select(i => game[1 << i])],
            [.. Enumerable.Range(0, players).Select(i => game[game.Everybody] - game[game.Everybody ^ (1 << i)])],
            [.. shapley],
            [.. banzhaf]
        );
    }

    /// <summary>s! (n - s - 1)! / n!: how often a player finds a given coalition of s already there.</summary>
    private static double[] OrderWeights(int players)
    {
        var weights = new double[players];
        // C(n - 1, s), each from the one before.
        var choices = 1.0;
        for (var s = 0; s < players; s++)
        {
            weights[s] = 1 / (players * choices);
            choices *= (double)(players - 1 - s) / (s + 1);
        }
        return weights;
    }
}
