using System.Collections.Concurrent;
using System.Collections.Immutable;
using Entente.Games.Files;
using Entente.Measures;
using Entente.Models;

namespace Entente.Games;

/// <summary>What everybody gets at one play of a game at one horizon; real incomes over those without measures.</summary>
/// <param name="RealIncome">By country of the world; default where there is no equilibrium.</param>
/// <param name="Status">How the search ended.</param>
/// <param name="Explanation">Why there is no equilibrium; empty where there is one.</param>
/// <param name="Residual">The largest gap of the equations.</param>
public sealed record Play(ImmutableArray<double> RealIncome, string Status, string Explanation, double Residual)
{
    /// <summary>Whether there are numbers.</summary>
    public bool Converged => !RealIncome.IsDefault;

    /// <summary>What an answer gives everybody.</summary>
    public static Play Of(Counterfactual answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return new(
            answer.Converged ? answer.Changes.RealIncome : default,
            answer.Status.ToString(),
            answer.Converged ? "" : answer.Explanation,
            answer.Residual
        );
    }
}

/// <summary>A payment to a country under pressure by all senders, in proportion to their income in the data.</summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Amount">What is paid a year, in the unit of the world; below 0 the other way round.</param>
public readonly record struct SidePayment(int Pressed, double Amount);

/// <summary>What is played: options and levers at a horizon, perhaps with a payment.</summary>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Options">The option of each pressed country.</param>
/// <param name="Scales">How far each lever is pulled.</param>
public sealed record PlayAsked(int Horizon, ImmutableArray<int> Options, ImmutableArray<double> Scales)
{
    /// <summary>What is paid beside; null: nothing.</summary>
    public SidePayment? Payment { get; init; }
}

/// <summary>
/// Answers plays of a game - options and levers - each solved once and kept. Safe from several threads; an answer does not depend on
/// what else was asked.
/// </summary>
/// <param name="game">The game.</param>
/// <param name="kept">Answers of earlier runs, to which new ones are added; null: none are kept beyond this object.</param>
public sealed class GameAnswers(AlignmentGame game, KeptAnswers? kept = null)
{
    private readonly ConcurrentDictionary<string, Lazy<Play>> known = new(StringComparer.Ordinal);

    // Rows asked from neighbour to neighbour; kept apart, as the last digits of an answer depend on those before it.
    private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<Play>>> rows = new(StringComparer.Ordinal);

    private readonly SearchTrails? trails;

    // Of questions beside the plays, by their kind.
    private readonly Dictionary<string, SearchTrails> beside = new(StringComparer.Ordinal);

    // Horizons and options of which a play has been answered in turn.
    private readonly HashSet<string> answeredInTurn = new(StringComparer.Ordinal);

    /// <summary>The game.</summary>
    public AlignmentGame Game { get; } = game;

    /// <summary>How many plays are answered.</summary>
    public int Solved => known.Count + rows.Values.Sum(plays => plays.IsValueCreated ? plays.Value.Length : 0);

    /// <summary>Called with the number of plays answered whenever one more is, from several threads; null: nobody wants to know.</summary>
    public Action<int>? Counted { get; init; }

    /// <summary>Where the search for a play starts; null: at the data. It must not depend on what was asked before.</summary>
    public Func<PlayAsked, StartingPoint?>? Start { get; init; }

    /// <summary>Incomes by which changes are weighed, by country: those of the world unless said.</summary>
    internal ImmutableArray<double> Incomes { get; init; } = game.World.Income;

    /// <summary>What a play comes to, in place of solving it; null: plays are solved.</summary>
    internal Func<PlayAsked, Play>? Given { get; init; }

    /// <summary>
    /// Whether plays are asked one after the other on one thread, in the same order whenever the game is answered: then each search goes
    /// on from those before it.
    /// </summary>
    public bool IsInTurn
    {
        get => trails is not null;
        init => trails = value ? new SearchTrails() : null;
    }

    /// <summary>The play of options and levers at a horizon.</summary>
    /// <param name="horizon">Its position.</param>
    /// <param name="options">The option of each pressed country.</param>
    /// <param name="scales">How far each lever is pulled.</param>
    public Play At(int horizon, ImmutableArray<int> options, ImmutableArray<double> scales) => At(new PlayAsked(horizon, options, scales));

