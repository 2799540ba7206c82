using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Numerics;

namespace Entente.Games.Uncertainty;

/// <summary>What is seen of a draw without solving anything.</summary>
/// <param name="Incomes">Incomes of the countries told (<see cref="PlaySurrogate.Told"/>).</param>
/// <param name="Scores">By play, the scores of all parties.</param>
/// <param name="Sources">What scores depend on beside figures.</param>
/// <param name="Figures">Of what options give when nobody answers, by country, option and horizon, what scores make of figures.</param>
internal sealed record SeenDraw(
    ImmutableArray<double> Incomes,
    ImmutableArray<double[]> Scores,
    ScoreSources Sources,
    ImmutableArray<double[]> Figures
);

/// <summary>A solved draw and what is seen of it.</summary>
/// <param name="Numbers">Its numbers.</param>
/// <param name="Changes">Changes of real income in per cent, by play, then country told.</param>
/// <param name="Seen">What is seen of it; null where its figures are no world.</param>
internal sealed record SolvedAndSeen(Drawn Numbers, ImmutableArray<double[]> Changes, SeenDraw? Seen);

/// <summary>Draws answered by a surrogate that was fitted to the first of some solved draws and is held against the others.</summary>
internal sealed class SurrogateDraws
{
    /// <summary>Of ten solved draws, so many are fitted to.</summary>
    private const int FittedOfTen = 4;

    /// <summary>Below a draw, as 0 to 3 are what is drawn.</summary>
    private const int OfRests = 4;

    private readonly AlignmentAnswer point;
    private readonly PlayScores scores;
    private readonly ImmutableArray<PlayAsked> plays;
    private readonly (DrawnPayoffs Payoffs, DrawnDetails Details, DrawnTurns Turns) numbers;
    private readonly PlaySurrogate surrogate;
    private readonly ImmutableArray<SolvedAndSeen> donors;
    private readonly ImmutableArray<ImmutableArray<double>> multipliers;
    private readonly ImmutableArray<double> usual;
    private readonly CounterRandom random;
    private readonly int[] told;

    private SurrogateDraws(
        AlignmentAnswer point,
        PlayScores scores,
        ImmutableArray<PlayAsked> plays,
        (ImmutableArray<SolvedAndSeen> First, ImmutableArray<SolvedAndSeen> Donors) solved,
        int seed
    )
    {
        (this.point, this.scores, this.plays, donors) = (point, scores, plays, solved.Donors);
        numbers = (new DrawnPayoffs(point), new DrawnDetails(point), new DrawnTurns(point));
        random = new CounterRandom(seed);
        told = [.. PlaySurrogate.Told(scores.Parties).Countries];
        surrogate = PlaySurrogate.Of(
            scores,
            [.. solved.First.Select(draw => new SolvedDraw(draw.Seen!.Scores, draw.Changes))],
            [.. donors.Select(draw => new SolvedDraw(draw.Seen!.Scores, draw.Changes))]
        );
        multipliers = [.. donors.Select(Multipliers)];
        var first = solved.First.Select(Multipliers).ToList();
        usual = [.. point.Prices.Select((_, row) => Spread.Of(first.Select(own => own[row]).Where(double.IsFinite)).Median)];
    }

    /// <summary>The draws, solved and answered.</summary>
    public DrawnSample Sample { get; private set; } = new([]);

    /// <summary>Makes a sample of solved draws and others.</summary>
    /// <param name="point">The answer in the data.</param>
    /// <param name="scores">What scores mean.</param>
    /// <param name="plays">The plays.</param>
    /// <param name="solved">Solved draws.</param>
    /// <param name="others">What is seen of others; null where the figures of one are no world.</param>
    /// <param name="options">How far it may be off, and the seed of what is chosen by chance.</param>
    /// <param name="threads">How many; no number depends on it.</param>
    /// <returns>The surrogate; or why there is none.</returns>
    public static Checked<SurrogateDraws> Of(
        AlignmentAnswer point,
        PlayScores scores,
        ImmutableArray<PlayAsked> plays,
        ImmutableArray<SolvedAndSeen> solved,
        ImmutableArray<SeenDraw?> others,
        GameDrawOptions options,
        int threads
    )
    {
        var fitted = solved.Length * FittedOfTen / 10;
        ImmutableArray<SolvedAndSeen> first = [.. solved.Take(fitted).Where(IsWhole)];
        ImmutableArray<SolvedAndSeen> donors = [.. solved.Skip(fitted).Where(IsWhole)];
        if (first.Length < 2 * scores.Length || donors.IsEmpty)
            return Checked<SurrogateDraws>.Invalid([
                new Fault(null, $"{first.Length} draws with all answers to fit to", $"{2 * scores.Length} or more"),
            ]);
        var own = new SurrogateDraws(point, scores, plays, (first, donors), options.Seed);
        own.Sample = new DrawnSample([.. solved.Select(draw => draw.Numbers)])
        {
            Fitted = fitted,
            Within = options.Within,
            Looks = SpreadOfGame.Stages(options.Exact ?? solved.Length).Count(),
            Fit = [.. solved.Skip(fitted).Select(draw => own.FitAlone(draw.Seen))],
            Instead = [.. solved.Skip(fitted).Select((draw, k) => own.Instead(draw.Seen, fitted + k, donors.IndexOf(draw)))],
            Others = InParallel.Of(others.Length, k => own.Instead(others[k], solved.Length + k, -1), threads),
        };
        return Checked<SurrogateDraws>.Valid(own);
    }

