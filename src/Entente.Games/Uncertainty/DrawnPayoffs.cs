using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>What options give everybody in a drawn game: the rows of the answer in the data, three numbers a party.</summary>
/// <param name="point">The answer in the data.</param>
internal sealed class DrawnPayoffs(AlignmentAnswer point)
{
    /// <summary>Real income in per cent, in money, and payoff.</summary>
    public const int OfParty = 3;

    private readonly AlignmentGame game = point.Answers.Game;

    /// <summary>The pressed country, the target, the senders in order.</summary>
    public int Parties => 2 + game.Senders.Length;

    /// <summary>How many numbers there are.</summary>
    public int Length => point.Payoffs.Length * Parties * OfParty;

    /// <summary>How many numbers there are of what options give when nobody answers, by country, option and horizon.</summary>
    public int Gains => game.Pressed.Sum(p => p.Options.Length) * game.Horizons.Length;

    /// <summary>Where a number lies.</summary>
    /// <param name="row">Position in the payoffs of the answer in the data.</param>
    /// <param name="party">0 the pressed country, 1 the target, then senders.</param>
    /// <param name="number">0 per cent, 1 money, 2 payoff.</param>
    public int At(int row, int party, int number) => (row * Parties + party) * OfParty + number;

    /// <summary>The numbers of a drawn game; not a number where there is no equilibrium.</summary>
    public (ImmutableArray<double> Numbers, string Trouble) Of(GameAnswers answers)
    {
        var (numbers, trouble) = (ImmutableArray.CreateBuilder<double>(Length), "");
        foreach (var row in point.Payoffs)
        {
            var (choice, scales) = (point.ChoiceOf(row), point.ScalesOf(row));
            var play = answers.At(row.Horizon, choice, scales);
            if (!play.Converged && trouble.Length == 0)
                trouble = $"{play.Status}: {play.Explanation}";
            var own = game.Pressed[row.Pressed].Country;
            Party([own], answers.Payoff(row.Pressed, row.Horizon, choice, scales));
            Party([game.Target], answers.TargetPayoff(row.Horizon, choice, scales));
            for (var s = 0; s < game.Senders.Length; s++)
                Party(game.Senders[s].Countries, answers.SenderPayoff(s, row.Horizon, choice, scales));

            void Party(ImmutableArray<int> countries, double payoff)
            {
                var money = answers.IncomeChange(play, countries);
                numbers.Add(100 * money / countries.Sum(n => answers.Incomes[n]));
                numbers.Add(money);
                numbers.Add(payoff);
            }
        }
        return (numbers.ToImmutable(), trouble);
    }

    /// <summary>What options give when nobody answers, by country, option and horizon.</summary>
    public ImmutableArray<double> GainsOf(ImmutableArray<double> numbers) =>
        [
            .. from p in Enumerable.Range(0, game.Pressed.Length)
            from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
            from h in Enumerable.Range(0, game.Horizons.Length)
            select PayoffOf(numbers, p, o, h, Pulled.None),
        ];

    /// <summary>The same of a drawn game.</summary>
    public ImmutableArray<double> GainsOf(GameAnswers answers) =>
        [
            .. from p in Enumerable.Range(0, game.Pressed.Length)
            from o in Enumerable.Range(0, game.Pressed[p].Options.Length)
            from h in Enumerable.Range(0, game.Horizons.Length)
            select answers.Payoff(p, h, game.Choice(p, o), answers.Scales(0)),
        ];

    /// <summary>What a country gets by each option and horizon when nobody answers, from a number for each row.</summary>
    public double PayoffOf(ImmutableArray<double> numbers, int pressed, int option, int? horizon, Pulled levers)
    {
        if (horizon is { } h)
            return numbers[At(RowOf(pressed, option, h, levers), 0, 2)];
        var sum = 0.0;
        for (var at = 0; at < game.Horizons.Length; at++)
            sum += game.Weights[at] * numbers[At(RowOf(pressed, option, at, levers), 0, 2)];
        return sum;
    }

    private int RowOf(int pressed, int option, int horizon, Pulled levers)
    {
        var before = game.Pressed.Take(pressed).Sum(p => p.Options.Length);
        var settings = Enum.GetValues<Pulled>().Length;
        return ((before + option) * game.Horizons.Length + horizon) * settings + (int)levers;
    }
}