    /// <summary>A play.</summary>
    public Play At(PlayAsked asked)
    {
        asked = Plain(asked);
        if (Given is not null)
            return Given(asked);
        var key = KeyOf(asked);
        return known.GetOrAdd(key, _ => new(() => KeptOrSolved(key, asked))).Value;
    }

    /// <summary>
    /// Plays of the same options that lie in rows, each row's asked in their order, from neighbour to neighbour: many times as fast as
    /// <see cref="At(PlayAsked)"/>, and the same to within the tolerance of solves.
    /// </summary>
    /// <param name="horizon">Its position.</param>
    /// <param name="options">The option of each pressed country.</param>
    /// <param name="scales">How far each lever is pulled, by play, one row after the other.</param>
    /// <param name="row">Plays in a row.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="cancellation">Ends the work after the rows at hand with <see cref="OperationCanceledException"/>.</param>
    public ImmutableArray<Play> Along(
        int horizon,
        ImmutableArray<int> options,
        IReadOnlyList<ImmutableArray<double>> scales,
        int row,
        int threads = 0,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(scales);
        var asked = scales.Select(s => Plain(new PlayAsked(horizon, options, s))).Chunk(row).ToList();
        return [.. InParallel.Of(asked.Count, at => Row(asked[at]), threads, cancellation).SelectMany(plays => plays)];
    }

    /// <summary>
    /// What a pressed country gets at plays of the same options in a row, over all horizons by their parts of the present value where
    /// none is named; one play where all are the same.
    /// </summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: the present value.</param>
    /// <param name="options">The option of each pressed country.</param>
    /// <param name="scales">How far each lever is pulled, by play.</param>
    public ImmutableArray<double> PayoffsInRow(
        int pressed,
        int? horizon,
        ImmutableArray<int> options,
        IReadOnlyList<ImmutableArray<double>> scales
    )
    {
        ArgumentNullException.ThrowIfNull(scales);
        var payoffs = new double[scales.Count];
        foreach (var (h, weight) in Game.PartsOf(horizon))
            foreach (var (at, play) in InRow(h, options, scales).Index())
                payoffs[at] += weight * Payoff(pressed, options, play);
        return ImmutableArray.Create(payoffs);
    }

    /// <summary>Plays of a row; those of levers that do nothing at the options are one.</summary>
    internal IEnumerable<Play> InRow(int horizon, ImmutableArray<int> options, IReadOnlyList<ImmutableArray<double>> scales) =>
        scales.Select(s => KeyOf(new PlayAsked(horizon, options, s))).Distinct(StringComparer.Ordinal).Count() == 1
            ? Enumerable.Repeat(At(horizon, options, scales[0]), scales.Count)
            : Along(horizon, options, scales, scales.Count, threads: 1);

    private ImmutableArray<Play> Row(PlayAsked[] asked)
    {
        var key = $"row {string.Join("; ", asked.Select(KeyOf))}";
        return rows.GetOrAdd(key, _ => new(() => KeptOrSolved(key, asked))).Value;
    }

    /// <summary>Answers plays on several threads, so that they are known when they are asked for.</summary>
    /// <param name="plays">The plays; those known or named twice cost nothing.</param>
    /// <param name="threads">How many; 0: as many as there are processors.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public void Prepare(IEnumerable<PlayAsked> plays, int threads = 0, CancellationToken cancellation = default)
    {
        var open = plays.Select(Plain).DistinctBy(KeyOf).ToList();
        _ = InParallel.Of(open.Count, at => At(open[at]), threads, cancellation);
    }

    /// <summary>Answers rows of plays on several threads, so that they are known when they are asked for.</summary>
    internal void Prepare(
        IReadOnlyList<(int Horizon, ImmutableArray<int> Options, ImmutableArray<ImmutableArray<double>> Scales)> rows,
        int threads,
        CancellationToken cancellation
    ) => _ = InParallel.Of(rows.Count, at => InRow(rows[at].Horizon, rows[at].Options, rows[at].Scales).Count(), threads, cancellation);

