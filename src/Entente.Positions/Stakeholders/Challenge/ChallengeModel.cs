using System.Collections.Immutable;

namespace Entente.Positions.Stakeholders.Challenge;

/// <summary>
/// The challenge model of Bueno de Mesquita as Scholz, Calbert and Smith (2011) restate it, dimension by dimension: actors challenge
/// one another by expected utility, those challenged take one offer a round, all at once.
/// </summary>
public sealed class ChallengeModel : StakeholderModel
{
    /// <summary>How what the text leaves open is read.</summary>
    public ChallengeOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => "challenge";

    /// <inheritdoc/>
    public override string Title => "challenge model (Bueno de Mesquita)";

    /// <inheritdoc/>
    public override string Source => "Bueno de Mesquita (1994), after Scholz, Calbert and Smith (2011)";

    /// <inheritdoc/>
    public override string Accuracy =>
        "claims of 90 % cannot be checked; in independent tests it does no better than the weighted mean (Thomson et al. 2006)";

    /// <inheritdoc/>
    public override int MostActors => 200;

    /// <inheritdoc/>
    public override int FewestActors => 2;

    /// <inheritdoc/>
    protected override Checked<Settlement> Answer(Issue issue, CancellationToken cancellation)
    {
        if (!(Options.StatusQuo is >= 0 and <= 1))
            return Refused(FormattableString.Invariant($"probability of the status quo {Options.StatusQuo}"), "0 to 1");
        var dimensions = issue.Dimensions.Length;
        var paths = Enumerable.Range(0, dimensions).Select(k => Rounds(issue, k, cancellation)).ToList();
        var rounds = new List<Round>();
        for (var t = 0; t < paths.Max(path => path.Count); t++)
        {
            var at = t;
            rounds.Add(
                Weighted.Round(
                    issue,
                    t,
                    [
                        .. issue.Actors.Select((_, i) =>
                            paths.Select(path => path[Math.Min(at, path.Count - 1)].Positions[i]).ToImmutableArray()
                        ),
                    ],
                    paths.Where(path => at < path.Count).SelectMany(path => path[at].Moves)
                )
            );
        }
        var isOnePlace = paths.All(path => path[0].Positions.Distinct().Count() == 1);
        return Checked<Settlement>.Valid(
            new Settlement
            {
                Model = Name,
                Point = rounds[^1].Median,
                Rounds = [.. rounds],
                Status =
                    isOnePlace ? SettlementStatus.OnePlace
                    : paths.All(path => path[^1].IsLast) ? SettlementStatus.Settled
                    : SettlementStatus.RoundsEnded,
                Remark = isOnePlace ? "all stand at one place" : "the outcome is the median of the last round; rounds may jump",
            }
        );
    }

    private sealed record Step(double[] Positions, List<Move> Moves, bool IsLast);

    private List<Step> Rounds(Issue issue, int k, CancellationToken cancellation)
    {
        double[] x = [.. issue.Actors.Select(a => a.Positions[k])];
        var rounds = new List<Step> { new(x, [], false) };
        var first = x.Max() - x.Min();
        for (var t = 0; t < Options.MostRounds && x.Max() > x.Min(); t++)
        {
            cancellation.ThrowIfCancellationRequested();
            var range = Options.Range == RangeOf.First ? first : x.Max() - x.Min();
            var equations = new ChallengeEquations(
                [.. issue.Actors.Select(a => a.Capability)],
                [.. issue.Actors.Select(a => a.Salience[k])],
                x,
                range,
                Options
            );
            var moves = new List<Move>();
            var next = (double[])x.Clone();
            for (var i = 0; i < x.Length; i++)
                if (Chosen(equations, x, i) is { } offer)
                {
                    next[i] = offer.To;
                    moves.Add(new Move(i, offer.From, offer.Kind, k, x[i], offer.To));
                }
            var isLast = moves.All(move => move.From == move.To);
            x = next;
            rounds.Add(new Step(x, moves, isLast));
            if (isLast)
                break;
        }
        return rounds;
    }

    /// <param name="From">The proposer.</param>
    /// <param name="Kind">Confrontation or compromise.</param>
    /// <param name="To">Where the offer leads.</param>
    /// <param name="Own">What the actor expects of a conflict.</param>
    /// <param name="Others">What the proposer expects of it, as the actor sees it.</param>
    private sealed record Offer(int From, string Kind, double To, double Own, double Others);

    private Offer? Chosen(ChallengeEquations equations, double[] x, int i)
    {
        var offers = Offers(equations, x, i).ToList();
        if (offers.Count == 0)
            return null;
        double Length(Offer offer) => Math.Abs(offer.To - x[i]);
        return Options.Choice switch
        {
            OfferChoice.LeastMove => offers.MinBy(Length),
            OfferChoice.MostEnforceable => offers.MaxBy(offer => offer.Others),
            _ => offers.Where(offer => offer.Kind == "confrontation").MinBy(Length)
                ?? offers.MinBy(offer =>
                    (Math.Abs(offer.Own) * x[i] + Math.Abs(offer.Others) * x[offer.From]) / (Math.Abs(offer.Own) + Math.Abs(offer.Others))
                ),
        };
    }

    /// <summary>What others offer by figure 6: confrontation where both expect gains and the other more, else compromise.</summary>
    private IEnumerable<Offer> Offers(ChallengeEquations equations, double[] x, int i)
    {
        for (var j = 0; j < x.Length; j++)
        {
            if (x[j] == x[i])
                continue;
            var (own, others) = (equations.Challenging(i, j), equations.Challenged(i, j));
            if (others > own && own > 0)
            {
                if (Options.ConfrontationMoves)
                    yield return new Offer(j, "confrontation", x[j], own, others);
            }
            else if (own < 0 && Gain(others) > Math.Abs(own))
                // (35), (36)
                yield return new Offer(j, "compromise", x[i] + (x[j] - x[i]) * Math.Abs(own / others), own, others);
        }
    }

    private double Gain(double others) => Options.Compromise == CompromiseSign.Figure ? others : -others;
}
