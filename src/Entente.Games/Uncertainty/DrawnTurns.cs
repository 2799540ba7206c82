using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Games.Credibility;

namespace Entente.Games.Uncertainty;

/// <summary>How a game in turns ends.</summary>
/// <param name="Option">What the country does.</param>
/// <param name="Pressure">How far senders pull their levers.</param>
/// <param name="Retaliation">How far the target pulls its own.</param>
public readonly record struct TurnEnd(int Option, double Pressure, double Retaliation);

/// <summary>An end of the game in turns over draws.</summary>
/// <param name="Row">Position of the game in turns in the answer in the data.</param>
/// <param name="End">The end.</param>
/// <param name="Share">Share of draws in which it is among the outcomes of equilibria; those with several ends count for each.</param>
/// <param name="Error">Standard error of that.</param>
/// <param name="Draws">Draws that it rests on.</param>
/// <param name="Exact">How many of them were solved.</param>
public sealed record DrawnEnd(int Row, TurnEnd End, double Share, double Error, int Draws, int Exact);

/// <summary>The game in turns of drawn games.</summary>
/// <param name="point">The answer in the data.</param>
internal sealed class DrawnTurns(AlignmentAnswer point)
{
    /// <summary>By row of the game in turns in the data, its ends in a drawn game; none where a play has no equilibrium.</summary>
    public ImmutableArray<ImmutableArray<TurnEnd>> Of(GameAnswers answers) =>
        [
            .. point.Turns.Select(row =>
            {
                var ends = Threats
                    .InTurns(answers, row.Pressed, row.Horizon, row.Answer.Order, point.Answers.Game.Turns.Scales)
                    .Outcomes.Where(end => double.IsFinite(end.Senders + end.Pressed + end.Target));
                return ends.Select(end => new TurnEnd(end.Option, end.Pressure, end.Retaliation)).Distinct().ToImmutableArray();
            }),
        ];

    /// <summary>Every end that occurs in the data or in a draw, with its share.</summary>
    public ImmutableArray<DrawnEnd> Shares(DrawnSample sample) =>
        [
            .. from row in Enumerable.Range(0, point.Turns.Length)
            let ends = point
                .Turns[row]
                .Answer.Outcomes.Select(end => new TurnEnd(end.Option, end.Pressure, end.Retaliation))
                .Concat(sample.Solved.SelectMany(draw => draw.Turns[row]))
                .Distinct()
            from end in ends
            select Share(sample, row, end),
        ];

    /// <summary>
    /// Over all draws where what the surrogate puts on the wrong side costs less than its draws gain, else over those solved.
    /// </summary>
    private static DrawnEnd Share(DrawnSample sample, int row, TurnEnd end)
    {
        var alone = Of(isNear: false);
        return sample.HasSurrogate && Of(isNear: true) is var all && all.Error < alone.Error ? all : alone;

        DrawnEnd Of(bool isNear)
        {
            var sampled = sample.Of(Is, isNear);
            var known = sampled.Values.Where(value => !double.IsNaN(value)).ToList();
            var share = known.DefaultIfEmpty(double.NaN).Average();
            return new DrawnEnd(
                row,
                end,
                share,
                sampled.ShareError(share, known.Count, value => value > 0.5),
                known.Count,
                sampled.Exact
            );
        }

        double Is(Drawn draw) => draw.Turns[row].IsEmpty ? double.NaN : draw.Turns[row].Contains(end) ? 1 : 0;
    }
}
