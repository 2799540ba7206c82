using System.Globalization;

namespace Entente.WorldBuilding;

/// <summary>What balancing changed in one country.</summary>
/// <param name="Country">The country.</param>
/// <param name="Raised">Sectors whose final demand was below the least share of expenditure.</param>
/// <param name="Shortfall">By how much, in value.</param>
/// <param name="Change">Sum of absolute changes of all cells of use and final demand, relative to their sum.</param>
/// <param name="Gap">Largest gap left, relative to the sum.</param>
public sealed record UseChange(string Country, IReadOnlyList<string> Raised, double Shortfall, double Change, double Gap);

/// <summary>
/// Brings the use of goods in each country in line with what it buys: rows (expenditure by good) and columns (what
/// each user spends on inputs, and final demand in total) hold exactly, the cells change as little as RAS can.
/// </summary>
public static class UseBalance
{
    /// <summary>Balances all countries in place. Value added, trade and tariffs do not change.</summary>
    /// <param name="economy">The economy.</param>
    /// <param name="leastFinalShare">Final demand below this share of expenditure, negative ones above all, begins there.</param>
    public static IReadOnlyList<UseChange> Apply(Economy economy, double leastFinalShare)
    {
        ArgumentNullException.ThrowIfNull(economy);
        return [.. Enumerable.Range(0, economy.Countries.Length).Select(n => Apply(economy, n, leastFinalShare))];
    }

    /// <summary>
    /// Countries that no balance exists for: they buy nothing, or their industries use more than the country buys in all.
    /// </summary>
    internal static IEnumerable<Fault> Impossible(Economy economy)
    {
        for (var n = 0; n < economy.Countries.Length; n++)
        {
            var (bought, used) = (0.0, 0.0);
            for (var k = 0; k < economy.Sectors.Length; k++)
                (bought, used) = (bought + economy.Expenditure(n, k), used + economy.Intermediate(n, k));
            if (!(bought > 0 && double.IsFinite(bought) && used < bought))
                yield return new Fault(
                    null,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{economy.Countries[n]} buys {bought:G6} in all, and its industries alone use {used:G6}"
                    ),
                    "final demand above 0 in all; no rule mends this"
                );
        }
    }

    /// <summary>Scales the inputs of a sector so that they and value added come to its output.</summary>
    internal static void ScaleInputs(Economy economy, int n, int user)
    {
        var (sum, wanted) = (0.0, economy.Output(n, user) - economy.ValueAdded[n, user]);
        for (var k = 0; k < economy.Sectors.Length; k++)
            sum += economy.Use[n, k, user];
        for (var k = 0; k < economy.Sectors.Length; k++)
            economy.Use[n, k, user] *= sum > 0 ? Math.Max(0, wanted) / sum : 0;
        if (sum == 0 || wanted < 0)
            economy.ValueAdded[n, user] = economy.Output(n, user);
    }

    /// <summary>Balances one country in place.</summary>
    internal static UseChange Apply(Economy economy, int n, double leastFinalShare)
    {
        var sectors = economy.Sectors.Length;
        var prior = new double[sectors, sectors + 1];
        var (rows, columns) = (new double[sectors], new double[sectors + 1]);
        var (raised, shortfall) = (new List<string>(), 0.0);
        for (var k = 0; k < sectors; k++)
        {
            rows[k] = economy.Expenditure(n, k);
            for (var j = 0; j < sectors; j++)
                (prior[k, j], columns[j]) = (economy.Use[n, k, j], columns[j] + economy.Use[n, k, j]);
            var least = leastFinalShare * rows[k];
            prior[k, sectors] = Math.Max(economy.Final[n, k], least);
            if (economy.Final[n, k] < least)
            {
                raised.Add(economy.Sectors[k]);
                shortfall += least - economy.Final[n, k];
            }
        }
        columns[sectors] = Math.Max(0, rows.Sum() - columns.Sum());
        var balanced = Ras.Balance(prior, rows, columns);
        return new UseChange(economy.Countries[n], raised, shortfall, Write(economy, n, balanced.Matrix) / rows.Sum(), balanced.Gap);
    }

    private static double Write(Economy economy, int n, double[,] matrix)
    {
        var (sectors, change) = (economy.Sectors.Length, 0.0);
        for (var k = 0; k < sectors; k++)
        {
            for (var j = 0; j < sectors; j++)
            {
                change += Math.Abs(matrix[k, j] - economy.Use[n, k, j]);
                economy.Use[n, k, j] = matrix[k, j];
            }
            change += Math.Abs(matrix[k, sectors] - economy.Final[n, k]);
            economy.Final[n, k] = matrix[k, sectors];
        }
        return change;
    }
}
