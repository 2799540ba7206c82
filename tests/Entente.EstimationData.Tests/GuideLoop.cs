using Entente.Estimation.GeneralEquilibrium;

namespace Entente.EstimationData.Tests;

/// <summary>
/// The loop of the guide's Stata files, as it stands there: flows are moved by the last change of prices over the last change of
/// resistances, fixed effects are estimated again, and it stops once no change of a price is a hundredth above the one before. What it
/// leaves is not the fixed point.
/// </summary>
internal static class GuideLoop
{
    private const double Enough = 0.01;

    /// <summary>Prices at the factory gate over what they were, by country, and the rounds it took.</summary>
    public static (double[] Prices, int Rounds) Prices(GravityEconomy economy)
    {
        var (n, reference, power) = (economy.Count, economy.Reference, 1 / (1 - economy.Sigma));
        var after = Index(economy, economy.After);
        var before = BalancedFlows.Of(Index(economy, economy.Before), economy.Output, economy.Expenditure, reference);
        var (fit, output, expenditure) = (
            BalancedFlows.Of(after, economy.Output, economy.Expenditure, reference),
            economy.Output,
            economy.Expenditure
        );
        double[] start = [.. before.U.Select(u => u / economy.Expenditure[reference])];
        double[] change = [.. fit.U.Select((u, i) => Math.Pow(u / economy.Expenditure[reference] / start[i], power))];
        var (outward, inward) = (Ones(n), Ones(n));
        for (var round = 1; ; round++)
        {
            var moved = new double[n * n];
            for (var at = 0; at < moved.Length; at++)
                moved[at] = fit.Flows[at] * change[at / n] * change[at % n] / (outward[at / n] * inward[at % n]);
            double[] sold = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => moved[i * n + j]))];
            double[] arrived = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Sum(i => moved[i * n + j]))];
            double[] bought = [.. sold.Select((s, j) => s * economy.Expenditure[j] / economy.Output[j])];
            var again = BalancedFlows.Of(after, sold, arrived, reference);
            double[] next = [.. again.U.Select((u, i) => Math.Pow(u / bought[reference] / (fit.U[i] / expenditure[reference]), power))];
            outward = [
                .. Enumerable.Range(0, n).Select(
                    i => sold[i] * bought[reference] / again.U[i] / (output[i] * expenditure[reference] / fit.U[i])
                )
            ];
            inward = [
                .. Enumerable.Range(0, n).Select(
                    j => bought[j] / (again.V[j] * bought[reference]) / (expenditure[j] / (fit.V[j] * expenditure[reference]))
                )
            ];
            double[] gaps = [.. next.Zip(change, (a, b) => a - b)];
            (fit, output, expenditure, change) = (again, sold, bought, next);
            var mean = gaps.Average();
            if (gaps.Max() <= Enough && Math.Sqrt(gaps.Sum(g => (g - mean) * (g - mean)) / (n - 1)) <= Enough)
                return ([.. fit.U.Select((u, i) => Math.Pow(u / expenditure[reference] / start[i], power))], round);
        }
    }

    private static double[] Index(GravityEconomy economy, IReadOnlyList<double[]> variables)
    {
        var index = (double[])economy.Given.Clone();
        for (var k = 0; k < variables.Count; k++)
            for (var at = 0; at < index.Length; at++)
                index[at] += economy.Coefficients[k] * variables[k][at];
        return index;
    }

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];
}
