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

    /// <summary>The price of final demand by country, equation (12), from ln of prices by country and good.</summary>
    public void SetPrices(ReadOnlySpan<double> logPrices, Span<double> consumerPrices)
    {
        if (isQuick)
        {
            fuels.SetLogMeans(logPrices);
            power.SetLogMeans(logPrices);
            others.SetLogMeans(logPrices);
        }
        for (var n = 0; n < consumerPrices.Length; n++)
            if (isQuick)
            {
                var (ofFuels, ofPower, ofOthers) = (fuels.Share(n), power.Share(n), others.Share(n));
                logEnergy[n] =
                    ofPower == 0
                        ? fuels.LogMean(n)
                        : Ces.LogMean(ofFuels, fuels.LogMean(n), ofPower, power.LogMean(n), nests.Fuels);
                logPrice[n] = Ces.LogMean(ofFuels + ofPower, logEnergy[n], ofOthers, others.LogMean(n), nests.Between);
                consumerPrices[n] = Math.Exp((ofFuels + ofPower + ofOthers) * logPrice[n]);
            }
            else
            {
                bundles[n] = Exact(n, logPrices.Slice(n * sectors, sectors));
                consumerPrices[n] = Math.Exp((bundles[n].EnergyShare + bundles[n].OtherShare) * bundles[n].LogPrice);
            }
    }

    /// <summary>Equation (19), at the prices for which <see cref="SetPrices"/> was asked last.</summary>
    public void SetShares(ReadOnlySpan<double> logPrices, Span<double> shares)
    {
        for (var n = 0; n < logPrice.Length; n++)
        {
            var of = shares.Slice(n * sectors, sectors);
            for (var j = 0; !isQuick && j < sectors; j++)
                of[j] = given.Supply.IsAvailable(n, j)
                    ? given.World.FinalShares[n, j] * bundles[n].ShareFactor(j, logPrices[n * sectors + j])
                    : 0;
            if (!isQuick)
                continue;
            var ofEnergy = Ces.ShareFactor(logEnergy[n], logPrice[n], nests.Between);
            fuels.SetShares(n, Within(fuels, n) * ofEnergy, of);
            power.SetShares(n, Within(power, n) * ofEnergy, of);
            others.SetShares(n, Ces.ShareFactor(others.LogMean(n), logPrice[n], nests.Between), of);
        }
    }

    private double Within(Part part, int n) =>
        part.Share(n) == 0 ? 1 : Ces.ShareFactor(part.LogMean(n), logEnergy[n], nests.Fuels);

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

        /// <summary>Sets ln of the mean price of each country; 0 where the nest is empty.</summary>
        public void SetLogMeans(ReadOnlySpan<double> logPrices)
        {
            for (var n = 0; n < sums.Length; n++)
                SetRelative(n, logPrices.Slice(n * (logPrices.Length / sums.Length)));
            if (rho != 0)
            {
                TensorPrimitives.Multiply(powers, rho, powers);
                TensorPrimitives.Exp(powers, powers);
            }
            for (var n = 0; n < sums.Length; n++)
            {
                var of = Of(powers, n);
                if (sums[n] == 0)
                    means[n] = 0;
                else if (rho == 0)
                    means[n] = references[n] + TensorPrimitives.Dot<double>(of, Of(shares, n)) / sums[n];
                else
                    means[n] = references[n] + Math.Log(TensorPrimitives.Dot<double>(of, Of(shares, n)) / sums[n]) / rho;
                if (sums[n] == 0 || rho == 0)
                    of.Fill(rho == 0 && sums[n] != 0 ? 1 : 0);
            }
        }

        /// <summary>ln of prices relative to the one whose power is the largest.</summary>
        private void SetRelative(int n, ReadOnlySpan<double> logPrices)
        {
            var of = Of(powers, n);
            var reference = goods.Length > 0 ? logPrices[goods[0]] : 0;
            for (var g = 0; g < goods.Length; g++)
            {
                of[g] = logPrices[goods[g]];
                if (rho >= 0 ? of[g] > reference : of[g] < reference)
                    reference = of[g];
            }
            TensorPrimitives.Subtract(of, reference, of);
            references[n] = reference;
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
