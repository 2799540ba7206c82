using System.Collections.Immutable;
using Entente.Games.Cooperative;
using Entente.Games.Joining;
using Entente.Measures;

namespace Entente.Games.Coalitions;

/// <summary>One that may join a coalition: a country or a bloc, and what it then does.</summary>
/// <param name="Name">Its name; shown, and distinct from the others'.</param>
/// <param name="Countries">Codes of its countries, whose incomes count as its own.</param>
/// <param name="Joining">Its measures when it joins.</param>
public sealed record CoalitionMember(string Name, ImmutableArray<string> Countries, ImmutableArray<Measure> Joining);

/// <summary>
/// Real incomes of every country under every coalition of some members: all equilibria, solved. A coalition is a set of bits,
/// member i being bit i. Immutable.
/// </summary>
public sealed class CoalitionTable
{
    private readonly ImmutableArray<ImmutableArray<double>> realIncome;

    private CoalitionTable(
        Baseline baseline,
        ImmutableArray<CoalitionMember> members,
        ImmutableArray<ImmutableArray<double>> realIncome,
        ImmutableArray<string> withoutAnswer
    ) => (Baseline, Members, this.realIncome, WithoutAnswer) = (baseline, members, realIncome, withoutAnswer);

    /// <summary>What all was asked of.</summary>
    public Baseline Baseline { get; }

    /// <summary>Who may join.</summary>
    public ImmutableArray<CoalitionMember> Members { get; }

    /// <summary>Coalitions that have no equilibrium, each with its reason; the values below them are not numbers.</summary>
    public ImmutableArray<string> WithoutAnswer { get; }

    /// <summary>The coalition of all.</summary>
    public int Everybody => (1 << Members.Length) - 1;

    /// <summary>Solves all coalitions.</summary>
    /// <param name="baseline">What they are asked of.</param>
    /// <param name="members">Who may join; no more than <see cref="CooperativeGame.MostPlayers"/>.</param>
    /// <param name="common">Measures in force whoever joins.</param>
    /// <param name="threads">How many; 0: as many as there are processors. The numbers do not depend on it.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static CoalitionTable Of(
        Baseline baseline,
        ImmutableArray<CoalitionMember> members,
        ImmutableArray<Measure> common,
        int threads = 0,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members.Length, CooperativeGame.MostPlayers);
        IEnumerable<Measure>[] questions = [.. Enumerable.Range(0, 1 << members.Length).Select(Measures)];
        var answers = baseline.SolveAll(
            questions,
            answer => (Hats: answer.Converged ? answer.Changes.RealIncome : default, answer.Status, answer.Explanation),
            threads,
            cancellation
        );
        ImmutableArray<double> none = [.. baseline.World.Countries.Select(_ => double.NaN)];
        return new CoalitionTable(
            baseline,
            members,
            [.. answers.Select(answer => answer.Hats.IsDefault ? none : answer.Hats)],
            [
                .. answers
                    .Select((answer, s) => answer.Hats.IsDefault ? $"{Named(members, s)}: {answer.Status}, {answer.Explanation}" : "")
                    .Where(reason => reason.Length > 0),
            ]
        );

        IEnumerable<Measure> Measures(int coalition) =>
            [.. common, .. members.Where((_, i) => ((coalition >> i) & 1) == 1).SelectMany(member => member.Joining)];
    }

    /// <summary>Names of who is in a coalition, in order.</summary>
    public string Named(int coalition) => Named(Members, coalition);

    /// <summary>Real income of a country under a coalition, over that without measures.</summary>
    public double RealIncome(int coalition, int country) => realIncome[coalition][country];

    /// <summary>Loss of real income of a country, in points.</summary>
    public double LossInPoints(int coalition, int country) => 100 * (1 - realIncome[coalition][country]);

    /// <summary>Loss of real income of a country, in the unit of the world at its prices.</summary>
    public double Loss(int coalition, int country) => (1 - realIncome[coalition][country]) * Baseline.World.Income[country];

    /// <summary>Loss of a member, all of its countries together, in the unit of the world.</summary>
    public double LossOf(int coalition, int member) => Members[member].Countries.Sum(code => Loss(coalition, Baseline.World.Country(code)));

    /// <summary>Loss of the members of a coalition, in the unit of the world.</summary>
    public double LossOfMembers(int coalition) =>
        Enumerable.Range(0, Members.Length).Where(i => ((coalition >> i) & 1) == 1).Sum(i => LossOf(coalition, i));

    /// <summary>The game whose worth is the loss of the target, in points.</summary>
    public CooperativeGame TargetsLoss(int target) => CooperativeGame.Create(Members.Length, s => LossInPoints(s, target));

    /// <summary>The game whose worth is what its members lose, in the unit of the world.</summary>
    public CooperativeGame MembersLoss() => CooperativeGame.Create(Members.Length, LossOfMembers);

    /// <summary>
    /// The game of joining in which a member values, beside its own real income in per cent, each point that the target loses.
    /// </summary>
    /// <param name="target">Whose loss is valued.</param>
    /// <param name="valuation">Points of own real income that a point of the target's loss is worth; by member.</param>
    public JoiningGame Joining(int target, Func<int, double> valuation)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        double[] incomes = [.. Members.Select(m => m.Countries.Sum(code => Baseline.World.Income[Baseline.World.Country(code)]))];
        return JoiningGame.Create(
            Members.Length,
            (i, s) => -100 * LossOf(s, i) / incomes[i] + valuation(i) * LossInPoints(s, target)
        );
    }

    private static string Named(ImmutableArray<CoalitionMember> members, int coalition) =>
        coalition == 0 ? "nobody" : string.Join(", ", members.Where((_, i) => ((coalition >> i) & 1) == 1).Select(m => m.Name));
}
