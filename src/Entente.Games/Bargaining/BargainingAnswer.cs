using System.Collections.Immutable;

namespace Entente.Games.Bargaining;

/// <summary>By which rule a deal is found.</summary>
public enum BargainingRule
{
    /// <summary>The best of the product of gains (Nash 1950), by weight (Harsanyi and Selten 1972).</summary>
    Nash,

    /// <summary>Equal parts of the most that each could gain (Kalai and Smorodinsky 1975).</summary>
    KalaiSmorodinsky,

    /// <summary>Equal gains in money (Kalai 1977).</summary>
    Egalitarian,

    /// <summary>The limit of alternating offers (Rubinstein 1982), outside options being constraints.</summary>
    Rubinstein,
}

/// <summary>What transfers both would agree to for a part of the option.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Valuation">What the target's loss is worth to those who pay.</param>
/// <param name="Scale">The part.</param>
/// <param name="Country">The least that the country takes; null where nothing suffices.</param>
/// <param name="Payers">The most that those who pay give; null where there is no such sum.</param>
/// <param name="Smallest">The smallest valuation at which there is something to agree on for this part; null where none suffices.</param>
public sealed record ZoneRow(int Horizon, double Valuation, double Scale, double? Country, double? Payers, double? Smallest)
{
    /// <summary>Whether there is something to agree on.</summary>
    public bool IsOpen => Country <= Payers;
}

/// <summary>A deal.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Valuation">What the target's loss is worth to those who pay.</param>
/// <param name="Rule">By which rule.</param>
/// <param name="Scale">How much of the option is taken.</param>
/// <param name="Transfer">What is paid a year, in the unit of the world.</param>
/// <param name="Country">What the country gains by it over no agreement, in the unit of the world; in equilibrium.</param>
/// <param name="Payers">What those who pay gain, what they value included.</param>
public sealed record Deal(
    int Horizon,
    double Valuation,
    BargainingRule Rule,
    double Scale,
    double Transfer,
    double Country,
    double Payers
);

/// <summary>The smallest worth of the target's loss at which there is something to agree on, over all parts of the option.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Valuation">It, in money for money; null where no worth suffices: the target loses nothing by it.</param>
/// <param name="Scale">The part of the option it is found at.</param>
public sealed record SmallestValuation(int Horizon, double? Valuation, double Scale);

/// <summary>What is said of the bargain of a game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Question">What is bargained over.</param>
/// <param name="Zone">What both would agree to, by part of the option.</param>
/// <param name="Deals">The deals; none where there is nothing to agree on.</param>
/// <param name="Ideals">The most that the country could gain, and the most that those who pay could.</param>
/// <param name="Smallest">By horizon.</param>
/// <param name="Troubles">What could not be said, and why.</param>
public sealed record BargainingAnswer(
    AlignmentGame Game,
    BargainingQuestion Question,
    ImmutableArray<ZoneRow> Zone,
    ImmutableArray<Deal> Deals,
    ImmutableArray<(int Horizon, double Valuation, double Country, double Payers)> Ideals,
    ImmutableArray<SmallestValuation> Smallest,
    ImmutableArray<string> Troubles
)
{
    private const int Narrowings = 24;

    /// <summary>Answers the question a game has on its bargain; null where it has none.</summary>
    /// <param name="game">The game.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what is being done, for people; null: nobody is told.</param>
    /// <param name="answers">Answers plays of the game and keeps deals beside them; null: nobody keeps them.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static BargainingAnswer? Of(
        AlignmentGame game,
        int threads = 0,
        Action<string>? progress = null,
        GameAnswers? answers = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.Bargaining is not { } question)
            return null;
        answers ??= new GameAnswers(game);
        var parts = new List<BargainingAnswer>();
        foreach (var horizon in question.Horizons)
        {
            progress?.Invoke($"bargaining, {game.Horizons[horizon].Name}");
            parts.Add(At(game, question, answers, horizon, threads, cancellation));
        }
        return new BargainingAnswer(
            game,
            question,
            [.. parts.SelectMany(p => p.Zone)],
            [.. parts.SelectMany(p => p.Deals)],
            [.. parts.SelectMany(p => p.Ideals)],
            [.. parts.SelectMany(p => p.Smallest)],
            [.. parts.SelectMany(p => p.Troubles)]
        );
    }

    private static BargainingAnswer At(
        AlignmentGame game,
        BargainingQuestion question,
        GameAnswers answers,
        int horizon,
        int threads,
        CancellationToken cancellation
    )
    {
        var deals = new Deals(answers, question, horizon);
        if (deals.Trouble is { } trouble)
            return new(game, question, [], [], [], [], [$"{game.Horizons[horizon].Name}, without agreement: {trouble}"]);
        _ = InParallel.Of(question.Scales.Length, at => deals.CountrysReservation(question.Scales[at]), threads, cancellation);
        var zone = InParallel.Of(
            question.Valuations.Length * question.Scales.Length,
            at =>
            {
                var (valuation, scale) = (question.Valuations[at / question.Scales.Length], question.Scales[at % question.Scales.Length]);
                return new ZoneRow(
                    horizon,
                    valuation,
                    scale,
                    deals.CountrysReservation(scale),
                    deals.PayersReservation(scale, valuation),
                    deals.SmallestValuation(scale)
                );
            },
            threads,
            cancellation
        );
        var found = question.Valuations.Select(valuation => new BargainOver(deals, question, horizon, valuation)).ToList();
        return new(
            game,
            question,
            zone,
            [.. found.SelectMany(over => over.Agreed())],
            [
                .. found
                    .Where(over => over.Ideals is not null)
                    .Select(over => (horizon, over.Valuation, over.Ideals!.Value.Country, over.Ideals.Value.Payers)),
            ],
            [Least(deals, question, horizon)],
            [
                .. zone
                    .Where(row => row.Country is null)
                    .Select(row => row.Scale)
                    .Distinct()
                    .Select(scale => FormattableString.Invariant(
                        $"{game.Horizons[horizon].Name}, {scale:0.###} of the option: no transfer that the country would take"
                    )),
            ]
        );
    }

    /// <summary>The part of the option where the smallest valuation is least.</summary>
    private static SmallestValuation Least(Deals deals, BargainingQuestion question, int horizon)
    {
        var best = Refined(question.Scales, scale => -(deals.SmallestValuation(scale) ?? double.PositiveInfinity));
        return new SmallestValuation(horizon, deals.SmallestValuation(best), best);
    }

    /// <summary>
    /// The part of an option where something is best: of those looked at, or between the neighbours of the best by golden section.
    /// </summary>
    internal static double Refined(ImmutableArray<double> scales, Func<double, double> score)
    {
        var scores = scales.Select(score).ToArray();
        var best = Enumerable.Range(0, scores.Length).MaxBy(k => scores[k]);
        if (best == scores.Length - 1 || scores.Length < 3 || !double.IsFinite(scores[best]))
            return scales[best];
        var (from, to) = (scales[Math.Max(0, best - 1)], scales[best + 1]);
        for (var step = 0; step < Narrowings && to - from > 1e-5; step++)
        {
            var (a, b) = (to - Ratio * (to - from), from + Ratio * (to - from));
            if (score(a) >= score(b))
                to = b;
            else
                from = a;
        }
        var middle = (from + to) / 2;
        return score(middle) > scores[best] ? middle : scales[best];
    }

    private const double Ratio = 0.6180339887498949;
}

