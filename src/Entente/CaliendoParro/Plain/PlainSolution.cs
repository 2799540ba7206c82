using System.Collections.Immutable;
using Entente.CaliendoParro.Kernels;
using Entente.Models;

namespace Entente.CaliendoParro.Plain;

/// <summary>
/// Everything that follows from the unknowns of an equilibrium, by the plain equations, and how far they are from holding. What
/// incomes do not need is computed when first asked for; flows one by one, which few ask for, even after it. For one thread.
/// </summary>
internal sealed class PlainSolution
{
    private readonly CounterfactualInputs given;
    private readonly EquilibriumState state;
    private readonly MarketTotals totals;
    private readonly Lazy<CounterfactualInputs> effective;

    public PlainSolution(CounterfactualInputs given, Incomes incomes, EquilibriumState state)
    {
        (this.given, this.state) = (given, state);
        effective = new(() => given.WithWedges(state.Wedges.AsSpan()));
        ValueAddedPrices = FactorRows.ValueAddedPrices(given, state.FactorPrices);
        (UnitCosts, ValueAddedShares, CostShares) = RowEquations.Users(given, ValueAddedPrices, state.Prices);
        var purchases = Equations.Purchases(given, state.Expenditure, state.Prices, state.Drawn.AsSpan());
        totals = new MarketTotals(given, state.Wedges.AsSpan(), UnitCosts, state.Prices, purchases);
        TradeShares = Flowing(() => RowEquations.Trade(effective.Value, UnitCosts, state.Prices).TradeShares);
        Flows = Flowing(() => RowEquations.Flows(effective.Value, TradeShares, purchases));
        Margins = Equations.MarginsEarned(given, totals.AtBorder);
        (ConsumerPrices, FinalShares) = RowEquations.Households(given, state.Prices);
        (Table Supply, ImmutableArray<double> Returns)[] earnings =
        [
            .. state.FactorPrices.Select((w, f) => FactorRows.Earnings(given, f, w, state.Employment[f])),
        ];
        FactorIncome = [.. earnings.Select(of => of.Supply)];
        FactorReturns = [.. earnings.Select(of => of.Returns)];
        ProfitsKept = Equations.ProfitsKept(given, FactorIncome);
        Own = OwnIncome();
        Income = Solve(incomes);
    }

    public Table ValueAddedPrices { get; }

    public Table UnitCosts { get; }

    public Cube CostShares { get; }

    public Table ValueAddedShares { get; }

    public Table FinalShares { get; }

    public Cube TradeShares { get; }

    /// <summary>The prices that follow from unit costs, equation (3).</summary>
    public Table NextPrices => totals.Prices;

    public Cube Flows { get; }

    public Table Output => field ??= totals.Output;

    /// <summary>gamma'_nj Y'_nj.</summary>
    public Table ValueAdded =>
        field ??= Table.Create(
            Output.Rows,
            Output.Columns,
            (n, j) => Output[n, j] == 0 ? 0 : ValueAddedShares[n, j] * Output[n, j]
        );

    public ImmutableArray<double> TariffRevenue => totals.TariffRevenue;

    public ImmutableArray<double> ExportTaxRevenue => totals.ExportTaxRevenue;

    /// <summary>What each country earns from the trade of others less what others earn from its sales.</summary>
    public ImmutableArray<double> Margins { get; }

    /// <summary>What each country pays owners abroad less than in the data, less what its own receive less.</summary>
    public ImmutableArray<double> ProfitsKept { get; }

    public ImmutableArray<double> ConsumerPrices { get; }

    /// <summary>V'_njf: what each factor earns by sector, one table a factor.</summary>
    public ImmutableArray<Table> FactorIncome { get; }

    /// <summary>WHat_nf, one list a factor.</summary>
    public ImmutableArray<ImmutableArray<double>> FactorReturns { get; }

    /// <summary>What factors earn, R', E', G', F' and what is sold from stocks.</summary>
    public ImmutableArray<double> Own { get; }

    public ImmutableArray<double> Income { get; }

    /// <summary>Equation (11): imports less exports that nothing pays for, by country.</summary>
    public ImmutableArray<double> ExcessDemand =>
        field.IsDefault
            ? field = [.. Income.Select((value, n) => totals.Balance[n] + (value - Own[n] + Margins[n] + ProfitsKept[n]))]
            : field;

    /// <summary>Quantities of limited flows, at baseline prices, and prices of sellers that are capped.</summary>
    public ImmutableArray<double> LimitedQuantities =>
        field.IsDefault ? field = Equations.LimitedQuantities(given, UnitCosts, totals.Flow) : field;

    /// <summary>Real prices of stocked goods.</summary>
    public ImmutableArray<double> StockPrices =>
        field.IsDefault
            ? field = [.. given.Stocks.Select(s => state.Prices[s.Country, s.Sector] / ConsumerPrices[s.Country])]
            : field;

