using System.Globalization;
using Entente.Estimation.Inference;
using Entente.Estimation.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>
/// The bias of three-way gravity: on made-up data whose coefficient is known, beside the jackknife, and on a published example.
/// </summary>
public sealed class ThreeWayBiasTests
{
    /// <summary>
    /// Sixteen countries, three periods, 200 samples: corrected estimates are right on average as far as so many samples tell, and errors
    /// that allow for the effects come nearer to the spread of the estimates. The bias itself is small here beside the noise.
    /// </summary>
    [Fact]
    public void Corrected_estimates_are_right_on_average_and_their_errors_nearer_to_the_spread()
    {
        const int samples = 200;
        var (plain, corrected) = (new double[samples], new double[samples]);
        var (error, adjusted) = (new double[samples], new double[samples]);
        Parallel.For(
            0,
            samples,
            s =>
            {
                var problem = MadeData.Gravity(16, 16, 3, seed: 100 + s);
                var estimation = Estimate.Of(problem, new() { Threads = 1 });
                var three = ThreeWayBias.Of(estimation, problem.Clusters[0], problem.Clusters[1], Period(problem, 3));
                (plain[s], corrected[s]) = (estimation["rta"], three.Corrected[0]);
                error[s] = estimation.Covariance(ErrorRule.Clustered(SmallSample.Stata, "pair")).StandardError("rta");
                adjusted[s] = three.StandardError(0);
            }
        );
        var spread = Deviation(plain);
        var noise = spread / Math.Sqrt(samples);
        Assert.True(Math.Abs(corrected.Average() - 0.5) < 3 * noise);
        Assert.True(Math.Abs(adjusted.Average() / spread - 1) < Math.Abs(error.Average() / spread - 1));
    }

