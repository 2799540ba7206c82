using System.Collections.Immutable;
using Entente.Games.Credibility;

namespace Entente.Games.Alignment;

/// <summary>How far levers are pulled in a row of a table.</summary>
public enum Pulled
{
    /// <summary>Nobody does anything about the option.</summary>
    None,

    /// <summary>Senders pull all of their levers in full.</summary>
    Pressure,

    /// <summary>The target pulls all of its levers in full.</summary>
    Retaliation,

    /// <summary>Both.</summary>
    All,
}

/// <summary>What an option gives everybody, at one horizon and with levers pulled so far.</summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon.</param>
/// <param name="Levers">How far levers are pulled.</param>
/// <param name="Play">The play.</param>
/// <param name="Payoff">What the country gets: per cent of real income, less the cost of the option at home.</param>
public sealed record OptionPayoff(int Pressed, int Option, int Horizon, Pulled Levers, Play Play, double Payoff);

/// <summary>The price of an option over what the country does today, at a horizon.</summary>
/// <param name="Pressed">Position of the country among those pressed.</param>
/// <param name="Option">Position of the option.</param>
/// <param name="Horizon">Position of the horizon; null: the present value over all.</param>
/// <param name="IsPunished">Whether staying as today is punished by all levers of senders.</param>
/// <param name="IsRetaliated">Whether the option meets all levers of the target.</param>
/// <param name="Price">The price, or why there is none.</param>
public sealed record OptionPrice(
    int Pressed,
    int Option,
    int? Horizon,
    bool IsPunished,
    bool IsRetaliated,
    Checked<PriceOfAlignment> Price
);

