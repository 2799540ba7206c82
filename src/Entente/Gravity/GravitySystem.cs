using System.Collections.Immutable;
using Entente.CaliendoParro;
using Entente.Models;

namespace Entente.Gravity;

/// <summary>The model as a system with one unknown a country; each way to close it says which.</summary>
internal abstract class GravitySystem(CounterfactualInputs given)
{
    protected CounterfactualInputs Given { get; } = given;

    protected World World => Given.World;

    /// <summary>A residual within the tolerance over this leaves each market within the tolerance.</summary>
    public double Scale => 1 + World.Thetas[0];

    /// <summary>Evaluates the residual; see <see cref="Numerics.ResidualFunction"/>.</summary>
    public abstract void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy);

    /// <summary>Everything that follows from the unknowns.</summary>
    public abstract GravityState At(ReadOnlySpan<double> x);

    /// <summary>How far the equations that are imposed are from holding at a point, recomputed from them.</summary>
    public abstract Residuals Residuals(GravityState state);

    protected static double LargestGap(ImmutableArray<double> a, ImmutableArray<double> b) =>
        a.Zip(b, (x, y) => Math.Abs(x / y - 1)).Aggregate(Math.Max);

    protected ImmutableArray<double> Ones => [.. Enumerable.Repeat(1.0, World.Countries.Length)];

    protected static ImmutableArray<double> Hats(ImmutableArray<double> levels, Table data) =>
        [.. levels.Select((level, n) => level / data[n, 0])];
}

/// <summary>The unknowns of the model, as hats, and what is spent and made, in levels.</summary>
internal sealed record GravityState(
    ImmutableArray<double> Inward,
    ImmutableArray<double> Outward,
    ImmutableArray<double> Prices,
    ImmutableArray<double> Output,
    ImmutableArray<double> Expenditure,
    Cube Flows
)
{
    /// <summary>sum_i X'_ni: what n buys.</summary>
    public ImmutableArray<double> Purchases => Sums((at, other) => Flows[at, other, 0]);

    /// <summary>sum_n X'_ni: what i sells.</summary>
    public ImmutableArray<double> Sales => Sums((at, other) => Flows[other, at, 0]);

    /// <summary>The numbers in the shape that all models share.</summary>
    public EquilibriumNumbers Outcome(CounterfactualInputs given)
    {
        var (world, countries) = (given.World, Prices.Length);
        return new EquilibriumNumbers
        {
            FactorPrices = [Column(Prices)],
            Employment = [Table.Filled(countries, 1, 1)],
            Prices = Column(Inward),
            UnitCosts = Column(Prices),
            ValueAddedShares = world.ValueAddedShares,
            CostShares = world.CostShares,
            FinalShares = world.FinalShares,
            TradeShares = Cube.Create(countries, countries, 1, (n, i, _) => Flows[n, i, 0] / Expenditure[n]),
            Tariffs = given.Tariffs,
            Trade = Flows,
            Expenditure = Column(Expenditure),
            Output = Column(Output),
            ValueAdded = Column(Output),
            TariffRevenue = [.. new double[countries]],
            ExportTaxRevenue = [.. new double[countries]],
            Income = Expenditure,
            ConsumerPrices = Inward,
            Deficits = [.. Expenditure.Zip(Output, (e, y) => e - y)],
            Transfers = [.. new double[countries]],
            FactorReturns = [Equations.FactorReturns(given, 0, Column(Prices), Table.Filled(countries, 1, 1))],
            Detail = new Resistances(
                Inward,
                Outward,
                Purchases.Zip(Expenditure, (bought, spent) => Math.Abs(bought / spent - 1)).Max()
            ),
        };
    }

    private static Table Column(ImmutableArray<double> values) => new(values.Length, 1, [.. values]);

    private ImmutableArray<double> Sums(Func<int, int, double> cell) =>
        [.. Enumerable.Range(0, Prices.Length).Select(at => Enumerable.Range(0, Prices.Length).Sum(other => cell(at, other)))];
}

/// <summary>
/// Full adjustment: the unknowns are ln pHat. Given these, (28) is output, (9) expenditure, (27) outward and (26) inward
/// resistances, and what is left is that (25) gives the same outward resistances, which is the market of each seller.
/// </summary>
internal sealed class FullSystem(CounterfactualInputs given) : GravitySystem(given)
{
    private readonly Incomes incomes = new(given);

