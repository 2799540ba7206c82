using System.Collections.Immutable;
using System.Diagnostics;
using Entente.Games.Alignment;
using Entente.Games.Coalitions;
using Entente.Games.Files;

namespace Entente.Games.Uncertainty;

/// <summary>Answers a game in draws, on several threads; the same bits whatever the threads, and whatever was kept from before.</summary>
/// <param name="point">The answer in the data.</param>
/// <param name="draws">The draws.</param>
/// <param name="kept">Answers of earlier runs, to which new ones are added; null: none are kept.</param>
public sealed class SpreadOfGame(AlignmentAnswer point, GameDraws draws, KeptAnswers? kept = null)
{
    private readonly DrawnPayoffs payoffs = new(point);
    private readonly DrawnDetails details = new(point, draws.Options.HeadlineAlone);
    private readonly DrawnAsked asked = new(point, draws, kept);
    private readonly CommitmentNumbers commitment = new(point.Answers.Game);

    private AlignmentGame Game => point.Answers.Game;

    private GameDrawOptions Options => draws.Options;

    /// <summary>
    /// Told how far each stage is: derivatives in the data and draws looked at where there is a surrogate, draws in any case. Called from
    /// several threads, in any order; null: nobody wants to know.
    /// </summary>
    public Action<StageProgress>? Counted { get; init; }

    /// <summary>Numbers wanted of every solved draw beside those that all games have.</summary>
    public ImmutableArray<NumbersBeside> Beside { get; init; } = [];

    /// <summary>Told what took how long, for a bench; null: nobody is.</summary>
    public Action<string, TimeSpan>? Timed { get; init; }

    /// <summary>Sources whose part in the variance is asked; one alone has all of it.</summary>
    private ImmutableArray<string> Sources => draws.Sources;

    /// <summary>Answers all draws and says what they come to.</summary>
    /// <param name="threads">Threads at work; 0: as many as there are processors. Each has drawn worlds of its own.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public GameSpread Answer(int threads = 0, CancellationToken cancellation = default) => Answer(null, threads, cancellation).Spread;

