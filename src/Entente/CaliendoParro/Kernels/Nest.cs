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
    private readonly int countries;
    private readonly int sectors;
    private readonly int[] goods;
    private readonly int[] others;
    private readonly bool anyLacking;
    private readonly double[] rhoOfUser;
    private readonly double[] rho;
    private readonly double[] inverseRho;
    private readonly double[] weight;
    private readonly double[] sum;
    private readonly double[] power;
    private readonly double[] reference;
    private readonly bool isUniform;

    // Whether its goods are so few that taking them one by one is quicker than all with powers of 0.
    private readonly bool isSmall;
    private readonly int[] empty;

    // By country and good, where the elasticity is the same for all users: powers of prices relative to one of them, 0 of goods of other
    // nests; by country ln of that, and how far ln of prices are apart.
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
        (this.given, this.weight) = (given, weight);
        (countries, sectors) = (given.World.Countries.Length, given.World.Sectors.Length);
        goods = [.. Enumerable.Range(0, sectors).Where(k => belongs(k))];
        (others, anyLacking) = ([.. Enumerable.Range(0, sectors).Except(goods)], !given.Supply.AllAvailable);
        rhoOfUser = [.. sigma.Select(s => 1 - s)];
        rho = Technology.ForEach(countries, rhoOfUser);
        inverseRho = Technology.ForEach(countries, [.. rhoOfUser.Select(r => r == 0 ? 0 : 1 / r)]);
        (sum, power, reference) = (new double[rho.Length], new double[sectors], new double[rho.Length]);
        (isUniform, isSmall) = (rhoOfUser.All(r => r == rhoOfUser[0]), 2 * goods.Length < sectors);
        (powers, references, spreads) = (new double[isUniform ? rho.Length : 0], new double[countries], new double[countries]);
        delicate = Technology.Places(rho, r => Math.Abs(r) < Delicate && !(r == 0 && isUniform));
        for (var n = 0; n < countries; n++)
            foreach (var k in goods)
                TensorPrimitives.Add(Of(weight, n), given.World.CostShares.Row(n, k), Of(weight, n));
        empty = Technology.Places(weight, share => share == 0);
    }

    /// <summary>The goods of the nest.</summary>
    public ReadOnlySpan<int> Goods => goods;

    /// <summary>1 less the elasticity within the nest, by country and user.</summary>
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

    /// <summary>ln of the mean price by country and user; 0 where the nest is empty.</summary>
    public void SetLogMeans(ReadOnlySpan<double> prices, Span<double> mean)
    {
        if (isUniform)
            SetPowers(prices);
        if (isUniform && rho[0] == 0)
            SetArithmetic(prices, mean);
        else
            SetMeans(prices, mean);
        foreach (var at in delicate)
            mean[at] = Exact(at, prices);
        foreach (var at in empty)
            mean[at] = 0;
        // Where what they add up to is finite, all are.
        var isAnyInfinite = !double.IsFinite(TensorPrimitives.Sum<double>(mean));
        for (var at = 0; isAnyInfinite && at < mean.Length; at++)
            if (double.IsInfinity(mean[at]))
                mean[at] = Exact(at, prices);
    }

    private void SetArithmetic(ReadOnlySpan<double> prices, Span<double> mean)
    {
        Array.Clear(sum);
        for (var n = 0; n < countries; n++)
        {
            prices.Slice(n * sectors, sectors).CopyTo(power);
            foreach (var k in others)
                power[k] = 0;
            VectorKernels.AddTransposedTimes(given.World.CostShares.Block(n), power, Of(sum, n));
        }
        TensorPrimitives.Divide(sum, weight, mean);
    }

    /// <summary>The least and the largest price among goods that can be had.</summary>
    private (double Low, double High) RangeOf(int n, ReadOnlySpan<double> prices)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var k in goods)
            if (!anyLacking || given.Supply.IsAvailable(n, k))
                (low, high) = (Math.Min(low, prices[n * sectors + k]), Math.Max(high, prices[n * sectors + k]));
        return double.IsInfinity(low) ? (0, 0) : (low, high);
    }

    /// <summary>
    /// Relative to the dearest good, so that nothing overflows; goods nobody supplies count with a power of 0.
    /// </summary>
    private void SetPowers(ReadOnlySpan<double> prices)
    {
        for (var n = 0; n < countries; n++)
        {
            var (low, high) = RangeOf(n, prices);
            (references[n], spreads[n]) = (rho[0] >= 0 ? high : low, high - low);
            TensorPrimitives.Subtract(prices.Slice(n * sectors, sectors), references[n], Of(powers, n));
        }
        TensorPrimitives.Multiply(powers, rho[0], powers);
        TensorPrimitives.Exp(powers, powers);
        for (var n = 0; n < countries; n++)
        {
            var of = Of(powers, n);
            foreach (var k in others)
                of[k] = 0;
            if (anyLacking)
                foreach (var k in goods)
                    of[k] = given.Supply.IsAvailable(n, k) ? of[k] : 0;
        }
    }

    private void SetMeans(ReadOnlySpan<double> prices, Span<double> mean)
    {
        Array.Clear(sum);
        for (var n = 0; n < countries; n++)
            if (isUniform)
            {
                Of(reference, n).Fill(references[n]);
                AddPowers(n);
            }
            else
                AddPowers(n, prices);
        TensorPrimitives.Divide(sum, weight, sum);
        TensorPrimitives.Log(sum, sum);
        TensorPrimitives.MultiplyAdd(sum, inverseRho, reference, mean);
    }

    /// <summary>Adds up shares times powers of all goods; those of other nests have none.</summary>
    private void AddPowers(int n)
    {
        var total = Of(sum, n);
        if (!isSmall)
            VectorKernels.AddTransposedTimes(given.World.CostShares.Block(n), Powers(n), total);
        else
            foreach (var k in goods)
                TensorPrimitives.MultiplyAdd(given.World.CostShares.Row(n, k), powers[n * sectors + k], total, total);
    }

    /// <summary>
    /// Adds what is spent on its goods in country n, where shares come apart into what users do, times their outputs, and what prices do.
    /// </summary>
    public void AddSpending(int n, ReadOnlySpan<double> users, Span<double> spending)
    {
        if (!isSmall)
        {
            VectorKernels.Times<double>(given.World.CostShares.Block(n), users, power);
            TensorPrimitives.MultiplyAdd(power, Powers(n), spending, spending);
        }
        else
            foreach (var k in goods)
                spending[k] += TensorPrimitives.Dot(given.World.CostShares.Row(n, k), users) * powers[n * sectors + k];
    }

    /// <summary>The same where each user has an elasticity of its own.</summary>
    private void AddPowers(int n, ReadOnlySpan<double> prices)
    {
        var (low, high) = RangeOf(n, prices);
        var of = Of(reference, n);
        var total = Of(sum, n);
        for (var j = 0; j < sectors; j++)
            of[j] = rhoOfUser[j] >= 0 ? high : low;
        foreach (var k in goods)
        {
            if (!given.Supply.IsAvailable(n, k))
                continue;
            TensorPrimitives.Subtract(prices[n * sectors + k], of, power);
            TensorPrimitives.Multiply(power, rhoOfUser, power);
            TensorPrimitives.Exp(power, power);
            TensorPrimitives.MultiplyAdd(given.World.CostShares.Row(n, k), power, total, total);
        }
    }

    private double Exact(int at, ReadOnlySpan<double> prices)
    {
        var (n, j) = (at / sectors, at % sectors);
        Span<double> shares = stackalloc double[goods.Length];
        Span<double> logs = stackalloc double[goods.Length];
        for (var g = 0; g < goods.Length; g++)
        {
            shares[g] = given.World.CostShares[n, goods[g], j];
            logs[g] = given.Supply.IsAvailable(n, goods[g]) ? prices[n * sectors + goods[g]] : double.PositiveInfinity;
        }
        return Ces.LogMean(shares, logs, 1 - rhoOfUser[j], static _ => true);
    }

    private Span<double> Of(double[] cells, int n) => cells.AsSpan(n * sectors, sectors);
}
