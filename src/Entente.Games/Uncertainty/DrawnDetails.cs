using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>
/// Prices, what tips, threats and maps of a drawn game. A draw cannot afford the searches and scans of the answer in the data: prices and
/// maps come from parabolas through three plays, what tips from the ends of a lever and its middle. How far that is off is measured on the
/// game as in the data (<see cref="Surrogate"/>).
/// </summary>
/// <param name="point">The answer in the data.</param>
/// <param name="headlineAlone">Whether only what a brief begins with is asked; the other numbers are none.</param>
internal sealed class DrawnDetails(AlignmentAnswer point, bool headlineAlone = false)
{
    /// <summary>Numbers of a map for an option.</summary>
    private static readonly int Nodes = LeverPlaces.All.Length;

    private readonly AlignmentGame game = point.Answers.Game;

    /// <summary>How many options a country has.</summary>
    public int OptionsOf(int pressed) => game.Pressed[pressed].Options.Length;

    /// <summary>Where the numbers of threats begin; four each: cost, added loss, harm, implied valuation.</summary>
    public int Threats => point.Prices.Length + point.Tipping.Length;

    /// <summary>Numbers of a threat.</summary>
    public const int OfThreat = 4;

    /// <summary>Where the numbers of maps begin.</summary>
    private int Maps => Threats + point.Threats.Length * OfThreat;

    /// <summary>How many numbers there are.</summary>
    public int Length => Maps + game.Pressed.Sum(p => p.Options.Length) * game.Horizons.Length * Nodes;

    /// <summary>Where the price of a row lies.</summary>
    public static int PriceAt(int row) => row;

    /// <summary>Where the tipping scale of a row lies.</summary>
    public int TipAt(int row) => point.Prices.Length + row;

    /// <summary>The numbers of a drawn game.</summary>
    /// <param name="answers">Answers its plays.</param>
    /// <param name="guess">
    /// Whether the search for prices may begin from the price in the data; false: from the naive figure alone, to measure the error.
    /// </param>
    public ImmutableArray<double> Of(GameAnswers answers, bool guess = true)
    {
        var curves = new Dictionary<(int, int, bool), PriceCurve>();
        var prices = new List<double>(point.Prices.Length);
        foreach (var row in point.Prices)
        {
            if (headlineAlone && !IsHeadline(row))
            {
                prices.Add(double.NaN);
                continue;
            }
            var key = (row.Pressed, row.Option, row.IsRetaliated);
            if (!curves.TryGetValue(key, out var curve))
                curves[key] = curve = PriceCurve.Of(
                    answers,
                    [.. point.Prices.Where(p => (p.Pressed, p.Option, p.IsRetaliated) == key && (!headlineAlone || IsHeadline(p)))],
                    guess
                );
            prices.Add(curve.Price(row));
        }
        return Of(answers, prices);
    }

    /// <summary>The same where prices are known.</summary>
    /// <param name="answers">Answers its plays.</param>
    /// <param name="prices">By row of prices.</param>
    public ImmutableArray<double> Of(GameAnswers answers, IEnumerable<double> prices)
    {
        var numbers = ImmutableArray.CreateBuilder<double>(Length);
        numbers.AddRange(prices);
        foreach (var (pressed, tip) in point.Tipping)
            numbers.Add(headlineAlone && !IsHeadline(pressed, tip) ? double.NaN : Tip(answers, pressed, tip));
        if (headlineAlone)
        {
            numbers.AddRange(Enumerable.Repeat(double.NaN, Length - numbers.Count));
            return numbers.ToImmutable();
        }
        for (var p = 0; p < game.Pressed.Length; p++)
            foreach (var threat in Credibility.Threats.Of(answers, p))
                numbers.AddRange(threat.Cost, threat.AddedLoss ?? double.NaN, threat.Harm, threat.ImpliedValuation ?? double.NaN);
        for (var p = 0; p < game.Pressed.Length; p++)
            for (var o = 0; o < game.Pressed[p].Options.Length; o++)
                for (var h = 0; h < game.Horizons.Length; h++)
                    foreach (var (x, y) in LeverPlaces.All)
                        numbers.Add(answers.Payoff(p, h, game.Choice(p, o), answers.Scales(p, x, y)));
        return numbers.ToImmutable();
    }

    private bool IsHeadline(OptionPrice row) =>
        (row.Option, row.Horizon, row.IsPunished, row.IsRetaliated)
        == (game.Pressed[row.Pressed].Options.Length - 1, point.Horizons[^1], false, false);

