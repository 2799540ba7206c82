using Xunit;

namespace Entente.Estimation.Tests;

/// <summary>Separation of a logit by regressors, effects and both: what is found, and that nothing else is.</summary>
public sealed class LogitSeparationTests
{
    private const int Rows = 240;

    private static double[] Column(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows).Select(_ => 2 * random.NextDouble() - 1)];
    }

    private static double[] Outcome(double[] x, int seed)
    {
        var random = new Random(seed);
        return [.. x.Select(value => random.NextDouble() < 1 / (1 + Math.Exp(-value)) ? 1.0 : 0)];
    }

    private static EstimationProblem Problem(double[] y, params (string Name, double[] Values)[] regressors) =>
        new()
        {
            Family = Family.Logit,
            Outcome = new("y", y),
            Regressors =
            [
                new("one", Enumerable.Repeat(1.0, Rows).ToArray()),
                .. regressors.Select(r => new Regressor(r.Name, r.Values)),
            ],
        };

    /// <summary>A mark that only ones have: its rows go, and the rest is estimated as if they were not there.</summary>
    [Fact]
    public void A_mark_of_ones_alone_separates_its_rows()
    {
        var x = Column(1);
        var y = Outcome(x, 2);
        double[] mark = [.. y.Select((value, i) => value == 1 && i % 5 == 0 ? 1.0 : 0)];
        var found = Estimate.Of(Problem(y, ("x", x), ("mark", mark)));
        Assert.Equal(EstimationStatus.Converged, found.Status);
        Assert.Equal(mark.Select(value => value == 1), found.Separated!.Rows.ToArray());
        Assert.True(found.Separated.IsComplete);
        Assert.Equal((int)mark.Sum(), found.DroppedRows.Separated);
        Assert.Equal("mark", Assert.Single(found.DroppedRegressors).Name);
        double[] rest = [.. mark.Select(value => 1 - value)];
        Assert.Equal(Estimate.Of(Problem(y, ("x", x)) with { Weights = rest })["x"], found["x"], 1e-7);
        Certify(found, y);
    }

    /// <summary>Ones lie above a line through the plane and zeros below; some of either on it.</summary>
    [Fact]
    public void A_line_through_the_plane_separates_what_is_not_on_it()
    {
        var (a, b) = (Column(3), Column(4));
        for (var i = 0; i < 40; i++)
            b[i] = 0.5 - a[i];
        double[] y = [.. a.Select((value, i) => i < 40 ? i % 2 : value + b[i] > 0.5 ? 1 : 0)];
        var found = Estimate.Of(Problem(y, ("a", a), ("b", b)));
        Assert.Equal(Enumerable.Range(0, Rows).Select(i => i >= 40), found.Separated!.Rows.ToArray());
        Certify(found, y);
        // Nothing on the line: no finite coefficients at all.
        for (var i = 0; i < 40; i++)
            (b[i], y[i]) = (0.6 - a[i], 1);
        var whole = Estimate.Of(Problem(y, ("a", a), ("b", b)));
        Assert.Equal(EstimationStatus.AllSeparated, whole.Status);
        Assert.Equal(Rows, whole.DroppedRows.Separated);
    }

    /// <summary>Among two effects a pair of sets whose common rows are all ones, though no level is so by itself.</summary>
    [Fact]
    public void Two_effects_separate_rows_that_no_level_separates_alone()
    {
        // Levels 0 to 3 of the first with 4 to 7 of the second: always one. With 0 to 3: both. Levels 4 to 7 with 4 to 7: both.
        int[] first = [.. Enumerable.Range(0, Rows).Select(i => i % 8)];
        int[] second = [.. Enumerable.Range(0, Rows).Select(i => i % 8 < 4 ? i / 8 % 8 : 4 + i / 8 % 4)];
        var random = new Random(5);
        bool[] between = [.. first.Zip(second, (f, s) => f < 4 && s >= 4)];
        double[] y = [.. between.Select(always => always || random.NextDouble() < 0.5 ? 1.0 : 0)];
        var problem = new EstimationProblem
        {
            Family = Family.Logit,
            Outcome = new("y", y),
            Regressors = [new("x", Column(6))],
            FixedEffects = [new("first", first, 8), new("second", second, 8)],
        };
        var found = Estimate.Of(problem);
        Assert.Equal(EstimationStatus.Converged, found.Status);
        Assert.Equal(between, found.Separated!.Rows.ToArray());
        Certify(found, y);
    }

    [Fact]
    public void Where_ones_and_zeros_overlap_nothing_is_found()
    {
        var x = Column(7);
        var found = Estimate.Of(Problem(Outcome(x, 8), ("x", x)));
        Assert.Equal(0, found.Separated!.Count);
        Assert.True(found.Separated.IsComplete);
        Assert.Null(found.Separated.Certificate);
    }

    /// <summary>z is made of regressors and effects, on the side of the outcome in separated rows, and zero in all others.</summary>
    private static void Certify(EstimationResult found, double[] y)
    {
        var (z, separated, problem) = (found.Separated!.Certificate!.Value.ToArray(), found.Separated.Rows.ToArray(), found.Problem);
        for (var i = 0; i < z.Length; i++)
        {
            var made = problem.Regressors.Select((x, k) => found.Separated.Combination[k] * x.Values.Span[i]).Sum();
            made += problem.FixedEffects.Select((effect, q) => found.Separated.Effects[q][effect.Codes.Span[i]]).Sum();
            Assert.Equal(made, z[i], 1e-9 * Math.Max(1, Math.Abs(made)));
            Assert.True(separated[i] ? (y[i] == 0 ? 1 : -1) * z[i] > 0.5 : Math.Abs(z[i]) < 1e-6, $"row {i + 1}: {z[i]}");
        }
    }
}
