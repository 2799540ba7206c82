namespace Entente.Horizons;

/// <summary>
/// Goods bought together by one user, or by households: sources of power make power, power and other energy goods make
/// energy, all others make a bundle of their own, and the two are combined. All prices in logs.
/// </summary>
internal readonly struct Bundle
{
    private readonly Nests nests;
    private readonly double powerPrice;
    private readonly double energyPrice;
    private readonly double otherPrice;

    // By what factor the share of a whole nest changes.
    private readonly double powerFactor;
    private readonly double energyFactor;
    private readonly double otherFactor;

    /// <param name="shares">Cost shares of the goods; only their proportions matter.</param>
    /// <param name="logPrices">Their prices.</param>
    /// <param name="nests">Which goods stand in for which, and how easily.</param>
    public Bundle(ReadOnlySpan<double> shares, ReadOnlySpan<double> logPrices, Nests nests)
    {
        this.nests = nests;
        energyPrice = Ces.LogMean(shares, logPrices, nests.Fuels, k => nests.IsEnergy[k] && !nests.HoldsPower(k));
        otherPrice = Ces.LogMean(shares, logPrices, nests.Others, k => !nests.IsEnergy[k]);
        var (power, energy, rest) = (0.0, 0.0, 0.0);
        for (var k = 0; k < shares.Length; k++)
            if (nests.HoldsPower(k))
                power += shares[k];
            else if (nests.IsEnergy[k])
                energy += shares[k];
            else
                rest += shares[k];
        if (power != 0)
        {
            powerPrice = Ces.LogMean(shares, logPrices, nests.Power, nests.HoldsPower);
            // With one elasticity a mean of means is the mean of all.
            energyPrice = Ces.LogMean(energy, energyPrice, power, powerPrice, nests.Fuels);
        }
        (EnergyShare, OtherShare) = (energy + power, rest);
        LogPrice = Ces.LogMean(EnergyShare, energyPrice, rest, otherPrice, nests.Between);
        energyFactor = Ces.ShareFactor(energyPrice, LogPrice, nests.Between);
        otherFactor = Ces.ShareFactor(otherPrice, LogPrice, nests.Between);
        powerFactor = Ces.ShareFactor(powerPrice, energyPrice, nests.Fuels) * energyFactor;
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
        var (within, sigma, factor) =
            nests.HoldsPower(k) ? (powerPrice, nests.Power, powerFactor)
            : nests.IsEnergy[k] ? (energyPrice, nests.Fuels, energyFactor)
            : (otherPrice, nests.Others, otherFactor);
        return Ces.ShareFactor(logPrice, within, sigma) * factor;
    }
}
