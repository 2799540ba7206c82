using System.Collections.Immutable;
using Entente.Games.Alignment;
using Entente.Games.Files;

namespace Entente.Games.Uncertainty;

/// <summary>Drawn games as they are asked, on several threads, each kept as it comes.</summary>
/// <param name="point">The answer in the data.</param>
/// <param name="draws">The draws.</param>
/// <param name="kept">Answers of earlier runs, to which new ones are added; null: none are kept.</param>
internal sealed class DrawnAsked(AlignmentAnswer point, GameDraws draws, KeptAnswers? kept)
{
    private readonly DrawnPayoffs payoffs = new(point);
    private readonly DrawnDetails details = new(point, draws.Options.HeadlineAlone);
    private readonly DrawnTurns turns = new(point);
    private ImmutableArray<PlayAsked> plays = [];
    private ImmutableArray<(int Pressed, int Option, int Play)> gains = [];
    private Action<StageProgress>? counted;

    private AlignmentGame Game => point.Answers.Game;

    /// <summary>Where searches in drawn games start.</summary>
    public PlayStarts Starts { get; } = new(point.Answers);

    /// <summary>Threads at work.</summary>
    public int Threads { get; private set; }

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>Numbers wanted of every solved draw beside those that all games have.</summary>
    public ImmutableArray<NumbersBeside> Beside { get; set; } = [];

    /// <summary>Which of the draws are asked, by their numbers; others have no answer. Null: all.</summary>
    public Func<int, bool>? Has { get; set; }

    /// <summary>What is seen of the data.</summary>
    public SeenDraw? InData { get; private set; }

    /// <summary>Begins a round of questions.</summary>
    public void Begin(Action<StageProgress>? counted, int threads, CancellationToken cancellation) =>
        (this.counted, Threads, Cancellation) = (counted, threads, cancellation);

    /// <summary>Counts something.</summary>
    /// <param name="what">What is counted.</param>
    /// <param name="isMost">Whether fewer may do.</param>
    /// <param name="counts">How many draws will be asked, time after time; of each the share that is asked at all counts.</param>
    public StageCount Stage(string what, bool isMost, params ReadOnlySpan<int> counts)
    {
        var all = 0;
        foreach (var count in counts)
            all += Has is null ? count : Enumerable.Range(0, count).Count(Has);
        return new StageCount(what, all, counted, isMost);
    }

    /// <summary>
    /// Adds draws to be solved whole to some work, those of which that is wanted in detail and with the plays that were scored; what is
    /// seen of them is left open.
    /// </summary>
    public SolvedAndSeen[] Solved(SharedWork work, StageCount stage, int from, int to) =>
        Added(work, stage, to - from, k => Solved(stage, from + k, isDetailed: from + k < draws.Options.AllOf));

    /// <summary>Adds what options give when nobody answers, by country, option and horizon, in draws that are made of several.</summary>
    public ImmutableArray<double>[] Gains(SharedWork work, StageCount stage, int count, string what, Func<int, DrawnFrom> from) =>
        Added(work, stage, count, k => Gains(stage, $"{what} {k}", from(k)));

    /// <summary>What scores of plays mean.</summary>
    public Checked<PlayScores> Scores(ImmutableArray<PlayAsked> plays)
    {
        (this.plays, gains) = (plays, [.. SurrogateDraws.GainPlays(point, plays)]);
        var stage = new StageCount("derivatives", Game.Horizons.Length + plays.Length, counted);
        stage.Begins();
        return PlayScores.Of(point.Answers, plays, Starts, draws.Options.Parts.Length, Derived, Threads, Cancellation);

        void Derived()
        {
            stage.Computed();
            stage.Done();
        }
    }

    /// <summary>Adds what is seen of every draw; null where its figures are no world.</summary>
    public SeenDraw?[] Seen(SharedWork work, PlayScores scores)
    {
        var told = PlaySurrogate.Told(scores.Parties).Countries;
        var stage = Stage("draws looked at", isMost: false, draws.Options.Count);
        InData = Seen(scores, told, Game, draws.ElasticityRatios(null), draws.Parts(null));
        return Added(work, stage, draws.Options.Count, k => Seen(stage, scores, told, k));
    }