    /// <summary>The expenditure that flows and incomes pay for, equation (10).</summary>
    public Table NextExpenditure => RowEquations.Expenditure(CostShares, FinalShares, Output, Income.AsSpan());

    /// <summary>How far the equations are from holding.</summary>
    public Residuals Residuals()
    {
        var total = given.World.TotalValueAdded;
        return new Residuals(
            LargestPriceGap(state.Prices, NextPrices),
            LargestGap(state.Expenditure, NextExpenditure, [.. Enumerable.Repeat(total, Output.Rows)]),
            ExcessDemand.Max(e => Math.Abs(e)) / total,
            FactorGap() / total,
            Limits.LargestGap(given, state.Wedges.AsSpan(), state.Drawn.AsSpan(), LimitedQuantities, StockPrices)
        );
    }

    /// <summary>The numbers of an equilibrium with these levels.</summary>
    public EquilibriumNumbers Outcome(Incomes incomes)
    {
        var deficits = incomes.Deficits(Income.AsSpan());
        return new EquilibriumNumbers
        {
            FactorPrices = state.FactorPrices,
            FactorReturns = FactorReturns,
            Employment = state.Employment,
            Wedges = state.Wedges,
            Drawn = state.Drawn,
            LimitedQuantities = LimitedQuantities,
            Prices = state.Prices,
            UnitCosts = UnitCosts,
            ValueAddedShares = ValueAddedShares,
            CostShares = CostShares,
            FinalShares = FinalShares,
            TradeShares = TradeShares,
            Tariffs = Flowing(() => effective.Value.Tariffs),
            Trade = Flows,
            LeastFlow = totals.LeastFlow,
            BilateralTrade = totals.Bilateral,
            Expenditure = state.Expenditure,
            Output = Output,
            ValueAdded = ValueAdded,
            TariffRevenue = TariffRevenue,
            ExportTaxRevenue = ExportTaxRevenue,
            Margins = given.Margins.IsEmpty ? [] : Margins,
            ProfitsKept = given.OwnedAbroad.IsEmpty ? [] : ProfitsKept,
            Income = Income,
            ConsumerPrices = ConsumerPrices,
            Deficits = [.. deficits],
            Transfers = [.. Income.Select((income, n) => incomes.Transfer(n, income, Own[n], deficits[n]))],
        };
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

    /// <summary>Largest difference of what is paid to a factor and what it earns, by sector, or by country where it moves freely.</summary>
    private double FactorGap()
    {
        var earned = Enumerable.Range(0, Output.Rows).Select(n => FactorIncome.Sum(f => Sum(f.Row(n)))).ToArray();
        var zeta = earned.Select((own, n) => (own + ExcessDemand[n]) / Sum(ValueAdded.Row(n))).ToArray();
        var largest = 0.0;
        for (var f = 0; f < FactorIncome.Length; f++)
        {
            var paid = FactorRows.Demand(given, f, state.FactorPrices[f], ValueAddedPrices, ValueAdded, zeta);
            for (var n = 0; n < Output.Rows; n++)
                if (given.Mobility[f].IsMobile)
                    largest = MaxOrNaN(largest, Math.Abs(Sum(paid.Row(n)) - Sum(FactorIncome[f].Row(n))));
                else
                    for (var j = 0; j < Output.Columns; j++)
                        largest = MaxOrNaN(largest, Math.Abs(paid[n, j] - FactorIncome[f][n, j]));
        }
        return largest;
    }

    /// <summary>What each country sells from its stocks.</summary>
    private double[] StockSales
    {
        get
        {
            var sales = new double[given.World.Countries.Length];
            for (var s = 0; s < state.Drawn.Length; s++)
                sales[given.Stocks[s].Country] += state.Drawn[s] * state.Prices[given.Stocks[s].Country, given.Stocks[s].Sector];
            return sales;
        }
    }

    private Cube Flowing(Func<Cube> cube) => Cube.Later(given.TradeShares.First, given.TradeShares.Second, given.TradeShares.Third, cube);

    private ImmutableArray<double> OwnIncome()
    {
        var sales = StockSales;
        return
        [
            .. Enumerable
                .Range(0, sales.Length)
                .Select(n =>
                    FactorIncome.Sum(f => Sum(f.Row(n)))
                    + TariffRevenue[n]
                    + ExportTaxRevenue[n]
                    + (Margins[n] + ProfitsKept[n])
                    + sales[n]
                ),
        ];
    }

    private ImmutableArray<double> Solve(Incomes incomes)
    {
        var income = new double[Own.Length];
        incomes.Solve(Own.AsSpan(), ConsumerPrices.AsSpan(), state.Drawn.AsSpan(), income);
        return [.. income];
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
