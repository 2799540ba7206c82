using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Games.Files;

namespace Entente.Games.Uncertainty;

/// <summary>Answers a game in draws, on several threads; the same bits whatever the threads, and whatever was kept from before.</summary>
/// <param name="point">The answer in the data.</param>
/// <param name="draws">The draws.</param>
/// <param name="kept">Answers of earlier runs, to which new ones are added; null: none are kept.</param>
public sealed class SpreadOfGame(AlignmentAnswer point, GameDraws draws, KeptAnswers? kept = null)
{
    private readonly DrawnPayoffs payoffs = new(point);
    private readonly DrawnDetails details = new(point);
    private readonly PlayStarts starts = new(point.Answers);
    private int done;
    private int solved;

    private AlignmentGame Game => point.Answers.Game;

    /// <summary>
    /// Called with the number of draws answered, and how many of them were not kept from before, whenever one more is, from several
    /// threads; null: nobody wants to know.
    /// </summary>
    public Action<int, int>? Counted { get; init; }

    /// <summary>How many drawn games are asked in all.</summary>
    public int Count => draws.Options.Count + 2 * Sources.Length * draws.Options.Pairs;

    /// <summary>Sources whose part in the variance is asked; one alone has all of it.</summary>
    private ImmutableArray<string> Sources => draws.Sources;

    /// <summary>Answers all draws and says what they come to.</summary>
    /// <param name="threads">Threads at work; 0: as many as there are processors. Each has drawn worlds of its own.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public GameSpread Answer(int threads = 0, CancellationToken cancellation = default)
    {
        (done, solved) = (0, 0);
        var all = Run(draws.Options.Count, Whole);
        var mixed = Sources
            .Select(source => Run(draws.Options.Pairs, k => Gains($"mixed {source} {k}", draws.Mixed(k, source, k + draws.Options.Pairs))))
            .ToList();
        var alone = Sources
            .Select(source => Run(draws.Options.Pairs, k => Gains($"alone {source} {k}", GameDraws.Alone(source, k))))
            .ToList();
        var gains = new DrawnGains(point, draws);
        var numbers = all.Select(draw => draw.Payoffs).ToImmutableArray();
        var detailed = all.Take(draws.Options.AllOf).Select(draw => draw.Details).ToImmutableArray();
        return new GameSpread(
            draws,
            numbers,
            SpreadsOfPayoffs(numbers),
            [.. point.Prices.Select((_, row) => Spread.Of(detailed.Select(d => d[DrawnDetails.PriceAt(row)])))],
            [.. point.Tipping.Select((_, row) => Tip(detailed, row))],
            [.. point.Threats.Select((_, row) => Threat(detailed, row))],
            [.. point.Frontiers.Select(map => ProbabilitiesOf(map, detailed))],
            [.. ChoicesOf(numbers)],
            [.. gains.DriversOf(numbers, mixed, alone)],
            [.. gains.TailsOf(numbers)],
            SurrogateOf(),
            all.Count(draw => draw.Trouble.Length > 0),
            [
                .. all.Where(draw => draw.Trouble.Length > 0)
                    .GroupBy(draw => draw.Trouble, StringComparer.Ordinal)
                    .OrderByDescending(group => group.Count())
                    .ThenBy(group => group.Key, StringComparer.Ordinal)
                    .Take(MostReasons)
                    .Select(group => $"{group.Count()} of {draws.Options.Count} draws: {group.Key}"),
            ]
        );

        ImmutableArray<T> Run<T>(int count, Func<int, T> one) =>
            InParallel.Of(
                count,
                k =>
                {
                    var found = one(k);
                    Counted?.Invoke(Interlocked.Increment(ref done), Volatile.Read(ref solved));
                    return found;
                },
                threads,
                cancellation
            );
    }

    private const int MostReasons = 5;

    private sealed record Drawn(ImmutableArray<double> Payoffs, ImmutableArray<double> Details, string Trouble);

    private Drawn Whole(int draw)
    {
        var isDetailed = draw < draws.Options.AllOf;
        var (key, more) = (KeyOf($"whole {draw}"), KeyOf($"detail {draw}"));
        var (before, detail) = (kept?.Find(key), kept?.Find(more));
        if (before is not null && before.Numbers.Length != payoffs.Length)
            before = null;
        if (detail is not null && detail.Numbers.Length != details.Length)
            detail = null;
        if (before is null || (isDetailed && detail is null))
        {
            var game = draws.Of(draws.Whole(draw));
            Interlocked.Increment(ref solved);
            if (game.Success)
            {
                var answers = new GameAnswers(game.Value) { Start = starts.Of, IsInTurn = true };
                var (numbers, trouble) = payoffs.Of(answers);
                before = new KeptNumbers(trouble, numbers);
                detail = isDetailed ? new KeptNumbers("", details.Of(answers)) : null;
            }
            else
            {
                before = new KeptNumbers(string.Join("; ", game.Faults.Take(3)), Nothing(payoffs.Length));
                detail = new KeptNumbers("", Nothing(details.Length));
            }
            kept?.Add(key, before);
            if (isDetailed)
                kept?.Add(more, detail!);
        }
        return new Drawn(before.Numbers, isDetailed ? detail!.Numbers : default, before.Text);
    }

