using System.Collections.Immutable;

namespace Entente.Games.Uncertainty;

/// <summary>
/// What each party gets at every option of a country, wherever levers stand, in draws of a game: each draw is solved at six places of
/// pressure and retaliation, between which it is laid by parabolas. For whoever looks at a game while draws come one by one; the draws, and
/// what they come to at these places, are those of <see cref="SpreadOfGame"/>. Safe from several threads.
/// </summary>
/// <param name="draws">The draws.</param>
/// <param name="data">Answers the game in the data.</param>
public sealed class DrawnPlaces(GameDraws draws, GameAnswers data)
{
    private readonly PlayStarts starts = new(data);

    /// <summary>A draw at some horizons.</summary>
    /// <param name="draw">Its number from 0.</param>
    /// <param name="pressed">Position of the country among those pressed.</param>
    /// <param name="horizons">Positions of the horizons.</param>
    /// <param name="cancellation">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>By horizon; without numbers where the draw is no world.</returns>
    public ImmutableArray<PlacedPayoffs> Of(int draw, int pressed, IReadOnlyCollection<int> horizons, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(horizons);
        var game = draws.Of(draws.Whole(draw));
        if (!game.Success)
            return [.. horizons.Select(_ => PlacedPayoffs.None(draws.Game, pressed))];
        var answers = new GameAnswers(game.Value) { Start = starts.Of, IsInTurn = true };
        return [.. horizons.Select(horizon => PlacedPayoffs.Of(answers, pressed, horizon, cancellation))];
    }

    /// <summary>The same in the data.</summary>
    public PlacedPayoffs InData(int pressed, int horizon, CancellationToken cancellation) =>
        PlacedPayoffs.Of(data, pressed, horizon, cancellation);
}

/// <summary>
/// What each party gets at every option of a country wherever levers stand: the country in per cent, then senders and the target in the
/// unit of the world; not a number where there is no equilibrium. Immutable.
/// </summary>
public sealed class PlacedPayoffs
{
    private readonly int parties;
    private readonly ImmutableArray<ImmutableArray<double>> numbers;

    private PlacedPayoffs(int parties, ImmutableArray<ImmutableArray<double>> numbers) =>
        (this.parties, this.numbers) = (parties, numbers);

    /// <summary>How many options there are.</summary>
    public int Options => numbers.Length / parties;

    /// <summary>What a party gets.</summary>
    /// <param name="option">Position of the option.</param>
    /// <param name="party">0 the country, then senders in order, the target last.</param>
    /// <param name="pressure">How far senders pull their levers, 0 to 1.</param>
    /// <param name="retaliation">How far the target pulls its own.</param>
    public double At(int option, int party, double pressure, double retaliation) =>
        LeverPlaces.Between(numbers[option * parties + party].AsSpan(), pressure, retaliation);

    /// <summary>The option that the country likes best; -1: not all have an answer.</summary>
    public int Best(double pressure, double retaliation)
    {
        var best = -1;
        var most = double.NegativeInfinity;
        for (var option = 0; option < Options; option++)
        {
            var payoff = At(option, 0, pressure, retaliation);
            if (double.IsNaN(payoff))
                return -1;
            if (payoff > most)
                (best, most) = (option, payoff);
        }
        return best;
    }

    /// <summary>Several together, each by its weight.</summary>
    public static PlacedPayoffs Sum(IReadOnlyList<(PlacedPayoffs Payoffs, double Weight)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var first = parts[0].Payoffs;
        return new(
            first.parties,
            [
                .. first.numbers.Select(
                    (row, r) => row.Select((_, at) => parts.Sum(part => part.Weight * part.Payoffs.numbers[r][at])).ToImmutableArray()
                ),
            ]
        );
    }

    internal static PlacedPayoffs None(AlignmentGame game, int pressed) =>
        Of(
            game,
            pressed,
            (_, parties) => LeverPlaces.All.Select(_ => ImmutableArray.CreateRange(Enumerable.Repeat(double.NaN, parties)))
        );

    internal static PlacedPayoffs Of(GameAnswers answers, int pressed, int horizon, CancellationToken cancellation)
    {
        var game = answers.Game;
        return Of(
            game,
            pressed,
            (option, _) =>
            {
                var choice = game.Choice(pressed, option);
                return LeverPlaces.All.Select(place => At(choice, answers.Scales(pressed, place.Pressure, place.Retaliation)));

                ImmutableArray<double> At(ImmutableArray<int> choice, ImmutableArray<double> scales)
                {
                    cancellation.ThrowIfCancellationRequested();
                    return
                    [
                        answers.Payoff(pressed, horizon, choice, scales),
                        .. game.Senders.Select((_, sender) => answers.SenderPayoff(sender, horizon, choice, scales)),
                        answers.TargetPayoff(horizon, choice, scales),
                    ];
                }
            }
        );
    }

    /// <summary>From what all parties get at each place, by option.</summary>
    private static PlacedPayoffs Of(AlignmentGame game, int pressed, Func<int, int, IEnumerable<ImmutableArray<double>>> places)
    {
        var parties = game.Senders.Length + 2;
        var numbers = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        for (var option = 0; option < game.Pressed[pressed].Options.Length; option++)
        {
            var all = places(option, parties).ToList();
            for (var party = 0; party < parties; party++)
                numbers.Add([.. all.Select(place => place[party])]);
        }
        return new(parties, numbers.ToImmutable());
    }
}
