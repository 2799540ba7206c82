using Entente.Estimation;
using Entente.Estimation.Formulas;
using Entente.Estimation.GeneralEquilibrium;
using Entente.EstimationData.Models;
using Entente.EstimationData.Panels;
using Entente.Testing;
using Xunit;

namespace Entente.EstimationData.Tests;

/// <summary>
/// General equilibrium of structural gravity against the tables of Yotov, Piermartini, Monteiro and Larch (2016), chapter 2. Their loop
/// stops once prices move by less than a hundredth, so that full tables are met to what that leaves (0.7 and 0.05 points); conditional
/// ones are exact.
/// </summary>
public sealed class GuideTests
{
    private static readonly string Guide = Reference.Folder(Path.Combine("gravity", "yotov2016"));

    private static DataColumns Read(string file, string[] numbers, string[] labels) =>
        new PanelReader().Read(Path.Combine(Guide, file), file, numbers, labels, TestContext.Current.CancellationToken).Value;

    private static Dictionary<string, Dictionary<string, double>> Table(string file)
    {
        var columns = File.ReadLines(Path.Combine(Guide, file)).First().Split(',');
        var data = Read(file, columns[1..], ["country"]);
        var countries = data.Label("country");
        return columns[1..]
            .ToDictionary(
                column => column,
                column => Enumerable.Range(0, data.Rows).ToDictionary(row => countries.Names[countries.Codes[row]], row => data.Number(column)[row])
            );
    }

    private static void Close(GravityEconomy economy, double[] found, Dictionary<string, double> expected, double tolerance)
    {
        Assert.InRange(rounds, 1, 10);
        Close(economy, [.. loop.Select(p => 100 * (1 / p - 1))], published["change_price_FULL"], 1e-4);
        Close(economy, Back(GravityOutcome.FullPrice), published["change_price_FULL"], 0.16);
        Close(economy, Back(GravityOutcome.FullRealOutput), published["change_rGDP_FULL"], 0.2);
        var errors = equilibrium.StandardErrors(found, covariance);
        const int draws = 200;
        var random = new Entente.Numerics.CounterRandom(3);
        var sums = GravityOutcomes.ToDictionary(o => o, _ => (One: new double[economy.Count], Two: new double[economy.Count]));
        for (var draw = 0; draw < draws; draw++)
        {
            var drawn = economy with { Coefficients = [economy.Coefficients[0] + Math.Sqrt(covariance[0]) * random.Normal(draw)] };
            var effects = new GravityEquilibrium(drawn).Solve();
            foreach (var outcome in GravityOutcomes)
                foreach (var (n, value) in effects.Percent(outcome).Index())
                {
                    sums[outcome].One[n] += value;
                    sums[outcome].Two[n] += value * value;
                }
        }
        // The standard deviation of N draws has an error of 1 / sqrt(2 N) of itself; four of them, for whom the agreement touches.
        foreach (var outcome in GravityOutcomes)
            foreach (var country in new[] { "CAN", "MEX", "USA", "JPN" })
            {
                var n = economy.Countries.ToList().IndexOf(country);
                var (mean, square) = (sums[outcome].One[n] / draws, sums[outcome].Two[n] / draws);
                Assert.InRange(Math.Sqrt(square - mean * mean) / errors[outcome][n], 1 - 4 / Math.Sqrt(2 * draws), 1 + 4 / Math.Sqrt(2 * draws));
            }
    }

    private static GravityOutcome[] GravityOutcomes =>
        [GravityOutcome.ConditionalExports, GravityOutcome.FullExports, GravityOutcome.FullPrice, GravityOutcome.FullRealOutput];

    [Fact]
    public void Derivatives_are_those_of_differences()
    {
        var (economy, _) = WithoutBorders();
        var equilibrium = new GravityEquilibrium(economy);
        equilibrium.Solve();
        const double step = 1e-5;
        for (var k = 0; k < 3; k++)
        {
            var (up, down) = (Moved(k, step), Moved(k, -step));
            var exact = equilibrium.Derivatives(k);
            foreach (var outcome in Enum.GetValues<GravityOutcome>())
                for (var n = 0; n < economy.Count; n++)
                    Assert.Equal((up[outcome][n] - down[outcome][n]) / (2 * step), exact[outcome][n], 1e-6);
        }

        IReadOnlyDictionary<GravityOutcome, double[]> Moved(int k, double by)
        {
            var b = (double[])economy.Coefficients.Clone();
            b[k] += by;
            return new GravityEquilibrium(economy with { Coefficients = b }).Solve().Changes;
        }
    }
}
