using System.Collections.Immutable;
using Entente.Games.Cooperative;
using Entente.Games.Joining;
using Entente.Games.Uncertainty;

namespace Entente.Games.Coalitions;

/// <summary>What the coalition at one horizon comes to over draws.</summary>
/// <param name="answer">The answer in the data.</param>
/// <param name="at">The answer at the horizon.</param>
/// <param name="draws">The draws; null: without an answer.</param>
/// <param name="orders">By draw, the order whose coalitions were solved with those of its reverse.</param>
/// <param name="solved">Coalitions solved in each draw.</param>
internal sealed class SpreadOfCoalition(
    CoalitionAnswer answer,
    CoalitionAtHorizon at,
    ImmutableArray<DrawnCoalition?> draws,
    ImmutableArray<ImmutableArray<int>> orders,
    int solved
)
{
    /// <summary>Of margins held against those carried over, the part that is off by no more than is told.</summary>
    private const double Told = 0.9;

    private static readonly ImmutableArray<CoalitionSum> Sums = [.. Enum.GetValues<CoalitionSum>()];

    private int Target => answer.Game.Target;

    private ImmutableArray<CoalitionMember> Members => answer.Question.Members;

    private bool IsWhole => solved == at.Table.Everybody + 1;

    private List<DrawnCoalition> Answered { get; } = [.. draws.OfType<DrawnCoalition>()];

    public CoalitionSpread Spread() =>
        new(
            at.Horizon,
            solved,
            [.. Sums.SelectMany(Contributions)],
            Over(draw => Worth(draw.Solved, CoalitionSum.TargetsLoss)(draw.Solved.Everybody)),
            Over(draw => Worth(draw.Solved, CoalitionSum.MembersLoss)(draw.Solved.Everybody)),
            [.. Greedy()],
            [.. at.AllButOne.Select(step => StepOf(step, double.NaN))],
            [.. Next()],
            [.. at.Joining.Select(Joining)],
            [
                .. at.Transfers.Received.Select(
                    (_, i) => Over(draw => draw.Transfers.Received.IsEmpty ? double.NaN : draw.Transfers.Received[i])
                ),
            ]
        );

    private Spread Over(Func<DrawnCoalition, double> number) =>
        Uncertainty.Spread.Of(draws.Select(draw => draw is null ? double.NaN : number(draw)));

    private static double Share(IEnumerable<bool> so) => so.Select(value => value ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average();

    private Func<int, double> Worth(CoalitionTable table, CoalitionSum of)
    {
        var without = table.LossInPoints(0, Target);
        return of == CoalitionSum.TargetsLoss ? s => table.LossInPoints(s, Target) - without : table.AddedLossOfMembers;
    }

    private CooperativeGame GameOf(CoalitionTable table, CoalitionSum of) =>
        of == CoalitionSum.TargetsLoss ? table.TargetsLoss(Target) : table.MembersLoss();

    private IEnumerable<ContributionSpread> Contributions(CoalitionSum of)
    {
        var carried = new CarriedShapley(GameOf(at.Table, of));
        var shapley = draws.Select((draw, k) => ShapleyOf(draw, orders[k])).ToList();
        return Members.Select(
            (_, i) =>
                new ContributionSpread(
                    i,
                    of,
                    Over(draw => Worth(draw.Solved, of)(1 << i)),
                    Over(draw => Worth(draw.Solved, of)(at.Table.Everybody) - Worth(draw.Solved, of)(at.Table.Everybody & ~(1 << i))),
                    Uncertainty.Spread.Of(shapley.Select(own => own.Values.IsEmpty ? double.NaN : own.Values[i])),
                    RootMeanSquare(shapley.Where(own => !own.PutRight.IsEmpty).Select(own => own.PutRight[i]))
                )
        );

        (ImmutableArray<double> Values, ImmutableArray<double> PutRight) ShapleyOf(DrawnCoalition? draw, ImmutableArray<int> order) =>
            draw is null ? ([], [])
            : IsWhole ? (PowerIndices.Of(GameOf(draw.Solved, of)).Shapley, [.. Members.Select(_ => 0.0)])
            : carried.Of(Worth(draw.Solved, of), order);
    }

    private StepSpread StepOf(CoalitionStep step, double same)
    {
        // All but one: the coalition told is that without it.
        var isIn = ((step.Coalition >> step.Member) & 1) == 1;
        var (with, without) = isIn
            ? (step.Coalition, step.Coalition & ~(1 << step.Member))
            : (step.Coalition | (1 << step.Member), step.Coalition);
        return new StepSpread(
            same,
            Over(draw => draw.All.Loss(with, Target) - draw.All.Loss(without, Target)),
            Over(draw => draw.All.AddedLossOfMembers(with) - draw.All.AddedLossOfMembers(without))
        );
    }

    private IEnumerable<GreedySpread> Greedy()
    {
        var own = Answered.Select(draw => GrowingCoalition.Greedy(draw.All, Target)).ToList();
        for (var k = 0; k < at.Greedy.Length; k++)
        {
            var (step, coalition) = (at.Greedy[k].Step, at.Greedy[k].Step.Coalition);
            var best = Answered.ToDictionary(
                draw => draw,
                draw => GrowingCoalition.Best(draw.All, Target, draw.All.AddedLossOfMembers(coalition))
            );
            yield return new GreedySpread(
                StepOf(step, Share(own.Select(steps => steps[k].Member == step.Member))),
                Over(draw => Added(draw, coalition)),
                Over(draw => draw.All.AddedLossOfMembers(coalition)),
                Share(best.Values.Select(s => s == at.Greedy[k].Best)),
                Over(draw => Added(draw, best[draw]))
            );
        }

        double Added(DrawnCoalition draw, int coalition) => draw.All.Loss(coalition, Target) - draw.All.Loss(0, Target);
    }

    private IEnumerable<StepSpread> Next()
    {
        var first = Answered
            .Select(draw => GrowingCoalition.Next(draw.All, Target, answer.Question.Today))
            .Where(steps => !steps.IsEmpty)
            .Select(steps => steps[0].Member)
            .ToList();
        return at.Next.Select(step => StepOf(step, Share(first.Select(member => member == step.Member))));
    }

    private JoiningSpread Joining(JoiningAnswer joining)
    {
        var (question, deciders, list) = (answer.Question, answer.Question.Deciders, joining.Valuation);
        var (off, sharing) = (Off(list), Sharing());
        if (joining.Equilibria is null)
            return new JoiningSpread(list, off, [], [], Over(_ => double.NaN), sharing);
        var games = draws.Select(draw => draw?.All.Joining(Target, Valuation(draw.All), deciders)).ToList();
        var found = games
            .Select(game => game?.Equilibria(CoalitionAnswer.Tie).Select(e => CoalitionOf(e.Profile)).ToHashSet())
            .ToList();
        var ends = games.Select(game => game?.Basins(CoalitionAnswer.Tie)).ToList();
        var inData = joining.Equilibria.Value.Select(e => e.Profile).ToList();
        var inDraws = found
            .OfType<HashSet<int>>()
            .SelectMany(set => set)
            .GroupBy(s => s)
            .Where(group => !inData.Contains(group.Key))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .Select(group => group.Key);
        return new JoiningSpread(
            list,
            off,
            [.. Enumerable.Range(0, 1 << deciders.Length).Select(StabilityOf)],
            [.. inData.Concat(inDraws).Select(EquilibriumOf)],
            OverGames((_, at) => (double)ends[at]!.Value.Count(end => end < 0) / ends[at]!.Value.Length),
            sharing
        );

        NucleolusSpread Sharing()
        {
            var own = draws.Select(draw => draw is null ? null : NucleolusOf(draw.All)).ToList();
            return new NucleolusSpread(
                [.. Members.Select((_, i) => Uncertainty.Spread.Of(own.Select(found => found?.Payoffs[i] ?? double.NaN)))],
                Uncertainty.Spread.Of(own.Select(found => found?.LeastExcess ?? double.NaN)),
                Share(own.OfType<Nucleolus>().Select(found => found.CoreIsEmpty))
            );
        }

        Nucleolus? NucleolusOf(CoalitionTable table) =>
            CoalitionAnswer.NucleolusOf(table, Target, Valuation(table)) is { Success: true, Value: var found } ? found : null;

        Func<int, double> Valuation(CoalitionTable table) => i => CoalitionAnswer.InPoints(table, question, Target, list, i);

        int CoalitionOf(int profile) => at.Table.Coalition(deciders, profile);

        Spread OverGames(Func<JoiningGame, int, double> number) =>
            Uncertainty.Spread.Of(games.Select((game, at) => game is null ? double.NaN : number(game, at)));

        StabilitySpread StabilityOf(int profile)
        {
            var own = games.Select(game => game?.Stability(profile)).ToList();
            var known = own.OfType<CoalitionStability>().ToList();
            return new StabilitySpread(
                Uncertainty.Spread.Of(own.Select(s => s?.InternalMargin ?? double.NaN)),
                Uncertainty.Spread.Of(own.Select(s => s?.ExternalMargin ?? double.NaN)),
                Share(known.Select(s => s.IsInternal)),
                Share(known.Select(s => s.IsExternal)),
                Share(known.Select(s => s.IsStable)),
                Share(known.Select(s => Math.Abs(Lesser(s)) <= off))
            );
        }

        EquilibriumSpread EquilibriumOf(int coalition)
        {
            var profile = deciders.Select((member, k) => ((coalition >> member) & 1) << k).Sum();
            var margins = games.Select(game => game is null ? double.NaN : Lesser(game.Stability(profile))).ToList();
            return new EquilibriumSpread(
                coalition,
                Share(found.OfType<HashSet<int>>().Select(set => set.Contains(coalition))),
                Share(margins.Where(double.IsFinite).Select(margin => Math.Abs(margin) <= off)),
                Uncertainty.Spread.Of(margins),
                OverGames((_, at) => (double)ends[at]!.Value.Count(end => end == profile) / ends[at]!.Value.Length)
            );
        }

        static double Lesser(CoalitionStability s) => Math.Min(s.InternalMargin, s.ExternalMargin);
    }

    /// <summary>
    /// How far margins carried over are off: on the way of each draw's order and its reverse, of whoever joins, where neither end is one of
    /// those by which others are carried over.
    /// </summary>
    private double Off(int list)
    {
        if (IsWhole)
            return 0;
        var off = new List<double>();
        foreach (var (draw, order) in draws.Zip(orders))
            foreach (var joining in draw is null ? [] : new[] { order, [.. order.Reverse()] })
                for (var k = 2; k < order.Length - 2; k++)
                {
                    var without = joining.Take(k).Sum(i => 1 << i);
                    off.Add(Math.Abs(Margin(draw!.Solved, without, joining[k]) - Margin(draw.All, without, joining[k])));
                }
        off.Sort();
        return off.Count == 0 ? double.NaN : off[(int)Math.Ceiling(Told * off.Count) - 1];

        double Margin(CoalitionTable table, int without, int member)
        {
            var valuation = CoalitionAnswer.InPoints(table, answer.Question, Target, list, member);
            return table.Payoff(without | (1 << member), member, Target, valuation) - table.Payoff(without, member, Target, valuation);
        }
    }

    private static double RootMeanSquare(IEnumerable<double> values) =>
        Math.Sqrt(values.Where(double.IsFinite).Select(value => value * value).DefaultIfEmpty(double.NaN).Average());
}
