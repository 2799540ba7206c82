using System.Collections.Immutable;
using System.Numerics;

namespace Entente.Games.Cooperative;

/// <summary>
/// A game with transferable utility: what each coalition of players is worth, v(S). A coalition is a set of bits, player i
/// being bit i. Immutable and safe from several threads.
/// </summary>
/// <remarks>
/// Source: von Neumann and Morgenstern (1944); Peleg and Sudhoelter, <i>Introduction to the Theory of Cooperative Games</i> (2007).
/// </remarks>
public sealed class CooperativeGame
{
    /// <summary>The most players a table of all coalitions is made for.</summary>
    public const int MostPlayers = 24;

    private readonly double[] values;

    private CooperativeGame(int players, double[] values) => (Players, this.values) = (players, values);

    /// <summary>Number of players; from 1 to <see cref="MostPlayers"/>.</summary>
    public int Players { get; }

    /// <summary>The coalition of all.</summary>
    public int Everybody => (1 << Players) - 1;

    /// <summary>v(S), in the unit of the game; 0 for nobody.</summary>
    public double this[int coalition] => values[coalition];

    /// <summary>v(S) by coalition.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>A game from the worth of each coalition.</summary>
    /// <param name="players">Number of players.</param>
    /// <param name="worth">v(S) of a coalition that is not empty; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many players.</exception>
    /// <exception cref="ArgumentException">A worth that is not finite.</exception>
    public static CooperativeGame Create(int players, Func<int, double> worth)
    {
        ArgumentNullException.ThrowIfNull(worth);
        ArgumentOutOfRangeException.ThrowIfLessThan(players, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(players, MostPlayers);
        var values = new double[1 << players];
        for (var s = 1; s < values.Length; s++)
        {
            values[s] = worth(s);
            if (!double.IsFinite(values[s]))
                throw new ArgumentException($"The worth of coalition {s} is not finite.", nameof(worth));
        }
        return new CooperativeGame(players, values);
    }

    /// <summary>A vote: a coalition is worth 1 where its weights reach the quota.</summary>
    public static CooperativeGame Vote(double quota, params ImmutableArray<double> weights) =>
        Create(weights.Length, s => Sum(weights, s) >= quota ? 1 : 0);

    /// <summary>What members of a coalition get together.</summary>
    public static double Sum(ImmutableArray<double> amounts, int coalition)
    {
        var sum = 0.0;
        for (var left = coalition; left != 0; left &= left - 1)
            sum += amounts[BitOperations.TrailingZeroCount(left)];
        return sum;
    }

    /// <summary>e(S, x) = v(S) - x(S): what a coalition could have beyond what it gets.</summary>
    public double Excess(int coalition, ImmutableArray<double> payoffs) => values[coalition] - Sum(payoffs, coalition);

    /// <summary>
    /// Whether payoffs are in the core: they add up to v(N), and no coalition could have more than it gets by more than a tolerance.
    /// </summary>
    public bool HasInCore(ImmutableArray<double> payoffs, double tolerance = 1e-9)
    {
        if (payoffs.Length != Players)
            throw new ArgumentException("One payoff a player is needed.", nameof(payoffs));
        if (Math.Abs(Excess(Everybody, payoffs)) > tolerance)
            return false;
        for (var s = 1; s < Everybody; s++)
            if (Excess(s, payoffs) > tolerance)
                return false;
        return true;
    }
}
