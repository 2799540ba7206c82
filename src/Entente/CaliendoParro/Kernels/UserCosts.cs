using System.Collections.Immutable;
using System.Numerics.Tensors;
using Entente.Horizons;
using Entente.Models;

namespace Entente.CaliendoParro.Kernels;

/// <summary>
/// Equations (2), (17) and (18) of all users at given prices, each power taken once: users of a country side by side, good by good.
/// Where prices are infinite or so far apart that powers leave the range of numbers, one user after the other by <see cref="Bundle"/>,
/// as <see cref="Equations"/> has it. What answers are certified by, apart from what finds them.
/// </summary>
internal sealed class UserCosts
{
    /// <summary>Logs of powers that still leave room for products of them.</summary>
    internal const double FarApart = 100;

    /// <summary>Nearer to Cobb-Douglas than this, differences of powers lose digits; the exact mean does not.</summary>
    internal const double Delicate = 0.1;

    private readonly CounterfactualInputs given;
    private readonly int sectors;
    private readonly double[] unitCosts;
    private readonly double[] valueAddedShares;
    private readonly double[] costShares;
    private readonly double[] logs;
    private readonly double[] shares;
    private readonly double[] powers;
    private readonly double[] row;
    private readonly double[] ones;

    // By user: 1 less the elasticities, and ln of the prices of value added, energy, inputs and all.
    private readonly (double[] Fuels, double[] Energy, double[] ValueAdded) rho;
    private readonly double[] logV;
    private readonly double[] energy;
    private readonly double[] inputs;
    private readonly double[] bundles;
    private readonly CesRows ces;
    private readonly Nest fuels;
    private readonly Nest others;
    private readonly Nest power;

    /// <param name="given">The data and what changes.</param>
    /// <param name="vHat">Prices of value added.</param>
    /// <param name="pHat">Prices of goods.</param>
    public UserCosts(CounterfactualInputs given, Table vHat, Table pHat)
    {
        (this.given, sectors) = (given, pHat.Columns);
        var (sigma, cells) = (given.Substitution, pHat.Span.Length);
        (unitCosts, valueAddedShares) = (new double[cells], new double[cells]);
        costShares = new double[cells * sectors];
        (logs, shares, row) = (new double[sectors], new double[sectors], new double[sectors]);
        (powers, ones, ces) = (new double[sectors * sectors], new double[sectors], new CesRows(sectors));
        Array.Fill(ones, 1);
        (logV, energy, inputs, bundles) = (new double[sectors], new double[sectors], new double[sectors], new double[sectors]);
        rho = (LessSigma(sigma.Fuels), LessSigma(sigma.Energy), LessSigma(sigma.ValueAdded));
        fuels = new Nest(this, k => sigma.IsEnergy[k] && !IsPower(k), sigma.Fuels);
        others = new Nest(this, k => !sigma.IsEnergy[k], sigma.Inputs);
        power = new Nest(this, IsPower, sigma.HasPower ? sigma.Power : sigma.Fuels);
        for (var n = 0; n < pHat.Rows; n++)
        {
            TensorPrimitives.Log(pHat.Row(n), logs);
            TensorPrimitives.Log(vHat.Row(n), logV);
            var isNear = fuels.Set(n) & others.Set(n) & power.Set(n) & TensorPrimitives.IsFiniteAll<double>(logV);
            if (isNear)
            {
                SetUsers(n);
                fuels.SetShares(n);
                others.SetShares(n);
                power.SetShares(n);
            }
            else
                for (var j = 0; j < sectors; j++)
                    SetByItself(n, j, logV[j]);
        }
        bool IsPower(int k) => sigma.HasPower && sigma.IsPower[k];
    }

    /// <summary>cHat_nj.</summary>
    public Table UnitCosts => new(unitCosts.Length / sectors, sectors, unitCosts);

    /// <summary>gamma'_nj.</summary>
    public Table ValueAddedShares => new(unitCosts.Length / sectors, sectors, valueAddedShares);

