using Entente.Estimation.GeneralEquilibrium;

namespace Entente.EstimationData.Tests;

/// <summary>
/// The loop of the guide's Stata files, as it stands there: flows are moved by the last change of prices over the last change of
/// resistances, and fixed effects are estimated again. The guide stops it once changes of prices in a row differ by less than a hundredth.
/// </summary>
internal static class GuideLoop
{
    /// <summary>Prices at the factory gate over what they were, by country, round after round without end.</summary>
    public static IEnumerable<double[]> Prices(GravityEconomy economy)
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
        while (true)
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
            (fit, output, expenditure, change) = (again, sold, bought, next);
            yield return [.. fit.U.Select((u, i) => Math.Pow(u / expenditure[reference] / start[i], power))];
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
