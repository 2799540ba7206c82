using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Nested CES: users of a country side by side, one good at a time. Where an elasticity is so near 1 that differences
/// of powers would lose digits, that user goes through the exact mean of <see cref="Ces"/>.
/// </summary>
internal sealed class NestedTechnology : Technology
{
    private readonly CounterfactualInputs given;
    private readonly World world;
    private readonly int sectors;
    private readonly Nest fuels;
    private readonly Nest others;
    private readonly Nest? power;
    private readonly PairMeans? fuelsAndPower;
    private readonly PairMeans energyAndOthers;
    private readonly PairMeans valueAddedAndInputs;
    private readonly bool anyClosed;
    private readonly bool anyLacking;

    // By (n, j): what shares of cost add up to, and the prices found last.
    private readonly double[] total;
    private readonly double[] logPower;
    private readonly double[] logEnergy;
    private readonly double[] logOthers;
    private readonly double[] logInputs;
    private readonly double[] logBundle;

    // By nest and (n, j), what users do to their shares; ln of it where what prices do is not apart from that.
    private readonly (Nest Nest, double[] Users)[] nests;
    private readonly double[] costShares;
    private readonly double[] valueAddedShares;
    private readonly double[] finalShares;
    private readonly FinalNests finalNests;
    private readonly double[] prices;
    private readonly double[] row;
    private readonly double[] between;

    public NestedTechnology(CounterfactualInputs given)
    {
        (this.given, world) = (given, given.World);
        sectors = world.Sectors.Length;
        var (cells, sigma) = (world.Countries.Length * sectors, given.Substitution);
        var (energyShare, otherShare, inputShare) = (new double[cells], new double[cells], new double[cells]);
        (logEnergy, logOthers, logInputs, logBundle) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        (costShares, valueAddedShares, finalShares) = (new double[sectors * sectors], new double[cells], new double[cells]);
        (prices, finalNests) = (new double[cells], new FinalNests(given));
        (row, between) = (new double[sectors], new double[sectors]);
        fuels = new Nest(given, k => sigma.IsEnergy[k] && !(sigma.HasPower && sigma.IsPower[k]), [.. sigma.Fuels], energyShare);
        others = new Nest(given, k => !sigma.IsEnergy[k], [.. sigma.Inputs], otherShare);
        logPower = [];
        if (sigma.HasPower)
        {
            // A nest keeps the sums of its shares.
            var (fuelShare, powerShare) = (energyShare, new double[cells]);
            energyShare = [.. fuelShare];
            power = new Nest(given, k => sigma.IsPower[k], [.. sigma.Power], powerShare);
            fuelsAndPower = new PairMeans(fuelShare, powerShare, [.. sigma.Fuels]);
            TensorPrimitives.Add(energyShare, powerShare, energyShare);
            logPower = new double[cells];
        }
        TensorPrimitives.Add(energyShare, otherShare, inputShare);
        TensorPrimitives.Add(inputShare, world.ValueAddedShares.Span, total = new double[cells]);
        energyAndOthers = new PairMeans(energyShare, otherShare, [.. sigma.Energy]);
        valueAddedAndInputs = new PairMeans(world.ValueAddedShares.Span.ToArray(), inputShare, [.. sigma.ValueAdded]);
        nests = [.. new[] { fuels, others, power }.OfType<Nest>().Select(nest => (nest, new double[cells]))];
        (anyClosed, anyLacking) = (given.Supply.AnyClosed, !given.Supply.AllAvailable);
    }

    public override void SetLogCosts(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost)
    {
        if (power is null)
            fuels.SetLogMeans(n, logPrice, Of(logEnergy, n));
        else
        {
            fuels.SetLogMeans(n, logPrice, row);
            power.SetLogMeans(n, logPrice, Of(logPower, n));
            fuelsAndPower!.Set(n, row, Of(logPower, n), Of(logEnergy, n));
        }
        others.SetLogMeans(n, logPrice, Of(logOthers, n));
        energyAndOthers.Set(n, Of(logEnergy, n), Of(logOthers, n), Of(logInputs, n));
        valueAddedAndInputs.Set(n, logV, Of(logInputs, n), Of(logBundle, n));
        TensorPrimitives.Multiply(Of(total, n), Of(logBundle, n), logCost);
        for (var j = 0; anyClosed && j < sectors; j++)
            if (!given.Supply.CanMake(n, j))
                logCost[j] = 0;
    }

