using System.Collections.Immutable;
using Entente.Measures;
using Entente.Numerics;

namespace Entente.Games.Alignment;

/// <summary>
/// The price of alignment: the transfer that, paid and received inside the equilibrium, leaves a country that joins exactly as well off
/// as if it abstained.
/// </summary>
/// <param name="Transfer">What is paid a year, in the unit of the world; below 0 where joining pays by itself.</param>
/// <param name="ShareOfIncome">The same over the income of the country in the data.</param>
/// <param name="Naive">
/// What a reader of two tables would compute: income times the log of the loss, as if prices did not move with the payment.
/// </param>
/// <param name="Indifference">Real income with the transfer less that of abstaining, in per cent; 0 up to the tolerance.</param>
/// <param name="Paid">The equilibrium with the transfer.</param>
public sealed record PriceOfAlignment(
    double Transfer,
    double ShareOfIncome,
    double Naive,
    double Indifference,
    Counterfactual Paid
)
{
    /// <summary>Finds the price.</summary>
    /// <param name="baseline">What all is asked of.</param>
    /// <param name="country">Code of the country that may join.</param>
    /// <param name="abstain">Measures when it abstains.</param>
    /// <param name="join">Measures when it joins.</param>
    /// <param name="payers">Who pays, in proportion to income in the data; codes or groups.</param>
    /// <returns>The price, or why there is none: an equilibrium that does not exist, or nothing that payers could pay suffices.</returns>
    public static Checked<PriceOfAlignment> Find(
        Baseline baseline,
        string country,
        ImmutableArray<Measure> abstain,
        ImmutableArray<Measure> join,
        ImmutableArray<Word> payers
    )
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var (without, joined) = (baseline.Solve(abstain), baseline.Solve(join));
        foreach (var answer in new[] { without, joined })
            if (!answer.Converged)
                return Checked<PriceOfAlignment>.Invalid([new Fault(null, $"{answer.Status}: {answer.Explanation}", "an equilibrium")]);
        var n = baseline.World.Country(country);
        var (income, goal) = (baseline.World.Income[n], without.Changes.RealIncome[n]);
        var naive = income * Math.Log(goal / joined.Changes.RealIncome[n]);
        if (naive == 0)
            return Checked<PriceOfAlignment>.Valid(new PriceOfAlignment(0, 0, 0, 0, joined));
        var last = joined;
        if (Bracket(Gap, naive) is not { } end || ScalarRoot.Between(Gap, 0, end, 1e-9 * income, 1e-13) is not { } root)
            return Checked<PriceOfAlignment>.Invalid([
                new Fault(
                    null,
                    $"no transfer that makes up {country}'s loss: the last tried leaves {last.Status}",
                    "payers with an income to pay it from"
                ),
            ]);
        var gap = Gap(root.At);
        return Checked<PriceOfAlignment>.Valid(new PriceOfAlignment(root.At, root.At / income, naive, 100 * gap, last));

        double Gap(double transfer)
        {
            last = baseline.Solve(join.Add(Payment(payers, country, transfer)));
            return last.Converged ? last.Changes.RealIncome[n] - goal : double.NaN;
        }
    }

    /// <summary>A payment of the payers to the country, or the other way round where it is below 0.</summary>
    private static Transfer Payment(ImmutableArray<Word> payers, string country, double amount) =>
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
