using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>
/// Prices, what tips, threats and maps of a drawn game. A draw cannot afford the searches and scans of the answer in the data: prices and
/// maps come from parabolas through three plays, what tips from the ends of a lever and its middle. How far that is off is measured on the
/// game as in the data (<see cref="Surrogate"/>).
/// </summary>
/// <param name="point">The answer in the data.</param>
internal sealed class DrawnDetails(AlignmentAnswer point)
{
    /// <summary>Numbers of a map for an option: at rest, half and full pressure, half and full retaliation, both full.</summary>
    private const int Nodes = 6;

    private readonly AlignmentGame game = point.Answers.Game;

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
        var numbers = ImmutableArray.CreateBuilder<double>(Length);
        var curves = new Dictionary<(int, int, bool), PriceCurve>();
        foreach (var row in point.Prices)
        {
            var key = (row.Pressed, row.Option, row.IsRetaliated);
            if (!curves.TryGetValue(key, out var curve))
                curves[key] = curve = PriceCurve.Of(
                    answers,
                    [.. point.Prices.Where(p => (p.Pressed, p.Option, p.IsRetaliated) == key)],
                    guess
                );
            numbers.Add(curve.Price(row));
        }
        foreach (var (pressed, tip) in point.Tipping)
            numbers.Add(Tip(answers, pressed, tip));
        for (var p = 0; p < game.Pressed.Length; p++)
            foreach (var threat in Credibility.Threats.Of(answers, p))
                numbers.AddRange(threat.Cost, threat.AddedLoss ?? double.NaN, threat.Harm, threat.ImpliedValuation ?? double.NaN);
        for (var p = 0; p < game.Pressed.Length; p++)
            for (var o = 0; o < game.Pressed[p].Options.Length; o++)
                for (var h = 0; h < game.Horizons.Length; h++)
                    foreach (var (x, y) in new[] { (0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 0.5), (0.0, 1.0), (1.0, 1.0) })
                        numbers.Add(answers.Payoff(p, h, AlignmentFrontier.Choice(game, p, o), answers.Scales(p, x, y)));
        return numbers.ToImmutable();
    }

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
        return Parabola(v[0], v[1], v[2], pressure)
            + Parabola(v[0], v[3], v[4], retaliation)
            - v[0]
            + pressure * retaliation * (v[5] - v[2] - v[4] + v[0]);
    }

    /// <summary>The parabola through values at 0, a half and 1.</summary>
    private static double Parabola(double at0, double atHalf, double at1, double x) =>
        at0 * (1 - x) * (1 - 2 * x) + atHalf * 4 * x * (1 - x) + at1 * x * (2 * x - 1);

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
            if (Parabola(at0, half, at1, middle) > 0 == at0 > 0)
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
                AlignmentFrontier.Choice(answers.Game, pressed, option),
                [
                    .. answers.Game.Levers.Select(
                        (lever, l) => tip.Lever == l || (tip.Lever is null && lever.Sender is null == tip.IsTargets) ? scale : 0
                    ),
                ]
            );
    }
}
