using Entente.Measures;

namespace Entente.Outcomes;

/// <summary>What became of a limited flow.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Baseline">The flow before, at producer prices.</param>
/// <param name="Quantity">The quantity after, at the prices of the data.</param>
/// <param name="ShadowPrice">
/// What one more unit is worth to users over what its seller asks for, relative to the latter; 0 where the limit does not bind, NaN
/// where the flow has ended and has no price.
/// </param>
/// <param name="Rent">What that difference comes to on the whole flow.</param>
/// <param name="UserPrice">Price of the good to users, of all origins together, relative to before.</param>
/// <param name="Paid">What the importer pays for the flow at its border, a rent of the exporter included.</param>
public sealed record LimitOutcome(
    QuantityLimit Limit,
    double Baseline,
    double Quantity,
    double ShadowPrice,
    double Rent,
    double UserPrice,
    double Paid
)
{
    /// <summary>
    /// The cap on what the seller is paid, where it is that which is limited: the shadow price is then the levy, the rent its
    /// revenue; NaN and 0 where the seller does not sell at that price. The limit has no largest quantity: NaN.
    /// </summary>
    public PriceCap? Cap { get; init; }

    /// <summary>What the seller of a capped flow is paid, relative to the data; 1 where there is no cap.</summary>
    public double SellerPrice { get; init; } = 1;

    /// <summary>All limits of a case, in the order of its measures, then its caps on prices.</summary>
    public static IEnumerable<LimitOutcome> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var (after, given) = (comparison.After, comparison.After.Given);
        var position = 0;
        foreach (var limit in given.Shock.Limits)
        {
            var (n, i, j) = (limit.Importer, limit.Exporter, limit.Sector);
            var (baseline, price) = (comparison.Before.Trade[n, i, j], comparison.Prices[n, j]);
            if (limit.Most == 0)
                yield return new LimitOutcome(limit, baseline, 0, double.NaN, 0, price, 0);
            else
            {
                var over = after.Wedges[position] - 1;
                // The wedge stands on the price with tariffs where the importer earns it, at the border where the exporter does.
                var atBorder = after.Trade[n, i, j] * (1 + given.ExportTaxes[n, i, j]);
                var paid = atBorder * (limit.RentToImporter ? 1 + given.Tariffs[n, i, j] : 1);
                yield return new LimitOutcome(
                    limit,
                    baseline,
                    after.LimitedQuantities[position],
                    over,
                    over * paid,
                    price,
                    atBorder * (limit.RentToImporter ? 1 : 1 + over)
                );
                position++;
            }
        }
        for (var c = 0; c < given.PriceCaps.Length; c++)
            foreach (var n in given.PriceCaps[c].Importers.Where(n => !IsLimited(given.PriceCaps[c], n)))
                yield return OfCap(comparison, c, n);

        bool IsLimited(PriceCap cap, int n) =>
            given.Shock.Limits.Any(l => (l.Importer, l.Exporter, l.Sector) == (n, cap.Exporter, cap.Sector));
    }

    private static LimitOutcome OfCap(Comparison comparison, int c, int n)
    {
        var (after, given) = (comparison.After, comparison.After.Given);
        var cap = given.PriceCaps[c];
        var (i, j, levy) = (cap.Exporter, cap.Sector, after.PriceCapWedges[c] - 1);
        var atBorder = after.Trade[n, i, j] * (1 + given.ExportTaxes[n, i, j]);
        var sells = double.IsFinite(levy);
        return new LimitOutcome(
            new QuantityLimit(n, i, j, double.NaN, true),
            comparison.Before.Trade[n, i, j],
            sells ? after.Trade[n, i, j] / after.UnitCosts[i, j] : 0,
            sells ? levy : double.NaN,
            sells ? levy * atBorder * (1 + given.Tariffs[n, i, j]) : 0,
            comparison.Prices[n, j],
            atBorder
        )
        {
            Cap = cap,
            SellerPrice = after.CappedPrices[c],
        };
    }
}
