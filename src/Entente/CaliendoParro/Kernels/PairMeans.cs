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
    }

    /// <summary>1 less the elasticity, by user.</summary>
    public double[] Rho { get; }

    /// <summary>Sets the means of country n.</summary>
    public void Set(int n, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> mean)
    {
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

    private double Exact(int n, int j, double first, double second) =>
        Ces.LogMean(firstShare[n * sectors + j], first, secondShare[n * sectors + j], second, sigma[j]);
}