    /// <summary>What tells a play from others, whatever the order of horizons.</summary>
    public string KeyOf(PlayAsked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var scales = string.Join(',', Plain(asked).Scales.Select(s => s.ToString("R", Invariant)));
        var key = $"play {Game.Horizons[asked.Horizon].Name} {string.Join(',', asked.Options)} {scales}";
        return asked.Payment is { } paid ? string.Create(Invariant, $"{key} {paid.Pressed}:{paid.Amount:R}") : key;
    }

    /// <summary>Levers that do not apply make no other play, and a payment of nothing is none.</summary>
    private PlayAsked Plain(PlayAsked asked) =>
        asked with
        {
            Scales = [.. asked.Scales.Select((scale, l) => Game.Applies(l, asked.Options) ? scale : 0)],
            Payment = asked.Payment is { Amount: 0 } ? null : asked.Payment,
        };

    /// <summary>The same with no lever pulled.</summary>
    public Play At(int horizon, ImmutableArray<int> options) => At(horizon, options, Scales(0));

    /// <summary>All levers pulled as far.</summary>
    public ImmutableArray<double> Scales(double scale) => [.. Game.Levers.Select(_ => scale)];

    /// <inheritdoc cref="AlignmentGame.Scales"/>
    public ImmutableArray<double> Scales(int pressed, double pressure, double retaliation) => Game.Scales(pressed, pressure, retaliation);

    /// <summary>Change of real income of a country, in per cent; not a number where there is no equilibrium.</summary>
    public static double Percent(Play play, int country)
    {
        ArgumentNullException.ThrowIfNull(play);
        return play.Converged ? 100 * (play.RealIncome[country] - 1) : double.NaN;
    }

    /// <summary>
    /// Change of real income of some countries together, in the unit of the world; not a number where there is no equilibrium.
    /// </summary>
    public double IncomeChange(Play play, IEnumerable<int> countries)
    {
        ArgumentNullException.ThrowIfNull(play);
        return play.Converged ? countries.Sum(n => (play.RealIncome[n] - 1) * Incomes[n]) : double.NaN;
    }

    /// <summary>
    /// (A1) What a pressed country gets at a play: its change of real income in per cent, less what the option costs it at home.
    /// </summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizon">Position of the horizon; null: all of them, each by its part of the present value.</param>
    /// <param name="options">The option of each pressed country.</param>
    /// <param name="scales">How far each lever is pulled.</param>
    public double Payoff(int pressed, int? horizon, ImmutableArray<int> options, ImmutableArray<double> scales) =>
        horizon is { } at
            ? Payoff(pressed, options, At(at, options, scales))
            : Game.Weights.Select((weight, h) => weight * Payoff(pressed, h, options, scales)).Sum();

    /// <summary>The same of a play that is known.</summary>
    public double Payoff(int pressed, ImmutableArray<int> options, Play play) =>
        Percent(play, Game.Pressed[pressed].Country) - Game.Pressed[pressed].Options[options[pressed]].Cost;

    /// <summary>
    /// (A2) What a sender gets at a play, in the unit of the world: its change of real income, what it values of the target's loss, less
    /// what the levers it pulls cost it.
    /// </summary>
    public double SenderPayoff(int sender, int horizon, ImmutableArray<int> options, ImmutableArray<double> scales)
    {
        var play = At(horizon, options, scales);
        var (own, valued) = (IncomeChange(play, Game.Senders[sender].Countries), Game.Senders[sender].Valuation * TargetsLoss(play));
        return own + valued - LeverCosts(options, scales, sender);
    }

    /// <summary>What the target gets at a play, in the unit of the world.</summary>
    public double TargetPayoff(int horizon, ImmutableArray<int> options, ImmutableArray<double> scales) =>
        -TargetsLoss(At(horizon, options, scales)) - LeverCosts(options, scales, null);

    /// <summary>What the target loses, in the unit of the world.</summary>
    public double TargetsLoss(Play play) => -IncomeChange(play, [Game.Target]);

    private double LeverCosts(ImmutableArray<int> options, ImmutableArray<double> scales, int? who) =>
        Game.Levers.Select((lever, l) => lever.Sender == who && Game.Applies(l, options) ? scales[l] * lever.Cost : 0).Sum();

    private Play KeptOrSolved(string key, PlayAsked asked)
    {
        var play = KeptOrSolved(key, () => Solve(asked));
        Counted?.Invoke(Solved);
        return play;
    }

