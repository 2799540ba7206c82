using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Numerics;

/// <summary>Steps of the history of differences against least squares by plain elimination, over more steps than it remembers.</summary>
public sealed class DifferenceProductsTests
{
    private const int Length = 37;
    private const int Memory = 6;

    [Theory, InlineData(1), InlineData(0.3)]
    public void Steps_are_those_of_plain_least_squares_over_the_last_differences(double mixing)
    {
        var (random, history) = (new Random(5), new DifferenceProducts(Length, Memory));
        var (points, residuals) = (new List<double[]>(), new List<double[]>());
        var x = Next(random);
        for (var step = 0; step < 20; step++)
        {
            var f = Next(random);
            points.Add([.. x]);
            residuals.Add([.. f]);
            var expected = Plain(points, residuals, mixing);
            history.Step(x, f, mixing);
            Near.Equal(expected, x, 1e-5);
            Assert.Equal(Math.Min(step, Memory), history.Count);
        }
    }

    [Fact]
    public void A_search_that_begins_uses_what_was_learnt_and_not_the_last_point()
    {
        var (random, history) = (new Random(6), new DifferenceProducts(Length, Memory));
        var (points, residuals) = (new List<double[]>(), new List<double[]>());
        var x = Next(random);
        for (var step = 0; step < 4; step++)
        {
            var f = Next(random);
            points.Add([.. x]);
            residuals.Add([.. f]);
            history.Step(x, f, 1);
        }
        history.Begin();
        Assert.True(history.IsInherited);
        var (start, first) = (Next(random), Next(random));
        var weights = Weights(points, residuals, first);
        double[] expected = [.. start];
        for (var i = 0; i < Length; i++)
            expected[i] += first[i] - Enumerable.Range(0, 3).Sum(k => weights[k] * Full(points, residuals, k, 1)[i]);
        history.Step(start, first, 1);
        Near.Equal(expected, start, 1e-5);
        Assert.Equal(3, history.Count);
    }

    [Fact]
    public void Differences_that_others_hold_already_are_left_out()
    {
        var (random, history) = (new Random(7), new DifferenceProducts(Length, Memory));
        var (x, f, direction) = (Next(random), Next(random), Next(random));
        // All residuals on one line.
        for (var step = 0; step < 5; step++)
        {
            history.Step(x, f, 1);
            Assert.All(x, value => Assert.True(double.IsFinite(value)));
            for (var i = 0; i < Length; i++)
                f[i] += direction[i];
        }
    }

    private static double[] Plain(List<double[]> points, List<double[]> residuals, double mixing)
    {
        var weights = Weights(points, residuals, residuals[^1]);
        var oldest = points.Count - 1 - weights.Length;
        double[] x = [.. points[^1].Zip(residuals[^1], (at, f) => at + mixing * f)];
        for (var k = 0; k < weights.Length; k++)
            for (var i = 0; i < Length; i++)
                x[i] -= weights[k] * Full(points, residuals, oldest + k, mixing)[i];
        return x;
    }

    /// <summary>dX + mixing dF.</summary>
    private static double[] Full(List<double[]> points, List<double[]> residuals, int k, double mixing) =>
        [.. Enumerable.Range(0, Length).Select(i => points[k + 1][i] - points[k][i] + mixing * (residuals[k + 1][i] - residuals[k][i]))];

    /// <summary>argmin |f - dF c| over the last differences, by the normal equations.</summary>
    private static double[] Weights(List<double[]> points, List<double[]> residuals, double[] f)
    {
        var count = Math.Min(points.Count - 1, Memory);
        double[][] differences =
        [
            .. Enumerable.Range(points.Count - 1 - count, count).Select(k => residuals[k + 1].Zip(residuals[k], (a, b) => a - b).ToArray()),
        ];
        var (matrix, right) = (new double[count, count], new double[count]);
        for (var a = 0; a < count; a++)
        {
            right[a] = differences[a].Zip(f, (d, r) => d * r).Sum();
            for (var b = 0; b < count; b++)
                matrix[a, b] = differences[a].Zip(differences[b], (d, e) => d * e).Sum();
        }
        return count == 0 ? [] : LinearEquations.Solve(matrix, right);
    }

    private static double[] Next(Random random) => [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() - 0.5)];
}
