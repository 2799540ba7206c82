using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Nested CES: users of a country side by side, one good at a time. Where an elasticity is so near 1 that differences
/// of powers would lose digits, that user goes through the exact mean of <see cref="Ces"/>.
/// </summary>
internal sealed class NestedTechnology : Technology
{
    private const double FarApart = 300;

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

    private readonly double[] costShares;
    private readonly double[] valueAddedShares;
    private readonly double[] finalShares;
    private readonly Bundle[] finalBundles;
    private readonly double[] row;
    private readonly double[] between;
    private readonly double[] users;

    public NestedTechnology(CounterfactualInputs given)
    {
        (this.given, world) = (given, given.World);
        sectors = world.Sectors.Length;
        var (cells, sigma) = (world.Countries.Length * sectors, given.Substitution);
        var (energyShare, otherShare, inputShare) = (new double[cells], new double[cells], new double[cells]);
        (logEnergy, logOthers, logInputs, logBundle) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        (costShares, valueAddedShares, finalShares) = (new double[cells * sectors], new double[cells], new double[cells]);
        finalBundles = new Bundle[world.Countries.Length];
        (row, between, users) = (new double[sectors], new double[sectors], new double[sectors]);
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
        SetCostShares(n, fuels, Of(logEnergy, n), energyAndOthers.Rho, logPrice);
        SetCostShares(n, others, Of(logOthers, n), energyAndOthers.Rho, logPrice);
        if (power is not null)
        {
            SetWithinEnergy(n);
            SetCostShares(n, power, Of(logPower, n), fuelsAndPower!.Rho, logPrice);
        }
        SetFinalShares(n, logPrice);
    }

    public override double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice)
    {
        ref var bundle = ref finalBundles[n];
        bundle = FinalBundle(n, logPrice);
        return (bundle.EnergyShare + bundle.OtherShare) * bundle.LogPrice;
    }

    public override ReadOnlySpan<double> CostShares(int n) => costShares.AsSpan(n * sectors * sectors, sectors * sectors);

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

    /// <summary>
    /// Equation (18) for the goods of a nest, itself within one of the elasticities 1 - outerRho. Where the elasticity within it is the
    /// same for all users, and prices are not
    /// so far apart that powers leave the range of numbers, what users do and what the price of the good does come apart.
    /// </summary>
    private void SetCostShares(
        int n,
        Nest nest,
        ReadOnlySpan<double> within,
        ReadOnlySpan<double> outerRho,
        ReadOnlySpan<double> logPrice
    )
    {
        TensorPrimitives.MultiplyAdd(within, outerRho, between, users);
        TensorPrimitives.Multiply(within, nest.Rho, row);
        TensorPrimitives.Subtract(users, row, users);
        var low = TensorPrimitives.Min(logPrice);
        var apart = nest.CommonRho is { } common && Math.Abs(common) * (TensorPrimitives.Max(logPrice) - low) < FarApart;
        if (apart)
        {
            TensorPrimitives.Add(users, nest.Rho[0] * low, users);
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
        foreach (var k in nest.Goods)
        {
            var shares = costShares.AsSpan((n * sectors + k) * sectors, sectors);
            if (!given.Supply.IsAvailable(n, k))
                row.AsSpan().Clear();
            else if (apart)
                TensorPrimitives.Multiply(users, Math.Exp(nest.Rho[0] * (logPrice[k] - low)), row);
            else
            {
                TensorPrimitives.MultiplyAdd(nest.Rho, logPrice[k], users, row);
                TensorPrimitives.Exp(row, row);
            }
            TensorPrimitives.Multiply(row, world.CostShares.Row(n, k), shares);
        }
    }

    private void SetFinalShares(int n, ReadOnlySpan<double> logPrice)
    {
        var bundle = finalBundles[n];
        for (var j = 0; j < sectors; j++)
            finalShares[n * sectors + j] = given.Supply.IsAvailable(n, j)
                ? world.FinalShares[n, j] * bundle.ShareFactor(j, logPrice[j])
                : 0;
    }

    private Bundle FinalBundle(int n, ReadOnlySpan<double> logPrice)
    {
        Span<double> shares = stackalloc double[sectors];
        Span<double> prices = stackalloc double[sectors];
        for (var j = 0; j < sectors; j++)
        {
            var available = given.Supply.IsAvailable(n, j);
            shares[j] = available || given.Supply.IsWanted(n, j) ? world.FinalShares[n, j] : 0;
            prices[j] = available ? logPrice[j] : double.PositiveInfinity;
        }
        return new Bundle(shares, prices, given.Substitution.OfHouseholds);
    }

    private Span<double> Of(double[] cells, int n) => cells.AsSpan(n * sectors, sectors);
}
