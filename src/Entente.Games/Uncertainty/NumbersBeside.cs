using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>
/// Numbers wanted of every solved draw beside those that all games have. A surrogate does not answer them: they rest on solved draws.
/// </summary>
/// <param name="Name">Their name, by which they are found again; it must change where what they mean does.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Of">What they are in a drawn game; one that is not a number has no answer there.</param>
public sealed record NumbersBeside(string Name, int Count, Func<GameAnswers, ImmutableArray<double>> Of)
{
    /// <summary>
    /// Whether they rest on plays of the game in turns, and so are wanted only of draws in which that is played in any case; in others
    /// they have no answer.
    /// </summary>
    public bool IsOfTurns { get; init; }
}

/// <summary>
/// What every country of the world gets more by an option than by the first when nobody answers, in points of real income, by pressed
/// country, option after the first, horizon (the present value last, where there are several) and country.
/// </summary>
/// <param name="game">The game.</param>
internal sealed class CountryGains(AlignmentGame game)
{
    private readonly ImmutableArray<int?> horizons = [.. AlignmentAnswer.HorizonsAndPresent(game)];

    /// <summary>The numbers as they are asked of draws.</summary>
    public NumbersBeside Beside => new("country gains", Options * horizons.Length * game.World.Countries.Length, Of);

    private int Options => game.Pressed.Sum(pressed => pressed.Options.Length - 1);

    /// <summary>Where a number lies.</summary>
    public int At(int pressed, int option, int? horizon, int country)
    {
        var before = game.Pressed.Take(pressed).Sum(p => p.Options.Length - 1);
        return ((before + option - 1) * horizons.Length + horizons.IndexOf(horizon)) * game.World.Countries.Length + country;
    }

    private ImmutableArray<double> Of(GameAnswers answers)
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        for (var p = 0; p < game.Pressed.Length; p++)
            for (var o = 1; o < game.Pressed[p].Options.Length; o++)
                foreach (var horizon in horizons)
                    for (var n = 0; n < game.World.Countries.Length; n++)
                        numbers.Add(Of(answers, p, o, horizon, n));
        return numbers.ToImmutable();
    }

    /// <summary>One of the numbers.</summary>
    public static double Of(GameAnswers answers, int pressed, int option, int? horizon, int country)
    {
        return answers.Game.PartsOf(horizon).Sum(part => part.Weight * (Percent(part.At, option) - Percent(part.At, 0)));

        double Percent(int at, int o) =>
            GameAnswers.Percent(answers.At(at, answers.Game.Choice(pressed, o)), country);
    }
}
