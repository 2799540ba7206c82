using Entente.Models;

namespace Entente.CaliendoParro;

/// <summary>
/// Equation (9), income under a closure: I'_n = wHat_n VA_n + R'_n + E'_n + D'_n + T'_n, where the deficit D' is
/// fixed in value, zero, or a share delta_n - g of the country's own income, with g such that deficits add up to zero
/// over the world; what stocks set aside for refilling is lent on top of it; and where the transfers of a burden-sharing group are such
/// that all its members' real income
/// changes by the same factor u.
/// </summary>
public sealed class Incomes
{
    private const int MostSteps = 100;
    private const double Exact = 1e-15;

    private readonly CounterfactualInputs given;
    private readonly double[] delta;
    private readonly int[] groupOf;
    private readonly StockLoans? loans;
    private readonly double[] lent;

    /// <summary>Prepares the closure of the given circumstances.</summary>
    public Incomes(CounterfactualInputs given)
    {
        ArgumentNullException.ThrowIfNull(given);
        this.given = given;
        var world = given.World;
        delta =
            given.Closure == Closure.Share
                ? [.. world.Deficits.Select((d, n) => given.DeficitPart * d / world.Income[n])]
                : new double[world.Countries.Length];
        lent = new double[world.Countries.Length];
        loans = given.Stocks.IsEmpty ? null : new StockLoans(given);
        groupOf = new int[world.Countries.Length];
        Array.Fill(groupOf, -1);
        for (var group = 0; group < given.Shock.BurdenSharing.Length; group++)
            foreach (var member in given.Shock.BurdenSharing[group])
                groupOf[member] = group;
    }

    /// <summary>Solves equation (9) for the incomes of all countries.</summary>
    /// <param name="own">wHat VA + R' + E' and sales of stocks: what each country earns itself.</param>
    /// <param name="consumerPrices">PHat_n; used by burden sharing and stocks only.</param>
    /// <param name="drawn">What is drawn from each stock.</param>
    /// <param name="income">Receives I'.</param>
    public void Solve(ReadOnlySpan<double> own, ReadOnlySpan<double> consumerPrices, ReadOnlySpan<double> drawn, Span<double> income)
    {
        loans?.Set(drawn, consumerPrices, lent);
        var total = 0.0;
        for (var n = 0; n < own.Length; n++)
            total += own[n] + given.Deficits[n] + given.Transfers[n];
        var g = 0.0;
        var slope = Fill(own, consumerPrices, g, income);
        if (given.Closure != Closure.Share)
            return;
        for (var step = 0; step < MostSteps; step++)
        {
            var gap = -total;
            foreach (var value in income)
                gap += value;
            if (Math.Abs(gap) <= Exact * Math.Abs(total))
                return;
            g -= gap / slope;
            slope = Fill(own, consumerPrices, g, income);
        }
    }

    /// <summary>Incomes where each deficit is the share delta_n - g; returns d(sum of incomes)/dg.</summary>
    private double Fill(ReadOnlySpan<double> own, ReadOnlySpan<double> prices, double g, Span<double> income)
    {
        var slope = 0.0;
        for (var n = 0; n < own.Length; n++)
        {
            var keep = 1 - delta[n] + g;
            income[n] = (own[n] + given.Deficits[n] + given.Transfers[n] + lent[n]) / keep;
            if (groupOf[n] < 0)
                slope -= income[n] / keep;
        }
        foreach (var group in given.Shock.BurdenSharing)
        {
            var (pool, needs, kept) = (0.0, 0.0, 0.0);
            foreach (var m in group)
            {
                var need = given.ReferenceRealIncome[m] * prices[m];
                pool += own[m] + given.Deficits[m] + given.Transfers[m] + lent[m];
                needs += need;
                kept += need * (1 - delta[m] + g);
            }
            foreach (var m in group)
                income[m] = given.ReferenceRealIncome[m] * prices[m] * pool / kept;
            slope -= pool * needs * needs / (kept * kept);
        }
        return slope;
    }

    /// <summary>
    /// D'_n at incomes solved just before: given in value, or the share delta_n - g of income that makes them add up to zero; what
    /// is lent or borrowed for stocks included.
    /// </summary>
    internal double[] Deficits(ReadOnlySpan<double> income)
    {
        var deficits = given.Deficits.ToArray();
        if (given.Closure == Closure.Share)
        {
            var (wanted, total) = (0.0, 0.0);
            for (var n = 0; n < income.Length; n++)
                (wanted, total) = (wanted + delta[n] * income[n], total + income[n]);
            for (var n = 0; n < income.Length; n++)
                deficits[n] = (delta[n] - wanted / total) * income[n];
        }
        for (var n = 0; n < income.Length; n++)
            deficits[n] += lent[n];
        return deficits;
    }

    /// <summary>The lump sum that n receives at solved incomes: that of the shock and that of burden sharing.</summary>
    internal double Transfer(int n, double income, double own, double deficit) =>
        groupOf[n] < 0 ? given.Transfers[n] : income - own - deficit;
}
