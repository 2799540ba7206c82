using System.Collections.Immutable;
using Entente.Models;

namespace Entente.Outcomes;

/// <summary>
/// Where a change of real income comes from, exactly and whatever its size, in log points and from both sides of the
/// account; each side adds up to ln WHat_n, and neither depends on the numeraire.
/// What is earned: ln WHat_n = sum_j (V'_nj/PHat_n - V_nj)/L + (O'_n/PHat_n - O_n)/L, L the logarithmic mean of real
/// income after and income before, V value added by sector, O all other income.
/// What is bought: ln WHat_n = - sum_j w_nj ln(PHat_nj/IHat_n), with the weights w of Sato (1976) and Vartia (1976), which
/// are exact for CES preferences, nest by nest.
/// Not a causal account: it says in which sectors less is earned and which goods cost more of an income.
/// </summary>
public sealed class Contributions
{
    /// <exception cref="ArgumentNullException">There is no comparison.</exception>
    public Contributions(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (before, after) = (comparison.Before, comparison.After);
        var prices = comparison.PriceIndex;
        var scale = before.Income.Select((income, n) => LogarithmicMean(income, after.Income[n] / prices[n])).ToArray();
        Income = Table.Create(
            before.Output.Rows,
            before.Output.Columns,
            (n, j) => (after.ValueAdded[n, j] / prices[n] - before.ValueAdded[n, j]) / scale[n]
        );
        OtherIncome = [.. scale.Select((s, n) => (Other(after, n) / prices[n] - Other(before, n)) / s)];
        Prices = PriceContributions(comparison);
    }

    /// <summary>By country and sector: what the change of its real value added adds to ln of real income.</summary>
    public Table Income { get; }

    /// <summary>By country: what the change of real income from tariffs, rents, deficits, transfers and stocks adds.</summary>
    public ImmutableArray<double> OtherIncome { get; }

    /// <summary>
    /// By country and good: what the change of its price, relative to incomes, takes from or adds to ln of real income; NaN where
    /// it cannot be had any more.
    /// </summary>
    public Table Prices { get; }

    private static double Other(Equilibrium of, int n)
    {
        var other = of.Income[n];
        foreach (var earned in of.ValueAdded.Row(n))
            other -= earned;
        return other;
    }

    private static Table PriceContributions(Comparison comparison)
    {
        var (before, after) = (comparison.Before.FinalShares, comparison.After.FinalShares);
        var (sigma, sectors) = (comparison.After.Given.Substitution, before.Columns);
        var values = new double[before.Rows * sectors];
        bool IsPower(int j) => sigma.HasPower && sigma.IsPower[j];
        var goods = new Goods(
            [.. Enumerable.Range(0, sectors).Where(j => !sigma.IsEnergy[j])],
            [.. Enumerable.Range(0, sectors).Where(j => sigma.IsEnergy[j] && !IsPower(j))],
            [.. Enumerable.Range(0, sectors).Where(IsPower)]
        );
        var weights = new double[sectors];
        for (var n = 0; n < before.Rows; n++)
        {
            var total = 0.0;
            foreach (var share in comparison.World.FinalShares.Row(n))
                total += share;
            SetWeights(before.Row(n), after.Row(n), goods, weights);
            for (var j = 0; j < sectors; j++)
            {
                var weight = total * weights[j];
                values[n * sectors + j] =
                    weight == 0 ? 0 : weight * (Math.Log(comparison.NominalIncome[n]) / total - Math.Log(comparison.Prices[n, j]));
            }
        }
        return new Table(before.Rows, sectors, values);
    }

    /// <summary>Weights of Sato and Vartia: of energy and the rest, of goods within each, of sources within power.</summary>
    private static void SetWeights(ReadOnlySpan<double> before, ReadOnlySpan<double> after, Goods goods, Span<double> weights)
    {
        var power = Nest.Of(goods.Power, before, after);
        var others = Nest.Of(goods.Others, before, after);
        var energy = Nest.Of(goods.Fuels, before, after, power);
        var together = energy.Mean + others.Mean;
        foreach (var j in goods.Power)
            weights[j] =
                energy.Mean / together * energy.Weight(power.Before, power.After) * power.Weight(before[j], after[j]);
        foreach (var j in goods.Fuels)
            weights[j] = energy.Mean / together * energy.Weight(before[j], after[j]);
        foreach (var j in goods.Others)
            weights[j] = others.Mean / together * others.Weight(before[j], after[j]);
    }

    /// <summary>The goods of each nest.</summary>
    private sealed record Goods(int[] Others, int[] Fuels, int[] Power);

    /// <summary>
    /// A nest of goods, and of a nest within it: its shares before and after, and the sum of the means of theirs within it.
    /// </summary>
    private readonly record struct Nest(double Before, double After, double Sum)
    {
        public double Mean => LogarithmicMean(Before, After);

        public static Nest Of(int[] goods, ReadOnlySpan<double> before, ReadOnlySpan<double> after, Nest within = default)
        {
            var (all, allAfter, sum) = (0.0, 0.0, 0.0);
            foreach (var j in goods)
                (all, allAfter) = (all + before[j], allAfter + after[j]);
            if (within.Before > 0)
                (all, allAfter) = (all + within.Before, allAfter + within.After);
            if (!(all > 0))
                return new(all, allAfter, 0);
            foreach (var j in goods)
                sum += LogarithmicMean(before[j] / all, after[j] / allAfter);
            return new(all, allAfter, within.Before > 0 ? sum + LogarithmicMean(within.Before / all, within.After / allAfter) : sum);
        }

        public double Weight(double shareBefore, double shareAfter) =>
            Sum == 0 ? 0 : LogarithmicMean(shareBefore / Before, shareAfter / After) / Sum;
    }

    /// <summary>(a - b) / (ln a - ln b); a where they are equal, 0 where one of them is.</summary>
    private static double LogarithmicMean(double a, double b)
    {
        if (a <= 0 || b <= 0)
            return 0;
        var x = a / b - 1;
        // ln(1 + x)/x without cancellation.
        return Math.Abs(x) < 1e-5 ? b * (1 + x / 2 - x * x / 12) : (a - b) / Math.Log(a / b);
    }
}
