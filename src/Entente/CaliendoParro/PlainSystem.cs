namespace Entente.CaliendoParro;

/// <summary>The system by the equations as they are written: slow, and what the fast one is tested against.</summary>
internal sealed class PlainSystem(Circumstances given) : WageSystem(given)
{
    private readonly Incomes incomes = new(given);
    private EquilibriumState state = new([], Table.Filled(given.World.Countries.Length, given.World.Sectors.Length, 1), given.World.Expenditure);

    public override EquilibriumState State() => state;

    public override void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        accuracy = Math.Max(accuracy, FinestAccuracy);
        var wages = Wages(x);
        var prices = SolvePrices(wages, accuracy);
        var shares = Equations.TradeShares(Given, Equations.UnitCosts(Given, wages, prices), prices);
        var expenditure = SolveExpenditure(wages, prices, shares, accuracy);
        state = new EquilibriumState(wages, prices, expenditure);
        Scale(new Levels(Given, incomes, state).ExcessDemand.AsSpan(), wages, f);
    }

    private static bool IsFinite(Table table) => !table.Span.Contains(double.NaN);

    private Table SolvePrices(double[] wages, double accuracy)
    {
        // A point that failed must not spoil the next.
        var prices = IsFinite(state.Prices) ? state.Prices : Table.Filled(World.Countries.Length, World.Sectors.Length, 1);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var next = Equations.Prices(Given, Equations.UnitCosts(Given, wages, prices));
            var change = Levels.LargestPriceGap(prices, next);
            prices = next;
            if (change <= accuracy)
                return prices;
        }
        return Table.Filled(prices.Rows, prices.Columns, double.NaN);
    }

    private Table SolveExpenditure(double[] wages, Table prices, Cube shares, double accuracy)
    {
        var expenditure = IsFinite(state.Expenditure) ? state.Expenditure : World.Expenditure;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var next = Levels.NextExpenditure(Given, incomes, wages, prices, Equations.Flows(Given, shares, expenditure));
            var change = Levels.LargestGap(expenditure, next, World.Income);
            expenditure = next;
            if (change <= accuracy)
                return expenditure;
        }
        return Table.Filled(expenditure.Rows, expenditure.Columns, double.NaN);
    }
}
