using System.Collections.Immutable;
using Entente.Games.Cooperative;
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

    private static readonly ImmutableArray<CoalitionSum> Sums = [.. Enum.GetValues<CoalitionSum>()];

    /// <summary>The answer with its spreads; as it is where nothing is drawn of it, or where its own Shapley values are sampled.</summary>
    /// <param name="answer">The answer in the data.</param>
    /// <param name="draws">The draws, of which the first <see cref="GameDrawOptions.OfCoalitions"/> are asked.</param>
    /// <param name="answers">Keeps what is computed beside the plays of the game, and may know some already.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="progress">Told what is being done, for people; called from several threads. Null: nobody is told.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static CoalitionAnswer With(
        CoalitionAnswer answer,
        GameDraws draws,
        GameAnswers answers,
        int threads = 0,
        Action<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(answers);
        var count = draws.Options.OfCoalitions;
        var horizons = answer.Horizons.Where(at => at.Troubles.IsEmpty).ToList();
        if (count == 0 || !answer.Question.IsExact || horizons.Count == 0)
            return answer;
        var orders = SampledShapley.Orders(answer.Question.Members.Length, count, draws.Options.Seed).ToList();
        var carried = horizons.Select(at => Sums.Select(of => new CarriedShapley(GameOf(at.Table, answer.Game, of))).ToArray()).ToList();
        var done = 0;
        var numbers = InParallel.Of(
            count,
            k =>
            {
                var lazy = new Lazy<Checked<AlignmentGame>>(() => draws.Of(draws.Whole(k)));
                var own = horizons
                    .Select(
                        (at, h) =>
                            answers
                                .KeptOrComputed(
                                    Key(draws, answer.Game.Horizons[at.Horizon].Name, k),
                                    Sums.Length * (4 * orders[k].Length + 1),
                                    () => new("", [.. Drawn(lazy.Value, at.Horizon, orders[k], carried[h], cancellation)])
                                )
                                .Numbers
                    )
                    .ToList();
                progress?.Invoke($"coalitions over draws: {Interlocked.Increment(ref done)} of {count}");
                return own;
            },
            threads,
            cancellation
        );
        return answer with
        {
            Drawn = [.. horizons.Select((at, h) => SpreadOf(answer, at.Horizon, [.. numbers.Select(own => own[h])]))],
        };
    }

    private static string Key(GameDraws draws, string horizon, int draw) =>
        FormattableString.Invariant($"coalitions of draw {draw} {draws.Options.Seed} {string.Join('+', draws.Sources)} {horizon}");

    private static CooperativeGame GameOf(CoalitionTable table, AlignmentGame game, CoalitionSum of) =>
        of == CoalitionSum.TargetsLoss ? table.TargetsLoss(game.Target) : table.MembersLoss();

    /// <summary>Of each sum what all come to, and by bloc: alone, last, Shapley, what orders put right.</summary>
    private static IEnumerable<double> Drawn(
        Checked<AlignmentGame> drawn,
        int horizon,
        ImmutableArray<int> order,
        CarriedShapley[] carried,
        CancellationToken cancellation
    )
    {
        var length = 4 * order.Length + 1;
        if (!drawn.Success)
            return Enumerable.Repeat(double.NaN, carried.Length * length);
        var table = Solved(drawn.Value, horizon, order, cancellation);
        if (!table.WithoutAnswer.IsEmpty)
            return Enumerable.Repeat(double.NaN, carried.Length * length);
        return Sums.Zip(carried).SelectMany(sum => Numbers(table, drawn.Value, order, sum.First, sum.Second));
    }

    private static IEnumerable<double> Numbers(
        CoalitionTable table,
        AlignmentGame game,
        ImmutableArray<int> order,
        CoalitionSum of,
        CarriedShapley carried
    )
    {
        var without = table.LossInPoints(0, game.Target);
        Func<int, double> worth =
            of == CoalitionSum.TargetsLoss ? s => table.LossInPoints(s, game.Target) - without : table.AddedLossOfMembers;
        var members = Enumerable.Range(0, order.Length);
        var (values, putRight) = table.IsWhole
            ? (PowerIndices.Of(GameOf(table, game, of)).Shapley, [.. members.Select(_ => 0.0)])
            : carried.Of(worth, order);
        return
        [
            worth(table.Everybody),
            .. members.Select(i => worth(1 << i)),
            .. members.Select(i => worth(table.Everybody) - worth(table.Everybody & ~(1 << i))),
            .. values,
            .. putRight,
        ];
    }

    /// <summary>Coalitions of a drawn game, solved one after the other so that each search goes on from those before it.</summary>
    private static CoalitionTable Solved(AlignmentGame game, int horizon, ImmutableArray<int> order, CancellationToken cancellation)
    {
        var (baseline, question) = (game.Horizons[horizon].Baseline, game.Coalition!);
        if (order.Length <= MostWhole)
            return CoalitionTable.Of(baseline, question.Members, question.Common, 1, cancellation);
        var asked = CarriedShapley.Asked(order.Length, order);
        var measures = new CoalitionTable(baseline, question.Members, question.Common);
        var plays = baseline.SolveAlong(
            [.. asked.Select(measures.Measures)],
            Play.Of,
            asked.Length,
            threads: 1,
            place: at => [.. Enumerable.Range(0, order.Length).Select(member => (double)((asked[at] >> member) & 1))],
            cancellation
        );
        var table = new CoalitionTable(baseline, question.Members, question.Common)
        {
            Keeping = (coalition, _) => [plays[asked.IndexOf(coalition)]],
        };
        table.Solve(asked, 1, null, cancellation);
        return table;
    }

    private static CoalitionSpread SpreadOf(CoalitionAnswer answer, int horizon, ImmutableArray<ImmutableArray<double>> draws)
    {
        var members = answer.Question.Members.Length;
        var length = 4 * members + 1;
        return new CoalitionSpread(
            horizon,
            members <= MostWhole ? 1 << members : CarriedShapley.Asked(members, [.. Enumerable.Range(0, members)]).Length,
            [
                .. from sum in Enumerable.Range(0, Sums.Length)
                from i in Enumerable.Range(0, members)
                let first = sum * length + 1 + i
                select new ContributionSpread(
                    i,
                    Sums[sum],
                    At(first),
                    At(first + members),
                    At(first + 2 * members),
                    RootMeanSquare(draws.Select(draw => draw[first + 3 * members]))
                ),
            ],
            At(Sums.IndexOf(CoalitionSum.TargetsLoss) * length),
            At(Sums.IndexOf(CoalitionSum.MembersLoss) * length)
        );

        Spread At(int number) => Spread.Of(draws.Select(draw => draw[number]));
    }

    private static double RootMeanSquare(IEnumerable<double> values) =>
        Math.Sqrt(values.Where(double.IsFinite).Select(value => value * value).DefaultIfEmpty(double.NaN).Average());
}