    private T[] Added<T>(SharedWork work, StageCount stage, int count, Func<int, T> one) =>
        work.Add(
            count,
            k =>
            {
                if (Has?.Invoke(k) == false)
                    return default!;
                stage.Begins();
                var found = one(k);
                stage.Done();
                return found;
            }
        );

    private SolvedAndSeen Solved(StageCount stage, int draw, bool isDetailed)
    {
        var (countries, _) = PlaySurrogate.Told(PlayScores.PartiesOf(Game));
        var before = Find($"whole {draw}", payoffs.Length);
        var detail = isDetailed ? Find($"detail {draw}", details.Length) : null;
        var ends = isDetailed ? Find($"turns {draw}", null) : null;
        var changes = plays.IsEmpty ? null : Find($"plays {draw}", plays.Length * countries.Length);
        var isInTurns = isDetailed && !draws.Options.HeadlineAlone;
        var beside = Beside
            .Select(list => IsAsked(list) ? Find($"{list.Name} {draw}", list.Count) : new KeptNumbers("", Nothing(list.Count)))
            .ToList();
        if (
            before is null
            || (isDetailed && (detail is null || ends is null))
            || (!plays.IsEmpty && changes is null)
            || beside.Contains(null)
        )
        {
            var game = draws.Of(draws.Whole(draw));
            stage.Computed();
            if (game.Success)
            {
                var answers = new GameAnswers(game.Value) { Start = Starts.Of, IsInTurn = true };
                var (numbers, trouble) = payoffs.Of(answers);
                before = new KeptNumbers(trouble, numbers);
                detail = isDetailed ? new KeptNumbers("", details.Of(answers)) : null;
                ends = isDetailed ? TurnText(isInTurns ? turns.Of(answers) : NoEnds) : null;
                changes = new KeptNumbers(
                    "",
                    [.. plays.SelectMany(asked => Changes(answers.At(asked), countries))]
                );
                // Last, so that each search of the plays above goes on from the same ones whatever is asked beside.
                beside = [.. Beside.Select(list => new KeptNumbers("", IsAsked(list) ? list.Of(answers) : Nothing(list.Count)))];
            }
            else
            {
                before = new KeptNumbers(string.Join("; ", game.Faults.Take(3)), Nothing(payoffs.Length));
                detail = new KeptNumbers("", Nothing(details.Length));
                ends = TurnText(NoEnds);
                beside = [.. Beside.Select(list => new KeptNumbers("", Nothing(list.Count)))];
                changes = new KeptNumbers("", Nothing(plays.Length * countries.Length));
            }
            Keep($"whole {draw}", before);
            if (isDetailed)
            {
                Keep($"detail {draw}", detail!);
                Keep($"turns {draw}", ends!);
            }
            if (!plays.IsEmpty)
                Keep($"plays {draw}", changes);
            foreach (var (list, numbers) in Beside.Zip(beside).Where(asked => IsAsked(asked.First)))
                Keep($"{list.Name} {draw}", numbers!);
        }
        return new SolvedAndSeen(
            new Drawn(
                before.Numbers,
                isDetailed ? detail!.Numbers : default,
                isDetailed ? TurnsOf(ends!) : default,
                before.Text
            )
            {
                Beside = [.. beside.Select(numbers => numbers!.Numbers)],
            },
            changes is null ? [] : [.. changes.Numbers.Chunk(countries.Length)],
            null
        );

        bool IsAsked(NumbersBeside list) => isInTurns || !list.IsOfTurns;
    }

    private ImmutableArray<ImmutableArray<TurnEnd>> NoEnds => [.. point.Turns.Select(_ => ImmutableArray<TurnEnd>.Empty)];

    private static IEnumerable<double> Changes(Play play, ImmutableArray<int> countries) =>
        countries.Select(n => GameAnswers.Percent(play, n));

    private ImmutableArray<double> Gains(StageCount stage, string what, DrawnFrom from)
    {
        if (Find(what, payoffs.Gains) is { } before)
            return before.Numbers;
        var game = draws.Of(from);
        stage.Computed();
        var numbers = game.Success
            ? payoffs.GainsOf(new GameAnswers(game.Value) { Start = Starts.Of, IsInTurn = true })
            : Nothing(payoffs.Gains);
        Keep(what, new KeptNumbers("", numbers));
        return numbers;
    }

