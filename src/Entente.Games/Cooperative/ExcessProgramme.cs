using System.Numerics;
using Entente.Numerics;

namespace Entente.Games.Cooperative;

/// <summary>
/// The linear programmes of the nucleolus: least epsilon with x(S) >= v(S) - epsilon for coalitions not settled, x(S) as
/// settled for the others, x_i >= v(i). The dual has one row a player and one more:
/// the largest sum of y_S v(S) with sum of y_S a_S = 0 and sum of y_S = 1, y &gt;= 0, free for settled coalitions, a_S being
/// who is in S. Its multipliers are x and epsilon, so that pricing is a look at all excesses.
/// </summary>
internal sealed class ExcessProgramme
{
    private const double Tolerance = 1e-11;
    private readonly CooperativeGame game;
    private readonly double scale;
    private readonly int players;
    private readonly SettledSpan span;
    private readonly List<(int Coalition, double Payoff)> settled = [];
    private readonly double[] sums;

    public ExcessProgramme(CooperativeGame game, double scale)
    {
        (this.game, this.scale, players) = (game, scale, game.Players);
        span = new SettledSpan(players);
        Payoffs = new double[players];
        sums = new double[game.Everybody + 1];
        Settle(game.Everybody, game[game.Everybody]);
    }

    /// <summary>x, by player.</summary>
    public double[] Payoffs { get; private set; }

    /// <summary>Whether the settled coalitions determine x.</summary>
    public bool Settled => span.Rank == players;

    /// <summary>Solves one programme and settles what is tight in all of its solutions.</summary>
    /// <returns>epsilon.</returns>
    public double Step()
    {
        var basis = FirstBasis();
        for (var pivots = 0; ; pivots++)
        {
            if (pivots > 50 * (game.Everybody + 1))
                throw new InvalidOperationException("The programme of a nucleolus did not end.");
            var inverse = Inverse(basis);
            Multipliers(basis, inverse, out var epsilon);
            // The first that improves is taken after many steps, so that steps that change nothing do not go in circles (Bland 1977).
            var entering = Entering(epsilon, first: pivots > 20 * players);
            if (entering is null)
            {
                SettleTight(basis, inverse);
                return epsilon;
            }
            Exchange(basis, inverse, entering);
        }
    }

    /// <summary>
    /// A basis that is feasible: all that is settled, one coalition and its complement with a half each, and players alone that
    /// make it up.
    /// </summary>
    private List<Column> FirstBasis()
    {
        List<Column> basis = [.. settled.Select(s => new Column(s.Coalition, s.Payoff, 0, Free: true))];
        var reached = span.Copy();
        var pair = Enumerable.Range(0, players).Select(i => 1 << i).First(s => !span.Contains(s));
        foreach (var s in new[] { pair, game.Everybody ^ pair })
            basis.Add(new Column(s, game[s], 1, Free: false));
        reached.Add(pair);
        for (var i = 0; i < players && basis.Count <= players; i++)
            if (reached.Add(1 << i))
                basis.Add(new Column(1 << i, game[1 << i], 1, Free: false));
        return basis;
    }

    /// <summary>Inverse of the matrix whose columns are those of the basis.</summary>
    private double[,] Inverse(List<Column> basis)
    {
        var order = players + 1;
        var matrix = new double[order, order];
        for (var c = 0; c < order; c++)
            for (var r = 0; r < order; r++)
                matrix[r, c] = basis[c].Entry(r, players);
        var inverse = new double[order, order];
        for (var c = 0; c < order; c++)
        {
            var unit = new double[order];
            unit[c] = 1;
            var solution = LinearEquations.Solve(matrix, unit);
            for (var r = 0; r < order; r++)
                inverse[r, c] = solution[r];
        }
        return inverse;
    }

    private void Multipliers(List<Column> basis, double[,] inverse, out double epsilon)
    {
        var multipliers = new double[players + 1];
        for (var c = 0; c <= players; c++)
            for (var r = 0; r <= players; r++)
                multipliers[c] += basis[r].Worth * inverse[r, c];
        Payoffs = multipliers[..players];
        epsilon = multipliers[players];
    }

    /// <summary>The column that the multipliers fall short of by most, or the first; null where there is none.</summary>
    private Column? Entering(double epsilon, bool first)
    {
        Column? best = null;
        var most = Tolerance * scale;
        for (var i = 0; i < players; i++)
            if (game[1 << i] - Payoffs[i] is var below && below > most)
            {
                (best, most) = (new Column(1 << i, game[1 << i], 0, Free: false), below);
                if (first)
                    return best;
            }
        for (var s = 1; s < game.Everybody; s++)
        {
            sums[s] = sums[s & (s - 1)] + Payoffs[BitOperations.TrailingZeroCount(s)];
            if (game[s] - sums[s] - epsilon is not (var excess and > 0) || excess <= most || span.Contains(s))
                continue;
            (best, most) = (new Column(s, game[s], 1, Free: false), excess);
            if (first)
                return best;
        }
        return best;
    }

    private void Exchange(List<Column> basis, double[,] inverse, Column entering)
    {
        var (leaving, least, largest) = (-1, double.PositiveInfinity, 0.0);
        for (var r = 0; r <= players; r++)
        {
            if (basis[r].Free)
                continue;
            var direction = 0.0;
            for (var c = 0; c <= players; c++)
                direction += inverse[r, c] * entering.Entry(c, players);
            if (direction <= 1e-9)
                continue;
            var ratio = Math.Max(0, inverse[r, players]) / direction;
            if (ratio < least - 1e-13 || (ratio <= least + 1e-13 && direction > largest))
                (leaving, least, largest) = (r, ratio, direction);
        }
        if (leaving < 0)
            throw new InvalidOperationException("The programme of a nucleolus has no bound.");
        basis[leaving] = entering;
    }

    /// <summary>Settles the coalitions with a multiplier above 0, and players held at what they have alone.</summary>
    private void SettleTight(List<Column> basis, double[,] inverse)
    {
        var before = span.Rank;
        foreach (var r in Enumerable.Range(0, players + 1).Where(r => !basis[r].Free).OrderByDescending(r => inverse[r, players]))
            if (inverse[r, players] > 1e-9 && !span.Contains(basis[r].Coalition))
                Settle(basis[r].Coalition, CooperativeGame.Sum([.. Payoffs], basis[r].Coalition));
        if (span.Rank == before)
            throw new InvalidOperationException("The programme of a nucleolus settled nothing.");
    }

    private void Settle(int coalition, double payoff)
    {
        span.Add(coalition);
        settled.Add((coalition, payoff));
    }

    /// <summary>A column of the dual.</summary>
    /// <param name="Coalition">Who is in it.</param>
    /// <param name="Worth">v(S), or what a settled coalition gets.</param>
    /// <param name="Counts">Its entry in the last row: 1 where epsilon helps it.</param>
    /// <param name="Free">Whether its multiplier has no sign.</param>
    private sealed record Column(int Coalition, double Worth, double Counts, bool Free)
    {
        public double Entry(int row, int players) => row == players ? Counts : (Coalition >> row) & 1;
    }
}