    /// <summary>What the fit alone makes of options when nobody answers, from figures and other sources of several draws.</summary>
    /// <param name="figures">By country, option and horizon, as <see cref="SeenDraw.Figures"/> has them.</param>
    /// <param name="sources">The other sources.</param>
    public ImmutableArray<double> Gains(ImmutableArray<double[]> figures, ScoreSources sources) =>
        [
            .. GainPlays(point, plays)
                .Select(
                    (asked, at) =>
                        surrogate.Fitted(asked.Play, asked.Pressed, scores.At(asked.Play, asked.Pressed, figures[at], sources))
                        - point.Answers.Game.Pressed[asked.Pressed].Options[asked.Option].Cost
                ),
        ];

    /// <summary>The plays of what options give when nobody answers, by country, option and horizon.</summary>
    public static IEnumerable<(int Pressed, int Option, int Play)> GainPlays(AlignmentAnswer point, ImmutableArray<PlayAsked> plays)
    {
        var (answers, game) = (point.Answers, point.Answers.Game);
        var keys = plays.Select(answers.KeyOf).ToList();
        return
            from p in Enumerable.Range(0, game.Pressed.Length)
            from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
            from h in Enumerable.Range(0, game.Horizons.Length)
            let asked = new PlayAsked(h, game.Choice(p, o), answers.Scales(0))
            select (p, o, keys.IndexOf(answers.KeyOf(asked)));
    }

    private static bool IsWhole(SolvedAndSeen draw) =>
        draw.Seen is not null && draw.Changes.All(play => Array.TrueForAll(play, double.IsFinite));

    /// <summary>What the fit alone makes of a draw.</summary>
    public Drawn FitAlone(SeenDraw? seen) =>
        seen is null ? Nothing() : Numbers(seen.Incomes, surrogate.Fitted(seen.Scores), row => usual[row]);

    private Drawn Instead(SeenDraw? seen, int draw, int itself)
    {
        if (seen is null)
            return Nothing();
        var donor = surrogate.Chosen(random.At(draw).At(OfRests), itself);
        return Numbers(
            seen.Incomes,
            surrogate.With(surrogate.Fitted(seen.Scores), donor),
            row => double.IsFinite(multipliers[donor][row]) ? multipliers[donor][row] : usual[row]
        );
    }

    /// <summary>All numbers from plays that are given.</summary>
    private Drawn Numbers(ImmutableArray<double> incomes, ImmutableArray<double[]> changes, Func<int, double> multiplier)
    {
        var answers = Answers(incomes, changes);
        var (payoffs, trouble) = numbers.Payoffs.Of(answers);
        return new Drawn(
            payoffs,
            numbers.Details.Of(
                answers,
                point.Prices.Select((row, at) => IncomeOf(answers, row) * PriceCurve.Gap(answers, row) / multiplier(at))
            ),
            numbers.Turns.Of(answers),
            trouble
        );
    }

    /// <summary>
    /// What a unit of the price closes of the gap that it has to close, in units of income; not a number where there is no price.
    /// </summary>
    private ImmutableArray<double> Multipliers(SolvedAndSeen draw)
    {
        var answers = Answers(draw.Seen!.Incomes, draw.Changes);
        return
        [
            .. point.Prices.Select(
                (row, at) =>
                    draw.Numbers.Details[DrawnDetails.PriceAt(at)] is var price && price != 0
                        ? IncomeOf(answers, row) * PriceCurve.Gap(answers, row) / price
                        : double.NaN
            ),
        ];
    }

    private static double IncomeOf(GameAnswers answers, OptionPrice row) =>
        answers.Incomes[answers.Game.Pressed[row.Pressed].Country];

    /// <summary>A game whose plays are given, as far as the countries told go.</summary>
    private GameAnswers Answers(ImmutableArray<double> incomes, ImmutableArray<double[]> changes)
    {
        var known = new Dictionary<string, Play>(StringComparer.Ordinal);
        for (var p = 0; p < plays.Length; p++)
            known[point.Answers.KeyOf(plays[p])] = PlayOf(changes[p]);
        return new GameAnswers(point.Answers.Game)
        {
            Given = asked => known[point.Answers.KeyOf(asked)],
            Incomes = ByCountry([.. incomes], 1, 0),
        };
    }

    private Play PlayOf(double[] changes) =>
        Array.TrueForAll(changes, double.IsFinite)
            ? new Play(ByCountry(changes, 0.01, 1), "given", "", 0)
            : new Play(default, "given", "no equilibrium", double.NaN);

    private ImmutableArray<double> ByCountry(double[] values, double scale, double constant)
    {
        var all = new double[point.Answers.Game.World.Countries.Length];
        Array.Fill(all, double.NaN);
        for (var c = 0; c < told.Length; c++)
            all[told[c]] = constant + scale * values[c];
        return ImmutableArray.Create(all);
    }

    private Drawn Nothing() =>
        new(
            [.. Enumerable.Repeat(double.NaN, numbers.Payoffs.Length)],
            [.. Enumerable.Repeat(double.NaN, numbers.Details.Length)],
            [.. point.Turns.Select(_ => ImmutableArray<TurnEnd>.Empty)],
            "no world"
        );
}
