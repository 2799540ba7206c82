using System.Collections.Immutable;

namespace Entente.Games.Alignment;

/// <summary>
/// What a pressed country does best at every pressure and every retaliation, and by how much. Pressure scales all levers of senders
/// alike, retaliation all of the target's; other pressed countries do what they do today.
/// </summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Horizon">Position of the horizon; null: the present value over all.</param>
/// <param name="Scales">The scales, the same on both axes; from 0 to 1.</param>
/// <param name="Best">The best option by pressure and retaliation; -1 where an option has no equilibrium there.</param>
/// <param name="Margin">By how much it is better than the next, in points of real income; rows pressure, columns retaliation.</param>
/// <param name="IsSeparable">Whether no option meets both kinds of levers, so that a row and a column of solves told all.</param>
/// <param name="Solves">Plays asked for it.</param>
/// <param name="Gap">
/// The largest difference, in points, between exact plays and payoffs that were laid between others; 0 where all plays were asked.
/// </param>
/// <param name="HeldAgainst">How many exact plays that difference rests on.</param>
public sealed record AlignmentFrontier(
    int Pressed,
    int? Horizon,
    ImmutableArray<double> Scales,
    ImmutableArray<ImmutableArray<int>> Best,
    ImmutableArray<ImmutableArray<double>> Margin,
    bool IsSeparable,
    int Solves,
    double Gap,
    int HeldAgainst
)
{
    /// <summary>Draws the map.</summary>
    /// <param name="answers">Answers the plays.</param>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: the present value over all.</param>
    /// <param name="points">Scales on each axis; two at least.</param>
    /// <param name="threads">How many; 0: as many as there are processors. The map does not depend on it.</param>
    /// <param name="isDirect">Whether all plays are asked, also where fewer would tell the rest within a bound.</param>
    /// <param name="cancellation">Ends the work after the row at hand with <see cref="OperationCanceledException"/>.</param>
    public static AlignmentFrontier Of(
        GameAnswers answers,
        int pressed,
        int? horizon,
        int points = 41,
        int threads = 0,
        bool isDirect = false,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var game = answers.Game;
        var scales = Enumerable.Range(0, points).Select(k => (double)k / (points - 1)).ToImmutableArray();
        var options = game.Pressed[pressed].Options.Length;
        var payoffs = new double[options, points, points];
        var (isSeparable, solves, gap, heldAgainst) = (true, 0, 0.0, 0);
        var parts = game.PartsOf(horizon);
        for (var o = 0; o < options; o++)
        {
            var choice = game.Choice(pressed, o);
            var (byPressure, byRetaliation) = (Meets(game, pressed, choice, isTarget: false), Meets(game, pressed, choice, isTarget: true));
            isSeparable &= !(byPressure && byRetaliation);
            var optionGap = 0.0;
            foreach (var (h, weight) in parts)
            {
                var surface =
                    byPressure && byRetaliation && !isDirect
                        ? PayoffSurface.Of(Exact, points)
                        : PayoffSurface.Whole(Exact, byPressure ? points : 1, byRetaliation ? points : 1);
                (solves, heldAgainst) = (solves + surface.Solves, heldAgainst + surface.HeldAgainst);
                optionGap += weight * surface.Gap;
                for (var x = 0; x < points; x++)
                    for (var y = 0; y < points; y++)
                    {
                        var row = surface.Values[Math.Min(x, surface.Values.Length - 1)];
                        payoffs[o, x, y] += weight * row[Math.Min(y, row.Length - 1)];
                    }

                double[][] Exact(IReadOnlyList<int> pressures, IReadOnlyList<int> retaliations)
                {
                    var plays = answers.Along(
                        h,
                        choice,
                        [
                            .. from x in pressures
                            from y in retaliations
                            select answers.Scales(pressed, scales[x], scales[y]),
                        ],
                        retaliations.Count > 1 ? retaliations.Count : pressures.Count,
                        threads,
                        cancellation
                    );
                    return [.. plays.Select(play => answers.Payoff(pressed, choice, play)).Chunk(retaliations.Count)];
                }
            }
            gap = Math.Max(gap, optionGap);
        }
        var cells = scales.Select((_, x) => scales.Select((_, y) => BestAt(payoffs, x, y)).ToList()).ToList();
        return new AlignmentFrontier(
            pressed,
            horizon,
            scales,
            [.. cells.Select(row => row.Select(cell => cell.Best).ToImmutableArray())],
            [.. cells.Select(row => row.Select(cell => cell.Margin).ToImmutableArray())],
            isSeparable,
            solves,
            gap,
            heldAgainst
        );
    }

    /// <summary>Whether a lever of the target's, or of a sender's, does anything at these options.</summary>
    internal static bool Meets(AlignmentGame game, int pressed, ImmutableArray<int> options, bool isTarget) =>
        Enumerable
            .Range(0, game.Levers.Length)
            .Any(l => game.Levers[l].Against == pressed && game.Levers[l].Sender is null == isTarget && game.Applies(l, options));

    private static (int Best, double Margin) BestAt(double[,,] payoffs, int x, int y)
    {
        var at = Enumerable.Range(0, payoffs.GetLength(0)).Select(o => payoffs[o, x, y]).ToList();
        if (at.Exists(double.IsNaN))
            return (-1, double.NaN);
        var best = at.IndexOf(at.Max());
        return (best, at[best] - at.Where((_, o) => o != best).Max());
    }
}
