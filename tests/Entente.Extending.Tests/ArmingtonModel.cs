using System.Collections.Immutable;
using Entente.Gravity;
using Entente.Measures;
using Entente.Models;
using Entente.Numerics;

namespace Entente.Extending.Tests;

/// <summary>
/// A third model, from outside and with what everybody sees: Armington (1969) in changes, one good a country made from a fixed
/// endowment, deficits as they were. p_i Y_i = sum over n of pi'_ni (p_n Y_n + D_n), with
/// pi'_ni = pi_ni (d_ni p_i)^-theta / sum over m of the same; what the world makes is worth what it was.
/// </summary>
public sealed class ArmingtonModel(double sigma) : Model
{
    public override string Name => "armington";

    public override string Title => "the model of Armington";

    public override string Description => "Armington (1969), one good a country";

    public override Checked<World> See(World world) => OneSectorWorld.Of(world, sigma);

    public override Fault? Refusal(Closure closure) =>
        closure == Closure.Fixed ? null : new Fault(null, $"closure {closure}", "deficits as they were");

    public override Fault? Refusal(Measure measure) =>
        measure is TradeCost ? null : new Fault(measure?.Place, "a measure that is no cost of trade", "costs of trade");

    public override Equilibrium Solve(ModelQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var given = new CounterfactualInputs(question.World, question.Shock, question.Closure);
        if (WithoutAnswer.Impossible(given) is { } reason)
            return reason;
        var search = Anderson.Solve(
            (x, f, _) => Excess(given, Scaled(given.World, x)).CopyTo(f),
            new double[given.World.Countries.Length],
            new SolverOptions { Tolerance = question.Options.Tolerance / 10, MaxIterations = question.Options.MaxIterations }
        );
        if (search.Status != SolverStatus.Converged)
            return WithoutAnswer.Failed(given, search);
        var prices = Scaled(given.World, search.Solution);
        var gap = Excess(given, prices).Select(Math.Abs).Max();
        return Equilibrium.Of(given, Numbers(given, prices), new Residuals(0, 0, gap, 0, 0), search, question.Options.Tolerance, this);
    }

    /// <summary>Prices of the goods of countries, the output of the world being worth what it was.</summary>
    private static double[] Scaled(World world, ReadOnlySpan<double> logs)
    {
        double[] prices = [.. logs.ToArray().Select(Math.Exp)];
        var (before, after) = (world.Output.Span.ToArray().Sum(), prices.Select((p, i) => p * world.Output[i, 0]).Sum());
        return [.. prices.Select(p => p * before / after)];
    }

    /// <summary>By country, sales less output over output.</summary>
    private static double[] Excess(CounterfactualInputs given, double[] p)
    {
        var (world, shares) = (given.World, Shares(given, p, out _));
        return
        [
            .. p.Select((own, i) => p.Select((_, n) => shares[n, i, 0] * Income(world, p, n)).Sum() / (own * world.Output[i, 0]) - 1),
        ];
    }

    private static double Income(World world, double[] p, int n) => p[n] * world.Output[n, 0] + world.Deficits[n];

    private static Cube Shares(CounterfactualInputs given, double[] p, out double[] index)
    {
        var (countries, theta) = (p.Length, given.World.Thetas[0]);
        var weights = Cube.Create(
            countries,
            countries,
            1,
            (n, i, _) => given.TradeShares[n, i, 0] * Math.Pow(given.TradeCosts[n, i, 0] * p[i], -theta)
        );
        double[] sums = [.. Enumerable.Range(0, countries).Select(n => Enumerable.Range(0, countries).Sum(i => weights[n, i, 0]))];
        index = [.. sums.Select(sum => Math.Pow(sum, -1 / theta))];
        return Cube.Create(countries, countries, 1, (n, i, _) => weights[n, i, 0] / sums[n]);
    }

    private static EquilibriumNumbers Numbers(CounterfactualInputs given, double[] p)
    {
        var (world, countries, shares) = (given.World, p.Length, Shares(given, p, out var index));
        ImmutableArray<double> income = [.. p.Select((_, n) => Income(world, p, n))];
        var output = Table.Create(countries, 1, (n, _) => p[n] * world.Output[n, 0]);
        ImmutableArray<double> none = [.. new double[countries]];
        return new EquilibriumNumbers
        {
            FactorPrices = [Table.Create(countries, 1, (n, _) => p[n])],
            Employment = [Table.Filled(countries, 1, 1)],
            FactorReturns = [[.. p]],
            Prices = Table.Create(countries, 1, (n, _) => index[n]),
            UnitCosts = Table.Create(countries, 1, (n, _) => p[n]),
            ValueAddedShares = world.ValueAddedShares,
            CostShares = world.CostShares,
            FinalShares = world.FinalShares,
            TradeShares = shares,
            Tariffs = given.Tariffs,
            Trade = Cube.Create(countries, countries, 1, (n, i, _) => shares[n, i, 0] * income[n]),
            Expenditure = Table.Create(countries, 1, (n, _) => income[n]),
            Output = output,
            ValueAdded = output,
            TariffRevenue = none,
            ExportTaxRevenue = none,
            Income = income,
            ConsumerPrices = [.. index],
            Deficits = world.Deficits,
            Transfers = none,
        };
    }
}