    private SeenDraw? Seen(StageCount stage, PlayScores scores, ImmutableArray<int> told, int draw)
    {
        const string NoWorld = "no world";
        var key = $"seen {draw}";
        if (Find(key, null) is { } before)
        {
            if (before.Text == NoWorld)
                return null;
            if (SeenOf(scores, told, before.Numbers, draw) is { } known)
                return known;
        }
        var game = draws.Of(draws.Whole(draw));
        stage.Computed();
        if (!game.Success)
        {
            Keep(key, new KeptNumbers(NoWorld, []));
            return null;
        }
        var seen = Seen(scores, told, game.Value, draws.ElasticityRatios(draw), draws.Parts(draw));
        Keep(
            key,
            new KeptNumbers(
                "",
                [.. seen.Incomes, .. seen.Sources.Parameters, .. seen.Scores.SelectMany(own => own), .. seen.Figures.SelectMany(own => own)]
            )
        );
        return seen;
    }

    private SeenDraw Seen(
        PlayScores scores,
        ImmutableArray<int> told,
        AlignmentGame game,
        double[] elasticities,
        ImmutableArray<double> parts
    )
    {
        var sources = scores.SourcesOf(game, elasticities, parts);
        return new SeenDraw(
            [.. told.Select(n => game.World.Income[n])],
            [.. plays.Select((_, play) => scores.Of(play, game, sources))],
            sources,
            [.. gains.Select(gain => scores.Figures(gain.Play, gain.Pressed, game))]
        );
    }

    /// <summary>What was kept; null where it is not what is seen of a draw of this game.</summary>
    private SeenDraw? SeenOf(PlayScores scores, ImmutableArray<int> told, ImmutableArray<double> numbers, int draw)
    {
        var (ofPlay, figures) = (scores.Parties.Length * scores.Length, scores.LengthOfFigures);
        int[] lengths = [told.Length, Game.Horizons.Length, plays.Length * ofPlay, gains.Length * figures];
        if (numbers.Length != lengths.Sum())
            return null;
        var at = 0;
        var parts = lengths.Select(length => numbers[at..(at += length)]).ToList();
        return new SeenDraw(
            parts[0],
            [.. parts[2].Chunk(ofPlay)],
            new ScoreSources([.. draws.ElasticityRatios(draw)], parts[1], draws.Parts(draw)),
            [.. parts[3].Chunk(figures)]
        );
    }

    /// <summary>Ends of the game in turns as they are kept: how many there are, row by row, and then each.</summary>
    private static KeptNumbers TurnText(ImmutableArray<ImmutableArray<TurnEnd>> rows) =>
        new(
            string.Join(' ', rows.Select(row => row.Length)),
            [.. rows.SelectMany(row => row).SelectMany(end => new[] { end.Option, end.Pressure, end.Retaliation })]
        );

    private static ImmutableArray<ImmutableArray<TurnEnd>> TurnsOf(KeptNumbers kept)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<TurnEnd>>();
        var ends = kept.Numbers.Chunk(3).Select(end => new TurnEnd((int)end[0], end[1], end[2])).ToList();
        var at = 0;
        foreach (var count in kept.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))
        {
            rows.Add([.. ends.Skip(at).Take(count)]);
            at += count;
        }
        return rows.ToImmutable();
    }

    private KeptNumbers? Find(string what, int? length) =>
        kept?.Find(KeyOf(what)) is { } found && (length is null || found.Numbers.Length == length) ? found : null;

    private void Keep(string what, KeptNumbers numbers) => kept?.Add(KeyOf(what), numbers);

    /// <summary>What is drawn is part of the key: other sources make other draws.</summary>
    private string KeyOf(string what) =>
        FormattableString.Invariant(
            $"draw {draws.Options.Seed} {string.Join('+', draws.Sources)} of {draws.Options.Pairs} {Horizons}{Part}: {what}"
        );

    private string Part => draws.Options.HeadlineAlone ? " headline" : "";

    private string Horizons => string.Join(',', Game.Horizons.Select(h => h.Name));

    private static ImmutableArray<double> Nothing(int length) => [.. Enumerable.Repeat(double.NaN, length)];
}
