using System.Collections.Concurrent;
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
/// Real incomes of every country under coalitions of some members: equilibria, each solved once, when first asked for. A coalition is a
/// set of bits, member i being bit i. Safe from several threads; an answer does not depend on what else was asked. Where all coalitions
/// will be asked for they are solved in groups that differ in the first members only, one coalition's search going on from those before
/// it in its group.
/// </summary>
public sealed class CoalitionTable
{
    /// <summary>The most members; more do not fit the bits of a coalition.</summary>
    public const int MostMembers = 30;

    // Of the coalitions of a group every subset of the members they differ in is there, each after its own subsets.
    private const int MostThatDiffer = 6;

    // By group: the coalition over how many groups it holds.
    private readonly ConcurrentDictionary<int, Lazy<ImmutableArray<Solved>>> known = new();
    private readonly ImmutableArray<ImmutableArray<int>> positions;
    private readonly ImmutableArray<Measure> common;

    // Members as groups take them, and where each stands among them: those that a group differs in are the lightest, which change least
    // together.
    private readonly Lazy<(int[] Members, int[] Places)> order;

    /// <summary>Nothing solved yet.</summary>
    /// <param name="baseline">What coalitions are asked of.</param>
    /// <param name="members">Who may join; from 1 to <see cref="MostMembers"/>.</param>
    /// <param name="common">Measures in force whoever joins.</param>
    public CoalitionTable(Baseline baseline, ImmutableArray<CoalitionMember> members, ImmutableArray<Measure> common)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentOutOfRangeException.ThrowIfLessThan(members.Length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members.Length, MostMembers);
        (Baseline, Members, this.common, Incomes) = (baseline, members, common, baseline.World.Income);
        positions = [.. members.Select(m => m.Countries.Select(baseline.World.Country).ToImmutableArray())];
        order = new(Order);
    }

    /// <summary>What all was asked of.</summary>
    public Baseline Baseline { get; }

    /// <summary>
    /// Whether all coalitions will be asked for. Then they are solved in groups, many times as fast; the numbers are those of coalitions
    /// solved by themselves to within the tolerance.
    /// </summary>
    public bool IsWhole { get; init; }

    /// <summary>
    /// Gives the answers of a group of coalitions, told by the first of them, that are not known yet, from where answers are kept or by
    /// solving; called from several threads.
    /// </summary>
    public Func<int, Func<ImmutableArray<Play>>, ImmutableArray<Play>> Keeping { get; init; } = (_, solve) => solve();

    /// <summary>Incomes by which losses are weighed, by country: those of the world unless said.</summary>
    public ImmutableArray<double> Incomes { get; init; }

    /// <summary>How many coalitions are solved together.</summary>
    public int Together => 1 << Differing;

    /// <summary>Who may join.</summary>
    public ImmutableArray<CoalitionMember> Members { get; }

    /// <summary>The coalition of all.</summary>
    public int Everybody => (1 << Members.Length) - 1;

    /// <summary>Coalitions that have been solved, in order.</summary>
    public ImmutableArray<int> Known =>
        [.. known.Keys.SelectMany(group => Enumerable.Range(group << Differing, Together)).Select(InGroups).Order()];

    /// <summary>
    /// Coalitions among those solved that have no equilibrium, each with its reason; the values below them are not numbers.
    /// </summary>
    public ImmutableArray<string> WithoutAnswer =>
        [.. Known.Where(s => At(s).Hats.IsDefault).Select(s => $"{Named(s)}: {At(s).Status}, {At(s).Explanation}")];

    /// <summary>The largest gap of the equations over coalitions that have an equilibrium.</summary>
    public double Residual => Known.Where(s => !At(s).Hats.IsDefault).Select(s => At(s).Residual).DefaultIfEmpty(0).Max();

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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members.Length, CooperativeGame.MostPlayers);
        var table = new CoalitionTable(baseline, members, common) { IsWhole = true };
        table.Solve(Enumerable.Range(0, table.Everybody + 1), threads, null, cancellation);
        return table;
    }

    /// <summary>Solves coalitions on several threads.</summary>
    /// <param name="coalitions">Which; those known already cost nothing.</param>
    /// <param name="threads">How many; 0: as many as there are processors. The numbers do not depend on it.</param>
    /// <param name="progress">Told how many have been solved; called from several threads.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public void Solve(IEnumerable<int> coalitions, int threads, Action<int, int>? progress, CancellationToken cancellation)
    {
        int[] open = [.. coalitions.Select(s => ToGroups(s) >> Differing).Distinct().Where(group => !known.ContainsKey(group))];
        var done = 0;
        // Solved before all others, so that no thread waits for it.
        _ = Baseline.Equilibrium;
        _ = InParallel.Of(
            open.Length,
            at =>
            {
                var solved = Group(open[at], cancellation);
                progress?.Invoke(Interlocked.Add(ref done, Together), open.Length * Together);
                return solved;
            },
            threads,
            cancellation
        );
    }

    /// <summary>What is done under a coalition.</summary>
    public ImmutableArray<Measure> Measures(int coalition) =>
        [.. common, .. Members.Where((_, i) => ((coalition >> i) & 1) == 1).SelectMany(member => member.Joining)];

    /// <summary>Names of who is in a coalition, in order.</summary>
    public string Named(int coalition) =>
        coalition == 0 ? "nobody" : string.Join(", ", Members.Where((_, i) => ((coalition >> i) & 1) == 1).Select(m => m.Name));

    /// <summary>
    /// Real income of a country under a coalition, over that without measures; not a number where there is no equilibrium.
    /// </summary>
    public double RealIncome(int coalition, int country) =>
        At(coalition).Hats is { IsDefault: false } hats ? hats[country] : double.NaN;

    /// <summary>Loss of real income of a country, in points.</summary>
    public double LossInPoints(int coalition, int country) => 100 * (1 - RealIncome(coalition, country));

    /// <summary>Loss of real income of a country, in the unit of the world at its prices.</summary>
    public double Loss(int coalition, int country) => (1 - RealIncome(coalition, country)) * Incomes[country];

    /// <summary>Loss of a member, all of its countries together, in the unit of the world.</summary>
    public double LossOf(int coalition, int member) => At(coalition).Losses[member];

    /// <summary>Income of a member before any measure, in the unit of the world.</summary>
    public double IncomeOf(int member) => positions[member].Sum(n => Incomes[n]);

    /// <summary>Loss of the members of a coalition, in the unit of the world.</summary>
    public double LossOfMembers(int coalition) =>
        Enumerable.Range(0, Members.Length).Where(i => ((coalition >> i) & 1) == 1).Sum(i => LossOf(coalition, i));

    /// <summary>The game whose worth is the loss of the target that the coalition adds to that without it, in points.</summary>
    public CooperativeGame TargetsLoss(int target)
    {
        var without = LossInPoints(0, target);
        return CooperativeGame.Create(Members.Length, s => LossInPoints(s, target) - without);
    }

    /// <summary>The game whose worth is what its members lose, in the unit of the world, beyond what they lose without it.</summary>
    public CooperativeGame MembersLoss() => CooperativeGame.Create(Members.Length, s => AddedLossOfMembers(s));

    /// <summary>What members of a coalition lose beyond what they lose when nobody joins, in the unit of the world.</summary>
    public double AddedLossOfMembers(int coalition) =>
        Enumerable
            .Range(0, Members.Length)
            .Where(i => ((coalition >> i) & 1) == 1)
            .Sum(i => LossOf(coalition, i) - LossOf(0, i));

    /// <summary>
    /// What a member gets under a coalition: its change of real income in per cent, and the value of each point that the target loses.
    /// </summary>
    /// <param name="coalition">Who is in it.</param>
    /// <param name="member">Position of the member.</param>
    /// <param name="target">Whose loss is valued.</param>
    /// <param name="valuation">Points of own real income that a point of the target's loss is worth.</param>
    public double Payoff(int coalition, int member, int target, double valuation) =>
        -100 * LossOf(coalition, member) / IncomeOf(member) + valuation * LossInPoints(coalition, target);

    /// <summary>
    /// The game of joining in which a member values, beside its own real income in per cent, each point that the target loses.
    /// </summary>
    /// <param name="target">Whose loss is valued.</param>
    /// <param name="valuation">Points of own real income that a point of the target's loss is worth; by member.</param>
    public JoiningGame Joining(int target, Func<int, double> valuation) =>
        Joining(target, valuation, [.. Enumerable.Range(0, Members.Length)]);

    /// <summary>The same where only some decide, and all others are in.</summary>
    /// <param name="target">Whose loss is valued.</param>
    /// <param name="valuation">As above, by member.</param>
    /// <param name="deciders">Positions of the members who decide; player k of the game is the k-th of them.</param>
    public JoiningGame Joining(int target, Func<int, double> valuation, ImmutableArray<int> deciders)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        return JoiningGame.Create(
            deciders.Length,
            (k, profile) => Payoff(Coalition(deciders, profile), deciders[k], target, valuation(deciders[k]))
        );
    }

    /// <summary>The coalition at a profile of some members who decide, all others being in.</summary>
    public int Coalition(ImmutableArray<int> deciders, int profile)
    {
        var coalition = Everybody;
        for (var k = 0; k < deciders.Length; k++)
            if (((profile >> k) & 1) == 0)
                coalition &= ~(1 << deciders[k]);
        return coalition;
    }

    /// <summary>Members that the coalitions of a group differ in.</summary>
    private int Differing => IsWhole ? Math.Min(MostThatDiffer, Members.Length) : 0;

    private Solved At(int coalition)
    {
        var at = ToGroups(coalition);
        return Group(at >> Differing, default)[at & (Together - 1)];
    }

    /// <summary>A coalition by its members in the order of groups.</summary>
    private int ToGroups(int coalition) => Moved(coalition, order.Value.Places);

    /// <summary>The coalition at a place in that order.</summary>
    private int InGroups(int place) => Moved(place, order.Value.Members);

    private static int Moved(int set, int[] to)
    {
        var moved = 0;
        for (var k = 0; k < to.Length; k++)
            moved |= ((set >> k) & 1) << to[k];
        return moved;
    }

    private (int[] Members, int[] Places) Order()
    {
        var (all, isGrouped) = (Enumerable.Range(0, Members.Length), IsWhole && Differing < Members.Length);
        int[] order = [.. all.OrderBy(member => isGrouped ? Weight(member) : 0)];
        return (order, [.. all.Select(member => Array.IndexOf(order, member))]);
    }

    /// <summary>What is traded in the data where costs change when a member joins.</summary>
    private double Weight(int member)
    {
        var shock = Baseline.ShockOf(Members[member].Joining);
        var sum = 0.0;
        if (shock is { Success: true, Value.TradeCosts: { } costs })
            for (var flow = 0; flow < costs.Span.Length; flow++)
                sum += costs.Span[flow] == 1 ? 0 : Baseline.World.Trade.Span[flow];
        return sum;
    }

    private ImmutableArray<Solved> Group(int group, CancellationToken cancellation) =>
        known.GetOrAdd(group, _ => new(() => Ask(group << Differing, cancellation))).Value;

    private ImmutableArray<Solved> Ask(int first, CancellationToken cancellation)
    {
        var plays = Keeping(
            InGroups(first),
            () =>
                Baseline.SolveAlong(
                    [.. Enumerable.Range(first, Together).Select(InGroups).Select(Measures)],
                    Play.Of,
                    Together,
                    threads: 1,
                    place: at => [.. Enumerable.Range(0, Differing).Select(member => (double)((at >> member) & 1))],
                    cancellation
                )
        );
        return [.. plays.Select(ToSolved)];
    }

    private Solved ToSolved(Play play)
    {
        var hats = play.RealIncome;
        return new Solved(
            hats,
            [.. positions.Select(own => hats.IsDefault ? double.NaN : own.Sum(n => (1 - hats[n]) * Incomes[n]))],
            play.Status,
            play.Explanation,
            play.Residual
        );
    }

    private sealed record Solved(
        ImmutableArray<double> Hats,
        ImmutableArray<double> Losses,
        string Status,
        string Explanation,
        double Residual
    );
}
