using System.Collections.Immutable;
using Entente.Games.Cooperative;
using Entente.Games.Joining;
using Entente.Measures;

namespace Entente.Games.Coalitions;

/// <summary>What is shared out among the members of a coalition.</summary>
public enum CoalitionSum
{
    /// <summary>What the target loses, in points of its real income.</summary>
    TargetsLoss,

    /// <summary>What the members lose, in the unit of the world.</summary>
    MembersLoss,
}

/// <summary>What one bloc adds to what a coalition does to its target, or to what that costs its members.</summary>
/// <param name="Member">Position of the bloc.</param>
/// <param name="Of">What is added to; points for the target's loss, money for the members'.</param>
/// <param name="Alone">What it comes to when the bloc is alone.</param>
/// <param name="Last">What the bloc adds when all others are in.</param>
/// <param name="Shapley">The mean over all orders of joining, or over those sampled.</param>
/// <param name="Banzhaf">The mean over all coalitions of the others; null where orders are sampled.</param>
/// <param name="StandardError">Of a sampled Shapley value; null where it is exact.</param>
public sealed record Contribution(
    int Member,
    CoalitionSum Of,
    double Alone,
    double Last,
    double Shapley,
    double? Banzhaf,
    double? StandardError
);

/// <summary>A step of the greedy order, and what could have been had for as much.</summary>
/// <param name="Step">Who joins.</param>
/// <param name="Loss">What the target loses then, in the unit of the world, beyond what it loses when nobody joins.</param>
/// <param name="Cost">What the members lose then, beyond the same.</param>
/// <param name="Best">
/// Of all coalitions that cost no more, that under which the target loses most; null where not all are solved.
/// </param>
/// <param name="BestLoss">What it then loses.</param>
public sealed record GreedyStep(CoalitionStep Step, double Loss, double Cost, int? Best, double? BestLoss);

/// <summary>Joining as a game, at one list of valuations.</summary>
/// <param name="Valuation">Position of the list.</param>
/// <param name="Stability">
/// How firmly coalitions stand: all in which those who do not decide are in, or, with too many deciders, that of all.
/// </param>
/// <param name="Equilibria">All pure equilibria; null with too many deciders.</param>
/// <param name="Basins">By equilibrium, the part of all profiles from which best replies in turn lead to it.</param>
/// <param name="Circling">The part of profiles from which they go in circles.</param>
/// <param name="Values">
/// The game of what coalitions keep, worth to them less own losses, in the unit of the world: its nucleolus, or why there is none;
/// null where not all coalitions are solved.
/// </param>
/// <param name="Kept">What all keep together, in the unit of the world.</param>
public sealed record JoiningAnswer(
    int Valuation,
    ImmutableArray<CoalitionStability> Stability,
    ImmutableArray<JoiningEquilibrium>? Equilibria,
    ImmutableArray<double> Basins,
    double Circling,
    Checked<Nucleolus>? Values,
    double Kept
);

/// <summary>The transfers among all members, adding up to zero, after which every country of theirs loses as much.</summary>
/// <param name="Received">What each bloc receives, in the unit of the world a year; below 0: pays.</param>
/// <param name="Before">Change of real income of each bloc without transfers, in per cent.</param>
/// <param name="After">With them.</param>
/// <param name="Trouble">Why there are none; empty where there are.</param>
public sealed record EqualisingTransfers(
    ImmutableArray<double> Received,
    ImmutableArray<double> Before,
    ImmutableArray<double> After,
    string Trouble
);

