using Entente.Estimation.GeneralEquilibrium;

namespace Entente.EstimationData.Tests;

/// <summary>
/// The full tables of the Advanced Guide as they are printed: its Stata loop with its own rule of stopping, and not the fixed point, which
/// <see cref="GravityEquilibrium"/> finds. Flows are moved by the last change of prices over the last change of resistances, and fixed
/// effects are estimated again. Yotov, Piermartini, Monteiro and Larch (2016), chapter 2, applications 1 and 2, step III.b.
/// </summary>
internal static class GuideLoop
{
    /// <summary>Changes of prices in a row differ by less than this where the guide stops.</summary>
    public const double Tolerance = 0.01;

    /// <summary>The round in which the guide stops.</summary>
    /// <remarks>
    /// It stops once the standard deviation over pairs and the largest value of the difference between two changes of prices in a row are
    /// at most the tolerance; the largest value, not the largest size: falls do not count. The differences are those known before the
    /// round.
    /// </remarks>
    public static GuideRound Stopped(GravityEconomy economy)
    {
        var before = new double[economy.Count];
        foreach (var round in Rounds(economy))
        {
            double[] differences = [.. round.Known.Zip(before, (now, was) => now - was)];
            before = round.Known;
            if (Deviation(differences) <= Tolerance && Math.Abs(differences.Max()) <= Tolerance)
                return round;
        }
        throw new InvalidOperationException("The rounds have no end.");
    }

    /// <summary>Round after round, without end.</summary>
    public static IEnumerable<GuideRound> Rounds(GravityEconomy economy)
    {
        var (n, reference, power) = (economy.Count, economy.Reference, 1 / (1 - economy.Sigma));
        var after = Index(economy, economy.After);
        var before = BalancedFlows.Of(Index(economy, economy.Before), economy.Output, economy.Expenditure, reference);
        var fit = BalancedFlows.Of(after, economy.Output, economy.Expenditure, reference);
        var (output, expenditure) = (economy.Output, economy.Expenditure);
        double[] start = [.. before.U.Select(u => u / economy.Expenditure[reference])];
        double[] change = [.. fit.U.Select((u, i) => Math.Pow(u / economy.Expenditure[reference] / start[i], power))];
        var (outward, inward) = (Ones(n), Ones(n));
        for (var number = 1; ; number++)
        {
            var known = change;
            var moved = new double[n * n];
            for (var at = 0; at < moved.Length; at++)
                moved[at] = fit.Flows[at] * change[at / n] * change[at % n] / (outward[at / n] * inward[at % n]);
            double[] sold = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => moved[i * n + j]))];
            double[] arrived = [.. Enumerable.Range(0, n).Select(j => Enumerable.Range(0, n).Sum(i => moved[i * n + j]))];
            double[] bought = [.. sold.Select((s, j) => s * economy.Expenditure[j] / economy.Output[j])];
            var again = BalancedFlows.Of(after, sold, arrived, reference);
            change = [.. again.U.Select((u, i) => Math.Pow(u / bought[reference] / (fit.U[i] / expenditure[reference]), power))];
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
            (fit, output, expenditure) = (again, sold, bought);
            double[] prices = [.. fit.U.Select((u, i) => Math.Pow(u / bought[reference] / start[i], power))];
            yield return new GuideRound(number, Changes(economy, before, fit, after, prices, bought)) { Known = known };
        }
    }

    /// <summary>What the guide tells of a round, in logarithms.</summary>
    private static Dictionary<GravityOutcome, double[]> Changes(
        GravityEconomy economy,
        BalancedFlows before,
        BalancedFlows fit,
        double[] after,
        double[] prices,
        double[] bought
    )
    {
        var (n, reference, theta) = (economy.Count, economy.Reference, economy.Sigma - 1);
        // P_j^(1 - sigma), before and in the round; Pi_i^(1 - sigma) of output at the prices of the round.
        double[] was = [.. before.V.Select((v, j) => economy.Expenditure[j] / (v * economy.Expenditure[reference]))];
        double[] now = [.. fit.V.Select((v, j) => bought[j] / (v * bought[reference]))];
        double[] outward = [.. prices.Select((p, i) => p * economy.Output[i] * bought[reference] / fit.U[i])];
        double[] inward = [.. now.Zip(was, (a, b) => -Math.Log(a / b) / theta)];
        var exports = new double[n];
        for (var i = 0; i < n; i++)
        {
            var (own, old) = (0.0, 0.0);
            for (var j = 0; j < n; j++)
                if (i != j)
                {
                    own += prices[i] * economy.Output[i] * prices[j] * economy.Expenditure[j] * Math.Exp(after[i * n + j])
                        / (now[j] * outward[i]);
                    old += before.Flows[i * n + j];
                }
            exports[i] = Math.Log(own / old);
        }
        return new()
        {
            [GravityOutcome.FullExports] = exports,
            [GravityOutcome.FullOutward] = [.. prices.Select(p => -economy.Sigma * Math.Log(p) / theta)],
            [GravityOutcome.FullInward] = inward,
            [GravityOutcome.FullPrice] = [.. prices.Select(p => Math.Log(p))],
            [GravityOutcome.FullRealOutput] = [.. prices.Zip(inward, (p, cost) => Math.Log(p) - cost)],
        };
    }

    /// <summary>As Stata has it, every exporter being in as many rows as there are importers.</summary>
    private static double Deviation(double[] values)
    {
        var (rows, mean) = ((double)values.Length * values.Length, values.Average());
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) * values.Length / (rows - 1));
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

/// <summary>What a round of the guide's loop says.</summary>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Changes">Changes in logarithms, by outcome of full general equilibrium.</param>
internal sealed record GuideRound(int Number, IReadOnlyDictionary<GravityOutcome, double[]> Changes)
{
    /// <summary>Changes of prices, as factors, that the round began with.</summary>
    public double[] Known { get; init; } = [];

    /// <summary>An outcome in per cent.</summary>
    public double[] Percent(GravityOutcome outcome) => [.. Changes[outcome].Select(change => 100 * (Math.Exp(change) - 1))];
}
