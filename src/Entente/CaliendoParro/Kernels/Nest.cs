using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>One nest of inputs for all users: the CES mean of some goods' prices, by country and user.</summary>
internal sealed class Nest
{
    /// <summary>Nearer to Cobb-Douglas than this, powers lose more digits than answers can spare.</summary>
    internal const double Delicate = 1e-3;

    private readonly CounterfactualInputs given;
    private readonly int sectors;
    private readonly int[] goods;
    private readonly double[] rho;
    private readonly double[] inverseRho;
    private readonly double[] weight;
    private readonly double[] sum;
    private readonly double[] power;
    private readonly double[] reference;
    private readonly bool isUniform;
    private readonly int[] delicate;

    /// <param name="given">Shares, and which goods are available.</param>
    /// <param name="belongs">Which goods the nest holds.</param>
    /// <param name="sigma">Elasticity by user.</param>
    /// <param name="weight">Receives the summed shares by country and user.</param>
    public Nest(CounterfactualInputs given, Predicate<int> belongs, double[] sigma, double[] weight)
    {
        this.given = given;
        (sectors, this.weight) = (given.World.Sectors.Length, weight);
        goods = [.. Enumerable.Range(0, sectors).Where(k => belongs(k))];
        rho = [.. sigma.Select(s => 1 - s)];
        inverseRho = [.. rho.Select(r => r == 0 ? 0 : 1 / r)];
        (sum, power, reference) = (new double[sectors], new double[sectors], new double[sectors]);
        isUniform = rho.All(r => r == rho[0]);
        delicate = [.. Enumerable.Range(0, sectors).Where(j => Math.Abs(rho[j]) < Delicate && !(rho[j] == 0 && isUniform))];
        for (var n = 0; n < given.World.Countries.Length; n++)
            foreach (var k in goods)
                TensorPrimitives.Add(
                    weight.AsSpan(n * sectors, sectors),
                    given.World.CostShares.Row(n, k),
                    weight.AsSpan(n * sectors, sectors)
                );
    }

    /// <summary>The goods of the nest.</summary>
    public ReadOnlySpan<int> Goods => goods;

    /// <summary>1 less the elasticity within the nest, by user.</summary>
    public ReadOnlySpan<double> Rho => rho;

    /// <summary>The same where all users share it; else null.</summary>
    public double? CommonRho => isUniform ? rho[0] : null;

    /// <summary>ln of the mean price by user of country n; 0 where the nest is empty.</summary>
    public void SetLogMeans(int n, ReadOnlySpan<double> prices, Span<double> mean)
    {
        var mass = weight.AsSpan(n * sectors, sectors);
        if (isUniform && rho[0] == 0)
            Arithmetic(n, prices, mean);
        else
            Powers(n, prices, mean, mass);
        foreach (var j in delicate)
            mean[j] = Exact(n, j, prices);
        for (var j = 0; j < sectors; j++)
            if (mass[j] == 0)
                mean[j] = 0;
            else if (double.IsInfinity(mean[j]))
                mean[j] = Exact(n, j, prices);
    }

    private void Arithmetic(int n, ReadOnlySpan<double> prices, Span<double> mean)
    {
        Array.Clear(sum);
        foreach (var k in goods)
            TensorPrimitives.MultiplyAdd(given.World.CostShares.Row(n, k), prices[k], sum, sum);
        TensorPrimitives.Divide(sum, weight.AsSpan(n * sectors, sectors), mean);
    }

    /// <summary>
    /// Relative to the dearest good, so that nothing overflows; goods nobody supplies count with a power of 0 where the sector
    /// can do without.
    /// </summary>
    private void Powers(int n, ReadOnlySpan<double> prices, Span<double> mean, ReadOnlySpan<double> mass)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var k in goods)
            if (given.Supply.IsAvailable(n, k))
                (low, high) = (Math.Min(low, prices[k]), Math.Max(high, prices[k]));
        if (double.IsInfinity(low))
            (low, high) = (0, 0);
        for (var j = 0; j < sectors; j++)
            reference[j] = rho[j] >= 0 ? high : low;
        Array.Clear(sum);
        foreach (var k in goods)
        {
            if (!given.Supply.IsAvailable(n, k))
                continue;
            if (isUniform)
                TensorPrimitives.MultiplyAdd(given.World.CostShares.Row(n, k), Math.Exp(rho[0] * (prices[k] - reference[0])), sum, sum);
            else
            {
                TensorPrimitives.Subtract(prices[k], reference, power);
                TensorPrimitives.Multiply(power, rho, power);
                TensorPrimitives.Exp(power, power);
                TensorPrimitives.MultiplyAdd(given.World.CostShares.Row(n, k), power, sum, sum);
            }
        }
        TensorPrimitives.Divide(sum, mass, power);
        TensorPrimitives.Log(power, power);
        TensorPrimitives.MultiplyAdd(power, inverseRho, reference, mean);
    }

    private double Exact(int n, int j, ReadOnlySpan<double> prices)
    {
        Span<double> shares = stackalloc double[goods.Length];
        Span<double> logs = stackalloc double[goods.Length];
        for (var g = 0; g < goods.Length; g++)
        {
            shares[g] = given.World.CostShares[n, goods[g], j];
            logs[g] = given.Supply.IsAvailable(n, goods[g]) ? prices[goods[g]] : double.PositiveInfinity;
        }
        return Ces.LogMean(shares, logs, 1 - rho[j], static _ => true);
    }
}