    /// <summary>What options give when nobody answers, by country, option and horizon; for the sources of variance.</summary>
    private ImmutableArray<double> Gains(string what, DrawnFrom from)
    {
        var (key, length) = (KeyOf(what), Game.Pressed.Sum(p => p.Options.Length) * Game.Horizons.Length);
        if (kept?.Find(key) is { } before && before.Numbers.Length == length)
            return before.Numbers;
        var game = draws.Of(from);
        Interlocked.Increment(ref solved);
        var numbers = game.Success ? Numbers(new GameAnswers(game.Value) { Start = starts.Of, IsInTurn = true }) : Nothing(length);
        kept?.Add(key, new KeptNumbers("", numbers));
        return numbers;

        ImmutableArray<double> Numbers(GameAnswers answers) =>
            [
                .. from p in Enumerable.Range(0, Game.Pressed.Length)
                from o in Enumerable.Range(0, Game.Pressed[p].Options.Length)
                from h in Enumerable.Range(0, Game.Horizons.Length)
                select answers.Payoff(p, h, AlignmentFrontier.Choice(Game, p, o), answers.Scales(0)),
            ];
    }

    private static ImmutableArray<double> Nothing(int length) => [.. Enumerable.Repeat(double.NaN, length)];

    /// <summary>What is drawn is part of the key: other sources make other draws.</summary>
    private string KeyOf(string what) =>
        FormattableString.Invariant($"draw {draws.Options.Seed} {string.Join('+', Sources)} of {draws.Options.Pairs} {Horizons}: {what}");

    private string Horizons => string.Join(',', Game.Horizons.Select(h => h.Name));

    private ImmutableArray<ImmutableArray<ImmutableArray<Spread>>> SpreadsOfPayoffs(ImmutableArray<ImmutableArray<double>> numbers) =>
        [
            .. point.Payoffs.Select(
                (_, row) =>
                    Enumerable
                        .Range(0, payoffs.Parties)
                        .Select(party =>
                            Enumerable
                                .Range(0, DrawnPayoffs.OfParty)
                                .Select(number => Spread.Of(numbers.Select(draw => draw[payoffs.At(row, party, number)])))
                                .ToImmutableArray()
                        )
                        .ToImmutableArray()
            ),
        ];

    private (Spread, double) Tip(ImmutableArray<ImmutableArray<double>> detailed, int row)
    {
        var scales = detailed.Select(d => d[details.TipAt(row)]).ToList();
        return (Spread.Of(scales), Share(scales, double.IsFinite));
    }

    private (Spread, double) Threat(ImmutableArray<ImmutableArray<double>> detailed, int row)
    {
        var costs = detailed.Select(d => d[details.Threats + DrawnDetails.OfThreat * row]).ToList();
        return (Spread.Of(costs), Share(costs, cost => cost <= 0));
    }

    /// <summary>The share of those that are numbers.</summary>
    private static double Share(List<double> values, Func<double, bool> counts) =>
        values.Where(value => !double.IsNaN(value)).Select(value => counts(value) ? 1.0 : 0).DefaultIfEmpty(double.NaN).Average();

    private ImmutableArray<ImmutableArray<ImmutableArray<double>>> ProbabilitiesOf(
        AlignmentFrontier map,
        ImmutableArray<ImmutableArray<double>> detailed
    )
    {
        var options = Game.Pressed[map.Pressed].Options.Length;
        return [.. map.Scales.Select(x => map.Scales.Select(y => At(x, y)).ToImmutableArray())];

        ImmutableArray<double> At(double x, double y)
        {
            var best = detailed
                .Select(numbers => OnMap(numbers, map, x, y))
                .Where(values => !values.Exists(double.IsNaN))
                .Select(values => values.IndexOf(values.Max()))
                .ToList();
            return
            [
                .. Enumerable.Range(0, options).Select(o => best.Count == 0 ? double.NaN : (double)best.Count(b => b == o) / best.Count),
            ];
        }
    }

    /// <summary>The payoffs of all options at a place of a map.</summary>
    private List<double> OnMap(ImmutableArray<double> numbers, AlignmentFrontier map, double pressure, double retaliation) =>
        [
            .. Enumerable
                .Range(0, Game.Pressed[map.Pressed].Options.Length)
                .Select(o => details.PayoffOf(numbers, map.Pressed, o, map.Horizon, pressure, retaliation)),
        ];

    private IEnumerable<OptionChoice> ChoicesOf(ImmutableArray<ImmutableArray<double>> numbers)
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

        ImmutableArray<ImmutableArray<double>> Of(int p, int? horizon, Pulled[] levers) =>
            [
                .. Enumerable
                    .Range(0, Game.Pressed[p].Options.Length)
                    .Select(o =>
                        levers.SelectMany(at => numbers.Select(draw => payoffs.PayoffOf(draw, p, o, horizon, at))).ToImmutableArray()
                    ),
            ];
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
                    var options = OnMap(numbers, map, map.Scales[x], map.Scales[y]);
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