/// <summary>One bargain: a horizon and a valuation.</summary>
internal sealed class BargainOver
{
    private readonly Deals deals;
    private readonly BargainingQuestion question;
    private readonly int horizon;
    private readonly Dictionary<double, (BargainingProblem Problem, double From, double To)?> problems = [];

    public BargainOver(Deals deals, BargainingQuestion question, int horizon, double valuation)
    {
        (this.deals, this.question, this.horizon, Valuation) = (deals, question, horizon, valuation);
        if (question.Scales.Any(scale => At(scale) is not null))
            Ideals = (Most(problem => problem.Frontier[1].First), Most(problem => problem.Frontier[0].Second));

        double Most(Func<BargainingProblem, double> read)
        {
            double Score(double scale) => At(scale) is { } p ? read(p.Problem) : double.NegativeInfinity;
            return Score(BargainingAnswer.Refined(question.Scales, Score));
        }
    }

    public double Valuation { get; }

    /// <summary>The most that each could gain; null where there is nothing to agree on.</summary>
    public (double Country, double Payers)? Ideals { get; }

    /// <summary>The deal of every rule.</summary>
    public IEnumerable<Deal> Agreed() =>
        Ideals is null ? [] : Enum.GetValues<BargainingRule>().Select(Agreed).OfType<Deal>();

    private Deal? Agreed(BargainingRule rule)
    {
        double Score(double scale) => Solved(rule, scale) is { } deal ? Worth(rule, deal) : double.NegativeInfinity;
        var scale = BargainingAnswer.Refined(question.Scales, Score);
        if (Solved(rule, scale) is not { } agreed || At(scale) is not { } at)
            return null;
        var transfer = at.From + agreed.Position * (at.To - at.From);
        // Told as the equilibrium with the transfer has it, not as it was interpolated.
        var gains = deals.At(scale, transfer);
        return new Deal(horizon, Valuation, rule, scale, transfer, gains.Country, gains.Payers(Valuation));
    }

    /// <summary>The agreement by a rule where so much of the option is taken.</summary>
    private Agreement? Solved(BargainingRule rule, double scale)
    {
        if (At(scale) is not { } at)
            return null;
        var problem = at.Problem;
        return rule switch
        {
            BargainingRule.Nash => problem.Nash(question.Weight),
            BargainingRule.KalaiSmorodinsky => problem.KalaiSmorodinsky(Ideals!.Value),
            BargainingRule.Egalitarian => problem.Egalitarian(),
            _ => problem.Rubinstein(
                question.Impatience.Country,
                question.Impatience.Payers,
                deals.Outside is { } outside ? (outside.Country, outside.Payers(Valuation)) : null
            ),
        };
    }

    /// <summary>By what a rule compares agreements over different parts of the option.</summary>
    private double Worth(BargainingRule rule, Agreement deal)
    {
        var (first, second) = (Math.Max(0, deal.First), Math.Max(0, deal.Second));
        var patience = question.Impatience.Payers / (question.Impatience.Country + question.Impatience.Payers);
        return rule switch
        {
            BargainingRule.Nash => Product(question.Weight),
            BargainingRule.KalaiSmorodinsky => Math.Min(first / Ideals!.Value.Country, second / Ideals.Value.Payers),
            BargainingRule.Egalitarian => Math.Min(first, second),
            _ => Product(patience),
        };

        double Product(double weight) => weight * Math.Log(first) + (1 - weight) * Math.Log(second);
    }

    private (BargainingProblem Problem, double From, double To)? At(double scale)
    {
        if (!problems.TryGetValue(scale, out var at))
            problems[scale] = at = deals.FrontierAt(scale, Valuation) is { } found
                ? (new BargainingProblem(found.Frontier, (0, 0)), found.From, found.To)
                : null;
        return at;
    }
}
