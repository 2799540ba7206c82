using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Nested CES: users of all countries side by side. Where an elasticity is so near 1 that differences of powers would lose digits, that
/// user goes through the exact mean of <see cref="Ces"/>.
/// </summary>
internal sealed class NestedTechnology : Technology
{
    private readonly World world;
    private readonly int sectors;
    private readonly Nest fuels;
    private readonly Nest others;
    private readonly Nest? power;
    private readonly PairMeans? fuelsAndPower;
    private readonly PairMeans energyAndOthers;
    private readonly PairMeans valueAddedAndInputs;
    private readonly int[] closed;
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
    private readonly double[] work;
    private readonly double[] between;

    public NestedTechnology(CounterfactualInputs given)
        : base(given)
    {
        world = given.World;
        sectors = world.Sectors.Length;
        var (cells, sigma) = (world.Countries.Length * sectors, given.Substitution);
        var (energyShare, otherShare, inputShare) = (new double[cells], new double[cells], new double[cells]);
        (logEnergy, logOthers, logInputs, logBundle) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        (costShares, valueAddedShares, finalShares) = (new double[sectors * sectors], new double[cells], new double[cells]);
        (prices, finalNests) = (new double[cells], new FinalNests(given));
        (row, work, between) = (new double[sectors], new double[cells], new double[cells]);
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
        anyLacking = !given.Supply.AllAvailable;
        closed = given.Supply.AnyClosed
            ? [.. Enumerable.Range(0, cells).Where(at => !given.Supply.CanMake(at / sectors, at % sectors))]
            : [];
    }

    public override ReadOnlySpan<double> ValueAddedShares => valueAddedShares;

    public override ReadOnlySpan<double> FinalShares => finalShares;

    public override void SetLogCosts(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost)
    {
        if (power is null)
            fuels.SetLogMeans(logPrice, logEnergy);
        else
        {
            fuels.SetLogMeans(logPrice, work);
            power.SetLogMeans(logPrice, logPower);
            fuelsAndPower!.Set(work, logPower, logEnergy);
        }
        others.SetLogMeans(logPrice, logOthers);
        energyAndOthers.Set(logEnergy, logOthers, logInputs);
        valueAddedAndInputs.Set(logV, logInputs, logBundle);
        TensorPrimitives.Multiply(total, logBundle, logCost);
        foreach (var at in closed)
            logCost[at] = 0;
    }

    public override void SetShares(ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice)
    {
        TensorPrimitives.Subtract(logV, logBundle, work);
        TensorPrimitives.Multiply(work, valueAddedAndInputs.Rho, work);
        TensorPrimitives.Exp(work, work);
        TensorPrimitives.Multiply(work, world.ValueAddedShares.Span, valueAddedShares);
        foreach (var at in closed)
            valueAddedShares[at] = 0;
        SetBetween();
        logPrice.CopyTo(prices);
        SetUsers(nests[0], logEnergy, energyAndOthers.Rho);
        SetUsers(nests[1], logOthers, energyAndOthers.Rho);
        if (power is not null)
        {
            SetWithinEnergy();
            SetUsers(nests[2], logPower, fuelsAndPower!.Rho);
        }
        finalNests.SetShares(logPrice, finalShares);
    }

    public override void SetConsumerPrices(ReadOnlySpan<double> logPrice, Span<double> consumerPrices) =>
        finalNests.SetPrices(logPrice, consumerPrices);

    /// <summary>The shares are not needed one by one where what users do and what prices do come apart.</summary>
    public override void SetSpending(ReadOnlySpan<double> output, ReadOnlySpan<double> income, Span<double> spending)
    {
        spending.Clear();
        foreach (var (nest, users) in nests)
        {
            TensorPrimitives.Multiply(users, output, work);
            for (var n = 0; n < income.Length; n++)
                if (nest.Separates(n))
                    nest.AddSpending(n, Of(work, n), spending.Slice(n * sectors, sectors));
                else
                    foreach (var k in nest.Goods)
                    {
                        SetCostShares(n, nest, Of(users, n), k, row);
                        spending[n * sectors + k] = TensorPrimitives.Dot<double>(row, output.Slice(n * sectors, sectors));
                    }
        }
        AddFinal(income, spending);
    }

    public override ReadOnlySpan<double> CostShares(int n)
    {
        foreach (var (nest, users) in nests)
            foreach (var k in nest.Goods)
                SetCostShares(n, nest, Of(users, n), k, costShares.AsSpan(k * sectors, sectors));
        return costShares;
    }

    /// <summary>The part of equation (18) that is the same in both nests: ln of (mHat/bHat)^(1-sigma_v) mHat^(sigma_e-1).</summary>
    private void SetBetween()
    {
        TensorPrimitives.Subtract(logInputs, logBundle, between);
        TensorPrimitives.Multiply(between, valueAddedAndInputs.Rho, between);
        TensorPrimitives.Multiply(logInputs, energyAndOthers.Rho, work);
        TensorPrimitives.Subtract(between, work, between);
    }

    /// <summary>What power, as one of the fuels, has before its price: what the fuels have.</summary>
    private void SetWithinEnergy()
    {
        TensorPrimitives.MultiplyAdd(logEnergy, energyAndOthers.Rho, between, between);
        TensorPrimitives.Multiply(logEnergy, fuelsAndPower!.Rho, work);
        TensorPrimitives.Subtract(between, work, between);
    }

    /// <summary>What users do to their shares of the goods of a nest, itself within one of the elasticities 1 - outerRho.</summary>
    private void SetUsers((Nest Nest, double[] Users) of, ReadOnlySpan<double> within, ReadOnlySpan<double> outerRho)
    {
        var (nest, users) = of;
        TensorPrimitives.MultiplyAdd(within, outerRho, between, users);
        TensorPrimitives.Multiply(within, nest.Rho, work);
        TensorPrimitives.Subtract(users, work, users);
        for (var n = 0; n < world.Countries.Length; n++)
            if (nest.Separates(n))
            {
                var mine = Of(users, n);
                TensorPrimitives.Add(mine, nest.Rho[0] * nest.Reference(n), mine);
                TensorPrimitives.Exp(mine, mine);
            }
        // What cannot be made uses nothing, and of a nest that cannot be had nothing is used.
        for (var at = 0; anyLacking && at < users.Length; at++)
            if (
                !Given.Supply.CanMake(at / sectors, at % sectors)
                || double.IsPositiveInfinity(within[at])
                || double.IsPositiveInfinity(logInputs[at])
            )
                users[at] = nest.Separates(at / sectors) ? 0 : double.NegativeInfinity;
    }

    /// <summary>Equation (18) for good k of a nest.</summary>
    private void SetCostShares(int n, Nest nest, ReadOnlySpan<double> users, int k, Span<double> shares)
    {
        if (!Given.Supply.IsAvailable(n, k))
            shares.Clear();
        else if (nest.Separates(n))
            TensorPrimitives.Multiply(users, nest.Powers(n)[k], shares);
        else
        {
            TensorPrimitives.MultiplyAdd(nest.Rho[..sectors], prices[n * sectors + k], users, shares);
            TensorPrimitives.Exp(shares, shares);
        }
        TensorPrimitives.Multiply(shares, world.CostShares.Row(n, k), shares);
    }

    private Span<double> Of(double[] cells, int n) => cells.AsSpan(n * sectors, sectors);
}