    /// <summary>gamma'_nkj.</summary>
    public Cube CostShares => new(unitCosts.Length / sectors, sectors, sectors, costShares);

    private static double[] LessSigma(ImmutableArray<double> sigma) => [.. sigma.Select(s => 1 - s)];

    /// <summary>From the means of the nests, the costs of all users, and by what factors shares in each nest change.</summary>
    private void SetUsers(int n)
    {
        var own = given.World.ValueAddedShares.Row(n);
        var costs = unitCosts.AsSpan(n * sectors, sectors);
        ces.SetLogMeans(fuels.Weight, fuels.Mean, power.Weight, power.Mean, rho.Fuels, energy);
        TensorPrimitives.Add<double>(fuels.Weight, power.Weight, shares);
        ces.SetLogMeans(shares, energy, others.Weight, others.Mean, rho.Energy, inputs);
        TensorPrimitives.Add<double>(shares, others.Weight, shares);
        ces.SetLogMeans(own, logV, shares, inputs, rho.ValueAdded, bundles);
        TensorPrimitives.Add(own, shares, costs);
        TensorPrimitives.Multiply(costs, bundles, costs);
        TensorPrimitives.Exp(costs, costs);
        TensorPrimitives.Divide(costs, given.Productivity.Row(n), costs);
        ces.SetFactors(logV, bundles, rho.ValueAdded, own, valueAddedShares.AsSpan(n * sectors, sectors));
        ces.SetFactors(inputs, bundles, rho.ValueAdded, ones, others.Factor);
        ces.SetFactors(energy, inputs, rho.Energy, others.Factor, fuels.Factor);
        ces.SetFactors(others.Mean, inputs, rho.Energy, others.Factor, others.Factor);
        // Power is one of the fuels; they are bought at the price of energy.
        ces.SetFactors(power.Mean, energy, rho.Fuels, fuels.Factor, power.Factor);
        energy.CopyTo(fuels.Mean, 0);
    }

    /// <summary>The same, good by good.</summary>
    private void SetByItself(int n, int j, double logV)
    {
        for (var k = 0; k < sectors; k++)
            shares[k] = given.World.CostShares[n, k, j];
        var inputs = new Bundle(shares, logs, given.Substitution.OfUser(j));
        var factor = SetCosts(n, j, logV, inputs.LogPrice, inputs.EnergyShare + inputs.OtherShare);
        for (var k = 0; k < sectors; k++)
            costShares[(n * sectors + k) * sectors + j] = shares[k] == 0 ? 0 : shares[k] * factor * inputs.ShareFactor(k, logs[k]);
    }

    /// <summary>Equations (2) and (17); returns by what factor the share of all inputs changes.</summary>
    private double SetCosts(int n, int j, double logV, double inputs, double inputShare)
    {
        var (own, sigma) = (given.World.ValueAddedShares[n, j], given.Substitution.ValueAdded[j]);
        var cost = Ces.LogMean(own, logV, inputShare, inputs, sigma);
        unitCosts[n * sectors + j] = Math.Exp((own + inputShare) * cost) / given.Productivity[n, j];
        valueAddedShares[n * sectors + j] = own * Ces.ShareFactor(logV, cost, sigma);
        return Ces.ShareFactor(inputs, cost, sigma);
    }

    /// <summary>Some goods that users buy together.</summary>
    private sealed class Nest
    {
        private readonly UserCosts of;
        private readonly int[] goods;
        private readonly double[] rho;
        private readonly bool isUniform;
        private readonly bool isGeometric;
        private readonly int[] delicate;
        private readonly double[] sum;
        private readonly double[] reference;
        private (double Low, double High) prices;

