using Entente.Data.Output;
using Entente.Outcomes;

namespace Entente.Reporting;

/// <summary>limits.csv and stocks.csv: what limited quantities and stocks came to, with their shadow prices.</summary>
internal static class QuantityTables
{
    public static void Write(string folder, List<(byte[] Name, byte[] Horizon, Comparison Of)> answered, RunTables.Names names)
    {
        Limits(Path.Combine(folder, "limits.csv"), answered, names);
        Stocks(Path.Combine(folder, "stocks.csv"), answered, names);
    }

    private static void Limits(string path, List<(byte[] Name, byte[] Horizon, Comparison Of)> answered, RunTables.Names names)
    {
        using var rows = new CsvRows(
            path,
            "case,exporter,importer,sector,baseline,limit,quantity,shadow_price_pct,rent,rent_to,user_price_pct,horizon,paid"
        );
        foreach (var (name, horizon, comparison) in answered)
            // What was never there and may not be has no price and no story.
            foreach (var outcome in LimitOutcome.Of(comparison).Where(o => o.Baseline > 0 || o.Limit.Most > 0))
            {
                var limit = outcome.Limit;
                rows.Text(name)
                    .Text(names.Countries[limit.Exporter])
                    .Text(names.Countries[limit.Importer])
                    .Text(names.Sectors[limit.Sector])
                    .Number(outcome.Baseline)
                    .Number(limit.Most)
                    .Number(outcome.Quantity)
                    .Number(100 * outcome.ShadowPrice)
                    .Number(outcome.Rent)
                    .Text(names.Countries[limit.RentToImporter ? limit.Importer : limit.Exporter])
                    .Number(100 * (outcome.UserPrice - 1))
                    .Text(horizon)
                    .Number(outcome.Paid);
                rows.EndRow();
            }
    }

    private static void Stocks(string path, List<(byte[] Name, byte[] Horizon, Comparison Of)> answered, RunTables.Names names)
    {
        using var rows = new CsvRows(path, "case,country,sector,stock,drawn,price_pct,horizon,refill_cost,real_price_pct");
        foreach (var (name, horizon, comparison) in answered)
            for (var s = 0; s < comparison.After.Given.Stocks.Length; s++)
            {
                var stock = comparison.After.Given.Stocks[s];
                rows.Text(name)
                    .Text(names.Countries[stock.Country])
                    .Text(names.Sectors[stock.Sector])
                    .Number(stock.Amount)
                    .Number(comparison.After.Drawn[s])
                    .Number(100 * (comparison.Prices[stock.Country, stock.Sector] - 1))
                    .Text(horizon)
                    .Number(comparison.After.Drawn[s])
                    .Number(100 * (comparison.Prices[stock.Country, stock.Sector] / comparison.PriceIndex[stock.Country] - 1));
                rows.EndRow();
            }
    }
}
