using System.Collections.Immutable;

namespace Entente.Positions.Stakeholders.Spatial;

/// <summary>
/// The spatial model of politics of KTAB (Wise, Lester and Efird 2015), in any number of dimensions: each actor challenges the one it
/// gains most by, challenges become bargains, and the weight of all chooses among the bargains of each.
/// </summary>
public sealed class SpatialModel : StakeholderModel
{
    /// <summary>The rules.</summary>
    public SpatialOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => "spatial";

    /// <inheritdoc/>
    public override string Title => "spatial model (KTAB)";

    /// <inheritdoc/>
    public override string Source => "Wise, Lester and Efird (2015), KTAB";

    /// <inheritdoc/>
    public override string Accuracy => "no published test out of sample is known to us";

    /// <inheritdoc/>
    public override int MostActors => 200;

    /// <inheritdoc/>
    public override int FewestActors => 2;

    /// <inheritdoc/>
    protected override Checked<Settlement> Answer(Issue issue, CancellationToken cancellation)
    {
        var faults = issue
            .Actors.Where(a => !(a.Capability > 0) || !(a.Salience.Sum() > 0) || a.Salience.Sum() > 1 + 1e-9)
            .Select(a => new Fault(
                null,
                FormattableString.Invariant($"{a.Name}: capability {a.Capability}, salience {a.Salience.Sum()} over all dimensions"),
                $"both above 0 and salience adding up to 1 at most, for {Title}"
            ))
            .ToList();
        if (faults.Count > 0)
            return Checked<Settlement>.Invalid(faults);
        double[][] x = [.. issue.Actors.Select((_, i) => issue.Dimensions.Select((_, k) => issue.Place(i, k)).ToArray())];
        var rounds = new List<Round> { RoundOf(issue, 0, x, x, []) };
        if (x.All(place => place.SequenceEqual(x[0])))
            return Done(rounds, SettlementStatus.OnePlace, "all stand at one place");
        double[][] salience = [.. issue.Actors.Select(a => a.Salience.ToArray())];
        double[] capability = [.. issue.Actors.Select(a => a.Capability)];
        var first = 0.0;
        for (var t = 1; t <= Options.MostRounds; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (next, moves) = Step(new SpatialState(x, salience, capability, Options));
            var moved = x.Zip(next, (a, b) => Math.Sqrt(a.Zip(b, (u, v) => (u - v) * (u - v)).Sum())).Sum();
            first = t == 1 ? moved + Options.LeastMove * x.Length : first;
            rounds.Add(RoundOf(issue, t, x, next, moves));
            x = next;
            if (t >= Options.FewestRounds && moved / first < Options.Quiet)
                return Done(rounds, SettlementStatus.Settled, "the outcome is the weighted mean of the last round");
        }
        return Done(rounds, SettlementStatus.RoundsEnded, "positions still move; the outcome is the weighted mean of the last round");
    }

    private Checked<Settlement> Done(List<Round> rounds, SettlementStatus status, string remark) =>
        Checked<Settlement>.Valid(
            new Settlement
            {
                Model = Name,
                Point = rounds[^1].Mean,
                Status = status,
                Remark = remark,
                Rounds = [.. rounds],
            }
        );

    private sealed record Bargain(int Initiator, int Receiver, double[] ForInitiator, double[] ForReceiver);

