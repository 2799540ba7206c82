using Entente.Positions.IdealPoints;
using Xunit;

namespace Entente.Positions.Tests;

/// <summary>The normal distribution against known values and against its own integrals.</summary>
public sealed class NormalTailTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-3, 0.0013498980316300945)]
    [InlineData(-6, 9.865876450376946e-10)]
    [InlineData(-10, 7.619853024160525e-24)]
    public void Probabilities_are_those_of_the_tables(double x, double known) => Assert.Equal(1, NormalTail.Below(x) / known, 1e-13);

    [Fact]
    public void Ratio_is_density_over_probability_and_has_its_limit()
    {
        for (var x = -8.0; x <= 8; x += 0.37)
            Assert.Equal(1, NormalTail.Ratio(x) * NormalTail.Below(x) / NormalTail.Density(x), 1e-13);
        Assert.Equal(50, NormalTail.Ratio(-50), 0.03);
        Assert.Equal(0, NormalTail.Ratio(50), 1e-300);
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0.3)]
    [InlineData(-0.4, 1.2)]
    [InlineData(2, 3)]
    [InlineData(-3, -2)]
    [InlineData(1.5, double.PositiveInfinity)]
    public void Truncated_moments_are_their_integrals(double low, double high)
    {
        var (from, to) = (Math.Max(low, -12), Math.Min(high, 12));
        var (mass, first, second) = (0.0, 0.0, 0.0);
        const int steps = 200_000;
        for (var k = 0; k < steps; k++)
        {
            var x = from + (k + 0.5) * (to - from) / steps;
            var p = NormalTail.Density(x);
            (mass, first, second) = (mass + p, first + p * x, second + p * x * x);
        }
        var (mean, variance) = NormalTail.Truncated(low, high);
        Assert.Equal(first / mass, mean, 1e-7);
        Assert.Equal(second / mass - first / mass * (first / mass), variance, 1e-7);
    }
}