    /// <summary>The jackknife by halves of exporters and of importers says the same of the bias on average, with more noise.</summary>
    [Fact]
    public void The_jackknife_of_halves_says_the_same_on_average()
    {
        const int samples = 60;
        var (analytic, jackknife) = (new double[samples], new double[samples]);
        Parallel.For(
            0,
            samples,
            s =>
            {
                var problem = MadeData.Gravity(16, 16, 3, seed: 100 + s);
                var estimation = Estimate.Of(problem, new() { Threads = 1 });
                analytic[s] = ThreeWayBias.Of(estimation, problem.Clusters[0], problem.Clusters[1], Period(problem, 3)).Bias[0];
                double halves = 0;
                var (from, to) = (problem.Clusters[0].Codes.ToArray(), problem.Clusters[1].Codes.ToArray());
                foreach (var (e, m) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
                {
                    double[] weights = [.. from.Zip(to, (i, j) => i % 2 == e && j % 2 == m ? 1.0 : 0)];
                    halves += Estimate.Of(problem with { Weights = weights }, new() { Threads = 1 })["rta"] / 4;
                }
                jackknife[s] = halves - estimation["rta"];
            }
        );
        var noise = Deviation(jackknife) / Math.Sqrt(samples);
        Assert.True(Math.Abs(analytic.Average() - jackknife.Average()) < 3 * noise);
    }

    /// <summary>The example that ppml_fe_bias comes with, manufactures of 65 countries 1988 to 2004, as its screen shows it.</summary>
    [Fact]
    public void The_example_of_ppml_fe_bias_is_found_to_every_digit()
    {
        var lines = File.ReadLines(Reference.OutsideFile(Path.Combine("gravity", "ppml_fe_bias", "manufactures.csv")))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToArray();
        double[] Numbers(int c) => [.. lines.Select(line => double.Parse(line[c], CultureInfo.InvariantCulture))];
        Grouping Group(string name, int c) => Grouping.Of(name, lines.Select(line => line[c]).ToArray());
        var (from, to, year) = (Group("exp", 0), Group("imp", 1), Group("year", 2));
        var estimation = Estimate.Of(
            new()
            {
                Outcome = new("trade", Numbers(3)),
                Regressors = [new("fta", Numbers(4))],
                FixedEffects =
                [
                    Grouping.Crossed("exp-year", from, year),
                    Grouping.Crossed("imp-year", to, year),
                    Grouping.Crossed("pair", from, to),
                ],
            }
        );
        FixestTradeTests.Same("0.1780290", estimation["fta"]);
        FixestTradeTests.Same("0.0350079", estimation.Covariance(ErrorRule.Clustered(SmallSample.Stata, "pair")).StandardError("fta"));
        var three = ThreeWayBias.Of(estimation, from, to, year);
        FixestTradeTests.Same("0.0076568", three.Bias[0]);
        FixestTradeTests.Same("0.0419559", three.StandardError(0));
        FixestTradeTests.Same("0.1703722", three.Corrected[0]);
    }

    /// <summary>Eliminating exporters first says of every pair what the inverse of the whole does.</summary>
    [Fact]
    public void Corrected_errors_are_those_of_the_whole_inverse()
    {
        var problem = MadeData.Gravity(12, 10, 4);
        var estimation = Estimate.Of(problem);
        var (from, to, year) = (problem.Clusters[0], problem.Clusters[1], Period(problem, 4));
        var panel = ThreeWayPanel.Of(estimation, from, to, year);
        var bread = SymmetricMatrix.Inverse(panel.Cross());
        var (plain, meat) = (Whole(panel), new double[panel.Regressors, panel.Regressors]);
        foreach (var pair in panel.Pairs)
        {
            var freed = panel.Freed(pair, plain(pair), bread);
            for (var a = 0; a < panel.Regressors; a++)
                for (var b = 0; b < panel.Regressors; b++)
                    meat[a, b] += pair.X[a].Zip(freed, (x, e) => x * e).Sum() * pair.X[b].Zip(pair.Residual, (x, e) => x * e).Sum();
        }
        var variance = SymmetricMatrix.Sandwich(bread, meat);
        var three = ThreeWayBias.Of(estimation, from, to, year);
        for (var k = 0; k < panel.Regressors; k++)
        {
            var expected = Math.Sqrt(variance[k, k] * panel.Pairs.Count / (panel.Pairs.Count - 1.0));
            Assert.Equal(expected, three.StandardError(k), 1e-8 * expected);
        }
    }

    /// <summary>1,600 effects by country and period: errors are there, and above those without the correction.</summary>
    [Fact]
    public void Errors_are_corrected_with_many_effects()
    {
        var problem = MadeData.Gravity(40, 40, 20);
        var estimation = Estimate.Of(problem);
        var three = ThreeWayBias.Of(estimation, problem.Clusters[0], problem.Clusters[1], Period(problem, 20));
        var error = estimation.Covariance(ErrorRule.Clustered(SmallSample.Stata, "pair")).StandardError("rta");
        Assert.InRange(three.StandardError(0) / error, 1.0, 1.3);
    }

    /// <summary>An inverse of the information on all effects at once, and what it says of a pair.</summary>
    private static Func<ThreeWayPanel.Pair, double[,]> Whole(ThreeWayPanel panel)
    {
        var t = panel.Periods;
        var information = new double[(panel.Exporters + panel.Importers) * t, (panel.Exporters + panel.Importers) * t];
        (int E, int M) At(ThreeWayPanel.Pair pair) => (pair.Exporter * t, (panel.Exporters + pair.Importer) * t);
        foreach (var pair in panel.Pairs)
            for (var s = 0; s < t; s++)
                for (var u = 0; u < t; u++)
                {
                    var (e, m) = At(pair);
                    information[e + s, e + u] += pair.Information[s, u];
                    information[m + s, m + u] += pair.Information[s, u];
                    information[e + s, m + u] += pair.Information[s, u];
                    information[m + s, e + u] += pair.Information[s, u];
                }
        var inverse = SymmetricMatrix.Inverse(information, 1e-9);
        return pair =>
        {
            var ((e, m), spread) = (At(pair), new double[t, t]);
            for (var s = 0; s < t; s++)
                for (var u = 0; u < t; u++)
                    spread[s, u] = inverse[e + s, e + u] + inverse[m + s, m + u] + inverse[e + s, m + u] + inverse[m + s, e + u];
            return spread;
        };
    }

    [Fact]
    public void An_estimation_of_another_model_is_refused()
    {
        var problem = MadeData.Gravity(8, 8, 3);
        var estimation = Estimate.Of(problem with { FixedEffects = [problem.FixedEffects[0]] });
        Assert.Throws<ArgumentException>(() =>
            ThreeWayBias.Of(estimation, problem.Clusters[0], problem.Clusters[1], Period(problem, 3)));
    }

    private static Grouping Period(EstimationProblem problem, int periods) =>
        new("year", problem.FixedEffects[0].Codes.ToArray().Select(code => code % periods).ToArray(), periods);

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
