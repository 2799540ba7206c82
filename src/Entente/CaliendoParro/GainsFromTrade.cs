using System.Collections.Immutable;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.CaliendoParro;

/// <summary>
/// What a country would lose in autarky, by formula: Costinot and Rodriguez-Clare, "Trade Theory with Numbers" (Handbook of
/// International Economics 4, 2014), for several sectors with intermediates. Domestic trade shares, elasticities and the
/// Leontief inverse say it; no equilibrium of autarky is solved. It holds for the long run, Cobb-Douglas throughout; with
/// nests the same relation is linear in PHat^(1-sigma) where one sigma serves all nests and factors, and has no closed form
/// otherwise. The situation before is a converged equilibrium without deficits; tariffs on sales at home stay.
/// </summary>
public static class GainsFromTrade
{
    /// <summary>What a country comes to when it trades with nobody.</summary>
    /// <param name="baseline">The world without deficits: converged, under <see cref="Closure.Zero"/>, in the long run.</param>
    /// <param name="n">The country.</param>
    /// <exception cref="ArgumentException">The baseline is another than the formula is for.</exception>
    public static Autarky ByFormula(Equilibrium baseline, int n)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (
            baseline.Closure != Closure.Zero
            || baseline.Given.Behaviour.Substitution is { IsCobbDouglas: false }
            || !baseline.Given.Behaviour.Factors.IsEmpty
        )
            throw new ArgumentException("The formula is for a baseline without deficits in the long run.", nameof(baseline));
        var made = MadeAtHome(baseline, n);
        ImmutableArray<int> missing = [.. Enumerable.Range(0, made.Length).Where(j => !made[j] && baseline.Given.Supply.IsWanted(n, j))];
        ImmutableArray<int> foreign =
        [
            .. Enumerable.Range(0, made.Length).Where(j => baseline.World.Expenditure[n, j] > 0 && baseline.TradeShares[n, n, j] == 0),
        ];
        return new Autarky(n, missing, foreign, missing.IsEmpty ? RealIncome(baseline, n, made) : 0);
    }

    /// <summary>
    /// Trade of one country with all others forbidden, in every good and both ways: what the solver is asked for the same answer.
    /// </summary>
    public static Shock Isolate(World world, int n)
    {
        var shock = new ShockBuilder(world);
        for (var m = 0; m < world.Countries.Length; m++)
            for (var j = 0; m != n && j < world.Sectors.Length; j++)
            {
                shock.MultiplyTradeCost(n, m, j, double.PositiveInfinity);
                shock.MultiplyTradeCost(m, n, j, double.PositiveInfinity);
            }
        return shock.Build();
    }

    /// <summary>
    /// (31) ln PHat_nj = sum_k L_njk [ gamma_nk ln wHat_n - (1/theta_k) ln pi_nnk ], L the inverse of 1 - gamma_nkj (user j in
    /// rows), wHat 1: prices in autarky, in units of the wage.
    /// </summary>
    public static ImmutableArray<double> LogPrices(Equilibrium baseline, int n, ImmutableArray<bool> made)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var (world, sectors) = (baseline.World, baseline.World.Sectors.Length);
        var (leontief, direct) = (new double[sectors, sectors], new double[sectors]);
        for (var j = 0; j < sectors; j++)
        {
            leontief[j, j] = 1;
            // What nobody buys has no price that changes.
            if (!made[j] || world.Expenditure[n, j] == 0)
                continue;
            direct[j] = -Math.Log(baseline.TradeShares[n, n, j]) / world.Thetas[j];
            for (var k = 0; k < sectors; k++)
                leontief[j, k] -= world.CostShares[n, k, j];
        }
        return [.. LinearEquations.Solve(leontief, direct)];
    }

    /// <summary>
    /// (32) R'_n / I'_n = sum_j tau_nnj/(1 + tau_nnj) X'_nj/I'_n, X'_nk = sum_j gamma_nkj X'_nj/(1 + tau_nnj) + alpha_nk I'_n:
    /// what is left of tariffs where an aggregate taxes trade among its members.
    /// </summary>
    public static double TariffShare(World world, int n, ImmutableArray<bool> made)
    {
        ArgumentNullException.ThrowIfNull(world);
        var sectors = world.Sectors.Length;
        var (use, final) = (new double[sectors, sectors], new double[sectors]);
        for (var k = 0; k < sectors; k++)
        {
            use[k, k] = 1;
            if (!made[k])
                continue;
            final[k] = world.FinalShares[n, k];
            for (var j = 0; j < sectors; j++)
                use[k, j] -= made[j] ? world.CostShares[n, k, j] / (1 + world.Tariffs[n, n, j]) : 0;
        }
        var spent = LinearEquations.Solve(use, final);
        return Enumerable.Range(0, sectors).Sum(j => world.Tariffs[n, n, j] / (1 + world.Tariffs[n, n, j]) * spent[j]);
    }

    /// <summary>
    /// (33) WHat_n = [ w_n VA_n / (1 - R'_n/I'_n) / I_n ] prod_j PHat_nj^-alpha_nj: real income in autarky over that before.
    /// </summary>
    private static double RealIncome(Equilibrium baseline, int n, ImmutableArray<bool> made)
    {
        var (world, logPrices) = (baseline.World, LogPrices(baseline, n, made));
        var cost = Enumerable.Range(0, made.Length).Where(j => made[j]).Sum(j => world.FinalShares[n, j] * logPrices[j]);
        var income = baseline.Wages[n] * world.ValueAdded[n] / (1 - TariffShare(world, n, made));
        return income / baseline.Income[n] * Math.Exp(-cost);
    }

    /// <summary>
    /// Which goods a country can do with alone: those it sells itself and has all inputs of, and those nobody there buys.
    /// </summary>
    private static ImmutableArray<bool> MadeAtHome(Equilibrium baseline, int n)
    {
        var (world, sectors) = (baseline.World, baseline.World.Sectors.Length);
        var made = Enumerable.Range(0, sectors).Select(j => world.Expenditure[n, j] == 0 || baseline.TradeShares[n, n, j] > 0).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var j = 0; j < sectors; j++)
                if (
                    made[j]
                    && world.Expenditure[n, j] > 0
                    && Enumerable.Range(0, sectors).Any(k => world.CostShares[n, k, j] != 0 && !made[k])
                )
                    (made[j], changed) = (false, true);
        }
        return [.. made];
    }
}

/// <summary>A country on its own.</summary>
/// <param name="Country">Position n.</param>
/// <param name="Missing">
/// Goods it wants and cannot make; autarky has no equilibrium, and the formula no finite answer, unless it is empty.
/// </param>
/// <param name="Foreign">Goods of which it buys none from itself; where they are inputs, what is made with them is missing too.</param>
/// <param name="RealIncome">Real income over that before; 0 where goods are missing.</param>
public sealed record Autarky(int Country, ImmutableArray<int> Missing, ImmutableArray<int> Foreign, double RealIncome)
{
    /// <summary>Gains from trade: the part of real income that is lost without it, 1 - WHat; 1 where goods are missing.</summary>
    public double Gains => 1 - RealIncome;
}
