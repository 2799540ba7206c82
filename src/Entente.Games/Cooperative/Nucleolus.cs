using System.Collections.Immutable;

namespace Entente.Games.Cooperative;

/// <summary>
/// The nucleolus of a game (Schmeidler 1969): the payoffs, no player getting less than alone, whose largest excesses are as
/// small as can be, then the next largest, and so on. With it comes the least core. Each step is a linear programme over the
/// coalitions that are not settled, solved in its dual with coalitions priced one by one; coalitions with a multiplier above
/// 0 are tight in every solution and are settled (Kopelowitz 1967).
/// </summary>
/// <param name="Payoffs">By player; they add up to v(N).</param>
/// <param name="LeastExcess">
/// The smallest that the largest excess of a coalition can be; at most 0 where the core is not empty, else what every
/// coalition would have to pay for leaving, or all be given, for there to be a core (the least core of Maschler, Peleg and
/// Shapley 1979, among payoffs as above).
/// </param>
public sealed record Nucleolus(ImmutableArray<double> Payoffs, double LeastExcess)
{
    /// <summary>Whether the core has a payoff in it, to a billionth of the largest worth.</summary>
    public bool CoreIsEmpty { get; private init; }

    /// <summary>Finds the nucleolus.</summary>
    /// <returns>It, or why there is none: no payoffs give every player at least what it has alone.</returns>
    public static Checked<Nucleolus> Of(CooperativeGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        var alone = Enumerable.Range(0, game.Players).Sum(i => game[1 << i]);
        var scale = Scale(game);
        if (alone > game[game.Everybody] + 1e-9 * scale)
            return Checked<Nucleolus>.Invalid([
                new Fault(
                    null,
                    $"players who have {alone:g6} in all each for themselves and {game[game.Everybody]:g6} together",
                    "at least as much together"
                ),
            ]);
        if (game.Players == 1)
            return Checked<Nucleolus>.Valid(new Nucleolus([game[1]], 0));
        var steps = new ExcessProgramme(game, scale);
        var first = double.NaN;
        while (!steps.Settled)
        {
            var excess = steps.Step();
            if (double.IsNaN(first))
                first = excess;
        }
        return Checked<Nucleolus>.Valid(new Nucleolus([.. steps.Payoffs], first) { CoreIsEmpty = first > 1e-9 * scale });
    }

    private static double Scale(CooperativeGame game)
    {
        var largest = 0.0;
        foreach (var value in game.Values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest > 0 ? largest : 1;
    }
}
