using System.Numerics.Tensors;

namespace Entente.CaliendoParro;

/// <summary>
/// Nested CES: users of a country side by side, one good at a time. Where an elasticity is so near 1 that differences
/// of powers would lose digits, that user goes through the exact mean of <see cref="Ces"/>.
/// </summary>
internal sealed class NestedTechnology : Technology
{
    private readonly Circumstances given;
    private readonly World world;
    private readonly int sectors;
    private readonly Nest fuels;
    private readonly Nest others;

    // By (n, j): what the nests weigh, and the prices found last.
    private readonly double[] energyShare;
    private readonly double[] otherShare;
    private readonly double[] logEnergy;
    private readonly double[] logOthers;
    private readonly double[] logInputs;
    private readonly double[] logBundle;

    private readonly double[] costShares;
    private readonly double[] valueAddedShares;
    private readonly double[] finalShares;
    private readonly double[] row;

    public NestedTechnology(Circumstances given)
    {
        (this.given, world) = (given, given.World);
        sectors = world.Sectors.Length;
        var (cells, sigma) = (world.Countries.Length * sectors, given.Substitution);
        (energyShare, otherShare) = (new double[cells], new double[cells]);
        (logEnergy, logOthers, logInputs, logBundle) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        (costShares, valueAddedShares, finalShares) = (new double[cells * sectors], new double[cells], new double[cells]);
        row = new double[sectors];
        fuels = new Nest(given, k => sigma.IsEnergy[k], [.. sigma.Fuels], energyShare);
        others = new Nest(given, k => !sigma.IsEnergy[k], [.. sigma.Inputs], otherShare);
    }

    public override void SetLogCosts(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice, Span<double> logCost)
    {
        fuels.SetLogMeans(n, logPrice, logEnergy.AsSpan(n * sectors, sectors));
        others.SetLogMeans(n, logPrice, logOthers.AsSpan(n * sectors, sectors));
        for (var j = 0; j < sectors; j++)
        {
            var (at, value) = (n * sectors + j, world.ValueAddedShares[n, j]);
            var inputs = energyShare[at] + otherShare[at];
            logInputs[at] = Ces.LogMean(energyShare[at], logEnergy[at], otherShare[at], logOthers[at], given.Substitution.Energy[j]);
            logBundle[at] = Ces.LogMean(value, logV[j], inputs, logInputs[at], given.Substitution.ValueAdded[j]);
            logCost[j] = given.Supply.CanMake(n, j) ? (value + inputs) * logBundle[at] : 0;
        }
    }

    public override void SetShares(int n, ReadOnlySpan<double> logV, ReadOnlySpan<double> logPrice)
    {
        for (var j = 0; j < sectors; j++)
        {
            var at = n * sectors + j;
            valueAddedShares[at] = given.Supply.CanMake(n, j) ? world.ValueAddedShares[n, j] * Ces.ShareFactor(logV[j], logBundle[at], given.Substitution.ValueAdded[j]) : 0;
        }
        for (var k = 0; k < sectors; k++)
            SetCostShares(n, k, logPrice[k]);
        SetFinalShares(n, logPrice);
    }

    public override double LogConsumerPrice(int n, ReadOnlySpan<double> logPrice)
    {
        var bundle = FinalBundle(n, logPrice);
        return (bundle.EnergyShare + bundle.OtherShare) * bundle.LogPrice;
    }

    public override ReadOnlySpan<double> CostShares(int n) => costShares.AsSpan(n * sectors * sectors, sectors * sectors);

    public override ReadOnlySpan<double> ValueAddedShares(int n) => valueAddedShares.AsSpan(n * sectors, sectors);

    public override ReadOnlySpan<double> FinalShares(int n) => finalShares.AsSpan(n * sectors, sectors);

    private void SetCostShares(int n, int k, double logPrice)
    {
        var shares = costShares.AsSpan((n * sectors + k) * sectors, sectors);
        var (users, sigma) = (n * sectors, given.Substitution);
        if (!given.Supply.IsAvailable(n, k))
        {
            shares.Clear();
            return;
        }
        var (nest, within) = sigma.IsEnergy[k] ? (sigma.Fuels, logEnergy) : (sigma.Inputs, logOthers);
        for (var j = 0; j < sectors; j++)
            row[j] = (1 - nest[j]) * (logPrice - within[users + j])
                + (1 - sigma.Energy[j]) * (within[users + j] - logInputs[users + j])
                + (1 - sigma.ValueAdded[j]) * (logInputs[users + j] - logBundle[users + j]);
        TensorPrimitives.Exp(row, row);
        TensorPrimitives.Multiply(row, world.CostShares.Row(n, k), shares);
        for (var j = 0; j < sectors; j++)
            if (!given.Supply.CanMake(n, j))
                shares[j] = 0;
    }

    private void SetFinalShares(int n, ReadOnlySpan<double> logPrice)
    {
        var bundle = FinalBundle(n, logPrice);
        for (var j = 0; j < sectors; j++)
            finalShares[n * sectors + j] = given.Supply.IsAvailable(n, j) ? world.FinalShares[n, j] * bundle.ShareFactor(j, logPrice[j]) : 0;
    }

    private Bundle FinalBundle(int n, ReadOnlySpan<double> logPrice)
    {
        var sigma = given.Substitution;
        Span<double> shares = stackalloc double[sectors];
        Span<double> prices = stackalloc double[sectors];
        for (var j = 0; j < sectors; j++)
        {
            var available = given.Supply.IsAvailable(n, j);
            shares[j] = available || given.Supply.IsWanted(n, j) ? world.FinalShares[n, j] : 0;
            prices[j] = available ? logPrice[j] : double.PositiveInfinity;
        }
        return new Bundle(shares, prices, sigma.IsEnergy, sigma.FinalFuels, sigma.Final, sigma.FinalEnergy);
    }
}
