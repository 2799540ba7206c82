using System.Collections.Immutable;
using Entente.Games.Alignment;

namespace Entente.Games.Uncertainty;

/// <summary>
/// Real income of a country that joins as a parabola of what it is paid, by horizon, through three payments: none and two about as large as
/// the prices that are asked for.
/// </summary>
internal sealed class PriceCurve
{
    private readonly GameAnswers answers;
    private readonly double[] payments;
    private readonly double[][] incomes;

    private PriceCurve(GameAnswers answers, double[] payments, double[][] incomes) =>
        (this.answers, this.payments, this.incomes) = (answers, payments, incomes);

    /// <summary>The curve of an option, answered by the target or not.</summary>
    /// <param name="answers">Answers the plays.</param>
    /// <param name="rows">The prices that are asked of it, with what they are in the data.</param>
    /// <param name="guess">Whether what they are in the data says where to look.</param>
    public static PriceCurve Of(GameAnswers answers, ImmutableArray<OptionPrice> rows, bool guess)
    {
        var join = answers.Game.Choice(rows[0].Pressed, rows[0].Option);
        var scales = answers.Scales(rows[0].Pressed, 0, rows[0].IsRetaliated ? 1 : 0);
        var wanted = rows.Select(Guess).Where(double.IsFinite).Append(0).ToList();
        var (least, most) = (wanted.Min(), wanted.Max());
        double[] payments =
            least == 0 && most == 0 ? [0]
            : least == 0 ? [0, most / 2, most]
            : most == 0 ? [least, least / 2, 0]
            : [least, 0, most];
        return new PriceCurve(
            answers,
            payments,
            [
                .. Enumerable
                    .Range(0, answers.Game.Horizons.Length)
                    .Select(h => payments.Select(paid => Income(h, paid)).ToArray()),
            ]
        );

        double Income(int h, double paid)
        {
            var play = answers.At(new PlayAsked(h, join, scales) { Payment = new(rows[0].Pressed, paid) });
            return play.Converged ? play.RealIncome[answers.Game.Pressed[rows[0].Pressed].Country] : double.NaN;
        }

        double Guess(OptionPrice row)
        {
            var joined = Joined(answers, row);
            var naive = answers.Incomes[answers.Game.Pressed[row.Pressed].Country] * Math.Log(Goal(answers, row) / joined);
            return guess && row.Price is { Success: true, Value: { Naive: not 0 } price } ? naive * price.Transfer / price.Naive : naive;
        }
    }

    /// <summary>
    /// A price in this draw; not a number where there is no equilibrium, or none within half the range beyond the payments tried.
    /// </summary>
    public double Price(OptionPrice row)
    {
        var goal = Goal(answers, row);
        if (payments.Length == 1)
            return double.IsNaN(goal) || double.IsNaN(At(row, 0)) ? double.NaN : 0;
        var span = payments[^1] - payments[0];
        var (low, high) = (payments[0] - span / 2, payments[^1] + span / 2);
        var (below, above) = (At(row, low) - goal, At(row, high) - goal);
        // Written so that what is not a number has none.
        if (!(below <= 0 && above >= 0))
            return double.NaN;
        for (var step = 0; step < 80; step++)
        {
            var middle = (low + high) / 2;
            if (At(row, middle) < goal)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    private double At(OptionPrice row, double paid) =>
        Mean(
            answers,
            row,
            // Lagrange's form.
            h => payments.Select((own, k) => incomes[h][k] * Others(k).Aggregate(1.0, (p, o) => p * (paid - o) / (own - o))).Sum()
        );

    private IEnumerable<double> Others(int at) => payments.Where((_, other) => other != at);

    /// <summary>What a payment has to bring, over real income without measures; not a number where there is no equilibrium.</summary>
    public static double Gap(GameAnswers answers, OptionPrice row) => Goal(answers, row) - Joined(answers, row);

    private static double Joined(GameAnswers answers, OptionPrice row)
    {
        var join = answers.Game.Choice(row.Pressed, row.Option);
        var scales = answers.Scales(row.Pressed, 0, row.IsRetaliated ? 1 : 0);
        return Mean(
            answers,
            row,
            h => GameAnswers.Percent(answers.At(h, join, scales), answers.Game.Pressed[row.Pressed].Country) / 100 + 1
        );
    }

    /// <summary>Real income of the country, over that without measures, at which the option is as good as the first.</summary>
    private static double Goal(GameAnswers answers, OptionPrice row)
    {
        var (game, pressed) = (answers.Game, answers.Game.Pressed[row.Pressed]);
        var stay = game.Choice(row.Pressed, 0);
        var scales = answers.Scales(row.Pressed, row.IsPunished ? 1 : 0, 0);
        return Mean(answers, row, h => GameAnswers.Percent(answers.At(h, stay, scales), pressed.Country) / 100 + 1)
            + (pressed.Options[row.Option].Cost - pressed.Options[0].Cost) / 100;
    }

    private static double Mean(GameAnswers answers, OptionPrice row, Func<int, double> value) =>
        row.Horizon is { } h ? value(h) : answers.Game.Weights.Select((weight, at) => weight * value(at)).Sum();
}
