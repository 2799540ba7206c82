using System.Collections.Immutable;
using Entente.Games.Cooperative;
using Entente.Games.Files;
using Entente.Games.Uncertainty;

namespace Entente.Games.Coalitions;

/// <summary>
/// The coalition of a game over draws. All coalitions are solved in each where they are few, else those of <see cref="CarriedShapley"/>,
/// whose order is drawn with the draw. The same bits whatever the threads.
/// </summary>
public static class CoalitionDraws
{
    /// <summary>The most blocs of which all coalitions are solved in every draw.</summary>
    public const int MostWhole = 5;

    /// <summary>The answer with its spreads; as it is where nothing is drawn of it, or where its own Shapley values are sampled.</summary>
    /// <param name="answer">The answer in the data.</param>
    /// <param name="draws">The draws, of which the first <see cref="GameDrawOptions.OfCoalitions"/> are asked.</param>
    /// <param name="answers">Keeps what is computed beside the plays of the game, and may know some already.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="progress">Told how far it is; called from several threads. Null: nobody is told.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static CoalitionAnswer With(
        CoalitionAnswer answer,
        GameDraws draws,
        GameAnswers answers,
        int threads = 0,
        Action<StageProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(answers);
        var work = new SharedWork();
        var drawn = Added(work, answer, draws, answers, progress, cancellation);
        work.Run(threads, cancellation);
        return drawn();
    }

    /// <summary>The same as a part of some work.</summary>
    /// <returns>The answer with its spreads, to be asked for once the work is done.</returns>
    internal static Func<CoalitionAnswer> Added(
        SharedWork work,
        CoalitionAnswer answer,
        GameDraws draws,
        GameAnswers answers,
        Action<StageProgress>? progress,
        CancellationToken cancellation
    )
    {
        var count = draws.Options.OfCoalitions;
        var horizons = answer.Horizons.Where(at => at.Troubles.IsEmpty).ToList();
        if (count == 0 || !answer.Question.IsExact || horizons.Count == 0)
            return () => answer;
        var players = answer.Question.Members.Length;
        var orders = SampledShapley.Orders(players, count, draws.Options.Seed).ToImmutableArray();
        var asked = orders
            .Select(order => players <= MostWhole ? [.. Enumerable.Range(0, 1 << players)] : CarriedShapley.Asked(players, order))
            .ToList();
        var stage = new StageCount("draws of the coalition", count, progress);
        var numbers = work.Add(
            count,
            k =>
            {
                stage.Begins();
                var drawn = new Lazy<Checked<AlignmentGame>>(() => draws.Of(draws.Whole(k)));
                var own = horizons.Select(at => Kept(at, k, drawn)).ToList();
                if (drawn.IsValueCreated)
                    stage.Computed();
                stage.Done();
                return own;
            }
        );
        return () =>
            answer with
            {
                Drawn =
                [
                    .. horizons.Select(
                        (at, h) =>
                            new SpreadOfCoalition(
                                answer,
                                at,
                                [.. numbers.Select((own, k) => DrawnCoalition.Of(at.Table, answer.Game.Target, asked[k], own[h]))],
                                orders,
                                asked[0].Length
                            ).Spread()
                    ),
                ],
            };

        KeptNumbers Kept(CoalitionAtHorizon at, int k, Lazy<Checked<AlignmentGame>> drawn) =>
            answers.KeptOrComputed(
                Key(draws, answer.Game.Horizons[at.Horizon].Name, k),
                DrawnCoalition.Length(at.Table, answer.Game.Target, asked[k]),
                () =>
                    drawn.Value is { Success: true, Value: var game }
                        ? DrawnCoalition.Numbers(Solved(game, at.Horizon, asked[k], orders[k], cancellation), game.Target, asked[k])
                        : DrawnCoalition.Nothing(at.Table, answer.Game.Target, asked[k], string.Join("; ", drawn.Value.Faults.Take(3)))
            );
    }

    private static string Key(GameDraws draws, string horizon, int draw) =>
        FormattableString.Invariant($"coalitions of draw {draw} {draws.Options.Seed} {string.Join('+', draws.Sources)} {horizon}");

    /// <summary>Coalitions of a drawn game, solved one after the other so that each search goes on from those before it.</summary>
    /// <param name="game">The game.</param>
    /// <param name="horizon">Position of the horizon.</param>
    /// <param name="asked">The coalitions.</param>
    /// <param name="order">An order of joining, on whose way and on that of its reverse some of them lie.</param>
    /// <param name="cancellation">Ends the work.</param>
    private static CoalitionTable Solved(
        AlignmentGame game,
        int horizon,
        ImmutableArray<int> asked,
        ImmutableArray<int> order,
        CancellationToken cancellation
    )
    {
        var (baseline, question) = (game.Horizons[horizon].Baseline, game.Coalition!);
        var players = question.Members.Length;
        if (players <= MostWhole)
            return CoalitionTable.Of(baseline, question.Members, question.Common, 1, cancellation);
        var measures = new CoalitionTable(baseline, question.Members, question.Common);
        // Those of all but one come last: everybody is their neighbour.
        var onTheWay = SampledShapley.Coalitions(order).ToHashSet();
        var inTurn = asked.OrderBy(coalition => !onTheWay.Contains(coalition) && int.PopCount(coalition) > 1).ToImmutableArray();
        var plays = baseline.SolveAlong(
            [.. inTurn.Select(measures.Measures)],
            Play.Of,
            inTurn.Length,
            threads: 1,
            place: at => [.. Enumerable.Range(0, players).Select(member => (double)((inTurn[at] >> member) & 1))],
            cancellation
        );
        var table = new CoalitionTable(baseline, question.Members, question.Common)
        {
            Keeping = (coalition, _) => [plays[inTurn.IndexOf(coalition)]],
        };
        table.Solve(asked, 1, null, cancellation);
        return table;
    }
}
