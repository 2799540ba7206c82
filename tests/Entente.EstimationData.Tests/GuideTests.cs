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
        var worst = economy.Countries.Index().Where(c => expected.ContainsKey(c.Item)).Max(c => Math.Abs(found[c.Index] - expected[c.Item]));
        Assert.InRange(worst, 0, tolerance);
    }

    /// <summary>The flows, costs and coefficients of the first application: a world without borders.</summary>
    internal static (GravityEconomy Economy, double[] Covariance) WithoutBorders()
    {
        var data = Read("ch2_app1_data_2006.csv", ["trade", "DIST", "CNTG"], ["exporter", "importer"]);
        var faults = new List<FormulaFault>();
        var formula = FormulaReader.Read("trade ~ log(DIST) + CNTG + I(exporter != importer) | exporter + importer", faults)!;
        var estimation = Estimator.Estimate(FormulaDesign.Create(formula, data, new(), faults)!.Problem);
        var covariance = estimation.Covariance(new(Entente.Estimation.Inference.ErrorKind.Robust, Entente.Estimation.Inference.SmallSample.Stata));
        double[] b = [.. estimation.Coefficients.Select(c => c.Value)];
        Assert.Equal([-0.7912879, 0.6736456, -2.47445], b.Select(value => Math.Round(value, 7)), new Within(6e-7));
        Assert.Equal([0.0501494, 0.1073719, 0.1193816], estimation.Names.Select(covariance.StandardError), new Within(6e-8));
        var (exporters, importers) = (data.Label("exporter"), data.Label("importer"));
        var countries = exporters.Names;
        var n = countries.Count;
        var (output, expenditure) = (new double[n], new double[n]);
        double[][] z = [new double[n * n], new double[n * n], new double[n * n]];
        for (var row = 0; row < data.Rows; row++)
        {
            var (i, j) = (exporters.Codes[row], countries.ToList().IndexOf(importers.Names[importers.Codes[row]]));
            output[i] += data.Number("trade")[row];
            expenditure[j] += data.Number("trade")[row];
            z[0][i * n + j] = Math.Log(data.Number("DIST")[row]);
            z[1][i * n + j] = data.Number("CNTG")[row];
            z[2][i * n + j] = i == j ? 0 : 1;
        }
        var economy = new GravityEconomy
        {
            Countries = countries,
            Output = output,
            Expenditure = expenditure,
            Given = new double[n * n],
            Before = z,
            After = [z[0], z[1], new double[n * n]],
            Coefficients = b,
            Sigma = 7,
            Reference = countries.ToList().IndexOf("DEU"),
        };
        var matrix = covariance.ToMatrix();
        return (economy, [.. Enumerable.Range(0, 9).Select(at => matrix[at / 3, at % 3])]);
    }

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }

    [Fact]
    public void A_world_without_borders_is_that_of_the_guide()
    {
        var (economy, _) = WithoutBorders();
        var found = new GravityEquilibrium(economy).Solve();
        Assert.InRange(found.Residual, 0, 1e-11);
        var published = Table("expected_ge_ch2_app1.csv");
        Close(economy, found.Percent(GravityOutcome.ConditionalExports), published["change_Xi_CDL"], 2e-5);
        Close(economy, found.Percent(GravityOutcome.ConditionalOutward), published["change_OMR_CDL"], 2e-5);
        Close(economy, found.Percent(GravityOutcome.ConditionalInward), published["change_IMR_CDL"], 2e-5);
        Close(economy, found.Percent(GravityOutcome.FullPrice), published["change_price_FULL"], 0.7);
        Close(economy, found.Percent(GravityOutcome.FullRealOutput), published["change_rGDP_FULL"], 0.7);
        // The fixed point, found elsewhere.
        var exact = Table("recomputed_ge_ch2_app1.csv");
        Close(economy, found.Percent(GravityOutcome.FullPrice), exact["price_pct_exact"], 0.02);
        Close(economy, found.Percent(GravityOutcome.FullRealOutput), exact["rgdp_pct_exact"], 0.02);
    }
}
