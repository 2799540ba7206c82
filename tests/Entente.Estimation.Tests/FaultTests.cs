using Entente.Estimation.Inference;
using Entente.Testing;
using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>Bad data end in a named fault, and numbers of a failed estimation cannot be read.</summary>
public sealed class FaultTests
{
    private static readonly double[] X = [1, 2, 3, 4, 5, 6];
    private static readonly double[] Y = [2, 1, 4, 3, 7, 5];
    private static readonly int[] Two = [0, 0, 0, 1, 1, 1];

    private static EstimationProblem Problem(double[] y, double[] x, params Grouping[] effects) =>
        new()
        {
            Outcome = new("trade", y),
            Regressors = [new("x", x)],
            FixedEffects = effects,
        };

    private static EstimationResult Fails(EstimationProblem problem, EstimationStatus status, string says)
    {
        var estimation = Estimate.Of(problem);
        Assert.Equal(status, estimation.Status);
        Assert.Contains(says, estimation.Faults[0].Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => estimation.Coefficients);
        Assert.Throws<InvalidOperationException>(() => estimation.Deviance);
        return estimation;
    }

    [Fact]
    public void Not_a_number() =>
        Fails(Problem(Y, [1, 2, double.NaN, 4, 5, 6]), EstimationStatus.NotFinite, "x is no finite number in row 3");

    [Fact]
    public void Rows_are_named_as_the_table_of_the_reader_has_them() =>
        Fails(
            Problem([2, 1, -4, 3, -7, 5], X) with { RowsOfTable = new[] { 0, 2, 7, 8, 9, 11 } },
            EstimationStatus.OutOfRange,
            "trade is -4 in row 8 and so in 1 more, where 0 or more is allowed"
        );

    [Fact]
    public void Negative_trade() => Fails(Problem([2, 1, -4, 3, 7, 5], X), EstimationStatus.OutOfRange, "trade is -4 in row 3");

    [Fact]
    public void No_variation() => Fails(Problem([3, 3, 3, 3, 3, 3], X), EstimationStatus.NoVariation, "trade is the same in all rows");

    [Fact]
    public void All_outcomes_zero() => Fails(Problem(new double[6], X), EstimationStatus.NoVariation, "trade is zero in all rows");

    [Fact]
    public void Effects_that_are_all_zero_leave_and_are_counted()
    {
        var estimation = Estimate.Of(Problem([0, 0, 0, 3, 7, 5], X, new Grouping("pair", Two, 2)));
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(3, estimation.DroppedRows.SameOutcomeGroups);
        Assert.Equal(3, estimation.Observations);
        Assert.Equal(3, estimation.Fates.ToArray().Count(fate => fate == RowFate.SameOutcomeGroup));
        Assert.True(double.IsNaN(estimation.FixedEffects()[0][0]));
    }

    [Fact]
    public void Every_row_alone_in_its_level() =>
        Fails(Problem(Y, X, new Grouping("row", new[] { 0, 1, 2, 3, 4, 5 }, 6)), EstimationStatus.NoObservations, "6 alone in a level");

    [Fact]
    public void Everything_separated()
    {
        // Each level of one effect has its only trade in a level of the other that has nothing else left.
        var problem = Problem([0, 0, 0, 0, 1, 0], X, new Grouping("a", new[] { 0, 0, 1, 1, 2, 2 }, 3), new Grouping("b", Two, 2));
        var estimation = Estimate.Of(problem, new() { DropSingletons = true });
        Assert.NotEqual(EstimationStatus.Converged, estimation.Status);
        Assert.Equal(6, estimation.DroppedRows.Total);
    }

    [Fact]
    public void Perfect_collinearity_names_what_was_dropped_and_of_what_it_is_made()
    {
        var problem = Problem(Y, X) with
        {
            Regressors = [new("one", Enumerable.Repeat(1.0, 6).ToArray()), new("x", X), new("twice", Array.ConvertAll(X, x => 2 * x + 3))],
        };
        var estimation = Estimate.Of(problem);
        Assert.Equal(EstimationStatus.Converged, estimation.Status);
        var dropped = Assert.Single(estimation.DroppedRegressors);
        Assert.Equal("twice", dropped.Name);
        Assert.Equal(["one", "x"], dropped.Combination.Select(part => part.Name));
        Assert.Equal(3, dropped.Combination[0].Weight, 1e-9);
        Assert.Equal(2, dropped.Combination[1].Weight, 1e-9);
        Assert.Equal(["one", "x"], estimation.Names);
    }

    [Fact]
    public void Nothing_but_what_effects_explain() =>
        Fails(
            Problem(Y, [1, 1, 1, 2, 2, 2], new Grouping("half", Two, 2)),
            EstimationStatus.AllCollinear,
            "x is a combination of the fixed effects"
        );

    [Fact]
    public void One_cluster()
    {
        var problem = Problem(Y, X) with { Clusters = [new("all", new int[6], 1)] };
        var covariance = Estimate.Of(problem).Covariance(ErrorRule.Clustered(SmallSample.Stata));
        Assert.Equal("all observations lie in one cluster of all: its errors cannot be estimated", covariance.Fault);
        Assert.Throws<InvalidOperationException>(() => covariance.StandardError("x"));
    }

    [Fact]
    public void Too_few_steps_are_not_taken_for_an_answer()
    {
        var estimation = Estimate.Of(MadeData.Gravity(12, 8, 4), new() { MaxIterations = 2 });
        Assert.Equal(EstimationStatus.NotConverged, estimation.Status);
        Assert.Throws<InvalidOperationException>(() => estimation.Coefficients);
        Assert.True(estimation.Certificate.LargestScore > 1e-8);
    }

    [Fact]
    public void Columns_of_different_length_are_an_error_of_the_program() =>
        Assert.Throws<ArgumentException>(() => Estimate.Of(Problem(Y, [1, 2])));
}
