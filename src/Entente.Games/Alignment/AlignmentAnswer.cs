using System.Collections.Immutable;
using Entente.Games.Credibility;
using Entente.Games.Uncertainty;

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
        return Answers.Game.Choice(row.Pressed, row.Option);
    }

    /// <summary>Whether a setting of levers does anything at an option that another setting does not do as well.</summary>
    public bool IsTold(int pressed, int option, Pulled levers)
    {
        var game = Answers.Game;
        var (pressure, retaliation) = (Meets(isTarget: false), Meets(isTarget: true));
        return levers switch
        {
            Pulled.None => true,
            Pulled.Pressure => pressure,
            Pulled.Retaliation => retaliation,
            _ => pressure && retaliation,
        };

        bool Meets(bool isTarget) =>
            game.Levers.Any(lever => lever.Sender is null == isTarget && lever.Against == pressed && lever.When.Contains(option));
    }

    /// <summary>The horizons that are told, in order, and, where there are several, the present value over them: null.</summary>
    public ImmutableArray<int?> Horizons => [.. HorizonsAndPresent(Answers.Game)];

    /// <summary>How far each lever is pulled in a row.</summary>
    public ImmutableArray<double> ScalesOf(OptionPayoff row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Scales(Answers, row.Pressed, row.Levers);
    }

    /// <summary>
    /// What a country of the world gets more by an option than by the first when nobody answers, in points of real income; not a number
    /// where there is no equilibrium.
    /// </summary>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="option">Position of the option; 1 or more.</param>
    /// <param name="horizon">Position of the horizon; null: the present value over all.</param>
    /// <param name="country">Position of the country in the world.</param>
    public double CountryGain(int pressed, int option, int? horizon, int country) =>
        CountryGains.Of(Answers, pressed, option, horizon, country);

    /// <summary>Answers a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="points">Scales on each axis of a map and of a scan.</param>
    /// <param name="threads">How many; 0: as many as there are processors. No number depends on it.</param>
    /// <param name="progress">Told what has been done, for people; null: nobody is told.</param>
    /// <param name="answers">Answers plays of the game, and may know some already; null: new ones.</param>
    /// <param name="isDirect">Whether all plays of maps are asked, also where fewer would tell the rest within a bound.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static AlignmentAnswer Of(
        AlignmentGame game,
        int points = 41,
        int threads = 0,
        Action<string>? progress = null,
        GameAnswers? answers = null,
        bool isDirect = false,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(game);
        answers ??= new GameAnswers(game);
        progress?.Invoke("plays");
        answers.Prepare(PlayPlan.Of(game), threads, cancellation);
        answers.Prepare([.. PlayPlan.RowsOf(game, points)], threads, cancellation);
        progress?.Invoke("prices");
        var prices = PricesOf(answers, threads, cancellation);
        var payoffs = ImmutableArray.CreateBuilder<OptionPayoff>();
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
                frontiers.Add(AlignmentFrontier.Of(answers, p, horizon, points, threads, isDirect, cancellation));
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
            prices,
            tipping.ToImmutable(),
            frontiers.ToImmutable(),
            threats.ToImmutable(),
            turns.ToImmutable()
        );
    }

    internal static IEnumerable<int?> HorizonsAndPresent(AlignmentGame game) =>
        game.Horizons.Length == 1 ? [0] : [.. Enumerable.Range(0, game.Horizons.Length).Select(h => (int?)h), null];

    private static IEnumerable<OptionPayoff> PayoffsOf(GameAnswers answers, int pressed) =>
        from option in Enumerable.Range(0, answers.Game.Pressed[pressed].Options.Length)
        from horizon in Enumerable.Range(0, answers.Game.Horizons.Length)
        from levers in Enum.GetValues<Pulled>()
        let choice = answers.Game.Choice(pressed, option)
        let scales = Scales(answers, pressed, levers)
        select new OptionPayoff(
            pressed,
            option,
            horizon,
            levers,
            answers.At(horizon, choice, scales),
            answers.Payoff(pressed, horizon, choice, scales)
        );

    internal static ImmutableArray<double> Scales(GameAnswers answers, int pressed, Pulled levers) =>
        answers.Scales(pressed, levers is Pulled.Pressure or Pulled.All ? 1 : 0, levers is Pulled.Retaliation or Pulled.All ? 1 : 0);

    /// <summary>Every option but the first, at every horizon and over all, unpunished and punished, unanswered and answered.</summary>
    private static ImmutableArray<OptionPrice> PricesOf(GameAnswers answers, int threads, CancellationToken cancellation)
    {
        var game = answers.Game;
        var asked = (
            from p in Enumerable.Range(0, game.Pressed.Length)
            from horizon in HorizonsAndPresent(game)
            from o in Enumerable.Range(1, game.Pressed[p].Options.Length - 1)
            from isRetaliated in NoAndYes
            from isPunished in NoAndYes
            select (Pressed: p, Option: o, Horizon: horizon, Punished: isPunished, Retaliated: isRetaliated)
        ).ToList();
        return InParallel.Of(
            asked.Count,
            k => PriceOf(answers, asked[k].Pressed, asked[k].Option, asked[k].Horizon, asked[k].Punished, asked[k].Retaliated),
            threads,
            cancellation
        );
    }

    private static readonly ImmutableArray<bool> NoAndYes = [false, true];

    private static OptionPrice PriceOf(GameAnswers answers, int pressed, int option, int? horizon, bool isPunished, bool isRetaliated)
    {
        var game = answers.Game;
        var over = game.PartsOf(horizon);
        var country = game.Pressed[pressed].Country;
        var options = game.Pressed[pressed].Options;
        var stay = game.Choice(pressed, 0);
        var join = game.Choice(pressed, option);
        return new OptionPrice(
            pressed,
            option,
            horizon,
            isPunished,
            isRetaliated,
            PriceOfAlignment.Find(
                (game.World.Countries[country].Code, country, game.World.Income[country]),
                [.. over.Select(at => at.Weight)],
                [.. over.Select(at => answers.At(at.At, stay, answers.Scales(pressed, isPunished ? 1 : 0, 0)))],
                transfer =>
                    [
                        .. over.Select(at =>
                            answers.At(
                                new PlayAsked(at.At, join, answers.Scales(pressed, 0, isRetaliated ? 1 : 0))
                                {
                                    Payment = new(pressed, transfer),
                                }
                            )
                        ),
                    ],
                options[option].Cost - options[0].Cost
            )
        );
    }

    /// <summary>Each lever by itself, the others at rest; and all of each side.</summary>
    private static IEnumerable<TippingPoint> Tips(GameAnswers answers, int pressed, int option, int points) =>
        TippingPoint
            .Scanned(answers.Game, pressed)
            .Select(side =>
                TippingPoint.Find(answers, pressed, null, (0, option), side.Lever, side.IsTargets, answers.Scales(0), points)
            );
}