        public Nest(UserCosts of, Func<int, bool> holds, ImmutableArray<double> sigma)
        {
            this.of = of;
            goods = [.. Enumerable.Range(0, of.sectors).Where(holds)];
            rho = LessSigma(sigma);
            (isUniform, isGeometric) = (rho.All(r => r == rho[0]), rho.All(r => r == 0));
            delicate = [.. Enumerable.Range(0, of.sectors).Where(j => !isGeometric && Math.Abs(rho[j]) < Delicate)];
            (sum, reference) = (new double[of.sectors], new double[of.sectors]);
            (Mean, Weight, Factor) = (new double[of.sectors], new double[of.sectors], new double[of.sectors]);
        }

        /// <summary>ln of the price, by user; 0 where none is bought.</summary>
        public double[] Mean { get; }

        /// <summary>What it weighs in the costs of the data, by user.</summary>
        public double[] Weight { get; }

        /// <summary>By what factor the share of the whole changes, by user.</summary>
        public double[] Factor { get; }

        /// <summary>Sets powers, means and weights in country n; false where prices are too far apart.</summary>
        public bool Set(int n)
        {
            Array.Clear(Weight);
            Array.Clear(sum);
            prices = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var k in goods)
                prices = (Math.Min(prices.Low, of.logs[k]), Math.Max(prices.High, of.logs[k]));
            // Infinite prices, and what is no number, are not near.
            if (goods.Length > 0 && !((prices.High - prices.Low) * Math.Max(1, rho.Max(Math.Abs)) <= FarApart))
                return false;
            for (var j = 0; j < of.sectors; j++)
                reference[j] = goods.Length == 0 ? 0 : rho[j] >= 0 ? prices.High : prices.Low;
            foreach (var k in goods)
            {
                var share = of.given.World.CostShares.Row(n, k);
                SetPowers(k);
                // Of elasticities of 1 logs are added up.
                if (isGeometric)
                    TensorPrimitives.MultiplyAdd(share, of.logs[k] - prices.High, sum, sum);
                else
                    TensorPrimitives.MultiplyAdd(share, Powers(k), sum, sum);
                TensorPrimitives.Add(Weight, share, Weight);
            }
            TensorPrimitives.Divide(sum, Weight, Mean);
            if (!isGeometric)
            {
                TensorPrimitives.Log(Mean, Mean);
                TensorPrimitives.Divide(Mean, rho, Mean);
            }
            TensorPrimitives.Add(Mean, reference, Mean);
            foreach (var j in delicate)
                Mean[j] = Exact(n, j);
            for (var j = 0; j < of.sectors; j++)
                if (Weight[j] == 0)
                    Mean[j] = 0;
                else if (!double.IsFinite(Mean[j]))
                    Mean[j] = Exact(n, j);
            return true;
        }

        /// <summary>Equation (18) for its goods.</summary>
        public void SetShares(int n)
        {
            var row = of.row.AsSpan();
            TensorPrimitives.Subtract(reference, Mean, row);
            TensorPrimitives.Multiply(row, rho, row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Multiply(row, Factor, row);
            foreach (var k in goods)
            {
                var share = of.costShares.AsSpan((n * of.sectors + k) * of.sectors, of.sectors);
                TensorPrimitives.Multiply(Powers(k), row, share);
                TensorPrimitives.Multiply(share, of.given.World.CostShares.Row(n, k), share);
            }
        }

        private void SetPowers(int k)
        {
            var raised = Powers(k);
            TensorPrimitives.Subtract(of.logs[k], reference, raised);
            TensorPrimitives.Multiply(raised, rho, raised);
            if (isUniform)
                raised.Fill(Math.Exp(raised[0]));
            else
                TensorPrimitives.Exp(raised, raised);
        }

        private Span<double> Powers(int k) => of.powers.AsSpan(k * of.sectors, of.sectors);

        private double Exact(int n, int j)
        {
            for (var g = 0; g < goods.Length; g++)
                (of.shares[g], of.row[g]) = (of.given.World.CostShares[n, goods[g], j], of.logs[goods[g]]);
            return Ces.LogMean(of.shares.AsSpan(0, goods.Length), of.row.AsSpan(0, goods.Length), 1 - rho[j], static _ => true);
        }
    }
}