    /// <summary>The same, and the sections of the game with their spreads; all draws are asked together, so that no thread waits.</summary>
    /// <param name="sections">The answers to the sections in the data; null: nothing is drawn of them.</param>
    /// <param name="threads">Threads at work; 0: as many as there are processors.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public (GameSpread Spread, SectionAnswers? Sections) Answer(
        SectionAnswers? sections,
        int threads = 0,
        CancellationToken cancellation = default
    )
    {
        Begin(threads, cancellation);
        var plays = Options.HasSurrogate ? details.Plays() : [];
        var scores = Options.HasSurrogate ? Watched("derivatives in the data", () => asked.Scores(plays)) : null;
        // What takes longest first: a draw of the sections, one solved whole, its coalition, one looked at.
        var work = new SharedWork();
        var drawnSections = sections is null
            ? null
            : SectionDraws.Added(work, sections, draws, point.Answers, asked.Starts, Counted, cancellation);
        var spread = Options.HasSurrogate ? WithSurrogate(work, scores!, plays) : Solved(work);
        var drawnCoalition = sections?.Coalition is { } coalition
            ? CoalitionDraws.Added(work, coalition, draws, point.Answers, Counted, cancellation)
            : null;
        var seen = scores is { Success: true } ? asked.Seen(work, scores.Value) : [];
        Watched("draws", () => work.Run(asked.Threads, cancellation));
        var found = spread([.. seen]);
        if (drawnSections is not null)
            sections = drawnSections() with
            {
                Coalition = drawnCoalition?.Invoke() ?? sections!.Coalition,
                DrawnCommitment = [.. sections!.Commitment.Select(row => commitment.Row(row, found.Beside[commitment.Beside.Name]))],
            };
        return (found, sections);
    }

    /// <summary>
    /// Answers every draw that may be needed and is one of a share, to be kept: with the answers of all shares at hand,
    /// <see cref="Answer(int, CancellationToken)"/> has nothing left to solve. With a surrogate that is all draws that may be solved,
    /// whether the fit would have been near enough before or not.
    /// </summary>
    /// <param name="has">Whether a draw belongs to the share, by its number from 0.</param>
    /// <param name="threads">Threads at work; 0: as many as there are processors.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public void AnswerShare(Func<int, bool> has, int threads = 0, CancellationToken cancellation = default)
    {
        Begin(threads, cancellation);
        asked.Has = has;
        var work = new SharedWork();
        if (Options.HasSurrogate)
        {
            var scores = asked.Scores(details.Plays());
            _ = asked.Solved(work, asked.Stage("draws", isMost: false, Options.Exact!.Value), 0, Options.Exact.Value);
            if (scores.Success)
                _ = asked.Seen(work, scores.Value);
        }
        else
            _ = SolvedAndMixed(work);
        work.Run(asked.Threads, cancellation);
    }

    private void Begin(int threads, CancellationToken cancellation)
    {
        asked.Beside = Lists;
        asked.Begin(Counted, threads, cancellation);
    }

    /// <summary>All draws where there is no surrogate, and those that are made of two, by source.</summary>
    private (SolvedAndSeen[] All, List<ImmutableArray<double>[]> Mixed, List<ImmutableArray<double>[]> Alone) SolvedAndMixed(
        SharedWork work
    )
    {
        var stage = asked.Stage(
            "draws",
            isMost: false,
            [Options.Count, .. Enumerable.Repeat(Options.Pairs, 2 * Sources.Length)]
        );
        return (
            asked.Solved(work, stage, 0, Options.Count),
            [.. Sources.Select(source => Gains($"mixed {source}", k => draws.Mixed(k, source, k + Options.Pairs)))],
            [.. Sources.Select(source => Gains($"alone {source}", k => GameDraws.Alone(source, k)))]
        );

        ImmutableArray<double>[] Gains(string what, Func<int, DrawnFrom> from) =>
            asked.Gains(work, stage, Options.Pairs, what, from);
    }

    private Func<ImmutableArray<SeenDraw?>, GameSpread> Solved(SharedWork work)
    {
        var (solved, mixed, alone) = SolvedAndMixed(work);
        return _ =>
        {
            ImmutableArray<Drawn> all = [.. solved.Select(draw => draw.Numbers)];
            return Spread(
                new DrawnSample(all),
                new DrawnSample([.. all.Take(Options.AllOf)]),
                new DrawnGains(point, draws).DriversOf(
                    [.. all.Select(draw => payoffs.GainsOf(draw.Payoffs))],
                    [.. mixed.Select(ImmutableArray.Create)],
                    [.. alone.Select(ImmutableArray.Create)]
                ),
                null
            );
        };
    }

    /// <summary>
    /// Solves a quarter of the draws that may be solved, then half, then all, until the surrogate is near enough for what every option
    /// gives; what it is not near enough for rests on the solved draws alone.
    /// </summary>
    /// <returns>The answer, once the work is done, from what is seen of all draws.</returns>
    private Func<ImmutableArray<SeenDraw?>, GameSpread> WithSurrogate(
        SharedWork work,
        Checked<PlayScores> scores,
        ImmutableArray<PlayAsked> plays
    )
    {
        var most = Options.Exact!.Value;
        var counts = scores.Success ? [.. Stages(most)] : (ImmutableArray<int>)[most];
        var stage = asked.Stage("draws", isMost: counts.Length > 1, most);
        var first = asked.Solved(work, stage, 0, counts[0]);
        if (!scores.Success)
            return _ => Alone([.. first.Select(draw => draw.Numbers)], $"{scores.Faults[0].Found} is not covered by derivatives", plays);
        return seen =>
        {
            var (solved, trouble) = (ImmutableArray<SolvedAndSeen>.Empty, "");
            foreach (var count in counts)
            {
                var more = solved.IsEmpty ? first : More(stage, solved.Length, count);
                solved = solved.AddRange(more.Select((draw, k) => draw with { Seen = seen[solved.Length + k] }));
                var found = Watched(
                    "surrogate",
                    () => SurrogateDraws.Of(point, scores.Value, plays, solved, seen[count..], Options, asked.Threads)
                );
                trouble = found.Success ? "" : found.Faults[0].Found;
                if (!found.Success)
                    continue;
                var report = Report(found.Value.Sample, count);
                if (count < most && !report.Checks.All(check => check.Check.Holds))
                    continue;
                return Spread(found.Value.Sample, found.Value.Sample, Drivers(found.Value, seen), report);
            }
            return Alone([.. solved.Select(draw => draw.Numbers)], trouble, plays);
        };
    }

    private SolvedAndSeen[] More(StageCount stage, int from, int to)
    {
        var work = new SharedWork();
        var solved = asked.Solved(work, stage, from, to);
        Watched($"{to - from} more draws", () => work.Run(asked.Threads, asked.Cancellation));
        return solved;
    }

    /// <summary>Where it is looked at three times, fewer solved draws leave too few to hold a surrogate against.</summary>
    private const int LeastOfThree = 65;

    /// <summary>How many draws are solved, stage by stage; once where there are few.</summary>
    internal static IEnumerable<int> Stages(int most) =>
        new[] { most / 4, most / 2, most }.Select(count => Math.Max(count, Math.Min(most, LeastOfThree))).Distinct();

    private GameSpread Alone(ImmutableArray<Drawn> solved, string trouble, ImmutableArray<PlayAsked> plays)
    {
        var sample = new DrawnSample(solved);
        return Spread(sample, sample, [], new SurrogateReport(solved.Length, 0, 0, plays.Length, Options.Within, trouble, []));
    }

    private SurrogateReport Report(DrawnSample sample, int solved) =>
        new(
            solved,
            sample.Fitted,
            solved - sample.Fitted,
            details.Plays().Length,
            Options.Within,
            "",
            [
                .. from asked in DrawnGains.Asked(point)
                from o in Enumerable.Range(0, Game.Pressed[asked.Pressed].Options.Length)
                from levers in Enum.GetValues<Pulled>()
                where point.IsTold(asked.Pressed, o, levers)
                let check = sample.Check(PayoffOf(asked.Pressed, o, asked.Horizon, levers))
                select new SurrogateCheck(asked.Pressed, o, asked.Horizon, levers, check),
            ]
        );

    /// <summary>Shares of variance by the fit alone: what it leaves is no source's.</summary>
    private IEnumerable<GainDriver> Drivers(SurrogateDraws found, ImmutableArray<SeenDraw?> seen)
    {
        var (pairs, data) = (Options.Pairs, asked.InData);
        return new DrawnGains(point, draws).DriversOf(
            [.. seen.Select(own => Of(own, own, own, own))],
            [.. Sources.Select(source => Run(k => seen[k], k => seen[k + pairs], source))],
            [.. Sources.Select(source => Run(_ => data, k => seen[k], source))],
            (p, o, horizon) =>
                found.Sample.Check(draw => PayoffOf(p, o, horizon, Pulled.None)(draw) - PayoffOf(p, 0, horizon, Pulled.None)(draw)).Holds
        );

        // One source from one draw, the others from another.
        ImmutableArray<ImmutableArray<double>> Run(Func<int, SeenDraw?> from, Func<int, SeenDraw?> other, string source)
        {
            return [.. Enumerable.Range(0, pairs).Select(k => Of(By(k, 0), By(k, 1), By(k, 2), By(k, 3)))];

            SeenDraw? By(int k, int at) => (GameDrawOptions.Sources[at] == source ? other : from)(k);
        }

        ImmutableArray<double> Of(SeenDraw? figures, SeenDraw? elasticities, SeenDraw? parameters, SeenDraw? parts) =>
            figures is null || elasticities is null || parameters is null || parts is null
                ? [.. Enumerable.Repeat(double.NaN, payoffs.Gains)]
                : found.Gains(
                    figures.Figures,
                    new ScoreSources(elasticities.Sources.Elasticities, parameters.Sources.Parameters, parts.Sources.Parts)
                );
    }

    private Func<Drawn, double> PayoffOf(int pressed, int option, int? horizon, Pulled levers) =>
        draw => payoffs.PayoffOf(draw.Payoffs, pressed, option, horizon, levers);

    private T Watched<T>(string what, Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var found = work();
        Timed?.Invoke(what, clock.Elapsed);
        return found;
    }

    private void Watched(string what, Action work) =>
        Watched(
            what,
            () =>
            {
                work();
                return 0;
            }
        );

    private const int MostReasons = 5;

    private GameSpread Spread(DrawnSample all, DrawnSample detailed, IEnumerable<GainDriver> drivers, SurrogateReport? surrogate)
    {
        ImmutableArray<ImmutableArray<double>> numbers = [.. all.All.Select(draw => draw.Payoffs)];
        var maps = InParallel.Of(point.Frontiers.Length, at => new DrawnMap(details, point.Frontiers[at], detailed), asked.Threads);
        return new GameSpread(
            draws,
            numbers,
            SpreadsOfPayoffs(all),
            [.. point.Prices.Select((_, row) => Uncertainty.Spread.Of(detailed.Of(draw => draw.Details[DrawnDetails.PriceAt(row)])))],
            [.. point.Tipping.Select((_, row) => Shared(detailed, details.TipAt(row), double.IsFinite))],
            [.. point.Threats.Select((_, row) => Shared(detailed, details.Threats + DrawnDetails.OfThreat * row, cost => cost <= 0))],
            [.. maps.Select(map => map.Probabilities)],
            [.. ChoicesOf(all)],
            [.. drivers],
            [.. new DrawnGains(point, draws).TailsOf(all)],
            SurrogateOf(),
            all.Solved.Count(draw => draw.Trouble.Length > 0),
            [
                .. all.Solved.Where(draw => draw.Trouble.Length > 0)
                    .GroupBy(draw => draw.Trouble, StringComparer.Ordinal)
                    .OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Take(MostReasons)
                    .Select(group => $"{group.Count()} of {all.Solved.Length} draws: {group.Key}"),
            ]
        )
        {
            Exact = all.Solved.Length,
            MapDraws = [.. maps.Select(map => (map.Draws, map.Exact))],
            Turns = new DrawnTurns(point).Shares(detailed),
            Beside = BesideOf(all, detailed),
            ByDraws = surrogate,
        };
    }

    private ImmutableArray<NumbersBeside> Lists => [new CountryGains(Game).Beside, commitment.Beside, .. Beside];

    private ImmutableDictionary<string, ImmutableArray<Spread>> BesideOf(DrawnSample all, DrawnSample detailed) =>
        Lists
            .Select(
                (list, at) =>
                    (
                        list.Name,
                        Spreads: Enumerable
                            .Range(0, list.Count)
                            .Select(k => Uncertainty.Spread.Of((list.IsOfTurns ? detailed : all).Solved.Select(draw => draw.Beside[at][k])))
                            .ToImmutableArray()
                    )
            )
            .ToImmutableDictionary(list => list.Name, list => list.Spreads, StringComparer.Ordinal);

    private ImmutableArray<ImmutableArray<ImmutableArray<Spread>>> SpreadsOfPayoffs(DrawnSample sample) =>
        [
            .. point.Payoffs.Select(
                (_, row) =>
                    Enumerable
                        .Range(0, payoffs.Parties)
                        .Select(party =>
                            Enumerable
                                .Range(0, DrawnPayoffs.OfParty)
                                .Select(number => Uncertainty.Spread.Of(sample.Of(draw => draw.Payoffs[payoffs.At(row, party, number)])))
                                .ToImmutableArray()
                        )
                        .ToImmutableArray()
            ),
        ];

    /// <summary>The spread of a number, and the share of draws in which something is so of it.</summary>
    private static (Spread, double) Shared(DrawnSample sample, int at, Func<double, bool> counts)
    {
        var sampled = sample.Of(draw => draw.Details[at]);
        var known = sampled.Values.Where(value => !double.IsNaN(value)).Select(value => counts(value) ? 1.0 : 0);
        return (Uncertainty.Spread.Of(sampled), known.DefaultIfEmpty(double.NaN).Average());
    }

    private IEnumerable<OptionChoice> ChoicesOf(DrawnSample sample)
    {
        foreach (var (p, horizon) in DrawnGains.Asked(point))
        {
            foreach (var levers in Enum.GetValues<Pulled>())
                foreach (var choice in OptionChoice.Of(p, horizon, levers, Of(p, horizon, [levers])))
                    yield return choice;
            // Not knowing what others will do either.
            foreach (var choice in OptionChoice.Of(p, horizon, null, Of(p, horizon, Enum.GetValues<Pulled>())))
                yield return choice;
        }

        // On all draws where the surrogate is near enough for every option.
        ImmutableArray<SampledNumber> Of(int p, int? horizon, Pulled[] levers)
        {
            var options = Enumerable.Range(0, Game.Pressed[p].Options.Length).ToList();
            var isNear =
                sample.HasSurrogate
                && levers.All(at => options.All(o => sample.Check(PayoffOf(p, o, horizon, at)).Holds));
            return [.. options.Select(o => SampledNumber.Joined([.. levers.Select(at => sample.Of(PayoffOf(p, o, horizon, at), isNear))]))];
        }
    }

    /// <summary>The short cuts on the game as in the data, beside its own prices, roots and maps.</summary>
    private Surrogate SurrogateOf()
    {
        var numbers = details.Of(point.Answers, guess: false);
        var price = point
            .Prices.Select(
                (row, at) =>
                    row.Price is { Success: true, Value: { Transfer: not 0 } own }
                        ? Math.Abs(numbers[DrawnDetails.PriceAt(at)] / own.Transfer - 1)
                        : 0
            )
            .DefaultIfEmpty(0)
            .Max();
        var tips = point
            .Tipping.Select(
                (tip, at) => tip.Point.Roots is [var only] ? Math.Abs(numbers[details.TipAt(at)] - only.At) : double.NaN
            )
            .Where(difference => !double.IsNaN(difference))
            .DefaultIfEmpty(double.NaN)
            .Max();
        var (most, cells, other) = (0.0, 0, 0);
        foreach (var map in point.Frontiers)
            for (var x = 0; x < map.Scales.Length; x++)
                for (var y = 0; y < map.Scales.Length; y++)
                {
                    var options = DrawnMap.Payoffs(details, numbers, map, map.Scales[x], map.Scales[y]);
                    var best = options.IndexOf(options.Max());
                    var second = options.Where((_, o) => o != best).Max();
                    if (map.Best[x][y] < 0 || options.Exists(double.IsNaN))
                        continue;
                    cells++;
                    other += best == map.Best[x][y] ? 0 : 1;
                    most = Math.Max(most, best == map.Best[x][y] ? Math.Abs(options[best] - second - map.Margin[x][y]) : map.Margin[x][y]);
                }
        return new Surrogate(price, tips, most, cells == 0 ? 0 : (double)other / cells);
    }
}
