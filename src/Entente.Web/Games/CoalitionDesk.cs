using System.Collections.Immutable;
using Entente.Games;
using Entente.Games.Coalitions;
using Entente.Games.Cooperative;

namespace Entente.Web.Games;

/// <summary>A bloc that might leave or join at what the target's loss is worth to it.</summary>
/// <param name="Valuation">Position of the list of valuations.</param>
/// <param name="Leaving">Members of the coalition that gain by leaving it alone.</param>
/// <param name="Joining">Others that gain by joining it alone.</param>
public sealed record Steadiness(int Valuation, ImmutableArray<int> Leaving, ImmutableArray<int> Joining);

/// <summary>
/// Who joins next, who would leave, and what each adds, found in steps, the cheapest first; what is solved is kept. Safe from several
/// threads.
/// </summary>
/// <param name="game">A game that asks about a coalition.</param>
public sealed class CoalitionDesk(AlignmentGame game)
{
    /// <summary>Pairs of orders of a first estimate.</summary>
    public const int FewPairs = 4;

    /// <summary>Pairs of orders of a better one.</summary>
    public const int ManyPairs = 16;

    /// <summary>What <see cref="FindNext"/> is expected to take.</summary>
    public static readonly TimeSpan Cost = TimeSpan.FromSeconds(5);

    private const long Seed = 15;

    private readonly Lock turn = new();
    private readonly CoalitionTable table = new(
        game.Horizons[game.Coalition!.Horizons[0]].Baseline,
        game.Coalition.Members,
        game.Coalition.Common
    );

    /// <summary>What is asked.</summary>
    public CoalitionQuestion Question { get; } = game.Coalition!;

    /// <summary>Name of the horizon that is asked.</summary>
    public string Horizon => game.Horizons[Question.Horizons[0]].Name;

    /// <summary>The coalitions that are solved.</summary>
    public CoalitionTable Table => table;

    /// <summary>Who could join those who are in today, most loss of the target for own loss first; default: not found yet.</summary>
    public ImmutableArray<CoalitionStep> Next { get; private set; }

    /// <summary>Whether those in today, and all together, stand; default: not found yet.</summary>
    public ImmutableArray<(int Coalition, ImmutableArray<Steadiness> Lists)> Standing { get; private set; }

    /// <summary>What blocs add to the target's loss, in points of its income, over sampled orders; null: not found yet.</summary>
    public SampledShapley? Added { get; private set; }

    /// <summary>What could not be said, and why.</summary>
    public ImmutableArray<string> Troubles { get; private set; } = [];

    /// <summary>Solves the neighbours of today's coalition and of that of all.</summary>
    /// <param name="progress">Told how many coalitions are solved, of how many.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>; what was solved is kept.</param>
    public void FindNext(Action<int, int> progress, CancellationToken cancellation)
    {
        lock (turn)
        {
            if (!Next.IsDefault)
                return;
            var all = table.Everybody;
            int[] around = [Question.Today, all, .. Bits(all).SelectMany(i => new[] { Question.Today ^ (1 << i), all & ~(1 << i) })];
            table.Solve([0, .. around], threads: 1, progress, cancellation);
            if (!(Troubles = table.WithoutAnswer).IsEmpty)
                return;
            Standing = [.. new[] { Question.Today, all }.Distinct().Select(coalition => (coalition, Steady(coalition)))];
            Next = GrowingCoalition.Next(table, game.Target, Question.Today);
        }
    }

    /// <summary>Estimates what each bloc adds from some orders of joining.</summary>
    /// <param name="pairs">Pairs of orders.</param>
    /// <param name="progress">Told how many coalitions are solved, of how many.</param>
    /// <param name="cancellation">Ends it with <see cref="OperationCanceledException"/>; what was solved is kept.</param>
    public void FindAdded(int pairs, Action<int, int> progress, CancellationToken cancellation)
    {
        lock (turn)
        {
            if (Added?.Pairs >= pairs)
                return;
            var players = Question.Members.Length;
            var orders = SampledShapley.Orders(players, pairs, Seed).SelectMany(SampledShapley.Coalitions);
            table.Solve([0, .. orders], threads: 1, progress, cancellation);
            if (!(Troubles = table.WithoutAnswer).IsEmpty)
                return;
            var without = table.LossInPoints(0, game.Target);
            Added = SampledShapley.Of(
                players,
                inside => table.LossInPoints(Enumerable.Range(0, players).Sum(i => inside.Span[i] ? 1 << i : 0), game.Target) - without,
                pairs,
                Seed
            );
        }
    }

    private ImmutableArray<Steadiness> Steady(int coalition) =>
        [
            .. Question.Valuations.Select(
                (_, list) =>
                    new Steadiness(
                        list,
                        [.. Bits(table.Everybody).Where(i => IsIn(coalition, i) && Gain(coalition, i, list) > CoalitionAnswer.Tie)],
                        [.. Bits(table.Everybody).Where(i => !IsIn(coalition, i) && Gain(coalition, i, list) > CoalitionAnswer.Tie)]
                    )
            ),
        ];

    /// <summary>What a bloc gains, in points of its income, by doing the other thing alone.</summary>
    private double Gain(int coalition, int member, int list)
    {
        var valuation = CoalitionAnswer.InPoints(table, Question, game.Target, list, member);
        return table.Payoff(coalition ^ (1 << member), member, game.Target, valuation)
            - table.Payoff(coalition, member, game.Target, valuation);
    }

    /// <summary>Whether a bloc is in a coalition.</summary>
    public static bool IsIn(int coalition, int member) => ((coalition >> member) & 1) == 1;

    private static IEnumerable<int> Bits(int all) => Enumerable.Range(0, 31).Where(i => IsIn(all, i));
}
