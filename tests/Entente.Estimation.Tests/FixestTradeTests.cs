using System.Globalization;
using Entente.Estimation.Inference;
using Entente.Estimation.Numerics;
using Entente.Estimation.Plain;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>
/// Trade among fifteen countries of Europe, twenty products, ten years, as R's fixest comes with it and documents it: every coefficient and
/// error to every digit printed (walkthrough and "On standard-errors").
/// </summary>
public sealed class FixestTradeTests
{
    private static readonly Lazy<CsvTable> Trade = new(() => CsvTable.Read("fixest_trade/trade.csv"));
    private static readonly Dictionary<string, EstimationResult> Known = [];

    [Fact]
    public void Every_printed_digit_is_found()
    {
        var expected = CsvTable.Read("fixest_trade/expected.csv");
        Assert.Equal(12, expected.Rows);
        for (var row = 0; row < expected.Rows; row++)
        {
            var estimation = Estimated(expected.Text("estimator")[row], expected.Text("fixed_effects")[row]);
            var covariance = estimation.Covariance(Rule(expected.Text("vcov")[row]));
            var variable = expected.Text("variable")[row];
            Assert.Equal(expected.Text("n")[row], estimation.Observations.ToString(CultureInfo.InvariantCulture));
            Same(expected.Text("coef")[row], estimation[variable]);
            if (expected.Text("model")[row] == "gravity_simple")
                // Published before its last step: by the next test to the digit, of the converged one the fourth digit.
                Assert.Equal(1, covariance.StandardError(variable) / expected.Numbers("se")[row], 1e-4);
            else
                Same(expected.Text("se")[row], covariance.StandardError(variable));
            Assert.False(covariance.IsRepaired);
        }
    }

    /// <summary>
    /// Without fixed effects fixest starts from y + 0.1, stops at a change of the deviance of 1e-8 and takes weights and residuals of its last
    /// step for errors: a step short of convergence. Done so by the plain way, its errors are found to every digit too.
    /// </summary>
    [Fact]
    public void Errors_published_a_step_early_are_found_a_step_early()
    {
        var problem = Problem("ppml", "none");
        var x = problem.Regressors.Select(regressor => regressor.Values.ToArray()).ToArray();
        var plain = new PlainPoisson(problem.Outcome.Values.ToArray(), x, []) { Start = y => y + 0.1, Tolerance = 1e-8 }.Run();
        var scores = plain
            .Projected.Select(column => column.Select((value, i) => value * plain.Weights[i] * plain.Residuals[i]).ToArray())
            .ToArray();
        var n = problem.Rows;
        double Error(int k, double clusters, params string[] ways)
        {
            var codes = ways.Select(way => problem.Named(way)!).Select(way => (way.Codes.ToArray(), way.Levels)).ToArray();
            var variance = SymmetricMatrix.Sandwich(plain.Bread(), MultiWay.Meat(scores, codes));
            return Math.Sqrt(variance[k, k] * clusters / (clusters - 1) * (n - 1) / (n - 2));
        }
        Same("0.158022", Error(1, 15, "Origin", "Destination"));
        Same("1.124768", Error(0, 15, "Origin", "Destination"));
        Same("0.045954", Error(1, 20, "Product"));
        Same("0.330044", Error(0, 20, "Product"));
    }

    [Theory]
    [InlineData("Origin", 44)]
    [InlineData("Product", 39)]
    [InlineData("Origin Destination", 30)]
    public void Levels_nested_in_clusters_do_not_count(string clusters, int parameters)
    {
        var covariance = Estimated("ppml", "Origin+Destination+Product+Year")
            .Covariance(ErrorRule.Clustered(SmallSample.Fixest, clusters.Split(' ')));
        Assert.Equal(parameters, covariance.CountedParameters);
    }

    [Theory]
    [InlineData("Origin", "0.115613")]
    [InlineData("Product", "0.098245")]
    [InlineData("Origin Destination", "0.130685")]
    public void Stata_counts_clusters_alone(string clusters, string error) =>
        Same(
            error,
            Estimated("ppml", "Origin+Destination+Product+Year")
                .Covariance(ErrorRule.Clustered(SmallSample.Stata, clusters.Split(' ')))
                .StandardError("log(dist_km)")
        );

    internal static EstimationResult Estimated(string estimator, string effects)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(estimator + effects, out var known))
                Known.Add(estimator + effects, known = Estimator.Estimate(Problem(estimator, effects)));
            Assert.Equal(EstimationStatus.Converged, known.Status);
            return known;
        }
    }

    internal static EstimationProblem Problem(string estimator, string effects)
    {
        var trade = Trade.Value;
        Regressor[] ones = effects == "none" ? [new("(Intercept)", Enumerable.Repeat(1.0, trade.Rows).ToArray())] : [];
        var isOls = estimator.StartsWith("ols", StringComparison.Ordinal);
        return new()
        {
            Family = isOls ? Family.Gaussian : Family.Poisson,
            Outcome = isOls ? trade.Regressor("Euros", Math.Log) : trade.Regressor("Euros"),
            Regressors = [.. ones, new("log(dist_km)", trade.Regressor("dist_km", Math.Log).Values)],
            FixedEffects = effects == "none" ? [] : [.. effects.Split('+').Select(name => trade.Grouping(name))],
            Clusters = [.. new[] { "Origin", "Destination", "Product" }.Select(name => trade.Grouping(name))],
        };
    }

    private static ErrorRule Rule(string text)
    {
        var smallSample = text.Contains("no small-sample", StringComparison.Ordinal) ? SmallSample.None : SmallSample.Fixest;
        string[] clusters = text.StartsWith("cluster ", StringComparison.Ordinal) ? [text[8..]] : ["Origin", "Destination"];
        return ErrorRule.Clustered(smallSample, clusters);
    }

    /// <summary>The same to the last digit printed.</summary>
    internal static void Same(string printed, double value)
    {
        var digits = printed.Contains('.', StringComparison.Ordinal) ? printed.Length - printed.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        var (expected, last) = (double.Parse(printed, CultureInfo.InvariantCulture), Math.Pow(10, -digits));
        Assert.True(Math.Abs(value - expected) <= 0.5000001 * last, $"{value} where {printed} is printed");
    }
}
