using System.Numerics.Tensors;
using Entente.Horizons;

namespace Entente.CaliendoParro.Derivatives;

/// <summary>
/// (D7b) how spending moves among goods with their prices where shares in cost are not constant. With rho = 1 - sigma of the
/// nests of user j (rho_0 of the innermost nest of k) and Gamma_A the sum of the shares of what nest A holds,
///
///     d ln gamma'_kj = rho_0 d ln PHat_k + sum over nests A of k: (rho_outside A - rho_A) sum_{l in A} gamma'_lj d ln PHat_l / Gamma_A
///                      - rho_v (gamma'_j d ln vHat_j + ...),
///
/// rho_v being that between value added and inputs, the cost itself having nothing outside. What prices do is one symmetric matrix a
/// country, users and households summed up; what prices of value added do is a number a user.
/// </summary>
internal sealed class Substitutes
{
    private readonly int sectors;
    private readonly double[] slopes;

    private Substitutes(Coefficients of)
    {
        sectors = of.Sectors;
        slopes = new double[of.Countries * sectors * sectors];
        ValueAdded = [.. of.At.Given.Substitution.ValueAdded.Select(sigma => 1 - sigma)];
        Totals = new double[of.Cells];
        for (var n = 0; n < of.Countries; n++)
            new Country(of, n, Totals.AsSpan(n * sectors, sectors)).AddTo(slopes.AsSpan(n * sectors * sectors, sectors * sectors));
    }

    /// <summary>rho_v by user.</summary>
    public double[] ValueAdded { get; }

    /// <summary>What all shares in the cost of (n, j) add up to.</summary>
    public double[] Totals { get; }

    /// <summary>How it moves; null where all elasticities are 1.</summary>
    public static Substitutes? Of(Coefficients of) => of.At.Given.Substitution.IsCobbDouglas ? null : new(of);

    /// <summary>Adds what ln of prices in country n move of spending; its own transpose.</summary>
    public void Add(int n, ReadOnlySpan<double> prices, Span<double> spending)
    {
        for (var k = 0; k < sectors; k++)
            spending[k] += TensorPrimitives.Dot(slopes.AsSpan((n * sectors + k) * sectors, sectors), prices);
    }

    /// <summary>The users of one country, households as the last.</summary>
    private sealed class Country
    {
        private readonly Substitution sigma;
        private readonly int sectors;
        private readonly double[][] spent;
        private readonly double[] spentInAll;

        // By user, rho of nests times what is to be spread, over what the nest holds.
        private readonly double[] withinPower;
        private readonly double[] withinFuels;
        private readonly double[] withinOthers;
        private readonly double[] withinInputs;
        private readonly double[] withinAll;

        public Country(Coefficients of, int n, Span<double> totals)
        {
            (sigma, sectors) = (of.At.Given.Substitution, of.Sectors);
            spent = [.. Enumerable.Range(0, sectors).Select(k => Spent(of, n, k))];
            spentInAll = new double[sectors + 1];
            for (var j = 0; j <= sectors; j++)
                spentInAll[j] = j < sectors ? of.Output[n * sectors + j] : of.Income[n];
            var (power, fuels, others) = (Sums(k => IsPower(k)), Sums(k => sigma.IsEnergy[k]), Sums(k => !sigma.IsEnergy[k]));
            (withinPower, withinFuels, withinOthers) = (new double[sectors + 1], new double[sectors + 1], new double[sectors + 1]);
            (withinInputs, withinAll) = (new double[sectors + 1], new double[sectors + 1]);
            for (var j = 0; j <= sectors; j++)
            {
                var (inputs, rho) = (fuels[j] + others[j], Rho(j));
                var all = inputs;
                if (j < sectors)
                {
                    all += of.Gamma[n, j] * spentInAll[j];
                    totals[j] = spentInAll[j] > 0 ? all / spentInAll[j] : 1;
                }
                withinPower[j] = Over(rho.Fuels - rho.Power, power[j]);
                withinFuels[j] = Over(rho.Energy - rho.Fuels, fuels[j]);
                withinOthers[j] = Over(rho.Energy - rho.Others, others[j]);
                withinInputs[j] = Over(rho.ValueAdded - rho.Energy, inputs);
                withinAll[j] = Over(-rho.ValueAdded, all);
            }
        }

        /// <summary>Adds d X_nk / d ln PHat_nl.</summary>
        public void AddTo(Span<double> slope)
        {
            var (own, energy, others, between) = (
                new double[sectors + 1],
                new double[sectors + 1],
                new double[sectors + 1],
                new double[sectors + 1]
            );
            TensorPrimitives.Add(withinInputs, withinAll, between);
            TensorPrimitives.Add(between, withinFuels, energy);
            TensorPrimitives.Add(between, withinOthers, others);
            for (var k = 0; k < sectors; k++)
                for (var l = 0; l <= k; l++)
                {
                    TensorPrimitives.Multiply(
                        sigma.IsEnergy[k] != sigma.IsEnergy[l] ? between : sigma.IsEnergy[k] ? energy : others,
                        spent[k],
                        own
                    );
                    if (IsPower(k) && IsPower(l))
                        TensorPrimitives.MultiplyAdd(withinPower, spent[k], own, own);
                    slope[k * sectors + l] = slope[l * sectors + k] = TensorPrimitives.Dot<double>(own, spent[l]);
                }
            for (var k = 0; k < sectors; k++)
                for (var j = 0; j <= sectors; j++)
                    slope[k * sectors + k] += spent[k][j] * Innermost(k, j);
        }

        private double Innermost(int k, int j) =>
            Rho(j) is var rho && IsPower(k) ? rho.Power
            : sigma.IsEnergy[k] ? rho.Fuels
            : rho.Others;

        /// <summary>What user j, or households, spends on k.</summary>
        private static double[] Spent(Coefficients of, int n, int k)
        {
            var spent = new double[of.Sectors + 1];
            for (var j = 0; j < of.Sectors; j++)
                spent[j] = of.Output[n * of.Sectors + j] > 0 ? of.CostShares[n, k, j] * of.Output[n * of.Sectors + j] : 0;
            spent[of.Sectors] = of.Alpha[n, k] * of.Income[n];
            return spent;
        }

        private double[] Sums(Predicate<int> belongs)
        {
            var sums = new double[sectors + 1];
            for (var k = 0; k < sectors; k++)
                if (belongs(k))
                    TensorPrimitives.Add(sums, spent[k], sums);
            return sums;
        }

        private (double ValueAdded, double Energy, double Fuels, double Power, double Others) Rho(int j) =>
            j < sectors
                ? (
                    1 - sigma.ValueAdded[j],
                    1 - sigma.Energy[j],
                    1 - sigma.Fuels[j],
                    sigma.HasPower ? 1 - sigma.Power[j] : 0,
                    1 - sigma.Inputs[j]
                )
                : (1 - sigma.FinalEnergy, 1 - sigma.FinalEnergy, 1 - sigma.FinalFuels, 1 - sigma.FinalPower, 1 - sigma.Final);

        private bool IsPower(int k) => sigma.HasPower && sigma.IsPower[k];

        private static double Over(double rho, double held) => held > 0 ? rho / held : 0;
    }
}
