using System.Collections.Immutable;
using System.Globalization;
using Entente.Numerics;
using Entente.Testing;
using Xunit;

namespace Entente.Tests.Numerics;

public sealed class SobolIndicesTests
{
    /// <summary>The function of Ishigami and Homma (1990), whose shares are known.</summary>
    [Fact]
    public void The_shares_of_Ishigamis_function_are_within_their_errors()
    {
        const int pairs = 1 << 14;
        var random = new CounterRandom(5);
        var (first, second) = (Draws(0), Draws(1));
        ImmutableArray<ImmutableArray<double>> mixed =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => first.Zip(second, (x, y) => Value([.. x.Select((v, k) => k == i ? y[k] : v)])).ToImmutableArray()),
        ];
        var shares = SobolIndices.Of([.. first.Select(Value)], [.. second.Select(Value)], mixed);
        var known = File.ReadLines(Path.Combine(Reference.Folder("game"), "coop", "sobol_ishigami.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToList();
        var expectedFirst = known.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture)).ToList();
        var expectedTotal = known.Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)).ToList();
        for (var i = 0; i < 3; i++)
        {
            Assert.InRange(Math.Abs(shares.FirstOrder[i] - expectedFirst[i]), 0, 4 * shares.FirstOrderErrors[i]);
            Assert.InRange(Math.Abs(shares.Total[i] - expectedTotal[i]), 0, 4 * shares.TotalErrors[i]);
            Assert.InRange(Math.Max(shares.FirstOrderErrors[i], shares.TotalErrors[i]), 1e-4, 0.02);
        }

        List<double[]> Draws(int which) =>
            [
                .. Enumerable
                    .Range(0, pairs)
                    .Select(p => Enumerable.Range(0, 3).Select(k => Math.PI * (2 * random.At(which).At(p).Uniform(k) - 1)).ToArray()),
            ];

        static double Value(double[] x) =>
            Math.Sin(x[0]) + 7 * Math.Sin(x[1]) * Math.Sin(x[1]) + 0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]);
    }
}