/// <summary>What is said of a coalition at one horizon.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Table">The coalitions solved.</param>
/// <param name="Contributions">What each bloc adds.</param>
/// <param name="Greedy">How the coalition grows by who imposes most for what it costs.</param>
/// <param name="AllButOne">What goes lost when one leaves.</param>
/// <param name="Next">Who could join those who are in today.</param>
/// <param name="Joining">Who joins on his own, by list of valuations.</param>
/// <param name="Transfers">What would make all lose alike.</param>
/// <param name="Troubles">What could not be said, and why.</param>
public sealed record CoalitionAtHorizon(
    int Horizon,
    CoalitionTable Table,
    ImmutableArray<Contribution> Contributions,
    ImmutableArray<GreedyStep> Greedy,
    ImmutableArray<CoalitionStep> AllButOne,
    ImmutableArray<CoalitionStep> Next,
    ImmutableArray<JoiningAnswer> Joining,
    EqualisingTransfers Transfers,
    ImmutableArray<string> Troubles
);

/// <summary>What is said of the coalition of a game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Horizons">The answers.</param>
public sealed record CoalitionAnswer(AlignmentGame Game, CoalitionQuestion Question, ImmutableArray<CoalitionAtHorizon> Horizons)
{
    /// <summary>A gain of no more than this many points is a tie: no less than what equilibria are solved to.</summary>
    public const double Tie = 1e-7;

    private const long Seed = 15;

    /// <summary>The answers over draws, by horizon; empty where nothing was drawn of them.</summary>
    public ImmutableArray<CoalitionSpread> Drawn { get; init; } = [];

    /// <summary>The answer over draws at a horizon; null where nothing was drawn of it.</summary>
    public CoalitionSpread? DrawnAt(int horizon) => Drawn.FirstOrDefault(drawn => drawn.Horizon == horizon);

