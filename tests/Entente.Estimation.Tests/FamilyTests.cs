using Entente.Estimation.Inference;
using Entente.Testing;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>Families, weights and offsets, by what they must satisfy.</summary>
public sealed class FamilyTests
{
    /// <summary>Spector and Mazzeo (1980), as Greene prints it: grades and whether they improved; logit of table 21.1.</summary>
    [Fact]
    public void Logit_of_Spector_and_Mazzeo()
    {
        double[] gpa =
        [
            2.66, 2.89, 3.28, 2.92, 4.00, 2.86, 2.76, 2.87, 3.03, 3.92, 2.63, 3.32, 3.57, 3.26, 3.53, 2.74,
            2.75, 2.83, 3.12, 3.16, 2.06, 3.62, 2.89, 3.51, 3.54, 2.83, 3.39, 2.67, 3.65, 4.00, 3.10, 2.39,
        ];
        double[] tuce =
        [
            20, 22, 24, 12, 21, 17, 17, 21, 25, 29, 20, 23, 23, 25, 26, 19,
            25, 19, 23, 25, 22, 28, 14, 26, 24, 27, 17, 24, 21, 23, 21, 19,
        ];
        double[] grade = [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1];
        var problem = new EstimationProblem
        {
            Family = Family.Logit,
            Outcome = new("grade", grade),
            Regressors =
            [
                new("one", Enumerable.Repeat(1.0, 32).ToArray()),
                new("gpa", gpa),
                new("tuce", tuce),
                new("psi", Enumerable.Range(0, 32).Select(i => i < 18 ? 0.0 : 1).ToArray()),
            ],
        };
        var estimation = Estimator.Estimate(problem);
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(-13.021, estimation["one"], 1e-3);
        Assert.Equal(2.826, estimation["gpa"], 1e-3);
        Assert.Equal(0.095, estimation["tuce"], 1e-3);
        Assert.Equal(2.379, estimation["psi"], 1e-3);
        Assert.Equal(-12.8896, estimation.LogLikelihood, 1e-4);
        var errors = estimation.Covariance(new(ErrorKind.Classical, SmallSample.None));
        Assert.Equal(4.931, errors.StandardError("one"), 1e-3);
        Assert.Equal(1.263, errors.StandardError("gpa"), 1e-3);
        Assert.Equal(0.142, errors.StandardError("tuce"), 1e-3);
        Assert.Equal(1.065, errors.StandardError("psi"), 1e-3);
    }

    [Theory]
    [InlineData(Family.Poisson)]
    [InlineData(Family.Gaussian)]
    public void A_weight_of_two_is_the_row_twice(Family family)
    {
        var problem = MadeData.Gravity(10, 8, 3) with { Family = family };
        var twice = new Func<double[], double[]>(values => [.. values, .. values.Take(100)]);
        double[] weights = [.. Enumerable.Range(0, problem.Rows).Select(i => i < 100 ? 2.0 : 1)];
        var weighed = Estimator.Estimate(problem with { Weights = weights });
        var doubled = Estimator.Estimate(
            problem with
            {
                Outcome = new("y", twice(problem.Outcome.Values.ToArray())),
                Regressors = [.. problem.Regressors.Select(x => new Regressor(x.Name, twice(x.Values.ToArray())))],
                FixedEffects = [.. problem.FixedEffects.Select(Doubled)],
                Clusters = [],
            }
        );
        Assert.Equal(doubled["rta"], weighed["rta"], 1e-8);
        Assert.Equal(doubled.Deviance, weighed.Deviance, 1e-8 * doubled.Deviance);

        static Grouping Doubled(Grouping g) => new(g.Name, (int[])[.. g.Codes.ToArray(), .. g.Codes.ToArray().Take(100)], g.Levels);
    }

    [Fact]
    public void An_offset_is_a_regressor_whose_coefficient_is_one()
    {
        var problem = MadeData.Gravity(10, 8, 3);
        var free = Estimator.Estimate(problem);
        var offset = problem.Regressors[0].Values.ToArray().Select(x => free["rta"] * x).ToArray();
        var held = Estimator.Estimate(problem with { Regressors = [problem.Regressors[1]], Offset = offset });
        Assert.Equal(free["noise"], held["noise"], 1e-7);
        Assert.Equal(free.Deviance, held.Deviance, 1e-9 * free.Deviance);
        Assert.Equal(0, Estimator.Estimate(problem with { Offset = offset })["rta"], 1e-7);
    }

    [Fact]
    public void Scaling_the_outcome_of_a_Poisson_changes_nothing()
    {
        var problem = MadeData.Gravity(10, 8, 3);
        var large = problem with { Outcome = new("y", problem.Outcome.Values.ToArray().Select(y => 1e6 * y).ToArray()) };
        var (a, b) = (Estimator.Estimate(problem), Estimator.Estimate(large));
        Assert.Equal(a["rta"], b["rta"], 1e-8);
        var rule = ErrorRule.Clustered(SmallSample.Stata, "pair");
        Assert.Equal(a.Covariance(rule).StandardError("rta"), b.Covariance(rule).StandardError("rta"), 1e-8);
    }

    [Fact]
    public void Least_squares_with_effects_is_least_squares_with_dummies()
    {
        var problem = MadeData.Gravity(7, 6, 2) with { Family = Family.Gaussian };
        var absorbed = Estimator.Estimate(problem, new() { DropSingletons = false });
        var dummies = problem.FixedEffects.SelectMany(effect =>
            Enumerable
                .Range(0, effect.Levels)
                .Select(level => new Regressor($"{effect.Name}{level}", effect.Codes.ToArray().Select(c => c == level ? 1.0 : 0).ToArray()))
        );
        var whole = Estimator.Estimate(problem with { FixedEffects = [], Regressors = [.. problem.Regressors, .. dummies] });
        Assert.Equal(whole["rta"], absorbed["rta"], 1e-8);
        Assert.Equal(whole.R2, absorbed.R2, 1e-10);
        Assert.Equal(whole.Covariance(ErrorRule.HC0).StandardError("rta"), absorbed.Covariance(ErrorRule.HC0).StandardError("rta"), 1e-8);
    }
}
