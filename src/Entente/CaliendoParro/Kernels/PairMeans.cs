using System.Numerics.Tensors;
using Entente.Horizons;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The CES mean of two prices for all users of a country side by side, in logs; <see cref="Ces.LogMean(double, double, double,
/// double, double)"/> is the exact one.
/// </summary>
internal sealed class PairMeans
{
    private readonly int sectors;
    private readonly double[] firstShare;
    private readonly double[] secondShare;
    private readonly double[] weight;
    private readonly double[] sigma;
    private readonly double[] inverseRho;
    private readonly int[] delicate;

    // Where every user combines the two with an elasticity of 1: the cells in which there is but one of them.
    private readonly int[][]? alone;

    /// <param name="firstShare">What the first part weighs, by country and user.</param>
    /// <param name="secondShare">What the second part weighs.</param>
    /// <param name="sigma">Elasticity between the two, by user.</param>
    public PairMeans(double[] firstShare, double[] secondShare, double[] sigma)
    {
        (this.firstShare, this.secondShare, this.sigma, sectors) = (firstShare, secondShare, sigma, sigma.Length);
        weight = [.. firstShare.Select((share, at) => share == 0 ? 0 : share / (share + secondShare[at]))];
        Rho = [.. sigma.Select(s => 1 - s)];
        inverseRho = [.. Rho.Select(r => r == 0 ? 0 : 1 / r)];
        delicate = [.. Enumerable.Range(0, sectors).Where(j => Math.Abs(Rho[j]) < Nest.Delicate)];
        if (Rho.All(rho => rho == 0))
            alone =
            [
                .. Enumerable
                    .Range(0, firstShare.Length / sectors)
                    .Select(n =>
                        Enumerable
                            .Range(0, sectors)
                            .Where(j => firstShare[n * sectors + j] == 0 || secondShare[n * sectors + j] == 0)
                            .ToArray()
                    ),
            ];
    }

    /// <summary>1 less the elasticity, by user.</summary>
    public double[] Rho { get; }

    /// <summary>Sets the means of country n.</summary>
    public void Set(int n, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> mean)
    {
        if (alone is not null)
        {
            SetGeometric(n, first, second, mean);
            return;
        }
        TensorPrimitives.Subtract(first, second, mean);
        TensorPrimitives.Multiply(mean, Rho, mean);
        TensorPrimitives.Exp(mean, mean);
        TensorPrimitives.Subtract(mean, 1, mean);
        TensorPrimitives.Multiply(mean, weight.AsSpan(n * sectors, sectors), mean);
        TensorPrimitives.Add(mean, 1, mean);
        TensorPrimitives.Log(mean, mean);
        TensorPrimitives.MultiplyAdd(mean, inverseRho, second, mean);
        foreach (var j in delicate)
            mean[j] = Exact(n, j, first[j], second[j]);
        for (var j = 0; j < sectors; j++)
            if (!double.IsFinite(mean[j]))
                mean[j] = Exact(n, j, first[j], second[j]);
    }

    /// <summary>Sums and products as <see cref="Ces"/> takes them, so that the means are the same to the last digit.</summary>
    private void SetGeometric(int n, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> mean)
    {
        var one = firstShare.AsSpan(n * sectors, sectors);
        var other = secondShare.AsSpan(n * sectors, sectors);
        Span<double> weighted = stackalloc double[sectors];
        Span<double> both = stackalloc double[sectors];
        TensorPrimitives.Multiply(second, other, weighted);
        TensorPrimitives.Multiply(first, one, mean);
        TensorPrimitives.Add(mean, weighted, mean);
        TensorPrimitives.Add(one, other, both);
        TensorPrimitives.Divide(mean, both, mean);
        foreach (var j in alone![n])
            mean[j] = Exact(n, j, first[j], second[j]);
    }

    private double Exact(int n, int j, double first, double second) =>
        Ces.LogMean(firstShare[n * sectors + j], first, secondShare[n * sectors + j], second, sigma[j]);
}
