using System.Collections.Immutable;

namespace Entente.Horizons;

/// <summary>
/// Goods bought together by one user, or by households: energy goods make energy, the others make a bundle of their
/// own, and the two are combined. All prices in logs.
/// </summary>
internal readonly struct Bundle
{
    private readonly ImmutableArray<bool> isEnergy;
    private readonly double fuels;
    private readonly double others;
    private readonly double energyPrice;
    private readonly double otherPrice;

    // By what factor the share of a whole nest changes.
    private readonly double energyFactor;
    private readonly double otherFactor;

    /// <param name="shares">Cost shares of the goods; only their proportions matter.</param>
    /// <param name="logPrices">Their prices.</param>
    /// <param name="isEnergy">Which of them are energy.</param>
    /// <param name="fuels">Elasticity among energy goods.</param>
    /// <param name="others">Elasticity among the others.</param>
    /// <param name="between">Elasticity between the two.</param>
    public Bundle(
        ReadOnlySpan<double> shares,
        ReadOnlySpan<double> logPrices,
        ImmutableArray<bool> isEnergy,
        double fuels,
        double others,
        double between
    )
    {
        (this.isEnergy, this.fuels, this.others) = (isEnergy, fuels, others);
        energyPrice = Ces.LogMean(shares, logPrices, fuels, k => isEnergy[k]);
        otherPrice = Ces.LogMean(shares, logPrices, others, k => !isEnergy[k]);
        var (energy, rest) = (0.0, 0.0);
        for (var k = 0; k < shares.Length; k++)
            if (isEnergy[k])
                energy += shares[k];
            else
                rest += shares[k];
        (EnergyShare, OtherShare) = (energy, rest);
        LogPrice = Ces.LogMean(energy, energyPrice, rest, otherPrice, between);
        energyFactor = Ces.ShareFactor(energyPrice, LogPrice, between);
        otherFactor = Ces.ShareFactor(otherPrice, LogPrice, between);
    }

    /// <summary>Sum of the shares of energy goods.</summary>
    public double EnergyShare { get; }

    /// <summary>Sum of the shares of other goods.</summary>
    public double OtherShare { get; }

    /// <summary>ln of the price of the whole.</summary>
    public double LogPrice { get; }

    /// <summary>By what factor the share of good k in the spending on the bundle changes.</summary>
    public double ShareFactor(int k, double logPrice)
    {
        var (within, sigma, factor) = isEnergy[k] ? (energyPrice, fuels, energyFactor) : (otherPrice, others, otherFactor);
        return Ces.ShareFactor(logPrice, within, sigma) * factor;
    }
}
