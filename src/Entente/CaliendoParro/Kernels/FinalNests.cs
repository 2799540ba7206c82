using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Nested CES of final demand, powers of prices taken side by side and once; <see cref="Bundle"/> is the exact one, which stands in where
/// goods cannot be had or an elasticity is so near 1 that differences of powers would lose digits.
/// </summary>
internal sealed class FinalNests
{
    private readonly CounterfactualInputs given;
    private readonly Nests nests;
    private readonly int sectors;
    private readonly bool isQuick;
    private readonly Part fuels;
    private readonly Part power;
    private readonly Part others;

    // By country: the bundle found last, or ln of the prices of energy and of all.
    private readonly Bundle[] bundles;
    private readonly double[] logEnergy;
    private readonly double[] logPrice;

    public FinalNests(CounterfactualInputs given)
    {
        (this.given, nests, sectors) = (given, given.Substitution.OfHouseholds, given.World.Sectors.Length);
        fuels = new Part(given.World, k => nests.IsEnergy[k] && !nests.HoldsPower(k), nests.Fuels);
        power = new Part(given.World, k => nests.HoldsPower(k), nests.Power);
        others = new Part(given.World, k => !nests.IsEnergy[k], nests.Others);
        isQuick = given.Supply.AllAvailable && new[] { fuels, power, others }.All(part => !part.IsDelicate);
        var countries = given.World.Countries.Length;
        (bundles, logEnergy, logPrice) = (new Bundle[isQuick ? 0 : countries], new double[countries], new double[countries]);
    }

    /// <summary>ln of the price of final demand, equation (12).</summary>
    public double LogPrice(int n, ReadOnlySpan<double> prices)
    {
        if (!isQuick)
        {
            bundles[n] = Exact(n, prices);
            return (bundles[n].EnergyShare + bundles[n].OtherShare) * bundles[n].LogPrice;
        }
        var (ofFuels, ofPower, ofOthers) = (fuels.Share(n), power.Share(n), others.Share(n));
        var energy = fuels.SetLogMean(n, prices);
        if (ofPower != 0)
            energy = Ces.LogMean(ofFuels, energy, ofPower, power.SetLogMean(n, prices), nests.Fuels);
        logEnergy[n] = energy;
        logPrice[n] = Ces.LogMean(ofFuels + ofPower, energy, ofOthers, others.SetLogMean(n, prices), nests.Between);
        return (ofFuels + ofPower + ofOthers) * logPrice[n];
    }

    /// <summary>Equation (19), at the prices for which <see cref="LogPrice"/> was asked last.</summary>
    public void SetShares(int n, ReadOnlySpan<double> prices, Span<double> shares)
    {
        if (!isQuick)
        {
            for (var j = 0; j < sectors; j++)
                shares[j] = given.Supply.IsAvailable(n, j)
                    ? given.World.FinalShares[n, j] * bundles[n].ShareFactor(j, prices[j])
                    : 0;
            return;
        }
        var ofEnergy = Ces.ShareFactor(logEnergy[n], logPrice[n], nests.Between);
        fuels.SetShares(n, Within(fuels) * ofEnergy, shares);
        power.SetShares(n, Within(power) * ofEnergy, shares);
        others.SetShares(n, Ces.ShareFactor(others.LogMean(n), logPrice[n], nests.Between), shares);

        double Within(Part part) => part.Share(n) == 0 ? 1 : Ces.ShareFactor(part.LogMean(n), logEnergy[n], nests.Fuels);
    }

    private Bundle Exact(int n, ReadOnlySpan<double> logPrices)
    {
        Span<double> shares = stackalloc double[sectors];
        Span<double> prices = stackalloc double[sectors];
        for (var j = 0; j < sectors; j++)
        {
            var available = given.Supply.IsAvailable(n, j);
            shares[j] = available || given.Supply.IsWanted(n, j) ? given.World.FinalShares[n, j] : 0;
            prices[j] = available ? logPrices[j] : double.PositiveInfinity;
        }
        return new Bundle(shares, prices, nests);
    }

    /// <summary>One nest: its goods side by side.</summary>
    private sealed class Part
    {
        private readonly int[] goods;
        private readonly double rho;

        // By country and good of the nest: shares of the data, and powers of prices relative to the one whose power is largest.
        private readonly double[] shares;
        private readonly double[] powers;

        // By country: the sum of shares, ln of that price, and ln of the mean.
        private readonly double[] sums;
        private readonly double[] references;
        private readonly double[] means;

        public Part(World world, Predicate<int> belongs, double sigma)
        {
            var countries = world.Countries.Length;
            (goods, rho) = ([.. Enumerable.Range(0, world.Sectors.Length).Where(k => belongs(k))], 1 - sigma);
            shares = [.. from n in Enumerable.Range(0, countries) from k in goods select world.FinalShares[n, k]];
            (powers, sums) = (new double[shares.Length], new double[countries]);
            (references, means) = (new double[countries], new double[countries]);
            for (var n = 0; n < countries; n++)
                foreach (var share in Of(shares, n))
                    sums[n] += share;
        }

        /// <summary>Whether it is too near to Cobb-Douglas for powers, and not that.</summary>
        public bool IsDelicate => rho != 0 && Math.Abs(rho) < Nest.Delicate;

        /// <summary>The sum of the shares.</summary>
        public double Share(int n) => sums[n];

        /// <summary>ln of the mean price, as it was found last.</summary>
        public double LogMean(int n) => means[n];

        /// <summary>ln of the mean price; 0 where the nest is empty.</summary>
        public double SetLogMean(int n, ReadOnlySpan<double> logPrices)
        {
            var of = Of(powers, n);
            var reference = double.NaN;
            for (var g = 0; g < goods.Length; g++)
            {
                of[g] = logPrices[goods[g]];
                if (double.IsNaN(reference) || (rho >= 0 ? of[g] > reference : of[g] < reference))
                    reference = of[g];
            }
            if (sums[n] == 0)
            {
                of.Clear();
                return means[n] = 0;
            }
            if (rho == 0)
            {
                means[n] = TensorPrimitives.Dot<double>(of, Of(shares, n)) / sums[n];
                of.Fill(1);
                return means[n];
            }
            TensorPrimitives.Subtract(of, reference, of);
            TensorPrimitives.Multiply(of, rho, of);
            TensorPrimitives.Exp(of, of);
            references[n] = reference;
            return means[n] = reference + Math.Log(TensorPrimitives.Dot<double>(of, Of(shares, n)) / sums[n]) / rho;
        }

        /// <summary>Shares of the goods of the nest, where that of all of them has changed by a factor.</summary>
        public void SetShares(int n, double factor, Span<double> into)
        {
            factor *= Math.Exp(rho * (references[n] - means[n]));
            var of = Of(powers, n);
            var before = Of(shares, n);
            for (var g = 0; g < goods.Length; g++)
                into[goods[g]] = before[g] * of[g] * factor;
        }

        private Span<double> Of(double[] cells, int n) => cells.AsSpan(n * goods.Length, goods.Length);
    }
}