    public override void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        var state = At(x);
        var demanded = Demanded(state);
        // (demand over supply) = (Pi by (27) over Pi by (25))^theta; over its elasticity a step that ignores other markets.
        var share = World.Thetas[0] / (1 + World.Thetas[0]);
        for (var i = 0; i < f.Length; i++)
            f[i] = share * Math.Log(state.Outward[i] / demanded[i]);
    }

    public override GravityState At(ReadOnlySpan<double> x)
    {
        var (made, before) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
            (made, before) = (made + Math.Exp(x[i]) * World.Output[i, 0], before + World.Output[i, 0]);
        var scale = before / made;
        ImmutableArray<double> prices = [.. x.ToArray().Select(log => scale * Math.Exp(log))];
        var output = GravityEquations.Output(Given, prices);
        var income = new double[prices.Length];
        // Without burden sharing no price enters.
        incomes.Solve(output.AsSpan(), [], [], income);
        ImmutableArray<double> expenditure = [.. income];
        var yHat = Hats(output, World.Output);
        var outward = GravityEquations.FactoryGatePrices(Given, prices, yHat);
        var inward = GravityEquations.InwardResistances(Given, outward, yHat);
        return new GravityState(
            inward,
            outward,
            prices,
            output,
            expenditure,
            GravityEquations.Flows(Given, inward, outward, Hats(expenditure, World.Expenditure), yHat)
        );
    }

    public override Residuals Residuals(GravityState state)
    {
        var yHat = Hats(state.Output, World.Output);
        var prices = new[]
        {
            LargestGap(state.Outward, Demanded(state)),
            LargestGap(state.Inward, GravityEquations.InwardResistances(Given, state.Outward, yHat)),
            LargestGap(state.Prices, GravityEquations.FactoryGatePrices(Given, state.Outward, yHat)),
        };
        return new Residuals(
            prices.Aggregate(Math.Max),
            PlainSolution(state.Purchases, state.Expenditure),
            PlainSolution(state.Sales, state.Output),
            0,
            0
        );
    }

    private ImmutableArray<double> Demanded(GravityState state) =>
        GravityEquations.OutwardResistances(
            Given,
            state.Inward,
            Hats(state.Expenditure, World.Expenditure),
            Hats(state.Output, World.Output)
        );

    private double PlainSolution(ImmutableArray<double> a, ImmutableArray<double> b) =>
        a.Zip(b, (x, y) => Math.Abs(x - y)).Aggregate(Math.Max) / World.TotalValueAdded;
}

/// <summary>
/// Resistances at the shares of the data: the unknowns are ln PiHat. Given these, (26) is the inward resistances and what is
/// left is (25). Scaling outward up and inward down changes nothing: the reference importer's inward resistance stays what it was.
/// In one step, (27) to (30) follow.
/// </summary>
internal sealed class SharesSystem(CounterfactualInputs given, Adjustment adjustment, int reference) : GravitySystem(given)
{
    public override void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        ImmutableArray<double> outward = [.. x.ToArray().Select(log => Math.Exp(log))];
        var again = GravityEquations.OutwardResistances(Given, GravityEquations.InwardResistances(Given, outward, Ones), Ones, Ones);
        for (var i = 0; i < f.Length; i++)
            f[i] = Math.Log(again[i] / outward[i]);
    }

    public override GravityState At(ReadOnlySpan<double> x)
    {
        ImmutableArray<double> outward = [.. x.ToArray().Select(log => Math.Exp(log))];
        var inward = GravityEquations.InwardResistances(Given, outward, Ones);
        var scale = inward[reference];
        (inward, outward) = ([.. inward.Select(p => p / scale)], [.. outward.Select(p => p * scale)]);
        var prices = adjustment == Adjustment.Conditional ? Ones : GravityEquations.FactoryGatePrices(Given, outward, Ones);
        var output = GravityEquations.Output(Given, prices);
        var expenditure = GravityEquations.Expenditure(Given, output);
        return new GravityState(
            inward,
            outward,
            prices,
            output,
            expenditure,
            GravityEquations.Flows(Given, inward, outward, Hats(expenditure, World.Expenditure), Hats(output, World.Output))
        );
    }

    public override Residuals Residuals(GravityState state)
    {
        var prices = Math.Max(
            LargestGap(state.Outward, GravityEquations.OutwardResistances(Given, state.Inward, Ones, Ones)),
            LargestGap(state.Inward, GravityEquations.InwardResistances(Given, state.Outward, Ones))
        );
        return new Residuals(prices, 0, 0, 0, 0);
    }
}