/// <summary>All that is said of the choice of every country under pressure.</summary>
/// <param name="Answers">The plays.</param>
/// <param name="Payoffs">What options give.</param>
/// <param name="Prices">What options would have to be paid.</param>
/// <param name="Tipping">What tips: each lever by itself, and all of a side together; the present value over all horizons.</param>
/// <param name="Frontiers">The maps: each horizon, then the present value.</param>
/// <param name="Threats">What levers cost those who pull them.</param>
/// <param name="Turns">The game in turns at each horizon: senders bound first, and senders who wait for what the country does.</param>
public sealed record AlignmentAnswer(
    GameAnswers Answers,
    ImmutableArray<OptionPayoff> Payoffs,
    ImmutableArray<OptionPrice> Prices,
    ImmutableArray<(int Pressed, TippingPoint Point)> Tipping,
    ImmutableArray<AlignmentFrontier> Frontiers,
    ImmutableArray<(int Pressed, ThreatCost Cost)> Threats,
    ImmutableArray<(int Pressed, int Horizon, TurnAnswer Answer)> Turns
)
{
    /// <summary>The options of all pressed countries in a row; the others do what they do today.</summary>
    public ImmutableArray<int> ChoiceOf(OptionPayoff row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AlignmentFrontier.Choice(Answers.Game, row.Pressed, row.Option);
    }

    /// <summary>How far each lever is pulled in a row.</summary>
    public ImmutableArray<double> ScalesOf(OptionPayoff row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Scales(Answers, row.Pressed, row.Levers);
    }

    /// <summary>Answers a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="points">Scales on each axis of a map and of a scan.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what has been done, for people; null: nobody is told.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static AlignmentAnswer Of(
        AlignmentGame game,
        int points = 41,
        int threads = 0,
        Action<string>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        var answers = new GameAnswers(game);
        var payoffs = ImmutableArray.CreateBuilder<OptionPayoff>();
        var prices = ImmutableArray.CreateBuilder<OptionPrice>();
        var tipping = ImmutableArray.CreateBuilder<(int, TippingPoint)>();
        var frontiers = ImmutableArray.CreateBuilder<AlignmentFrontier>();
        var threats = ImmutableArray.CreateBuilder<(int, ThreatCost)>();
        var turns = ImmutableArray.CreateBuilder<(int, int, TurnAnswer)>();
        for (var p = 0; p < game.Pressed.Length; p++)
        {
            progress?.Invoke("options");
            payoffs.AddRange(PayoffsOf(answers, p));
            foreach (var horizon in HorizonsAndPresent(game))
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke($"frontier, {(horizon is { } h ? game.Horizons[h].Name : "present value")}");
                frontiers.Add(AlignmentFrontier.Of(answers, p, horizon, points, threads));
                for (var o = 1; o < game.Pressed[p].Options.Length; o++)
                    foreach (var (punished, retaliated) in new[] { (false, false), (true, false), (false, true), (true, true) })
                        prices.Add(PriceOf(answers, p, o, horizon, punished, retaliated));
            }
            progress?.Invoke("what tips");
            for (var o = 1; o < game.Pressed[p].Options.Length; o++)
                tipping.AddRange(Tips(answers, p, o, points).Select(point => (p, point)));
            progress?.Invoke("threats");
            threats.AddRange(Credibility.Threats.Of(answers, p).Select(cost => (p, cost)));
            foreach (var order in game.Turns.Orders)
                for (var h = 0; h < game.Horizons.Length; h++)
                    turns.Add((p, h, Credibility.Threats.InTurns(answers, p, h, order, game.Turns.Scales)));
        }
        return new AlignmentAnswer(
            answers,
            payoffs.ToImmutable(),
            prices.ToImmutable(),
            tipping.ToImmutable(),
            frontiers.ToImmutable(),
            threats.ToImmutable(),
            turns.ToImmutable()
        );
    }

    private static IEnumerable<int?> HorizonsAndPresent(AlignmentGame game) =>
        game.Horizons.Length == 1 ? [0] : [.. Enumerable.Range(0, game.Horizons.Length).Select(h => (int?)h), null];

    private static IEnumerable<OptionPayoff> PayoffsOf(GameAnswers answers, int pressed) =>
        from option in Enumerable.Range(0, answers.Game.Pressed[pressed].Options.Length)
        from horizon in Enumerable.Range(0, answers.Game.Horizons.Length)
        from levers in Enum.GetValues<Pulled>()
        let choice = AlignmentFrontier.Choice(answers.Game, pressed, option)
        let scales = Scales(answers, pressed, levers)
        select new OptionPayoff(
            pressed,
            option,
            horizon,
            levers,
            answers.At(horizon, choice, scales),
            answers.Payoff(pressed, horizon, choice, scales)
        );

    private static ImmutableArray<double> Scales(GameAnswers answers, int pressed, Pulled levers) =>
        answers.Scales(pressed, levers is Pulled.Pressure or Pulled.All ? 1 : 0, levers is Pulled.Retaliation or Pulled.All ? 1 : 0);

    private static OptionPrice PriceOf(GameAnswers answers, int pressed, int option, int? horizon, bool isPunished, bool isRetaliated)
    {
        var game = answers.Game;
        ImmutableArray<(Baseline, double)> over = horizon is { } h
            ? [(game.Horizons[h].Baseline, 1)]
            : [.. game.Horizons.Zip(game.Weights, (at, weight) => (at.Baseline, weight))];
        var options = game.Pressed[pressed].Options;
        return new OptionPrice(
            pressed,
            option,
            horizon,
            isPunished,
            isRetaliated,
            PriceOfAlignment.Find(
                over,
                game.Pressed[pressed].Country,
                game.Measures(AlignmentFrontier.Choice(game, pressed, 0), answers.Scales(pressed, isPunished ? 1 : 0, 0)),
                game.Measures(AlignmentFrontier.Choice(game, pressed, option), answers.Scales(pressed, 0, isRetaliated ? 1 : 0)),
                [.. game.Senders.SelectMany(s => s.Countries).Distinct().Select(n => (Word)game.World.Countries[n].Code)],
                options[option].Cost - options[0].Cost
            )
        );
    }

    /// <summary>Each lever by itself, the others at rest; and all of each side.</summary>
    private static IEnumerable<TippingPoint> Tips(GameAnswers answers, int pressed, int option, int points)
    {
        var game = answers.Game;
        for (var l = 0; l < game.Levers.Length; l++)
            if (game.Levers[l].Against == pressed)
                yield return Find(l, game.Levers[l].Sender is null);
        yield return Find(null, isTargets: false);
        if (game.Levers.Any(lever => lever.Sender is null && lever.Against == pressed))
            yield return Find(null, isTargets: true);

        TippingPoint Find(int? lever, bool isTargets) =>
            TippingPoint.Find(answers, pressed, null, (0, option), lever, isTargets, answers.Scales(0), points);
    }
}
