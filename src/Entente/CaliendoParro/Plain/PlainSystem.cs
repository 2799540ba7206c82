using Entente.CaliendoParro.Kernels;
using Entente.Models;

namespace Entente.CaliendoParro.Plain;

/// <summary>The system by the equations as they are written: slow, and what the fast one is tested against.</summary>
internal sealed class PlainSystem(CounterfactualInputs given) : MarketSystem(given)
{
    private readonly Incomes incomes = new(given);
    private Table prices = Table.Filled(given.World.Countries.Length, given.World.Sectors.Length, 1);
    private Table expenditure = given.World.Expenditure;

    public override EquilibriumState State() =>
        new(Markets.Prices, Markets.Employment, prices, expenditure, [.. Limits.Wedges], [.. Limits.Drawn]);

    public override void Residual(ReadOnlySpan<double> x, Span<double> f, double accuracy)
    {
        accuracy = Math.Max(accuracy, FinestAccuracy);
        var factors = x[..Markets.Length].ToArray();
        Limits.Set(x[Markets.Length..]);
        SolvePrices(factors, accuracy);
        SolveExpenditure(accuracy);
        var levels = new PlainSolution(Given, incomes, State());
        Markets.SetGaps(levels.ValueAdded.Span, Logs(levels.ValueAddedPrices), levels.ExcessDemand.AsSpan(), f[..Markets.Length]);
        Limits.SetGaps(x[Markets.Length..], levels.LimitedQuantities.AsSpan(), levels.StockPrices.AsSpan(), f[Markets.Length..]);
    }

    private static double[] Logs(Table table) => [.. table.Span.ToArray().Select(cell => Math.Log(cell))];

    private static bool IsFinite(Table table) => !table.Span.Contains(double.NaN);

    private void SolvePrices(double[] factors, double accuracy)
    {
        // A point that failed must not spoil the next.
        if (!IsFinite(prices))
            prices = Table.Filled(prices.Rows, prices.Columns, 1);
        var effective = Given.WithWedges(Limits.Wedges);
        Markets.Set(factors);
        if (!Markets.HasFloors)
            Markets.Normalise();
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            if (Markets.HasFloors)
                Markets.Raise(Equations.ConsumerPrices(Given, prices).AsSpan());
            var next = Equations.Prices(
                effective,
                Equations.UnitCosts(effective, Equations.ValueAddedPrices(Given, Markets.Prices), prices)
            );
            var change = PlainSolution.LargestPriceGap(prices, next);
            prices = next;
            if (change <= accuracy)
            {
                if (Markets.HasFloors && Markets.Normalise() is var scale)
                    prices = Table.Create(prices.Rows, prices.Columns, (n, j) => prices[n, j] * scale);
                return;
            }
        }
        prices = Table.Filled(prices.Rows, prices.Columns, double.NaN);
    }

    private void SolveExpenditure(double accuracy)
    {
        if (!IsFinite(expenditure))
            expenditure = World.Expenditure;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var next = new PlainSolution(Given, incomes, State()).NextExpenditure;
            var change = PlainSolution.LargestGap(expenditure, next, World.Income);
            expenditure = next;
            if (change <= accuracy)
                return;
        }
        expenditure = Table.Filled(expenditure.Rows, expenditure.Columns, double.NaN);
    }
}
