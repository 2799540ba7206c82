using System.Globalization;
using Xunit;

namespace Entente.Testing;

/// <summary>Comparison of whole tables of numbers.</summary>
internal static class Near
{
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var at = 0; at < expected.Length; at++)
            if (!(Math.Abs(expected[at] - actual[at]) <= tolerance * Math.Max(1, Math.Abs(expected[at]))))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"at {at}: expected {expected[at]:R}, got {actual[at]:R}"));
    }
}
