using Entente.Models;

namespace Entente.CaliendoParro;

/// <summary>
/// Equation (24b): L'_n, what a country receives because of stocks. What refilling costs, the refill price times PHat_n s, is
/// set aside and lent, in proportion to their income in the data, to all countries it trades with both ways, directly or
/// through others, itself among them: its trade balance pays this year for what it draws. A country cut off alone lends to
/// itself. L' adds up to zero.
/// </summary>
internal sealed class StockLoans
{
    private readonly CounterfactualInputs given;
    private readonly int[] blocOf;
    private readonly double[] shares;

    public StockLoans(CounterfactualInputs given)
    {
        this.given = given;
        var income = given.World.Income;
        (blocOf, shares) = (new int[income.Length], new double[income.Length]);
        var blocs = TradeBlocs.Of(given, given.Supply);
        for (var bloc = 0; bloc < blocs.Count; bloc++)
        {
            var total = blocs[bloc].Sum(n => income[n]);
            foreach (var n in blocs[bloc])
                (blocOf[n], shares[n]) = (bloc, income[n] / total);
        }
    }

    /// <summary>Sets L'.</summary>
    public void Set(ReadOnlySpan<double> drawn, ReadOnlySpan<double> consumerPrices, Span<double> received)
    {
        received.Clear();
        for (var s = 0; s < drawn.Length; s++)
        {
            var stock = given.Stocks[s];
            var cost = drawn[s] * stock.Refill * consumerPrices[stock.Country];
            received[stock.Country] -= cost;
            for (var n = 0; n < received.Length; n++)
                if (blocOf[n] == blocOf[stock.Country])
                    received[n] += shares[n] * cost;
        }
    }
}
