using System.Collections.Immutable;
using Entente.Measures;
using Entente.Numerics;

namespace Entente.Games.Alignment;

/// <summary>
/// The price of alignment: the transfer a year that, paid and received inside the equilibrium, leaves a country that joins exactly as
/// well off as if it abstained; over several horizons, in the weighted mean of real income.
/// </summary>
/// <param name="Transfer">What is paid a year, in the unit of the world; below 0 where joining pays by itself.</param>
/// <param name="ShareOfIncome">The same over the income of the country in the data.</param>
/// <param name="Naive">
/// What a reader of two tables would compute: income times the log of the loss, as if prices did not move with the payment.
/// </param>
/// <param name="Indifference">Real income with the transfer less that of abstaining, in per cent; 0 up to the tolerance.</param>
/// <param name="Paid">The plays with the transfer, by horizon.</param>
public sealed record PriceOfAlignment(
    double Transfer,
    double ShareOfIncome,
    double Naive,
    double Indifference,
    ImmutableArray<Play> Paid
)
{
    /// <summary>(A4) Finds the price.</summary>
    /// <param name="over">What all is asked of, with the weight of each; weights add up to 1.</param>
    /// <param name="country">Position of the country that may join.</param>
    /// <param name="abstain">Measures when it abstains.</param>
    /// <param name="join">Measures when it joins.</param>
    /// <param name="payers">Who pays, in proportion to income in the data; codes or groups.</param>
    /// <param name="cost">What joining costs the country at home beside real income, in points of it, over abstaining.</param>
    /// <returns>The price, or why there is none: an equilibrium that does not exist, or nothing that payers could pay suffices.</returns>
    public static Checked<PriceOfAlignment> Find(
        ImmutableArray<(Baseline Baseline, double Weight)> over,
        int country,
        ImmutableArray<Measure> abstain,
        ImmutableArray<Measure> join,
        ImmutableArray<Word> payers,
        double cost = 0
    )
    {
        var world = over[0].Baseline.World;
        return Find(
            (world.Countries[country].Code, country, world.Income[country]),
            [.. over.Select(horizon => horizon.Weight)],
            Solve(abstain),
            transfer => Solve(transfer == 0 ? join : join.Add(Payment(payers, world.Countries[country].Code, transfer))),
            cost
        );

        ImmutableArray<Play> Solve(ImmutableArray<Measure> measures) =>
            [.. over.Select(horizon => Play.Of(horizon.Baseline.Solve(measures)))];
    }

    /// <summary>The same of plays, however they are answered.</summary>
    /// <param name="country">Code, position and income in the data of the country that may join.</param>
    /// <param name="weights">Weight of each horizon; they add up to 1.</param>
    /// <param name="without">The plays of abstaining, by horizon.</param>
    /// <param name="joined">The plays of joining with a transfer, by horizon.</param>
    /// <param name="cost">What joining costs at home, in points of real income, over abstaining.</param>
    internal static Checked<PriceOfAlignment> Find(
        (string Code, int At, double Income) country,
        ImmutableArray<double> weights,
        ImmutableArray<Play> without,
        Func<double, ImmutableArray<Play>> joined,
        double cost
    )
    {
        var last = joined(0);
        if (without.Concat(last).FirstOrDefault(play => !play.Converged) is { } lost)
            return Checked<PriceOfAlignment>.Invalid([new Fault(null, $"{lost.Status}: {lost.Explanation}", "an equilibrium")]);
        var goal = Mean(without) + cost / 100;
        var naive = country.Income * Math.Log(goal / Mean(last));
        if (naive == 0)
            return Checked<PriceOfAlignment>.Valid(new PriceOfAlignment(0, 0, 0, 0, last));
        if (Bracket(Gap, naive) is not { } end || ScalarRoot.Between(Gap, 0, end, 1e-11 * country.Income, 1e-13) is not { } root)
            return Checked<PriceOfAlignment>.Invalid([
                new Fault(
                    null,
                    $"no transfer that makes up the loss of {country.Code}: {last.MinBy(play => play.Converged)!.Status} at the last tried",
                    "payers with an income to pay it from"
                ),
            ]);
        var gap = Gap(root.At);
        return Checked<PriceOfAlignment>.Valid(new PriceOfAlignment(root.At, root.At / country.Income, naive, 100 * gap, last));

        double Gap(double transfer)
        {
            last = joined(transfer);
            return last.All(play => play.Converged) ? Mean(last) - goal : double.NaN;
        }

        double Mean(ImmutableArray<Play> plays) => plays.Select((play, h) => weights[h] * play.RealIncome[country.At]).Sum();
    }

    /// <summary>A payment of the payers to the country, or the other way round where it is below 0.</summary>
    internal static Transfer Payment(ImmutableArray<Word> payers, string country, double amount) =>
        amount >= 0
            ? new Transfer
            {
                From = payers,
                To = [country],
                Amount = amount,
            }
            : new Transfer
            {
                From = [country],
                To = payers,
                Amount = -amount,
            };

    /// <summary>A transfer on the other side of the root than none; null where there is none among a few doublings.</summary>
    private static double? Bracket(Func<double, double> gap, double guess)
    {
        var end = guess;
        for (var doubling = 0; doubling < 8; doubling++, end *= 2)
        {
            var value = gap(end);
            if (double.IsNaN(value))
                return null;
            if (guess > 0 == value > 0)
                return end;
        }
        return null;
    }
}
