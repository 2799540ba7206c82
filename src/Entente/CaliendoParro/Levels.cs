using System.Collections.Immutable;

namespace Entente.CaliendoParro;

/// <summary>Everything that follows from wages, prices and expenditures, by the plain equations, and how far they are from holding.</summary>
internal sealed class Levels
{
    public Levels(Circumstances given, Incomes incomes, EquilibriumState state)
    {
        UnitCosts = Equations.UnitCosts(given, state.Wages, state.Prices);
        TradeShares = Equations.TradeShares(given, UnitCosts, state.Prices);
        Flows = Equations.Flows(given, TradeShares, state.Expenditure);
        Output = Equations.Output(Flows);
        TariffRevenue = Equations.TariffRevenue(given, Flows);
        ExportTaxRevenue = Equations.ExportTaxRevenue(given, Flows);
        ConsumerPrices = Equations.ConsumerPrices(given, state.Prices);
        Own = OwnIncome(given, state.Wages, TariffRevenue, ExportTaxRevenue);
        Income = Solve(incomes, Own, ConsumerPrices);
        ExcessDemand = Equations.ExcessDemand(given, Flows, Inflows(Income, Own));
        var total = given.World.TotalValueAdded;
        Residuals = new Residuals(
            LargestPriceGap(state.Prices, Equations.Prices(given, UnitCosts)),
            LargestGap(state.Expenditure, Equations.Expenditure(given, Output, Income.AsSpan()), [.. Enumerable.Repeat(total, Output.Rows)]),
            ExcessDemand.Max(e => Math.Abs(e)) / total);
    }

    public Table UnitCosts { get; }

    public Cube TradeShares { get; }

    public Cube Flows { get; }

    public Table Output { get; }

    public ImmutableArray<double> TariffRevenue { get; }

    public ImmutableArray<double> ExportTaxRevenue { get; }

    public ImmutableArray<double> ConsumerPrices { get; }

    /// <summary>wHat VA + R' + E'.</summary>
    public ImmutableArray<double> Own { get; }

    public ImmutableArray<double> Income { get; }

    public ImmutableArray<double> ExcessDemand { get; }

    public Residuals Residuals { get; }

    /// <summary>One step of equation (10): the expenditure that given flows pay for.</summary>
    public static Table NextExpenditure(Circumstances given, Incomes incomes, double[] wages, Table prices, Cube flows)
    {
        var own = OwnIncome(given, wages, Equations.TariffRevenue(given, flows), Equations.ExportTaxRevenue(given, flows));
        var income = Solve(incomes, own, Equations.ConsumerPrices(given, prices));
        return Equations.Expenditure(given, Equations.Output(flows), income.AsSpan());
    }

    /// <summary>Largest relative difference of prices; goods nobody supplies agree where both are infinite.</summary>
    public static double LargestPriceGap(Table a, Table b)
    {
        var largest = 0.0;
        for (var at = 0; at < a.Span.Length; at++)
            if (a.Span[at] != b.Span[at])
                largest = MaxOrNaN(largest, Math.Abs(a.Span[at] / b.Span[at] - 1));
        return largest;
    }

    /// <summary>Largest difference of two country tables, relative to a scale by country.</summary>
    public static double LargestGap(Table a, Table b, ImmutableArray<double> scale)
    {
        var largest = 0.0;
        for (var n = 0; n < a.Rows; n++)
            for (var j = 0; j < a.Columns; j++)
                largest = MaxOrNaN(largest, Math.Abs(a[n, j] - b[n, j]) / scale[n]);
        return largest;
    }

    private static double MaxOrNaN(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Max(a, b);

    private static ImmutableArray<double> OwnIncome(
        Circumstances given, double[] wages, ImmutableArray<double> tariffs, ImmutableArray<double> exportTaxes) =>
        [.. wages.Select((w, n) => w * given.World.ValueAdded[n] + tariffs[n] + exportTaxes[n])];

    private static ImmutableArray<double> Solve(Incomes incomes, ImmutableArray<double> own, ImmutableArray<double> prices)
    {
        var income = new double[own.Length];
        incomes.Solve(own.AsSpan(), prices.AsSpan(), income);
        return [.. income];
    }

    private static double[] Inflows(ImmutableArray<double> income, ImmutableArray<double> own) =>
        [.. income.Select((value, n) => value - own[n])];
}

/// <summary>How far an answer is from the equations, recomputed from them; see docs/model.md.</summary>
/// <param name="Prices">Largest relative gap of equation (3).</param>
/// <param name="Expenditure">Largest gap of equation (10) over the value added of the world.</param>
/// <param name="TradeBalance">Largest gap of equation (11) over the value added of the world.</param>
public sealed record Residuals(double Prices, double Expenditure, double TradeBalance)
{
    /// <summary>The largest of them; NaN where one is.</summary>
    public double Largest => double.IsNaN(Prices + Expenditure + TradeBalance) ? double.NaN : Math.Max(Prices, Math.Max(Expenditure, TradeBalance));
}
