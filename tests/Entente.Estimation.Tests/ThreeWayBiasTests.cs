using System.Globalization;
using Entente.Estimation.Inference;
using Entente.Testing;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>The bias of three-way gravity: on made-up data whose coefficient is known, beside the jackknife, and on a published example.</summary>
public sealed class ThreeWayBiasTests
{
    /// <summary>
    /// Sixteen countries, three periods, 200 samples: what is taken off is the bias on average, and errors that allow for the effects come
    /// nearer to the spread of the estimates.
    /// </summary>
    [Fact]
    public void On_average_it_is_the_bias_that_is_taken_off()
    {
        const int samples = 200;
        var (plain, corrected, bias) = (new double[samples], new double[samples], new double[samples]);
        var (error, adjusted) = (new double[samples], new double[samples]);
        Parallel.For(
            0,
            samples,
            s =>
            {
                var problem = MadeData.Gravity(16, 16, 3, seed: 100 + s);
                var estimation = Estimator.Estimate(problem, new() { Threads = 1 });
                var three = ThreeWayBias.Of(estimation, problem.Clusters[0], problem.Clusters[1], Period(problem, 3));
                (plain[s], corrected[s], bias[s]) = (estimation["rta"], three.Corrected[0], three.Bias[0]);
                error[s] = estimation.Covariance(ErrorRule.Clustered(SmallSample.Stata, "pair")).StandardError("rta");
                adjusted[s] = three.StandardError(0);
            }
        );
        var spread = Deviation(plain);
        var noise = spread / Math.Sqrt(samples);
        TestContext.Current.SendDiagnosticMessage($"DIAG MC plain {plain.Average() - 0.5:0.00000} corrected {corrected.Average() - 0.5:0.00000} bias {bias.Average():0.00000} noise {noise:0.00000} sd {spread:0.0000} se {error.Average():0.0000} adj {adjusted.Average():0.0000}");
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
                var estimation = Estimator.Estimate(problem, new() { Threads = 1 });
                analytic[s] = ThreeWayBias.Of(estimation, problem.Clusters[0], problem.Clusters[1], Period(problem, 3)).Bias[0];
                double halves = 0;
                foreach (var (e, m) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
                {
                    var (from, to) = (problem.Clusters[0].Codes, problem.Clusters[1].Codes);
                    double[] weights = [.. Enumerable.Range(0, problem.Rows).Select(i => from.Span[i] % 2 == e && to.Span[i] % 2 == m ? 1.0 : 0)];
                    halves += Estimator.Estimate(problem with { Weights = weights }, new() { Threads = 1 })["rta"] / 4;
                }
                jackknife[s] = halves - estimation["rta"];
            }
        );
        var noise = Deviation(jackknife) / Math.Sqrt(samples);
        TestContext.Current.SendDiagnosticMessage($"DIAG JK analytic {analytic.Average():0.00000} jackknife {jackknife.Average():0.00000} noise {noise:0.00000}");
        Assert.True(Math.Abs(analytic.Average() - jackknife.Average()) < 3 * noise);
    }

    /// <summary>The example that ppml_fe_bias comes with, manufactures of 65 countries 1988 to 2004, as its screen shows it.</summary>
    [Fact]
    public void The_example_of_ppml_fe_bias_is_found_to_every_digit()
    {
        var lines = File.ReadLines(Reference.OutsideFile("/tmp/wt/est-scratch/manuf.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToArray();
        double[] Numbers(int c) => [.. lines.Select(line => double.Parse(line[c], CultureInfo.InvariantCulture))];
        Grouping Group(string name, int c) => Grouping.Of(name, lines.Select(line => line[c]).ToArray());
        var (from, to, year) = (Group("exp", 0), Group("imp", 1), Group("year", 2));
        var estimation = Estimator.Estimate(
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

    [Fact]
    public void An_estimation_of_another_model_is_refused()
    {
        var problem = MadeData.Gravity(8, 8, 3);
        var estimation = Estimator.Estimate(problem with { FixedEffects = [problem.FixedEffects[0]] });
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
