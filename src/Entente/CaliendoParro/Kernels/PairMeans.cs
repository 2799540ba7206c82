using System.Numerics.Tensors;
using Entente.Horizons;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// The CES mean of two prices for all users of all countries side by side, in logs; <see cref="Ces.LogMean(double, double, double,
/// double, double)"/> is the exact one.
/// </summary>
internal sealed class PairMeans
{
    private readonly int sectors;
    private readonly double[] firstShare;
    private readonly double[] secondShare;
    private readonly double[] weight;
    private readonly double[] sigma;
    private readonly double[] rho;
    private readonly double[] inverseRho;
    private readonly int[] exact;

    // Where every user combines the two with an elasticity of 1: both shares together, and room for what is added up.
    private readonly double[]? both;
    private readonly double[] work;

    /// <param name="firstShare">What the first part weighs, by country and user.</param>
    /// <param name="secondShare">What the second part weighs.</param>
    /// <param name="sigma">Elasticity between the two, by user.</param>
    public PairMeans(double[] firstShare, double[] secondShare, double[] sigma)
    {
        (this.firstShare, this.secondShare, this.sigma, sectors) = (firstShare, secondShare, sigma, sigma.Length);
        var cells = firstShare.Length;
        rho = Technology.ForEach(cells / sectors, [.. sigma.Select(s => 1 - s)]);
        inverseRho = Technology.ForEach(cells / sectors, [.. sigma.Select(s => s == 1 ? 0 : 1 / (1 - s))]);
        weight = new double[cells];
        for (var at = 0; at < cells; at++)
            weight[at] = firstShare[at] == 0 ? 0 : firstShare[at] / (firstShare[at] + secondShare[at]);
        var isGeometric = sigma.All(s => s == 1);
        // Where one of the two weighs nothing, the part of the first is 0 or 1.
        exact = isGeometric
            ? Technology.Places(weight, part => part is 0 or 1)
            : Technology.Places(rho, r => Math.Abs(r) < Nest.Delicate);
        work = new double[isGeometric ? cells : 0];
        if (isGeometric)
            TensorPrimitives.Add(firstShare, secondShare, both = new double[cells]);
    }

    /// <summary>1 less the elasticity, by country and user.</summary>
    public ReadOnlySpan<double> Rho => rho;

    /// <summary>Sets the means.</summary>
    public void Set(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> mean)
    {
        if (both is not null)
            SetGeometric(first, second, mean);
        else
            SetPowers(first, second, mean);
        foreach (var at in exact)
            mean[at] = Exact(at, first[at], second[at]);
        var isAnyInfinite = both is null && !double.IsFinite(TensorPrimitives.Sum<double>(mean));
        for (var at = 0; isAnyInfinite && at < mean.Length; at++)
            if (!double.IsFinite(mean[at]))
                mean[at] = Exact(at, first[at], second[at]);
    }

    private void SetPowers(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> mean)
    {
        TensorPrimitives.Subtract(first, second, mean);
        TensorPrimitives.Multiply(mean, rho, mean);
        TensorPrimitives.Exp(mean, mean);
        TensorPrimitives.Subtract(mean, 1, mean);
        TensorPrimitives.Multiply(mean, weight, mean);
        TensorPrimitives.Add(mean, 1, mean);
        TensorPrimitives.Log(mean, mean);
        TensorPrimitives.MultiplyAdd(mean, inverseRho, second, mean);
    }

    /// <summary>Sums and products as <see cref="Ces"/> takes them, so that the means are the same to the last digit.</summary>
    private void SetGeometric(ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> mean)
    {
        TensorPrimitives.Multiply(second, secondShare, work);
        TensorPrimitives.Multiply(first, firstShare, mean);
        TensorPrimitives.Add(mean, work, mean);
        TensorPrimitives.Divide(mean, both, mean);
    }

    private double Exact(int at, double first, double second) =>
        Ces.LogMean(firstShare[at], first, secondShare[at], second, sigma[at % sectors]);
}