    public override void SetShares(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice)
    {
        var valueAdded = Of(valueAddedShares, n);
        TensorPrimitives.Subtract(logV, Of(logBundle, n), row);
        TensorPrimitives.Multiply(row, valueAddedAndInputs.Rho, row);
        TensorPrimitives.Exp(row, row);
        TensorPrimitives.Multiply(row, world.ValueAddedShares.Row(n), valueAdded);
        for (var j = 0; anyClosed && j < sectors; j++)
            if (!given.Supply.CanMake(n, j))
                valueAdded[j] = 0;
        SetBetween(n);
        logPrice.CopyTo(Of(prices, n));
        SetUsers(n, 0, Of(logEnergy, n), energyAndOthers.Rho);
        SetUsers(n, 1, Of(logOthers, n), energyAndOthers.Rho);
        if (power is not null)
        {
            SetWithinEnergy(n);
            SetUsers(n, 2, Of(logPower, n), fuelsAndPower!.Rho);
        }
        finalNests.SetShares(n, logPrice, Of(finalShares, n));
    }

    public override double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice) => finalNests.LogPrice(n, logPrice);

    /// <summary>The shares are not needed one by one where what users do and what prices do come apart.</summary>
    public override void SetSpending(int n, ReadOnlySpan<double> output, double income, Span<double> spending)
    {
        foreach (var (nest, users) in nests)
            if (nest.Separates(n))
            {
                TensorPrimitives.Multiply(Of(users, n), output, between);
                VectorKernels.Times(world.CostShares.Block(n), between, row);
                var powers = nest.Powers(n);
                foreach (var k in nest.Goods)
                    spending[k] = powers[k] * row[k];
            }
            else
                foreach (var k in nest.Goods)
                {
                    SetCostShares(n, nest, Of(users, n), k, row);
                    spending[k] = TensorPrimitives.Dot(row, output);
                }
        TensorPrimitives.MultiplyAdd(FinalShares(n), income, spending, spending);
    }

    public override ReadOnlySpan<double> CostShares(int n)
    {
        foreach (var (nest, users) in nests)
            foreach (var k in nest.Goods)
                SetCostShares(n, nest, Of(users, n), k, costShares.AsSpan(k * sectors, sectors));
        return costShares;
    }

    public override ReadOnlySpan<double> ValueAddedShares(int n) => valueAddedShares.AsSpan(n * sectors, sectors);

    public override ReadOnlySpan<double> FinalShares(int n) => finalShares.AsSpan(n * sectors, sectors);

    /// <summary>The part of equation (18) that is the same in both nests: ln of (mHat/bHat)^(1-sigma_v) mHat^(sigma_e-1).</summary>
    private void SetBetween(int n)
    {
        var inputs = Of(logInputs, n);
        TensorPrimitives.Subtract(inputs, Of(logBundle, n), between);
        TensorPrimitives.Multiply(between, valueAddedAndInputs.Rho, between);
        TensorPrimitives.Multiply(inputs, energyAndOthers.Rho, row);
        TensorPrimitives.Subtract(between, row, between);
    }

    /// <summary>What power, as one of the fuels, has before its price: what the fuels have.</summary>
    private void SetWithinEnergy(int n)
    {
        TensorPrimitives.MultiplyAdd(Of(logEnergy, n), energyAndOthers.Rho, between, between);
        TensorPrimitives.Multiply(Of(logEnergy, n), fuelsAndPower!.Rho, row);
        TensorPrimitives.Subtract(between, row, between);
    }

    /// <summary>What users do to their shares of the goods of a nest, itself within one of the elasticities 1 - outerRho.</summary>
    private void SetUsers(int n, int of, ReadOnlySpan<double> within, ReadOnlySpan<double> outerRho)
    {
        var nest = nests[of].Nest;
        var users = Of(nests[of].Users, n);
        TensorPrimitives.MultiplyAdd(within, outerRho, between, users);
        TensorPrimitives.Multiply(within, nest.Rho, row);
        TensorPrimitives.Subtract(users, row, users);
        var apart = nest.Separates(n);
        if (apart)
        {
            TensorPrimitives.Add(users, nest.Rho[0] * nest.Reference(n), users);
            TensorPrimitives.Exp(users, users);
        }
        // What cannot be made uses nothing, and of a nest that cannot be had nothing is used.
        for (var j = 0; anyLacking && j < sectors; j++)
            if (
                !given.Supply.CanMake(n, j)
                || double.IsPositiveInfinity(within[j])
                || double.IsPositiveInfinity(logInputs[n * sectors + j])
            )
                users[j] = apart ? 0 : double.NegativeInfinity;
    }

    /// <summary>Equation (18) for good k of a nest.</summary>
    private void SetCostShares(int n, Nest nest, ReadOnlySpan<double> users, int k, Span<double> shares)
    {
        if (!given.Supply.IsAvailable(n, k))
            shares.Clear();
        else if (nest.Separates(n))
            TensorPrimitives.Multiply(users, nest.Powers(n)[k], shares);
        else
        {
            TensorPrimitives.MultiplyAdd(nest.Rho, prices[n * sectors + k], users, shares);
            TensorPrimitives.Exp(shares, shares);
        }
        TensorPrimitives.Multiply(shares, world.CostShares.Row(n, k), shares);
    }

    private Span<double> Of(double[] cells, int n) => cells.AsSpan(n * sectors, sectors);
}
