using System.Collections.Immutable;

namespace Entente.Outcomes;

/// <summary>The outcomes of stocks, in the order of stocks.csv; NaN where a country has no stock of a good.</summary>
internal static class StockOutcomes
{
    public static ImmutableArray<Outcome> All { get; } =
    [
        Of("stock", "Stock", OutcomeUnit.WorldUnit, (c, s) => c.After.Given.Stocks[s].Amount),
        Of("drawn", "Drawn from the stock", OutcomeUnit.WorldUnit, (c, s) => c.After.Drawn[s]),
        Of("price_pct", "Purchasers' price", OutcomeUnit.Percent, (c, s) => 100 * (Price(c, s) - 1)),
        Of("refill_cost", "Cost of refilling, set aside", OutcomeUnit.WorldUnit, RefillCost) with
        {
            IsAfterHorizon = true,
        },
        Of(
            "real_price_pct",
            "Price over consumer prices",
            OutcomeUnit.Percent,
            (c, s) => 100 * (Price(c, s) / c.PriceIndex[c.After.Given.Stocks[s].Country] - 1)
        ) with
        {
            IsAfterHorizon = true,
        },
        Of("sold", "What is drawn sells for", OutcomeUnit.WorldUnit, Sold) with
        {
            IsAfterHorizon = true,
        },
        Of("net", "The same less the cost of refilling", OutcomeUnit.WorldUnit, (c, s) => Sold(c, s) - RefillCost(c, s)) with
        {
            IsAfterHorizon = true,
        },
    ];

    private static double Sold(Comparison comparison, int s)
    {
        var stock = comparison.After.Given.Stocks[s];
        return comparison.After.Drawn[s] * comparison.After.Prices[stock.Country, stock.Sector];
    }

    private static double RefillCost(Comparison comparison, int s)
    {
        var stock = comparison.After.Given.Stocks[s];
        return comparison.After.Drawn[s] * stock.Refill * comparison.After.ConsumerPrices[stock.Country];
    }

    private static double Price(Comparison comparison, int s)
    {
        var stock = comparison.After.Given.Stocks[s];
        return comparison.Prices[stock.Country, stock.Sector];
    }

    private static Outcome Of(string name, string title, OutcomeUnit unit, Func<Comparison, int, double> of) =>
        new()
        {
            Name = name,
            Title = title,
            Unit = unit,
            Table = OutcomeTable.Stocks,
            Open = comparison =>
            {
                var known = new Dictionary<OutcomePosition, double>();
                var stocks = comparison.After.Given.Stocks;
                for (var s = 0; s < stocks.Length; s++)
                    known[new(stocks[s].Country, stocks[s].Sector)] = of(comparison, s);
                return at => known.GetValueOrDefault(at, double.NaN);
            },
        };
}