    /// <summary>Answers the question a game has on its coalition; null where it has none.</summary>
    /// <param name="game">The game.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what is being done, for people; called from several threads. Null: nobody is told.</param>
    /// <param name="answers">Keeps coalitions beside the plays of the game, and may know some already; null: nobody keeps them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static CoalitionAnswer? Of(
        AlignmentGame game,
        int threads = 0,
        Action<string>? progress = null,
        GameAnswers? answers = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.Coalition is { } question
            ? new CoalitionAnswer(
                game,
                question,
                [.. question.Horizons.Select(h => At(answers ?? new GameAnswers(game), question, h, threads, progress, cancellation))]
            )
            : null;
    }

    /// <summary>(C1) Points of own real income that a point of the target's loss is worth to a bloc, whatever the unit.</summary>
    /// <param name="table">The coalitions.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="target">Position of the target.</param>
    /// <param name="list">Position of the list of valuations.</param>
    /// <param name="member">Position of the bloc.</param>
    public static double InPoints(CoalitionTable table, CoalitionQuestion question, int target, int list, int member)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(question);
        var valuation = question.Valuations[list][member];
        return question.Unit == ValuationUnit.Points
            ? valuation
            : valuation * table.Incomes[target] / table.IncomeOf(member);
    }

    private static CoalitionAtHorizon At(
        GameAnswers answers,
        CoalitionQuestion question,
        int horizon,
        int threads,
        Action<string>? progress,
        CancellationToken cancellation
    )
    {
        var game = answers.Game;
        var name = game.Horizons[horizon].Name;
        var table = new CoalitionTable(game.Horizons[horizon].Baseline, question.Members, question.Common)
        {
            IsWhole = question.IsExact,
            Keeping = (first, solve) => answers.KeptOrSolved($"coalitions by weight {name} {first:x} {question.IsExact}", solve),
        };
        var coalitions = Needed(question).ToList();
        table.Solve(
            coalitions,
            threads,
            progress is null ? null : (done, all) => progress($"coalitions, {name}: {done} of {all}"),
            cancellation
        );
        var lost = table.WithoutAnswer;
        var transfers = Equalise(table);
        return lost.IsEmpty
            ? new CoalitionAtHorizon(
                horizon,
                table,
                [.. Contributions(table, question, game.Target)],
                [.. Greedy(table, question, game.Target)],
                GrowingCoalition.AllButOne(table, game.Target),
                GrowingCoalition.Next(table, game.Target, question.Today),
                [.. question.Valuations.Select((_, list) => Joining(table, question, game.Target, list))],
                transfers,
                []
            )
            // A coalition without equilibrium has no worth, and sums over coalitions no value.
            : new CoalitionAtHorizon(horizon, table, [], [], [], [], [], transfers, lost);
    }

    /// <summary>The coalitions that what is asked needs.</summary>
    private static IEnumerable<int> Needed(CoalitionQuestion question)
    {
        var players = question.Members.Length;
        var everybody = (1 << players) - 1;
        if (question.IsExact)
            return Enumerable.Range(0, everybody + 1);
        var single = Enumerable.Range(0, players).SelectMany(i => new[] { 1 << i, everybody & ~(1 << i), question.Today | (1 << i) });
        var orders = SampledShapley
            .Orders(players, question.Pairs ?? CoalitionQuestion.UsualPairs, Seed)
            .SelectMany(SampledShapley.Coalitions);
        var decided = question.Deciders.Length <= CoalitionQuestion.MostDeciders ? Subsets(everybody, question.Deciders) : [];
        return [0, everybody, question.Today, .. single, .. orders, .. decided];
    }

    /// <summary>All coalitions in which those who do not decide are in.</summary>
    private static IEnumerable<int> Subsets(int everybody, ImmutableArray<int> deciders)
    {
        var fixedOnes = deciders.Aggregate(everybody, (coalition, i) => coalition & ~(1 << i));
        for (var profile = 0; profile < 1 << deciders.Length; profile++)
            yield return deciders.Where((_, k) => ((profile >> k) & 1) == 1).Aggregate(fixedOnes, (coalition, i) => coalition | (1 << i));
    }

    private static IEnumerable<Contribution> Contributions(CoalitionTable table, CoalitionQuestion question, int target)
    {
        var without = table.LossInPoints(0, target);
        foreach (var of in Enum.GetValues<CoalitionSum>())
        {
            Func<int, double> worth =
                of == CoalitionSum.TargetsLoss ? s => table.LossInPoints(s, target) - without : table.AddedLossOfMembers;
            foreach (var row in question.IsExact ? Exact(table, of, target) : Sampled(table, question, of, worth))
                yield return row;
        }
    }

    private static IEnumerable<Contribution> Exact(CoalitionTable table, CoalitionSum of, int target)
    {
        var indices = PowerIndices.Of(of == CoalitionSum.TargetsLoss ? table.TargetsLoss(target) : table.MembersLoss());
        return table.Members.Select(
            (_, i) => new Contribution(i, of, indices.Unilateral[i], indices.LastToJoin[i], indices.Shapley[i], indices.Banzhaf[i], null)
        );
    }

    private static IEnumerable<Contribution> Sampled(
        CoalitionTable table,
        CoalitionQuestion question,
        CoalitionSum of,
        Func<int, double> worth
    )
    {
        var sampled = SampledShapley.Of(
            table.Members.Length,
            inside => worth(Enumerable.Range(0, table.Members.Length).Sum(i => inside.Span[i] ? 1 << i : 0)),
            question.Pairs ?? CoalitionQuestion.UsualPairs,
            Seed
        );
        return table.Members.Select(
            (_, i) =>
                new Contribution(
                    i,
                    of,
                    worth(1 << i),
                    worth(table.Everybody) - worth(table.Everybody & ~(1 << i)),
                    sampled.Values[i],
                    null,
                    sampled.StandardErrors[i]
                )
        );
    }

    private static IEnumerable<GreedyStep> Greedy(CoalitionTable table, CoalitionQuestion question, int target)
    {
        foreach (var step in GrowingCoalition.Greedy(table, target))
        {
            var cost = table.AddedLossOfMembers(step.Coalition);
            int? best = question.IsExact ? GrowingCoalition.Best(table, target, cost) : null;
            yield return new GreedyStep(step, Added(step.Coalition), cost, best, best is { } s ? Added(s) : null);
        }

        double Added(int coalition) => table.Loss(coalition, target) - table.Loss(0, target);
    }

    private static JoiningAnswer Joining(CoalitionTable table, CoalitionQuestion question, int target, int list)
    {
        double Valuation(int member) => InPoints(table, question, target, list, member);
        var kept = Kept(table, target, Valuation, table.Everybody);
        var values = question.IsExact ? NucleolusOf(table, target, Valuation) : null;
        if (question.Deciders.Length > CoalitionQuestion.MostDeciders)
            return new JoiningAnswer(list, [OfAll(table, target, Valuation)], null, [], 0, values, kept);
        var game = table.Joining(target, Valuation, question.Deciders);
        var equilibria = game.Equilibria(Tie);
        var ends = game.Basins(Tie);
        return new JoiningAnswer(
            list,
            [
                .. Enumerable
                    .Range(0, game.Profiles)
                    .Select(profile => game.Stability(profile) with { Profile = table.Coalition(question.Deciders, profile) }),
            ],
            [
                .. equilibria.Select(e =>
                    e with
                    {
                        Profile = table.Coalition(question.Deciders, e.Profile),
                        Ties = Enumerable
                            .Range(0, question.Deciders.Length)
                            .Sum(k => ((e.Ties >> k) & 1) == 1 ? 1 << question.Deciders[k] : 0),
                    }
                ),
            ],
            [.. equilibria.Select(e => (double)ends.Count(end => end == e.Profile) / ends.Length)],
            (double)ends.Count(end => end < 0) / ends.Length,
            values,
            kept
        );
    }

    /// <summary>Whether somebody would leave the coalition of all.</summary>
    private static CoalitionStability OfAll(CoalitionTable table, int target, Func<int, double> valuation) =>
        new(
            table.Everybody,
            Enumerable
                .Range(0, table.Members.Length)
                .Min(i =>
                    table.Payoff(table.Everybody, i, target, valuation(i))
                    - table.Payoff(table.Everybody & ~(1 << i), i, target, valuation(i))
                ),
            double.PositiveInfinity
        );

    /// <summary>The nucleolus of the game of what coalitions keep.</summary>
    internal static Checked<Nucleolus> NucleolusOf(CoalitionTable table, int target, Func<int, double> valuation) =>
        Nucleolus.Of(CooperativeGame.Create(table.Members.Length, s => Kept(table, target, valuation, s)));

    /// <summary>(C2) What members value of the target's loss, less what they lose, beyond the same without them; money.</summary>
    private static double Kept(CoalitionTable table, int target, Func<int, double> valuation, int coalition) =>
        Enumerable
            .Range(0, table.Members.Length)
            .Where(i => ((coalition >> i) & 1) == 1)
            .Sum(i =>
                table.IncomeOf(i) / 100 * (table.Payoff(coalition, i, target, valuation(i)) - table.Payoff(0, i, target, valuation(i)))
            );

    /// <summary>The transfers after which all lose alike, solved with the equilibrium.</summary>
    internal static EqualisingTransfers Equalise(CoalitionTable table)
    {
        var world = table.Baseline.World;
        var codes = table.Members.SelectMany(m => m.Countries).Select(code => new Word(code)).ToImmutableArray();
        var measures = table.Measures(table.Everybody);
        var (before, after) = (
            table.Baseline.Solve(measures),
            table.Baseline.Solve(measures.Add(new BurdenSharing { Members = codes }))
        );
        return before.Converged && after.Converged
            ? new EqualisingTransfers(
                [.. table.Members.Select(m => m.Countries.Sum(code => after[$"transfer:{code}"]))],
                [.. table.Members.Select((_, i) => Percent(before, i))],
                [.. table.Members.Select((_, i) => Percent(after, i))],
                ""
            )
            : new EqualisingTransfers([], [], [], before.Converged ? $"{after.Status}: {after.Explanation}" : before.Explanation);

        double Percent(Counterfactual answer, int member) =>
            100
            * table.Members[member].Countries.Sum(code =>
                (answer.Changes.RealIncome[world.Country(code)] - 1) * world.Income[world.Country(code)]
            )
            / table.IncomeOf(member);
    }
}