    /// <summary>(K8), (K9) The bargains of a round, and which of its own each actor comes to.</summary>
    private (double[][] Next, List<(int Actor, int Proposer, double[] To)> Moves) Step(SpatialState state)
    {
        var n = state.Positions.Length;
        var queues = Enumerable.Range(0, n).Select(_ => new List<Bargain>()).ToArray();
        for (var i = 0; i < n; i++)
        {
            queues[i].Add(new Bargain(i, i, state.Positions[i], state.Positions[i]));
            if (state.BestTarget(i) is not var (j, chance, _))
                continue;
            foreach (var bargain in Bargains(state, i, j, chance))
            {
                queues[i].Add(bargain);
                queues[j].Add(bargain);
            }
        }
        var next = new double[n][];
        var moves = new List<(int, int, double[])>();
        for (var k = 0; k < n; k++)
        {
            var taken = Elected(state, queues[k]);
            next[k] = taken.Initiator == k ? taken.ForInitiator : taken.ForReceiver;
            if (taken.Initiator != taken.Receiver)
                moves.Add((k, taken.Initiator == k ? taken.Receiver : taken.Initiator, next[k]));
        }
        return (next, moves);
    }

    private IEnumerable<Bargain> Bargains(SpatialState state, int i, int j, double chance)
    {
        var byI = Between(state, i, j, chance);
        if (Options.View == BargainView.Initiator)
            return [byI];
        var byJ = Between(state, i, j, state.Victory(j, i, j));
        if (Options.View == BargainView.Both)
            return [byI, byJ];
        var (wi, wj) = (state.Capability[i] * state.Salience[i].Sum(), state.Capability[j] * state.Salience[j].Sum());
        double[] Mean(double[] a, double[] b) => [.. a.Zip(b, (u, v) => (wi * u + wj * v) / (wi + wj))];
        return [new Bargain(i, j, Mean(byI.ForInitiator, byJ.ForInitiator), Mean(byI.ForReceiver, byJ.ForReceiver))];
    }

    private Bargain Between(SpatialState state, int i, int j, double chance)
    {
        var (a, b) = (state.Positions[i], state.Positions[j]);
        var (forI, forJ) = (new double[a.Length], new double[a.Length]);
        for (var k = 0; k < a.Length; k++)
            (forI[k], forJ[k]) = SpatialEquations.Bargain(
                a[k],
                state.Salience[i][k],
                chance,
                b[k],
                state.Salience[j][k],
                1 - chance,
                Options.Interpolation
            );
        return new Bargain(i, j, forI, forJ);
    }

    private Bargain Elected(SpatialState state, List<Bargain> queue)
    {
        if (queue.Count == 1)
            return queue[0];
        var n = state.Positions.Length;
        var utility = new double[n, queue.Count];
        for (var m = 0; m < n; m++)
            for (var b = 0; b < queue.Count; b++)
                utility[m, b] = Outcome(state, m, queue[b]);
        var coalitions = SpatialEquations.Coalitions(state.Capability, (m, b) => utility[m, b], queue.Count, Options.Voting);
        var chances = SpatialEquations.Election(coalitions, Options);
        return queue[Array.IndexOf(chances, chances.Max())];
    }

    /// <summary>(K9) The utility to m of where all stand after a bargain, on average.</summary>
    private static double Outcome(SpatialState state, int m, Bargain bargain)
    {
        var n = state.Positions.Length;
        var isStill = bargain.Initiator == bargain.Receiver;
        var sum = isStill ? 0 : state.Utility(m, bargain.ForInitiator) + state.Utility(m, bargain.ForReceiver);
        for (var k = 0; k < n; k++)
            if (isStill || (k != bargain.Initiator && k != bargain.Receiver))
                sum += state.Utility(m, m, k);
        return sum / n;
    }

    private static Round RoundOf(
        Issue issue,
        int number,
        double[][] before,
        double[][] x,
        List<(int Actor, int Proposer, double[] To)> moves
    )
    {
        ImmutableArray<ImmutableArray<double>> positions =
        [
            .. x.Select(place => place.Select((at, k) => issue.OnScale(at, k)).ToImmutableArray()),
        ];
        return Weighted.Round(
            issue,
            number,
            positions,
            moves.SelectMany(move =>
                issue.Dimensions.Select(
                    (_, k) =>
                        new Move(move.Actor, move.Proposer, "bargain", k, issue.OnScale(before[move.Actor][k], k), positions[move.Actor][k])
                )
            )
        );
    }
}