    /// <summary>All levers of senders, or the only one.</summary>
    private bool IsHeadline(int pressed, TippingPoint tip) =>
        !tip.IsTargets
        && tip.To == game.Pressed[pressed].Options.Length - 1
        && (tip.Lever is null || point.Tipping.Count(t => t.Pressed == pressed && t.Point.To == tip.To && !t.Point.IsTargets) == 1);

    /// <summary>
    /// The payoff of an option at a pressure and a retaliation: parabolas along both, and what both together add growing with their
    /// product.
    /// </summary>
    public double PayoffOf(ImmutableArray<double> numbers, int pressed, int option, int? horizon, double pressure, double retaliation)
    {
        if (horizon is not { } h)
        {
            var sum = 0.0;
            for (var at = 0; at < game.Horizons.Length; at++)
                sum += game.Weights[at] * PayoffOf(numbers, pressed, option, at, pressure, retaliation);
            return sum;
        }
        var before = game.Pressed.Take(pressed).Sum(p => p.Options.Length);
        var v = numbers.AsSpan(Maps + ((before + option) * game.Horizons.Length + h) * Nodes, Nodes);
        return LeverPlaces.Between(v, pressure, retaliation);
    }

    /// <summary>
    /// The scale at which the choice tips: 0 where senders need not pull anything, infinite where it never does, not a number where
    /// there is no equilibrium.
    /// </summary>
    private static double Tip(GameAnswers answers, int pressed, TippingPoint tip)
    {
        var (at0, at1) = (Gain(0), Gain(1));
        if (double.IsNaN(at0) || double.IsNaN(at1))
            return double.NaN;
        if (!tip.IsTargets && at0 >= 0)
            return 0;
        if (at0 > 0 == at1 > 0)
            return double.PositiveInfinity;
        var half = Gain(0.5);
        if (double.IsNaN(half))
            return double.NaN;
        var (low, high) = (0.0, 1.0);
        // The parabola is known: halving finds its root to the last bit.
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            if (LeverPlaces.Parabola(at0, half, at1, middle) > 0 == at0 > 0)
                low = middle;
            else
                high = middle;
        }
        return high;

        double Gain(double scale) => Payoff(tip.To, scale) - Payoff(tip.From, scale);

        double Payoff(int option, double scale) =>
            answers.Payoff(
                pressed,
                null,
                answers.Game.Choice(pressed, option),
                Pulled(answers.Game, tip, scale)
            );
    }

    /// <summary>The levers of a tipping point as far as a scale says, the others at rest.</summary>
    private static ImmutableArray<double> Pulled(AlignmentGame game, TippingPoint tip, double scale) =>
        [
            .. game.Levers.Select(
                (lever, l) => tip.Lever == l || (tip.Lever is null && lever.Sender is null == tip.IsTargets) ? scale : 0
            ),
        ];

    /// <summary>The plays that the numbers of a draw may rest on, prices apart; each once, in a fixed order.</summary>
    public ImmutableArray<PlayAsked> Plays() =>
        [
            .. OfPayoffs()
                .Concat(OfThreats())
                .Concat(OfMaps())
                .Concat(OfTips())
                .Concat(PlayPlan.Of(game))
                .DistinctBy(point.Answers.KeyOf, StringComparer.Ordinal),
        ];

    private IEnumerable<PlayAsked> OfPayoffs() =>
        point.Payoffs.Select(row => new PlayAsked(row.Horizon, point.ChoiceOf(row), point.ScalesOf(row)));

    private IEnumerable<PlayAsked> OfThreats() =>
        from threat in point.Threats
        from scale in new[] { 0.0, 1 }
        select new PlayAsked(
            threat.Cost.Horizon,
            game.Choice(threat.Pressed, threat.Cost.Option),
            point.Answers.Scales(0).SetItem(threat.Cost.Lever, scale)
        );

    private IEnumerable<PlayAsked> OfMaps() =>
        from p in Enumerable.Range(0, game.Pressed.Length)
        from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
        from h in Enumerable.Range(0, game.Horizons.Length)
        from place in LeverPlaces.All
        select new PlayAsked(h, game.Choice(p, o), game.Scales(p, place.Pressure, place.Retaliation));

    private IEnumerable<PlayAsked> OfTips() =>
        from tip in point.Tipping
        from option in new[] { tip.Point.From, tip.Point.To }
        from h in Enumerable.Range(0, game.Horizons.Length)
        from scale in new[] { 0, 0.5, 1 }
        select new PlayAsked(h, game.Choice(tip.Pressed, option), Pulled(game, tip.Point, scale));
}
