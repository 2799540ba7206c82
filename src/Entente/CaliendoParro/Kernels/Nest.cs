using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>One nest of inputs for all users: the CES mean of some goods' prices, by country and user.</summary>
internal sealed class Nest
{
    /// <summary>Nearer to Cobb-Douglas than this, powers lose more digits than answers can spare.</summary>
    internal const double Delicate = 1e-3;

    private const double FarApart = 300;

    private readonly CounterfactualInputs given;
    private readonly int sectors;
    private readonly int[] goods;
    private readonly int[] others;
    private readonly bool anyLacking;
    private readonly double[] rho;
    private readonly double[] inverseRho;
    private readonly double[] weight;
    private readonly double[] sum;
    private readonly double[] power;
    private readonly double[] reference;
    private readonly bool isUniform;

    // By country, where the elasticity is the same for all users: powers of prices relative to one of them, ln of that, and how far ln of
    // prices are apart.
    private readonly double[] powers;
    private readonly double[] references;
    private readonly double[] spreads;
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
        (others, anyLacking) = ([.. Enumerable.Range(0, sectors).Except(goods)], !given.Supply.AllAvailable);
        rho = [.. sigma.Select(s => 1 - s)];
        inverseRho = [.. rho.Select(r => r == 0 ? 0 : 1 / r)];
        (sum, power, reference) = (new double[sectors], new double[sectors], new double[sectors]);
        isUniform = rho.All(r => r == rho[0]);
        var countries = given.World.Countries.Length;
        (powers, references, spreads) = (new double[isUniform ? countries * sectors : 0], new double[countries], new double[countries]);
        delicate = [.. Enumerable.Range(0, sectors).Where(j => Math.Abs(rho[j]) < Delicate && !(rho[j] == 0 && isUniform))];
        for (var n = 0; n < countries; n++)
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

    /// <summary>
    /// Whether shares come apart into what users do and what prices of goods do: the elasticity is the same for all users, and prices
    /// in country n are not so far apart that powers leave the range of numbers.
    /// </summary>
    public bool Separates(int n) => isUniform && Math.Abs(rho[0]) * spreads[n] < FarApart;

    /// <summary>Where they come apart, what prices of the goods of the nest do, relative to a price; 0 of all other goods.</summary>
    public ReadOnlySpan<double> Powers(int n) => powers.AsSpan(n * sectors, sectors);

    /// <summary>ln of that price.</summary>
    public double Reference(int n) => references[n];

    /// <summary>ln of the mean price by user of country n; 0 where the nest is empty.</summary>
    public void SetLogMeans(int n, ReadOnlySpan<double> prices, Span<double> mean)
    {
        var mass = weight.AsSpan(n * sectors, sectors);
        if (isUniform)
            SetPowers(n, prices);
        if (isUniform && rho[0] == 0)
            Arithmetic(n, prices, mean);
        else
            SetMeans(n, prices, mean, mass);
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

    /// <summary>The least and the largest price among goods that can be had.</summary>
    private (double Low, double High) RangeOf(int n, ReadOnlySpan<double> prices)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var k in goods)
            if (given.Supply.IsAvailable(n, k))
                (low, high) = (Math.Min(low, prices[k]), Math.Max(high, prices[k]));
        return double.IsInfinity(low) ? (0, 0) : (low, high);
    }

    /// <summary>
    /// Relative to the dearest good, so that nothing overflows; goods nobody supplies count with a power of 0.
    /// </summary>
    private void SetPowers(int n, ReadOnlySpan<double> prices)
    {
        var (low, high) = RangeOf(n, prices);
        var of = powers.AsSpan(n * sectors, sectors);
        (references[n], spreads[n]) = (rho[0] >= 0 ? high : low, high - low);
        TensorPrimitives.Subtract(prices, references[n], of);
        TensorPrimitives.Multiply(of, rho[0], of);
        TensorPrimitives.Exp(of, of);
        foreach (var k in others)
            of[k] = 0;
        if (anyLacking)
            foreach (var k in goods)
                of[k] = given.Supply.IsAvailable(n, k) ? of[k] : 0;
    }

    private void SetMeans(int n, ReadOnlySpan<double> prices, Span<double> mean, ReadOnlySpan<double> mass)
    {
        Array.Clear(sum);
        if (isUniform)
        {
            Array.Fill(reference, references[n]);
            VectorKernels.AddTransposedTimes(given.World.CostShares.Block(n), Powers(n), sum);
        }
        else
            AddPowers(n, prices);
        TensorPrimitives.Divide(sum, mass, power);
        TensorPrimitives.Log(power, power);
        TensorPrimitives.MultiplyAdd(power, inverseRho, reference, mean);
    }

    /// <summary>The same where each user has an elasticity of its own.</summary>
    private void AddPowers(int n, ReadOnlySpan<double> prices)
    {
        var (low, high) = RangeOf(n, prices);
        for (var j = 0; j < sectors; j++)
            reference[j] = rho[j] >= 0 ? high : low;
        foreach (var k in goods)
        {
            if (!given.Supply.IsAvailable(n, k))
                continue;
            TensorPrimitives.Subtract(prices[k], reference, power);
            TensorPrimitives.Multiply(power, rho, power);
            TensorPrimitives.Exp(power, power);
            TensorPrimitives.MultiplyAdd(given.World.CostShares.Row(n, k), power, sum, sum);
        }
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
