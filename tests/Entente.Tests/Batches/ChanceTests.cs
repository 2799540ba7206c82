using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Batches;

/// <summary>Random numbers by position, and distributions by their quantiles.</summary>
public sealed class ChanceTests
{
    [Fact]
    public void A_position_that_is_the_seed_is_like_any_other()
    {
        for (var seed = 0; seed < 100; seed++)
            Assert.InRange(new CounterRandom(seed).Normal(seed), -4, 4);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(0.1, -1.2815515655446004)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-100, -21.273453560965)]
    public void Normal_quantiles_are_those_of_the_tables(double p, double quantile) =>
        Assert.Equal(quantile, Distribution.Normal(0, 1).Quantile(p), 1e-12 * Math.Max(1, Math.Abs(quantile)));

    [Fact]
    public void Draws_have_the_moments_of_their_distribution()
    {
        var random = new CounterRandom(5);
        double[] uniform = [.. Enumerable.Range(0, 100_000).Select(i => random.Uniform(i))];
        Assert.All(uniform, u => Assert.True(u is > 0 and < 1));
        Assert.Equal(0.5, uniform.Average(), 0.005);
        Assert.Equal(1 / 12.0, Variance(uniform), 0.001);
        Assert.Equal(4, Variance([.. uniform.Select(u => Distribution.Normal(3, 2).Quantile(u))]), 0.08);
        Assert.Equal(0.09, Variance([.. uniform.Select(u => Math.Log(Distribution.LogNormal(7, 0.3).Quantile(u)))]), 0.002);
        // Variance of a triangle: (a^2 + b^2 + c^2 - ab - ac - bc) / 18.
        Assert.Equal(7 / 18.0, Variance([.. uniform.Select(u => Distribution.Triangular(0, 1, 3).Quantile(u))]), 0.01);
        // Neighbouring positions and streams have nothing to do with each other.
        Assert.Equal(0, Correlation(uniform[..^1], uniform[1..]), 0.01);
        Assert.Equal(0, Correlation(uniform, [.. Enumerable.Range(0, 100_000).Select(i => random.At(1).Uniform(i))]), 0.01);
        Assert.Equal(0, Correlation(uniform, [.. Enumerable.Range(0, 100_000).Select(i => new CounterRandom(6).Uniform(i))]), 0.01);
    }

    [Fact]
    public void A_number_depends_on_seed_and_position_alone()
    {
        var forwards = Enumerable.Range(0, 50).Select(i => new CounterRandom(9).At(3).Normal(i)).ToArray();
        var backwards = Enumerable.Range(0, 50).Reverse().Select(i => new CounterRandom(9).At(3).Normal(i)).Reverse().ToArray();
        Assert.Equal(forwards, backwards);
        Assert.Equal(50, forwards.Distinct().Count());
    }

    [Fact]
    public void Many_quantiles_are_those_of_one_after_the_other()
    {
        double[] probabilities = [.. Enumerable.Range(0, 1003).Select(i => new CounterRandom(11).Uniform(i)), 1e-12, 1e-100, 0.5, 1 - 1e-9];
        foreach (var distribution in new[] { Distribution.LogNormal(2, 0.3), Distribution.Normal(1, 2), Distribution.Triangular(0, 1, 3) })
        {
            double[] many = [.. probabilities];
            distribution.Quantiles(many);
            for (var i = 0; i < many.Length; i++)
                Assert.Equal(distribution.Quantile(probabilities[i]), many[i], 1e-13 * Math.Max(1, Math.Abs(many[i])));
        }
    }

    [Fact]
    public void Quantiles_rise_to_the_ends()
    {
        foreach (
            var distribution in new[]
            {
                Distribution.Uniform(-1, 4),
                Distribution.Normal(2, 0.5),
                Distribution.LogNormal(1, 0.2),
                Distribution.Triangular(1, 1, 2),
                Distribution.Triangular(0, 2, 2),
            }
        )
        {
            double[] values = [.. Enumerable.Range(1, 99).Select(p => distribution.Quantile(p / 100.0))];
            Near.Equal(values.Order().ToArray(), values, 0);
            Assert.Equal(distribution.Median, distribution.Quantile(0.5), 1e-12);
        }
        Assert.Equal((0, 3), (Distribution.Triangular(0, 1, 3).Quantile(0), Distribution.Triangular(0, 1, 3).Quantile(1)));
    }

    [Fact]
    public void Distributions_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Distribution.Uniform(1, 1));
        Assert.Throws<ArgumentException>(() => Distribution.Normal(1, 0));
        Assert.Throws<ArgumentException>(() => Distribution.LogNormal(-1, 0.1));
        Assert.Throws<ArgumentException>(() => Distribution.Triangular(0, 5, 3));
    }

    private static double Variance(double[] values) => values.Average(v => v * v) - values.Average() * values.Average();

    private static double Correlation(double[] a, double[] b) =>
        (a.Zip(b, (x, y) => x * y).Average() - a.Average() * b.Average()) / Math.Sqrt(Variance(a) * Variance(b));
}
