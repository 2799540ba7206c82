using System.Collections.Immutable;

namespace Entente.Numerics;

/// <summary>
/// Shares of the variance of a number in what each group of inputs does (Sobol 1993): first order, what a group explains by
/// itself, after Saltelli and others (2010), and total, what would be left if all but it were known, after Jansen (1999).
/// Groups are independent of one another; inputs of one group may be correlated.
/// </summary>
/// <param name="FirstOrder">By group; between 0 and 1 up to the error of simulation.</param>
/// <param name="Total">By group.</param>
/// <param name="FirstOrderErrors">Standard errors of simulation.</param>
/// <param name="TotalErrors">Standard errors of simulation.</param>
/// <param name="Samples">Pairs of draws that the shares rest on.</param>
public sealed record SobolIndices(
    ImmutableArray<double> FirstOrder,
    ImmutableArray<double> Total,
    ImmutableArray<double> FirstOrderErrors,
    ImmutableArray<double> TotalErrors,
    int Samples
)
{
    /// <summary>Shares from a design of pairs: f(A), f(B), and f of B with one group of A put in.</summary>
    /// <param name="a">f at the first of each pair of independent draws.</param>
    /// <param name="b">f at the second.</param>
    /// <param name="mixed">By group, f at the first draw with that group of inputs taken from the second.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there are fewer than two pairs.</exception>
    public static SobolIndices Of(ImmutableArray<double> a, ImmutableArray<double> b, ImmutableArray<ImmutableArray<double>> mixed)
    {
        if (a.Length < 2 || b.Length != a.Length || mixed.Any(m => m.Length != a.Length))
            throw new ArgumentException("As many values of each kind are needed, two at least.");
        var mean = (a.Sum() + b.Sum()) / (2.0 * a.Length);
        var variance = (a.Sum(Square) + b.Sum(Square)) / (2.0 * a.Length);
        var first = mixed.Select(m => Mean(a.Length, k => (b[k] - mean) * (m[k] - a[k]) / variance)).ToList();
        var total = mixed.Select(m => Mean(a.Length, k => (a[k] - m[k]) * (a[k] - m[k]) / 2 / variance)).ToList();
        return new SobolIndices(
            [.. first.Select(f => f.Mean)],
            [.. total.Select(t => t.Mean)],
            [.. first.Select(f => f.Error)],
            [.. total.Select(t => t.Error)],
            a.Length
        );

        double Square(double value) => (value - mean) * (value - mean);
    }

    private static (double Mean, double Error) Mean(int count, Func<int, double> value)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var k = 0; k < count; k++)
        {
            var v = value(k);
            (sum, squares) = (sum + v, squares + v * v);
        }
        return (sum / count, Math.Sqrt(Math.Max(0, squares - sum * sum / count) / (count - 1) / count));
    }
}