    private Play KeptOrSolved(string key, Func<Play> solve)
    {
        if (kept?.Find(key) is not { } before || PlayText.Of(before, Game.World.Countries.Length) is not { } play)
        {
            play = solve();
            kept?.Add(key, PlayText.Of(play));
        }
        return play;
    }

    private ImmutableArray<Play> KeptOrSolved(string key, PlayAsked[] asked)
    {
        var baseline = Game.Horizons[asked[0].Horizon].Baseline;
        var plays = KeptOrSolved(key, () => baseline.SolveAlong([.. asked.Select(MeasuresOf)], Play.Of, asked.Length, threads: 1));
        Counted?.Invoke(Solved);
        return plays;
    }

    /// <summary>Answers kept by an earlier run, or solved now, together, and kept.</summary>
    /// <param name="key">What tells them from all others of the game.</param>
    /// <param name="solve">Solves them.</param>
    internal ImmutableArray<Play> KeptOrSolved(string key, Func<ImmutableArray<Play>> solve)
    {
        if (kept?.Find(key) is { } before && PlayText.RowOf(before, Game.World.Countries.Length) is { } plays)
            return plays;
        plays = solve();
        kept?.Add(key, PlayText.Of(plays));
        return plays;
    }

    /// <summary>Numbers kept by an earlier run, or computed now and kept.</summary>
    /// <param name="key">What tells them from all others of the game.</param>
    /// <param name="length">How many there are; others are computed again.</param>
    /// <param name="compute">Computes them.</param>
    internal KeptNumbers KeptOrComputed(string key, int length, Func<KeptNumbers> compute)
    {
        if (kept?.Find(key) is { } before && before.Numbers.Length == length)
            return before;
        var numbers = compute();
        kept?.Add(key, numbers);
        return numbers;
    }

    /// <summary>
    /// A question beside the plays of the game, solved and not kept: in turn where plays are, by what those of its kind have left.
    /// </summary>
    /// <param name="kind">Which kind of questions it is of.</param>
    /// <param name="horizon">Position of the horizon.</param>
    /// <param name="measures">What is done.</param>
    /// <param name="place">Where it lies among those of its kind.</param>
    internal Play Solve(string kind, int horizon, IEnumerable<Measure> measures, ImmutableArray<double> place)
    {
        var question = new Question(measures);
        if (trails is null)
            return Play.Of(Game.Horizons[horizon].Baseline.Solve(question));
        if (!beside.TryGetValue(kind, out var own))
            beside[kind] = own = new SearchTrails();
        return Play.Of(Game.Horizons[horizon].Baseline.Solve(question with { Trail = own[horizon], Place = place }));
    }

    private Play Solve(PlayAsked asked)
    {
        var measures = MeasuresOf(asked);
        var baseline = Game.Horizons[asked.Horizon].Baseline;
        // Where nothing is done nothing changes, to the last bit: it is solved as what it is compared with.
        if (measures.IsEmpty)
            return Play.Of(baseline.Solve(measures));
        var isFirst = trails is null || answeredInTurn.Add($"{asked.Horizon} {string.Join(',', asked.Options)}");
        return Play.Of(
            baseline.Solve(
                new Question(measures)
                {
                    Start = isFirst ? Start?.Invoke(asked) : null,
                    Trail = trails?[asked.Horizon],
                    Place = trails is null ? [] : PlaceOf(asked),
                }
            )
        );
    }

    /// <summary>Where a play lies among others: options, levers, and a payment in per cent of the income of who receives it.</summary>
    private ImmutableArray<double> PlaceOf(PlayAsked asked) =>
        [
            .. asked.Options.Select(option => (double)option),
            .. asked.Scales,
            asked.Payment is { } paid ? 100 * paid.Amount / Game.World.Income[Game.Pressed[paid.Pressed].Country] : 0,
        ];

    /// <summary>What is done in a play.</summary>
    internal ImmutableArray<Measure> MeasuresOf(PlayAsked asked)
    {
        var measures = Game.Measures(asked.Options, asked.Scales);
        return asked.Payment is { } paid ? measures.Add(Game.Payment(paid)) : measures;
    }

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;
}
