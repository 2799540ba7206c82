using Entente.CaliendoParro.Kernels;
using Entente.Horizons;
using Xunit;

namespace Entente.Tests.Model;

/// <summary>Means and factors of users side by side are those of one user after the other, near Cobb-Douglas and far from it.</summary>
public sealed class CesRowTests
{
    private const int Users = 13;

    [Fact]
    public void Users_side_by_side_are_as_exact_as_one_by_one()
    {
        var (random, worst) = (new Random(1), 0.0);
        var (rows, mean, factors) = (new CesRows(Users), new double[Users], new double[Users]);
        for (var round = 0; round < 500; round++)
        {
            var (first, second) = (Shares(random), Shares(random));
            var (one, other) = (Prices(random), Prices(random));
            var rho = Each(() => random.Next(5) == 0 ? 0 : (1 - 2 * random.Next(2)) * Math.Pow(10, -14 + 15 * random.NextDouble()));
            var whole = Each(random.NextDouble);
            rows.SetLogMeans(first, one, second, other, rho, mean);
            rows.SetFactors(one, mean, rho, whole, factors);
            for (var j = 0; j < Users; j++)
            {
                var exact = Ces.LogMean(first[j], one[j], second[j], other[j], 1 - rho[j]);
                worst = Math.Max(worst, Math.Abs(mean[j] - exact) / Math.Max(1, Math.Abs(exact)));
                var factor = whole[j] * Ces.ShareFactor(one[j], mean[j], 1 - rho[j]);
                worst = Math.Max(worst, Math.Abs(factors[j] - factor) / Math.Max(1, factor));
            }
        }
        Assert.True(worst < 1e-13, $"{worst:0.0e0} apart");
    }

    private static double[] Shares(Random random) => Each(() => random.Next(6) == 0 ? 0 : random.NextDouble());

    private static double[] Prices(Random random) => Each(() => 4 * random.NextDouble() - 2);

    private static double[] Each(Func<double> value) => [.. Enumerable.Range(0, Users).Select(_ => value())];
}
