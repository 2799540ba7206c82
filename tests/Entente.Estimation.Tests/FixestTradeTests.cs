using System.Globalization;
using Entente.Estimation.Inference;
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
            Same(expected.Text("se")[row], covariance.StandardError(variable));
            Assert.False(covariance.IsRepaired);
        }
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
